"""What holds for every test: the shipped list, no silent skips in CI, and what is slow."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
TESTS = Path(__file__).parent
SLOW = (
    "assistants", "batch", "cli/test_process.py", "cli/test_progress.py", "curation/test_build.py",
    "curation/test_changes.py", "curation/test_citations.py", "curation/test_lint.py",
    "curation/test_lint_attacks.py", "curation/test_lint_trust.py", "detectors/test_constants.py",
    "detectors/test_plan.py", "detectors/test_toy_detector.py", "directory/test_imported.py",
    "extension", "identity/test_identity.py", "index/test_compiled.py", "index/test_contacts.py",
    "index/test_names.py", "index/test_number_index.py", "judging/test_prepare.py",
    "judging/test_sharing.py", "judging/test_strangers.py", "kinds/test_plans.py",
    "kinds/test_readings.py", "kinds/test_toy_kind.py", "messages/test_messages.py",
    "messages/test_toy_language.py", "properties/test_listed_contacts.py",
    "properties/test_more_evidence.py", "properties/test_never_raises.py",
    "render/test_json_bytes.py", "reporting", "scanning/formats/test_any_bytes.py",
    "scanning/formats/test_read_office.py", "scanning/formats/test_read_values.py",
    "scanning/formats/test_rounds.py", "scanning/test_extract.py", "scanning/test_faults.py",
    "scanning/test_gold.py", "scanning/test_inputs.py", "scanning/test_listed.py",
    "scanning/test_report.py", "scanning/test_scan_command.py", "scanning/test_targets.py",
    "search/test_conditions.py", "search/test_conditions_of_texts.py", "server", "test_bench.py",
    "test_docs.py", "test_docstrings.py", "test_examples.py", "test_metamorphic.py",
    "test_one_definition.py", "test_readme.py", "test_releases.py", "text/test_own_places.py",
    "text/test_tables.py", "updates", "watching", "web",
)  # fmt: skip
"""Folders and files that start processes, servers or browsers, or take seconds: `make quick` leaves
them out, and `make test` starts with them, so that no core waits at the end."""
NO_SKIPS = os.environ.get("CI", "").lower() in ("1", "true", "yes")


@pytest.fixture(scope="session", autouse=True)
def _no_installed_updates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests see the shipped list, whatever updates the person who runs them has installed."""
    os.environ["RINGTRUE_DATA"] = str(tmp_path_factory.mktemp("data"))


def pytest_configure() -> None:
    # Tests start hundreds of processes: without bytecode each would compile the package anew.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # Before the modules are collected: some read the directory at import.
    os.environ["RINGTRUE_DATA"] = os.devnull
    os.environ["XDG_CONFIG_HOME"] = os.devnull  # nor what that person has configured


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What would be left out all the same is not even imported."""
    if config.getoption("markexpr") == "not slow" and _is_slow(collection_path):
        return True
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _is_slow(item.path):
            item.add_marker("slow")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def _is_slow(path: Path) -> bool:
    if not path.is_relative_to(TESTS):
        return False
    name = path.relative_to(TESTS).as_posix()
    return any(name == slow or name.startswith(f"{slow}/") for slow in SLOW)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _no_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _no_skip((yield))


def _no_skip(report: Report) -> Report:
    """In CI (``CI=true``) everything is installed: a skipped test is one that nobody runs."""
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"CI forbids skipped tests: {reason}"
    return report

"""What is public, what importing it costs, and that all of it is documented."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from importlib import resources

import pytest

import ringtrue

PUBLIC = [
    "KINDS",
    "AllowlistError",
    "Answer",
    "AnswerDict",
    "Assurance",
    "Brand",
    "BrandAnswer",
    "BrandRef",
    "Checker",
    "Claim",
    "ClosedChannel",
    "ContactPoint",
    "Directory",
    "Document",
    "Evidence",
    "Finding",
    "Guarded",
    "GuardedContact",
    "GuardedDict",
    "Imitated",
    "Inquiry",
    "Known",
    "Listed",
    "MessageVerdict",
    "NeverAsks",
    "Offer",
    "Policy",
    "PolicyError",
    "RedFlag",
    "ReportDict",
    "RingtrueError",
    "ScanReport",
    "ScannedClaim",
    "ScannedContact",
    "Source",
    "Status",
    "UnknownBrand",
    "UnknownKind",
    "UnknownRegion",
    "UnparseableContact",
    "UpdateError",
    "Verdict",
    "VerdictDict",
    "ask",
    "check",
    "check_message",
    "guard",
    "guard_stream",
    "parse",
    "read",
    "scan",
]
LAZY = [
    "argparse",
    "msgspec",
    "phonenumbers",
    "rapidfuzz",
    "requests",
    "socket",
    "tldextract",
    "tomllib",
    "tuf",
    "urllib3",
]
"""Loaded by the part that needs them, never by ``import ringtrue``."""


def test_the_public_names() -> None:
    assert ringtrue.__all__ == PUBLIC
    assert not [name for name in PUBLIC if not hasattr(ringtrue, name)]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_is_documented_with_its_public_methods(name: str) -> None:
    public = getattr(ringtrue, name)
    assert inspect.getdoc(public)
    if inspect.isclass(public):
        for method, value in vars(public).items():
            if inspect.isfunction(value) and not method.startswith("_"):
                assert inspect.getdoc(value), f"{name}.{method}"


def test_every_public_signature_is_typed() -> None:
    for function in (ringtrue.check, ringtrue.scan, ringtrue.parse, ringtrue.Checker.check):
        signature = inspect.signature(function)
        assert signature.return_annotation is not inspect.Signature.empty
        for parameter in signature.parameters.values():
            assert parameter.name == "self" or parameter.annotation is not parameter.empty
    assert resources.files("ringtrue").joinpath("py.typed").is_file()


def test_signatures() -> None:
    def names(function: object) -> list[str]:
        return [p for p in inspect.signature(function).parameters if p != "self"]  # type: ignore[arg-type]

    assert names(ringtrue.check) == ["raw", "kind", "claims", "region"]
    assert names(ringtrue.Checker.check) == ["raw", "kind", "claims", "region", "quiet"]
    assert names(ringtrue.Checker) == ["directory", "policy", "today"]
    assert names(ringtrue.parse) == ["raw", "kind", "region"]
    assert names(ringtrue.scan)[:1] == ["text"]
    assert names(ringtrue.Verdict.advice) == ["lang"]


def test_scan_stays_a_function_after_its_first_use() -> None:
    # A package of the same name would take the function's place when it is first imported.
    ringtrue.scan("bank.example")
    assert inspect.isfunction(ringtrue.scan)
    assert ringtrue.scan("bank.example").status


def test_errors_are_one_tree() -> None:
    errors = [
        getattr(ringtrue, name) for name in PUBLIC if inspect.isclass(getattr(ringtrue, name))
    ]
    ours = [error for error in errors if issubclass(error, Exception)]
    assert ours
    assert all(issubclass(error, ringtrue.RingtrueError) for error in ours)


def test_import_loads_nothing_heavy() -> None:
    code = "import sys, ringtrue; print(*sorted(set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert not set(LAZY) & set(done.stdout.split())


FOR_STRANGERS = {"ringtrue.index.names", "ringtrue.search.candidates", "ringtrue.detectors.bait"}
FOR_LOOKALIKES = {
    "ringtrue.detectors.combosquatting",
    "ringtrue.detectors.typosquatting",
    "ringtrue.judging.nearest",
    "ringtrue.judging.calibration",
    "ringtrue.judging.likelihood",
}
FOR_ACCOUNTS = {
    "re", "ringtrue.search.worded_names", "ringtrue.kinds.email", "ringtrue.kinds.handle",
    "ringtrue.kinds.mail_text", "ringtrue.kinds.phone", "ringtrue.text.scripts",
}  # fmt: skip


@pytest.mark.parametrize(
    ("contact", "unneeded"),
    [
        (
            "tokenpocket.pro",
            {"ringtrue.detectors.plan", "ringtrue.judging.nearest", "re", "unicodedata"},
        ),
        ("https://tokenpocket.pro/en/download", {*FOR_STRANGERS, *FOR_LOOKALIKES, *FOR_ACCOUNTS}),
        ("stranger.example", {*FOR_LOOKALIKES, *FOR_ACCOUNTS, "ringtrue.index.distant"}),
        ("https://stranger.example/en/login", {*FOR_LOOKALIKES, *FOR_ACCOUNTS}),
        ("tokenpocket-support.example", {*FOR_ACCOUNTS, "ringtrue.detectors.embedded_suffix"}),
        ("https://tokenpocket-support.example/login", FOR_ACCOUNTS),
    ],
)
def test_a_plain_check_loads_what_it_needs(contact: str, unneeded: set[str]) -> None:
    code = (
        "import sys; from ringtrue.cli import main; main(['check', sys.argv[1], '--json']); "
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, contact], capture_output=True, text=True, check=True,
        timeout=60, env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    loaded = set(done.stdout.split("\n")[1].split())
    heavy = {"typing", "dataclasses", "inspect", "argparse", "ada_url", "rapidfuzz", "urllib.parse"}
    heavy |= {"json", "datetime", "importlib", "contextlib", "weakref", "warnings", "array"}
    assert "ringtrue.judging.checker" in loaded
    assert not loaded & (heavy | unneeded | set(LAZY))


def test_the_version_is_a_version() -> None:
    assert all(part.isdigit() for part in ringtrue.__version__.split("."))

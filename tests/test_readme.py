"""The examples of README and documentation, run: Python blocks as doctests, ``$ ringtrue`` ones as
commands."""

from __future__ import annotations

import doctest
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ringtrue import Directory
from ringtrue.cli import main
from ringtrue.detectors.registry import TABLE
from test_layers import ROOMS

ROOT = Path(__file__).parent.parent
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md")))
}
"""README and every page of the documentation: their examples run, their links lead somewhere."""
TEXT = "\n".join(PAGES.values())
ON_CLUSTERS = ("docs/scale.md",)
"""Their examples need files of names, and clusters: tests/batch runs what they show."""
LARGEST_README = 12 * 1024
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(language: str) -> list[object]:
    return [
        pytest.param(match[2], id=f"{page}-line-{text.count(chr(10), 0, match.start()) + 1}")
        for page, text in PAGES.items()
        if page not in ON_CLUSTERS
        for match in BLOCK.finditer(text)
        if match[1] == language
    ]


@pytest.fixture
def _the_day_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Examples show the list as it was on its day; it ages, and the README should not fail then."""
    listed = (c for b in Directory.default().brands.values() for c in b.contacts)
    day = max(c.verified_on for c in listed)
    monkeypatch.setattr("ringtrue.judging.clock.today_here", lambda: day)
    monkeypatch.chdir(ROOT)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("_the_day_of_the_list")
@pytest.mark.parametrize("source", _blocks("python"))
def test_python_block(source: str) -> None:
    test = doctest.DocTestParser().get_doctest(source, {}, "README.md", "README.md", 0)
    if not test.examples:
        exec(compile(source, "README.md", "exec"), {})
        return
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=said.append)
    assert not runner.failures, "".join(said)


def _commands(block: str) -> Iterator[tuple[str, str]]:
    """``$ command`` lines with the output below each."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, wanted = part.partition("\n")
        yield command, wanted


@pytest.mark.usefixtures("_the_day_of_the_list")
@pytest.mark.parametrize("block", _blocks("console"))
def test_console_block(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    checker = doctest.OutputChecker()
    for command, wanted in _commands(block):
        words = shlex.split(command, comments=True)
        if words[0] != "ringtrue":
            continue
        main(words[1:])
        out, err = capsys.readouterr()
        assert err == "", command
        if wanted.strip() == "...":
            continue
        assert checker.check_output(wanted.strip() + "\n", out.strip() + "\n", doctest.ELLIPSIS), (
            f"$ {command}\n{out}"
        )


def test_every_detector_is_named() -> None:
    assert not [row.code for row in TABLE if f"`{row.code}`" not in TEXT]


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_bytes()) <= LARGEST_README


@pytest.mark.parametrize("page", PAGES)
def test_links_to_files_lead_somewhere(page: str) -> None:
    path = ROOT / page
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert not [target for target in targets if not (path.parent / target).exists()]


def test_files_that_contributors_are_sent_to_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    files = re.findall(r"^\| `(.+?)`", text, re.MULTILINE)
    assert len(files) > 12
    assert not [file for file in files if not [*ROOT.glob(re.sub("<.+?>", "*", file))]]


def test_the_plan_names_every_room_from_the_ground_up() -> None:
    plan = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in plan.split("\n") if line.startswith("| `")]
    named = re.findall(r"`(\w+)(?:/|\.py)`", "".join(rows))
    assert named == [room for room in ROOMS if not room.startswith("__")]


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`make ([a-z-]+)`", TEXT)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_extras_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for extra in set(re.findall(r"ringtrue\[(\w+)\]", TEXT)):
        assert extra in project["optional-dependencies"]

"""A language that does not exist, in a copy of the package: the suite names what it lacks."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from copies import PACKAGE, copied, run, run_suite
from ringtrue.messages.catalogue import read

ROOT = Path(__file__).parents[2]
ENGLISH = PACKAGE / "messages" / "en"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy with the folder of English as the language xx."""
    copied(tmp_path, Path(__file__).with_name("test_languages.py"))
    shutil.copytree(ROOT / "extension", tmp_path / "extension")
    shutil.copytree(ENGLISH, tmp_path / "src" / "ringtrue" / "messages" / "xx")
    return tmp_path


def test_a_toy_language_that_is_not_translated_is_named_piece_by_piece(house: Path) -> None:
    toy = house / "src" / "ringtrue" / "messages" / "xx"
    (toy / "hotline.toml").unlink()
    lines = (toy / "page.toml").read_text(encoding="utf-8").splitlines()
    (toy / "page.toml").write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    code, said = run_suite(house)
    assert code == 1
    for path in ENGLISH.glob("*.toml"):
        file = path.stem
        for text in read(path.read_text(encoding="utf-8")):
            last = file == "page" and lines[-1].startswith(f"{text} = ")
            fault = " is missing" if last or file == "hotline" else ""
            if f"{file}.{text}" != "language.same_as_english":
                assert f"{file}.{text}{fault}" in said
    assert "run: python extension/pack.py" in said


def test_a_toy_language_needs_nothing_but_its_folder(house: Path) -> None:
    toy = house / "src" / "ringtrue" / "messages" / "xx"
    for path in toy.glob("*.toml"):
        source = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(r'^(\w[\w-]*) = "', r'\1 = "Xx ', source, flags=re.MULTILINE), "utf-8"
        )
    facts = 'name = "Toy"\ntag = "xx"\ncountries = "JP"\nsame_as_english = ""\n'
    (toy / "language.toml").write_text(facts, encoding="utf-8")
    words = (toy / "extension.toml").read_text(encoding="utf-8")
    (toy / "extension.toml").write_text(words.replace('"Xx en"', '"xx"'), encoding="utf-8")
    run(house, "extension/pack.py", str(house / "dist"))
    code, said = run_suite(house)
    assert code == 0, said
    _, said = run(house, "-m", "ringtrue", "check", "rnetamask.io", "--lang", "xx")
    assert "Xx impersonation" in said
    program = (
        "from ringtrue.messages.next_steps import hotlines;"
        "print([line.name('xx') for line in hotlines(None, 'xx')])"
    )
    _, said = run(house, "-c", program)
    assert said.strip() == "['Xx Police consultation line']"
    assert "xx Toy" in (house / "extension" / "_locales" / "zh_CN" / "messages.json").read_text()

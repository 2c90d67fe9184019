"""The list that a server answers from."""

from __future__ import annotations

from pathlib import Path

import pytest
from serving import ROWS, write_directory

from ringtrue import Checker, Directory
from ringtrue.data.arrays import Arrays
from ringtrue.errors import AllowlistError
from ringtrue.index.contacts import Contacts
from ringtrue.server import reading

ASKED = ("made-7.example", "rnade-7.example", "made-7-support.example", "examplewallet.example",
         "examplewa1let.example", "https://x.example/made-7/")  # fmt: skip


def test_a_large_list_compiled_beside_answers_as_one_that_is_not(tmp_path: Path) -> None:
    made = [(f"made-{n}", f"Made {n}", "domain", f"made-{n}.example") for n in range(reading.MANY)]
    path = write_directory(tmp_path / "list.bin", [*made, *ROWS], "large")
    arrays = Arrays(path.read_bytes())
    beside, plain = reading.read(str(path), []), Directory.opened(Contacts(arrays))
    assert "names.field" in beside._contacts.arrays
    assert "names.field" not in arrays
    assert beside.version == "large"
    assert list(beside.brands.values()) == list(plain.brands.values())
    for contact in ASKED:
        assert Checker(beside).check(contact) == Checker(plain).check(contact)


def test_what_cannot_be_compiled_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_directory(tmp_path / "list.bin", ROWS, "good")
    monkeypatch.setattr(reading, "MANY", 1)
    monkeypatch.setattr(reading, "__name__", "no.such.module")
    with pytest.raises(OSError, match="No module named"):
        reading.read(str(path), [])
    path.write_bytes(b"{}")
    with pytest.raises(AllowlistError, match="no index"):
        reading.read(str(path), [])

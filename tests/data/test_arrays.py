"""The file of arrays: the same sections come back, nothing from a damaged or foreign file does."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue import AllowlistError, data
from ringtrue.data.arrays import Arrays, Strings, pack, strings

SECTIONS: dict[str, Any] = {
    "words": "wallet\nбанк\n银行",
    "empty": "",
    "small": [0, 1, 255],
    "middle": [256, 65535, 7],
    "large": [1 << 31, 5, 4_294_967_295],
    "none": [],
}
FILE = pack(SECTIONS)
TEXTS = st.lists(st.text(max_size=12), unique=True, max_size=60)


def test_sections_come_back() -> None:
    found = Arrays(FILE)
    assert found.names() == list(SECTIONS)
    assert found.text("words") == SECTIONS["words"]
    assert found.lines("words") == ["wallet", "банк", "银行"]
    assert found.lines("empty") == []
    for name in ("small", "middle", "large", "none"):
        assert list(found.numbers(name)) == SECTIONS[name]
    assert pack(SECTIONS) == FILE
    assert pickle.loads(pickle.dumps(found)) == found


def test_numpy_reads_the_same_numbers_without_a_copy() -> None:
    numpy = pytest.importorskip("numpy")
    found = Arrays(FILE)
    for name, size in (("small", 1), ("middle", 2), ("large", 4)):
        array = numpy.asarray(found.numbers(name))
        assert array.itemsize == size
        assert array.tolist() == SECTIONS[name]
        assert array.base is not None
        assert not array.flags.owndata
        assert not array.flags.writeable
        assert array.ctypes.data % 8 == numpy.frombuffer(FILE, "u1").ctypes.data % 8


@pytest.mark.parametrize("name", [name for name, section in SECTIONS.items() if section])
def test_a_flipped_bit_is_met_where_the_section_is_touched(name: str) -> None:
    at = FILE.index(bytes(Arrays(FILE).raw(name)))
    broken = Arrays(FILE[:at] + bytes([FILE[at] ^ 16]) + FILE[at + 1 :], "some.bin")
    with pytest.raises(AllowlistError, match=rf"some\.bin: is damaged in its section '{name}'"):
        broken.raw(name)
    with pytest.raises(AllowlistError):
        broken.verify()
    for other in SECTIONS.keys() - {name}:
        assert broken.raw(other) == Arrays(FILE).raw(other)


def test_a_file_cut_anywhere_is_not_opened() -> None:
    for size in range(len(FILE)):
        with pytest.raises(AllowlistError):
            Arrays(FILE[:size])
    with pytest.raises(AllowlistError, match="bytes instead of"):
        Arrays(FILE + b"\0")


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda file: b"PK\x03\x04" + file[4:], "is no index"),
        (lambda file: file.replace(b"arrays 1", b"arrays 0", 1), "has format 0, this .* format 1"),
        (lambda file: file.replace(b"arrays 1", b"arrays 2", 1), "has format 2, this .* format 1"),
        (lambda file: file.replace(b"small", b"smalk", 1), "damaged in its head"),
        (lambda file: file[:16] + b"x" + file[17:], "."),
    ],
)
def test_foreign_files_and_other_formats(damage: Callable[[bytes], bytes], why: str) -> None:
    with pytest.raises(AllowlistError, match=why):
        Arrays(damage(FILE))


def test_any_changed_byte_of_the_head_is_met() -> None:
    for at in range(FILE.index(b"none I" if b"none I" in FILE else b"none")):
        with pytest.raises(AllowlistError):
            Arrays(FILE[:at] + bytes([FILE[at] ^ 1]) + FILE[at + 1 :])


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(AllowlistError, match="cannot be read"):
        Arrays.open(str(tmp_path / "none.bin"))
    (tmp_path / "empty.bin").write_bytes(b"")
    with pytest.raises(AllowlistError, match="is empty"):
        Arrays.open(str(tmp_path / "empty.bin"))
    with pytest.raises(AllowlistError, match="no section 'else'"):
        Arrays(FILE).raw("else")


@given(TEXTS, st.lists(st.text(max_size=12), max_size=20))
def test_strings_are_found_as_in_a_dict(rows: list[str], others: list[str]) -> None:
    found = Strings(Arrays(pack(strings("t", rows))), "t")
    plain = {row: at for at, row in enumerate(rows)}
    assert len(found) == len(rows)
    assert [found[at] for at in range(len(rows))] == rows
    for text in (*rows, *others):
        assert found.find(text) == plain.get(text)
        assert (text in found) == (text in plain)


def test_a_string_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="twice"):
        strings("t", ["a", "b", "a"])


def test_processes_share_the_mapped_file() -> None:
    """What another process maps of the index is the same bytes, and in no memory of its own."""
    code = (
        "import sys\nfrom ringtrue import data\nfrom ringtrue.data.arrays import Arrays\n"
        "index = Arrays.open(data.path(data.INDEX))\nindex.verify()\nprint(len(index.names()))\n"
        "own = shared = 0\nfor line in open('/proc/self/smaps'):\n"
        "  if '-' in line.split()[0]: inside = line.rstrip().endswith(data.INDEX)\n"
        "  elif inside and line.startswith('Private_Dirty'): own += int(line.split()[1])\n"
        "  elif inside and line.startswith('Rss'): shared += int(line.split()[1])\n"
        "print(own, shared)\n"
    )
    if not Path("/proc/self/smaps").exists():
        pytest.skip("this system tells nothing of mapped memory")
    done = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    count, memory = done[0].stdout.split("\n")[:2]
    assert done[0].stdout.split()[0] == done[1].stdout.split()[0] == count
    own, mapped = map(int, memory.split())
    assert own == 0
    assert mapped * 1024 >= len(data.raw(data.INDEX)) // 2

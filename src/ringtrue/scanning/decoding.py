"""Bytes of a text, a page or a part of a mail as characters, whatever wrote them.

Undeclared bytes that are no UTF-8 are read in each of a few encodings, and how well the outcome
looks like a text of its language decides: encodings of East Asia put their everyday characters into
rows of their own (GB 2312 level 1, Big5 level 1, kana, hangul), which another language's bytes hit
only by chance; Cyrillic and Latin letters stand in words, small after the first one. No table of
frequencies is needed for that (benchmarks/files/charset.py measures it beside detectors that have
them).
"""

from __future__ import annotations

import re
from collections.abc import Callable

_SAMPLE = 20_000
"""Bytes that are looked at to tell an encoding."""
_LIKELY = 0.6
"""How much of a text must look like its language: about what is left of a sentence with a few rare
characters; other encodings' bytes reach a half by chance."""
_FEW = 4
"""Bytes beyond ASCII that may be stray ones; single letters with marks inside words are none."""
_BEYOND = re.compile(rb"[\x80-\xff]")
_ESCAPED = (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b(I")
"""Escapes of ISO-2022-JP, which is ASCII otherwise."""
_MARKS = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"),
          (b"\xfe\xff", "utf-16"))  # fmt: skip
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030",
          "shift_jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "euc-kr": "cp949",
          "ks_c_5601-1987": "cp949", "iso-8859-1": "cp1252", "latin1": "cp1252",
          "us-ascii": "cp1252", "ascii": "cp1252", "big5": "big5hkscs",
          "unicode": "utf-16"}  # fmt: skip
"""What browsers read a label as (WHATWG Encoding, section 4.2): the wider set that holds it."""


def decoded(data: bytes, declared: str = "") -> tuple[str, bool]:
    """The text of some bytes, and whether bytes had to be replaced.

    A byte order mark decides, then UTF-8, then the declared charset, then what the text looks like.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding) or (data.decode(encoding, "replace"), True)
    if any(sign in data[:_SAMPLE] for sign in _ESCAPED):
        japanese = _strict(data, "iso2022_jp")
        if japanese is not None:
            return japanese
    text = _strict(data, "utf-8-sig")
    if text is not None and "\0" in text[:_SAMPLE]:
        text = _wide(data) or text
    if text is None and declared and declared.lower() not in ("utf-8", "utf8", "utf-16"):
        text = _strict(data, _WIDER.get(declared.lower(), declared))
    if text is None:
        text = _wide(data)
    if text is None:
        found = encoding_of(data)
        if found:
            # One broken byte at an end does not unmake a whole text.
            text = _strict(data, found) or (data.decode(found, "replace"), True)
    return text or (data.decode("utf-8-sig", "replace"), True)


def encoding_of(data: bytes) -> str:
    """The encoding that makes the likeliest text of undeclared bytes; empty when none does."""
    sample = _beyond_ascii(data)
    few = len(_BEYOND.findall(sample)) < _FEW
    best, found = _LIKELY, ""
    for encoding, likeness in _LIKENESSES[-1:] if few else _LIKENESSES:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(sample) - 3:  # a character cut off at the end is the sample's
                continue
            text = sample.decode(encoding, "ignore")
        score = likeness(text)
        if score > best:
            best, found = score, encoding
    return found


def _beyond_ascii(data: bytes) -> bytes:
    """The lines that say something about an encoding, up to `_SAMPLE` bytes."""
    if len(data) <= _SAMPLE:
        return data
    kept, size = [], 0
    for line in data.split(b"\n", 100_000):
        if _BEYOND.search(line):
            kept.append(line[:_SAMPLE])
            size += len(kept[-1])
            if size >= _SAMPLE:
                break
    return b"\n".join(kept)[:_SAMPLE]


def _wide(data: bytes) -> tuple[str, bool] | None:
    """UTF-16 without a mark: half of the bytes of ASCII letters are zero."""
    sample = data[:1_000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(data) % 2 == 0 and zeros.count(0) * 5 > len(zeros) and len(zeros) > 3:
            return _strict(data, encoding)
    return None


# -- how much a text looks like one of its language -----------------------------------------------

_KANA = re.compile("[\u3041-\u30ff]")
_LETTERS = re.compile("[^\x00-\x7f]+")


def _rows(encoding: str, often: range, seldom: range) -> Callable[[str], float]:
    """Likeness by the rows of two-byte characters: `often` holds those of every day."""

    def likeness(text: str) -> float:
        said = total = 0.0
        for run in _LETTERS.findall(text):
            for char in run:
                raw = char.encode(encoding, "ignore")  # one of two that stand for one code
                total += 1
                if len(raw) != 2:
                    continue
                if raw[0] in often:
                    said += 1
                elif raw[0] in seldom:
                    said += 0.3
                elif char in _SIGNS:
                    said += 0.8
        return said / total if total else 0.0

    return likeness


_SIGNS = frozenset("，。、！？；：（）《》「」『』【】“”‘’…—·～　・％／＋－＝｜０１２３４５６７８９"
                   "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ")  # fmt: skip


def _gb(text: str) -> float:
    """Level 1 of GB 2312 holds the characters of every day, in both bytes above A0."""
    said = total = 0.0
    for run in _LETTERS.findall(text):
        for char in run:
            raw = char.encode("gb18030")
            total += 1
            if len(raw) == 2 and raw[1] >= 0xA1:
                if 0xB0 <= raw[0] <= 0xD7:
                    said += 1
                elif 0xD8 <= raw[0] <= 0xF7:
                    said += 0.3
                elif char in _SIGNS:
                    said += 0.8
    return said / total if total else 0.0


def _japanese(
    encoding: str, often: tuple[range, ...], seldom: tuple[range, ...]
) -> Callable[[str], float]:
    def likeness(text: str) -> float:
        said = total = kana = 0.0
        for run in _LETTERS.findall(text):
            for char in run:
                total += 1
                if _KANA.match(char):
                    said, kana = said + 1, kana + 1
                    continue
                raw = char.encode(encoding)
                if len(raw) == 2 and any(raw[0] in rows for rows in often):
                    said += 1
                elif len(raw) == 2 and any(raw[0] in rows for rows in seldom):
                    said += 0.3
                elif char in _SIGNS:
                    said += 0.8
        # Japanese without kana is a name or a head; text of it has a quarter at least.
        return (said / total + 0.01) if total and kana * 8 >= total else 0.0

    return likeness


def _korean(text: str) -> float:
    said = total = 0.0
    for run in _LETTERS.findall(text):
        for char in run:
            total += 1
            if "\uac00" <= char <= "\ud7a3":
                said += 1 if len(char.encode("euc_kr", "ignore")) == 2 else 0.3
            elif char in _SIGNS:
                said += 0.8
    # One letter in four of Chinese falls outside the rows of hangul, and none of Korean does.
    return said / total + 0.01 if said >= 0.95 * total > 0 else 0.0


def _cyrillic(text: str) -> float:
    """Words: small letters after the first one; all capitals are a head, or another encoding."""
    said = total = 0.0
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        total += len(word)
        if all("\u0410" <= c <= "\u044f" or c in "Ёё" for c in word):
            said += len(word) * (1.02 if word[1:].islower() else 0.9 if word.isupper() else 0.5)
        elif word in "«»–—№…“”„":
            said += 0.8
    return said / total if total else 0.0


_WORD = re.compile(r"[^\W\d_]+|[^\x00-\x7f]")
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøœùúûüýßÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÚÜ")
_MARKS_WESTERN = frozenset("«»–—’‘“”„…€£°·•®©¿¡ \xa0ªº§")


def _western(text: str) -> float:
    """Letters with marks that stand in words of ASCII letters, or alone between such words."""
    total = sum(map(len, _LETTERS.findall(text)))
    if not total:
        return 0.0
    said = 0.0
    for word in _WORD.findall(text):
        marked = [c for c in word if not c.isascii()]
        if set(marked) <= _WESTERN and (2 * len(marked) <= len(word) or len(word) == 1):
            said += 1.03 * len(marked)
    said += 0.8 * sum(c in _MARKS_WESTERN for run in _LETTERS.findall(text) for c in run)
    # Foreign words in a text of another script: its letters are the fewer ones.
    return said / total if total * 2 < sum(map(str.isalpha, text)) else 0.0


_LIKENESSES: tuple[tuple[str, Callable[[str], float]], ...] = (
    ("gb18030", _gb),
    ("big5hkscs", _rows("big5hkscs", range(0xA4, 0xC7), range(0xC9, 0xFA))),
    ("cp932", _japanese("cp932", (range(0x88, 0x98),), (range(0x98, 0xA0), range(0xE0, 0xEB)))),
    ("euc_jp", _japanese("euc_jp", (range(0xB0, 0xD0),), (range(0xD0, 0xF5),))),
    ("cp949", _korean),
    ("koi8_r", _cyrillic),
    ("cp1251", _cyrillic),
    ("cp1252", _western),
)


def _strict(data: bytes, encoding: str) -> tuple[str, bool] | None:
    try:
        return data.decode(encoding).removeprefix("\ufeff"), False
    except (ValueError, LookupError):  # the name of an encoding can be anything
        return None

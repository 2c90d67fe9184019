"""Short texts in ten encodings, undeclared: read right?

    python benchmarks/files/charset.py --data DIR [--half 0|1] [--peers] [--show]

DIR holds translations as GNU gettext keeps them (``**/zh_Hans/**/*.po``), the way `pip download
django` and unpacking gives them. A text is one sentence, 12 to 80 characters, in its own language
and in an encoding in which that language is still written. ``--half`` takes the half of the
sentences by their hash: rules were looked at on half 0, half 1 was looked at once.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from ringtrue.scanning.decoding import decoded

ENCODINGS = (
    ("utf-8", "zh_Hans"), ("utf-16", "zh_Hans"), ("gb18030", "zh_Hans"), ("big5", "zh_Hant"),
    ("shift_jis", "ja"), ("euc-jp", "ja"), ("euc-kr", "ko"), ("koi8-r", "ru"),
    ("windows-1251", "ru"), ("windows-1252", "de fr es"),
)  # fmt: skip
EACH = 40
_STRING = re.compile(r'^msgstr(?:\[\d\])? ((?:".*"\n)+)', re.MULTILINE)
_PLAIN = re.compile(r"%\(?\w*\)?[sd]|\{\w*\}|<[^>]*>|&\w+;")


def sentences(data: Path, languages: str, half: int) -> Iterator[str]:
    """Translated sentences of a half, most mixed first."""
    found = {}
    for language in languages.split():
        for path in sorted(data.glob(f"**/{language}/**/*.po")):
            for match in _STRING.finditer(path.read_text("utf-8")):
                text = "".join(map(ast.literal_eval, match[1].splitlines()))
                text = _PLAIN.sub("", text).strip()
                key = hashlib.sha256(text.encode()).hexdigest()
                if 12 <= len(text) <= 80 and not text.isascii() and int(key[-1], 16) % 2 == half:
                    found[key] = text
    for key in sorted(found):
        yield found[key]


def ours(raw: bytes) -> str:
    return decoded(raw)[0]


def peers() -> dict[str, Callable[[bytes], str]]:
    """What else tells encodings, where it is installed."""
    found: dict[str, Callable[[bytes], str]] = {}

    def by(name: str | None, raw: bytes) -> str:
        return raw.decode(name or "utf-8", "replace").lstrip("\ufeff")

    try:
        import charset_normalizer

        found["charset-normalizer"] = lambda raw: by(
            best.encoding if (best := charset_normalizer.from_bytes(raw).best()) else None, raw
        )
    except ImportError:
        pass
    try:
        import chardet

        found["chardet"] = lambda raw: by(chardet.detect(raw)["encoding"], raw)
    except ImportError:
        pass
    try:
        import cchardet

        found["faust-cchardet"] = lambda raw: by(cchardet.detect(raw)["encoding"], raw)
    except ImportError:
        pass
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", type=int, default=0)
    parser.add_argument("--peers", action="store_true", help="other detectors beside")
    parser.add_argument("--show", action="store_true", help="what was read wrong")
    options = parser.parse_args()
    readers = {"ringtrue": ours, **(peers() if options.peers else {})}
    right = {name: dict.fromkeys((e for e, _ in ENCODINGS), 0) for name in readers}
    total = 0
    for encoding, languages in ENCODINGS:
        taken = 0
        for text in sentences(options.data, languages, options.half):
            try:
                raw = text.encode(encoding)
            except UnicodeEncodeError:
                continue
            taken += 1
            for name, reader in readers.items():
                try:
                    got = reader(raw)
                except Exception as error:
                    got = repr(error)
                right[name][encoding] += got == text
                if options.show and got != text and name == "ringtrue":
                    print(f"{encoding:13} {text[:40]!r} read as {got[:40]!r}")
            if taken == EACH:
                break
        if taken < EACH:
            print(f"{encoding}: only {taken} of {EACH} texts in {options.data}")
        total += taken
    print(f"half {options.half}, {total} texts; right of {EACH} each")
    print(f"{'':20}" + "".join(f"{e:>14}" for e, _ in ENCODINGS) + f"{'all':>9}")
    for name, counts in right.items():
        share = sum(counts.values()) / max(total, 1)
        print(f"{name:20}" + "".join(f"{n:14}" for n in counts.values()) + f"{share:9.1%}")


if __name__ == "__main__":
    main()

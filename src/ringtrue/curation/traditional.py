"""Traditional Chinese, made of the simplified texts: ``python -m ringtrue.curation.traditional``.

OpenCC turns characters and words into those of Taiwan (``s2twp``). The files it makes are kept with
the others, for whoever runs ringtrue needs no converter; a test makes them again.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent
_HEAD = "# Made of the simplified text by: python -m ringtrue.curation.traditional\n"


def made() -> dict[Path, str]:
    """Each file in traditional characters, by its path. Needs opencc-python-reimplemented."""
    from opencc import OpenCC

    turned = OpenCC("s2twp").convert
    folder = PACKAGE / "messages"
    found = {
        folder / "zh_Hant" / path.name: _HEAD + turned(_without_comments(path.read_text("utf-8")))
        for path in sorted((folder / "zh").glob("*.toml"))
        if not path.stem.endswith("_hant")
    }
    language = folder / "zh_Hant" / "language.toml"
    found[language] = (
        found[language]
        .replace('name = "中文"', 'name = "繁體中文"')
        .replace('tag = "zh-Hans"', 'tag = "zh-Hant"')
        .replace('"CN"', '"TW HK"')
    )
    helps = PACKAGE / "cli" / "help_zh.tsv"
    rows = [line.split("\t") for line in helps.read_text("utf-8").splitlines() if line[0] != "#"]
    lines = [f"{english}\t{turned(chinese)}" for english, chinese in rows]
    found[helps.with_name("help_zh_Hant.tsv")] = _HEAD + "\n".join(lines) + "\n"
    return found


def _without_comments(text: str) -> str:
    return "".join(line + "\n" for line in text.splitlines() if line and line[0] != "#")


if __name__ == "__main__":
    for path, text in made().items():
        path.write_text(text, encoding="utf-8")

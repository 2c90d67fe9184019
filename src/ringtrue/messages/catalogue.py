"""The sentences of the languages: a folder a language, a file a section, ``code = "text"`` a line.

Files are TOML, for any editor and any translator. They keep to one line a text (a test holds them
to it), because `tomllib` costs a ``ringtrue check`` of 30 ms of processor time 11.5 more; `read`
takes 0.1.

In a text, ``{name}`` is a parameter and ``[[ ... ]]`` a part that is left out when a parameter
inside it has no value.
"""

from __future__ import annotations

import os
from functools import cache, lru_cache

from ringtrue.messages.shown import shown

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = os.path.dirname(__file__)
FALLBACK = "en"
"""The language that speaks when the wanted one has no folder."""
HANT = ("zh_hant", "zh_tw", "zh_hk", "zh_mo")
"""Beginnings of the locales whose Chinese is written in traditional characters; their texts are
made of the simplified ones (`ringtrue.curation.traditional`)."""
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
"""Tags of languages that are written so (ISO 639-1)."""
UNSAID = "?"
"""What stands for a parameter that has no value."""


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a folder, in alphabetical order.

    >>> "en" in languages() and "zh" in languages()
    True
    """
    return tuple(sorted([e.name for e in os.scandir(_HERE) if e.is_dir() and e.name.isalpha()]))


class Catalogue:
    """Every sentence of one language. ``Catalogue.load("zh").say("status", "official")``."""

    __slots__ = ("_folder", "_parts", "_sections", "lang")

    def __init__(self, lang: str, folder: str) -> None:
        """`folder` holds the files of the sections, each of which is read when it first speaks."""
        self.lang = lang
        self._folder = folder
        self._sections: dict[str, dict[str, str]] = {}
        self._parts: dict[tuple[str, str], tuple[_Part, ...]] = {}
        """Texts that were said, taken apart."""

    @staticmethod
    def load(lang: str) -> Catalogue:
        """The catalogue of `lang`: ``zh``, also asked for as ``zh_CN.UTF-8`` or ``zh-Hans``;
        ``zh_TW`` and ``zh-Hant`` give traditional characters.

        A language without a folder gives English.
        """
        return _named(lang)

    @property
    def direction(self) -> str:
        """How the language is written, as HTML's ``dir`` has it.

        >>> Catalogue.load("en").direction
        'ltr'
        """
        return "rtl" if self.template("language", "tag") in RIGHT_TO_LEFT else "ltr"

    def codes(self, section: str) -> list[str]:
        """The codes of a section, in the order of its file; none of a section that has no file."""
        return list(self._texts(section))

    def template(self, section: str, code: str) -> str:
        """The text with its placeholders; empty when there is none."""
        return self._texts(section).get(code, "")

    def _texts(self, section: str) -> dict[str, str]:
        texts = self._sections.get(section)
        if texts is None:
            texts = self._sections[section] = _read_file(self._folder, section)
        return texts

    def say(self, section: str, code: str, /, **params: object) -> str:
        """The sentence with its parameters filled in, safe to print.

        Never raises: an unknown code gives the code in words, a parameter without a value ``?``.
        Invisible and control characters of parameters are spelled out (`shown`).

        >>> Catalogue.load("en").say("status", "unknown")
        'unknown'
        """
        return self.fill(section, code, params)

    def fill(self, section: str, code: str, params: Mapping[str, object]) -> str:
        """`say` with the parameters in one mapping."""
        parts = self._parts.get((section, code))
        if parts is None:
            template = self._texts(section).get(code)
            if template is None:
                return code.replace("_", " ")
            parts = self._parts[section, code] = _taken_apart(template)
        said = ""
        for pattern, names, optional in parts:
            values = [_text(params.get(name)) for name in names]
            if "" not in values:
                said += pattern % tuple(values)
            elif not optional:
                said += pattern % tuple([value or UNSAID for value in values])
        return said


_Part = tuple[str, tuple[str, ...], bool]
"""A piece of a text with ``%s`` for each parameter, the parameters' names, and whether it is left
out when one of them has no value."""


def _taken_apart(template: str) -> tuple[_Part, ...]:
    parts = []
    for piece in template.split("[["):
        optional, closed, always = piece.rpartition("]]")
        if closed:
            parts.append((*_pattern(optional), True))
        parts.append((*_pattern(always), False))
    return tuple([part for part in parts if part[0]])


def _pattern(template: str) -> tuple[str, tuple[str, ...]]:
    """
    >>> _pattern("{brand}: 100%")
    ('%s: 100%%', ('brand',))
    """
    first, *others = template.replace("%", "%%").split("{")
    named = [other.partition("}") for other in others]
    pattern = first + "".join(f"%s{text}" for _, _, text in named)
    return pattern, tuple([name for name, _, _ in named])


def _text(value: object) -> str:
    if type(value) is str:
        return shown(value)
    if value is None:
        return ""
    if isinstance(value, (tuple, list, set, frozenset)):
        return shown(", ".join(str(item) for item in value))
    return shown(str(value))


@lru_cache(maxsize=64)  # whoever asks chooses the name
def _named(lang: str) -> Catalogue:
    named = lang.replace("-", "_").lower()
    if named.startswith(HANT):
        return _load("zh-Hant")
    short = named.partition("_")[0].partition(".")[0]
    return _load(short if short in languages() else FALLBACK)


@cache
def _load(lang: str) -> Catalogue:
    return Catalogue(lang, os.path.join(_HERE, lang.replace("-", "_")))


def _read_file(folder: str, section: str) -> dict[str, str]:
    try:
        with open(os.path.join(folder, f"{section}.toml"), encoding="utf-8") as file:
            return read(file.read())
    except FileNotFoundError:
        return {}


def read(source: str) -> dict[str, str]:
    r"""The texts of a section by code: lines ``code = "text"`` with ``\"`` as only escape.

    >>> read('# A comment.\nofficial = "It is \\"theirs\\"."')
    {'official': 'It is "theirs".'}
    """
    pairs = [line.split(" = ", 1) for line in source.split("\n") if line and line[0] != "#"]
    return {code: text.strip()[1:-1].replace('\\"', '"') for code, text in pairs}

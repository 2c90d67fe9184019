"""The sentences of one language, by section and code.

Files are TOML, one ``[section.code]`` table with one ``text`` each, so that any editor and any
translator can read them. They keep to the plainest subset (a test holds them to it), because
reading that subset takes a twentieth of the time that a TOML parser takes to be imported, and
every run of the command line pays for it.

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
"""The language that speaks when the wanted one has no file."""
UNSAID = "?"
"""What stands for a parameter that has no value."""


def languages() -> list[str]:
    """Codes of the languages that have a file, in alphabetical order.

    >>> languages()
    ['en', 'zh']
    """
    return sorted(
        name.removesuffix(".toml") for name in os.listdir(_HERE) if name.endswith(".toml")
    )


class Catalogue:
    """Every sentence of one language. ``Catalogue.load("zh").say("status", "official")``."""

    __slots__ = ("_parts", "_source", "lang")

    def __init__(self, lang: str, source: str) -> None:
        """`source`: a language file (see `read`), in which a text is looked for when it is said."""
        self.lang = lang
        self._source = f"\n{source}\n"
        self._parts: dict[tuple[str, str], tuple[_Part, ...]] = {}
        """Texts that were said, taken apart."""

    @staticmethod
    def load(lang: str) -> Catalogue:
        """The catalogue of `lang`: ``zh``, also asked for as ``zh_CN.UTF-8`` or ``zh-Hans``.

        A language without a file gives English.
        """
        return _named(lang)

    def codes(self, section: str) -> list[str]:
        """The codes of a section, in the order of the file."""
        return [code for held, code in read(self._source) if held == section]

    def template(self, section: str, code: str) -> str:
        """The text with its placeholders; empty when there is none."""
        return self._found(section, code) or ""

    def _found(self, section: str, code: str) -> str | None:
        at = self._source.find(f"\n[{section}.{code}]\n")
        if at < 0:
            return None
        end = self._source.find("\n[", at + 1)
        return read(self._source[at + 1 : end if end > 0 else None]).get((section, code))

    def say(self, section: str, code: str, /, **params: object) -> str:
        """The sentence with its parameters filled in, safe to print.

        Never raises: an unknown code gives the code in words, a parameter without a value ``?``.
        Invisible and control characters of parameters are spelled out (`shown`).

        >>> Catalogue.load("en").say("status", "unknown")
        'unknown'
        """
        return self.fill(section, code, params)

    def fill(self, section: str, code: str, params: Mapping[str, object]) -> str:
        """The same with the parameters in one mapping."""
        parts = self._parts.get((section, code))
        if parts is None:
            template = self._found(section, code)
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
    short = lang.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return _load(short if short in _known() else FALLBACK)


@cache
def _known() -> frozenset[str]:
    return frozenset(languages())


@cache
def _load(lang: str) -> Catalogue:
    with open(os.path.join(_HERE, f"{lang}.toml"), encoding="utf-8") as file:
        return Catalogue(lang, file.read())


def read(source: str) -> dict[tuple[str, str], str]:
    """The texts of a language file by ``(section, code)``.

    The subset: comments, ``[section.code]`` and ``text = "..."`` on one line, with ``\\"`` as its
    only escape.
    """
    texts: dict[tuple[str, str], str] = {}
    where: tuple[str, str] | None = None
    for line in source.split("\n"):
        if line.startswith("["):
            section, _, code = line.strip()[1:-1].partition(".")
            where = (section, code)
        elif where is not None and line.startswith("text = "):
            texts[where] = line[7:].strip()[1:-1].replace('\\"', '"')
    return texts

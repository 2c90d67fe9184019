"""Names in the reader's language: of countries, of channels, of contacts as people write them."""

from __future__ import annotations

from functools import cache

from ringtrue import data
from ringtrue.messages.catalogue import HANT, Catalogue

_HERE = ("en", "zh", "zh_Hant", "ja", "ko", "es", "pt", "vi", "id", "ru", "de", "fr")
_PLAIN = ("domain", "host", "url", "email", "phone", "wallet", "sms_sender")


def country(code: str, lang: str = "en") -> str:
    """The name of a country (ISO 3166); the code itself when nobody knows it, empty for none.

    >>> country("CN"), country("CN", "zh"), country("global")
    ('China', '中国', '')
    """
    if code in ("", "global"):
        return ""
    names = _countries().get(code.upper())
    if names is None:
        return code
    column = "zh_Hant" if lang.replace("-", "_").lower().startswith(HANT) else lang[:2].lower()
    return names[_HERE.index(column)] if column in _HERE else names[0]


def countries() -> frozenset[str]:
    """Every code that `country` knows."""
    return frozenset(_countries())


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    return {code: tuple(names) for code, *names in data.table("country_names.tsv")}


def channel(kind: str, lang: str = "en") -> str:
    """What people call a kind of contact, a platform or a store: ``Telegram``, ``电话``."""
    return Catalogue.load(lang).say("channel", kind)


def named(codes: str, lang: str = "en") -> str:
    """Codes with commas between them, in words: of countries, channels and accounts; what is no
    code stays as it is.

    >>> named("CN, HK"), named("outbound_call", "zh"), named("x:@metamask, www.example")
    ('China, Hong Kong SAR China', '主动致电客户', '@metamask (X), www.example')
    """
    return ", ".join(_named(code, lang) for code in codes.split(", "))


def _named(code: str, lang: str) -> str:
    kind, mark, value = code.partition(":")
    if mark and Catalogue.load(lang).template("channel", kind):
        return written(kind, value.removeprefix("@"), lang)
    if not mark and Catalogue.load(lang).template("channel", code):
        return channel(code, lang)
    return country(code, lang) if len(code) == 2 and code.isupper() else code


def written(kind: str, value: str, lang: str = "en") -> str:
    """A listed contact in a sentence: ``metamask.io``, ``@MetaMask (X)``, ``95588``.

    >>> written("x", "MetaMask"), written("play_package", "io.metamask"), written("phone", "95588")
    ('@MetaMask (X)', 'io.metamask (Google Play)', '95588')
    """
    if kind in _PLAIN:
        return value
    name = value if kind.endswith(("_package", "_id")) or value[:1] in "+@" else f"@{value}"
    return f"{name} ({channel(kind, lang)})"

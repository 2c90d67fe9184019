"""Every kind of contact point in one literal table, and what a kind tells of itself.

A kind is a module of this package with one record, named ``KIND``, and one row or more here. The
modules are imported when a contact needs them: a process that checks a link does without the
plans of telephone numbers.
"""

from __future__ import annotations

from functools import cache

from ringtrue.records import record

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Protocol

    from ringtrue.kinds.facets import PhoneNumber
    from ringtrue.model import ContactPoint, Facet, Listed

    class Lists(Protocol):
        """What a kind asks of a directory: the slots in which contacts are listed."""

        def named(self, kind: str, value: str) -> list[Listed]: ...
        def on_host(
            self, host: str, path: str = "", query: str = "", fragment: str = ""
        ) -> list[Listed]: ...
        def at_mail_host(self, host: str) -> list[Listed]: ...
        def in_mailbox(self, box: str) -> list[Listed]: ...
        def numbered(self, number: PhoneNumber, region: str | None) -> list[Listed]: ...


PLATFORM_KINDS = (
    "x", "telegram", "discord", "facebook", "instagram", "youtube", "medium", "reddit", "github",
    "weibo", "wechat", "qq", "whatsapp", "line", "linkedin", "tiktok", "threads", "bluesky",
    "mastodon", "douyin", "xiaohongshu", "bilibili", "zhihu", "kakaotalk", "zalo", "viber",
    "signal", "skype", "paypal", "cashapp", "venmo", "wise", "revolut", "kofi", "buymeacoffee",
    "patreon", "liberapay", "alipay",
)  # fmt: skip
"""Platforms of accounts (data/platforms.tsv)."""
WEB_KINDS = ("domain", "host", "url")
APP_KINDS = (
    "play_package", "appstore_id", "chrome_extension_id", "edge_extension_id", "firefox_addon_id",
)  # fmt: skip
"""Stores of apps and extensions."""
NAMED_APPS = ("play_package", "firefox_addon_id")
"""Stores in which an app's id is a name."""

TABLE = (
    ("links", WEB_KINDS),
    ("email", ("email",)),
    ("phone", ("phone", "sms_sender")),
    ("handle", ("handle", *PLATFORM_KINDS)),
    ("app", APP_KINDS),
    ("wallet", ("wallet",)),
    ("remote", ("remote_id",)),
)
"""Modules of this package, and the kinds that each reads."""
KINDS = tuple(kind for _, kinds in TABLE for kind in kinds)
"""Every ``kind=`` that `parse` and, but for `UNLISTED`, `Directory.from_rows` take (rows also take
``alias``)."""
UNLISTED = ("handle", "remote_id")
"""Kinds of which no row can be: an account's name without its platform is nobody's, and ids of
remote assistance nobody publishes."""
_MODULES = {kind: module for module, kinds in TABLE for kind in kinds}

SCHEMES = {
    "tel": "phone",
    "callto": "phone",
    "sms": "phone",
    "smsto": "phone",
    "phone": "phone",
    "mailto": "email",
    "email": "email",
    "domain": "domain",
    "host": "domain",
    "url": "url",
    "handle": "handle",
    "wallet": "wallet",
}
"""Prefixes that settle the kind, whatever follows."""
PREFIXED = ("wallet", "remote", "app", "handle")
"""Modules that know prefixes of their own (`Kind.schemes`, `Kind.knows_prefix`), in the order in
which they are asked."""
LINKED = ("app", "handle")
"""Modules whose contacts have pages on the web (`Kind.of_link`), in the order in which they are
asked what a link names."""
SHAPES = (
    ("handle", "is_shown"),
    ("email", "is_shown"),
    ("links", "is_link"),
    ("handle", "is_at_name"),
    ("phone", "looks_like"),
    ("email", "looks_like"),
    ("wallet", "looks_like"),
    ("links", "looks_like"),
    ("handle", "looks_like"),
)
"""Modules, and the function of each that tells its kind by the shape of a string, in the order of
certainty: a sign that only one kind has comes first."""

NUMBER_KINDS = frozenset({"phone", "sms_sender", "whatsapp"})
"""Row kinds whose values are telephone numbers or short codes, never names."""
_NAME_OR_NUMBER = frozenset({"telegram", "viber", "signal", "zalo"})


def _none(*_: str) -> None:
    """What a kind knows that has no prefixes or no links of its own."""


def value_of(contact: ContactPoint) -> str:
    """What a list holds of a contact point: its canonical form without the kind before it."""
    return contact.canonical.removeprefix(f"{contact.kind}:").removeprefix("@")


def _named(contact: ContactPoint, lists: Lists, region: str | None) -> list[Listed]:
    return lists.named(contact.kind, value_of(contact))


def _fields(contact: ContactPoint, kind: str, region: str) -> dict[str, str]:
    return {"value": value_of(contact)}


@record
class Kind:
    """What the module of a kind tells of it."""

    names: tuple[str, ...]
    """The kinds that it reads, as `TABLE` has them."""
    facets: frozenset[type[Facet]]
    """Classes of the facets that its contact points carry."""
    sample: str
    """One as people write it in a running text: `parse` reads it, and a scan finds it there."""
    parse: Callable[[str, str | None, str], ContactPoint]
    """Reads a string, for a reader in a region (ISO 3166 or None), as the one of `names` that
    somebody said it is; an empty name where the string's own prefix says it. Raises
    `UnparseableContact`."""
    read: Callable[[str, str | None], ContactPoint]
    """Reads a string whose shape alone tells its kind, for a reader in a region. Raises
    `UnparseableContact`."""
    owners: Callable[[ContactPoint, Lists, str | None], list[Listed]] = _named
    """Its owner keys: looks up the exact slots in which a contact point of this kind may be
    listed, the one that tells most first, for a reader in a region. Mostly its kind and value."""
    listed: Callable[[ContactPoint, str, str], dict[str, str]] = _fields
    """The fields of a `Listed` that the contact itself settles (``value``, mostly no more), for a
    row of a kind and a region. Raises `AllowlistError` for what cannot be listed."""
    by_host: bool = False
    """Whether `owners` gives them in their order (the closest host first); of others the listing
    with the gravest status speaks."""
    likeness: str = "ends"
    """What tells which official contact a look-alike is made after: its ``ends``, or its ``name``
    (of a web address it is always its host)."""
    schemes: Callable[[], frozenset[str]] = frozenset
    """Prefixes that begin a link which an app opens: ``//`` may follow."""
    knows_prefix: Callable[[str], object] = _none
    """Whether people write this word (in lower case) and a colon before one of its contacts."""
    of_link: Callable[[str, str, str, str, str], ContactPoint | None] = _none
    """The contact point that a web link names: of its host, its percent-decoded path, query and
    fragment, and the string that was given."""


@cache
def module_of(name: str) -> ModuleType:
    """A module of this package, imported on first need. A name to be taken from it makes
    `__import__` give the module itself, not the package."""
    module: ModuleType = __import__(f"ringtrue.kinds.{name}", fromlist=("__doc__",))
    return module


@cache
def kind_of_module(name: str) -> Kind:
    """The record of a module that reads contact points (one of `TABLE`)."""
    kind: Kind = module_of(name).KIND
    return kind


@cache
def kind_of(name: str) -> Kind:
    """The record of a kind (one of `KINDS`). Raises `KeyError`."""
    return kind_of_module(_MODULES[name])


def is_number(listed: Listed) -> bool:
    """Whether a listed contact is looked up as a telephone number is, in any of its spellings."""
    kind = listed.kind
    return kind in NUMBER_KINDS or (kind in _NAME_OR_NUMBER and listed.value[1:].isdigit())

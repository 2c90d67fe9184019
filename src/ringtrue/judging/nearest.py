"""The official contact to show instead: what the seen one imitates, else where customers go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from ringtrue.judging.roles import role_of
from ringtrue.kinds.facets import DomainName, PhoneNumber
from ringtrue.kinds.registry import PLATFORM_KINDS, WEB_KINDS, kind_of
from ringtrue.model import Brand, BrandRef, ContactPoint, Imitated, Listed
from ringtrue.records import memoised, record
from ringtrue.text.edits import common_start, osa, within
from ringtrue.text.pieces import compact, pieces
from ringtrue.text.skeleton import fold, key
from ringtrue.text.suffix import is_national, registered

_CHANCE = 4
"""Letters or digits that two contacts share by chance."""
_WHOLE = 1000
"""More than any likeness in parts: the official address stands in the seen one."""
_DEEPEST = 8
"""Parts of an official address, dots and hyphens between them, that are looked for as one."""
_TELLING = 5
"""Letters from which a name is known with a slip or two."""
_SLIP = 3
"""What an edit takes from the likeness, of the two that a letter gives."""
_FOR_CUSTOMERS = ("website", "support", "help", "支持", "客")
_FOR_OTHERS = ("developer", "bot", "administrator")

Likeness = Callable[[Listed], int]


def nearest_official(contact: ContactPoint, brand: Brand) -> Imitated:
    """The active contact of `brand` to turn to instead of `contact`.

    The same kind first (a web address for links); of these the one that is imitated: its address
    stands in the seen one, or the longest name does, or has been slipped a letter or two. When
    none is (``dhl-parcel.example`` imitates DHL, and none of its addresses), the brand's
    website or support under its own name, then the shorter, then alphabetical order.
    """
    ref = BrandRef(brand.id, brand.name, brand.names)
    if contact.kind in ("url", "domain"):
        found = _site(contact, brand)
        if found is not None:
            return Imitated(ref, found.kind, found.value)
    active = [
        listed
        for listed in brand.contacts
        # What is shown instead is another one: a short code abroad is its own listing's double.
        if _may_be_shown(listed)
        and (listed.kind, listed.value) != (contact.kind, contact.canonical)
    ]
    named = fold(brand.name)
    for kinds in _preferences(contact):
        like = _likeness(contact, kinds)
        pool = [c for c in active if c.kind in kinds]
        if kinds == ("phone",):
            pool = [c for c in pool if like(c) or _is_dialled_there(c, contact)]
        if kinds != WEB_KINDS:
            pool = [c for c in pool if _is_open(c, contact) or (kinds[0] != "email" and like(c))]
        if pool:
            helps = kinds == WEB_KINDS and contact.kind not in WEB_KINDS
            best = min(
                pool,
                key=lambda c: (
                    -like(c),
                    helps and role_of(c) != "help",
                    *preference(c, named in fold(c.value)),
                ),
            )
            return Imitated(ref, best.kind, best.value)
    return Imitated(ref, "", "")


@record
class _Sites:
    """The web addresses of a brand that may be shown, in their order of preference."""

    listed: tuple[Listed, ...]
    contacts: frozenset[tuple[str, str]]
    """Kind and value of each."""
    wholes: Mapping[str, int]
    """Place of the first with these dotted letters."""
    heads: frozenset[str]
    """What stands before the first dot of one."""
    names: Mapping[str, int]
    """Place of the first with a registered label of this key."""


@memoised
def _sites(brand: Brand) -> _Sites:
    pool = [c for c in brand.contacts if _may_be_shown(c) and c.kind in WEB_KINDS]
    contacts = frozenset([(listed.kind, listed.value) for listed in pool])
    if len(pool) < 2:
        return _Sites(tuple(pool), contacts, {}, frozenset(), {})  # no choice: nothing is asked
    values = [listed.value for listed in pool]
    named, folded = fold(brand.name), _each(fold, values)
    order = [preference(c, named in text) for c, text in zip(pool, folded, strict=True)]
    places = sorted(range(len(pool)), key=order.__getitem__)
    pool, values = [pool[at] for at in places], [values[at] for at in places]
    wholes: dict[str, int] = {}
    for at, dotted in enumerate(_each(_dotted_key, values)):
        wholes.setdefault(dotted, at)
    names: dict[str, int] = {}
    labels = [registered(value) or value for value in values]  # a listed suffix stands for itself
    for at, name in enumerate(_each(key, labels)):
        names.setdefault(name, at)
    heads = frozenset([whole.partition(".")[0] for whole in wholes])
    return _Sites(tuple(pool), contacts, wholes, heads, names)


def _each(form: Callable[[str], str], values: list[str]) -> list[str]:
    """`form` of every value, taken of all of them in one call: no form reaches across a line."""
    found = form("\n".join(values)).split("\n")
    return found if len(found) == len(values) else [form(value) for value in values]


def _site(contact: ContactPoint, brand: Brand) -> Listed | None:
    """The web address of `brand` that a link imitates: `nearest_official` for the most frequent
    kind, by tables made once, for brands have hundreds of sites, most of them of one name."""
    seen = contact.part(DomainName)
    sites = _sites(brand)
    if seen is None or not sites.listed:
        return None
    if (contact.kind, contact.canonical) in sites.contacts:
        return None
    if len(sites.listed) == 1:
        return sites.listed[0]
    parts = _dotted_key(".".join((*seen.labels, seen.suffix))).split(".")
    wholes, inside = sites.wholes, []
    for i, run in enumerate(parts):
        if run not in sites.heads:
            continue
        if run in wholes:
            inside.append(run)
        for part in parts[i + 1 : i + _DEEPEST]:
            run = f"{run}.{part}"
            if run in wholes:
                inside.append(run)
    if inside:
        longest = max(map(len, inside))
        return sites.listed[min(wholes[o] for o in inside if len(o) == longest)]
    if len(sites.names) == 1:
        return sites.listed[0]
    whole, label = key(".".join(seen.labels)), key(seen.label)
    like, size = _like_name_of_site(seen, whole, label), len(label)
    scores = [(0, 0)]
    scores += [(-like(n), at) for n, at in sites.names.items() if len(n) < _CHANCE or n in whole]
    slipped = [n for n in sites.names if len(n) >= _TELLING and -2 <= len(n) - size <= 2]
    for at, edits in within(label, slipped, 2) if slipped else ():
        scores.append((-_worth(slipped[at], edits), sites.names[slipped[at]]))
    return sites.listed[min(scores)[1]]


def _may_be_shown(listed: Listed) -> bool:
    return listed.status == "active" and listed.use != "sender"


def _preferences(contact: ContactPoint) -> list[tuple[str, ...]]:
    if contact.kind in ("url", "domain"):
        return [WEB_KINDS]
    if contact.kind == "email":
        return [("email",), WEB_KINDS]
    return [(contact.kind,), WEB_KINDS, ("email",)]


def _is_open(listed: Listed, contact: ContactPoint) -> bool:
    """Whether a customer may turn to it: not to a data protection officer, a bot, developers."""
    if listed.purpose.startswith(_FOR_CUSTOMERS):
        return True
    if listed.kind == "email":
        return listed.value.partition("@")[0] == contact.canonical.partition("@")[0]
    return not (listed.kind in PLATFORM_KINDS and listed.purpose.startswith(_FOR_OTHERS))


def _is_dialled_there(listed: Listed, contact: ContactPoint) -> bool:
    """Whether a number can be used by whoever was handed another one: a line of the same country,
    or one for everywhere."""
    seen = contact.part(PhoneNumber)
    return (
        seen is None
        or listed.region in ("global", seen.region)
        or (seen.country_code > 0 and listed.value.startswith(f"+{seen.country_code}"))
    )


def preference(listed: Listed, own: bool) -> tuple[int, int, int, int, int, str]:
    """`own`: the brand's name stands in it."""
    main = listed.purpose.startswith(_FOR_CUSTOMERS) or (listed.kind, listed.purpose) == (
        "domain",
        "",
    )
    local = listed.region not in ("", "global") or is_national(listed.value.rpartition(".")[2])
    part = listed.kind != "domain"
    return not main, not own, part, local, len(listed.value), listed.value


def _likeness(contact: ContactPoint, kinds: tuple[str, ...]) -> Likeness:
    """How much the seen contact is made after a listed one of `kinds`; 0 when it is not."""
    domain = contact.part(DomainName)
    if kinds == WEB_KINDS and domain is not None:
        return _like_site(domain)
    if contact.kind not in kinds:
        return lambda listed: 0
    if kind_of(contact.kind).likeness == "name":
        return _like_name(key(compact(contact.canonical.partition(":@")[2])))
    return _like_ends(key(contact.canonical.rpartition(":")[2].removeprefix("@")))


def _like_site(seen: DomainName) -> Likeness:
    host = _dotted(".".join((*seen.labels, seen.suffix)))
    of_name = _like_name_of_site(seen, key(".".join(seen.labels)), key(seen.label))

    def like(listed: Listed) -> int:
        official, name = _forms(listed.value)
        return _WHOLE + len(official) if f".{official}." in host else of_name(name)

    return like


def _like_name_of_site(seen: DomainName, whole: str, label: str) -> Callable[[str], int]:
    """How much a host is made after the name of a site. `whole` and `label`: keys of its letters
    and of the registered ones."""
    cut: set[str] = set()  # made for the first short name; most sites have none

    def like(name: str) -> int:
        if len(name) < _CHANCE and not cut:
            cut.update(key(part[a:b]) for part in seen.labels for a, b in pieces(part))
        if name in whole if len(name) >= _CHANCE else name in cut and len(name) > 2:
            return 2 * len(name)
        return _slipped(name, label)

    return like


def _like_name(seen: str) -> Likeness:
    def like(listed: Listed) -> int:
        name = key(compact(listed.value))
        return 2 * len(name) if len(name) >= _CHANCE and name in seen else _slipped(name, seen)

    return like


def _like_ends(seen: str) -> Likeness:
    """Numbers and addresses of many digits are compared by how they begin and end."""

    def like(listed: Listed) -> int:
        official = key(listed.value)
        shared = common_start(seen, official) + common_start(seen[::-1], official[::-1])
        return shared if shared >= _CHANCE else 0

    return like


def _slipped(name: str, seen: str) -> int:
    if len(name) < _TELLING or abs(len(name) - len(seen)) > 2:
        return 0
    edits = osa(name, seen, 2)
    return _worth(name, edits) if edits <= 2 else 0


def _worth(name: str, edits: int) -> int:
    return 2 * len(name) - _SLIP * edits


def _dotted(host: str) -> str:
    """Key of a host between dots."""
    return f".{_dotted_key(host)}."


def _dotted_key(host: str) -> str:
    """Hyphens stand for dots too (``amazon-co-jp``)."""
    return key(host).replace("-", ".")


@lru_cache(maxsize=8192)
def _forms(value: str) -> tuple[str, str]:
    """An official value with dots, and the key of its registered label."""
    return _dotted_key(value), key(registered(value) or value)

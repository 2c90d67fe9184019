"""What is a platform's own on its own site: its help, its terms, its sign-in.

A platform is a brand on whose site people who are not the brand publish. Of its site the front page
and the places in data/own_places.tsv are the brand's; anybody may have made any other page.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from ringtrue import data
from ringtrue.records import record
from ringtrue.text.paths import MOST, segments

ANY = "*"
SENDERS = "mail"
CUSTOMERS = "customers"
SOFT = "soft"
LOCALES = "locales"
NAMES = "names"
PERSONS = "persons"
WRITERS = "writers"
TALK, PEOPLE = "talk", "people"
WORDS = "words"
_FRONT = frozenset({"www", "m", "wap", "mobile", "touch"})
"""Labels of hosts that show the site itself, beside countries and languages."""
_FRONT_PAGES = frozenset({"index", "home", "default"})
_ENDINGS = (".html", ".htm", ".shtml", ".php", ".aspx", ".jsp", ".txt", ".xml", ".json")


@record
class _Places:
    """What is one platform's own, beside what is every platform's."""

    site: str
    """``open``: nobody else writes on the site itself, only on hosts below it; ``rooted``: a first
    piece can be a name that somebody chose; else ``closed``."""
    labels: frozenset[str]
    pieces: frozenset[str]


@cache
def _table() -> dict[str, _Places]:
    return {
        brand: _Places(site, frozenset(hosts.split(",")), frozenset(pieces.split(",")))
        for brand, site, hosts, pieces, _ in data.table("own_places.tsv")
    }


def is_own(
    brand_id: str,
    labels: str,
    path: str = "",
    query: str = "",
    fragment: str = "",
    listed: bool = False,
) -> bool:
    """Whether a page of a platform is the platform's own.

    `labels` is what stands before the listed domain in the host, without the last dot; with
    `listed` the host itself is listed, and they only tell whether all of it is the platform's.
    `path`, `query` and `fragment` are percent-decoded.

    >>> is_own("ebay", "www", "/help/home"), is_own("ebay", "www", "/usr/desk0142")
    (True, False)
    >>> is_own("jd", "help", "/user"), is_own("jd", "desk0142")
    (True, False)
    """
    table = _table()
    common, own = table[ANY], table.get(brand_id, _NONE)
    if _leads_on(query, own):
        return False
    front = True
    for label in labels.split(".") if labels else ():
        if label in _FRONT or _is_locale(label):
            continue
        if _all_own(label, common.labels, own.labels):
            front = False
        elif not listed:
            return False
    return not _of_a_name(path) if not front else _is_own_page(path, query, fragment, own)


def own_mail(brand_id: str, labels: str) -> bool:
    """Whether mail from a host below a platform's domain is the platform's, not a customer's.

    >>> own_mail("amazon", "notify"), own_mail("amazon", "marketplace")
    (True, False)
    """
    table = _table()
    own = table.get(brand_id, _NONE).labels | table[SENDERS].labels
    return all(
        label in _FRONT or _is_locale(label) or _all_own(label, table[ANY].labels, own)
        for label in labels.split(".")
        if label
    )


def customers_mail(labels: str) -> bool:
    """Whether a host below any brand's domain is called as those are where customers have mail.

    >>> customers_mail("guest"), customers_mail("users.noreply"), customers_mail("news")
    (True, True, False)
    """
    return not _table()[CUSTOMERS].labels.isdisjoint(labels.split("."))


_NONE = _Places("closed", frozenset(), frozenset())


def _all_own(label: str, common: frozenset[str], own: frozenset[str]) -> bool:
    """The label, with a number of one digit or none (``api2``); or each of its words
    (``seller-id``)."""
    if label in common or label in own:
        return True
    if label[-1:].isdigit() and (label[:-1] in common or label[:-1] in own):
        return True
    words = label.split("-")
    return len(words) > 1 and all(
        len(word) > 1 and (word in common or word in own or _is_locale(word)) for word in words
    )


def _is_own_page(path: str, query: str, fragment: str, own: _Places) -> bool:
    pieces = list(segments(path))
    if "\\" in path or any(p.startswith("..") for p in pieces) or len(pieces) > MOST:
        return False
    table = _table()
    common = table[ANY].pieces
    for _ in range(2):  # /us/en
        if pieces and _is_locale(pieces[0]) and pieces[0].lower() not in common | own.pieces:
            del pieces[0]
    if any(piece[:1] in ("@", "~", ";") or ":" in piece for piece in pieces):
        return False  # /@name, /~name, /User:name
    if not pieces or (len(pieces) == 1 and _stem(pieces[0]) in _FRONT_PAGES):
        return _is_front(query) and _leads_nowhere(fragment, own)
    first, after = _stem(pieces[0]), [_stem(piece) for piece in pieces[1:]]
    after = [piece for at, piece in enumerate(after) if at or not _is_locale(piece)]
    second = after[0] if after else ""
    if f"{first}/{second}" in own.pieces:
        return True
    ours = [piece in common or piece in own.pieces or _made_of(piece, common) for piece in after]
    names = table[NAMES].pieces
    if (after or (query and own.site == "open")) and first in names:
        return ours != [] and all(ours)
    if after and f"{first}/{second}" in names:
        return False
    if first in common or first in own.pieces or pieces[0].lower() in own.pieces:
        writers = table[WRITERS].pieces
        return not any(a in writers and b not in common for a, b in pairwise([first, *after]))
    if own.site == "open":
        return True
    if first in table[SOFT].pieces:
        return not after or ours[0]
    if own.site == "rooted":
        return False
    return _made_of(first, common) or any(
        piece[-1:] == "*" and first.startswith(piece[:-1]) for piece in own.pieces
    )


def _leads_on(query: str, own: _Places) -> bool:
    """Whether a parameter is the path of a page on the site that is not the platform's own
    (``/login?next=/@desk0142``)."""
    if "/" not in query and "%2" not in query:
        return False
    from urllib.parse import unquote

    for pair in query.split("&", MOST):
        path, _, asked = unquote(pair.partition("=")[2]).partition("?")
        if path[:1] == "/" and not _is_own_page(path.partition("#")[0], asked, "", own):
            return True
    return False


def _of_a_name(path: str) -> bool:
    """On a host of the platform's own: whether a person or a shop stands behind a word that says so
    (``/profile/1``, ``/share/x``)."""
    pieces = [_stem(piece) for piece in segments(path)]
    if len(pieces) > 1 and _is_locale(pieces[0]):
        del pieces[0]
    if len(pieces) < 2:
        return False
    persons, common = _table()[PERSONS].pieces, _table()[ANY].pieces
    return f"{pieces[0]}/{pieces[1]}" in persons or (
        pieces[0] in persons and pieces[1] not in common
    )


def of_people(host: str, path: str) -> bool:
    """Whether a page of any brand's site stands below a word behind which people write, and not a
    word of the site's own.

    >>> of_people("www.brand.example", "/community/en/users/desk0142")
    True
    >>> of_people("www.brand.example", "/en/user/login"), of_people("docs.brand.example", "/u/get")
    (False, False)
    """
    if "/" not in path[1:]:
        return False
    table = _table()
    talk, people, common = table[TALK].pieces, table[PEOPLE].pieces, table[ANY]
    own = common.pieces | table[WORDS].pieces
    pieces = [_stem(piece) for piece in segments(path)]
    aside = host.partition(".")[0] in common.labels
    for a, b in pairwise(pieces):
        aside = aside or (a in common.pieces and not _is_locale(a))
        written = a in talk or (a in people and not aside)
        if written and not (b in own or _is_locale(b) or _made_of(b, common.pieces)):
            return b != "me"  # one's own
    return False


def _made_of(piece: str, common: frozenset[str]) -> bool:
    """``service-agreement``: two words or more, each of them a site's own."""
    if "-" not in piece and "_" not in piece:
        return False
    words = piece.replace("_", "-").split("-")
    more = _table()[WORDS].pieces
    return all(word in common or word in more for word in words)


def _stem(piece: str) -> str:
    piece = piece.partition(";")[0].lower()
    if not piece.endswith(_ENDINGS):
        return piece
    return piece.removesuffix(next(ending for ending in _ENDINGS if piece.endswith(ending)))


def _is_front(query: str) -> bool:
    """Whether no parameter names a page of somebody: most say where the reader comes from."""
    names = _table()[NAMES].pieces
    return all(pair.partition("=")[0].lower() not in names for pair in query.split("&"))


def _leads_nowhere(fragment: str, own: _Places) -> bool:
    """A place on the page, or a page of an application (``#/help``, ``#settings/x``) that is the
    brand's own; what the browser keeps to itself (``:~:text=``) is no part of it."""
    fragment = fragment.partition(":~:")[0]
    if fragment[:1] == "!" or "/" in fragment:
        return _is_own_page(fragment.lstrip("!"), "", "", own)
    return fragment.replace("-", "").replace("_", "").isalnum() or not fragment


def _is_locale(piece: str) -> bool:
    """``en``, ``en-us``, ``zh_cn``, ``zh-hans``."""
    head, _, tail = piece.lower().replace("_", "-").partition("-")
    if head not in _table()[LOCALES].pieces:
        return False
    return not tail or (2 <= len(tail) <= 4 and tail.isalnum())

"""From a contact's facets to the few official things worth comparing them with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from ringtrue.index.matches import NameMatch
from ringtrue.index.names import NameIndex, Seen
from ringtrue.index.near import CROWD
from ringtrue.kinds.facets import (
    AppId,
    DisplayName,
    DomainName,
    HandleName,
    LocalPart,
    PhoneNumber,
    UrlRest,
    WalletAddress,
)
from ringtrue.model import Candidate, ContactPoint, Facet
from ringtrue.search.early_exit import Glance, glance
from ringtrue.search.link_words import words_of
from ringtrue.text.skeleton import SEPARATORS, clean, fold_seen, undrawn
from ringtrue.text.words import bait_in, heavy_bait, heavy_edges

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.directory.directory import Directory
    from ringtrue.index.slips import SlipIndex
    from ringtrue.search.early_exit_texts import Look

MAX_LABELS = 8
"""Subdomain labels looked at from each end: readers see the first ones, the last ones rule."""
_MAX_WORD = 14


def candidates(
    directory: Directory,
    contact: ContactPoint,
    claimed: frozenset[str],
    look: Look | None = None,
) -> list[Candidate]:
    """Pairings for every facet of `contact`, in the order of its facets. `look`: what a look at
    a contact that is known to be nobody's has told."""
    found: list[Candidate] = []
    seen, quiet = look if look is not None else (None, False)
    for facet in contact.facets:
        if isinstance(facet, DomainName):
            # A listed site resembles nobody, though strangers may publish on parts of it.
            if seen is not None:
                found += _domain(directory.names, facet, seen)
            elif directory.is_official_domain(facet.host) is None:
                found += _domain(directory.names, facet, glance(directory.names, facet))
        elif quiet:
            continue
        elif isinstance(facet, UrlRest):
            found += _rest(directory.names, facet)
        elif isinstance(facet, HandleName):
            # A post under a listed name resembles nobody: its own id is what is not listed.
            if not facet.opaque and not directory.accounts(facet.platform, facet.name):
                found += _account(directory, facet)
        elif isinstance(facet, LocalPart):
            found += _text(directory.names, facet, fold_seen(facet.text), "local_part")
        elif isinstance(facet, DisplayName):
            from ringtrue.text.scripts import without_signs

            text = fold_seen(without_signs(undrawn(facet.text)))
            found += _text(directory.names, facet, text, "display_name", near=False)
        elif isinstance(facet, AppId):
            if facet.store in ("play_package", "firefox_addon_id"):
                found += _text(directory.names, facet, facet.id.lower(), "app_id", near=False)
        elif isinstance(facet, PhoneNumber):
            found += directory.numbers.candidates(facet, claimed)
        elif isinstance(facet, WalletAddress):
            found += directory.wallets.candidates(facet)
    return found


@cache
def slips() -> Callable[[Directory], SlipIndex]:
    """Imported for the first account: hosts do without."""
    from ringtrue.index.slips import slip_index

    return slip_index


def _account(directory: Directory, facet: HandleName) -> Iterator[Candidate]:
    """Pairings of an account's name, its separators kept: ``help_ru`` is two words."""
    text = facet.raw or facet.name
    if text.isascii():
        text = text.lower()
    else:
        text = "".join(c if c in SEPARATORS else fold_seen(c) for c in text)
    baited = any(weight == "high" for _, weight, _ in bait_in(text))
    known = set()
    for match in directory.names.matches(text):
        # A piece that is nearly a name (com.in.bank) takes a support word or digits beside it.
        rest = (text[: match.start] + text[match.end :]).strip(SEPARATORS)
        if match.how in ("near_token", "part") and not baited and not rest.isdigit():
            continue
        known.add(match.name.brand_id)
        yield _candidate(facet, "handle", text, match)
    for name in slips()(directory).near(text):
        if name.brand_id not in known:
            yield _candidate(facet, "handle", text, NameMatch(name, "slips", 0, len(text), 2))


def _domain(names: NameIndex, facet: DomainName, told: Glance) -> Iterator[Candidate]:
    own_label, strained, clear, seen = told
    if clear and not strained:
        return
    labels = facet.labels
    seen_in = _by_label(labels, seen) if seen is not None and not clear else [None] * len(labels)
    if own_label and not clear:
        label = _folded(labels[-1])
        for match in _with_words_off(names, label, seen_in[-1]):
            if match.name.origin != "handle":
                yield _candidate(facet, "label", label, match)
    places = [*range(len(labels) - 1)]
    if len(places) > 2 * MAX_LABELS:
        places = places[:MAX_LABELS] + places[-MAX_LABELS:]
    for place in reversed(places):
        label = _folded(labels[place])
        if label == "www":
            continue
        if strained:
            for match in names.far(label):
                yield _candidate(facet, "subdomain", label, match)
        for match in () if clear else names.matches(label, seen=seen_in[place]):
            if match.name.origin != "handle":
                yield _candidate(facet, "subdomain", label, match)
    # The whole host as one run of letters: names that a dot cuts in two (``myetherwall.et.com``).
    if own_label and not clear:
        host = ".".join((*labels, facet.suffix))
        for match in names.across(_folded(host), seen):
            if match.name.origin != "handle" and len(match.name.text) >= 6:
                yield _candidate(facet, "host", host, match)


def _by_label(labels: tuple[str, ...], seen: Seen) -> list[Seen | None]:
    """What was seen of a host, label by label."""
    folded, standing = seen
    found: list[Seen | None] = []
    at = 0
    for label in labels:
        end = at + len(label) - label.count("-")
        inside = [(i - at, j - at) for i, j in standing if at <= i and j <= end]
        found.append((folded[at:end], inside))
        at = end
    return found


def _folded(label: str) -> str:
    """Labels are lower case already, when they are ASCII."""
    return label if label.isascii() else clean(label).casefold()


def _with_words_off(names: NameIndex, label: str, seen: Seen | None) -> list[NameMatch]:
    """Matches of a label, and of what is left when bait words are taken off its ends."""
    found = names.matches(label, seen=seen)
    spans = list(cores(label))
    if not spans:
        return found
    known = {(m.name.brand_id, m.name.text) for m in found}
    for start, end in spans:
        for name, edits in names.near_span(label, start, end):
            slot = (name.brand_id, name.text)
            if slot not in known:
                known.add(slot)
                how = "crowd" if edits == CROWD else "near_token"
                found.append(NameMatch(name, how, start, end, abs(edits)))
    return found


def cores(label: str) -> Iterator[tuple[int, int]]:
    """Spans of `label` without one bait word at its start or its end."""
    heads, tails = heavy_edges()
    ahead, behind = heads.get(label[:3]), tails.get(label[-3:])
    begins = ahead is not None and label.startswith(ahead)
    ends = behind is not None and label.endswith(behind)
    if not (begins or ends):
        return
    n, heavy = len(label), heavy_bait()
    for k in range(3, min(_MAX_WORD, n - 4)):
        if begins and label[:k] in heavy:
            start = k + (label[k] == "-")
            if n - start >= 5:
                yield start, n
        if ends and label[n - k :] in heavy:
            end = n - k - (label[n - k - 1] == "-")
            if end >= 5:
                yield 0, end


def _rest(names: NameIndex, facet: UrlRest) -> Iterator[Candidate]:
    for part, word in words_of(facet):
        for match in names.matches(word, near=False):
            if match.name.origin != "handle" and len(match.name.text) >= 3:
                yield _candidate(facet, part, word, match)


def _text(
    names: NameIndex, facet: Facet, text: str, part: str, *, near: bool = True
) -> Iterator[Candidate]:
    for match in names.matches(text, near=near):
        yield _candidate(facet, part, text, match)


def _candidate(facet: Facet, part: str, text: str, match: NameMatch) -> Candidate:
    name, start, end = match.name, match.start, match.end
    return Candidate(
        facet, name.brand_id, part, text, match.how, name, None, start, end, match.distance
    )

"""Who speaks in a text: by its title, its sender, or how names stand in a message."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ringtrue.model import Brand
from ringtrue.records import record, replace
from ringtrue.scanning import voice
from ringtrue.scanning.name_places import Place, channel_kinds, numbered_channels
from ringtrue.scanning.speaker import (
    is_denied,
    is_greeting,
    is_linked,
    is_over_the_door,
    is_own_subject,
)
from ringtrue.scanning.view import View

MAX_SPEAKERS = 200
"""Names of a message that are weighed."""


@record
class Offers:
    """The contacts of a text, as far as they say who speaks."""

    spans: tuple[tuple[int, int], ...] = ()
    """In the view, in order."""
    kinds: frozenset[str] = frozenset()
    """``link``, ``shortener``, ``phone``, ``account``."""
    rows: frozenset[int] = frozenset()
    """Where rows of a sheet begin that have a contact each (`blocks.rows_of`)."""

    def without(self, start: int) -> Offers:
        """Without the contact at `start`: it is the writer's account."""
        if all(span[0] != start for span in self.spans):
            return self
        return replace(self, spans=tuple(span for span in self.spans if span[0] != start))


NOTHING = Offers()
Disguised = Callable[[voice.Message], tuple[int, int, str] | None]


def outside_rows(view: View, places: Sequence[Place], offers: Offers) -> Sequence[Place]:
    """Names that can speak for more than their row of a sheet."""
    if not offers.rows:
        return places
    return [p for p in places if view.plain.rfind("\n", 0, p.start) + 1 not in offers.rows]


def begin_of(titles: Sequence[tuple[int, int]], subject: tuple[int, int] | None) -> int:
    """Where the text begins behind its titles."""
    return max((end for _, end in (*titles, subject or (0, 0))), default=0)


def disguised_sender(
    view: View,
    names: Sequence[tuple[int, int, str]],
    titles: Sequence[tuple[int, int]],
    subject: tuple[int, int] | None,
    offers: Offers,
    disguised: Disguised,
) -> tuple[int, int, str] | None:
    """The disguised name of a message's sender, where no plain name stands."""
    if not offers.kinds:
        return None
    sender = disguised(voice.Message.of(view, offers.spans, begin_of(titles, subject)))
    if sender is None or any(a < sender[1] and sender[0] < b for a, b, _ in names):
        return None
    return sender


def titled_speakers(
    view: View,
    places: Sequence[Place],
    brands: Mapping[str, Brand],
    titles: Sequence[tuple[int, int]],
    subject: tuple[int, int] | None,
    *,
    long: bool,
) -> dict[str, Place]:
    """Speakers by a title, a sender's name, a subject in the brand's own voice."""
    found: dict[str, Place] = {}
    spans = [*titles, subject] if subject else titles
    for place in places:
        inside = [s for s in spans if s[0] <= place.name[0] and place.name[1] <= s[1]]
        if not inside or place.role == "told":
            continue
        start, end = place.name
        near = place.role in ("desk", "site")
        common = place.brand_id in brands and brands[place.brand_id].common_word
        if (common and not near) or is_denied(view, start, end):
            continue
        if subject and inside[0] == subject:
            titled = near or is_own_subject(view, start, end, subject[0])
        elif long:
            titled = place.role == "desk"
        else:
            titled = near or (
                place.role == "mention"
                and is_over_the_door(view, start, end, titles)
                and not is_linked(view.plain, start, end)
            )
        if titled:
            found.setdefault(place.brand_id, place)
    return found


def message_speaker(
    view: View,
    places: Sequence[Place],
    brands: Mapping[str, Brand],
    offers: Offers,
    begin: int,
) -> dict[str, Place]:
    """The speaker of a message that begins at `begin`, by how the names stand in it and what it
    says."""
    best: tuple[int, Place] | None = None
    for place, standing, says in standings(view, places, brands, offers, begin):
        weight = voice.weight(standing, says, offers.kinds)
        common = place.brand_id in brands and brands[place.brand_id].common_word
        enough = voice.SPEAKS_PLAINLY if common else voice.SPEAKS
        if weight >= enough and (best is None or weight > best[0]):
            best = weight, place
    return {best[1].brand_id: best[1]} if best is not None else {}


def asked_about(view: View, places: Sequence[Place]) -> list[Place]:
    """Names of the one brand about which they ask what people search for; else none."""
    asked = [
        place
        for place in places
        if view.low[place.name[0] : place.name[1]] not in numbered_channels()
        and place.role != "told"
        and (place.asked or voice.is_asked(view.low, *place.name))
        and not is_denied(view, *place.name)
    ]
    return asked if len({place.brand_id for place in asked}) == 1 else []


def standings(
    view: View,
    places: Sequence[Place],
    brands: Mapping[str, Brand],
    offers: Offers,
    begin: int,
) -> Iterator[tuple[Place, set[str], set[str]]]:
    """Each name that may speak, the ways in which it stands, and what the message says."""
    message = voice.Message.of(view, offers.spans, begin)
    says = message.says()
    for place in places[:MAX_SPEAKERS]:
        start, end = place.name
        if place.role == "told" or is_denied(view, start, end) or is_linked(view.plain, start, end):
            continue
        standing = voice.stands(message, start, end)
        if is_greeting(view, start, end):
            standing.add("greeting")
        if place.role in ("desk", "site"):
            standing.add(place.role)
        brand = brands.get(place.brand_id)
        if brand is not None and _is_spelled_so(view.plain[start:end], brand):
            standing.discard("decorated")
        if view.low[start:end] in channel_kinds():
            standing.discard("named")
            if any(0 <= first - end <= 2 for first, _ in offers.spans):
                standing.discard("signature")  # "... and Facebook https://...": an account's place
        yield place, standing, says


def _is_spelled_so(written: str, brand: Brand) -> bool:
    """Whether the brand writes its name with the same signs: ``St.George``."""
    return any(name.lower() in written.lower() for name in (brand.name, *brand.aliases))

"""The nouns of ringtrue. Frozen, and importing nothing of ours.

A raw string becomes a `ContactPoint` that carries comparable `Facet`s. A `Brand` owns
`Listed` contacts. The directory pairs what was seen with what is listed (`Candidate`),
detectors turn pairs into `Evidence`, and the checker's answer is a `Verdict` (verdict.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from ringtrue.records import made, record

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Literal, TypeVar

    Level = Literal["brand", "corroborated", "register", "own"]

    F = TypeVar("F", bound="Facet")

DetailValue = str | int | float | bool | tuple[str, ...]
Details = Mapping[str, DetailValue]


class FrozenDetails(dict[str, DetailValue]):
    """Parameters of an answer's message: a mapping that can be hashed and never changed.

    >>> hash(FrozenDetails(name="a")) == hash(FrozenDetails(name="a"))
    True
    """

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def _refuse(self, *_: object, **__: object) -> None:
        raise TypeError("the details of an answer cannot be changed; make a dict of them first")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = _refuse  # type: ignore[assignment]

    def __ior__(self, other: object) -> FrozenDetails:  # type: ignore[override,misc]
        raise TypeError("the details of an answer cannot be changed; make a dict of them first")

    def __reduce__(self) -> tuple[type[FrozenDetails], tuple[dict[str, DetailValue]]]:
        return FrozenDetails, (dict(self),)


class Status(StrEnum):
    """What ringtrue says of a contact. None of them means "safe"."""

    OFFICIAL = "official"
    """Published by the brand. Caller ID and sender can still be forged."""
    IMPERSONATION = "impersonation"
    """Presents itself as a brand, by form or by claim, and is not on that brand's list."""
    SUSPICIOUS = "suspicious"
    """Something is wrong, not enough to name it."""
    UNKNOWN = "unknown"
    """No relation found."""
    INVALID = "invalid"
    """Not a contact point, or a placeholder."""


class Family(StrEnum):
    """Evidence of one family tells the same fact: only its strongest member counts."""

    RESEMBLANCE = "resemblance"
    """The form looks like an official one (homograph, typosquatting, combosquatting ...)."""
    DECEPTION = "deception"
    """The string hides where it leads (userinfo, parser differential, mixed script)."""
    HOSTING = "hosting"
    """Where it lives: free hosting, user content, IP literal, redirector."""
    BAIT = "bait"
    """Words that fake desks use, without any brand."""
    CLAIM = "claim"
    """Somebody says it is the brand's, and the brand's list says otherwise."""
    PAYLOAD = "payload"
    """An official carrier with a foreign contact inside."""
    OBFUSCATION = "obfuscation"
    """Written so that filters do not read it."""
    LISTING = "listing"
    """The state of its own entry: expired, legacy, retired, revoked, wrong region or use."""


class Facet:
    """A comparable part of a contact point; subclasses live in `ringtrue.kinds.facets`."""

    __slots__ = ()

    def known_as(self) -> tuple[tuple[str, str], ...]:
        """Kinds and names under which somebody may be known by it; mostly none."""
        return ()


@record
class ContactPoint:
    """One parsed contact point."""

    kind: str
    """``url``, ``domain``, ``email``, ``phone``, ``handle``, a platform (``x``, ``telegram`` ...),
    an app store kind or ``wallet``; see `ringtrue.kinds.KINDS`."""
    raw: str
    """The string as it was given."""
    canonical: str
    """The normal form: ``parse(canonical).canonical == canonical``."""
    facets: tuple[Facet, ...] = ()
    """The comparable parts, most telling first."""
    readings: tuple[str, ...] = ()
    """Other contact points that the same string could mean, as ``kind:canonical``."""

    def part(self, cls: type[F]) -> F | None:
        """Its first facet of this class; None when it has none."""
        for facet in self.facets:
            if type(facet) is cls:
                return facet
        return None


@record
class Source:
    """Where a fact was read."""

    ref: str
    """``owner/repo@commit:path``, ``package@version:path`` or a page's address."""
    grade: str
    """A own page or repository, A2 its copy, B curated register, B2 its copy, C weaker."""
    date: str
    """Date of the source, as exact as it is known."""
    quote: str = ""
    """A short quotation that holds the fact."""


@record
class Listed:
    """One contact on a brand's list."""

    brand_id: str
    kind: str
    """A row kind: domain, host, url, email, phone, x, telegram ... wallet."""
    value: str
    """Canonical form: A-label host, E.164 or bare short code, handle without ``@``."""
    match: Literal["exact", "registrable"] = "exact"
    """``registrable``: subdomains belong to it too. Shared hosts are always ``exact``."""
    path: str = ""
    """Path prefix that the listing is bound to (shared hosts), without a trailing slash."""
    purpose: str = ""
    """website, support, sales, notices, community ..."""
    use: Literal["link", "call-to", "sender", "install", "both"] = "link"
    """Direction: a ``sender`` match alone never makes anything official."""
    region: str = "global"
    """ISO 3166 country or ``global``; short codes always have a country."""
    status: Literal["active", "legacy", "retired", "revoked", "disputed", "unverified"] = "active"
    since: str = ""
    until: str = ""
    successor: str = ""
    """What replaced a legacy, retired or revoked contact."""
    verified_on: str = ""
    """ISO date of the last check against the sources."""
    review_by: str = ""
    """ISO date after which the listing stops vouching; empty in the caller's own rows: never."""
    sources: tuple[Source, ...] = ()
    corroborated: bool = False
    """A second source of another owner says the same."""
    note: str = ""
    scope: Literal["", "region", "product", "unit"] = ""
    """Whom it speaks for when that is not the whole brand."""
    audience: Literal[
        "", "customers", "business", "applicants", "developers", "investors", "privacy", "security"
    ] = ""
    """Whom it serves when that is not everybody."""

    @property
    def level(self) -> Level | None:
        """Whose word it has: the brand's own source, else two independent owners, else one curated
        register; None when none of them."""
        if not any(source.grade for source in self.sources):
            return "own"  # a row that the application itself, or a feed that it added, gave
        grades = {source.grade for source in self.sources}
        if grades & {"A", "A2"}:
            return "brand"
        if self.corroborated:
            return "corroborated"
        return "register" if grades & {"B", "B2"} else None


@record
class ClosedChannel:
    """A brand's own statement that it does not use a channel."""

    channel: str
    """``phone`` (no phone support), ``outbound_call``, ``sms``, ``whatsapp``, ``email`` ..."""
    statement: str
    """The brand's words, short."""
    source: Source
    verified_on: str
    review_by: str
    region: str = "global"


@record
class Complete:
    """A kind of contact of which the list holds all that the brand publishes: whatever else says
    that it is the brand's, is not. Without it, a contact that is not listed is merely not known."""

    kind: str
    """A row kind: x, telegram, phone ..."""
    source: Source
    """Where the brand itself publishes them all."""
    verified_on: str
    """ISO date on which that page and the list were compared."""
    review_by: str
    """ISO date after which it is no longer known; empty in the caller's own lists: never."""
    region: str = "global"


@record
class NeverAsks:
    """A request that the brand says it never makes: whoever makes it in its name is somebody
    else."""

    request: str
    """``recovery_phrase``, ``credentials``, ``card_data``, ``remote_access`` ..."""
    statement: str
    """The brand's words, short."""
    source: Source
    verified_on: str
    review_by: str
    over: str = ""
    """The channel that the statement names (``email``, ``sms``, ``phone``); empty: any."""
    region: str = "global"


@record
class Brand:
    """An owner of contacts."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    """Other names, in any script, pinyin included."""
    common_word: bool = False
    """The name is an everyday word: resemblance needs a second sign."""
    contacts: tuple[Listed, ...] = ()
    closed_channels: tuple[ClosedChannel, ...] = ()
    kind: tuple[str, ...] = ()
    """wallet, exchange, bank, carrier, payment, courier ..."""
    complete: tuple[Complete, ...] = ()
    """The kinds of contact of which nothing is missing in `contacts`."""
    common_names: tuple[str, ...] = ()
    """Aliases and labels of domains that are everyday words too: pinyin that is plain Chinese,
    ``gmail``, which stands in ``bigmail``."""
    names: tuple[tuple[str, str], ...] = ()
    """Language (BCP 47) and the name there."""
    never_asks: tuple[NeverAsks, ...] = ()
    tier: Literal["vouches", "register", "own"] = "vouches"
    """The best word that a site of it has. ``vouches``: its own, or two owners'. ``register``: at
    most that of one curated list. ``own``: imported, without a file; nothing of it vouches, and of
    its names its aliases alone are protected."""
    head: bool = False
    """A much attacked brand, or one whose file a person filled from the brand's own pages. Of the
    others a person chose the names, and a program found the contacts in registers."""
    protects: bool = True
    """False: nothing is measured against its names; what it lists is official all the same."""


@record
class Claim:
    """A brand that the context asserts."""

    brand_id: str
    by: Literal["caller", "display_name", "page"] = "caller"
    text: str = ""
    """The words that make the claim."""


@record
class Name:
    """A protected name that look-alikes are measured against."""

    text: str
    """Folded form: lower case, no separators, e.g. ``tokenpocket``, ``tp钱包``, ``tpqianbao``."""
    key: str
    """Confusable-folded form (`ringtrue.text.skeleton.key`); equal keys look alike."""
    brand_id: str
    origin: Literal["domain", "alias", "handle", "local"]
    official: str = ""
    """The official contact it stands for, e.g. ``tokenpocket.pro``; empty for aliases."""
    common: bool = False
    """An everyday word or too short to speak for itself: needs a second sign."""
    famous: bool = False
    """The brand's own site is among the most visited: in an address, the word mostly means it."""


@record
class Candidate:
    """A pairing of something seen with something official, worth a detector's look."""

    seen: Facet
    brand_id: str
    part: str
    """Where it was seen: ``label``, ``subdomain``, ``host``, ``path``, ``local_part``,
    ``display_name``, ``handle``, ``number``."""
    text: str
    """The seen text that was compared, folded as the index folds names."""
    how: str
    """The shared key: ``same`` (equal text), ``key`` (equal confusable key), ``token`` and
    ``token_key`` (they stand inside), ``near`` and ``near_token`` (few edits), ``slips`` (two
    likely ones), ``segments`` (of an app's id), or for numbers ``national``, ``subscriber``,
    ``premium``, ``prefixed``, ``claimed``."""
    name: Name | None = None
    official: Listed | None = None
    start: int = 0
    end: int = 0
    """Span of the name inside `text`."""
    distance: int = 0
    """Edits (optimal string alignment) between the span and the name."""


@record
class Evidence:
    """One finding. It supports; it does not prove."""

    code: str
    """The detector's code, which is its file name and its `ringtrue explain` page."""
    family: Family
    strength: float
    """0..1: how likely an impersonation is, on this sign alone."""
    details: Details = made(default_factory=FrozenDetails)
    """Parameters of the message: JSON values only."""
    brand_id: str = ""
    """The brand it points at; empty when it names none."""
    brand_name: str = ""
    """That brand's name, filled in by the checker for whoever shows the finding."""
    brand_names: tuple[tuple[str, str], ...] = ()
    """Its names in other languages, likewise."""


def called(names: Iterable[tuple[str, str]], lang: str) -> str:
    """The name of these that is given for a language, or for all its scripts (``zh`` for
    ``zh-Hant``); empty when none is."""
    given = dict(names)
    return given.get(lang) or given.get(lang.partition("-")[0], "")


@record
class BrandRef:
    """A brand in an answer."""

    id: str
    name: str
    names: tuple[tuple[str, str], ...] = ()
    """Language (BCP 47) and the name there."""

    def called(self, lang: str) -> str:
        """Its name in a language, for whoever shows it: 工商银行 in Chinese."""
        return called(self.names, lang) or self.name


@record
class Imitated:
    """The official contact that an impersonation most resembles: the answer to "did you mean?"."""

    brand: BrandRef
    kind: str
    value: str
    """Canonical value; empty when the brand lists no contact that can be shown."""

    __slots__ = ("_find",)

    @classmethod
    def of(cls, brand: BrandRef, find: Callable[[], tuple[str, str]]) -> Imitated:
        """The same, its kind and value found when one of them is first read: a sweep reads the
        brand alone."""
        made = object.__new__(cls)
        object.__setattr__(made, "brand", brand)
        object.__setattr__(made, "_find", find)
        return made

    def __getattr__(self, name: str) -> str:
        if name not in ("kind", "value"):
            raise AttributeError(name)
        find = object.__getattribute__(self, "_find")
        for field, value in zip(("kind", "value"), find(), strict=True):
            object.__setattr__(self, field, value)
        object.__delattr__(self, "_find")
        return str(object.__getattribute__(self, name))


@record
class Assurance:
    """Why a listing may say ``official``."""

    level: Level
    """The brand's own source; two independent owners; a curated register; the caller's list."""
    verified_on: str
    review_by: str
    sources: tuple[str, ...]
    """References of the sources."""
    stale: bool = False
    """Past `review_by`, still inside the policy's grace: weaker words."""

    @property
    def tier(self) -> Literal["vouches", "register"]:
        """``register``: one curated list says so, and nobody else."""
        return "register" if self.level == "register" else "vouches"

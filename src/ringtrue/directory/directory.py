"""The Directory: every listed contact, merged and indexed.

It answers two questions: who owns exactly this contact (`owner`), and which official things
might a contact be meant to resemble (`candidates`). The second index is built on first need,
so that a process that checks one official address never pays for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from os import PathLike

from ringtrue.directory.host_owners import STATUS_ORDER, covering, is_own_sender
from ringtrue.index.contacts import Brands, Contacts
from ringtrue.index.gc_pause import no_collection
from ringtrue.index.rows import MOST_OPENED, Rows
from ringtrue.kinds.facets import DomainName, PhoneNumber
from ringtrue.kinds.registry import NAMED_APPS, PLATFORM_KINDS, kind_of
from ringtrue.model import Brand, Candidate, ContactPoint, Listed, Name

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from ringtrue.data.arrays import Arrays
    from ringtrue.directory.known import Known
    from ringtrue.index.apps import AppIndex
    from ringtrue.index.names import NameIndex
    from ringtrue.index.numbers import NumberIndex
    from ringtrue.index.wallets import WalletIndex

    _Known: TypeAlias = Known | Callable[[], Known]

PLATFORM = "platform"
"""The kind of a brand on whose sites people who are not the brand publish."""


class Directory:
    """Brands and their official contacts. Immutable; ``a | b`` merges two into a third."""

    @no_collection()
    def __init__(
        self, brands: Iterable[Brand], version: str = "", known: Known | None = None
    ) -> None:
        from ringtrue.directory.merging import digest

        different = {brand.id: brand for brand in brands}.values()
        self._open(Contacts.of(different), version or digest(different), known)

    @classmethod
    def opened(
        cls, contacts: Contacts, version: str = "", known: _Known | None = None
    ) -> Directory:
        """The directory of a compiled list; `version` defaults to the list's."""
        made = cls.__new__(cls)
        made._open(contacts, version or contacts.version, known)
        return made

    def as_in(self, arrays: Arrays) -> Directory:
        """The same list, opened from its compiled form."""
        return Directory.opened(Contacts(arrays), self.version, self._known)

    def _open(self, contacts: Contacts, version: str, known: _Known | None) -> None:
        self._contacts = contacts
        self.version = version
        """Names the content: equal versions list the same contacts."""
        self._known = known

    @cached_property
    def known(self) -> Known | None:
        """Unreviewed names of others, see `with_known`."""
        return self._known() if callable(self._known) else self._known

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, (type(self), self._contacts.alone(), self.version, self.known)

    @cached_property
    def brands(self) -> Mapping[str, Brand]:
        """Every brand by its id."""
        return Brands(self._contacts)

    def passing(self) -> Iterator[Brand]:
        """Every brand, none of which is kept open (`Contacts.passing`)."""
        return self._contacts.passing()

    @cached_property
    def _hosts(self) -> Mapping[str, list[Listed]]:
        return self._contacts.hosts()

    @cached_property
    def _exact(self) -> Rows[tuple[str, str]]:
        return self._contacts.others()

    @cached_property
    def _platforms(self) -> frozenset[str]:
        """Brands on whose sites others publish."""
        return self._contacts.of_kind(PLATFORM)

    @cached_property
    def _packages(self) -> frozenset[str]:
        """Ids of apps that are written like hosts."""
        return self._contacts.packages()

    def prepare(self) -> None:
        """Opens now what is otherwise opened when it is first asked for, as plain tables; of large
        ones what is asked for is opened then."""
        tables = vars(self)
        for table in ("brands", "_hosts", "_exact"):
            if len(rows := getattr(self, table)) <= MOST_OPENED:
                tables[table] = dict(rows.items())
        _ = self.known
        self.names.prepare()

    # -- where directories come from -------------------------------------------------------

    @classmethod
    def default(cls) -> Directory:
        """The list in use, read once a process: the shipped one or a newer signed update of it,
        joined with the private feeds that `ringtrue update --feed` added. Waits for no network.
        """
        return _default if _default is not None else cls.reload()

    @classmethod
    def reload(cls) -> Directory:
        """The list in use, read anew: `default()` and the functions of `ringtrue` answer by it
        from now on. A `Checker` that exists keeps the directory it was made with.
        """
        global _default
        from ringtrue.directory import installed

        main, *private = installed.lists()
        first, others = cls.opened(main, known=_known_with_shipped), map(cls.opened, private)
        for other in others:
            first = first | other
        _default = first
        return first

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Directory:
        """A TOML allowlist, or a folder of them. Raises `AllowlistError`."""
        from pathlib import Path

        from ringtrue.directory import allowlist

        path = Path(path)
        brands = allowlist.load_folder(path) if path.is_dir() else [allowlist.load_file(path)]
        return cls(brands)

    @classmethod
    def from_rows(cls, rows: Iterable[Sequence[str]]) -> Directory:
        """An application's own list: ``(brand_id, brand_name, kind, value[, region])`` rows.

        `kind` is one of `ringtrue.kinds.KINDS` or ``alias`` (another name of the brand).
        Such rows vouch as the caller's own (assurance ``own``) and never expire.
        Raises `AllowlistError` naming the row.

        >>> list(Directory.from_rows([("metamask", "MetaMask", "domain", "metamask.io")]).brands)
        ['metamask']
        """
        from ringtrue.directory.rows import brands_from

        return cls(brands_from(rows))

    def __or__(self, other: Directory) -> Directory:
        """Both lists; where both hold a brand, its contacts are joined and `other`'s come first."""
        from ringtrue.directory.merging import join

        merged = dict(self.brands)
        for brand in other.brands.values():
            mine = merged.get(brand.id)
            merged[brand.id] = brand if mine is None else join(brand, mine)
        known = self.known | other.known if self.known and other.known else None
        return Directory(
            merged.values(), f"{self.version}|{other.version}", known or self.known or other.known
        )

    def with_known(self, names: Known | Iterable[str]) -> Directory:
        """The same list, quieter: `names` of others are no longer accused of resembling a brand.

        `names` are hosts and accounts as people write them, or a table that `ringtrue import
        --known` wrote (`ringtrue.directory.known.Known.load`). They are unreviewed: none of them
        ever becomes official, and a look-alike letter or a bait word beside a brand's name is
        still an alarm. Raises `AllowlistError` for what is no contact.

        >>> from ringtrue import Checker
        >>> mine = Directory.from_rows([("acmebank", "Acmebank", "domain", "acmebank.example")])
        >>> Checker(mine).check("acmebanc.example").status.value
        'impersonation'
        >>> Checker(mine.with_known(["acmebanc.example"])).check("acmebanc.example").status.value
        'unknown'
        """
        from ringtrue.directory.known import Known

        table = names if isinstance(names, Known) else Known.of(names)
        table = table | self.known if self.known else table
        version = f"{self.version.partition('~')[0]}~{table.version}"
        return Directory.opened(self._contacts, version, table)

    # -- exact ownership -------------------------------------------------------------------

    def owner(self, contact: ContactPoint, region: str | None = None) -> Listed | None:
        """The listing that covers `contact`, or None. Its status says whether it vouches."""
        found = self.owners(contact, region)
        return found[0] if found else None

    def owners(self, contact: ContactPoint, region: str | None = None) -> list[Listed]:
        """Every listing that covers `contact`, the one that speaks first; which slots are asked,
        its kind tells (`ringtrue.kinds.registry.Kind.owners`)."""
        kind = kind_of(contact.kind)
        found = kind.owners(contact, self, region)
        if kind.by_host or len(found) < 2:
            return found
        return sorted(found, key=lambda listed: STATUS_ORDER.index(listed.status))

    def named(self, kind: str, value: str) -> list[Listed]:
        """Listings of an account, an address or an app, in any standing."""
        return list(self._exact.get((kind, value), ()))

    def in_mailbox(self, box: str) -> list[Listed]:
        """Listed addresses of this mailbox (`ringtrue.kinds.email.mailbox`)."""
        return list(self._mailboxes.get(box, ()))

    def on_host(
        self, host: str, path: str = "", query: str = "", fragment: str = ""
    ) -> list[Listed]:
        """Listings that cover a page of a host, the closest first; see `covering`."""
        return covering(self._hosts, host, path, query, fragment, self._platforms)

    def at_mail_host(self, host: str) -> list[Listed]:
        """Listings that cover mail from a host, as `on_host`; none where customers have mail."""
        platforms = self._platforms
        return [
            row
            for row in self.of_domain(host)
            if is_own_sender(row, host, row.brand_id in platforms)
        ]

    def of_domain(self, host: str) -> list[Listed]:
        """Listings that cover a host, whoever made what a platform's host shows."""
        return covering(self._hosts, host, "")

    def numbered(self, number: PhoneNumber, region: str | None = None) -> list[Listed]:
        """Listings of a telephone number, for a reader in `region` (ISO 3166)."""
        return self.numbers.owner(number, region)

    def abroad(self, contact: ContactPoint, region: str) -> list[Listed]:
        """Listings of a short code elsewhere than in `region`: they cover nothing here."""
        number = contact.part(PhoneNumber)
        return [] if number is None else self.numbers.abroad(number, region)

    def is_foreign(self, contact: ContactPoint) -> bool:
        """Whether nothing is listed for any host of `contact`, or for what it stands below."""
        listed = self._hosts
        for facet in contact.facets:
            if type(facet) is DomainName:
                parent = facet.host
                while parent not in listed and (parent := parent.partition(".")[2]):
                    pass
                if parent or facet.host in self._packages:
                    return False
        return True

    def accounts(self, platform: str, name: str) -> list[Listed]:
        """Listings of an account in any standing; `name` in its canonical form."""
        return self.named(platform, name)

    def account_called(self, name: str) -> Listed | None:
        """The first listing of an account of that name (which may have dots) on any platform."""
        called = self._called
        exact, dotless = called.get(name), called.get("facebook:" + name.replace(".", ""))
        if exact is dotless is None:
            return None
        found = [self._contacts.other(row)[0] for row in (exact, dotless) if row is not None]
        return min(found, key=lambda one: PLATFORM_KINDS.index(one.kind))

    def hosts(self) -> Iterable[str]:
        """Every listed host, in any standing."""
        return self._hosts.keys()

    def account_names(self) -> Iterable[str]:
        """Every name that some listed account has."""
        return (name.removeprefix("facebook:") for name in self._called)

    @cached_property
    def _mailboxes(self) -> dict[str, list[Listed]]:
        """Listed addresses whose mailbox has several spellings, by the one of them."""
        from ringtrue.kinds.email import mailbox

        boxes: dict[str, list[Listed]] = {}
        for kind, value in self._exact:
            if kind == "email" and (box := mailbox(value)):
                boxes.setdefault(box, []).extend(self._exact[kind, value])
        return boxes

    @cached_property
    def _called(self) -> dict[str, int]:
        """See `Contacts.called`."""
        return self._contacts.called()

    def is_official_domain(self, host: str) -> str | None:
        """Brand id of an active listing that covers `host`, else None; on a platform's domain its
        own, whoever made the page that the host shows."""
        for listed in self.of_domain(host):
            if listed.status in ("active", "legacy"):
                return listed.brand_id
        return None

    # -- resemblance -----------------------------------------------------------------------

    @cached_property
    def protected(self) -> Sequence[Name]:
        """The protected names: what look-alikes are measured against."""
        return self.names.listed()

    @cached_property
    def names(self) -> NameIndex:
        """The index of protected names: of the shipped list as the build has left it."""
        from ringtrue.index.names import NameIndex

        arrays = self._contacts.arrays
        if "names.field" in arrays:
            return NameIndex(arrays)
        from ringtrue.index.protected import protected_names

        return NameIndex.of(protected_names(self.brands.values()))

    @cached_property
    def wallets(self) -> WalletIndex:
        """The index of official wallet addresses."""
        from ringtrue.index.wallets import WalletIndex

        slots = [slot for slot in self._exact if slot[0] == "wallet"]
        return WalletIndex(listed for slot in slots for listed in self._exact[slot])

    @cached_property
    def apps(self) -> AppIndex:
        """The index of official app ids that are names."""
        from ringtrue.index.apps import AppIndex

        slots = [slot for slot in self._exact if slot[0] in NAMED_APPS]
        return AppIndex(listed for slot in slots for listed in self._exact[slot])

    @cached_property
    def numbers(self) -> NumberIndex:
        """The index of official numbers."""
        from ringtrue.index.numbers import NumberIndex

        return NumberIndex(self._contacts.numbered())

    def admitted(self, candidates: list[Candidate]) -> list[Candidate]:
        """`candidates` without those that a known name of somebody else explains (`with_known`)."""
        known = self.known
        return candidates if known is None else known.quiet(candidates)

    # -- brands by name --------------------------------------------------------------------

    @cached_property
    def _brand_names(self) -> dict[str, str]:
        from ringtrue.text.skeleton import fold

        table: dict[str, str] = {}
        for brand_id, names, _, _ in self.spellings():
            for name in (brand_id, *names):
                table.setdefault(fold(name), brand_id)
        return table

    def spellings(self) -> Iterator[tuple[str, tuple[str, ...], bool, bool]]:
        """See `Contacts.spellings`: no brand is opened for it."""
        return self._contacts.spellings()

    def brand_for(self, text: str) -> Brand | None:
        """The brand with this id, name or alias, in any script and spelling of separators."""
        from ringtrue.text.skeleton import fold

        return self.brand_folded(fold(text[:200]))

    def brand_folded(self, name: str) -> Brand | None:
        """`brand_for` a name that `ringtrue.text.skeleton.fold` has folded already."""
        found = self._brand_names.get(name)
        return self.brands[found] if found else None

    def names_in(
        self, text: str, words: Mapping[str, Sequence[int]] | None = None
    ) -> list[tuple[int, int, str]]:
        """Brands named in running text: ``(start, end, brand_id)``, in order, no overlaps.

        `words`, when the caller has them, are the places of the words of `text` in lower case,
        all of `name_words` among them.
        """
        from ringtrue.directory.mentions import mentions

        return mentions(self, text, words)

    @property
    def name_words(self) -> frozenset[str]:
        """Latin words with which a brand name in running text can begin."""
        from ringtrue.directory.mentions import name_words

        return name_words(self)

    def __repr__(self) -> str:
        return f"Directory({len(self.brands)} brands, version {self.version!r})"


_default: Directory | None = None


def _known_with_shipped() -> Known:
    """Opened when the first likeness is found: most checks need none of it."""
    from ringtrue.directory.known import shipped

    return shipped()


def _unpickled(
    kind: type[Directory], arrays: Arrays, version: str, known: Known | None
) -> Directory:
    return kind.opened(Contacts(arrays), version, known)

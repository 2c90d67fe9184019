"""Every detector in one literal table, in the order in which they run.

A detector is a module of this package, named after its code, and one row here. Its module has the
page as docstring and these functions, of which the row says the first two:

``compare(candidate, inquiry) -> Evidence | None`` judges one pairing of seen and official.
``inspect(inquiry) -> Iterable[Evidence]`` judges the contact without any pairing.
``may(contact, directory) -> bool``, if it is there, tells whether `inspect` may find anything in a
contact for which nothing is listed: quick, and never wrong where it says no.
``compare_columns(pairings)`` and ``inspect_columns(batch)``, if they are there, tell the same for
whole columns of hosts (`ringtrue.batch.early_exit`), with the constants of the functions above.

Modules are imported when a contact needs them (`ringtrue.detectors.plan`): a process that checks
one address pays for every import.
"""

from __future__ import annotations

from ringtrue.kinds.facets import (
    AppId,
    DisplayName,
    DomainName,
    HandleName,
    IpAddress,
    LocalPart,
    PhoneNumber,
    RemoteId,
    UrlRest,
    WalletAddress,
)
from ringtrue.model import Facet
from ringtrue.records import record

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Literal

    Sign = Literal[
        "", "always", "subdomain", "parted", "unicode", "readings", "userinfo", "scheme", "differs",
        "shown", "foreign", "opaque", "unnamed", "disguise", "extension", "words", "listed",
    ]  # fmt: skip

SAME = frozenset({"same", "key"})
INSIDE = frozenset({"token", "token_key"})
NEAR = frozenset({"near", "near_token"})


@record
class Row:
    """What a detector is asked about. The facts stand here only."""

    code: str
    """Its module's name, the code of its evidence and of its page."""
    reads: frozenset[type[Facet]] = frozenset()
    """The facets that it is about: `compare` gets pairings of these, `inspect` contacts that have
    one of them. Empty: any."""
    compares: frozenset[str] = frozenset()
    """The values of `Candidate.how` that `compare` judges. Empty: it has no `compare`."""
    inspects: Sign = ""
    """The sign without which `inspect` finds nothing, told at a glance (`ringtrue.detectors.plan`),
    or ``always``; ``listed``: a listing of its host or of what that stands below. Empty: it has no
    `inspect`."""
    only_claimed: bool = False
    """`inspect` runs only when somebody claims a brand."""
    second: bool = False
    """`compare` is asked only where the others leave a contact below suspicion."""
    on_official: bool = False
    """`inspect` runs on contacts that the directory owns too (planted contacts, redirects)."""


def _of(*facets: type[Facet]) -> frozenset[type[Facet]]:
    return frozenset(facets)


TABLE = (
    # -- names of sites, and of whatever else may look like one
    Row("homograph", _of(DomainName, HandleName, LocalPart), frozenset({"key", "token_key"})),
    Row(
        "typosquatting",
        _of(DomainName, HandleName, LocalPart),
        frozenset({"same", "token", "near", "near_token", "swapped", "part", "far"}),
    ),
    Row(
        "resemblance",
        _of(DomainName),
        SAME | INSIDE | {"near", "near_token", "part", "wide"},
        second=True,
    ),
    Row("combosquatting", _of(DomainName), INSIDE),
    Row("target_embedding", _of(DomainName), SAME | INSIDE, inspects="parted"),
    Row("cheap_ending", _of(DomainName), SAME | INSIDE | {"near", "near_token", "part"}),
    Row("tld_swap", _of(DomainName), frozenset({"same"})),
    Row("soundsquatting", _of(DomainName, HandleName), frozenset({"same", "token"})),
    Row("hosted_content", _of(DomainName, UrlRest), SAME | INSIDE),
    # -- hosts
    Row("embedded_suffix", _of(DomainName), inspects="parted"),
    Row("generated_domain", _of(DomainName), inspects="subdomain"),
    Row("mixed_script", _of(DomainName), inspects="unicode"),
    Row("user_page", _of(DomainName), inspects="listed"),
    Row("bait", _of(DomainName), inspects="always"),
    Row("domain_or_account", _of(DomainName), inspects="readings"),
    # -- links
    Row("brand_in_path", _of(UrlRest), frozenset({"same", "key", "token"})),
    Row("userinfo_spoof", _of(UrlRest), inspects="userinfo", on_official=True),
    Row("parser_differential", _of(UrlRest), inspects="differs", on_official=True),
    Row("ip_literal", _of(IpAddress), inspects="always"),
    Row("script_link", _of(UrlRest), inspects="scheme"),
    Row("hidden_destination", _of(UrlRest), inspects="always"),
    Row("planted_contact", _of(UrlRest, LocalPart), inspects="listed", on_official=True),
    Row("open_redirect", _of(UrlRest), inspects="listed", on_official=True),
    # -- accounts, mail addresses, apps
    Row("handle_affix", _of(HandleName), INSIDE),
    Row("handle_padding", _of(HandleName), SAME | INSIDE),
    Row("handle_slips", _of(HandleName), NEAR | {"slips"}),
    Row("platform_swap", _of(HandleName), frozenset({"same"})),
    Row(
        "profile_name_spoof",
        _of(HandleName, DisplayName),
        SAME | INSIDE | NEAR,
        inspects="shown",
        on_official=True,
    ),
    Row("painted_badge", _of(HandleName), inspects="shown"),
    Row("disguised_name", _of(HandleName, LocalPart), inspects="foreign"),
    Row("opaque_invite", _of(HandleName), inspects="opaque"),
    Row("post_link", _of(HandleName), inspects="opaque"),
    Row("platform_unnamed", _of(HandleName), inspects="unnamed", on_official=True),
    Row(
        "display_name_spoof",
        _of(DisplayName),
        SAME | INSIDE | NEAR,
        inspects="always",
        on_official=True,
    ),
    Row("freemail_brand", _of(LocalPart), SAME | INSIDE),
    Row("mailbox_brand", _of(LocalPart), SAME | INSIDE, inspects="always"),
    Row("app_id_squatting", _of(AppId), SAME | INSIDE | NEAR | {"segments"}),
    # -- numbers
    Row("tollfree_prefix_swap", _of(PhoneNumber), frozenset({"subscriber"})),
    Row("country_code_swap", _of(PhoneNumber), frozenset({"national"})),
    Row("number_near_miss", _of(PhoneNumber), frozenset({"claimed"})),
    Row("premium_swap", _of(PhoneNumber), frozenset({"premium"})),
    Row("premium_rate", _of(PhoneNumber), inspects="always"),
    Row("short_code_prefix", _of(PhoneNumber), frozenset({"prefixed"}), inspects="disguise"),
    Row("unlisted_extension", _of(PhoneNumber), inspects="extension", on_official=True),
    Row("country_label", _of(PhoneNumber), inspects="words"),
    Row("obfuscated_number", _of(PhoneNumber), inspects="disguise", on_official=True),
    # -- wallets, remote assistance, and what the context claims
    Row("address_poisoning", _of(WalletAddress), frozenset({"ends"})),
    Row("remote_access", _of(RemoteId), inspects="always"),
    Row("closed_channel", inspects="always", only_claimed=True),
    Row("unlisted_claim", inspects="always", only_claimed=True),
)


def module_of(code: str) -> object:
    """The module of a detector. A name to be taken from it makes `__import__` give the module
    itself, not the package."""
    module: object = __import__(f"ringtrue.detectors.{code}", fromlist=("__doc__",))
    return module

"""The schema of allowlist files, as msgspec structs. `allowlists/README.md` explains it.

Unknown fields are refused and every text is capped in length.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Id = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,63}\Z")]
Name = Annotated[str, Meta(min_length=1, max_length=80)]
Word = Annotated[str, Meta(pattern=r"^[a-z][a-z_]{0,31}\Z")]
Value = Annotated[str, Meta(min_length=1, max_length=320)]
Line = Annotated[str, Meta(max_length=300)]
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
Lang = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?\Z")]
Region = Annotated[str, Meta(pattern=r"^(global|[A-Z]{2})\Z")]

Kind = Literal[
    "domain", "host", "url", "email", "phone", "sms_sender",
    "x", "telegram", "discord", "facebook", "instagram", "youtube", "medium", "reddit",
    "github", "weibo", "wechat", "qq", "whatsapp", "line", "linkedin", "tiktok",
    "threads", "bluesky", "mastodon", "douyin", "xiaohongshu", "bilibili", "zhihu",
    "kakaotalk", "zalo", "viber", "signal", "skype", "paypal", "cashapp", "venmo", "wise",
    "revolut", "kofi", "buymeacoffee", "patreon", "liberapay", "alipay",
    "play_package", "appstore_id", "chrome_extension_id", "edge_extension_id", "firefox_addon_id",
    "wallet",
]  # fmt: skip
"""Row kinds. ``domain``: the brand holds the registrable domain whole, subdomains too.
``host``: exactly this host. ``url``: a host and the path below which the brand publishes."""


class SourceRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a fact was read; see `ringtrue.model.Source`."""

    id: Id
    ref: Annotated[str, Meta(min_length=1, max_length=400)]
    grade: Literal["A", "A2", "B", "B2", "C"]
    date: Annotated[str, Meta(min_length=1, max_length=40)]
    quote: Line = ""


class ContactRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One contact; see `ringtrue.model.Listed`. Empty `match` and `use` follow from the kind."""

    kind: Kind
    value: Value
    verified_on: Day
    review_by: Day
    sources: Annotated[list[Id], Meta(min_length=1, max_length=16)]
    match: Literal["", "exact", "registrable"] = ""
    path: Annotated[str, Meta(max_length=300, pattern=r"^(/[^?#\s]*)?\Z")] = ""
    purpose: Line = ""
    scope: Literal["", "region", "product", "unit"] = ""
    """Whom an account or site speaks for when it is not the whole brand: one country or language
    (`region` says which), one product, or one unit of the firm."""
    audience: Literal[
        "", "customers", "business", "applicants", "developers", "investors", "privacy", "security"
    ] = ""
    """Whom it serves when it does not serve everybody."""
    use: Literal["", "link", "call-to", "sender", "install", "both"] = ""
    region: Region = "global"
    status: Literal["active", "legacy", "retired", "revoked", "disputed", "unverified"] = "active"
    since: Annotated[str, Meta(max_length=10)] = ""
    until: Annotated[str, Meta(max_length=10)] = ""
    successor: Annotated[str, Meta(max_length=320)] = ""
    shared_with: Annotated[list[Id], Meta(max_length=8)] = []
    """Brands that publish the same contact; each of them must say so."""
    twin: Annotated[list[Id], Meta(max_length=8)] = []
    """Brands whose contacts it resembles by honest chance: reviewed, so lint stays quiet."""
    note: Line = ""


class ClosedRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A channel that the brand says it does not use; see `ringtrue.model.ClosedChannel`."""

    channel: Word
    statement: Annotated[str, Meta(min_length=1, max_length=300)]
    source: Id
    verified_on: Day
    review_by: Day
    region: Region = "global"


class CompleteRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds of contact of which `contacts` holds all that the brand publishes; see
    `ringtrue.model.Complete`."""

    kinds: Annotated[list[Kind], Meta(min_length=1, max_length=50)]
    source: Id
    """The page on which the brand publishes them all."""
    verified_on: Day
    """The day on which that page was compared with `contacts`, row by row."""
    review_by: Day
    region: Region = "global"


class OwnRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Domains that one list gives to the brand and nobody has reviewed: never official, never
    accused. Each becomes a listing with status ``unverified``."""

    source: Id
    values: Annotated[list[Value], Meta(min_length=1, max_length=2000)]
    read_on: Day


class NeverRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request that the brand says it never makes: not a channel that it does not use, which
    `ClosedRow` tells."""

    request: Literal[
        "card_data", "credentials", "move_money", "payment", "personal_data", "prepaid_card",
        "recovery_phrase", "remote_access", "suspension_notice",
    ]  # fmt: skip
    statement: Annotated[str, Meta(min_length=1, max_length=300)]
    source: Id
    verified_on: Day
    review_by: Day
    over: Annotated[str, Meta(pattern=r"^([a-z][a-z_]{0,31})?\Z")] = ""
    """The channel that the statement names; empty: any."""
    region: Region = "global"


class BrandFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One allowlist file."""

    schema: Literal[1]
    id: Id
    name: Name
    kind: Annotated[list[Word], Meta(min_length=1, max_length=8)]
    contacts: Annotated[list[ContactRow], Meta(max_length=2000)] = []
    closed_channels: Annotated[list[ClosedRow], Meta(max_length=100)] = []
    complete: Annotated[list[CompleteRow], Meta(max_length=50)] = []
    own_domains: Annotated[list[OwnRow], Meta(max_length=200)] = []
    never_asks: Annotated[list[NeverRow], Meta(max_length=100)] = []
    sources: Annotated[list[SourceRow], Meta(max_length=500)] = []
    aliases: Annotated[list[Name], Meta(max_length=60)] = []
    common_word: bool = False
    common_names: Annotated[list[Name], Meta(max_length=60)] = []
    """Names, aliases or labels of its domains that are everyday words, or parts of many: each needs
    a second sign, as `common_word` says of `name`."""
    names: dict[Lang, Name] = {}
    """Its name in other languages (BCP 47), as the brand's own pages there write it."""
    protects: bool = True
    """False: what it lists is official, and nothing is measured against its names, which are
    everybody's (bitcoin.org beside every site about Bitcoin) or those of several houses."""
    head: bool = False
    """A much attacked brand, or one whose file a person filled from the brand's own pages. Without
    it: a person chose name and kind, and a program found the contacts in registers."""
    proposed: bool = False
    """Written by a program and read by nobody yet: such a file is never loaded or compiled."""


def json_schema() -> str:
    """JSON Schema (draft 2020-12) of an allowlist, for editors and other programs.

    Kept beside the allowlists; ``ringtrue schema allowlist > allowlists/allowlist.schema.json``.
    """
    import json

    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ringtrue allowlist",
        "description": "One brand and the contacts that it publishes, schema 1 (TOML files).",
        **msgspec.json.schema(BrandFile),
    }
    # JSON Schema's regular expressions are ECMA 262, where the end of the text is $ and not \Z.
    text = json.dumps(schema, ensure_ascii=False, indent=2)
    return text.replace("\\\\Z", "$") + "\n"

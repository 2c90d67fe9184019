"""Account names, shown names, mail addresses, app ids and wallets made from real brands by the
operators that impostors use, from a seed.

Brands are drawn evenly by the length of their account's name, half of them from the shipped list,
half from ``official_bulk.tsv.gz``, which nobody has reviewed; those of the ``test`` part
(`names.part_of`) are measured. The directory that is asked holds the shipped list and the drawn
brands of the other.
"""

from __future__ import annotations

import csv
import gzip
import random
import string
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from names import LENGTHS, TRIES, Maker, kind_of, part_of

from ringtrue import Directory, parse
from ringtrue.errors import UnparseableContact
from ringtrue.kinds import PLATFORM_KINDS
from ringtrue.model import Brand, Listed, Source
from ringtrue.text import words
from ringtrue.text.skeleton import fold

FREE_MAIL = ("gmail.com", "outlook.com", "163.com", "proton.me", "yahoo.com")
STRANGERS = ("qzfk-desk.example", "mx7.vorntal.example", "kelmor-mail.example")
LISTS = Source("register@1:rows", "B", "2026")
_HEX, _BASE58 = "0123456789abcdef", "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_LEET = str.maketrans("aeiost", "431057")


@dataclass(frozen=True, slots=True)
class Target:
    """A brand of the sample and the name by which impostors take it."""

    brand_id: str
    name: str
    """As people write it."""
    account: str
    """Folded: small ASCII letters."""
    platform: str
    domain: str
    shipped: bool

    @property
    def size(self) -> int:
        return len(self.account)

    @property
    def kind(self) -> str:
        return kind_of(self.account)


def _bulk(folder: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    path = folder / "official_bulk.tsv.gz"
    if not path.is_file():
        sys.exit(f"missing: {path}\n  give the folder that holds it with --data DIR")
    rows: dict[str, list[tuple[str, str]]] = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["kind"] in ("domain", "x", "telegram", "instagram", "facebook"):
                rows.setdefault(row["brand"], []).append((row["kind"], row["value"]))
    return iter(rows.items())


def _target(brand: Brand, shipped: bool, part: str) -> Target | None:
    """The brand by its first account that is called as its site or its name is."""
    sites = [c.value for c in brand.contacts if c.kind == "domain" and c.status == "active"]
    called = {site.partition(".")[0].replace("-", "") for site in sites} | {fold(brand.name)}
    for listed in brand.contacts:
        account = listed.value.lower()
        if (
            listed.kind in PLATFORM_KINDS
            and listed.status == "active"
            and account in called
            and account.isascii()
            and account.isalpha()
            and len(account) >= LENGTHS[0]
            and part_of(account) == part
        ):
            return Target(brand.id, brand.name, account, listed.kind, sites[0] if sites else "",
                          shipped)  # fmt: skip
    return None


def sample(
    folder: Path, rng: random.Random, count: int, part: str = "test"
) -> tuple[list[Target], Directory]:
    """About `count` brands of a part, evenly by length, half of them shipped where there are; and
    the directory that lists them."""
    shipped = Directory.default()
    known = {fold(name) for b in shipped.brands.values() for name in (b.name, *b.aliases)}
    pools: list[dict[int, list[tuple[Target, Brand]]]] = []
    listed = [(b, _target(b, True, part)) for b in shipped.brands.values()]
    rows = [(b, t) for b, t in listed if t is not None]
    drawn: list[tuple[Brand, Target]] = []
    for name, contacts in _bulk(folder):
        if not name.isascii() or not 4 <= len(name) <= 40 or fold(name) in known:
            continue
        brand_id = f"bulk-{fold(name)}"[:60]
        brand = Brand(brand_id, name, contacts=tuple(
            Listed(brand_id, kind, value.lower(), "registrable" if kind == "domain" else "exact",
                   sources=(LISTS,))
            for kind, value in contacts
        ))  # fmt: skip
        target = _target(brand, False, part)
        if target is not None and target.domain:
            drawn.append((brand, target))
    for found in (rows, drawn):
        by_length: dict[int, list[tuple[Target, Brand]]] = {n: [] for n in LENGTHS}
        for brand, target in found:
            by_length[min(target.size, LENGTHS[-1])].append((target, brand))
        for row in by_length.values():
            rng.shuffle(row)
        pools.append(by_length)
    each = max(2, round(count / len(LENGTHS)))
    targets: list[Target] = []
    others: list[Brand] = []
    taken: set[str] = set()
    for length in LENGTHS:
        got = 0
        for pool, most in zip(pools, (each // 2, each), strict=True):
            for target, brand in pool[length]:
                if got >= most:
                    break
                if target.account not in taken:
                    taken.add(target.account)
                    got += 1
                    targets.append(target)
                    others += [] if target.shipped else [brand]
    return targets, shipped | Directory(others)


# -- operators -----------------------------------------------------------------------------------

Make = Callable[[Maker, Target], "str | None"]


def _pick(maker: Maker, *choices: str) -> str:
    return maker.rng.choice(choices)


def _slip(maker: Maker, name: str) -> str | None:
    """One slip that is no letter behind, which is measured apart."""
    made = maker.rng.choice([m for m in maker.slips if m != maker.addition])(name)
    return made if made and made.isalnum() else None


def _two(maker: Maker, name: str) -> str | None:
    once = _slip(maker, name)
    return _slip(maker, once) if once else None


def _support(maker: Maker) -> str:
    return _pick(maker, *SUPPORT)


SUPPORT = ("support", "help", "helpdesk", "service", "care", "official", "bot", "kefu", "soporte",
           "assist", "team", "admin", "ayuda", "suporte", "hilfe")  # fmt: skip
BEHIND = ("客服", "官方", "官方客服", "サポート", "고객센터")
REGIONS = ("us", "uk", "india", "de", "brasil", "hk", "eu", "asia", "africa", "jp")


def account(platform: str, name: str) -> str | None:
    for kind in dict.fromkeys((platform, "instagram", "telegram", "tiktok")):
        try:
            parse(name, kind)
        except UnparseableContact:
            continue
        return f"{kind}:@{name}"
    return None


def _account(change: Callable[[Maker, str], str | None]) -> Make:
    """An account on the platform of the official one, or on one whose names may be so."""

    def make(maker: Maker, target: Target) -> str | None:
        made = change(maker, target.account)
        return account(target.platform, made) if made else None

    return make


def _glue(maker: Maker, name: str | None, word: str, mark: str = "") -> str | None:
    return maker._beside(name, word, mark) if name else None


LOOK_ALIKES = (("m", "nn"), ("m", "rn"), ("n", "ri"), ("w", "vv"), ("l", "1"), ("o", "0"),
               ("i", "l"), ("l", "I"), ("e", "3"), ("s", "5"))  # fmt: skip


def _lookalike(maker: Maker, name: str) -> str | None:
    pairs = [pair for pair in LOOK_ALIKES if pair[0] in name]
    if not pairs:
        return None
    old, new = maker.rng.choice(pairs)
    return name.replace(old, new, 1)


def _leet(maker: Maker, name: str) -> str | None:
    made = name.translate(_LEET)
    return made if made != name else None


def _inside(maker: Maker, name: str) -> str:
    i = maker.rng.randrange(2, len(name) - 1)
    return f"{name[:i]}_{name[i:]}"


def _digits(maker: Maker) -> str:
    return str(maker.rng.choice((maker.rng.randrange(1, 10), maker.rng.randrange(10, 1000))))


ACCOUNTS: dict[str, tuple[str, Make]] = {
    "one slip": ("one slip", _account(_slip)),
    "letter behind": ("letter behind", _account(lambda m, n: m.addition(n))),
    "plural": ("letter behind", _account(lambda m, n: n + "s")),
    "look-alike": ("look-alike", _account(_lookalike)),
    "digits for letters": ("look-alike", _account(_leet)),
    "separator inside": ("separators, digits", _account(_inside)),
    "separator behind": ("separators, digits", _account(lambda m, n: n + _pick(m, "_", "__"))),
    "digits behind": ("separators, digits", _account(lambda m, n: n + _digits(m))),
    "_digits behind": ("separators, digits", _account(lambda m, n: f"{n}_{_digits(m)}")),
    "support word": ("support", _account(lambda m, n: _glue(m, n, _support(m), "_"))),
    "support word, glued": ("support", _account(lambda m, n: _glue(m, n, _support(m)))),
    "misspelt support": ("support", _account(
        lambda m, n: _glue(m, n, m.slip("support") or "suport", _pick(m, "", "_")))),
    "support and digits": ("support", _account(lambda m, n: f"{n}_{_support(m)}{_digits(m)}")),
    "region and support": ("support", _account(
        lambda m, n: f"{n}{_pick(m, '', '_')}{_pick(m, *REGIONS)}_{_support(m)}")),
    "slip + support word": ("slip + support", _account(
        lambda m, n: _glue(m, _slip(m, n), _support(m), "_"))),
    "slip + support word, glued": ("slip + support", _account(
        lambda m, n: _glue(m, _slip(m, n), _support(m)))),
    "look-alike + support": ("slip + support", _account(
        lambda m, n: _glue(m, _lookalike(m, n), _support(m), _pick(m, "", "_")))),
    "slip + digits": ("slip + digits", _account(
        lambda m, n: f"{s}{_pick(m, '', '_')}{_digits(m)}" if (s := _slip(m, n)) else None)),
    "two slips": ("two slips", _account(_two)),
}  # fmt: skip


def _shown(write: Callable[[Maker, str], str | None]) -> Make:
    """A name shown beside a stranger's account."""

    def make(maker: Maker, target: Target) -> str | None:
        shown = write(maker, target.name)
        account = f"{_pick(maker, 'abc', 'mary', 'qzk', 'vorn')}_{maker.rng.randrange(100, 9999)}"
        platform = _pick(maker, "telegram", "x", "instagram")
        return f"{shown} ({platform}:@{account})" if shown else None

    return make


def _titled(word: str) -> str:
    return word[:1].upper() + word[1:]


def _respelt(
    change: Callable[[Maker, str], str | None], *, support: bool = False
) -> Callable[[Maker, str], str | None]:
    """The change made to the longest word of a shown name; `support`: a support word behind all."""

    def write(maker: Maker, name: str) -> str | None:
        plain = name.lower()
        if not plain.replace(" ", "").isalpha() or not plain.isascii():
            return None
        word = max(plain.split(), key=len)
        made = change(maker, word)
        behind = f" {_titled(_support(maker))}" if support else ""
        return _titled(plain.replace(word, made, 1)) + behind if made else None

    return write


def _math(maker: Maker, name: str) -> str | None:
    base = {**{c: 0x1D400 + i for i, c in enumerate(string.ascii_uppercase)},
            **{c: 0x1D41A + i for i, c in enumerate(string.ascii_lowercase)}}  # fmt: skip
    return "".join(chr(base[c]) if c in base else c for c in name)


def _marked(maker: Maker, name: str) -> str:
    word = _titled(_support(maker))
    return _pick(
        maker, f"{name} | {word}", f"{name} ({word})", f"[{name}] {word}", f"{name}: {word}",
        f"{name} • {word}", f"【{name}】{word}", f"{name}™ {word}", f"⭐ {name} {word} ⭐",
        f"{name} / {word}", f"{name} - {word}", f"«{name}» {word}", f"{name} {word} ✅",
    )  # fmt: skip


SHOWN: dict[str, tuple[str, Make]] = {
    "NAME": ("plain", _shown(lambda m, n: n)),
    "NAME Support": ("support", _shown(lambda m, n: f"{n} {_titled(_support(m))}")),
    "Support NAME": ("support", _shown(lambda m, n: f"{_titled(_support(m))} {n}")),
    "signs between or around": ("support", _shown(_marked)),
    "NAME support 24/7": ("support", _shown(lambda m, n: f"{n.upper()} SUPPORT 24/7")),
    "NAMESupport": ("glued", _shown(lambda m, n: f"{n}{_titled(_support(m))}")),
    "namesupport": ("glued", _shown(lambda m, n: f"{n.lower()}{_support(m)}")),
    "NAME客服": ("glued", _shown(lambda m, n: f"{n}{_pick(m, *BEHIND)}")),
    "官方NAME": ("glued", _shown(lambda m, n: f"{_pick(m, *BEHIND, '联系')}{n}")),
    "联系NAME客服": ("glued", _shown(lambda m, n: f"联系{n}客服")),
    "slip": ("slip", _shown(_respelt(_slip))),
    "slip Support": ("slip + support", _shown(_respelt(_slip, support=True))),
    "look-alike Support": ("slip + support", _shown(_respelt(_lookalike, support=True))),
    "mathematical letters": ("disguised", _shown(
        lambda m, n: _math(m, f"{n} {_titled(_support(m))}"))),
    "other scripts": ("disguised", _shown(
        _respelt(lambda m, w: m.homoglyph_unicode(w), support=True))),
    "spaced out": ("disguised", _shown(
        lambda m, n: " ".join(n.upper().replace(" ", "")) + " Support" if len(n) < 16 else None)),
}  # fmt: skip


def _mail(write: Callable[[Maker, Target], str | None], *, free: bool = True) -> Make:
    def make(maker: Maker, target: Target) -> str | None:
        local = write(maker, target)
        return f"{local}@{_pick(maker, *(FREE_MAIL if free else STRANGERS))}" if local else None

    return make


def _signed(write: Callable[[Maker, Target], str | None]) -> Make:
    """A name shown before a stranger's address."""

    def make(maker: Maker, target: Target) -> str | None:
        shown = write(maker, target)
        return (
            f'"{shown}" <desk{maker.rng.randrange(10, 99)}@{_pick(maker, *STRANGERS)}>'
            if shown
            else None
        )

    return make


MAIL: dict[str, tuple[str, Make]] = {
    "name": ("free mailer", _mail(lambda m, t: t.account)),
    "name.support": ("free mailer", _mail(lambda m, t: _glue(m, t.account, _support(m), "."))),
    "namesupport": ("free mailer", _mail(lambda m, t: _glue(m, t.account, _support(m)))),
    "name and digits": ("free mailer", _mail(lambda m, t: t.account + _digits(m))),
    "name.support and digits": ("free mailer", _mail(
        lambda m, t: f"{t.account}.{_support(m)}{_digits(m)}")),
    "name+support": ("free mailer", _mail(lambda m, t: f"{t.account}+{_support(m)}")),
    "slip": ("slip", _mail(lambda m, t: _slip(m, t.account))),
    "slip.support": ("slip", _mail(lambda m, t: _glue(m, _slip(m, t.account), _support(m), "."))),
    "slipsupport": ("slip", _mail(lambda m, t: _glue(m, _slip(m, t.account), _support(m)))),
    "look-alike.support": ("slip", _mail(
        lambda m, t: _glue(m, _lookalike(m, t.account), _support(m), "."))),
    "domain": ("domain", _mail(lambda m, t: t.domain or None)),
    "noreply-domain": ("domain", _mail(lambda m, t: f"noreply-{t.domain}" if t.domain else None)),
    "support.domain": ("domain", _mail(
        lambda m, t: f"{_support(m)}.{t.domain}" if t.domain else None)),
    "domain, stranger's": ("domain", _mail(lambda m, t: t.domain or None, free=False)),
    "name.support, stranger's": ("stranger's", _mail(
        lambda m, t: _glue(m, t.account, _support(m), _pick(m, ".", "-")), free=False)),
    '"NAME"': ("shown", _signed(lambda m, t: t.name)),
    '"NAME Support"': ("shown", _signed(lambda m, t: f"{t.name} {_titled(_support(m))}")),
    '"NAMESupport"': ("shown", _signed(lambda m, t: f"{t.name}{_titled(_support(m))}")),
    '"NAME客服"': ("shown", _signed(lambda m, t: f"{t.name}{_pick(m, *BEHIND)}")),
    '"NAME | Support"': ("shown", _signed(lambda m, t: _marked(m, t.name))),
    '"slip Support"': ("shown", _signed(lambda m, t: _respelt(_slip, support=True)(m, t.name))),
    '"support@domain"': ("shown", _signed(
        lambda m, t: f"support@{t.domain}" if t.domain else None)),
}  # fmt: skip


# -- app ids and wallets, of what is listed -------------------------------------------------------


def _segments(change: Callable[[Maker, str], str | None]) -> Callable[[Maker, str], str | None]:
    """The change made to the longest segment of an id: the brand's name most often."""

    def make(maker: Maker, listed: str) -> str | None:
        parts = listed.split(".")
        at = max(range(len(parts)), key=lambda i: len(parts[i]))
        made = change(maker, parts[at])
        return ".".join([*parts[:at], made, *parts[at + 1 :]]) if made else None

    return make


def _head(maker: Maker, listed: str) -> str | None:
    first, _, rest = listed.partition(".")
    return f"{_pick(maker, *[h for h in ('com', 'io', 'org', 'net', 'app') if h != first])}.{rest}"


APPS: dict[str, Callable[[Maker, str], str | None]] = {
    "segment behind": lambda m, i: f"{i}.{_pick(m, *SUPPORT, 'wallet', 'pro', 'app', 'update')}",
    "another first segment": _head,
    "slip": _segments(_slip),
    "look-alike": _segments(_lookalike),
    "support word, glued": _segments(lambda m, p: p + _support(m)),
    "digits behind": _segments(lambda m, p: p + _digits(m)),
    "letter behind": _segments(lambda m, p: m.addition(p)),
    "segments swapped": lambda m, i: ".".join([i.split(".")[-1], *i.split(".")[1:-1],
                                               i.split(".")[0]]),
}  # fmt: skip


def base58(raw: bytes) -> str:
    """Bytes as Base58: an address of Solana when they are 32."""
    number, made = int.from_bytes(raw, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        made = _BASE58[digit] + made
    return made.rjust(len(made) + len(raw) - len(raw.lstrip(b"\0")), "1")


def wallet(rng: random.Random, official: str, head: int, tail: int) -> str:
    """An address with so many first and last characters of an official one, as thieves grind it."""
    body, mark = (official[2:], "0x") if official.startswith("0x") else (official, "")
    letters = _HEX if mark else _BASE58
    while True:
        size = len(body) - head - tail
        made = body[:head] + "".join(rng.choice(letters) for _ in range(size)) + body[-tail:]
        if made != body:
            return mark + made


def made(
    targets: Sequence[Target], operators: dict[str, tuple[str, Make]], maker: Maker, each: int
) -> Iterator[tuple[str, Target, str]]:
    """`each` different contacts by every operator of every brand, as far as there are."""
    accounts = {target.account for target in targets}
    for target in targets:
        for operator, (_, make) in operators.items():
            found: set[str] = set()
            for _ in range(each * TRIES):
                if len(found) >= each:
                    break
                contact = make(maker, target)
                name = (contact or "").rpartition(":@")[2]
                by_chance = words.is_word(name) or words.is_popular_label(name) or name in accounts
                if contact and contact not in found and not by_chance:
                    found.add(contact)
                    yield contact, target, operator

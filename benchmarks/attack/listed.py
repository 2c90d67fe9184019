"""Every listed contact, attacked and harmlessly rewritten: what is official, and what is no longer.

Attacks are made by the generators of each technique: slips of the finger (one and two), look-alike
letters, bait words on both sides, a domain below another one, user names, backslashes, ports,
paths, other suffixes; misdialled numbers; padded and affixed accounts; edited ids. A mutant may be
official only where it opens, dials or names what is listed, which is told here without the
library's own reading: by the letters of the host, the digits of the number, the name.

    python benchmarks/attack/listed.py [--attacks N] [--seconds N] [--seed N] [--harmless-every N]
        [--show]
"""

from __future__ import annotations

import argparse
import string
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from random import Random
from urllib.parse import unquote

from ringtrue import Checker, Directory, Status, Verdict, data
from ringtrue.kinds.registry import PLATFORM_KINDS
from ringtrue.model import Claim, ContactPoint, Listed

WEB = ("domain", "host")
IDS = ("play_package", "appstore_id", "chrome_extension_id", "edge_extension_id",
       "firefox_addon_id")  # fmt: skip
SEPARATORS = (".", "-", "--", "_", "。", "．", "%2e", "\u2024", "\u00b7", ".-", "/", "\\", "@", ":",
              "?", "#", "%2f", "%40", "%00", "\t", "\u200b", "\u3000", "\u2044", "\u29f8", "&", ";",
              "!", "$", "*", "+", ",", "~", "|", "^", "\u0338", "\u202e")  # fmt: skip
BAITS = ("support", "login", "secure", "help", "verify", "wallet", "account", "客服", "officiel")
PREFIXES = ("+1", "+44", "+86", "+7", "+91", "+882", "+979", "00", "011", "0", "1", "9", "900",
            "1900", "0900", "+1900", "*67", "17951", "12593")  # fmt: skip
_EVIL = "evil-desk.example"


def contacts(checker: Checker) -> list[Listed]:
    """Every listed contact that vouches, in the order of the list."""
    return [
        c
        for b in checker.directory.brands.values()
        for c in b.contacts
        if c.status == "active"
        and c.use != "sender"
        and not c.path
        and c.kind in (*WEB, "email", "phone", *PLATFORM_KINDS, *IDS)
        and checker.check(c.value, c.kind, region=_region(c)).status is Status.OFFICIAL
    ]


def _region(listed: Listed) -> str | None:
    return None if listed.region == "global" else listed.region


# -- attacks ---------------------------------------------------------------------------------------


@cache
def _confusables() -> dict[str, str]:
    """All look-alikes of each ASCII letter or digit, from Unicode's table as we ship it."""
    found: dict[str, list[str]] = {}
    for line in data.lines("confusables.txt"):
        parts = line.split("\t")
        if len(parts) >= 2 and len(parts[1]) == 1 and parts[1].isascii():
            found.setdefault(parts[1], []).extend(parts[0])
    pairs = {
        "a": "аɑạ", "e": "еẹ", "o": "оο0", "i": "іìl1", "l": "ӏ1Iı", "c": "с", "p": "р", "s": "ѕ",
        "m": "ɱ", "w": "ԝ", "d": "ԁ", "n": "ո", "u": "υ", "g": "ɡ9", "b": "Ьd",
    }  # fmt: skip
    return {key: "".join(found.get(key, [])) + more for key, more in pairs.items()}


@cache
def _suffixes() -> list[str]:
    return [line for line in data.lines("public_suffix.txt") if line[0].isalpha()]


def _slip(text: str, random: Random) -> str:
    if not text:
        return "x"
    at, letter = random.randrange(len(text)), random.choice(string.ascii_lowercase + "0123456789-.")
    return random.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
        )
    )


def _look_alike(text: str, random: Random) -> str:
    places = [at for at, char in enumerate(text) if _confusables().get(char)]
    if not places:
        return "x" + text
    at = random.choice(places)
    return text[:at] + random.choice(_confusables()[text[at]]) + text[at + 1 :]


def _web(value: str, random: Random) -> str:
    sign, bait = random.choice(SEPARATORS), random.choice(BAITS)
    name, _, ending = value.partition(".")
    encoded = "".join(f"%{ord(c):02x}" if random.random() < 0.3 else c for c in value)
    return random.choice(
        (
            lambda: _slip(value, random),
            lambda: _slip(_slip(value, random), random),
            lambda: _look_alike(value, random),
            lambda: _look_alike(_look_alike(value, random), random),
            lambda: f"{name}{random.choice(('', '-', '.'))}{bait}.{ending}",
            lambda: f"{bait}{random.choice(('', '-'))}{value}",
            lambda: f"https://{value}{sign}{_EVIL}/",
            lambda: f"https://{_EVIL}{sign}{value}/",
            lambda: f"https://{bait}{sign}{value}{sign}{_EVIL}",
            lambda: f"https://{value}:x@{_EVIL}/{value}",
            lambda: f"https://{value}:80@{_EVIL}/",
            lambda: f"https://{_EVIL}\\@{value}/",
            lambda: f"https:\\\\{_EVIL}\\{value}",
            lambda: f"https://{_EVIL}:443\\{value}",
            lambda: f"//{_EVIL}/{encoded}",
            lambda: f"https://{_EVIL}/?u=https://{value}/",
            lambda: f"{name}.{random.choice(_suffixes())}",
            lambda: f"{value}.{random.choice(_suffixes())}",
            lambda: f"https://{encoded}{sign}.{_EVIL}",
            lambda: f"xn--{value}",
            lambda: f"javascript:location='https://{value}'",
            lambda: f"data:text/html,https://{value}",
            lambda: f"blob:https://{value}/1",
            lambda: value[:-1],
            lambda: value.replace(".", "", 1),
            lambda: value.replace(".", "-", 1) + ".com",
        )
    )()


def _email(value: str, random: Random) -> str:
    local, _, domain = value.partition("@")
    return random.choice(
        (
            lambda: f"{local}@{_web(domain, random)}",
            lambda: f"{value}{random.choice(SEPARATORS)}{_EVIL}",
            lambda: f'"{value}" <desk@{_EVIL}>',
            lambda: f"<{value}> desk@{_EVIL}",
            lambda: f"{value},desk@{_EVIL}",
            lambda: f"mailto:desk@{_EVIL}?to={value}",
            lambda: f"mailto:{value}?cc=desk@{_EVIL}",
            lambda: f"{value}@{_EVIL}",
            lambda: f"{local}%40{domain}@{_EVIL}",
            lambda: f"{local}@{_slip(domain, random)}",
            lambda: f"{local}@{_look_alike(domain, random)}",
            lambda: f"{local}@{domain.partition('.')[0]}.{random.choice(_suffixes())}",
        )
    )()


def _phone(value: str, random: Random) -> str:
    digits = value.lstrip("+")
    at = random.randrange(len(digits))
    return random.choice(
        (
            lambda: value[:1].replace("+", "+") + _replaced(value[1:], random),
            lambda: value + str(random.randrange(10)),
            lambda: random.choice(PREFIXES) + digits,
            lambda: random.choice(PREFIXES) + digits[len(digits) // 3 :],
            lambda: value[:at] + value[at + 1 :],
            lambda: value + random.choice((",", ";", " / ", "|")) + "+8825550142",
            lambda: f"+1900{digits[-7:]}",
        )
    )()


def _replaced(digits: str, random: Random) -> str:
    if not digits:
        return "7"
    at = random.randrange(len(digits))
    return digits[:at] + str((int(digits[at]) + random.randrange(1, 10)) % 10) + digits[at + 1 :] \
        if digits[at].isdigit() else digits + "7"  # fmt: skip


def _account(kind: str, value: str, random: Random) -> str:
    name = random.choice(
        (
            lambda: _slip(value, random),
            lambda: _slip(_slip(value, random), random),
            lambda: _look_alike(value, random),
            lambda: value + random.choice(("_", "__", "1", "0", "official", "_help", "support")),
            lambda: random.choice(("_", "the", "real", "official_", "i", "x")) + value,
            lambda: value.replace("l", "I").replace("o", "0") + "_",
            lambda: f"{value}{random.choice(SEPARATORS)}help",
            lambda: value[::-1],
        )
    )()
    return f"{kind}:@{name}"


def _id(kind: str, value: str, random: Random) -> str:
    return f"{kind}:{_slip(value, random)}"


def attack(listed: Listed, random: Random) -> str:
    """One mutant of a listed contact."""
    if listed.kind in WEB:
        return _web(listed.value, random)
    if listed.kind == "email":
        return _email(listed.value, random)
    if listed.kind == "phone":
        return _phone(listed.value, random)
    if listed.kind in IDS:
        return _id(listed.kind, listed.value, random)
    return _account(listed.kind, listed.value, random)


class Same:
    """Whether a mutant opens, dials or names something that is listed, told without the library."""

    def __init__(self, directory: Directory) -> None:
        self.hosts: set[str] = set()
        self.whole: set[str] = set()
        self.mails: set[str] = set()
        self.numbers: set[str] = set()
        self.names: set[tuple[str, str]] = set()
        for brand in directory.brands.values():
            for c in brand.contacts:
                if c.status not in ("active", "legacy"):
                    continue
                if c.kind in (*WEB, "url"):
                    (self.whole if c.match == "registrable" else self.hosts).add(c.value)
                elif c.kind == "email":
                    self.mails.add(c.value)
                elif c.kind == "phone":
                    self.numbers.add(c.value.lstrip("+"))
                else:
                    self.names.add((c.kind, _letters(c.value)))

    def __call__(self, listed: Listed, mutant: str) -> bool:
        if listed.kind in WEB:
            return self.host(_host(mutant))
        if listed.kind == "email":
            if "," in mutant or "<" in mutant or ";" in mutant or "?" in mutant:
                return False
            address = _folded(mutant.removeprefix("mailto:"))
            if "@" not in address and "/" in address:
                return self.host(_host(mutant))
            return address in self.mails or self.host(address.rpartition("@")[2].rstrip("."))
        if listed.kind == "phone":
            digits = "".join(c for c in mutant.removeprefix("*67") if c.isdigit())
            return any(
                digits == number or (digits.endswith(number) and len(digits) - len(number) <= 5)
                or (number.endswith(digits.lstrip("0")) and len(digits) >= 5)
                for number in _near(self.numbers, digits)
            )  # fmt: skip
        kind, _, name = mutant.partition(":")
        return (kind, _letters(name)) in self.names or self.host(_host(name.lstrip("@")))

    def host(self, host: str) -> bool:
        """Whether `host` is listed, or stands below a domain that is."""
        host = host.rstrip(".")
        if host in self.hosts or host.removeprefix("www.") in self.hosts:
            return True
        labels = host.split(".")
        return any(".".join(labels[at:]) in self.whole for at in range(len(labels)))


def _near(numbers: set[str], digits: str) -> Iterator[str]:
    tail = digits[-4:]
    return (number for number in numbers if number[-4:] == tail)


def _letters(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).strip().lstrip("@").casefold()
    return folded.replace(".", "").replace("/", "")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", unquote(text)).strip().casefold()


def _host(mutant: str) -> str:
    """What a browser would open, by a reading of our own (WHATWG URL, section 4.4, in short)."""
    text = "".join(c for c in mutant.strip() if c not in "\t\n\r")
    head = text.lower()
    for scheme in ("https:", "http:", "ftp:", "wss:", "ws:"):
        if head.startswith(scheme):
            text = text[len(scheme) :]
            break
    else:
        if head.startswith(("javascript:", "data:", "blob:", "file:", "vbscript:")):
            return ""
    text = text.replace("\\", "/").lstrip("/")
    for sign in "/?#":
        text = text.partition(sign)[0]
    host = unquote(text.rpartition("@")[2])
    if ":" in host:
        host, _, port = host.partition(":")
        if port and not port.isdigit():
            return ""
    import idna

    try:
        return idna.encode(host, uts46=True, transitional=False).decode()
    except (idna.IDNAError, UnicodeError):
        return unicodedata.normalize("NFKC", host).replace("。", ".").casefold()


class Owning(Checker):
    """Says whose a contact is and looks for no resemblance: only a listing makes anything
    official, so what this calls official holds all that the whole check does."""

    @classmethod
    def of(cls, checker: Checker) -> Owning:
        owning = cls.__new__(cls)
        vars(owning).update(vars(checker))
        return owning

    def _of_stranger(self, contact: ContactPoint, claims: tuple[Claim, ...], *_: object) -> Verdict:
        return self._decide.unrelated(contact, claims)


WHOLE = 20
"""Each so many mutants the whole check is asked too, whatever `Owning` says."""


def run_attacks(
    checker: Checker, rows: list[Listed], number: int, seed: int = 0, seconds: float = float("inf")
) -> tuple[Counter[str], list[tuple[str, str, str]]]:
    """How many mutants of each kind were judged, and those that were called official wrongly; no
    more than `number`, nor for more than so many seconds. What `Owning` calls official is put to
    the whole check, and so is one of `WHOLE`: it must say official of nothing else."""
    random, same, owning = Random(seed), Same(checker.directory), Owning.of(checker)
    counts: Counter[str] = Counter()
    wrong = []
    until = time.monotonic() + seconds
    for at in range(number):
        if at % 1_000 == 0 and time.monotonic() > until:
            break
        listed = rows[at % len(rows)]
        mutant = attack(listed, random)
        counts[_family(listed)] += 1
        region = _region(listed)
        owned = owning.check(mutant, region=region).status is Status.OFFICIAL
        asked = owned and not same(listed, mutant)
        if not asked and at % WHOLE:
            continue
        verdict = checker.check(mutant, region=region)
        if verdict.status is Status.OFFICIAL and (asked or not owned):
            canonical = verdict.contact.canonical if verdict.contact else ""
            wrong.append((listed.kind, mutant, canonical))
    return counts, wrong


# -- harmless rewritings ---------------------------------------------------------------------------

Rewriting = Callable[[str], str]
_WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in string.ascii_letters + string.digits + "@"}
AROUND: dict[str, Rewriting] = {
    "spaces": lambda v: f"  {v}\n",
    "quotes": lambda v: f'"{v}"',
    "single quotes": lambda v: f"'{v}'",
    "curly quotes": lambda v: f"“{v}”",
    "round brackets": lambda v: f"({v})",
    "square brackets": lambda v: f"[{v}]",
    "angle brackets": lambda v: f"<{v}>",
    "corner brackets": lambda v: f"「{v}」",
    "lenticular brackets": lambda v: f"【{v}】",
    "wide brackets": lambda v: f"（{v}）",
    "backticks": lambda v: f"`{v}`",
    "full stop": lambda v: f"{v}.",
    "comma": lambda v: f"{v},",
    "wide full stop": lambda v: f"{v}。",
    "exclamation": lambda v: f"{v}!",
    "bold": lambda v: f"**{v}**",
}
HARMLESS: dict[str, dict[str, Rewriting]] = {
    "web": AROUND
    | {
        "https": lambda v: f"https://{v}",
        "http and slash": lambda v: f"http://{v}/",
        "capitals": str.upper,
        "capital scheme": lambda v: f"HTTPS://{v}/",
        "two slashes": lambda v: f"//{v}",
        "port": lambda v: f"https://{v}:443/",
        "tracking": lambda v: f"https://{v}/?utm_source=newsletter&utm_medium=email&gclid=EAIaIQob",
        "place": lambda v: f"https://{v}/#main-content",
        "help": lambda v: f"https://{v}/help",
        "view-source": lambda v: f"view-source:https://{v}/",
        "defanged": lambda v: f"hxxps://{v.replace('.', '[.]')}",
        "defanged dots": lambda v: v.replace(".", "[.]"),
        "link in Markdown": lambda v: f"[{v}](https://{v})",
        "fullwidth": lambda v: v.translate(_WIDE),
        "ideographic dots": lambda v: v.replace(".", "。"),
        "one letter encoded": lambda v: f"https://%{ord(v[0]):02X}{v[1:]}/",
        "newline inside": lambda v: f"https://{v[:4]}\n{v[4:]}/",
        "U-labels": lambda v: _unicode(v),
        "autolink": lambda v: f"<https://{v}/>",
        "BBCode": lambda v: f"[url]https://{v}[/url]",
    },
    "email": AROUND
    | {
        "capitals": str.upper,
        "mailto": lambda v: f"mailto:{v}",
        "subject": lambda v: f"mailto:{v}?subject=Hello",
        "capital mailto": lambda v: f"MAILTO:{v}",
        "fullwidth": lambda v: v.translate(_WIDE),
        "at in words": lambda v: v.replace("@", " (at) "),
        "at in brackets": lambda v: v.replace("@", "[at]"),
        "encoded": lambda v: f"mailto:{v.replace('@', '%40')}",
    },
    "phone": AROUND
    | {
        "spaces inside": lambda v: f"{v[:4]} {v[4:8]} {v[8:]}".strip(),
        "hyphens": lambda v: f"{v[:4]}-{v[4:8]}-{v[8:]}".strip("-"),
        "dots": lambda v: f"{v[:4]}.{v[4:8]}.{v[8:]}".strip(".") if len(v) > 8 else v,
        "no-break spaces": lambda v: f"{v[:4]}\xa0{v[4:]}".strip(),
        "tel": lambda v: f"tel:{v}",
        "two zeros": lambda v: f"00{v[1:]}" if v[0] == "+" else v,
        "fullwidth": lambda v: v.translate(_WIDE),
        "circled": lambda v: v.translate(dict(zip(range(48, 58), "⓪①②③④⑤⑥⑦⑧⑨", strict=True))),
        "Tel": lambda v: f"Tel: {v}",
        "Phone": lambda v: f"Phone {v}",
        "Hotline": lambda v: f"Hotline {v}",
        "wide plus": lambda v: v.replace("+", "＋"),
        "callto": lambda v: f"callto:{v}",
        "trunk digit": lambda v: _trunk(v),
    },
    "account": {"capitals": str.upper, "platform first": lambda v: v.replace(":@", ": @")},
    "id": {},
}
_ENDS = ("full stop", "comma", "wide full stop", "exclamation")
"""Behind a name whose platform is stated they are taken for a part of it, which is refused."""
for _of in ("account", "id"):
    HARMLESS[_of] |= {name: change for name, change in AROUND.items() if name not in _ENDS}
_LINKS = {
    "x": "x.com/{}", "facebook": "facebook.com/{}", "instagram": "instagram.com/{}",
    "youtube": "youtube.com/@{}", "telegram": "t.me/{}", "github": "github.com/{}",
    "tiktok": "tiktok.com/@{}", "reddit": "reddit.com/r/{}", "weibo": "weibo.com/{}",
}  # fmt: skip
LINKS: dict[str, Rewriting] = {
    "link": lambda v: v,
    "https": lambda v: f"https://{v}",
    "www and slash": lambda v: f"https://www.{v}/",
    "language": lambda v: f"https://{v}?lang=en",
    "in brackets": lambda v: f"(https://{v})",
    "in angle brackets": lambda v: f"<https://{v}>",
}
_STORES = {
    "play_package": "https://play.google.com/store/apps/details?id={}&hl=en",
    "appstore_id": "https://apps.apple.com/us/app/name/id{}?mt=8",
    "chrome_extension_id": "https://chromewebstore.google.com/detail/name/{}",
}


def _trunk(value: str) -> str:
    """``+44 20 …`` with the zero that is dialled at home, where there is one."""
    for code in ("+44", "+49", "+33", "+61", "+81", "+34"):
        if value.startswith(code) and code not in ("+34",) and not value[3:].startswith(("8", "1")):
            return f"{code} (0){value[3:]}"
    return value


def _unicode(host: str) -> str:
    import idna

    try:
        return idna.decode(host)
    except idna.IDNAError:
        return host


def _family(listed: Listed) -> str:
    if listed.kind in WEB:
        return "web"
    if listed.kind in IDS:
        return "id"
    return listed.kind if listed.kind in ("email", "phone") else "account"


def _written(listed: Listed) -> str:
    if _family(listed) == "account":
        return f"{listed.kind}:@{listed.value}"
    return f"{listed.kind}:{listed.value}" if _family(listed) == "id" else listed.value


def rewritings(listed: Listed, folds: bool) -> Iterator[tuple[str, str]]:
    """Name and text of each; `folds`: capitals do not matter in the account's name."""
    for name, change in HARMLESS[_family(listed)].items():
        if name == "capitals" and (not folds or listed.value.startswith("UC")):
            continue
        yield name, change(_written(listed))
    if listed.kind in _LINKS and listed.value.isascii() and "/" not in listed.value:
        for name, change in LINKS.items():
            form = _LINKS[listed.kind]
            if listed.kind == "youtube" and listed.value.startswith("UC"):
                form = "youtube.com/channel/{}"  # an id, whose capitals count
            yield f"link: {name}", change(form.format(listed.value))
    if listed.kind in _STORES:
        for name in ("spaces", "angle brackets", "round brackets", "quotes"):
            yield f"store: {name}", AROUND[name](_STORES[listed.kind].format(listed.value))


def run_harmless(
    checker: Checker, rows: list[Listed], every: int = 1
) -> tuple[Counter[tuple[str, str]], dict[tuple[str, str], list[str]]]:
    """How many rewritings of each kind, and those that are no longer official."""
    from ringtrue.kinds.platforms import platforms

    counts: Counter[tuple[str, str]] = Counter()
    lost: dict[tuple[str, str], list[str]] = {}
    at = 0
    for listed in rows:
        platform = platforms().get(listed.kind)
        folds = platform is None or "fold" in platform.rules
        for name, text in rewritings(listed, folds):
            at += 1
            if at % every:
                continue
            key = (_family(listed), name)
            counts[key] += 1
            verdict = checker.check(text, region=_region(listed))
            if verdict.status is not Status.OFFICIAL:
                lost.setdefault(key, []).append(f"{verdict.status.value} {text!r}")
    return counts, lost


def checker_of_the_day() -> Checker:
    """On a day on which every listing is in force."""
    directory = Directory.default()
    last = max(c.verified_on for b in directory.brands.values() for c in b.contacts)
    return Checker(directory, today=date.fromisoformat(last))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--attacks", type=int, default=200_000, help="mutants (0: none)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of attacks")
    parser.add_argument("--harmless-every", type=int, default=1, help="each Nth (0: none)")
    parser.add_argument("--show", action="store_true", help="what is wrong")
    given = parser.parse_args()
    checker = checker_of_the_day()
    rows = contacts(checker)
    print(f"{len(rows):,} listed contacts that vouch")
    failed = False
    if given.harmless_every:
        counts, lost = run_harmless(checker, rows, given.harmless_every)
        total, bad = sum(counts.values()), sum(map(len, lost.values()))
        print(f"harmless: {total:,} rewritings of {len(counts)} kinds, {bad:,} no longer official "
              f"({100 * bad / total:.2f} %)")  # fmt: skip
        failed |= bad > total / 1000
        for key in sorted(lost, key=lambda key: -len(lost[key])) if given.show else ():
            print(f"    {len(lost[key]):5} of {counts[key]:5} {key[0]}: {key[1]}", *lost[key][:3])
    if given.attacks:
        kinds, wrong = run_attacks(checker, rows, given.attacks, given.seed, given.seconds)
        print("attacks:", ", ".join(f"{kind} {number:,}" for kind, number in kinds.items()))
        print(f"attacks: {sum(kinds.values()):,} mutants, {len(wrong):,} wrongly official")
        failed |= bool(wrong)
        for kind, mutant, canonical in wrong[:60] if given.show else ():
            print(f"    {kind}: {mutant!r} read as {canonical}")
    sys.exit(failed)


if __name__ == "__main__":
    main()

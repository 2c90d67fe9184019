"""Questions to both engines: the golden rows, and others made by a seeded generator."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

from ringtrue import data

TESTS = Path(__file__).resolve().parents[1]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ODD = "аеосрхіԁɡǃ0l1ıßüñéžøｍ℡①"
SUFFIXES = ("com", "net", "org", "io", "co.uk", "com.cn", "web.app", "github.io", "top", "xn--p1ai")
WORDS = ("login", "support", "wallet", "help", "claim", "secure", "official", "service", "kefu")
PLATFORMS = ("telegram", "x", "instagram", "whatsapp", "wechat", "qq", "facebook", "discord")


def golden() -> list[dict]:
    """Contacts of the golden rows and of every detector's, as questions."""
    found = []
    rows = tomllib.loads((TESTS / "golden.toml").read_text("utf-8"))["verdict"]
    for path in sorted((TESTS / "detectors").glob("*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        rows += told.get("fires", []) + told.get("quiet", [])
    phones = tomllib.loads((TESTS / "golden_phones.toml").read_text("utf-8"))
    for technique in phones["technique"]:
        rows += [r for key in technique.values() if isinstance(key, list) for r in key
                 if isinstance(r, dict)]  # fmt: skip
    for row in rows:
        if isinstance(row.get("contact"), str):
            one = {"contact": row["contact"]}
            one |= {"region": row["region"]} if isinstance(row.get("region"), str) else {}
            found.append(one)
    return found


def hosts(count: int) -> list[str]:
    """Links and hosts: strangers, names like listed ones, odd letters, userinfo, escapes."""
    rng = random.Random(21)
    words = data.lines("words.txt")
    popular = [line.split("\t")[0] for line in data.lines("popular.txt")]
    return [_host(rng, words, popular) for _ in range(count)]


def _host(rng: random.Random, words: list[str], popular: list[str]) -> str:
    name = rng.choice(words) if rng.random() < 0.4 else rng.choice(popular).split(".")[0]
    turn = rng.randrange(12)
    at = rng.randrange(len(name) + 1)
    if turn < 3:
        name = name[:at] + rng.choice(LETTERS) + name[at + turn % 2 :]
    elif turn == 3:
        name = name[:at] + rng.choice(ODD) + name[at + 1 :]
    elif turn == 4:
        name = f"{name}-{rng.choice(WORDS)}"
    elif turn == 5:
        name = f"{name}.{rng.choice(SUFFIXES)}.{rng.choice(words)}"
    host = f"{name}.{rng.choice(SUFFIXES)}"
    form = rng.randrange(14)
    if form == 0:
        return f"https://{rng.choice(popular)}@{host}/"
    if form == 1:
        return f"HTTPS://{host.upper()}:443/%61?q={rng.choice(WORDS)}#x"
    if form == 2:
        return f"https:\\\\{host}\\{rng.choice(WORDS)}"
    if form == 3:
        return host.replace(".", "。")
    if form == 4:
        return f"https://{host}/{rng.choice(popular)}/{rng.choice(WORDS)}/../a b"
    return f"https://{host}/{rng.choice(WORDS)}" if form < 10 else host


def signs() -> list[str]:
    """Every sign of ASCII, and some beyond it, in every part of a link."""
    found = []
    for sign in (
        *map(chr, range(1, 128)),
        "\x85",
        "\xa0",
        "\xad",
        "ß",
        "。",
        "\u200d",
        "𝒂",
        "%7c",
        "%2a",
        "%",
    ):
        found += [
            f"https://a{sign}b.example.org/", f"https://example.org{sign}/x", f"https://u{sign}v@example.org/",
            f"https://example.org/a{sign}b/../{sign}", f"https://example.org/?q={sign}x", f"https://example.org/#a{sign}",
            f"https://example.org:8{sign}0/", f"ht{sign}tps://example.org/", f"{sign}https://example.org/{sign}",
            f"https:/{sign}/example.org/a", f"https://{sign}.example.org/", f"https://xn--{sign}a.example.org/",
        ]  # fmt: skip
    return found


def others(count: int) -> list[str]:
    """Numbers, mails, accounts, app ids, wallets, and strings that are none."""
    rng = random.Random(22)
    words = data.lines("words.txt")
    popular = [line.split("\t")[0] for line in data.lines("popular.txt")]
    found = []
    for n in range(count):
        digits = "".join(rng.choice("0123456789") for _ in range(rng.randrange(3, 15)))
        word, host = rng.choice(words), rng.choice(popular)
        found.append(
            (
                f"+{digits}", f"+1 8{rng.choice('0345678')}{rng.choice('0378')} 555 {digits[:4]}",
                f"+86 {digits}", f"400-{digits[:7]}", f"955{digits[:2]}", f"tel:{digits}",
                f"{word}@{host}", f"{word} Support <{word}{digits[:3]}@gmail.com>",
                f"{rng.choice(PLATFORMS)}:@{host.split('.')[0]}_{rng.choice(WORDS)}",
                f"t.me/{word}_{host.split('.')[0]}", f"android:com.{word}.{host.split('.')[0]}",
                "0x" + "".join(rng.choice("0123456789abcdefABCDEF") for _ in range(40)),
                f"{word} {digits}", f"①②③{digits}", f"@{word}\u200b{digits[:2]}",
            )[n % 15]
        )  # fmt: skip
    return found


def texts(count: int) -> list[str]:
    """Messages and paragraphs around contacts."""
    rng = random.Random(23)
    popular = [line.split("\t")[0] for line in data.lines("popular.txt")]
    contacts = hosts(count) + others(3 * count)
    heads = (
        "{b} support: your account is locked. Call {a} now.",
        "Dear customer, {b} refunds you. Open {a} and enter your seed phrase: {c}",
        "【{b}】您的账户异常，请访问{a}或致电{c}，勿泄露验证码。",
        "{b} never calls you. Our number is {a}; see {c}.",
        "Hi, meeting notes at {a}.\n\nThanks\n{c}",
        "<b>{b}</b> help desk\n- {a}\n- {c}\n- telegram: {b}_help",
    )
    found = []
    for n in range(count):
        brand = rng.choice(popular[:3000]).split(".")[0].title()
        said = [rng.choice(heads).format(b=brand, a=rng.choice(contacts), c=rng.choice(contacts))
                for _ in range(1 + n % 4)]  # fmt: skip
        found.append("\n".join(said))
    return found


def chunks(items: list, size: int) -> Iterator[list]:
    for start in range(0, len(items), size):
        yield items[start : start + size]

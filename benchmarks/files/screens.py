"""Contacts in screenshots: what is found in drawn chats and pages beside what was drawn.

    python benchmarks/files/screens.py [--pictures 60] [--seed 1] [--fonts FONT ...] [--show]

Chats and pages of a phone's size are drawn with real fonts, Chinese and English, light and dark,
in PNG and JPEG; words wrap at the edge of their bubble, in the middle of an address where there is
no space. The scan of a picture is held against the scan of the words that were drawn: exact are
contacts of the same kind and canonical form, wrong are those that the words do not hold; unsure
are those that the scan says may be misread, with the right one among the readings or without.
Names hold the traps of impostors too (rn, ill, 0nline). ``--fonts`` are typefaces; Chinese letters
that one lacks are drawn as telephones do it, from the package manimgx-fonts-cjk.

exact   the contact as it was drawn; unsure: of these, with the word that it may be misread
among   read otherwise, said to be unsure, and the one that was drawn is named
astray  unsure, and the one that was drawn is not named
wrong   another contact, with no word of doubt
"""

from __future__ import annotations

import argparse
import io
import random
import string
import time
from collections import Counter
from functools import cache
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ringtrue import Checker, Verdict
from ringtrue.scanning import ScannedContact, ScanReport, scan_document
from ringtrue.scanning.inputs import read

SIZES = ((1080, 2340), (1170, 2532), (720, 1600), (1440, 3088))
LIGHT = {
    "paper": "#ededed",
    "theirs": "#ffffff",
    "mine": "#95ec69",
    "ink": "#111111",
    "mute": "#8a8a8a",
}
DARK = {
    "paper": "#111111",
    "theirs": "#2c2c2c",
    "mine": "#056162",
    "ink": "#e6e6e6",
    "mute": "#7d7d7d",
}
SMALL_TALK = {
    "en": (
        "Hi, how are you?", "Thanks, see you tomorrow", "I did not get it yet", "Is that right?",
        "Which one do you mean?", "OK", "My card does not work since yesterday, can you help me?",
    ),
    "zh": (
        "你好，在吗？", "谢谢，明天见", "还没有收到", "是这样吗？", "哪一个？", "好的",
        "我的卡从昨天起就不能用了，你能帮我看看吗？",
    ),
}  # fmt: skip
OFFERS = {
    "en": (
        "Please log in at {link} to confirm", "Call us on {phone} now", "Write to {mail}",
        "Our site: {host}", "Message {handle} on Telegram, or call {phone}", "{link}",
        "Open {link} and then call {phone}, our desk is open from 9 to 6",
    ),
    "zh": (
        "请登录 {link} 确认", "客服电话：{phone}", "请发邮件到 {mail}", "官网 {host}", "{link}",
        "加微信 {wechat} 办理退款", "请点击{link}，或拨打{phone}联系人工客服",
    ),
}  # fmt: skip
HEADS = {
    "en": ("TokenPocket Support", "MetaMask Help Desk", "Ann Green", "Coinbase", "Delivery"),
    "zh": ("TP钱包官方客服", "工商银行客服", "小王", "快递通知", "小狐狸钱包"),
}
WORDS = (
    "secure", "login", "pay", "wallet", "verify", "claim", "support", "shop", "river", "garden",
    "tokenpocket", "metamask", "coinbase", "ill", "lil", "cloud", "0nline", "rn",
)  # fmt: skip


@cache
def fallback() -> str:
    """A typeface with Chinese letters."""
    import manimgx_fonts_cjk

    return str(next(Path(manimgx_fonts_cjk.__file__).parent.glob("*.tt*")))


class Face:
    """A typeface of a size; letters beyond Latin that it lacks are another's."""

    def __init__(self, file: str, size: int) -> None:
        self.own, self.size = ImageFont.truetype(file, size), size
        self.other = self.own
        if file != fallback() and self._lacks("你客服"):
            self.other = ImageFont.truetype(fallback(), size)

    def _lacks(self, letters: str) -> bool:
        missing = bytes(self.own.getmask("\U0010fffd"))
        return any(bytes(self.own.getmask(letter)) == missing for letter in letters)

    def runs(self, text: str) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        if self.other is self.own:
            return [(self.own, text)]
        held = groupby(text, key=lambda sign: self.own if sign < "\u2e80" else self.other)
        return [(font, "".join(signs)) for font, signs in held]

    def getlength(self, text: str) -> float:
        return sum(font.getlength(part) for font, part in self.runs(text))

    def draw(self, draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, ink: str) -> None:
        left, top = at
        base = top + self.other.getmetrics()[0]
        for font, part in self.runs(text):
            draw.text((left, base), part, font=font, fill=ink, anchor="ls")
            left += font.getlength(part)


def contact(dice: random.Random, kind: str, lang: str) -> str:
    word = "-".join(dice.sample(WORDS, dice.randint(1, 2)))
    host = f"{word}.{dice.choice(('com', 'io', 'net', 'top', 'xyz', 'co.uk', 'com.cn', 'app'))}"
    tail = "".join(dice.choices(string.ascii_letters + string.digits, k=dice.randint(4, 10)))
    digits = "".join(dice.choices(string.digits, k=11))
    ends = ("", f"/{tail}", f"/a/{tail.lower()}?id={digits[:5]}")
    phones = [f"+1 {digits[1:4]} 555 0{digits[4:7]}", f"400-{digits[:3]}-{digits[3:7]}"]
    if lang == "en":
        phones += [f"+44 20 7946 0{digits[:3]}", f"(888) 555-0{digits[:3]}"]
    return {
        "host": host,
        "link": f"https://{host}{dice.choice(ends)}",
        "mail": f"{dice.choice(WORDS)}.{digits[:2]}@{host}",
        "phone": dice.choice(phones),
        "handle": f"@{dice.choice(WORDS)}_{tail[:4].lower()}",
        "wechat": f"{dice.choice(('tp', 'wx', 'kefu'))}_{tail.lower()}",
    }[kind]


def wrapped(text: str, font: Face, width: float) -> list[str]:
    """Lines of a bubble: broken at spaces and between Chinese letters, in a word only where it
    fills a line by itself."""
    lines = [""]
    for token in _tokens(text):
        if font.getlength(lines[-1] + token) <= width:
            lines[-1] += token
            continue
        if lines[-1].strip():
            lines.append("")
        token = token.lstrip(" ")
        while font.getlength(token) > width:
            cut = next(n for n in range(len(token), 0, -1) if font.getlength(token[:n]) <= width)
            lines[-1] = token[:cut]
            lines.append("")
            token = token[cut:]
        lines[-1] += token
    return [line.rstrip() for line in lines]


def _tokens(text: str) -> list[str]:
    tokens = [""]
    for char in text:
        if char == " " or not char.isascii() or (tokens[-1] and not tokens[-1][-1].isascii()):
            tokens.append(char)
        else:
            tokens[-1] += char
    return tokens


def drawn(
    dice: random.Random, lang: str, font_file: str, dark: bool, page: bool
) -> tuple[bytes, str]:
    """A picture and its words."""
    width, height = dice.choice(SIZES)
    colour = DARK if dark else LIGHT
    size = round(width * dice.choice((0.036, 0.040, 0.044)))
    font = Face(font_file, size)
    image = Image.new("RGB", (width, height), colour["theirs"] if page else colour["paper"])
    draw = ImageDraw.Draw(image)
    small = Face(font_file, round(size * 0.7))
    small.draw(draw, (width * 0.05, size * 0.4), "9:41", colour["ink"])
    words = [dice.choice(HEADS[lang])]
    if page:
        large = Face(font_file, round(size * 1.5))
        large.draw(draw, (width * 0.06, size * 2), words[0], colour["ink"])
    else:
        at = ((width - font.getlength(words[0])) / 2, size * 2)
        font.draw(draw, at, words[0], colour["ink"])
    top = size * 5.0
    said = dice.sample(SMALL_TALK[lang], 3) + dice.sample(OFFERS[lang], 3)
    dice.shuffle(said)
    for line in said:
        kinds = ("link", "phone", "mail", "host", "handle", "wechat")
        line = line.format(**{kind: contact(dice, kind, lang) for kind in kinds})
        lines = wrapped(line, font, width * (0.88 if page else 0.66))
        wide = max(map(font.getlength, lines))
        tall = len(lines) * size * 1.4
        if top + tall + size > height:
            break
        mine = not page and dice.random() < 0.4
        left = width * 0.06 if page else width - wide - width * 0.16 if mine else width * 0.15
        if not page:
            box = (
                left - size * 0.5,
                top - size * 0.4,
                left + wide + size * 0.5,
                top + tall + size * 0.3,
            )
            draw.rounded_rectangle(box, size * 0.4, fill=colour["mine" if mine else "theirs"])
        for number, part in enumerate(lines):
            font.draw(draw, (left, top + number * size * 1.4), part, colour["ink"])
        words.append(line)
        top += tall + size * (1.3 if page else 1.8)
    out = io.BytesIO()
    image.save(out, *dice.choice((("PNG",), ("JPEG",))), quality=85)
    return out.getvalue(), "\n\n".join(words)


def contacts(report: ScanReport) -> set[str]:
    return {named(c.verdict) for c in report.contacts}


def named(verdict: Verdict) -> str:
    known = verdict.contact
    return f"{known.kind}:{known.canonical}" if known else verdict.raw


def readings(contact: ScannedContact, checker: Checker, region: str) -> set[str]:
    """What a contact of a picture can say."""
    said = (contact.raw, *contact.readings)
    return {named(checker.check(raw, kind=contact.kind, region=region)) for raw in said}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fonts", nargs="*", default=[])
    parser.add_argument("--show", action="store_true", help="what was read wrong")
    parser.add_argument("--keep", type=Path, help="folder for the pictures")
    options = parser.parse_args()
    fonts = options.fonts or [fallback()]
    checker, dice = Checker(), random.Random(options.seed)
    kinds: dict[str, Counter[str]] = {}
    pictures = same = 0
    longest = spent = 0.0
    for number in range(options.pictures):
        lang, dark, page = ("zh", "en")[number % 2], number // 2 % 2 == 1, number // 4 % 2 == 1
        font = fonts[number // (8 if len(fonts) < 8 else 2) % len(fonts)]
        raw, words = drawn(dice, lang, font, dark, page)
        if options.keep:
            (options.keep / f"{number}.png").write_bytes(raw)
        region = "CN" if lang == "zh" else "US"
        wanted = contacts(checker.scan(words, region=region))
        begin = time.process_time()
        document = read(raw)
        took = time.process_time() - begin
        report = scan_document(document, checker, region=region)
        if number:  # the first one loads the engine
            spent, longest = spent + took, max(longest, took)
        sure = {named(c.verdict) for c in report.contacts if not c.unsure}
        held = [readings(c, checker, region) for c in report.contacts if c.unsure]
        meant = wanted & set().union(*held)
        as_read = {named(checker.check(c.raw, kind=c.kind, region=region))
                   for c in report.contacts if c.unsure}  # fmt: skip
        for one in wanted | sure:
            count = kinds.setdefault(one.partition(":")[0], Counter())
            count["drawn"] += one in wanted
            count["exact"] += one in wanted and one in sure | as_read
            count["unsure"] += one in wanted and one not in sure and one in as_read
            count["among"] += one in meant and one not in sure | as_read
            count["wrong"] += one not in wanted
        lost = [one for one in held if not one & wanted]
        for one in lost:
            kinds.setdefault(min(one).partition(":")[0], Counter())["astray"] += 1
        pictures += 1
        same += sure == wanted
        if options.show and (sure != wanted):
            face = font.rpartition("/")[2]
            print(f"{number} {lang} {face} missed {sorted(wanted - sure)}")
            print(f"   wrong {sorted(sure - wanted)} unsure {held}")
    print(
        f"seed {options.seed}, {pictures} pictures, {len(fonts)} fonts, {same} as they were drawn"
    )
    columns = ("drawn", "exact", "unsure", "among", "astray", "wrong")
    print(f"{'kind':10}" + "".join(f"{name:>16}" for name in columns))
    total = sum(kinds.values(), Counter())
    for kind, count in [*sorted(kinds.items()), ("all", total)]:
        shares = "".join(
            f"{count[name]:>8}{count[name] / max(1, count['drawn']):>8.1%}" for name in columns
        )
        print(f"{kind:10}{shares}")
    mean = spent / max(1, pictures - 1)
    print(f"processor time a picture: {mean:.2f} s, at most {longest:.2f} s")


if __name__ == "__main__":
    main()

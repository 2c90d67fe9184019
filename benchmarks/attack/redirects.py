"""Links of brands that lead on to a stranger, in many spellings: how many are called official.

40 spellings of one foreign address x 41 names of parameters x 6 brands x 4 places of the link
(query, fragment, path parameters, path); then contacts of strangers planted in such links, and what
must stay as it is: links of brands that carry their reader's own address or number.

    python benchmarks/attack/redirects.py [--every N] [--show]
"""

from __future__ import annotations

import argparse
import sys
from base64 import b64encode, urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

from ringtrue import Checker, Status

HOST = "evil-desk.example"
URL = f"https://{HOST}/login"
_ALL = "".join(f"%{ord(c):02x}" for c in URL)
SPELLINGS = {
    "https": URL,
    "http": f"http://{HOST}/login",
    "capitals": f"HTTPS://{HOST.upper()}/login",
    "encoded": quote(URL, safe=""),
    "encoded twice": quote(quote(URL, safe=""), safe=""),
    "every letter encoded": _ALL,
    "every letter encoded twice": _ALL.replace("%", "%25"),
    "slashes encoded": f"https:%2F%2F{HOST}%2Flogin",
    "colon encoded": f"https%3A//{HOST}/login",
    "two slashes": f"//{HOST}/login",
    "three slashes": f"///{HOST}/login",
    "two slashes encoded": f"%2F%2F{HOST}%2Flogin",
    "slash and backslash": f"/\\{HOST}/login",
    "backslash and slash": f"\\/{HOST}/login",
    "backslashes": f"\\\\{HOST}\\login",
    "backslashes encoded": f"%5C%5C{HOST}/login",
    "scheme and backslashes": f"https:\\\\{HOST}\\login",
    "scheme without slashes": f"https:{HOST}/login",
    "scheme and one slash": f"https:/{HOST}/login",
    "scheme and three slashes": f"https:///{HOST}/login",
    "bare host": HOST,
    "bare host and path": f"{HOST}/login",
    "www": f"www.{HOST}/login",
    "bare host and port": f"{HOST}:8443/login",
    "userinfo": f"https://metamask.io@{HOST}/login",
    "userinfo encoded": f"https://metamask.io%40{HOST}/login",
    "brand below it": f"https://metamask.io.{HOST}/login",
    "newline in front": f"%0Ahttps://{HOST}/login",
    "tab inside": f"ht%09tps://{HOST}/login",
    "space in front": f"%20https://{HOST}/login",
    "NUL in front": f"%00https://{HOST}/login",
    "base64": b64encode(URL.encode()).decode(),
    "base64 of URLs": urlsafe_b64encode(URL.encode()).decode().rstrip("="),
    "base64 encoded": quote(b64encode(URL.encode()).decode(), safe=""),
    "IP": "http://198.51.100.7/login",
    "IP as one number": "http://3325256711/login",
    "javascript": f"javascript:location='https://{HOST}'",
    "data": "data:text/html;base64,PGgxPkxvZ2luPC9oMT4=",
    "an app's link": f"okx://wallet/dapp/url?dappUrl=https%3A%2F%2F{HOST}",
    "intent": f"intent://{HOST}/login#Intent;scheme=https;end",
}
NAMES = """
url u uri redirect redirect_uri redirect_url redirectUrl redirectTo redir next nextUrl continue
return returnTo return_to returnUrl return_url dest destination goto go to target link href out
r ref view path page file q data callback cb service site domain host forward
""".split()  # noqa: SIM905
BRANDS = ("metamask.io", "www.coinbase.com", "www.paypal.com", "www.icbc.com.cn",
          "www.dhl.com", "www.hsbc.com")  # fmt: skip
PLANTED = (
    "support call 18005550199", "metamask support +18005550199", "Call 1-800-555-0199",
    "help 1 (888) 555 0143 now", "+44 20 7946 0991", "telegram @evil_desk_24", "tg:@evil_desk_24",
    "t.me/evil_desk_24", "https://t.me/evil_desk_24", "whatsapp +1 888 555 0143",
    "wa.me/18885550143", "微信: evil_desk24", "wechat evil_desk24", "support@evil-desk.example",
    "write to support@evil-desk.example", "客服电话 4008001234", "discord.gg/evildesk24",
    "instagram @evil_desk_24", "QQ: 3141592653", "x.com/evil_desk_24",
)  # fmt: skip
READERS = {
    "email": "jane.doe@mail.example", "user": "jane.doe@mail.example", "login": "jd@mail.example",
    "username": "jane.doe@mail.example", "login_hint": "jane.doe@mail.example",
    "to": "jane.doe@mail.example", "recipient": "jane.doe@mail.example",
    "mail": "jane.doe@mail.example", "e": "jane.doe@mail.example", "uid": "jane.doe@mail.example",
    "phone": "+14155550123", "tel": "+44 20 7946 0991", "mobile": "+8613800138000",
    "customer": "jane.doe@mail.example", "subscriber": "jane.doe@mail.example",
    "account": "jane.doe@mail.example", "identifier": "jane.doe@mail.example",
    "msisdn": "447946099123",
}  # fmt: skip


def foreign_links() -> Iterator[tuple[str, str, str]]:
    """Place, spelling and address."""
    for brand in BRANDS:
        for spelling, value in SPELLINGS.items():
            for name in NAMES:
                yield "query", spelling, f"https://{brand}/a?{name}={value}"
                yield "fragment", spelling, f"https://{brand}/a#{name}={value}"
                yield "path parameter", spelling, f"https://{brand}/a;{name}={value}"
                yield "path", spelling, f"https://{brand}/{name}/{value}"


def planted_links() -> Iterator[tuple[str, str, str]]:
    """Place, contact and address."""
    for brand in BRANDS:
        for text in PLANTED:
            for name in ("q", "search", "query", "s", "keyword", "text", "message", "title"):
                plus, percent = quote(text).replace("%20", "+"), quote(text, safe="")
                yield "query", text, f"https://{brand}/search?{name}={plus}"
                yield "query", text, f"https://{brand}/search?x=1&{name}={percent}"
                yield "fragment", text, f"https://{brand}/search#{name}={percent}"
                yield "path", text, f"https://{brand}/{name}/{percent}"


def readers_links() -> Iterator[tuple[str, str, str]]:
    """Place, parameter and address of links that name their own reader."""
    for brand in BRANDS:
        for name, value in READERS.items():
            for page in ("unsubscribe", "login", "", "account/verify"):
                yield "query", name, f"https://{brand}/{page}?{name}={quote(value, safe='')}"
                yield "query", name, f"https://{brand}/{page}?id=8Hd62&{name}={quote(value)}&x=1"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--every", type=int, default=1, help="each Nth link only")
    parser.add_argument("--show", action="store_true", help="what is wrong")
    given = parser.parse_args()
    checker, missed = Checker(), False
    for what, links, wrong in (
        ("lead to a stranger", foreign_links, Status.OFFICIAL),
        ("carry a stranger's contact", planted_links, Status.OFFICIAL),
        ("carry their reader's own", readers_links, None),
    ):
        rows, bad, kinds = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
        for at, (place, spelling, link) in enumerate(links()):
            if at % given.every:
                continue
            rows[place] += 1
            status = checker.check(link).status
            if (status is wrong) if wrong else (status is not Status.OFFICIAL):
                bad[place] += 1
                kinds[place, spelling] += 1
        title = "called official" if wrong else "not official"
        for place in rows:
            print(f"{what:28} {place:16} {rows[place]:7,} {bad[place]:7,} {title}")
        missed |= bool(wrong and bad)
        if given.show:
            for (place, spelling), count in kinds.most_common():
                print(f"    {count:5} {place}: {spelling}")
    sys.exit(missed)


if __name__ == "__main__":
    main()

"""ioc-finder or iocsearcher, in the peers' own environment: what they find in texts.

Task on stdin: ``{"tool": NAME, "texts": [...]}``; answer on stdout: ``{"found": [[[start, end,
group], ...], ...], "seconds": S}``. ioc-finder tells values, not places: the place is where the
value, or its defanged writing, stands; one that stands nowhere so is left out.
"""

import json
import sys
import time

GROUPS = {
    "urls": "url", "domains": "url", "email_addresses": "email", "phone_numbers": "phone",
    "bitcoin_addresses": "wallet", "ethereum_addresses": "wallet",
    "url": "url", "fqdn": "url", "email": "email", "phoneNumber": "phone",
    "telegramHandle": "account", "twitterHandle": "account", "instagramHandle": "account",
    "facebookHandle": "account", "whatsappHandle": "account", "icq": "account",
    "bitcoin": "wallet", "ethereum": "wallet", "tron": "wallet", "packageName": "app",
}  # fmt: skip


def ioc_finder(text: str) -> list[tuple[int, int, str]]:
    from ioc_finder import find_iocs

    found = []
    for name, values in find_iocs(text).items():
        group = GROUPS.get(name)
        for value in values if group and not isinstance(values, dict) else ():
            written = (value, value.replace(".", "[.]"), value.replace("http", "hxxp", 1))
            at = next((text.find(w) for w in written if w in text), -1)
            if at >= 0:
                found.append((at, at + len(value), group))
    return found


def iocsearcher_of():
    from iocsearcher.searcher import Searcher

    searcher = Searcher()

    def find(text: str) -> list[tuple[int, int, str]]:
        return [
            (start, start + len(raw), GROUPS[name])
            for name, _, start, raw in searcher.search_raw(text)
            if name in GROUPS
        ]

    return find


def main() -> None:
    task = json.load(sys.stdin)
    find = ioc_finder if task["tool"] == "ioc-finder" else iocsearcher_of()
    find("warm up https://x.example")
    begin = time.process_time()
    found = [find(text) for text in task["texts"]]
    json.dump({"found": found, "seconds": time.process_time() - begin}, sys.stdout)


main()

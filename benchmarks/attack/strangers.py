"""Links to places where strangers write, on every listed platform, and ordinary pages of brands.

How many of the first are called official, how many of the second no longer are. The links are made
by pattern: a name or number that somebody chose, in every form in which platforms put such a name
into an address. A third of the forms, by hash, was kept out while the tables were made
(`ringtrue/data/own_places.tsv`, `user_pages.tsv`); it stands in a line of its own. The pages are
addresses that public repositories quote (password rules, terms, help, docs: own_pages.tsv), and
those that every brand's site could have by the forms in use (own_forms.txt), half kept out too.

    python benchmarks/attack/strangers.py [--every N] [--show]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from ringtrue import Checker, Directory, Status, data
from ringtrue.directory.directory import PLATFORM


def _forms(name: str) -> list[list[str]]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [part.split() for part in re.sub("(?m)^#.*\n", "", text).split("\n\n")]


PATHS, HOSTS, ANYWHERE = _forms("strangers_forms.txt")
"""Of a platform on whose own site nobody else writes (``open`` in the table) only links that begin
with one of the third are asked, and hosts."""
OWN_PATHS, OWN_HOSTS = _forms("own_forms.txt")
LOST = {"own pages": 0.01, "own pages, kept out": 0.01}
"""The share of ordinary pages that may be official no longer; of pages by pattern, which nobody
has seen, there is none."""
SOME = 5
"""Of the forms of own pages each brand has one in so many."""
LOCALES = (("de", "de-DE", "de"), ("fr", "fr-fr", "fr"), ("es", "es-mx", "mx"),
           ("pt", "pt_BR", "br"), ("zh", "zh-CN", "cn"), ("ja", "ja-jp", "jp"),
           ("en", "en_US", "us"), ("tr", "tr-TR", "tr"), ("zh", "zh-hans", "sg"))  # fmt: skip
TITLES = ("how-to-reset-your-password", "verify-your-identity", "update-payment-method",
          "what-are-the-fees", "change-my-phone-number", "why-is-my-account-locked")  # fmt: skip
TRACKING = ("utm_source=newsletter&utm_medium=email&utm_campaign=spring", "gclid=EAIaIQobChMI",
            "ref=footer", "source=app&lang=en", "fbclid=IwAR2xY", "trk=nav_help")  # fmt: skip
NAMES = ("desk0142", "officialhelp24", "wallet-support-team", "lee_store", "secure77")


def _links(domain: str, own_site: bool) -> Iterator[tuple[str, str]]:
    """Form and address of every link on one platform."""
    for at, form in enumerate([*PATHS, *HOSTS]):
        if own_site and form not in HOSTS and form.strip("/").split("/")[0] not in ANYWHERE:
            continue
        name = NAMES[at % len(NAMES)]
        filled = {
            "n": name if "{n}.{d}" not in form else name.replace("_", ""),
            "i": str(100_000_007 + at * 7_919),
            "s": f"contact-{name.replace('_', '-')}-now",
            "c": "B0" + sha256(f"{domain}{form}".encode()).hexdigest()[:10].upper(),
            "a": "0x" + sha256(form.encode()).hexdigest()[:40],
            "d": domain,
        }
        if form in HOSTS:
            filled["n"] = name.replace("_", "")
            yield form, "https://" + form.format(**filled) + "/"
        else:
            yield form, f"https://www.{domain}" + form.format(**filled)
            if at % 3 == 0:
                yield form, f"https://{domain}/en" + form.format(**filled)


def _kept_out(form: str) -> bool:
    return int(sha256(form.encode()).hexdigest(), 16) % 3 == 0


def _platforms(directory: Directory) -> Iterator[tuple[str, str]]:
    """Id and the first three listed domains of every platform."""
    for brand in directory.brands.values():
        if PLATFORM in brand.kind:
            sites = [c.value for c in brand.contacts if c.kind == "domain" and c.status == "active"]
            for site in sites[:3]:
                yield brand.id, site


def _own_pages(checker: Checker) -> Iterator[tuple[str, str, str]]:
    """Kind of brand, form and address of pages that brands' main sites could have."""
    for at, brand in enumerate(b for b in checker.directory.brands.values() if b.tier != "own"):
        sites = [c.value for c in brand.contacts if c.kind == "domain" and c.match == "registrable"]
        if not sites or checker.check(sites[0]).status is not Status.OFFICIAL:
            continue
        kind = "platforms" if PLATFORM in brand.kind else "brands"
        for n, form in enumerate([*OWN_PATHS, *OWN_HOSTS]):
            if (n + at) % SOME:
                continue
            language, both, country = LOCALES[(n + at) % len(LOCALES)]
            link = form.format(
                d=sites[0], l=language, L=both, C=country, i=360_000_000 + at * 977 + n,
                s=TITLES[(n + at) % len(TITLES)], t=TRACKING[(n + at) % len(TRACKING)],
            )  # fmt: skip
            yield kind, form, link if form in OWN_HOSTS else f"https://www.{sites[0]}{link}"


def measure(every: int = 1, show: bool = False) -> dict[str, tuple[int, int]]:
    """Rows and wrong ones of: links of the forms at hand, of those kept out, ordinary pages."""
    directory = Directory.default()
    checker = Checker(directory)
    counts: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    accused: Counter[str] = Counter()
    own_sites = {row[0] for row in data.table("own_places.tsv") if row[1] == "open"}
    at = 0
    for brand, site in _platforms(directory):
        for form, link in _links(site, brand in own_sites):
            at += 1
            if at % every:
                continue
            part = "strangers, forms kept out" if _kept_out(form) else "strangers"
            counts[part] += 1
            verdict = checker.check(link)
            accused[part] += verdict.status in (Status.IMPERSONATION, Status.SUSPICIOUS)
            if verdict.status is Status.OFFICIAL:
                wrong[part] += 1
                if show:
                    print("official:", brand, link)
    pages = []
    table = Path(__file__).with_name("own_pages.tsv")
    for line in table.read_text(encoding="utf-8").splitlines():
        if line[:1] == "#":
            continue
        pages.append(("own pages", line.split("\t")[2], line.split("\t")[2]))
    pages += [(f"own forms, {kind}", form, link) for kind, form, link in _own_pages(checker)]
    for at, (part, form, page) in enumerate(pages):
        if at % every:
            continue
        half = int(sha256(form.encode()).hexdigest(), 16) % 2
        part += ", kept out" * half
        counts[part] += 1
        verdict = checker.check(page)
        if verdict.status is not Status.OFFICIAL:
            wrong[part] += 1
            if show and not half:
                print("lost:", part, verdict.status.value, page)
    print(f"strangers' links accused: {dict(accused)}")
    return {part: (counts[part], wrong[part]) for part in sorted(counts)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--every", type=int, default=1, help="each Nth link only")
    parser.add_argument("--show", action="store_true", help="what is wrong, of the parts at hand")
    given = parser.parse_args()
    missed = False
    for part, (rows, bad) in measure(given.every, given.show).items():
        what = "official" if "strangers" in part else "no longer official"
        print(f"{part:28} {rows:7,} {bad:6,} {what} ({100 * bad / rows:.2f} %)")
        missed |= bad > (0 if "strangers" in part else rows * LOST.get(part, 1))
    sys.exit(missed)


if __name__ == "__main__":
    main()

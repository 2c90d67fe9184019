"""Hosts in another script: brands' names in Cyrillic letters, and words that are just Cyrillic.

The names of listed brands' domains, each letter replaced by a Cyrillic one that looks like it: how
many are said to imitate anybody. Beside them the words of telephone numbers' places in languages
with Cyrillic letters (phonenumbers), as hosts and as shown names: how many are accused.

    python benchmarks/attack/scripts.py [--show]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

from phonenumbers import geodata

from ringtrue import Checker, Status

ALIKE = dict(zip("abcdefghijklmnopqrstvwxy", "аьсԁеғԍніјкӏмпорԛгѕтѵԝху", strict=True))
LANGUAGES = ("ru", "uk", "bg", "be", "sr", "mk", "kk")
ACCUSED = (Status.IMPERSONATION, Status.SUSPICIOUS)
MOST = 0.001
"""Share of honest words that may be accused."""


def names(checker: Checker) -> list[str]:
    """Hosts of brands' names in Cyrillic letters."""
    found = {}
    for brand in checker.directory.brands.values():
        for listed in brand.contacts if brand.tier != "own" else ():
            name, _, ending = listed.value.partition(".")
            written = listed.kind == "domain" and listed.status == "active" and len(name) > 3
            if written and ALIKE.keys() >= set(name):
                found.setdefault(name, "".join(ALIKE[c] for c in name) + "." + ending)
    return list(found.values())


def words() -> list[str]:
    """Cyrillic words of three letters or more in the names of places."""
    found: set[str] = set()
    for module in iter_modules(geodata.__path__):
        data = getattr(import_module(f"{geodata.__name__}.{module.name}"), "data", {})
        for told in data.values():
            for language in LANGUAGES:
                found.update(re.findall("[\u0400-\u04ff]{3,}", told.get(language, "").lower()))
    return sorted(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--show", action="store_true", help="what is wrong")
    given = parser.parse_args()
    checker = Checker()
    imitated = {host: checker.check(host).status for host in names(checker)}
    told = Counter(status in ACCUSED for status in imitated.values())
    print(f"scripts: {len(imitated)} names in Cyrillic letters, {told[True]} told "
          f"({100 * told[True] / len(imitated):.1f} %; others: everyday words)")  # fmt: skip
    failed = told[True] < 0.9 * len(imitated)
    for form in ("{}.com", "{}.рф", "{} <desk@mail.example>", "telegram:@{}"):
        wrong = [w for w in words() if checker.check(form.format(w.title())).status in ACCUSED]
        print(f"scripts: {len(words()):,} words as {form.format('word')}: {len(wrong)} accused")
        failed |= len(wrong) > MOST * len(words())
        print(*wrong[:40] if given.show else (), end="\n" * given.show)
    if given.show:
        print(*(host for host, status in imitated.items() if status not in ACCUSED))
    sys.exit(failed)


if __name__ == "__main__":
    main()

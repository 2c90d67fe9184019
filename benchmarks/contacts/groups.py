"""Members of a chat group who pose as its admins, and members who do not.

    python benchmarks/contacts/groups.py [--seed 1] [--members 4000] [--show]    # needs faker

Admins and members are made by Faker, in ten locales, each with a name and an account derived from
it in one of five habits. Locales of which Faker knows few names are left out. Impostors take an
admin's name, as it is or altered, and an account near the admin's or of their own. A member who
happens to have an admin's very name is counted apart. The generator draws no name from ringtrue's
tables by hand, but Faker's names are in one of them (person_names.txt): the figure for honest
members is about chance likenesses, not unseen names.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections import Counter

from faker import Faker

from ringtrue.assistants.groups import GroupGuard, Person

LOCALES = ("en_US", "de_DE", "es_ES", "fr_FR", "it_IT", "pt_BR", "pl_PL", "tr_TR", "id_ID", "nl_NL")
LIKE = {"a": "а", "e": "е", "o": "о", "i": "і", "c": "с", "p": "р", "l": "I", "x": "х"}


def account(name: str, rng: random.Random) -> str:
    """An account that somebody of this name takes."""
    plain = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("ı", "i")).lower()
    parts = re.findall("[a-z]+", "".join(c for c in plain if not unicodedata.combining(c)))
    first, last = parts[0], parts[-1]
    made = rng.choice(
        [f"{first}_{last}", f"{first}{last}", f"{first[0]}{last}{rng.randrange(10, 99)}",
         f"{last}_{first[:3]}", f"{first}{rng.randrange(1950, 2010)}"]
    )  # fmt: skip
    return (made + "_tg" if len(made) < 5 else made)[:30].strip("_")


def altered(name: str, rng: random.Random) -> str:
    """The name, so that it reads the same."""
    how = rng.randrange(4)
    if how == 0:
        return name
    if how == 1:
        return "".join(LIKE.get(c, c) if rng.random() < 0.6 else c for c in name)
    if how == 2:
        return f"{name} {rng.choice(['Support', 'Admin', 'Official', '✅'])}"
    at = rng.randrange(1, len(name))
    return name[:at] + "\u200b" + name[at:]


def near(given: str, rng: random.Random) -> str:
    """An account that reads like another."""
    at = rng.randrange(1, len(given) - 1)
    return rng.choice(
        [given[:at] + given[at] + given[at:], given[:at] + given[at + 1 :], given + "_support",
         given + str(rng.randrange(10)), given.replace("_", "") + "_official",
         given[:at] + given[at + 1] + given[at] + given[at + 2 :]]
    )[:32].strip("_")  # fmt: skip


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--members", type=int, default=4000)
    parser.add_argument("--show", action="store_true", help="honest members that are noticed")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    people = []
    for locale in LOCALES:
        fake = Faker(locale)
        fake.seed_instance(rng.randrange(2**31))
        for _ in range(options.members // len(LOCALES) + 2):
            name = f"{fake.first_name()} {fake.last_name()}"
            people.append((name, account(name, rng)))
    rng.shuffle(people)
    admins = [Person(f"admin{n}", *people.pop()) for n in range(20)]
    guard = GroupGuard("g", admins, most=10**9)
    names = {admin.name for admin in admins}
    honest, same = Counter[str](), Counter[str]()
    for n, (name, handle) in enumerate(people):
        told = guard.member(Person(f"m{n}", name, "" if rng.random() < 0.3 else handle))
        counted = same if name in names else honest
        counted["all"] += 1
        counted["noticed"] += bool(told)
        counted["grave"] += any(notice.is_grave for notice in told)
        if options.show and (told or name in names):
            print(name, handle, told and told[0].verdict.imitates)
    rows = {"honest members": honest, "members of an admin's very name": same}
    ways = {
        "name altered, account of their own": (True, False),
        "name altered, account near": (True, True),
        "another name, account near": (False, True),
    }
    for label, (named, close) in ways.items():
        row = rows[label] = Counter[str]()
        for n in range(500):
            admin = rng.choice(admins)
            name = altered(admin.name, rng) if named else rng.choice(people)[0]
            handle = near(admin.account, rng) if close else rng.choice(people)[1]
            told = guard.member(Person(f"{label}{n}", name, handle))
            row["all"] += 1
            row["noticed"] += bool(told)
            row["grave"] += any(notice.is_grave for notice in told)
    print(f"seed {options.seed}, {len(admins)} admins, {len(LOCALES)} locales\n")
    print(f"{'who':38}{'people':>8}{'noticed':>10}{'grave':>10}")
    for label, row in rows.items():
        shares = [100 * row[key] / max(1, row["all"]) for key in ("noticed", "grave")]
        print(f"{label:38}{row['all']:>8}{shares[0]:>9.1f}%{shares[1]:>9.1f}%")


if __name__ == "__main__":
    main()

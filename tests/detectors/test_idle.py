"""Pairings that `Plan.is_idle` leaves out: no detector finds anything in them, in whatever host."""

from __future__ import annotations

import pytest

from ringtrue import Directory
from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.plan import Plan
from ringtrue.kinds import parse
from ringtrue.model import Candidate
from ringtrue.search.candidates import candidates

HOSTS = ("{}.mueller.com", "{}.mueller.top", "login.{}.qzxkvjh.xyz", "{}.cn-mueller.co.uk")
LABELS = (
    "mail", "mobile", "static", "dev", "gmai", "paypai", "metamaks", "amazn", "binancee", "webmail",
    "coinbasse", "support", "online", "steem", "my-mobil", "telegrams", "kucion", "stripee",
)  # fmt: skip


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory.default()


def pairings(directory: Directory, label: str) -> list[tuple[Candidate, Inquiry]]:
    found = []
    for host in HOSTS:
        contact = parse(host.format(label))
        inquiry = Inquiry(contact, directory)
        found += [
            (candidate, inquiry)
            for candidate in candidates(directory, contact)
            if candidate.distance and candidate.part == "subdomain"
        ]
    return found


def test_nothing_is_found_in_idle_pairings_and_some_are_not_idle(directory: Directory) -> None:
    plan = Plan()
    idle, told = [], []
    for label in LABELS:
        for candidate, inquiry in pairings(directory, label):
            comparers = plan.comparers(candidate) + plan.comparers(candidate, second=True)
            found = [e.code for compare in comparers if (e := compare(candidate, inquiry))]
            if plan.is_idle(candidate, directory.names):
                idle.append((candidate.text, candidate.name, found))
            elif found:
                told.append(candidate.text)
    assert idle
    assert not [row for row in idle if row[2]]
    assert {"amazn", "paypai", "coinbasse"} & set(told)


def test_what_is_kept_is_kept_for_one_index(directory: Directory) -> None:
    mine = Directory.from_rows([("mm", "MetaMask", "domain", "metamask.io")])
    (candidate, _), *_ = pairings(mine, "metamaks")
    assert Plan().is_idle(candidate, mine.names) is Plan().is_idle(candidate, mine.names)
    assert mine.names.memo_idle
    assert mine.names.memo_idle is not directory.names.memo_idle

"""``POST /v1/check`` and its refusals."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from serving import Server

from ringtrue import Checker, Directory
from ringtrue.index import compiled
from ringtrue.server.answers import Answers, Question
from ringtrue.server.checks import _batch
from ringtrue.server.metrics import Metrics

FAKE, OFFICIAL = "https://examp1ewallet.example/login", "examplewallet.example"


@pytest.fixture(scope="session")
def checker(example_list: Any) -> Checker:
    version, brands = compiled.load(example_list.read_bytes())
    return Checker(Directory(brands, version))


def test_verdicts_are_those_of_the_library_in_order(server: Server, checker: Checker) -> None:
    contacts = [OFFICIAL, FAKE, "stranger.example", "", "XXXX-XXXXXXX", "@example_wallet", "示例"]
    answer = server.check(*contacts)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    found = answer.json()
    assert found["schema"] == 1
    assert found["directory_version"] == checker.directory.version
    assert found["verdicts"] == [checker.check(contact).to_dict() for contact in contacts]


def test_what_is_known_about_a_contact_counts(server: Server, checker: Checker) -> None:
    asked = [
        {"contact": "800 555 0142", "region": "us"},
        {"contact": "+1 800 555 0199", "claims": "示例钱包"},
        {"contact": "+1 800 555 0199", "claims": ["examplewallet"], "kind": "phone"},
        {"contact": "examplewallet", "kind": "telegram"},
        {"contact": "a.example", "kind": None, "claims": None, "region": None},
    ]
    answer = server.check(*asked, lang="zh")
    wanted = [
        checker.check(a["contact"], a.get("kind"), a.get("claims"), a.get("region")).to_dict("zh")
        for a in asked
    ]
    assert answer.json()["verdicts"] == wanted
    assert wanted[0]["status"] == "official"
    assert "无法确认" in wanted[1]["advice"][0]


def test_the_same_question_gets_the_same_answer(server: Server) -> None:
    first = server.check(FAKE).body
    assert [server.check(FAKE).body for _ in range(3)] == [first] * 3
    assert server.check(FAKE, lang="zh").body != first
    assert server.check({"contact": FAKE, "claims": "examplewallet"}).body != first


class _Counting(Checker):
    """Counts how often it judged."""

    judged = 0

    def check(self, *args: Any, **more: Any) -> Any:
        self.judged += 1
        return super().check(*args, **more)


@pytest.mark.parametrize("memory", [0, 1 << 20])
def test_equal_contacts_of_a_batch_are_judged_once(memory: int, checker: Checker) -> None:
    counting, metrics = _Counting(checker.directory), Metrics()
    answers = Answers(counting, memory, metrics)
    long = f"https://{FAKE[8:]}/{'a' * 600}"
    plain = [Question(raw) for raw in (FAKE, OFFICIAL, FAKE, long)]
    other = Question(FAKE, lang="zh")
    questions = [*plain, other, *plain]
    found = asyncio.run(_batch(answers, questions))
    assert [json.loads(verdict) for verdict, _ in found] == [
        checker.check(question.contact).to_dict(question.lang) for question in questions
    ]
    assert counting.judged == 4
    assert metrics.value('ringtrue_answers_total{from="work"}') == 4
    assert metrics.value('ringtrue_answers_total{from="memory"}') == 5
    assert metrics.value('ringtrue_contacts_total{status="official"}') == 2
    assert metrics.value('ringtrue_contacts_total{status="impersonation"}') == 7


def test_the_refused_contact_of_a_batch_is_named(server: Server) -> None:
    asked = ["a.example", {"contact": "b.example"}, {"contact": "a.example", "claims": "Nobody"}]
    assert server.check(*asked, "a.example").json()["field"] == "contacts[2].claims"


def test_languages_that_mean_the_same_get_the_same(server: Server) -> None:
    chinese = server.check(FAKE, lang="zh").body
    assert all(server.check(FAKE, lang=lang).body == chinese for lang in ("zh-CN", "ZH_hans.UTF-8"))
    assert server.check(FAKE, lang="nl").body == server.check(FAKE).body


def test_a_thousand_contacts_and_not_one_more(server: Server) -> None:
    many = [f"shop-{n}.example" for n in range(1000)]
    answer = server.check(*many)
    assert [v["raw"] for v in answer.json()["verdicts"]] == many
    problem = server.check(*many, "one-more.example")
    assert problem.status == 422
    assert problem.json()["code"] == "too_many_contacts"
    assert "1 to 1000" in problem.json()["remedy"]


def test_many_links_are_answered_as_each_by_itself(server: Server) -> None:
    """Their hosts are looked at together where that pays (and numpy is installed)."""
    pages = ("", "/login", "/examplewallet", "/?to=https://examp1ewallet.example/")
    links = [f"https://garden-{n}.example{pages[n % 4]}" for n in range(990)]
    links += [FAKE, f"{FAKE}/x", "https://examplewallet.example/", "", "garden.example"]
    together = [server.check(*links).json()["verdicts"] for _ in range(2)]
    assert together[0] == together[1]
    some = [*range(24), *range(989, 995)]
    for at in some:
        assert together[0][at] == server.check(f" {links[at]}").json()["verdicts"][0] | {
            "raw": links[at]
        }


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "contacts"),
        ([], ""),
        ("text", ""),
        ({"contacts": []}, "contacts"),
        ({"contacts": "a.example"}, "contacts"),
        ({"contacts": [5]}, "contacts[0]"),
        ({"contacts": ["a", None]}, "contacts[1]"),
        ({"contacts": [{}]}, "contacts[0].contact"),
        ({"contacts": [{"contact": 5}]}, "contacts[0].contact"),
        ({"contacts": ["a", {"contact": "a", "kind": 5}]}, "contacts[1].kind"),
        ({"contacts": ["a", {"contact": "a", "kind": "fax"}]}, "contacts[1].kind"),
        ({"contacts": [{"contact": "a", "region": "CHN"}]}, "contacts[0].region"),
        ({"contacts": [{"contact": "a", "region": "中国"}]}, "contacts[0].region"),
        ({"contacts": [{"contact": "a", "claims": 1}]}, "contacts[0].claims"),
        ({"contacts": [{"contact": "a", "claims": "Nobody Inc"}]}, "contacts[0].claims"),
        ({"contacts": [{"contact": "a", "claims": ["x"] * 17}]}, "contacts[0].claims"),
        ({"contacts": [{"contact": "a", "claims": "x" * 201}]}, "contacts[0].claims"),
        ({"contacts": [{"contact": "a", "brand": "x"}]}, "contacts[0].brand"),
        ({"contacts": ["a"], "lang": 1}, "lang"),
        ({"contacts": ["a"], "lang": "../../etc"}, "lang"),
        ({"contacts": ["a"], "language": "en"}, "language"),
    ],
    ids=str,
)
def test_a_refusal_names_the_field_and_the_remedy(server: Server, body: Any, field: str) -> None:
    answer = server.ask("POST", "/v1/check", body)
    assert answer.status == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "code", "field", "remedy"}
    assert problem["field"] == (field or None)
    assert problem["status"] == 422
    assert problem["remedy"].endswith(".")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"contacts": ["\\ud800"]}',
        b'{"contacts": [NaN]}',
        b'{"contacts": ["a"]} x',
    ],
    ids=lambda body: repr(body[:12]),
)
def test_what_is_no_json_is_refused(server: Server, body: bytes) -> None:
    answer = server.ask("POST", "/v1/check", body, {"Content-Type": "application/json"})
    assert answer.status == 400
    assert answer.json()["code"] == "bad_json"


@pytest.mark.parametrize(
    "declared", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"]
)
def test_only_json_is_read(server: Server, declared: str) -> None:
    answer = server.ask("POST", "/v1/check", b'{"contacts": ["a"]}', {"Content-Type": declared})
    assert answer.status == 415


def test_a_charset_after_the_type_is_fine(server: Server) -> None:
    sent = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert server.ask("POST", "/v1/check", b'{"contacts": ["a.example"]}', sent).status == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/check", 405),
        ("DELETE", "/v1/scan", 405),
        ("POST", "/v1/brands", 405),
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/brands/nobody", 404),
        ("GET", "/static/../settings.py", 404),
        ("GET", "/static/page.html", 404),
        ("BREW", "/", 400),
    ],
)
def test_what_is_not_there(server: Server, method: str, path: str, status: int) -> None:
    answer = server.ask(method, path)
    assert answer.status == status
    if status == 405:
        assert answer.headers["allow"]
    assert answer.json()["status"] == status


def test_hostile_contacts_are_answered(server: Server) -> None:
    hostile = [
        "a" * 9000,
        "." * 5000,
        "https://" + "a." * 4000,
        "\u202eevil",
        "%00",
        "\x00",
        "☎" * 99,
    ]
    answer = server.check(*hostile)
    assert answer.status == 200
    assert len(answer.json()["verdicts"]) == len(hostile)

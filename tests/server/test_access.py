"""Who may ask: names the server goes by, origins, tokens, and how much a client may ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import Server

from ringtrue.server.buckets import MAX_CLIENTS, Buckets, client_key
from ringtrue.server.settings import Settings, SettingsError, read_tokens

EXTENSION = "chrome-extension://" + "abcdefghijklmnop" * 2
SITE = "https://app.example"
TOKENS = ("one-token-of-sixteen", "another-token-of-32-characters-x")
BODY = {"contacts": ["a.example"]}


@pytest.fixture(scope="module")
def closed(example_list: Path) -> Iterator[Server]:
    """A server that asks for a token and lets two origins call."""
    server = Server(
        directory=str(example_list), origins=[EXTENSION, SITE], tokens=TOKENS, hosts=["my.example"]
    )
    yield server
    server.stop()


def _ask(server: Server, token: str | None = TOKENS[0], **headers: str) -> Any:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if token is not None:
        sent["Authorization"] = f"Bearer {token}"
    return server.ask("POST", "/v1/check", BODY, sent)


# -- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:80", "localhost.", "", "[::2]"]
)
def test_a_foreign_name_is_refused(server: Server, host: str) -> None:
    answer = server.ask("GET", "/v1/brands", headers={"Host": host})
    assert (answer.status, answer.json()["code"]) == (421, "wrong_host")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:8787", "[::1]:8787"])
def test_its_own_names_are_known(server: Server, host: str) -> None:
    assert server.ask("GET", "/v1/directory", headers={"Host": host}).status == 200


def test_a_name_can_be_added(closed: Server) -> None:
    assert _ask(closed, Host="my.example:8443").status == 200


# -- origins --------------------------------------------------------------------------------------


@pytest.mark.parametrize("origin", [EXTENSION, SITE])
def test_a_listed_origin_may_call(closed: Server, origin: str) -> None:
    answer = _ask(closed, Origin=origin)
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == origin
    assert answer.headers["vary"] == "origin"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://app.example.evil.example", SITE + "/", "*"]
)
def test_any_other_may_not(closed: Server, origin: str) -> None:
    answer = _ask(closed, Origin=origin)
    assert (answer.status, answer.json()["code"]) == (403, "origin_not_allowed")
    assert "access-control-allow-origin" not in answer.headers


def test_nobody_is_listed_by_default(server: Server) -> None:
    assert _ask(server, None, Origin=EXTENSION).status == 403
    assert _ask(server, None, Origin=server.url).status == 200  # the page itself


def test_a_listed_origin_reads_refusals_too(closed: Server) -> None:
    answer = _ask(closed, "wrong-token-of-16-chars", Origin=SITE)
    assert answer.status == 401
    assert answer.headers["access-control-allow-origin"] == SITE


def test_preflight(closed: Server) -> None:
    sent = {
        "Origin": EXTENSION,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type, authorization",
        "Access-Control-Request-Private-Network": "true",
    }
    answer = closed.ask("OPTIONS", "/v1/check", headers=sent)
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == EXTENSION
    assert "content-type" in answer.headers["access-control-allow-headers"]
    assert answer.headers["access-control-allow-private-network"] == "true"
    refused = closed.ask("OPTIONS", "/v1/check", headers={**sent, "Origin": "https://e.example"})
    assert refused.status == 403


# -- tokens ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", TOKENS)
def test_every_token_opens(closed: Server, token: str) -> None:
    assert _ask(closed, token).status == 200


@pytest.mark.parametrize(
    "given",
    [None, "", "Bearer", "Bearer ", f"Basic {TOKENS[0]}", f"Bearer {TOKENS[0]}x", TOKENS[0]],
)
def test_nothing_else_does(closed: Server, given: str | None) -> None:
    sent = {} if given is None else {"Authorization": given}
    for method, path in (("POST", "/v1/check"), ("GET", "/"), ("GET", "/metrics"), ("GET", "/x")):
        answer = closed.ask(method, path, BODY if method == "POST" else None, sent)
        assert answer.status == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_probes_need_none(closed: Server) -> None:
    assert closed.ask("GET", "/healthz").status == 200
    assert closed.ask("GET", "/readyz", headers={"Host": "10.0.0.1"}).status == 200


def test_the_token_file() -> None:
    assert read_tokens(f"# mine\n\n{TOKENS[0]}\n  {TOKENS[1]}  \n") == TOKENS
    for text in ("", "# only a comment\n", "пароль-из-шестнадцати"):
        with pytest.raises(SettingsError):
            read_tokens(text)


# -- settings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "origin",
    ["*", "https://*.example", "app.example", "https://app.example/", "chrome-extension://*",
     "chrome-extension://abc", "moz-extension://x", "null", "file://", "https://a.example\nx"],
)  # fmt: skip
def test_no_wildcard_origins(origin: str) -> None:
    with pytest.raises(SettingsError, match="no origin"):
        Settings(origins=(origin,))


@pytest.mark.parametrize(
    "wrong",
    [
        {"port": 70_000},
        {"workers": 0},
        {"rate": -1.0},
        {"proxies": ("proxy.example",)},
        {"tokens": ("short",)},
        {"max_body": 1},
    ],
)
def test_settings_that_cannot_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        Settings(**wrong)


def test_others_can_call_only_when_asked_for_and_then_at_a_rate() -> None:
    assert Settings().loopback
    assert Settings().contacts_per_second == 0
    assert Settings(host="::1").loopback
    assert not Settings(host="0.0.0.0").loopback
    assert Settings(host="0.0.0.0").contacts_per_second == 100
    assert Settings(host="0.0.0.0", rate=0).contacts_per_second == 0


# -- rate -----------------------------------------------------------------------------------------


def test_a_client_that_asks_too_much_waits(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), rate=0.5, burst=10)
    assert server.check(*["a.example"] * 9).status == 200
    refused = server.check(*["a.example"] * 6)
    assert refused.status == 429
    assert refused.json()["code"] == "rate_limited"
    assert 8 <= int(refused.headers["retry-after"]) <= 12
    assert server.ask("GET", "/healthz").status == 200
    assert server.ask("GET", "/readyz").status == 200


def test_behind_a_proxy_clients_are_told_apart(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), rate=0.001, burst=2, proxies=["127.0.0.1"])

    def ask(client: str) -> int:
        return server.ask("GET", "/v1/directory", headers={"X-Forwarded-For": client}).status

    assert [ask("192.0.2.1"), ask("192.0.2.1"), ask("192.0.2.1")] == [200, 200, 429]
    assert ask("192.0.2.2") == 200


def test_without_a_proxy_that_header_is_not_believed(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), rate=0.001, burst=1)
    statuses = [
        server.ask("GET", "/v1/directory", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status
        for n in range(3)
    ]
    assert statuses == [200, 429, 429]


def test_buckets_stay_few() -> None:
    buckets = Buckets(rate=1, burst=1)
    for n in range(MAX_CLIENTS + 500):
        buckets.take(f"c{n}", 1, 0.0)
    assert len(buckets) == MAX_CLIENTS
    assert buckets.take(f"c{MAX_CLIENTS}", 1, 0.0) == 1.0  # the newest are remembered


def test_a_request_larger_than_the_bucket_passes_when_it_is_full_and_owes() -> None:
    buckets = Buckets(rate=1, burst=10)
    assert buckets.take("a", 30, 0.0) == 0
    assert buckets.take("a", 1, 0.0) == 21
    assert buckets.take("a", 1, 21.0) == 0


def test_a_household_is_one_client() -> None:
    assert client_key("2001:db8:1:2::5") == client_key("2001:db8:1:2:ffff::9")
    assert client_key("2001:db8:1:2::5") != client_key("2001:db8:1:3::5")
    assert client_key("::ffff:192.0.2.1") == client_key("192.0.2.1")

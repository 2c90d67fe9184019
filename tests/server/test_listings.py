"""What is listed, whether it answers, and its counters."""

from __future__ import annotations

import re
from datetime import date
from importlib import resources

from serving import Server

from ringtrue import Directory
from ringtrue.server.listings import directory_dict


def test_brands(server: Server) -> None:
    found = server.ask("GET", "/v1/brands").json()
    assert found["directory_version"] == "v1"
    assert found["brands"] == [
        {
            "id": "examplewallet",
            "name": "Example Wallet",
            "aliases": ["示例钱包"],
            "kind": [],
            "contacts": 2,
        }
    ]


def test_a_brand_by_id_and_by_name(server: Server) -> None:
    by_id = server.ask("GET", "/v1/brands/examplewallet").json()
    assert {c["value"] for c in by_id["contacts"]} == {"examplewallet.example", "+18005550142"}
    assert server.ask("GET", "/v1/brands/%E7%A4%BA%E4%BE%8B%E9%92%B1%E5%8C%85").json() == by_id


def test_the_directory(server: Server) -> None:
    found = server.ask("GET", "/v1/directory").json()
    assert (found["version"], found["brands"], found["contacts"]) == ("v1", 1, 2)
    assert found["assurance"]["own"] == 2
    assert found["age_days"] is None


def test_the_age_of_the_shipped_directory() -> None:
    shipped = Directory.default()
    found = directory_dict(shipped, date(2027, 12, 31))
    newest = date.fromisoformat(found["newest_check"])
    assert found["age_days"] == (date(2027, 12, 31) - newest).days
    assert sum(found["status"].values()) == found["contacts"] > 1000
    assert found["expired"] > directory_dict(shipped, newest)["expired"]


def test_probes(server: Server) -> None:
    assert server.ask("GET", "/healthz").json() == {"status": "alive"}
    assert server.ask("GET", "/readyz").json()["status"] == "ready"


def test_metrics(server: Server) -> None:
    def value(text: str, name: str) -> float:
        return float(re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)[1])  # type: ignore[index]

    unknown = 'ringtrue_contacts_total{status="unknown"}'
    timed = 'ringtrue_request_seconds_count{route="check"}'
    before = server.ask("GET", "/metrics")
    server.check("metrics-one.example", "metrics-two.example", "metrics-one.example")
    after = server.ask("GET", "/metrics").text
    assert before.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert value(after, unknown) == value(before.text, unknown) + 3
    assert value(after, timed) == value(before.text, timed) + 1
    assert value(after, "ringtrue_resident_bytes") > 10_000_000
    assert 'ringtrue_directory_info{version="v1"} 1' in after
    buckets = re.findall(r'_bucket\{route="check",le="[^"]+"\} (\d+)', after)
    assert [int(b) for b in buckets] == sorted(int(b) for b in buckets)
    names = re.findall(r"^# TYPE (\S+)", after, re.MULTILINE)
    assert len(names) == len(set(names))


def test_every_answer_carries_the_security_headers(server: Server) -> None:
    answers = [
        server.ask("GET", "/"),
        server.ask("GET", "/healthz"),
        server.ask("GET", "/nothing"),
        server.ask("GET", "/static/page.js"),
        server.ask("POST", "/v1/check", b"{", {"Content-Type": "application/json"}),
        server.check("a.example"),
    ]
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert "server" not in answer.headers
        assert "set-cookie" not in answer.headers
        assert "cache-control" in answer.headers


def test_the_page_asks_nobody_else() -> None:
    folder = resources.files("ringtrue.server") / "static"
    for name in ("page.html", "page.css", "page.js", "icon.svg"):
        text = (folder / name).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"(^|[;,])\s*// .*$", "", text, flags=re.MULTILINE), name

"""OpenTelemetry: what a collector is told, and that nothing waits for it."""

from __future__ import annotations

import gzip
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from serving import Server

pytest.importorskip("opentelemetry.sdk", reason="needs the extra [otel]")
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
)

ROOT = Path(__file__).parents[2]
TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


class Collector:
    """Takes OTLP over HTTP, as its specification says, and keeps it."""

    def __init__(self) -> None:
        self.bodies: dict[str, list[bytes]] = {"/v1/traces": [], "/v1/metrics": []}
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
                collector.bodies[self.path].append(body)
                self.send_response(200)
                self.send_header("Content-Type", "application/x-protobuf")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def spans(self) -> list[Any]:
        return [
            span
            for body in self.bodies["/v1/traces"]
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    def metrics(self) -> dict[str, Any]:
        return {
            metric.name: metric
            for body in self.bodies["/v1/metrics"]
            for resource in ExportMetricsServiceRequest.FromString(body).resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
        }

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def collector() -> Iterator[Collector]:
    running = Collector()
    yield running
    running.close()


def attributes(told: Any) -> dict[str, Any]:
    return {
        pair.key: getattr(pair.value, pair.value.WhichOneof("value")) for pair in told.attributes
    }


def served(example_list: Path, endpoint: str, **settings: Any) -> Server:
    environment = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint, "OTEL_BSP_SCHEDULE_DELAY": "100",
        "OTEL_METRIC_EXPORT_INTERVAL": "60000",
    }  # fmt: skip
    return Server(environment, directory=str(example_list), telemetry=True, **settings)


def test_each_request_is_a_span_and_nothing_of_it_is_told(
    collector: Collector, example_list: Path
) -> None:
    server = served(example_list, collector.url)
    parent = {"traceparent": f"00-{TRACE}-{SPAN}-01"}
    server.ask("POST", "/v1/check", {"contacts": ["needle-one.example"]}, parent)
    for _ in range(3):
        server.check("examplewa1let.example")  # the short way
    server.ask("GET", "/v1/brands/needle-two?needle=three", headers={"X-Needle": "four"})
    server.ask("GET", "/v1/brands", headers={"traceparent": "needle-five"})
    server.ask("PROPFIND", "/needle-six")
    assert server.stop() == 0
    assert not [line for line in server.log if '"level": "error"' in line]
    spans = collector.spans()
    assert [span.name for span in spans] == [
        *["POST /v1/check"] * 4, "GET /v1/brands/{id}", "GET /v1/brands", "HTTP",
    ]  # fmt: skip
    assert (spans[0].trace_id.hex(), spans[0].parent_span_id.hex()) == (TRACE, SPAN)
    assert not any(span.parent_span_id for span in spans[1:])
    assert [attributes(span)["http.response.status_code"] for span in spans][:6] == [
        200, 200, 200, 200, 404, 200,
    ]  # fmt: skip
    assert attributes(spans[1])["ringtrue.contacts"] == 1
    assert all(span.end_time_unix_nano > span.start_time_unix_nano for span in spans)
    metrics = collector.metrics()
    durations = metrics["http.server.request.duration"].histogram.data_points
    assert sum(point.count for point in durations) == 7
    contacts = {
        attributes(point)["status"]: point.as_int
        for point in metrics["ringtrue.contacts"].sum.data_points
    }
    assert (contacts["impersonation"], contacts["unknown"]) == (3, 1)
    for bodies in collector.bodies.values():
        for body in bodies:
            assert b"needle" not in body.lower()
            assert b"examplewa1let" not in body


def test_each_worker_tells_its_own_share(collector: Collector, example_list: Path) -> None:
    server = served(example_list, collector.url, workers=2)
    for n in range(40):
        server.check(f"stranger-{n}.example")
    assert server.stop() == 0
    assert len(collector.spans()) == 40
    told = [
        point.as_int
        for body in collector.bodies["/v1/metrics"]
        for resource in ExportMetricsServiceRequest.FromString(body).resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
        if metric.name == "ringtrue.contacts"
        for point in metric.sum.data_points
        if attributes(point)["status"] == "unknown"
    ]
    assert sum(told) == 40


def test_nobody_waits_for_a_collector(example_list: Path) -> None:
    with socket.socket() as silent:  # takes the connection and says nothing
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        for endpoint in (f"http://127.0.0.1:{silent.getsockname()[1]}", "http://127.0.0.1:9"):
            server = served(example_list, endpoint)
            for n in range(20):
                assert server.check(f"stranger-{n}.example").status == 200
            begun = time.monotonic()
            assert server.stop() == 0
            assert time.monotonic() - begun < 15


def test_without_the_library_the_extra_is_named(monkeypatch: Any, capsys: Any) -> None:
    from ringtrue.cli import main, serve

    monkeypatch.setattr(serve, "_can_send", lambda: False)
    assert main(["serve", "--otel"]) == 2
    assert "ringtrue[otel]" in capsys.readouterr().err


def test_the_dashboard_asks_for_metrics_that_there_are() -> None:
    from ringtrue.server.metrics import Metrics

    board = json.loads((ROOT / "deploy" / "grafana-dashboard.json").read_text("utf-8"))
    page = Metrics().text("v1", 3)
    known = set(re.findall(r"^# TYPE (\S+)", page, re.MULTILINE))
    asked = [target["expr"] for panel in board["panels"] for target in panel.get("targets", ())]
    assert len(asked) >= 8
    for expression in asked:
        for name in re.findall(r"ringtrue_\w+", expression):
            assert re.sub(r"_(bucket|sum|count)$", "", name) in known, name
    ids = [panel["id"] for panel in board["panels"]]
    assert len(set(ids)) == len(ids)


def test_every_field_of_the_log_is_documented(start: Any, example_list: Path) -> None:
    text = (ROOT / "docs" / "operating.md").read_text("utf-8")
    server = start(directory=str(example_list))
    server.check("a.example")
    server.stop()
    assert {json.loads(line)["event"] for line in server.log} >= {"listening", "request"}
    for line in server.log:
        event = json.loads(line)
        assert f"`{event['event']}`" in text
        for name in event:
            assert f"`{name}`" in text, name
    sources = (ROOT / "src" / "ringtrue" / "server").glob("*.py")
    told = {
        name
        for path in sources
        for name in re.findall(r'log\.event\(\s*"(\w+)"', path.read_text("utf-8"))
    }
    assert told >= {"listening", "reloaded", "reload_failed", "stopping"}
    for name in told:
        assert f"`{name}`" in text, name

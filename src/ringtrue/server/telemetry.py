"""OpenTelemetry: a span for each request and metrics, sent by OTLP (extra ``[otel]``).

Where to, how often and under which name, the standard environment variables say
(``OTEL_EXPORTER_OTLP_ENDPOINT``, ``OTEL_SERVICE_NAME`` …). As in the log, nothing that a client
sent gets in: no body, contact, path, query or address. A collector that is slow or away costs
spans, not answers. Names follow the semantic conventions for HTTP servers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from threading import Thread
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.metrics import CallbackOptions, Observation
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from ringtrue import __version__
from ringtrue.server.logs import Done
from ringtrue.server.metrics import SECONDS, VERDICTS, Metrics, resident_bytes

if TYPE_CHECKING:
    from ringtrue.directory.directory import Directory

PARTING = 3.0
"""Seconds at the end for what has not been sent yet."""
PATHS = {
    "check": "/v1/check", "scan": "/v1/scan", "ask": "/v1/ask", "mail": "/v1/mail", "page": "/",
    "brands": "/v1/brands", "brand": "/v1/brands/{id}", "directory": "/v1/directory",
    "openapi": "/v1/openapi.json", "healthz": "/healthz", "readyz": "/readyz",
    "metrics": "/metrics", "static": "/static/{name}",
}  # fmt: skip
"""The route of each name of `ringtrue.server.metrics.ROUTES` that has one."""
_PARENT = TraceContextTextMapPropagator()


class Telemetry:
    """What one worker tells a collector."""

    def __init__(self, metrics: Metrics, directory: Callable[[], Directory]) -> None:
        """`metrics`: the counters that are told, those of this worker alone; `directory`: the one
        that answers now."""
        resource = Resource.create(
            {
                "service.name": "ringtrue", "service.version": __version__,
                "service.instance.id": str(uuid4()),
            }
        )  # fmt: skip
        self._tracing = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._tracing.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self._tracer = self._tracing.get_tracer("ringtrue.server", __version__)
        reader = PeriodicExportingMetricReader(OTLPMetricExporter())
        self._measuring = MeterProvider([reader], resource=resource, shutdown_on_exit=False)
        meter = self._measuring.get_meter("ringtrue.server", __version__)
        self._duration = meter.create_histogram(
            "http.server.request.duration", "s", "Duration of requests",
            explicit_bucket_boundaries_advisory=SECONDS,
        )  # fmt: skip

        def counter(name: str, told: str, label: str, values: Iterable[str], of: str) -> None:
            def read(_: CallbackOptions) -> Iterable[Observation]:
                for value in values:
                    count = metrics.own(f'ringtrue_{of}_total{{{label}="{value}"}}')
                    yield Observation(count, {label: value})

            meter.create_observable_counter(name, [read], "1", told)

        counter("ringtrue.contacts", "Contacts judged", "status", VERDICTS, "contacts")
        counter(
            "ringtrue.answers", "Where answers came from", "from", ("memory", "work"), "answers"
        )
        counter("ringtrue.faults", "Faults of ours", "of", ("contact", "text"), "faults")
        counter(
            "ringtrue.directory.reloads", "Reloads", "result", ("done", "failed"),
            "directory_reloads",
        )  # fmt: skip
        meter.create_observable_up_down_counter(
            "http.server.active_requests",
            [lambda _: [Observation(metrics.own("ringtrue_requests_active"))]],
            "1",
        )
        meter.create_observable_gauge(
            "process.memory.usage", [lambda _: [Observation(resident_bytes())]], "By"
        )
        meter.create_observable_gauge(
            "ringtrue.directory.brands",
            [lambda _: [Observation(len(directory().brands), {"version": directory().version})]],
            "1",
        )

    def request(self, done: Done, parent: dict[str, str] | None = None) -> None:
        """One request; `parent` holds the headers of W3C Trace Context."""
        route, method, status, seconds, contacts = done
        path = PATHS.get(route, "")
        named = method != "other"
        said: dict[str, Any] = {"http.request.method": method if named else "_OTHER"}
        if path:
            said["http.route"] = path
        if status:
            said["http.response.status_code"] = status
        self._duration.record(seconds, said)
        end = time.time_ns()
        span = self._tracer.start_span(
            f"{method if named else 'HTTP'} {path}".rstrip(),
            _PARENT.extract(parent) if parent else None,
            SpanKind.SERVER,
            {**said, "ringtrue.contacts": contacts},
            start_time=end - int(seconds * 1e9),
        )
        if status >= 500:
            span.set_status(Status(StatusCode.ERROR))
        span.end(end)

    def close(self) -> None:
        """Sends what is left, for `PARTING` seconds at most."""
        last = Thread(target=self._close, daemon=True)
        last.start()
        last.join(PARTING)

    def _close(self) -> None:
        self._tracing.shutdown()
        self._measuring.shutdown(int(PARTING * 1000))

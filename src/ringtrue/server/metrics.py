"""Counters for Prometheus, shared by all workers of one server.

Every worker writes its own row of one anonymous shared mapping, made before the workers are; a
reader adds the rows up. So `/metrics` tells of the whole server, whichever worker answers, without
a lock or a file. Labels are fixed in advance: nothing a client sends becomes a label.
"""

from __future__ import annotations

from bisect import bisect_left
from mmap import mmap

ROUTES = (
    "check", "scan", "ask", "mail", "brands", "brand", "directory", "openapi", "healthz", "readyz",
    "metrics", "page", "static", "preflight", "none",
)  # fmt: skip
STATUSES = (
    200, 204, 400, 401, 403, 404, 405, 408, 413, 415, 421, 422, 429, 500, 503,
)  # fmt: skip
VERDICTS = ("official", "impersonation", "suspicious", "unknown", "invalid")
SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the duration buckets."""
_TIMED = ("check", "scan", "mail", "page")
_OTHER = "other"

_NAMES: tuple[str, ...] = (
    *(f'ringtrue_requests_total{{route="{r}",status="{s}"}}'
      for r in ROUTES for s in (*STATUSES, _OTHER)),
    *(f'ringtrue_contacts_total{{status="{s}"}}' for s in VERDICTS),
    *(f'ringtrue_answers_total{{from="{s}"}}' for s in ("memory", "work")),
    *(f'ringtrue_faults_total{{of="{s}"}}' for s in ("contact", "text")),
    *(f'ringtrue_directory_reloads_total{{result="{s}"}}' for s in ("done", "failed")),
    *(f'ringtrue_request_seconds_bucket{{route="{r}",le="{le}"}}'
      for r in _TIMED for le in (*SECONDS, "+Inf")),
    *(f'ringtrue_request_microseconds{{route="{r}"}}' for r in _TIMED),
    "ringtrue_requests_active",
    "ringtrue_resident_bytes",
)  # fmt: skip
_AT = {name: index for index, name in enumerate(_NAMES)}
_REQUEST = {
    (route, status): _AT[f'ringtrue_requests_total{{route="{route}",status="{status}"}}']
    for route in ROUTES
    for status in (*STATUSES, _OTHER)
}
_BUCKETS = {
    route: [
        _AT[f'ringtrue_request_seconds_bucket{{route="{route}",le="{le}"}}']
        for le in (*SECONDS, "+Inf")
    ]
    for route in _TIMED
}
_SPENT = {r: _AT[f'ringtrue_request_microseconds{{route="{r}"}}'] for r in _TIMED}
_ACTIVE = _AT["ringtrue_requests_active"]
_HELP = {
    "ringtrue_requests_total": ("counter", "Requests answered"),
    "ringtrue_contacts_total": ("counter", "Contacts judged, by verdict"),
    "ringtrue_answers_total": ("counter", "Contacts answered from memory and by work"),
    "ringtrue_faults_total": ("counter", "Contacts and texts on which ringtrue itself failed"),
    "ringtrue_directory_reloads_total": ("counter", "Reloads of the directory"),
    "ringtrue_request_seconds": ("histogram", "Time from a request's head to its answer's end"),
    "ringtrue_requests_active": ("gauge", "Requests in work"),
    "ringtrue_resident_bytes": ("gauge", "Memory of all workers as of their last answer here"),
}


class Metrics:
    """The counters of one worker, `slot` of `slots`."""

    def __init__(self, slots: int = 1) -> None:
        self._cells = memoryview(mmap(-1, slots * len(_NAMES) * 8)).cast("q")
        self._slots = slots
        self._base = 0

    def use(self, slot: int) -> None:
        """Writes to the row `slot` from now on, and empties it: its worker starts anew."""
        self._base = slot * len(_NAMES)
        for name in ("ringtrue_requests_active", "ringtrue_resident_bytes"):
            self._cells[self._base + _AT[name]] = 0

    def add(self, name: str, amount: int = 1) -> None:
        """Adds to a counter by its full name, labels included."""
        self._cells[self._base + _AT[name]] += amount

    def request(self, route: str, status: int, seconds: float) -> None:
        """One request that was answered."""
        at = _REQUEST.get((route, status))
        if at is None:
            at = _REQUEST[route, _OTHER]
        cells, base = self._cells, self._base
        cells[base + at] += 1
        if route in _TIMED:
            cells[base + _BUCKETS[route][bisect_left(SECONDS, seconds)]] += 1
            cells[base + _SPENT[route]] += int(seconds * 1e6)

    def active(self, change: int) -> None:
        """A request begins (1) or ends (-1)."""
        self._cells[self._base + _ACTIVE] += change

    def own(self, name: str) -> int:
        """A counter of this worker alone."""
        return self._cells[self._base + _AT[name]]

    def value(self, name: str) -> int:
        """A counter over all workers."""
        at, row = _AT[name], len(_NAMES)
        return sum(self._cells[slot * row + at] for slot in range(self._slots))

    def text(self, version: str, age_days: int | None) -> str:
        """The Prometheus text format 0.0.4."""
        self._cells[self._base + _AT["ringtrue_resident_bytes"]] = resident_bytes()
        lines: list[str] = []
        headed = ""
        for name in _NAMES:
            metric = _metric(name)
            if metric == "ringtrue_request_seconds":
                continue  # written below, added up as histograms are
            if metric != headed:
                lines += _head(metric)
                headed = metric
            value = self.value(name)
            if value or metric != "ringtrue_requests_total":  # most pairs never happen
                lines.append(f"{name} {value}")
        lines += self._durations()
        escaped = version.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        lines += [
            "# HELP ringtrue_directory_info The directory that answers.",
            "# TYPE ringtrue_directory_info gauge",
            f'ringtrue_directory_info{{version="{escaped}"}} 1',
        ]
        if age_days is not None:
            lines += [
                "# HELP ringtrue_directory_age_days Days since its newest check of a source.",
                "# TYPE ringtrue_directory_age_days gauge",
                f"ringtrue_directory_age_days {age_days}",
            ]
        return "\n".join(lines) + "\n"

    def _durations(self) -> list[str]:
        name = "ringtrue_request_seconds"
        lines = _head(name)
        for route in _TIMED:
            total = 0
            for le in (*SECONDS, "+Inf"):
                total += self.value(f'{name}_bucket{{route="{route}",le="{le}"}}')
                lines.append(f'{name}_bucket{{route="{route}",le="{le}"}} {total}')
            spent = self.value(f'ringtrue_request_microseconds{{route="{route}"}}') / 1e6
            lines += [
                f'{name}_sum{{route="{route}"}} {spent}',
                f'{name}_count{{route="{route}"}} {total}',
            ]
        return lines


def _head(metric: str) -> list[str]:
    kind, text = _HELP[metric]
    return [f"# HELP {metric} {text}.", f"# TYPE {metric} {kind}"]


def _metric(name: str) -> str:
    bare = name.partition("{")[0]
    if bare in ("ringtrue_request_seconds_bucket", "ringtrue_request_microseconds"):
        return "ringtrue_request_seconds"
    return bare


def resident_bytes() -> int:
    """Memory of this process; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:
            pages = int(file.read().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    import resource

    return pages * resource.getpagesize()

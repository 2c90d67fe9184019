"""The HTTP backend and the web page: ``ringtrue serve``. Needs the extra ``[server]``.

    request -> protocol (slow clients) -> guard (host, origin, token, rate, load, headers, log)
            -> endpoint (checks, scans, listings, page) -> Checker -> answers (JSON) -> response

The directory lives in memory (`state`), nothing else is kept: no contact reaches a log or a disk.
Only this package imports starlette, uvicorn and msgspec, and only when its modules are imported.
"""

from __future__ import annotations

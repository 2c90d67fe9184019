"""Where findings go: JSON lines, an Atom feed, a signed webhook, a STIX bundle.

Each output has a name, under which its cursor is kept, and takes findings in order. Files that are
written anew (Atom, STIX) are put in place in one move. A webhook that does not answer is asked
again, later and later, and holds up nobody else.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from ringtrue.errors import RingtrueError
from ringtrue.messages.shown import shown
from ringtrue.watching.store import Store

Finding = dict[str, Any]
LAST = 200
"""Findings of a feed."""
MOST_STIX = 5_000
"""Findings of a bundle."""
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 300.0
"""Seconds until a webhook is asked again."""
_ATOM = "http://www.w3.org/2005/Atom"


class Output(Protocol):
    """Takes findings."""

    name: str

    def give(self, findings: Sequence[Finding], store: Store) -> int:
        """Gives findings out; the number of the last one that went, 0 for none."""


class Lines:
    """A file of JSON lines, or standard output. What a kill left half is cut off, and what was
    written without being noted is not written again."""

    def __init__(self, path: Path | None) -> None:
        self.name = f"lines:{path or '-'}"
        self._path = path

    def recover(self, store: Store) -> None:
        """Sets the cursor to what the file holds."""
        if self._path is None or not self._path.exists():
            return
        with self._path.open("rb+") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - (1 << 20)))
            tail = file.read()
            whole = tail.rfind(b"\n") + 1
            if whole < len(tail):
                file.truncate(size - len(tail) + whole)
            rows = tail[:whole].splitlines()
        if rows:
            seq = int(json.loads(rows[-1]).get("seq", 0))
            store.given(self.name, max(seq, store.cursor(self.name)))

    def give(self, findings: Sequence[Finding], store: Store) -> int:
        """Appends the findings, and waits until they are on the disk."""
        text = "".join(json.dumps(one, ensure_ascii=True) + "\n" for one in findings)
        if self._path is None:
            sys.stdout.write(text)
            sys.stdout.flush()
        else:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        return int(findings[-1]["seq"])


class Atom:
    """An Atom feed (RFC 4287) of the last findings; entries link to nothing."""

    def __init__(self, path: Path) -> None:
        self.name, self._path = f"atom:{path}", path

    def give(self, findings: Sequence[Finding], store: Store) -> int:
        """Writes the feed anew."""
        ET.register_namespace("", _ATOM)
        feed = ET.Element(f"{{{_ATOM}}}feed")
        newest = store.last(LAST)
        _child(feed, "id", "urn:ringtrue:watch")
        _child(feed, "title", "ringtrue watch")
        _child(feed, "updated", newest[0]["at"] if newest else findings[-1]["at"])
        author = ET.SubElement(feed, f"{{{_ATOM}}}author")
        _child(author, "name", "ringtrue")
        for one in newest:
            entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
            digest = hashlib.sha256(one["host"].encode()).hexdigest()[:32]
            _child(entry, "id", f"urn:ringtrue:finding:{digest}")
            brand = (one["verdict"]["imitates"] or {"brand": {"name": ""}})["brand"]["name"]
            _child(entry, "title", f"{one['verdict']['status']} {brand}: {shown(one['host'])}")
            _child(entry, "updated", one["at"])
            _child(entry, "summary", " ".join(one["verdict"]["advice"]))
        _replace(self._path, ET.tostring(feed, encoding="utf-8", xml_declaration=True))
        return int(findings[-1]["seq"])


class Stix:
    """A STIX 2.1 bundle of the last findings (extra ``[report]``)."""

    def __init__(self, path: Path, checker: Any) -> None:
        self.name, self._path, self._checker = f"stix:{path}", path, checker

    def give(self, findings: Sequence[Finding], store: Store) -> int:
        """Writes the bundle anew."""
        from datetime import datetime

        from ringtrue.reporting.stix import bundle

        found = [
            (self._checker.check(one["host"], "domain"), datetime.fromisoformat(one["at"]))
            for one in reversed(store.last(MOST_STIX))
        ]
        _replace(self._path, json.dumps(bundle(found), ensure_ascii=True).encode())
        return int(findings[-1]["seq"])


class Webhook:
    """One POST a finding, signed: ``X-Ringtrue-Signature`` is the HMAC-SHA256 of the timestamp, a
    dot and the body. ``seq`` in it tells a receiver what it had already."""

    def __init__(self, url: str, secret: bytes) -> None:
        """Raises `RingtrueError` for an address that is not https (but for this machine's)."""
        parts = urlsplit(url)
        local = parts.hostname in ("127.0.0.1", "::1", "localhost")
        if parts.scheme != "https" and not (parts.scheme == "http" and local):
            raise RingtrueError(f"{url[:80]!r}: a webhook is asked by https")
        if len(secret) < 16:
            raise RingtrueError("the secret of a webhook needs 16 bytes or more")
        self.name, self._url, self._secret = f"webhook:{url}", url, secret
        self._wait, self._not_before = _FIRST_WAIT, 0.0

    def give(self, findings: Sequence[Finding], store: Store) -> int:
        """Posts until one is refused or not answered; that one is tried again later."""
        import requests

        done = 0
        if time.monotonic() < self._not_before:
            return done
        for one in findings:
            body = json.dumps(one, ensure_ascii=True).encode()
            at = str(int(time.time()))
            mark = hmac.new(self._secret, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
            head = {
                "Content-Type": "application/json",
                "X-Ringtrue-Timestamp": at,
                "X-Ringtrue-Signature": f"sha256={mark}",
            }
            try:
                answer = requests.post(
                    self._url, data=body, headers=head, timeout=10, allow_redirects=False
                )
                accepted = 200 <= answer.status_code < 300
            except requests.RequestException:
                accepted = False
            if not accepted:
                self._not_before = time.monotonic() + self._wait
                self._wait = min(2 * self._wait, _LONGEST_WAIT)
                break
            done, self._wait = int(one["seq"]), _FIRST_WAIT
            store.given(self.name, done)
        return done


def _child(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = shown(text, 2_000)


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)

"""``ringtrue watch``: a stream of names, and new look-alikes as they come."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from ringtrue.checking import Checker
from ringtrue.cli.defaults import directory_of
from ringtrue.cli.exits import OFFICIAL
from ringtrue.cli.streams import Stop, tell
from ringtrue.errors import RingtrueError
from ringtrue.watching import sources
from ringtrue.watching.outputs import Atom, Lines, Output, Stix, Webhook
from ringtrue.watching.store import Store
from ringtrue.watching.watch import watch


def run(options: Namespace) -> int:
    """Watches until the source ends, or SIGTERM and Ctrl-C: then what was read is written."""
    checker = Checker(directory_of(options.allowlist)).prepare()
    for name in options.brand:
        if name not in checker.directory.brands:
            from ringtrue.judging.near_brands import hint

            raise Stop(f"--brand {name}: no such id; {hint(checker.directory, name)}")
    asked = {"stop": False}

    def stop(*_: Any) -> None:
        asked["stop"] = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        store = Store(Path(options.state))
        try:
            lines = Lines(Path(options.out) if options.out else None)
            lines.recover(store)
            outputs: list[Output] = [lines]
            if options.atom:
                outputs.append(Atom(Path(options.atom)))
            if options.stix:
                outputs.append(Stix(Path(options.stix), checker))
            if options.webhook:
                outputs.append(Webhook(options.webhook, _secret(options.webhook_secret)))
            named, source = _source(options, store, lambda: asked["stop"])
            done = watch(
                source, named, checker, store, outputs,
                brands=options.brand, stopped=lambda: asked["stop"],
            )  # fmt: skip
        finally:
            store.close()
    except RingtrueError as error:
        raise Stop(str(error)) from error
    tell(f"{done:,} lines read")
    return OFFICIAL


def _source(options: Namespace, store: Store, stopped: Any) -> tuple[str, sources.Source]:
    if options.redis:
        if not options.stream:
            raise Stop("--redis needs --stream KEY")
        named = f"redis:{options.stream}"
        place = store.place(named)
        return named, sources.redis_stream(
            options.redis, options.stream, options.field, place, stopped, once=options.once
        )
    if options.file == "-":
        return "-", sources.standard_input(sys.stdin.buffer)
    path = Path(options.file)
    named = f"file:{path.absolute()}"
    return named, sources.growing_file(path, store.place(named), stopped, once=options.once)


def _secret(path: str) -> bytes:
    if not path:
        raise Stop(
            "--webhook needs --webhook-secret FILE: 16 bytes or more that the receiver knows"
        )
    try:
        return Path(path).read_bytes().strip()
    except OSError as error:
        raise Stop(f"cannot read {path}: {error.strerror or error}") from error

"""``ringtrue update``: newer signed lists, or the reason in one line why there are none."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ringtrue.cli.exits import ALARM, OFFICIAL, UNKNOWN, USAGE
from ringtrue.cli.streams import Stop, put, put_json, tell
from ringtrue.directory.installed import MAIN, feed_names, installed
from ringtrue.errors import AllowlistError, UpdateError
from ringtrue.messages.shown import shown
from ringtrue.render.changes import counts_text

_LATER = frozenset({"unreachable", "too_slow", "busy"})
_HERE = frozenset({"setup", "disk"})
_MAX_ROOT = 1 << 20


def run(options: Namespace) -> int:
    """Updates one feed or all of them; the worst exit code counts."""
    if options.feed is None and (options.url or options.root or options.brands or options.remove):
        options.feed = MAIN
    if options.list:
        return _list(options)
    try:
        import tuf  # noqa: F401
    except ImportError as error:
        raise Stop("updates need tuf; install it: pip install 'ringtrue[update]'") from error
    if options.remove:
        return _remove(options.feed)
    names = [options.feed] if options.feed else feed_names() or [MAIN]
    root = _root(options.root) if options.root else b""
    # Refused is worse than not mended here, which is worse than try again.
    codes = {_one(name, options, root) for name in names}
    return next(code for code in (ALARM, USAGE, UNKNOWN, OFFICIAL) if code in codes)


def _one(name: str, options: Namespace, root: bytes) -> int:
    from ringtrue.updates.client import update

    try:
        only = tuple(filter(None, options.brands.split(",")))
        done = update(name, url=options.url, root=root, brands=only)
    except UpdateError as error:
        before = _version(name)
        stays = f"the list {before} stays in use" if before else "nothing has changed"
        tell(f"update of {name}: {error}; {stays} [{error.code}]")
        if error.code in _LATER:
            return UNKNOWN
        return USAGE if error.code in _HERE else ALARM
    except AllowlistError as error:
        raise Stop(str(error)) from error
    if options.json:
        put_json(
            {
                "schema": 1, "feed": done.feed, "url": done.url, "old": done.old,
                "new": done.new, "counts": done.counts,
            }
        )  # fmt: skip
    elif done.old == done.new:
        put(shown(f"{done.feed}: {done.new} is the newest"))
    else:
        came = f"{done.old or 'nothing'} -> {done.new}"
        put(shown(f"{done.feed}: {came}: {counts_text(done.counts)}", 1000))
    return OFFICIAL


def _list(options: Namespace) -> int:
    from ringtrue.updates.store import find

    for name in [options.feed] if options.feed else feed_names():
        try:
            feed = find(name)
        except UpdateError as error:
            raise Stop(str(error)) from error
        version = _version(name)
        if options.json:
            said = {"schema": 1, "feed": name, "url": feed.url, "version": version}
            put_json({**said, "brands": list(feed.brands)})
        else:
            only = f"  only {', '.join(feed.brands)}" if feed.brands else ""
            put(shown(f"{name}: {version or 'no list'}  {feed.url}{only}  {feed.folder}", 1000))
    return OFFICIAL


def _remove(name: str) -> int:
    from ringtrue.updates.store import find, forget

    try:
        feed = find(name)
        if not feed.url:
            raise Stop(f"{name}: no such feed; `ringtrue update --list` shows all")
        forget(feed)
    except UpdateError as error:
        raise Stop(f"{name}: {error}", UNKNOWN if error.code == "busy" else USAGE) from error
    except OSError as error:
        raise Stop(f"{name}: cannot be removed: {error.strerror or error}") from error
    put(f"{name}: removed")
    return OFFICIAL


def _version(name: str) -> str:
    found = installed(name)
    return found[0] if found else ""


def _root(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(_MAX_ROOT)
    except OSError as error:
        raise Stop(f"cannot read {path}: {error.strerror or error}") from error

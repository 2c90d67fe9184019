"""Cuts the power of an update before its n-th change of the disk, for every n. Run as a program.

The update runs in a forked process that dies without cleaning up. What was written and not yet
brought to the disk (fsync) is lost: such files are cut to half their length. In the mode
``renames`` the disk has also kept the last rename only: files that were renamed before it, into a
folder that was not brought to the disk since, have their old content back. After each cut a line
of JSON tells what a reader finds and whether the next update works.

    power.py DATA URL ROOT SHIPPED MODE      MODE: data | renames
"""

from __future__ import annotations

import gc
import importlib
import json
import logging
import os
import shutil
import sys
import threading
from pathlib import Path
from typing import NoReturn

from ringtrue.directory.installed import installed, parts
from ringtrue.index import compiled
from ringtrue.updates.client import update
from ringtrue.updates.limits import Limits

CUT = 77
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Power:
    """Counts changes below a folder and cuts the power at one of them."""

    def __init__(self, folder: Path, cut_at: int, lose_renames: bool) -> None:
        self.folder, self.cut_at, self.lose_renames = str(folder), cut_at, lose_renames
        self.changes = 0
        self.dirty: set[str] = set()
        self.pending: list[tuple[str, bytes | None]] = []
        self.cutting = False

    def connect(self) -> None:
        """From now on."""
        sys.addaudithook(self._hook)
        os.fsync = self._synced

    def _hook(self, event: str, args: tuple[object, ...]) -> None:
        if self.cutting:
            return
        if event == "open" and isinstance(args[0], (str, bytes, os.PathLike)):
            path = os.fsdecode(args[0])
            flags = args[2] if isinstance(args[2], int) else 0
            if flags & _WRITES and self._mine(path):
                self._change()
                if not path.endswith("lock") and (flags & os.O_TRUNC or not Path(path).exists()):
                    self.dirty.add(path)
        elif event == "os.rename":
            source, target = os.fsdecode(args[0]), os.fsdecode(args[1])  # type: ignore[arg-type]
            if self._mine(target):
                self._change()
                before = Path(target)
                self.cutting = True  # our own reading is no change
                self.pending.append((target, before.read_bytes() if before.exists() else None))
                self.cutting = False
                if source in self.dirty:
                    self.dirty.add(target)
                else:
                    self.dirty.discard(target)
                self.dirty.discard(source)
        elif event in ("os.remove", "os.mkdir", "os.symlink", "os.rmdir") and self._mine(
            os.fsdecode(args[1 if event == "os.symlink" else 0])  # type: ignore[arg-type]
        ):
            self._change()

    def _synced(self, number: int) -> None:
        path = os.readlink(f"/proc/self/fd/{number}")
        if self._mine(path):
            self._change()
            if os.path.isdir(path):
                self.pending = [p for p in self.pending if os.path.dirname(p[0]) != path]
            self.dirty.discard(path)

    def _mine(self, path: str) -> bool:
        return path.startswith(self.folder)

    def _change(self) -> None:
        self.changes += 1
        if self.changes == self.cut_at:
            self.cut(CUT)

    def cut(self, code: int) -> NoReturn:
        """Loses what the disk does not have, and dies."""
        self.cutting = True
        if self.lose_renames:
            last = self.pending[-1][0] if self.pending else ""
            for path, before in reversed(self.pending[:-1]):
                if path == last:
                    continue
                if before is None:
                    Path(path).unlink(missing_ok=True)
                else:
                    Path(path).write_bytes(before)
        for path in self.dirty:
            if os.path.isfile(path):
                os.truncate(path, os.path.getsize(path) // 2)
        os._exit(code)


def forked(work: object) -> int:
    """Runs `work` in a process of its own and gives its exit code."""
    child = os.fork()
    if child == 0:
        try:
            work()  # type: ignore[operator]
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    """One line of JSON for each cut; the last one comes right after the update."""
    pristine, url, root, shipped, mode = sys.argv[1:]
    compiled.default_file = lambda: str(shipped)
    trusted, data = Path(root).read_bytes(), Path(pristine).with_name("struck")
    limits = Limits(tries=1)
    os.fsync = lambda number: None  # what reaches the disk is modelled here, not waited for
    warned: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: warned.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("ringtrue").addHandler(handler)
    for late in ("_strptime", "decimal", "idna", "mmap", "requests", "stringprep"):
        importlib.import_module(late)  # else each of a hundred children does
    gc.disable()
    gc.freeze()
    assert threading.active_count() == 1, "forked below"
    code, n = CUT, 0
    while code == CUT:
        n += 1
        shutil.rmtree(data, ignore_errors=True)
        if os.path.exists(pristine):
            shutil.copytree(pristine, data, symlinks=True)

        def struck(n: int = n) -> None:
            power = Power(data, n, mode == "renames")
            power.connect()
            update(url=url, root=trusted, folder=data, limits=limits)
            power.cut(0)  # what has been said to be done must be on the disk

        code = forked(struck)
        warned.clear()
        found = installed("main", data)
        row = {
            "code": code,
            "in_use": found[0] if found else "",
            "readable": parts(data)[0][0] != "",
            "warned": list(warned),
        }
        again = forked(lambda: update(url=url, root=trusted, folder=data, limits=limits))
        after = installed("main", data)
        row |= {"again": again, "after": after[0] if after else ""}
        left = [str(p) for p in data.rglob("*.tmp")]
        print(json.dumps(row | {"left": left}), flush=True)


if __name__ == "__main__":
    main()

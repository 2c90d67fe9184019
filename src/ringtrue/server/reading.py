"""The list that a server answers from, as it is on disk now; a large one is compiled beside it.

Which names a list protects, and the tables that find them, are worked out from all its brands. For
the shipped list the build has done so. For a hundred thousand entries it is many seconds of work,
which would take turns with the answers, and gigabytes of objects, whose room a process does not
give back. So a process of its own does it and hands over one file of arrays.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ringtrue.data.arrays import Arrays, pack
from ringtrue.directory.directory import Directory
from ringtrue.index import names
from ringtrue.index.contacts import Contacts, sections
from ringtrue.index.protected import protected_names

MANY = 5_000
"""Brands from which a list is compiled in a process of its own, which takes a second to start."""
_NICER = 5
"""How much that process stands back behind those that answer."""


def read(file: str, allowlists: Sequence[str]) -> Directory:
    """The list in use or the given `file`, and `allowlists`.

    Raises `AllowlistError` or OSError when it cannot be read.
    """
    directory = _listed(file, allowlists)
    if len(directory.brands) < MANY:
        return directory
    program = f"from {__name__} import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, file, *allowlists], capture_output=True, check=False
    )
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise OSError(f"the list could not be compiled: {last}")
    return directory.as_in(Arrays(done.stdout, file or "the list in use"))


def main() -> None:
    """Writes the compiled form of the list that the arguments name to the standard output."""
    if hasattr(os, "nice"):
        os.nice(_NICER)
    file, *allowlists = sys.argv[1:]
    directory = _listed(file, allowlists)
    brands = list(directory.brands.values())
    tables = names.all_sections(list(protected_names(brands)))
    sys.stdout.buffer.write(pack({"list.version": directory.version, **sections(brands), **tables}))


def _listed(file: str, allowlists: Sequence[str]) -> Directory:
    if file:
        # Read, not mapped: whoever writes over the file must not change what answers now.
        arrays = Arrays(Path(file).read_bytes(), file)
        arrays.verify()
        directory = Directory.opened(Contacts(arrays))
    else:
        directory = Directory.reload()
    for path in allowlists:
        directory = directory | Directory.load(path)
    return directory

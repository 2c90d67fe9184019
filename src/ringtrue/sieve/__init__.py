"""Whole columns of host names at once: which of them surely relate to nothing that is listed?

A sweep of a zone file is a search for the few names in a hundred that `Checker.check` has anything
to say about. The sieve answers that question for all of them with a few passes over their letters
(numpy, extra ``[arrow]``): what falls through it is ``unknown`` without any evidence, exactly as
`Checker.check` would find, and only the rest is checked one by one. It errs to one side alone: a
name that it cannot read at once, or that shares something with a listed name, is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringtrue.sieve.places import Places
from ringtrue.sieve.resemblance import Resemblance
from ringtrue.sieve.text import Hosts

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from ringtrue.directory.directory import Directory

MOST = 32_768
"""Hosts looked at together: what they take should stay in the processor's caches."""


class Sieve:
    """The sieve of one directory. Building it takes a few seconds for 10,000 brands."""

    def __init__(self, directory: Directory) -> None:
        self._places = Places(directory)
        self._resemblance = Resemblance(directory)

    def keeps(self, contacts: pa.StringArray) -> np.ndarray:
        """For each of `contacts` (no nulls, plain ``string`` type) whether it needs a check.

        Where the answer is False, `Checker.check` without claims says ``unknown``, with the score 0
        and without evidence.
        """
        import numpy as np

        parts = [self._kept(contacts.slice(start, MOST)) for start in range(0, len(contacts), MOST)]
        return np.concatenate(parts) if parts else np.zeros(0, bool)

    def _kept(self, contacts: pa.StringArray) -> np.ndarray:
        hosts = Hosts.of(contacts)
        kept = hosts.unread.copy()
        for look in (self._places.marks, self._resemblance.marks):
            look(hosts, kept)
        return kept

"""What a check leaves behind in the caches of the package, and how it is forgotten.

What stands in a bounded cache was somebody's input; whoever asks for it again is answered sooner,
by a fifth of the time, which would tell one client what another one asked.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Any

from ringtrue.checking import Checker


def forget(checker: Checker) -> None:
    """Empties every bounded cache of the package and the memos of the directory's names."""
    for cache in _bounded(len(sys.modules)):
        cache.cache_clear()
    checker.directory.names.memo_near.clear()
    checker.directory.names.memo_exact.clear()


@lru_cache(maxsize=1)
def _bounded(_modules: int) -> list[Any]:
    """The caches of the modules that are loaded; those without a bound hold tables."""
    loaded = [vars(module) for name, module in sys.modules.items() if name.startswith("ringtrue.")]
    held = {id(found): found for names in loaded for found in names.values()}
    caches = [found for found in held.values() if hasattr(found, "cache_parameters")]
    return [f for f in caches if f.cache_parameters()["maxsize"] and f is not _bounded]

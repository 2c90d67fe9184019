"""Every regular expression of the package, looked at for runs that never end (ReDoS).

    python benchmarks/attack/patterns.py

All modules are imported and their tables of patterns made, so that what is compiled is what a check
compiles. regexploit (a dependency for development) tells which could backtrack by a power of three
or more of the text's length, or without any bound; what it cannot parse is timed on texts of its
own characters. Fails where there is one.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
import time
from typing import Any

LONG = 4_000
"""Characters of a text on which a pattern is timed."""
MOST = 1.0
"""Seconds that it may take for it."""
FOUND: dict[tuple[str | bytes, int], str] = {}
"""Patterns and flags, and the line that compiled them first."""
_compile = re.compile


def _noting(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
    compiled = _compile(pattern, flags)
    caller = sys._getframe(1)
    module = str(caller.f_globals.get("__name__", ""))
    if module.startswith("ringtrue"):
        FOUND.setdefault((compiled.pattern, compiled.flags), f"{module}:{caller.f_lineno}")
    return compiled


def collect() -> list[str]:
    """Imports everything and makes what is made on first use; names of modules that need a package
    that is not here."""
    re.compile = _noting  # type: ignore[assignment]
    import ringtrue

    left = []
    for found in pkgutil.walk_packages(ringtrue.__path__, "ringtrue."):
        if found.name.endswith("__main__"):
            continue
        try:
            module = importlib.import_module(found.name)
        except ImportError:
            left.append(found.name)
            continue
        for made in list(vars(module).values()):
            inner = getattr(made, "__wrapped__", None)
            if inner is None or getattr(made, "__module__", "") != module.__name__:
                continue
            told = inspect.signature(inner)
            if not told.parameters and "Pattern" in str(told.return_annotation):
                made()
    from ringtrue.kinds import wrapping

    for text in (wrapping._STATED, wrapping._IPV6, wrapping._DOT, wrapping._MARKDOWN):
        wrapping._pattern(text)
    return left


def slowest(pattern: str, flags: int) -> float:
    """Seconds of the dearest search in texts of the pattern's own characters."""
    compiled = _compile(pattern, flags)
    worst = 0.0
    for piece in dict.fromkeys(
        [*pattern, "a", "0", " ", ".", "-", "ab", "a.", "0 ", "a@", "http://"]
    ):
        text = (piece * (LONG // len(piece) + 1))[:LONG]
        for end in ("", "!", "\n", "\ud800"):
            begun = time.process_time()
            compiled.search(text + end)
            worst = max(worst, time.process_time() - begun)
    return worst


def main() -> None:
    from regexploit.ast.sre import SreOpParser
    from regexploit.redos import find

    left = collect()
    bad, timed = [], 0
    for (pattern, flags), where in FOUND.items():
        text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
        try:
            parsed = SreOpParser().parse_sre(text, flags & ~(re.UNICODE | re.LOCALE))
        except (AttributeError, ValueError, KeyError, TypeError, AssertionError):
            timed += 1
            if slowest(text, flags & ~re.LOCALE) > MOST:
                bad.append(f"{where}: {text[:100]!r} is slow")
            continue
        if next(iter(find(parsed)), None) is not None:
            bad.append(f"{where}: {text[:100]!r} can run away")
    print(f"patterns: {len(FOUND)} looked at, {timed} of them timed, {len(bad)} can run away"
          + (f"; not imported: {', '.join(left)}" if left else ""))  # fmt: skip
    for line in bad:
        print("    " + line)
    sys.exit(bool(bad) or len(FOUND) < 200)


if __name__ == "__main__":
    main()

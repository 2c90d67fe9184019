"""Detectors, one file a technique; `DETECTORS` (registry.py) lists them in order.

The registry is imported on first use: an official contact is answered without it.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any

    from ringtrue.detectors.registry import DETECTORS

__all__ = ["DETECTORS"]


def __getattr__(name: str) -> Any:
    if name == "DETECTORS":
        from ringtrue.detectors.registry import DETECTORS

        return DETECTORS
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

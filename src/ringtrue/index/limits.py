"""Limits that the index and the checker share."""

from __future__ import annotations

MAX_MATCHES = 12
"""Names that one text is paired with, best first."""

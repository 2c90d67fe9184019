"""How ``numbering_types.tsv`` writes an automaton: for the command that makes it and its reader."""

from __future__ import annotations

ASK, NOTHING = "?", "-"
"""Labels: libphonenumber decides; there is no such number."""
BASE = 0x4E00
"""The character that stands for zero in the table of states."""
STEP = 11
"""Characters of a state: where each digit leads, and what a number is that is over here."""

"""Scanning: every contact point in a text, the brands it speaks for, what it asks for."""

from __future__ import annotations

from ringtrue.scanning.claims import ScannedClaim
from ringtrue.scanning.document import MAX_TEXT, Document, Note
from ringtrue.scanning.findings import Finding
from ringtrue.scanning.redflags import RedFlag
from ringtrue.scanning.report import ScannedContact, ScanReport
from ringtrue.scanning.scan import scan_document, scan_text

__all__ = [
    "MAX_TEXT",
    "Document",
    "Finding",
    "Note",
    "RedFlag",
    "ScanReport",
    "ScannedClaim",
    "ScannedContact",
    "scan_document",
    "scan_text",
]

"""Scans of files in a format: what is found, and that every span is where it says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ringtrue import Checker, Directory
from ringtrue.scanning import Document, ScanReport, scan_document
from ringtrue.scanning.inputs import read

CHECKER = Checker(
    Directory.from_rows(
        [
            ("examplewallet", "Example Wallet", "domain", "examplewallet.example"),
            ("examplewallet", "Example Wallet", "alias", "示例钱包"),
            ("examplebank", "Example Bank", "domain", "examplebank.example"),
        ]
    )
)
Scan = Callable[..., tuple[Document, ScanReport]]


@pytest.fixture
def scan() -> Scan:
    """Document and report of some bytes; every span of the report holds what it says."""

    def scanned(raw: bytes, name: str = "", url: str = "") -> tuple[Document, ScanReport]:
        document = read(raw, name, url=url)
        report = scan_document(document, CHECKER)
        for contact in report.contacts:
            assert document.text[contact.start : contact.end] == contact.raw
            assert all(document.text[a:b] for a, b in contact.places)
        for part in report.claims + report.red_flags + report.warnings:
            said = part.text if hasattr(part, "text") else part.quote
            assert document.text[part.start : part.end] == said
        return document, report

    return scanned


@pytest.fixture
def contacts(scan: Scan) -> Callable[..., dict[str, str]]:
    """Contacts of some bytes, each with its status."""

    def found(raw: bytes, name: str = "", url: str = "") -> dict[str, str]:
        return {c.raw: c.verdict.status.value for c in scan(raw, name, url)[1].contacts}

    return found

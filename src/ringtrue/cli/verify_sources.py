"""``ringtrue verify-sources``: opens what contacts cite, and keeps what was found."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from pathlib import Path

from ringtrue.cli.exits import ALARM, OFFICIAL
from ringtrue.cli.streams import Stop, put, tell
from ringtrue.curation.citations import (
    HEADER,
    HOLDS,
    OPENED,
    Citation,
    Mirrors,
    cited,
    read_results,
    verify,
)
from ringtrue.directory.allowlist import read, read_text, toml_files
from ringtrue.directory.schema import BrandFile, ContactRow
from ringtrue.errors import AllowlistError
from ringtrue.messages.shown import shown
from ringtrue.progress import over


def run(options: Namespace) -> int:
    """Prints what does not hold; exit code 1 when a contact vouches that no cited source holds."""
    folder, mirror = Path(options.folder), options.mirror
    result = Path(options.result) if options.result else folder / "opened.tsv"
    if mirror is not None and not Path(mirror).is_dir():
        raise Stop(f"{mirror}: no such folder")
    try:
        brands = [read(read_text(file), str(file)).data for file in over(toml_files(folder))]
        known = read_results(result) if result.exists() else {}
    except AllowlistError as error:
        raise Stop(str(error)) from error
    if mirror is None:
        rows = {key: row for key, row in known.items() if key in _keys(brands)}
    else:
        mirrors = Mirrors(Path(mirror))
        rows = {row.key: row for brand in over(brands) for row in verify(brand, mirrors, known)}
        lines = [HEADER, *(rows[key].line() for key in sorted(rows))]
        try:
            result.write_text("\n".join(lines) + "\n", encoding="utf-8")
        except OSError as error:
            raise Stop(f"cannot write {result}: {error.strerror}") from error
    bare = _report(brands, rows)
    return ALARM if bare else OFFICIAL


def _keys(brands: list[BrandFile]) -> set[tuple[str, str, str, str]]:
    return {
        (brand.id, contact.kind, contact.value + contact.path, source.id)
        for brand in brands
        for contact, source in cited(brand)
    }


def _opened_domains(
    brand: BrandFile, rows: dict[tuple[str, str, str, str], Citation]
) -> tuple[str, ...]:
    """The domains that a brand holds whole by a source that was opened."""
    return tuple(
        contact.value
        for contact in brand.contacts
        if contact.kind == "domain"
        and contact.status == "active"
        and any(
            row is not None and row.outcome == "found"
            for row in (rows.get((brand.id, "domain", contact.value, s)) for s in contact.sources)
        )
    )


def _stands_under(contact: ContactRow, domains: tuple[str, ...]) -> bool:
    """Whether one of the domains vouches for it already: a host, or a mailbox there."""
    if contact.kind not in ("host", "url", "email"):
        return False
    host = contact.value.partition("://")[2] or contact.value
    host = host.partition("/")[0].rpartition("@")[2].lower()
    return any(f".{host}".endswith(f".{domain}") for domain in domains)


def _report(brands: list[BrandFile], rows: dict[tuple[str, str, str, str], Citation]) -> int:
    """Prints the contacts that vouch without a source that holds them, then the counts."""
    vouching = opened = under = bare = 0
    for brand in brands:
        held = _opened_domains(brand, rows)
        for contact in brand.contacts:
            if contact.status != "active":
                continue
            vouches = contact.use != "sender"  # who writes or calls can be forged
            value = contact.value + contact.path
            mine = [rows.get((brand.id, contact.kind, value, name)) for name in contact.sources]
            vouching += vouches
            found = any(row is not None and row.outcome == "found" for row in mine)
            opened += vouches and found
            under += vouches and not found and _stands_under(contact, held)
            if any(row is not None and row.outcome in HOLDS for row in mine):
                continue
            bare += 1
            said = ", ".join(
                f"{name}: {row.outcome if row else 'never opened'}"
                for name, row in zip(contact.sources, mine, strict=True)
            )
            put(shown(f"{brand.id} {contact.kind} {value} ({said})", 600))
    counts: Counter[str] = Counter(row.outcome for row in rows.values())
    tell(", ".join(f"{name} {counts[name]}" for name in (*OPENED, "quoted", "unopened")))
    share = 100 * (opened + under) / vouching if vouching else 0.0
    tell(
        f"{opened} of {vouching} contacts that vouch were found in an opened source, {under} more "
        f"stand under a domain of the brand that was ({share:.1f} %)"
    )
    tell(f"{bare} rest on sources of which none is seen to hold them")
    return bare

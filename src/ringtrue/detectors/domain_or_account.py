"""domain_or_account: ``name.example`` is no listed site, but a listed account is called so.

What it does
    Looks a bare domain up as an account's name too, on every platform with dots in its names.

Why it matters
    Instagram, Threads, TikTok and Facebook names may end like domains. Whoever types one without
    the platform gets an answer about the site, which belongs to somebody else.

Examples
    example.wallet, where instagram:@example.wallet is listed

Not flagged
    Listed domains, links with a path, domains that no listed account is called.

References
    Which platforms have dots in their names, and where that was read: data/platforms.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import DirectoryView, Inquiry
from ringtrue.model import ContactPoint, Evidence, Family, Listed

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    import numpy as np

    from ringtrue.batch.early_exit import Batch


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    contact = inquiry.contact
    if contact.kind != "domain" or inquiry.owner is not None:
        return
    called = _called(contact, inquiry.directory)
    if called is None:
        return
    listed, name = called
    yield Evidence(
        code="domain_or_account",
        family=Family.LISTING,
        strength=0.0,
        details={
            "readings": f"{listed.kind}:@{name}",
            "owner": inquiry.directory.brands[listed.brand_id].name,
        },
    )


def may(contact: ContactPoint, directory: DirectoryView) -> bool:
    return _called(contact, directory) is not None


def _called(contact: ContactPoint, directory: DirectoryView) -> tuple[Listed, str] | None:
    """The first listed account that the contact may mean, and the name by which."""
    for reading in contact.readings:
        if reading.startswith("handle:@"):
            listed = directory.account_called(reading[8:])
            if listed is not None:
                return listed, reading[8:]
    return None


def inspect_columns(batch: Batch) -> np.ndarray:
    """Per host: `inspect` may find something, for a listed account has these letters."""
    return batch.tables.accounts.holds(batch.hosts.whole())

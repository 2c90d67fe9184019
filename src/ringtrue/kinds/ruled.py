"""Hosts by the suffix rules of an application's own TLDExtract, instead of the shipped table's.

An application knows zones that no public list holds: ``apps.example.com``, under which each of its
customers writes, or the endings of its own network. Its `tldextract.TLDExtract` (with
``extra_suffixes``, or ``suffix_list_urls`` of its own) says where the part of a host begins that
somebody registered; `ringtrue.judging.policy.Policy.suffixes` takes it.
"""

from __future__ import annotations

from ringtrue.kinds.facets import DomainName
from ringtrue.records import replace

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any, Protocol

    from ringtrue.model import ContactPoint, Listed

    class Extract(Protocol):
        """What is asked of a `tldextract.TLDExtract`."""

        extra_suffixes: Any

        def extract_str(self, url: str, include_psl_private_domains: bool | None = None) -> Any:
            """The parts of a host: `subdomain`, `domain`, `suffix`, `is_private`."""


def ruled(contact: ContactPoint, extract: Extract) -> ContactPoint:
    """`contact` with its hosts divided as `extract` divides them. Private suffixes always count
    (whoever writes below one is somebody else), and so do all that the application has added. What
    `extract` has no rule for stays as the shipped table divides it."""
    facets = tuple(
        _divided(facet, extract) if type(facet) is DomainName else facet for facet in contact.facets
    )
    return contact if facets == contact.facets else replace(contact, facets=facets)


def reached(
    owners: list[Listed], contact: ContactPoint, foreign: bool
) -> tuple[list[Listed], bool]:
    """The listings that cover `contact`, divided so, and whether others may own what it stands
    below: a listed domain covers nothing over a suffix, below which each customer is somebody else.
    """
    hosts = [f.registrable for f in contact.facets if type(f) is DomainName and f.labels]
    kept = [at for at in owners if not any(host.endswith(f".{at.value}") for host in hosts)]
    return kept, foreign or len(kept) < len(owners)


def _divided(seen: DomainName, extract: Extract) -> DomainName:
    found = extract.extract_str(seen.host, include_psl_private_domains=True)
    suffix: str = found.suffix
    if not suffix or suffix == seen.suffix or not f".{seen.host}".endswith(f".{suffix}"):
        return seen
    shown = [*seen.labels, *seen.suffix.split(".")]
    labels = tuple(shown[: len(shown) - suffix.count(".") - 1])
    before = seen.host.removesuffix(suffix).rstrip(".").rpartition(".")[2]
    added = "." in suffix and suffix in extract.extra_suffixes
    return DomainName(
        seen.host,
        suffix,
        f"{before}.{suffix}" if before else seen.host,
        labels,
        bool(found.is_private or added),
    )

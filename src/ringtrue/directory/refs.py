"""Whose word a source is: the owner behind a reference, and whether two owners agree."""

from __future__ import annotations

from collections.abc import Iterable

from ringtrue.model import Source

_REPOSITORY_HOSTS = ("github.com", "raw.githubusercontent.com", "gitlab.com", "codeberg.org")


def owner_of(ref: str) -> str:
    """Who stands behind a reference: a repository's owner, a package, or a registrable domain.

    >>> owner_of("MetaMask/core@0013c04:README.md"), owner_of("ccxt@4.5.90:ccxt/okx.py")
    ('github.com/metamask', 'ccxt')
    >>> owner_of("https://help.phantom.com/hc/en-us"), owner_of("github.com/TP-Lab/tokens")
    ('phantom.com', 'github.com/tp-lab')
    """
    text = ref.strip().partition(" ")[0]
    has_scheme = "://" in text
    text = text.partition("://")[2] if has_scheme else text
    first, slash, rest = text.partition("/")
    first = first.lower()
    if first.startswith("@") and not has_scheme:
        return first  # a package scope
    if has_scheme or ("." in first and "@" not in first):
        host = first.rpartition("@")[2].partition(":")[0]
        if host.removeprefix("www.") in _REPOSITORY_HOSTS and rest:
            return f"{_platform(host)}/{rest.partition('/')[0].lower()}"
        return registrable(host)
    if "@" in first or not slash:
        return first.partition("@")[0]  # package@version
    return f"github.com/{first}"


def corroborated(sources: Iterable[Source]) -> bool:
    """Two independent owners say the same.

    The brand's own pages and repositories are one owner, however many there are, and
    self-registrations (grade C) alone prove nothing, however many repeat them.
    """
    sources = tuple(sources)
    owners = {
        "the brand" if source.grade in ("A", "A2") else owner_of(source.ref) for source in sources
    }
    return len(owners) > 1 and any(source.grade != "C" for source in sources)


def _platform(host: str) -> str:
    return "github.com" if "github" in host else host.removeprefix("www.")


def registrable(host: str) -> str:
    """The registrable domain of a host; the host itself when it has none."""
    from ringtrue.text.suffix import split

    before, suffix, _ = split(host)
    return f"{before[-1]}.{suffix}" if before and suffix else host

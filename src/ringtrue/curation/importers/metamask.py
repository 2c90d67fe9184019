"""Configurations of MetaMask's eth-phishing-detect and of forks in its format.

``{"version": 2, "tolerance": 2, "fuzzylist": […], "whitelist": […], "blacklist": […]}``. Names of
``fuzzylist`` are protected there, so they are proposed (grade C: nobody says whose they are).
``whitelist`` means "do not flag" and holds plain strangers, so its names are only *known*.
``blacklist`` is no list of official contacts; give the file to ``ringtrue lint --deny``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.curation.importers.base import Format, Found, Origin, Proposal, Unread, read_json
from ringtrue.errors import AllowlistError
from ringtrue.progress import over

_MEANING = {"fuzzylist": False, "whitelist": True, "allowlist": True, "allow": True}
"""Lists that are read, and whether they only say that a name is not to be flagged."""


def read(origin: Origin) -> Iterator[Found]:
    """Proposals of one configuration. Raises `AllowlistError`."""
    config, raw = read_json(origin.path)
    lists = [name for name in _MEANING if isinstance(config, dict) and name in config]
    if not lists:
        raise AllowlistError(
            "has neither fuzzylist nor whitelist; give a configuration of eth-phishing-detect",
            file=origin.path,
        )
    ref, date = origin.reference(raw), origin.dated()
    for name in lists:
        items = config[name] if isinstance(config[name], list) else []
        for number, item in enumerate(over(items)):
            where = f"{origin.name}:{name}[{number}]"
            if not isinstance(item, str):
                yield Unread(where, repr(item)[:120], "is no text; give host names")
                continue
            yield Proposal(
                entity=item.lower(),
                name=item.partition(".")[0],
                kind="website",
                value=item,
                where=where,
                ref=ref,
                grade="C",
                date=date,
                quote=f"{name}: {item}",
                only_known=_MEANING[name],
            )


FORMAT = Format("metamask", "configuration of eth-phishing-detect (fuzzylist, whitelist)", read)

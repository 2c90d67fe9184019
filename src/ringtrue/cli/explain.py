"""``ringtrue explain``: the page of a detector, or a line on each."""

from __future__ import annotations

from argparse import Namespace

from ringtrue.cli.exits import OFFICIAL
from ringtrue.cli.streams import Stop, put
from ringtrue.detectors.registry import TABLE, module_of
from ringtrue.judging.trust import LISTING_CODES
from ringtrue.messages.catalogue import Catalogue


def run(options: Namespace) -> int:
    """Prints what a finding means. Raises `Stop` for a code that does not exist."""
    pages = {row.code: (module_of(row.code).__doc__ or "").strip() for row in TABLE}
    say = Catalogue.load(options.lang)
    if options.code is None:
        wide = max(map(len, (*pages, *LISTING_CODES))) + 2
        for code, page in pages.items():
            put(f"{code:{wide}}{_summary(code, page)}")
        for code in LISTING_CODES:
            put(f"{code:{wide}}{say.template('evidence', code)}")
    elif options.code in pages:
        put(pages[options.code])
    elif options.code in LISTING_CODES:
        put(f"{options.code}: the state of the contact's own entry in the list.\n")
        put("What it says\n    " + say.template("evidence", options.code))
    else:
        raise Stop(_unknown(options.code, [*pages, *LISTING_CODES]))
    return OFFICIAL


def _summary(code: str, page: str) -> str:
    """The page's first line, without the code that it begins with."""
    return page.split("\n", 1)[0].removeprefix(f"{code}:").strip()


def _unknown(code: str, codes: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(code[:60], codes, n=1)
    hint = f"did you mean {near[0]}?" if near else "`ringtrue explain` lists all codes"
    return f"{code}: no such finding; {hint}"

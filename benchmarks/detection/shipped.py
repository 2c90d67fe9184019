"""What a user meets: the shipped list on labelled phishing URLs and on brands' own domains.

    python benchmarks/detection/shipped.py [--data DIR] [--every N]

``urls.py`` measures the engine with a list made for its data; this measures the list. Printed:

- host-visible rows of ``pos_urls_dev_labelled.tsv.gz`` (see ``urls.py``) that are flagged, every
  N-th of them;
- the same averaged over the brands that the data set names, for those of 20 rows and more and for
  all (at most 25 rows a brand);
- domains that public lists give to listed brands (``harvest/own_domains.tsv``) and that are
  accused: every one is a false alarm.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from urls import FLAGGED, Row, every, host_visible, read

from ringtrue import Checker, Directory

LEAST = 20
"""Rows of a brand whose share says something of the brand."""
MOST = 25
"""Rows that are asked of one brand."""


def share(hits: int, total: int) -> str:
    return f"{100 * hits / total:5.1f} % of {total:,}" if total else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="DIR")
    parser.add_argument("--every", type=int, default=6, metavar="N", help="rows of URLs")
    options = parser.parse_args()
    if options.every < 1:
        parser.error("--every takes a number from 1")
    checker = Checker(Directory.default())

    def flagged(texts: Sequence[str]) -> int:
        return sum(checker.check(text).status.value in FLAGGED for text in texts)

    rows = [r for r in read(options.data / "pos_urls_dev_labelled.tsv.gz") if host_visible(r)]
    sample = [row["url_or_domain"] for row in rows[:: options.every]]
    print(f"host-visible URLs flagged            {share(flagged(sample), len(sample))}")
    of: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of[row["brand"]].append(row)
    shares: dict[str, float] = {}
    for brand, its in of.items():
        texts = [row["url_or_domain"] for row in every(its, MOST)[:MOST]]
        shares[brand] = flagged(texts) / len(texts)
    for least in (LEAST, 1):
        kept = [one for brand, one in shares.items() if len(of[brand]) >= least]
        mean = 100 * sum(kept) / len(kept)
        print(
            f"averaged over brands of {least:>2} rows       {mean:5.1f} % of {len(kept):,} brands"
        )
    lists = options.data / "harvest" / "own_domains.tsv"
    if not lists.is_file():
        sys.exit(f"missing: {lists}\n  give the folder that holds it with --data DIR")
    lines = lists.read_text(encoding="utf-8").splitlines()[1:]
    owned = sorted({line.split("\t")[1] for line in lines if line})
    print(f"brands' own domains accused          {share(flagged(owned), len(owned))}")


if __name__ == "__main__":
    main()

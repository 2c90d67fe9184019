"""The arguments of the commands that keep lists: ``import``, ``new``, ``review``,
``verify-sources``, ``batches``."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from ringtrue.cli.help import command

if TYPE_CHECKING:
    from ringtrue.cli.help import Commands

FORMATS = """formats:
  rows           CSV, TSV or JSON rows: brand, kind, value and more
  metamask       configuration of eth-phishing-detect (fuzzylist, whitelist)
  nsi            name-suggestion-index, dist/wikidata/wikidata.json
  2factorauth    an entry of 2factorauth, or its published list
  datenanfragen  company records of datenanfragen.de
  vcards         address cards: YAML of metowolf/vCards, or .vcf
  wikidata       Wikidata JSON dump (one entity a line, .gz too)
  wellknown      security.txt and files of /.well-known/ (with --ref ADDRESS)
  v2fly          a brand's file of v2fly's domain-list-community
  bounties       projectdiscovery's dist/data.json
  site           a brand's own site, saved in a folder (with --ref https://HOST/)

exit codes:
  0  done, every row was used
  1  done, and some rows could not be used: they are named, and kept beside the proposals
  2  the command was not understood, or a file cannot be read or written
Nothing that is imported ever makes a contact official: people do, by reviewing it."""

EXITS = """exit codes:
  0  done (review: nothing to do)
  1  review: something is due
  2  the command was not understood, or a file cannot be read or written"""

VERIFY_EXITS = """a folder of mirrors holds git repositories as OWNER+REPO and unpacked packages as
NAME@VERSION; what it lacks keeps the result that it had.

exit codes:
  0  each contact that vouches stands in a source that was opened, or in its kept quote
  1  some do not: they are told
  2  the command was not understood, or a file cannot be read or written"""

BATCHES_EXITS = """five in a hundred rows of each batch are drawn by a seed and held against the
other batches; what a person has decided in imported/sample.tsv stands.

exit codes:
  0  every batch is admitted
  1  one is refused: no sample, too few checked rows, or more than 2 % of them wrong; or a
     citation does not hold
  2  the command was not understood, or a file cannot be read or written"""


def add(commands: Commands) -> None:
    """Adds the commands."""
    bring = command(commands, "import", "propose contacts from other people's lists", FORMATS)
    bring.set_defaults(command="importing")
    bring.add_argument("format", metavar="FORMAT", help="one of the formats below")
    bring.add_argument("files", nargs="+", metavar="FILE", help="files of that format")
    bring.add_argument("--propose", metavar="DIR", help="write one file a brand to review")
    bring.add_argument(
        "--batches",
        metavar="DIR",
        help="write imported batches, one file a list, that vouch never",
    )
    bring.add_argument(
        "--mirror", default=None, metavar="DIR", help="mirrors in which --batches opens citations"
    )
    bring.add_argument(
        "--without", default="", metavar="PATTERN", help="names that --batches leaves out"
    )
    bring.add_argument(
        "--own", metavar="DIR", help="add domains of the records that the brands in DIR cite"
    )
    bring.add_argument("--known", metavar="FILE", help="write a table of known names")
    bring.add_argument(
        "--accused", action="store_true", help="with --known: only those that the list accuses"
    )
    bring.add_argument(
        "--only", action="append", default=[], metavar="BRAND", help="this brand only (repeatable)"
    )
    bring.add_argument("--ref", default="", help="where the files come from, for the sources")
    bring.add_argument("--date", default="", help="date of the source, where it has none itself")
    bring.add_argument("--region", default="", metavar="CC", help="country of national numbers")
    new = command(commands, "new", "scaffold the allowlist of a brand", EXITS)
    new.add_argument("brand", metavar="BRAND", help="its name")
    new.add_argument("--dir", default="allowlists", help="folder (default: allowlists)")
    new.add_argument("--id", default="", help="id and file name (default: from the name)")
    review = command(commands, "review", "what expires soon, and what rests on one source", EXITS)
    review.add_argument(
        "paths", nargs="*", metavar="PATH", help="TOML files or folders (default: the list in use)"
    )
    review.add_argument(
        "--within", type=int, default=30, metavar="DAYS", help="how soon (default: 30)"
    )
    review.add_argument("--today", type=day, default=None, metavar="DATE", help=argparse.SUPPRESS)
    review.add_argument("--json", action="store_true", help="one JSON object a line")
    verify = command(commands, "verify-sources", "open what the contacts cite", VERIFY_EXITS)
    verify.add_argument(
        "folder", nargs="?", default="allowlists", help="folder of lists (default: allowlists)"
    )
    verify.add_argument(
        "--mirror", default=None, metavar="DIR", help="mirrors of what is cited; without: count"
    )
    verify.add_argument(
        "--result", default="", metavar="FILE", help="what was found (default: FOLDER/opened.tsv)"
    )
    tail = command(commands, "batches", "check samples of the imported tail", BATCHES_EXITS)
    tail.add_argument(
        "folder", nargs="?", default="allowlists", help="folder of lists (default: allowlists)"
    )
    tail.add_argument("--show", action="store_true", help="print every drawn row")
    tail.add_argument(
        "--mirror", default=None, metavar="DIR", help="open every citation in these mirrors again"
    )
    tail.add_argument(
        "--renew", action="store_true", help="write sample.tsv and the heads of the batches"
    )


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write YYYY-MM-DD") from error

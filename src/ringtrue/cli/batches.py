"""``ringtrue batches``: the imported tail of a list, its samples and their errors."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ringtrue.cli.exits import ALARM, OFFICIAL
from ringtrue.cli.streams import Stop, put, tell
from ringtrue.curation.batches import check, counted, keep, overlap, read_sample, unfound
from ringtrue.curation.citations import Mirrors
from ringtrue.directory.allowlist import load_reviewed
from ringtrue.directory.imported import COUNTED, FOLDER, admit, read_batches, with_tail
from ringtrue.errors import AllowlistError
from ringtrue.messages.shown import shown

SHOWN = 20
"""Citations of a batch that are named when they do not hold."""


def run(options: Namespace) -> int:
    """Prints each batch with its sample; exit code 1 when one is refused."""
    folder = Path(options.folder, FOLDER)
    try:
        batches = read_batches(folder)
        if not batches:
            raise Stop(f"{folder}: no batches; make them with `ringtrue import --batches`")
        reviewed = load_reviewed(options.folder)
        drawn = check(batches, read_sample(folder), reviewed)
        if options.renew:
            keep(folder, batches, drawn)
            batches = read_batches(folder)
    except AllowlistError as error:
        raise Stop(str(error)) from error
    except OSError as error:
        raise Stop(f"cannot write {error.filename}: {error.strerror}") from error
    gone = 0
    if options.mirror is not None:
        mirrors = Mirrors(Path(options.mirror))
        for batch in batches:
            missing = unfound(batch, mirrors)
            gone += len(missing)
            for row in missing[:SHOWN]:
                put(shown(f"{batch.name} {row.domain} {row.kind} {row.value}: not found", 600))
        rows = sum(len(batch.rows) for batch in batches)
        tell(f"{rows - gone} of {rows} citations were opened and hold their value")
    if options.show:
        for one in drawn:
            cells = one.batch, one.verdict, one.domain, one.kind, one.value, one.witness
            put(shown("\t".join(cells), 600))
    counts, refused = counted(drawn), 0
    for batch in batches:
        mine = counts.get(batch.name, dict.fromkeys(COUNTED, 0))
        checked = sum(mine.values()) - mine["sampled"]
        share = f"{100 * mine['wrong'] / checked:.1f} %" if checked else "-"
        try:
            admit(batch)
            said = "admitted"
        except AllowlistError as error:
            refused += 1
            said = str(error).partition(": ")[2]
        brands = len({row.domain for row in batch.rows})
        parts = (
            f"{batch.name:14} {len(batch.rows):6} rows of {brands:5} brands",
            f"drawn {mine['sampled']}, checked {checked}, of another level {mine['level']}",
            f"wrong {mine['wrong']} ({share}): {said}",
        )
        put(", ".join(parts))
    alike, otherwise = overlap(batches)
    tell(f"of {alike + otherwise} accounts that two lists name, {alike} are named alike")
    if refused or gone:
        return ALARM
    tail = with_tail(reviewed, batches)
    imported = [brand for brand in tail.brands if brand.tier == "own"]
    contacts = sum(len(brand.contacts) for brand in imported)
    named = sum(bool(brand.aliases) for brand in imported)
    tell(
        f"{len(imported)} unreviewed brands with {contacts} contacts, "
        f"{named} of them with a protected name; {tail.own} contacts more of reviewed brands; "
        f"{tail.covered} rows are reviewed, {tail.disputed} given to several brands"
    )
    return OFFICIAL

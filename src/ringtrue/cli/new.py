"""``ringtrue new``: the allowlist of a brand with everything that a person has to fill in."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from ringtrue.cli.exits import OFFICIAL
from ringtrue.cli.streams import Stop, put, tell
from ringtrue.curation.writing import MAX_NAME, plain, scaffold, slug


def run(options: Namespace) -> int:
    """Writes ``DIR/ID.toml``; an existing file stays as it is."""
    name = plain(options.brand, MAX_NAME)
    brand_id = slug(options.id or options.brand)
    if not name or not brand_id or (options.id and options.id != brand_id):
        raise Stop(
            f"{options.id or options.brand!r} makes no id; add --id with small letters, digits "
            "and hyphens"
        )
    target = Path(options.dir) / f"{brand_id}.toml"
    if not target.parent.is_dir():
        raise Stop(f"{target.parent}: no such folder; make it, or name another with --dir")
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(scaffold(brand_id, name, date.today().isoformat()))
    except FileExistsError as error:
        raise Stop(f"{target} exists already; add to it") from error
    except OSError as error:
        raise Stop(f"cannot write {target}: {error.strerror}") from error
    put(str(target))
    tell(
        "next: fill it in from the brand's own pages; "
        f"`ringtrue lint {target}` tells what is missing"
    )
    return OFFICIAL

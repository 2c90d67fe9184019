"""``ringtrue milter``: between a mail server and `ringtrue serve`."""

from __future__ import annotations

import re
from argparse import Namespace
from importlib.util import find_spec
from pathlib import Path

from ringtrue.cli.exits import OFFICIAL
from ringtrue.cli.streams import Stop
from ringtrue.errors import RingtrueError

_LISTEN = re.compile(r"inet6?:\d{1,5}@[\w.:\[\]-]+|(?:unix|local):/.+")


def run(options: Namespace) -> int:
    """Serves until it is stopped. Raises `Stop` for a setting that cannot be."""
    if find_spec("Milter") is None:
        raise Stop("milter needs pymilter; install it with: pip install 'ringtrue[milter]'")
    import Milter

    from ringtrue.gateway.asking import Asker
    from ringtrue.gateway.milter import Settings, serve

    if not _LISTEN.fullmatch(options.listen):
        raise Stop(f"--listen {options.listen!r}: give inet:PORT@ADDRESS or unix:/PATH")
    if options.max_size < 1024:
        raise Stop(f"--max-size {options.max_size} must be 1024 bytes or more")
    try:
        token = ""
        if options.token_file:
            token = Path(options.token_file).read_text("utf-8").strip()
        asker = Asker(
            options.url, timeout=options.timeout, token=token, servers=tuple(options.server),
            most_active=options.most_active,
        )  # fmt: skip
        serve(options.listen, Settings(asker, options.action, options.max_size, options.quiet))
    except RingtrueError as error:
        raise Stop(str(error)) from error
    except Milter.error as error:
        raise Stop(f"--listen {options.listen}: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(f"cannot read {options.token_file}: {error}") from error
    return OFFICIAL

"""``ringtrue completion SHELL``: a script with which a shell completes commands and options."""

from __future__ import annotations

from argparse import Namespace

from ringtrue.cli.exits import OFFICIAL
from ringtrue.cli.options import parser
from ringtrue.cli.streams import Stop, put


def run(options: Namespace) -> int:
    """Prints the script, made from the parser by shtab (extra ``completion``)."""
    try:
        import shtab
    except ImportError:
        raise Stop("completion needs shtab: pip install 'ringtrue[completion]'") from None
    put(shtab.complete(parser(), options.shell))
    return OFFICIAL

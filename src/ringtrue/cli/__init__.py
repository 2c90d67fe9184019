"""The command line: ``ringtrue check | scan | sweep | serve | explain | brands | lint | …``.

Answers go to standard output, everything else to standard error, and no traceback reaches a
user. Exit codes are part of the interface (`ringtrue.cli.exits`). Each command is a module that
is imported when it is asked for, because a one-shot process pays for every import.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from ringtrue.cli import exits
from ringtrue.cli.streams import Stop, silence_stdout, tell, wish

__all__ = ["main", "script"]

_CYCLES = 100_000
"""Objects that may be made, and not let go, before a check looks for cycles among them: some 10 MB
at most."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code. `argv` defaults to ``sys.argv[1:]``."""
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except BrokenPipeError:
        silence_stdout()
        return exits.READER_GONE
    except Stop as stop:
        tell(str(stop))
        return stop.code
    except OSError as error:
        # Ours to read are caught where they are opened: this is the output (disk full ...).
        silence_stdout()
        tell(f"cannot write the answer: {error.strerror or error}")
        return exits.USAGE
    except Exception as error:
        return _fault(error)


def script() -> None:
    """What the installed command runs: `main`, and out.

    Python takes apart every module and object on its way out: 6 of 36 ms of processor time on a
    check of an official link. A check leaves at once when its answers are written and nobody waits
    for the end of the process: without these modules there is no exit handler and no thread. Nor
    does it look for cycles as often as Python does while modules and tables are loaded (1 ms; 3 of
    a look-alike's 51): it makes hardly any.
    """
    once = sys.argv[1:2] == ["check"]
    if once:
        import gc

        gc.set_threshold(_CYCLES)
    code = main()
    if once and not {"atexit", "threading"} & sys.modules.keys():
        os._exit(code)
    sys.exit(code)


def _run(argv: list[str]) -> int:
    from ringtrue.cli.defaults import default_language, plain_check

    if (plain := plain_check(argv)) is not None:
        from ringtrue.cli import check

        wish("auto", False)
        return check.run(plain)
    from importlib import import_module

    from ringtrue.cli.options import parser

    try:
        options = parser(argv[0] if argv else "").understood(argv)
    except SystemExit as leave:  # argparse has printed help, the version or what is wrong
        return leave.code if isinstance(leave.code, int) else exits.USAGE
    wish(getattr(options, "color", "auto"), getattr(options, "quiet", False))
    command = import_module(f"ringtrue.cli.{options.command.replace('-', '_')}")
    from ringtrue.cli import progress_bar

    code: int
    if progress_bar.wanted():
        with progress_bar.Bar(getattr(options, "lang", default_language())) as options.bar:
            code = command.run(options)
    else:
        code = command.run(options)
    return code


def _fault(error: Exception) -> int:
    """A bug of ours: one line for the user, the traceback for whoever asks for it."""
    if os.environ.get("RINGTRUE_DEBUG"):
        raise error
    tell(f"a fault inside ringtrue: {type(error).__name__}: {error}"[:500])
    tell("please report it; RINGTRUE_DEBUG=1 shows where it happened")
    return exits.FAULT

"""``python -m ringtrue``: the command line without its script."""

import sys

from ringtrue.cli import main

if __name__ == "__main__":
    sys.exit(main())

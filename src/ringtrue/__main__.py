"""``python -m ringtrue``: the command line without its script."""

from ringtrue.cli import script

if __name__ == "__main__":
    script()

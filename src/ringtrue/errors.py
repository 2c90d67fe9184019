"""Every error that ringtrue raises, in one small tree.

    RingtrueError
    ├── UnparseableContact   (ValueError)  the string is no contact point; `code` says why
    ├── UnknownKind          (ValueError)  a `kind=` that ringtrue does not know
    ├── UnknownRegion        (ValueError)  a `region=` that is no country's code
    ├── UnknownBrand         (LookupError) a brand id or name that the directory does not hold
    ├── AllowlistError       (ValueError)  a broken allowlist: file, line, field and remedy
    ├── PolicyError          (ValueError)  a Policy whose values contradict each other
    ├── MissingExtra         (ImportError) what was asked for needs an optional package
    ├── UnreadableInput      (ValueError)  a picture that is broken or of another format
    ├── BatchError           (ValueError)  a table or a file that cannot be swept, and why
    ├── UpdateError          (RuntimeError) an update that did not happen; `code` says why
    └── PublishError         (ValueError)  a step of publishing that must not be taken

Odd input is not an error: `check` and `scan` answer it with the status ``invalid``.
Each message quotes the value and names the remedy.
"""

from __future__ import annotations


class RingtrueError(Exception):
    """The root: ``except RingtrueError`` catches everything that is ours."""


class UnparseableContact(RingtrueError, ValueError):
    """A string that is no contact point. `check` turns it into the status ``invalid``."""

    def __init__(self, code: str, raw: str, **details: str | int) -> None:
        self.code = code
        """Message code of the reason: ``empty``, ``too_long``, ``placeholder``, ``bad_host`` ..."""
        self.raw = raw
        """The string as it was given, cut to 200 characters."""
        self.details = details
        """Parameters of the message."""
        super().__init__(f"{raw[:200]!r} is not a contact point ({code})")


class UnknownKind(RingtrueError, ValueError):
    """A contact kind that ringtrue does not know."""


class UnknownRegion(RingtrueError, ValueError):
    """A region that is no country's ISO 3166 code."""


class UnknownBrand(RingtrueError, LookupError):
    """A brand that the directory does not hold."""


class AllowlistError(RingtrueError, ValueError):
    """A broken allowlist. The message reads ``file:line: field: what is wrong; remedy``."""

    def __init__(
        self, message: str, *, file: str = "", line: int | None = None, field: str = ""
    ) -> None:
        self.file, self.line, self.field = file, line, field
        where = file + (f":{line}" if line else "")
        super().__init__(": ".join(part for part in (where, field, message) if part))


class PolicyError(RingtrueError, ValueError):
    """A Policy whose values contradict each other."""


class MissingExtra(RingtrueError, ImportError):
    """What was asked for needs a package of an optional extra."""

    def __init__(self, what: str, package: str, extra: str) -> None:
        self.extra = extra
        super().__init__(f"{what} need {package}: pip install 'ringtrue[{extra}]'")


class UnreadableInput(RingtrueError, ValueError):
    """A picture that is broken or of another format; text is never unreadable."""


class BatchError(RingtrueError, ValueError):
    """A table or a file of names that cannot be read, judged or written."""


class UpdateError(RingtrueError, RuntimeError):
    """An update that did not happen: the list that was in use stays in use."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        """``unreachable``, ``too_slow``, ``busy`` (try again later); ``disk``, ``setup`` (to be
        mended here); ``signature``, ``rollback``, ``expired``, ``mismatch``, ``too_large``,
        ``weak_root``, ``broken`` (what was offered cannot be trusted)."""
        super().__init__(message)


class PublishError(RingtrueError, ValueError):
    """A step of publishing that must not be taken."""

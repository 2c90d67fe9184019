"""What the lint has to say: one finding, with its place and its remedy."""

from __future__ import annotations

from ringtrue.records import record


@record
class Finding:
    """Something a reviewer must look at."""

    file: str
    line: int
    """Number of the line, the first is 1."""
    field: str
    """``contacts[3].value``; empty when the whole file is meant."""
    message: str
    remedy: str

    def to_dict(self) -> dict[str, str | int]:
        """The finding as plain JSON values."""
        return {
            "file": self.file,
            "line": self.line,
            "field": self.field,
            "message": self.message,
            "remedy": self.remedy,
        }

    def __str__(self) -> str:
        parts = (f"{self.file}:{self.line}", self.field, f"{self.message}; {self.remedy}")
        return ": ".join(part for part in parts if part)

"""Policy: when evidence becomes a status. One frozen dataclass, passed to the Checker."""

from __future__ import annotations

from ringtrue.errors import PolicyError
from ringtrue.model import Status
from ringtrue.records import record

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ringtrue.detectors.base import Inquiry
    from ringtrue.kinds.ruled import Extract
    from ringtrue.model import Evidence

MAX_CANDIDATES = 16
"""Pairings that detectors look at for one contact, unless a policy says otherwise."""
_ASSURANCE = {"register": 0, "corroborated": 1, "brand": 2, "own": 3}


@record
class Policy:
    """Thresholds and limits. A stricter or milder policy is ``replace(Policy(), ...)``."""

    suspicious_from: float = 0.5
    """Score from which a contact is suspicious."""
    impersonation_from: float = 0.8
    """Score from which a contact is an impersonation of the brand it points at."""
    min_assurance: str = "register"
    """Weakest support that may say official: ``register``, ``corroborated`` or ``brand``."""
    grace_days: int = 90
    """Days past `review_by` in which a listing still vouches, with weaker words."""
    calibrated: bool = True
    """Signs in registered names count as much as they were measured to
    (`ringtrue.judging.likelihood`); else as much as their detectors judge."""
    disabled: frozenset[str] = frozenset()
    """Codes of detectors that stay silent."""
    detectors: tuple[Callable[[Inquiry], Iterable[Evidence]], ...] = ()
    """Detectors of the application's own: each is asked of every contact that no listing vouches
    for, and gives evidence with a `code`, a `strength` and the sentence in ``details["says"]``."""
    suffixes: Extract | None = None
    """A `tldextract.TLDExtract` of the application's own: where it divides a host otherwise than
    the shipped suffix table, it is believed (`ringtrue.kinds.ruled`)."""
    max_candidates: int = MAX_CANDIDATES
    """Pairings that detectors look at for one contact, best first."""

    def __post_init__(self) -> None:
        if not 0 < self.suspicious_from <= self.impersonation_from <= 1:
            raise PolicyError(
                f"suspicious_from={self.suspicious_from} and impersonation_from="
                f"{self.impersonation_from} must satisfy 0 < suspicious <= impersonation <= 1"
            )
        if self.min_assurance not in _ASSURANCE:
            raise PolicyError(
                f"min_assurance={self.min_assurance!r} must be one of {', '.join(_ASSURANCE)}"
            )
        if self.suffixes is not None and not hasattr(self.suffixes, "extract_str"):
            raise PolicyError(
                f"suffixes={self.suffixes!r} must be a tldextract.TLDExtract: it has no extract_str"
            )
        if self.grace_days < 0 or self.max_candidates < 1:
            raise PolicyError("grace_days must not be negative and max_candidates at least 1")

    def status(self, score: float, *, named: bool) -> Status:
        """The status of an unlisted contact. Only a named brand can be impersonated."""
        if score >= self.impersonation_from and named:
            return Status.IMPERSONATION
        return Status.SUSPICIOUS if score >= self.suspicious_from else Status.UNKNOWN

    def accepts(self, level: str) -> bool:
        """Whether an assurance level is strong enough to say official."""
        return _ASSURANCE[level] >= _ASSURANCE[self.min_assurance]

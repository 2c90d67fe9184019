"""The public `Checker`: the pipeline of one contact, and what is built upon it."""

from __future__ import annotations

from ringtrue.judging import checker
from ringtrue.judging.trust import is_short
from ringtrue.model import Status

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ringtrue.asking.answer import Answer
    from ringtrue.asking.guard import Guarded
    from ringtrue.judging.verdict import Verdict
    from ringtrue.scanning.document import Document
    from ringtrue.scanning.report import ScanReport

_SIGNS = "\"'<>()[]{}.,;:!?"
"""Signs that people write before or behind a contact."""


class Checker(checker.Checker):
    """Judges contact points and texts against one directory. Immutable and safe to share.

    `directory` defaults to the shipped one, `policy` to ``Policy()``, and `today` (for the
    expiry of listings) to the current date at each check.
    """

    def check(
        self,
        raw: str,
        kind: str | None = None,
        claims: str | Iterable[str] | None = None,
        region: str | None = None,
        quiet: Collection[str] = (),
    ) -> Verdict:
        """The verdict on one contact point.

        `kind` says how to read it (`ringtrue.kinds.KINDS`), `claims` which brand somebody says
        it belongs to (id, name or alias; one or several), `region` where the reader is (ISO 3166).
        Words and signs about the one contact of a short string are read as such: ``ICBC 95588`` is
        that number, said to be ICBC's. A question (``MetaMask support``, ``95588 骗子吗``) is
        answered: by the verdict on the contact in it, else by `Verdict.answer`; whoever asks is
        never accused. A short code without a country is ``unknown``, and the evidence says whose it
        is where. `quiet`: hosts that are known to resemble nothing (`ringtrue.batch.quiet_hosts`).
        Odd input is the status ``invalid``; an unknown `kind` raises `UnknownKind`, a brand
        `UnknownBrand`, a region `UnknownRegion`.
        """
        if claims is not None and not isinstance(claims, str):
            claims = list(claims)
        verdict = self.check_whole(raw, kind, claims, region, quiet)
        if (
            verdict.status is Status.OFFICIAL
            and not (region or verdict.claims)  # whose it is said to be tells where it is dialled
            and is_short(verdict.contact)
        ):
            return self._decide.nowhere(verdict)
        if kind is not None or _is_plain(verdict):
            return verdict
        from ringtrue.asking.handover import handed_over
        from ringtrue.scanning.labelled import may_be_labelled, reread

        inner = reread(verdict, self, claims, region) if may_be_labelled(verdict) else verdict
        return handed_over(verdict, self, region) if inner is verdict else inner

    @property
    def for_texts(self) -> checker.Checker:
        """The same checker for contacts that stand in a text: what surrounds a short code says
        where it is dialled, and nobody asks a question there."""
        plain = checker.Checker.__new__(checker.Checker)
        vars(plain).update(vars(self))
        return plain

    def ask(self, text: str, region: str | None = None, lang: str = "en") -> Answer:
        """The answer to a question about a brand: its own contacts for what is asked
        (`ringtrue.asking.answer.ask`). `region` is where the reader is (ISO 3166); without it the
        countries of `lang` are meant. Raises `UnknownRegion`."""
        from ringtrue.asking.answer import ask

        return ask(text, self, region=region, lang=lang)

    def guard(
        self, answer: str, *, question: str = "", region: str | None = None, lang: str = "en"
    ) -> Guarded:
        """A text that an assistant is about to show, with every contact in it confirmed, replaced
        by the official one, or marked (`ringtrue.asking.guard.guard`). Raises `UnknownRegion`."""
        from ringtrue.asking.guard import guard

        return guard(answer, self, question=question, region=region, lang=lang)

    def guard_stream(
        self,
        parts: Iterable[str],
        *,
        question: str = "",
        region: str | None = None,
        lang: str = "en",
    ) -> Iterator[str]:
        """The same for a text that arrives in parts: whole sentences, as soon as they are whole."""
        from ringtrue.asking.guard import guard_stream

        return guard_stream(parts, self, question=question, region=region, lang=lang)

    def prepare(self) -> Checker:
        """Builds now what is otherwise built when first needed: indexes of words and of the
        directory's names. Worth it before thousands of checks, or where nobody may wait: under a
        second and about 40 MB for the shipped list, more for larger ones. What finds brands in
        shown names and running text is left to the first scan. Returns the checker.
        """
        from ringtrue.judging.prepare import prepare

        prepare(self)
        return self

    def check_many(
        self,
        contacts: Iterable[str],
        kind: str | None = None,
        claims: str | Iterable[str] | None = None,
        region: str | None = None,
    ) -> Iterator[Verdict]:
        """Verdicts in the order of `contacts`, one at a time: an endless stream is welcome. The
        other arguments, and what is raised, are those of `check`."""
        claims = list(claims) if claims is not None and not isinstance(claims, str) else claims
        for raw in contacts:
            yield self.check(raw, kind, claims, region)

    def scan(
        self, text: str | Document, region: str | None = None, url: str | None = None
    ) -> ScanReport:
        """Every contact point in `text`, the brands it speaks for, and what it asks for.

        `text` may be a document (`ringtrue.scanning.inputs.read`: a page, a mail, a picture);
        `url` is where it was found, `region` where the reader is (ISO 3166). Any text is answered.
        Raises `UnknownRegion`.
        """
        from ringtrue.kinds.regions import country_code
        from ringtrue.scanning import scan_document
        from ringtrue.scanning.document import Document

        document = Document(text) if isinstance(text, str) else text
        region = country_code(region)
        return scan_document(document, self, region=region, url=url)


def _is_plain(verdict: Verdict) -> bool:
    """Whether nothing stands about a contact, for sure and at a glance."""
    contact, raw = verdict.contact, verdict.raw
    if contact is None or not raw.isascii():
        return False
    if contact.kind not in ("domain", "url"):
        return True
    return raw[0] not in _SIGNS and raw[-1] not in _SIGNS and "(" not in raw

"""A comment for moderators on an issue, comment or discussion that carries a suspicious contact.

`comment` reads the event that GitHub hands to a workflow and answers with Markdown, or with nothing
when there is nothing to warn of. Everything quoted is shown as code, so that nothing in it links,
mentions anybody, or breaks out of its place; the fake address itself is never made clickable.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ringtrue.messages.advice import official_text
from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.shown import shown
from ringtrue.model import Status
from ringtrue.render.text import reasons
from ringtrue.scanning import RedFlag, ScannedContact, scan_text

if TYPE_CHECKING:
    from ringtrue.checking import Checker

MARK = "<!-- ringtrue -->"
"""First line of every comment. What a member of the repository posts with it is ours and not
scanned again; from a stranger it means nothing, or every scammer would write it."""
_MEMBERS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
MOST = 10
"""Contacts that are named."""
LONGEST = 100_000
"""Characters of a text that are read (GitHub's own limit is 65,536)."""
_ALARMS = (Status.IMPERSONATION, Status.SUSPICIOUS)
_GRAVE = frozenset({"critical", "high"})
"""Severities of requests that are worth a comment."""
_WRITING = frozenset({"opened", "created", "edited", "submitted", "published"})
"""Actions of an event by which somebody writes; closing, labelling and so on say nothing new."""


def text_of(event: Mapping[str, Any]) -> str:
    """What somebody wrote: a comment's or review's body, else the title and body that it opens.

    Empty for events that write nothing (a deletion, a label) and for what bots wrote.
    """
    if event.get("action") not in _WRITING:
        return ""
    for name in ("comment", "review"):
        if isinstance(event.get(name), Mapping):
            return _written(event[name], ("body",))
    for name in ("issue", "pull_request", "discussion", "release"):
        if isinstance(event.get(name), Mapping):
            return _written(event[name], ("title", "name", "body"))
    return ""


def comment(event: Mapping[str, Any], checker: Checker, lang: str = "en") -> str:
    """The Markdown to post; empty when nothing in the event impersonates or is suspicious."""
    text = text_of(event)
    if not text.strip():
        return ""
    report = scan_text(text[:LONGEST], checker)
    alarms = [c for c in report.contacts if _alarming(c)]
    asks = [flag for flag in report.red_flags if flag.severity in _GRAVE]
    if not alarms and (report.status not in _ALARMS or not asks):
        return ""
    return _markdown(alarms, asks, Catalogue.load(lang), answered(event))


def answered(event: Mapping[str, Any]) -> str:
    """What the comment answers: ``comment 17``, ``review 5``, else ``post``. Somebody's edit is
    answered by an edit of the same comment of ours, which carries this."""
    for name in ("comment", "review"):
        source = event.get(name)
        if isinstance(source, Mapping) and isinstance(source.get("id"), int):
            return f"{name} {source['id']}"
    return "post"


def _alarming(contact: ScannedContact) -> bool:
    verdict = contact.verdict
    if verdict.status is Status.SUSPICIOUS and verdict.contact is not None:
        # In a thread ``@name`` speaks to somebody; it is no account that people are sent to.
        return not verdict.contact.canonical.startswith("@")
    return verdict.status in _ALARMS


def _written(source: Mapping[str, Any], fields: tuple[str, ...]) -> str:
    author = source.get("user")
    if isinstance(author, Mapping) and author.get("type") == "Bot":
        return ""
    texts = [source[f] for f in fields if isinstance(source.get(f), str)]
    if source.get("author_association") in _MEMBERS and any(MARK in text for text in texts):
        return ""
    return "\n\n".join(texts)


def _markdown(alarms: list[ScannedContact], asks: list[RedFlag], say: Catalogue, about: str) -> str:
    lines = [MARK, f"<!-- ringtrue: {about} -->", f"**{say.say('github', 'head')}**", ""]
    for contact in alarms[:MOST]:
        verdict = contact.verdict
        status = say.say("status", verdict.status.value)
        if verdict.imitates is not None and verdict.status is Status.IMPERSONATION:
            ref = verdict.imitates.brand.name
            status = say.say("ui", "of", status=status, brand=_plain(ref))
        lines.append(f"- {_code(contact.raw)}: **{status}**")
        lines += [f"  - {_plain(why)}" for why in reasons(verdict, say)[:3]]
        if official := official_text(verdict.imitates):
            lines.append(f"  - {say.say('ui', 'official')}: {_code(official)}")
    if len(alarms) > MOST:
        lines.append(f"- {say.say('page', 'more_found', count=len(alarms) - MOST)}")
    categories: set[str] = set()
    for flag in asks:
        if flag.category not in categories:
            categories.add(flag.category)
            lines.append(f"- {_code(flag.quote)}: {_plain(say.say('redflag', flag.category))}")
    lines += ["", say.say("github", "tail")]
    return "\n".join(lines) + "\n"


def _code(text: str) -> str:
    """Text as inline code: nothing in it is Markdown, a link or a mention."""
    text = shown(text, 200).replace("`", "ˋ")
    return f"`{text}`"


def _plain(text: str) -> str:
    """A sentence of ours that may hold a seen value: nothing in it becomes a link or a mention."""
    for char in "\\`*_[]<>#|~":
        text = text.replace(char, f"\\{char}")
    # GitHub links whatever looks like an address or a name; a word joiner keeps it plain.
    return text.replace("://", ":\u2060//").replace("@", "@\u2060").replace("www.", "www\u2060.")

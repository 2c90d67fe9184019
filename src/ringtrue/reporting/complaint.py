"""A finding written for whoever can act on it, as Markdown: what, when, why, the real one with its
citation, and how to check it. Nothing is sent: a person reads it and decides.
"""

from __future__ import annotations

from datetime import datetime

from ringtrue.directory.directory import Directory
from ringtrue.judging.verdict import Verdict
from ringtrue.kinds.facets import DomainName
from ringtrue.messages.advice import findings, sentence
from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.names import channel, written
from ringtrue.model import Listed
from ringtrue.render.scan_markdown import code, plain

ADDRESSEES = ("registrar", "platform", "police", "brand")
"""Whom a complaint is written for (`to`)."""


def counterpart(verdict: Verdict, directory: Directory) -> Listed | None:
    """The listing of the official contact that a verdict names, with its sources."""
    named = verdict.imitates
    if named is None or named.brand.id not in directory.brands:
        return None
    for listed in directory.brands[named.brand.id].contacts:
        if (listed.kind, listed.value) == (named.kind, named.value):
            return listed
    return None


def complaint(
    verdict: Verdict, directory: Directory, to: str, when: datetime, lang: str = "en"
) -> str:
    """The complaint about what a verdict accuses, for one of `ADDRESSEES`, without a final line
    break. Everything foreign stands in code spans, where nothing becomes a link."""
    say = Catalogue.load(lang)
    brand = verdict.imitates.brand.name if verdict.imitates is not None else ""
    listed = counterpart(verdict, directory)
    contact = verdict.contact.canonical if verdict.contact is not None else verdict.raw
    lines = [f"# {say.say('complaint', 'title', contact=code(contact))}", ""]
    lines += [plain(say.say("complaint", f"to_{to}", brand=brand)), ""]
    rows = [("what", code(contact)), ("given", code(verdict.raw))]
    if verdict.contact is not None:
        rows.append(("kind", plain(channel(verdict.contact.kind, lang))))
        host = verdict.contact.part(DomainName)
        if host is not None:
            rows.append(("registered", code(host.registrable)))
    rows.append(("when", f"{when:%Y-%m-%d %H:%M} UTC"))
    if brand:
        rows.append(("poses_as", plain(brand)))
    if listed is not None:
        real = written(listed.kind, listed.value + listed.path, lang)
        rows.append(("real", f"{code(real)} ({listed.verified_on})"))
        rows += [("source", code(source.ref)) for source in listed.sources[:2]]
    rows.append(("list", code(verdict.directory_version)))
    lines += [f"- {plain(say.say('complaint', name))}: {value}" for name, value in rows]
    lines += ["", f"## {plain(say.say('complaint', 'why'))}", ""]
    lines += [f"- {plain(sentence(verdict, found, say))}" for found in findings(verdict)]
    lines += ["", f"## {plain(say.say('complaint', 'check'))}", ""]
    lines += [f"    ringtrue check {_quoted(verdict.raw)}", ""]
    lines.append(plain(say.say("complaint", "limits")))
    return "\n".join(lines)


def _quoted(raw: str) -> str:
    import shlex

    from ringtrue.messages.shown import shown

    return shlex.quote(shown(raw))

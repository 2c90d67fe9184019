"""Domains that a record gives to a reviewed brand beside its main one: `own_domains` of its file.

A record is the brand's when its file cites that very record, so a namesake's never comes in. A
site that it calls the brand's has to bear a name of it; of a list of domains without a word to each
only those that are such a name come in, for it holds content networks' names and what was seized
from forgers too. None of it is ever official; it is only not accused.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from ringtrue.curation.importers.base import Found, Unread
from ringtrue.curation.moved import moved
from ringtrue.curation.normalise_row import WEBSITE, settle
from ringtrue.curation.writing import quoted
from ringtrue.directory.allowlist import Document, read, read_text, toml_files
from ringtrue.directory.imported import FOLDER, read_batches
from ringtrue.directory.refs import registrable
from ringtrue.directory.schema import BrandFile
from ringtrue.text.hosts import hosting_of
from ringtrue.text.skeleton import fold
from ringtrue.text.suffix import registered, split

LEAST_NAME = 3
"""Letters of a name that a domain bears."""


def add(found: Iterable[Found], folder: Path, today: str) -> int:
    """Writes the domains of cited records into the files of `folder`; how many there were. Raises
    `AllowlistError`, `OSError`."""
    documents = [read(read_text(file), str(file)) for file in toml_files(folder)]
    taken = {host for document in documents for host in _hosts(document.data)}
    taken |= {row.value for batch in read_batches(folder / FOLDER) for row in batch.rows}
    citing: dict[str, list[tuple[Document, str]]] = defaultdict(list)
    for document in documents:
        for row in document.data.sources:
            citing[row.ref].append((document, row.id))
    cited = {ref: rows[0] for ref, rows in citing.items() if len(rows) == 1}  # one brand's record
    given: dict[tuple[str, str], set[str]] = defaultdict(set)
    for item in found:
        if isinstance(item, Unread) or item.ref not in cited:
            continue
        listed = settle(item)
        if isinstance(listed, Unread) or listed.kind not in ("domain", "host") or listed.path:
            continue
        document, source = cited[item.ref]
        domain = registrable(listed.value)
        shared = hosting_of(domain) is not None or split(domain)[2]
        named = _is_named(domain, document, whole=item.kind != WEBSITE)
        if named and domain not in taken and not shared and moved(listed) is None:
            given[document.file, source].add(domain)
            taken.add(domain)
    for (file, source), domains in sorted(given.items()):
        values = ", ".join(map(quoted, sorted(domains)))
        line = f'  {{ source = {quoted(source)}, read_on = "{today}", values = [{values}] }},\n'
        path = Path(file)
        path.write_text(_inserted(path.read_text(encoding="utf-8"), line), encoding="utf-8")
    return sum(map(len, given.values()))


def _hosts(data: BrandFile) -> Iterator[str]:
    for contact in data.contacts:
        if contact.kind in ("domain", "host"):
            yield registrable(contact.value)
    for row in data.own_domains:
        yield from row.values


def _is_named(domain: str, document: Document, whole: bool) -> bool:
    """Whether the domain's label is a name of the brand, or unless `whole` bears one."""
    label, data = fold(registered(domain)), document.data
    names = {fold(name) for name in (data.name, *data.aliases)}
    names |= {fold(registered(c.value)) for c in data.contacts if c.kind == "domain"}
    return any(
        name == label or (not whole and name in label) for name in names if len(name) >= LEAST_NAME
    )


def _inserted(text: str, row: str) -> str:
    """The text of a file with one row more in its `own_domains`."""
    head = re.search(r"^own_domains = \[\n", text, re.MULTILINE)
    if head:
        return f"{text[: head.end()]}{row}{text[head.end() :]}"
    after = re.search(r"^(never_asks|sources) = \[\n", text, re.MULTILINE)
    at = after.start() if after else len(text)
    return f"{text[:at]}own_domains = [\n{row}]\n\n{text[at:]}"

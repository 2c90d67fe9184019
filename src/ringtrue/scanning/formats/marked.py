"""Links of Markdown, bulletin boards, chats and wikis: words that are clicked, and their target.

``[words](target)`` (CommonMark), ``[url=target]words[/url]`` (BBCode), ``<target|words>`` (Slack),
```words <target>`_`` (reStructuredText), ``[target words]`` (MediaWiki).
"""

from __future__ import annotations

import re
from itertools import islice

from ringtrue.scanning.document import Link

MAX_LINKS = 20_000
_WEB = r"(?:https?://|mailto:|tel:)"
_LINK = re.compile(
    rf"\[(?P<a>(?:[^\[\]\n]|\[[^\[\]\n]{{0,200}}\]){{1,300}})\]\(\s{{0,3}}<?(?P<A>{_WEB}[^)\s>]{{1,2000}})"
    rf"|\[url=[\"']?(?P<B>{_WEB}[^\]\"'\s]{{1,2000}})[\"']?\](?P<b>[^\n]{{1,300}}?)\[/url\]"
    rf"|<(?P<C>{_WEB}[^|>\s]{{1,2000}})\|(?P<c>[^>\n]{{1,300}})>"
    rf"|`(?P<d>[^`<\n]{{1,300}}?)\s{{0,3}}<(?P<D>{_WEB}[^>\s]{{1,2000}})>`_"
    rf"|(?<!\[)\[(?P<E>{_WEB}[^\]\s|]{{1,2000}})[ \t|](?P<e>[^\]\n]{{1,300}})\]",
    re.IGNORECASE,
)


def marked_links(text: str) -> tuple[Link, ...]:
    """Links whose words and target both stand in the text.

    >>> [link] = marked_links("log in: [url=https://a.example/]b.example[/url]")
    >>> (link.start, link.end, link.target_start, link.target_end)
    (32, 41, 13, 31)
    """
    if not any(sign in text for sign in ("](", "[/", "|", "`_", "[http")):
        return ()
    found = []
    for match in islice(_LINK.finditer(text), MAX_LINKS):
        letter = next(name for name in "abcde" if match[name] is not None)
        found.append(Link(*match.span(letter), *match.span(letter.upper())))
    return tuple(found)

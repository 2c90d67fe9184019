"""The text of a page for scanning: what it shows, and where its links lead.

One pass, linear in the length of the page, whatever it holds; nothing is fetched. Ends that a
browser would not find either (of a comment, of a tag, of a script) end the text, as there.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_ATTRIBUTE = re.compile(r"([^\s=>\"'/]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?+")
_UNREAD = {
    name: re.compile(rf"</{name}[\s/>]", re.IGNORECASE)
    for name in ("script", "style", "template", "noscript", "svg", "iframe", "object")
}
"""Elements without text for a reader, and how each ends."""
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "em", "font", "i", "kbd", "mark",
     "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr")
)  # fmt: skip
"""Elements that do not break a word; all others stand apart."""
_LINKS = ("http:", "https:", "tel:", "mailto:", "sms:", "whatsapp:", "tg:", "weixin:", "data:")
MAX_HREF = 4096
"""Characters of a link's target; a longer one is no contact that a person was handed."""


def text_of_html(html: str, base: str = "") -> str:
    """The text that a page shows, each link followed by its target when the text does not say it.

    `base` is the page's own address; without it, targets that are relative are left out.

    >>> text_of_html('<p>Call <a href="tel:+18005550142">us</a></p><script>x</script>')
    'Call us (tel:+18005550142)'
    """
    parts: list[str] = []
    link, link_from = "", 0
    at = 0
    while True:
        tag = html.find("<", at)
        parts.append(unescape(html[at : tag if tag >= 0 else len(html)]))
        if tag < 0:
            break
        if html.startswith("<!--", tag):
            end = html.find("-->", tag + 4)
            at = end + 3
        elif html.startswith(("<!", "<?"), tag):
            end = html.find(">", tag)
            at = end + 1
        elif (found := _TAG.match(html, tag)) is not None:
            end = at = found.end()
            closing, name = bool(found[1]), found[2].lower()
            if name == "a":
                parts.append(_target(link, "".join(parts[link_from:])))
                link, link_from = ("" if closing else _href(found[3], base)), len(parts)
            elif name not in _INLINE:
                parts.append("\n")
            if not closing and name in _UNREAD and not found[3].endswith("/"):
                close = _UNREAD[name].search(html, at)
                end = close.start() if close is not None else -1
                at = end
        elif html[tag + 1 : tag + 2].isalpha() or html.startswith("</", tag):
            end = -1  # a tag that never ends
        else:
            parts.append("<")
            end = at = tag + 1
        if end < 0:
            break
    parts.append(_target(link, "".join(parts[link_from:])))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _href(attributes: str, base: str) -> str:
    for found in _ATTRIBUTE.finditer(attributes):
        if found[1].lower() != "href":
            continue
        target = unescape(found[2] or found[3] or found[4] or "").strip()
        if len(target) > MAX_HREF:
            return ""
        if base and not target.lower().startswith(_LINKS):
            try:
                target = urljoin(base, target)
            except ValueError:
                return ""
        return target if target.lower().startswith(_LINKS) else ""
    return ""


def _target(link: str, said: str) -> str:
    """The target in brackets, unless the link's text is the target."""
    if not link or said.strip() in (link, link.partition(":")[2].lstrip("/")):
        return ""
    return f" ({link})"

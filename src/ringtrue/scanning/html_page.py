"""Web pages: what a reader sees, where links lead, what is hidden, what forms ask for.

The page is parsed, never rendered and never fetched: styles count only where they are written
into the page itself. Lexbor (extra ``html``) builds the tree that a browser would build.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ringtrue.errors import MissingExtra
from ringtrue.scanning.document import MAX_TEXT, AskingForm, Builder, Document, Link
from ringtrue.scanning.html_parts import (
    INVISIBLE,
    MAX_DEPTH,
    asks,
    hiding_rules,
    shallow,
    structured,
    tags,
)

MAX_SOURCE = 40 * 1024 * 1024
"""Characters of a page's source that are parsed."""
MAX_NODES = 2_000_000
MAX_LINKS = 20_000
MAX_TARGET = 8_192
MAX_PICTURES = 16

_SPACE = re.compile(r"[ \t\r\n\f]+")
_TARGET = re.compile(r"\s*(?:https?:|//|tel:|mailto:|sms:|tg:|whatsapp:|weixin:|ftp:|data:)", re.I)
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*url\s*=\s*['\"]?([^'\"\s>]{1,2000})", re.IGNORECASE)
_DESCRIBING = frozenset(
    ("description", "og:title", "og:description", "og:site_name", "og:url", "twitter:title",
     "twitter:description", "author", "application-name", "keywords")
)  # fmt: skip
_SHOWN_INPUT = frozenset(("submit", "button", "reset"))


def read_html(
    source: str, *, picture: Callable[[bytes], Document] | None = None, limit: int = MAX_TEXT
) -> Document:
    """The document of a page's source; nothing that the page names is loaded.

    `picture` reads pictures that the source itself holds (``data:`` addresses). Raises
    `MissingExtra` without selectolax.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise MissingExtra("HTML pages", "selectolax", "html") from error
    page = _Page(limit, picture)
    if len(source) > MAX_SOURCE:
        page.out.note("source_cut", limit=MAX_SOURCE, length=len(source))
        source = source[:MAX_SOURCE]
    source, dropped = shallow(source)
    if dropped:
        page.out.note("too_deep", limit=MAX_DEPTH)
    # Lone surrogates have no UTF-8; a replacement character of one unit keeps the rest.
    tree = LexborHTMLParser(source.encode("utf-8", "replace").decode())
    page.read(tree)
    return page.out.done()


class _Page:
    """The state of one reading."""

    def __init__(self, limit: int, picture: Callable[[bytes], Document] | None) -> None:
        self.out = Builder("html", limit)
        self._picture = picture
        self._pictures: list[Document] = []
        self._hidden_rules: frozenset[str] = frozenset()
        self._hidden: list[str] = []
        self._targets: list[tuple[int, int, str, bool]] = []  # words' span, target, in hidden text
        self._meta: list[str] = []
        self._space = True  # the text ends in a space or a line break
        self._here = 0

    def read(self, tree: Any) -> None:
        self._head(tree)
        start = tree.body
        if start is not None:
            self._walk(start)
        self._beneath()

    # -- what is seen -----------------------------------------------------------------------------

    def _head(self, tree: Any) -> None:
        title = tree.css_first("title")
        text = _SPACE.sub(" ", title.text(deep=True)).strip() if title is not None else ""
        if text:
            self.out.line(text[:1_000], "title")
            self.out.new_line()
        for node in tree.css("meta")[:1_000]:
            at = node.attributes
            name = (at.get("name") or at.get("property") or "").lower()
            content = at.get("content") or ""
            if name in _DESCRIBING and content:
                self._meta.append(_SPACE.sub(" ", content[:2_000]).strip())
            elif (at.get("http-equiv") or "").lower() == "refresh":
                onward = _REFRESH.match(content)
                if onward is not None:
                    self._targets.append((0, 0, onward[1], False))
        rules: set[str] = set()
        for node in tree.css("style")[:200]:
            style = node.text(deep=True)[:200_000]
            rules |= hiding_rules(style)
        self._hidden_rules = frozenset(rules)
        for node in tree.css('script[type="application/ld+json"]')[:50]:
            self._meta += structured(node.text(deep=True)[:200_000])
        canonical = tree.css_first('link[rel="canonical"]')
        if canonical is not None and canonical.attributes.get("href"):
            self._targets.append((0, 0, canonical.attributes["href"], False))

    def _walk(self, root: Any) -> None:
        """Every node below `root`, in order, without recursion."""
        block, cell, skip = tags("block"), tags("cell"), tags("skip")
        hidden_until: Any = None
        anchors: list[tuple[Any, int, str]] = []
        node, entering, count = root, True, 0
        while node is not None:
            if entering:
                count += 1
                if count > MAX_NODES:
                    self.out.note("nodes_cut", limit=MAX_NODES)
                    break
                tag = node.tag
                if tag == "-text":
                    self._text(node.text_content or "", hidden_until is not None)
                    down = None
                elif tag in skip or tag == "-comment" or tag == "template":
                    down = None
                    if tag == "template":
                        self._hidden.append(_words(node))
                else:
                    at = node.attributes if tag != "-document" else {}
                    if hidden_until is None and at and self._is_hidden(at):
                        hidden_until = node
                    if tag in block and hidden_until is None:
                        self._break()
                    elif tag in cell and hidden_until is None:
                        self._put("\t")
                    down = node.child
                    target = self._element(tag, at, node, hidden_until is not None)
                    if target is not None:
                        anchors.append((node, self.out.length, target))
                        if down is None:
                            self._end_anchor(anchors, hidden_until is not None)
                    if down is None and hidden_until == node:
                        hidden_until = None
                if down is not None:
                    node = down
                    continue
            if node == root:
                break
            following = node.next
            if following is not None:
                node, entering = following, True
                continue
            node, entering = node.parent, False
            if node is None:
                break
            if anchors and anchors[-1][0] == node:
                self._end_anchor(anchors, hidden_until is not None)
            if hidden_until is not None and hidden_until == node:
                hidden_until = None
            elif hidden_until is None and node.tag in block:
                self._break()

    def _element(self, tag: str, at: dict[str, str | None], node: Any, hidden: bool) -> str | None:
        """What one element adds; the target when its words are clicked."""
        if tag in ("a", "area"):
            target = (at.get("href") or "")[:MAX_TARGET]
            if _TARGET.match(target):
                return target.strip()
        elif tag == "img":
            self._image(at, hidden)
        elif tag == "iframe" and at.get("src"):
            self._targets.append((self.out.length, self.out.length, at["src"] or "", hidden))
        elif tag in ("input", "textarea"):
            self._input(at, hidden)
        elif tag == "form":
            self._form(at, node)
        return None

    def _end_anchor(self, anchors: list[tuple[Any, int, str]], hidden: bool) -> None:
        _, start, target = anchors.pop()
        if len(self._targets) >= MAX_LINKS:
            self.out.note("links_cut", limit=MAX_LINKS)
            return
        self._targets.append((start, self.out.length, target, hidden))

    def _text(self, text: str, hidden: bool) -> None:
        if hidden:
            if text.strip() and len(self._hidden) < 100_000:
                self._hidden.append(_SPACE.sub(" ", text))
        elif not self.out.full:
            self._put(_SPACE.sub(" ", text))

    def _put(self, text: str) -> None:
        if self._space:
            text = text.lstrip(" \t")
        if text:
            self.out.add(text)
            self._space = text[-1] in " \t\n"

    def _break(self) -> None:
        self.out.new_line()
        self._space = True

    def _is_hidden(self, at: dict[str, str | None]) -> bool:
        if "hidden" in at:
            return True
        style = at.get("style")
        if style and INVISIBLE.search(style[:2_000]):
            return True
        if self._hidden_rules:
            names = [f".{name}" for name in (at.get("class") or "")[:2_000].split()]
            names.append(f"#{at.get('id')}")
            return any(name in self._hidden_rules for name in names)
        return False

    def _image(self, at: dict[str, str | None], hidden: bool) -> None:
        alt = _SPACE.sub(" ", at.get("alt") or "")[:1_000]
        if alt.strip():
            self._text(f" {alt} ", hidden)
        source = at.get("src") or ""
        if self._picture is None or source[:11].lower() != "data:image/":
            return
        head, comma, body = source.partition(",")
        if not comma or not head.lower().endswith(";base64"):
            return
        if len(self._pictures) >= MAX_PICTURES:
            self.out.note("pictures_cut", limit=MAX_PICTURES)
            return
        import binascii

        try:
            raw = binascii.a2b_base64(body)
        except (binascii.Error, ValueError):
            return
        self._pictures.append(self._picture(raw))

    def _input(self, at: dict[str, str | None], hidden: bool) -> None:
        kind = (at.get("type") or "text").lower()
        if kind == "hidden":
            return
        shown = at.get("value") if kind in _SHOWN_INPUT else at.get("placeholder")
        if shown:
            self._text(f" {shown[:500]} ", hidden)

    def _form(self, at: dict[str, str | None], node: Any) -> None:
        if len(self.out.forms) >= 1_000:
            return
        asked = asks(node)
        action = (at.get("action") or "")[:MAX_TARGET].strip()
        target = action if _TARGET.match(action) else ""
        if asked is not None:
            self.out.forms.append(AskingForm(self.out.length, asked, target))
        if target:
            self._targets.append((self.out.length, self.out.length, target, False))

    # -- what is beneath --------------------------------------------------------------------------

    def _beneath(self) -> None:
        """Targets of links, hidden text and descriptions, a line each."""
        for start, end, target, hidden in self._targets:
            if self.out.full:
                break
            self.out.new_line()
            shown = "".join(c if c.isprintable() else " " for c in target[:MAX_TARGET]).strip()
            if shown.startswith("//"):
                shown = f"https:{shown}"
            first, last = self.out.line(shown, "link")
            self.out.links.append(Link(start, end, first, last, hidden))
        hidden_text = _SPACE.sub(" ", "\n".join(self._hidden)).strip()
        if hidden_text:
            self.out.line(hidden_text, "hidden")
        for text in dict.fromkeys(self._meta):
            self.out.line(text, "meta")
        for picture in self._pictures:
            if picture.text:
                self.out.append(picture)


def _words(node: Any) -> str:
    fragments = node.template_fragments
    found = fragments() if callable(fragments) else fragments
    return " ".join(fragment.text(deep=True) for fragment in found or ())[:100_000]

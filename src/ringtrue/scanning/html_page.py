"""Web pages: what a reader sees, where links lead, what is hidden, what forms ask for.

The page is parsed, never rendered and never fetched: styles count only where they are written
into the page itself. Lexbor (extra ``html``) builds the tree that a browser would build.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from ringtrue.errors import MissingExtra
from ringtrue.scanning.document import MAX_TEXT, AskingForm, Builder, Document, Link
from ringtrue.scanning.html_parts import (
    DESCRIBING,
    INVISIBLE,
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    asks,
    few_attributes,
    hiding_rules,
    shallow,
    structured,
    tags,
    template_words,
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
    source, dropped = few_attributes(source)
    if dropped:
        page.out.note("attributes_cut", limit=MAX_ATTRIBUTES)
    # Lone surrogates have no UTF-8; a replacement character of one unit keeps the rest.
    tree = LexborHTMLParser(source.encode("utf-8", "replace").decode())
    page.read(tree)
    return page.out.done()


class _Open(NamedTuple):
    """An element whose inside is being read."""

    target: str | None
    start: int
    hides: bool
    block: bool


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
        self._inside = 0
        """How many elements around the place hide what is in them."""

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
            if name in DESCRIBING and content:
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
        """Every node below `root`, in order, without recursion.

        (Nodes are never compared: the library compares their source text.)
        """
        open_: list[tuple[Any, _Open]] = []
        node, count = root, 0
        while True:
            count += 1
            if count > MAX_NODES:
                self.out.note("nodes_cut", limit=MAX_NODES)
                break
            element = self._enter(node)
            down = node.child if element is not None else None
            if element is not None and down is not None:
                open_.append((node, element))
                node = down
                continue
            if element is not None:
                self._leave(element)
            following = node.next if open_ else None
            while following is None:
                if not open_:
                    return
                node, element = open_.pop()
                self._leave(element)
                following = node.next if open_ else None
            node = following
        for _, element in reversed(open_):
            self._leave(element)

    def _enter(self, node: Any) -> _Open | None:
        """Reads what a node adds by itself; None when nothing inside it is read."""
        tag = node.tag
        if tag == "-text":
            self._text(node.text_content or "", self._inside > 0)
            return None
        if tag == "template":
            self._hidden.append(template_words(node))
            return None
        if tag is None or tag in tags("skip") or tag[0] in "-!":  # None: <?php ... ?>
            return None
        at = node.attributes
        hides = self._inside > 0 or (bool(at) and self._is_hidden(at))
        self._inside += hides
        block = tag in tags("block")
        if not hides and block:
            self._break()
        elif not hides and tag in tags("cell"):
            self._put("\t")
        target = self._element(tag, at, node, hides)
        return _Open(target, self.out.length, hides, block)

    def _leave(self, element: _Open) -> None:
        if element.target is not None:
            if len(self._targets) < MAX_LINKS:
                words = element.start, self.out.length
                self._targets.append((*words, element.target, element.hides))
            else:
                self.out.note("links_cut", limit=MAX_LINKS)
        self._inside -= element.hides
        if element.block and not element.hides:
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

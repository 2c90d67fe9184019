"""Web pages: what a reader sees, where links lead, what is hidden, what forms ask for.

The page is parsed, never rendered and never fetched: styles count only where they are written
into the page itself. Lexbor (extra ``html``) builds the tree that a browser would build.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ringtrue.errors import MissingExtra
from ringtrue.scanning.document import MAX_TEXT, AskingForm, Builder, Document, Link
from ringtrue.scanning.html_bounds import MAX_ATTRIBUTES, MAX_DEPTH, bounded
from ringtrue.scanning.html_parts import (
    APART,
    DESCRIBING,
    INVISIBLE,
    asks,
    rules_of,
    structured,
    tags,
    template_words,
)
from ringtrue.scanning.targets import MAX_TARGET, Base, base_of

MAX_SOURCE = 40 * 1024 * 1024
"""Characters of a page's source that are parsed."""
MAX_NODES = 2_000_000
MAX_LINKS = 20_000
MAX_PICTURES = 16
MAX_FIELDS = 5_000
"""Fields of all forms that are looked at."""
MAX_NESTED = 3
"""Pages inside pages (``srcdoc``) that are read."""
MAX_SOURCES = 100
"""Pages inside one page."""

_SPACE = re.compile(r"[ \t\r\n\f]+")
_REFRESH = re.compile(
    r"\s{0,99}\d*[\d.]*(?:[;,]\s{0,99}|\s{1,99}[;,]?\s{0,99}|(?=url))(?:url\s{0,99}=\s{0,99})?"
    r"(?:'([^']{1,4000})|\"([^\"]{1,4000})|([^'\"].{0,4000}))",
    re.IGNORECASE | re.DOTALL,
)
"""Time and address of a forwarding (HTML, section 4.2.5.3)."""
_FRAMES = frozenset(("iframe", "frame", "object", "embed"))
_SHOWN_INPUT = frozenset(("submit", "button", "reset"))

_SKIP, _BLOCK, _CELL = tags("skip"), tags("block"), tags("cell")


def read_html(
    source: str,
    *,
    picture: Callable[[bytes], Document] | None = None,
    limit: int = MAX_TEXT,
    url: str = "",
) -> Document:
    """The document of a page's source; nothing that the page names is loaded.

    `picture` reads pictures that the source itself holds (``data:`` addresses). Links lead where a
    browser goes from `url`, the address of the page. Raises `MissingExtra` without selectolax.
    """
    try:
        import selectolax.lexbor  # noqa: F401
    except ImportError as error:
        raise MissingExtra("HTML pages", "selectolax", "html") from error
    page = _Page(limit, picture, url)
    if len(source) > MAX_SOURCE:
        page.out.note("source_cut", limit=MAX_SOURCE, length=len(source))
        source = source[:MAX_SOURCE]
    page.read(_trees(source, page.out))
    return page.out.done()


def _trees(source: str, out: Builder) -> Iterator[Any]:
    """The tree of a page; several, one after the other, where one would be too large."""
    from selectolax.lexbor import LexborHTMLParser

    found = bounded(source)
    if found.deep:
        out.note("too_deep", limit=MAX_DEPTH)
    if found.cut:
        out.note("attributes_cut", limit=MAX_ATTRIBUTES)
    for part in found.parts:
        # Lone surrogates have no UTF-8; a replacement character of one unit keeps the rest.
        yield LexborHTMLParser(part.encode("utf-8", "replace").decode())


class _Open(NamedTuple):
    """An element whose inside is being read."""

    target: str | None
    start: int
    hides: bool
    block: bool


class _Page:
    """The state of one reading."""

    def __init__(
        self, limit: int, picture: Callable[[bytes], Document] | None, url: str = ""
    ) -> None:
        self.out = Builder("html", limit)
        self._url = url
        self._base = Base()
        self._nested = self._sources = self._nodes = 0
        self._picture = picture
        self._pictures: list[Document] = []
        self._hidden_rules: frozenset[str] = frozenset()
        self._apart_rules: frozenset[str] = frozenset()
        self._hidden: list[str] = []
        self._targets: list[tuple[int, int, str, bool]] = []  # words' span, target, in hidden text
        self._meta: list[str] = []
        self._asked = 0
        self._space = True  # the text ends in a space or a line break
        self._inside = 0
        """How many elements around the place hide what is in them."""

    def read(self, trees: Iterator[Any]) -> None:
        self._base = base_of(self._url, "")
        for tree in trees:
            declared = tree.css_first("base[href]")
            if declared is not None:
                self._base = base_of(self._url, declared.attributes["href"] or "")
            self._head(tree)
            start = tree.body or tree.css_first("frameset")
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
                    self._lead(onward[1] or onward[2] or onward[3] or "")
        style = "".join(node.text(deep=True)[:200_000] for node in tree.css("style")[:200])
        self._hidden_rules |= rules_of(style, INVISIBLE)
        self._apart_rules |= rules_of(style, APART)
        for node in tree.css('script[type="application/ld+json"]')[:50]:
            self._meta += structured(node.text(deep=True)[:200_000])
        canonical = tree.css_first('link[rel="canonical"]')
        if canonical is not None and canonical.attributes.get("href"):
            self._lead(canonical.attributes["href"])

    def _lead(self, written: str, hidden: bool = False) -> None:
        """A target without words, where the reading is."""
        target = self._base.target(written)
        if not target:
            return
        if len(self._targets) < MAX_LINKS:
            self._targets.append((self.out.length, self.out.length, target, hidden))
        else:
            self.out.note("links_cut", limit=MAX_LINKS)

    def _walk(self, root: Any) -> None:
        """Every node below `root`, in order, without recursion.

        (Nodes are never compared: the library compares their source text.)
        """
        open_: list[tuple[Any, _Open]] = []
        node = root
        while True:
            self._nodes += 1
            if self._nodes > MAX_NODES:
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
        if tag is None or tag in _SKIP or tag[0] in "-!":  # None: <?php ... ?>
            return None
        if tag == "template":
            self._template(node)
            return None
        at = node.attributes
        hides = self._inside > 0 or (bool(at) and self._is_hidden(at))
        self._inside += hides
        if tag in _FRAMES:  # what stands inside them is for browsers that know none
            self._frame(at, hides)
            self._inside -= hides
            return None
        block = tag in _BLOCK or (bool(at) and self._is_apart(at))
        if not hides and block:
            self._break()
        elif not hides and tag in _CELL:
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
            href = at.get("href", at.get("xlink:href"))
            return None if href is None else self._base.target(href) or None
        if tag == "img":
            self._image(at, hidden)
        elif tag in ("input", "textarea", "button"):
            self._input(tag, at, hidden)
        elif tag == "form":
            self._form(at, node)
        return None

    def _frame(self, at: dict[str, str | None], hidden: bool) -> None:
        """Another page inside this one: its source where that stands here (``srcdoc``)."""
        source = at.get("srcdoc")
        if source is None:
            if source := at.get("src") or at.get("data"):
                self._lead(source, hidden)
            return
        if self._nested >= MAX_NESTED or self._sources >= MAX_SOURCES:
            self.out.note("frames_cut", limit=MAX_SOURCES)
            return
        self._nested += 1
        self._sources += 1
        self._break()
        self._inside += hidden
        for tree in _trees(source[:MAX_SOURCE], self.out):
            if tree.body is not None:
                self._walk(tree.body)
        self._inside -= hidden
        self._break()
        self._nested -= 1

    def _template(self, node: Any) -> None:
        """A template is kept unseen, unless it is the inside of the element around it (declarative
        shadow root)."""
        if "shadowrootmode" not in node.attributes or self._nested >= MAX_NESTED:
            self._hidden.append(template_words(node))
            return
        self._nested += 1
        self._break()
        fragments = node.template_fragments
        for fragment in fragments() if callable(fragments) else fragments or ():
            child = fragment.child
            while child is not None:
                self._walk(child)
                child = child.next
        self._break()
        self._nested -= 1

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

    def _is_apart(self, at: dict[str, str | None]) -> bool:
        """Whether a style of the page's own makes a block of an inline element."""
        style = at.get("style")
        if style and APART.search(style[:2_000]):
            return True
        names = at.get("class")
        if not names or not self._apart_rules:
            return False
        return any(f".{name}" in self._apart_rules for name in names[:2_000].split())

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

    def _input(self, tag: str, at: dict[str, str | None], hidden: bool) -> None:
        if at.get("formaction"):
            self._lead(at["formaction"] or "", hidden)
        kind = (at.get("type") or "text").lower()
        if kind == "hidden" or tag == "button":
            return
        shown = at.get("value") if kind in _SHOWN_INPUT else at.get("placeholder")
        if shown:
            self._text(f" {shown[:500]} ", hidden)

    def _form(self, at: dict[str, str | None], node: Any) -> None:
        target = self._base.target(at.get("action") or "") if at.get("action") else ""
        if len(self.out.forms) < 1_000 and self._asked < MAX_FIELDS:
            asked, fields = asks(node)
            self._asked += fields
            if asked is not None:
                self.out.forms.append(AskingForm(self.out.length, asked, target))
        if target:
            self._lead(target)

    # -- what is beneath --------------------------------------------------------------------------

    def _beneath(self) -> None:
        """Targets of links, hidden text and descriptions, a line each."""
        for start, end, target, hidden in self._targets:
            if self.out.full:
                break
            self.out.new_line()
            shown = target[:MAX_TARGET]
            if not shown.isprintable():
                shown = "".join(c if c.isprintable() else " " for c in shown).strip()
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

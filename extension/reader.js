// Reads a page into documents, as `ringtrue scan` reads its source: what is seen, line by line, and
// beneath it where links lead and what is hidden. Nothing is judged here. What is found at a place of a
// document is found again on the page. What the reader writes is not read.
//
// It runs on the thread that the page lives on: a node costs a few calls of the DOM and no object of ours,
// text is joined once, and what can be done elsewhere (documents.js) is.
"use strict";
globalThis.ringtrueReader = (() => {
  const { block, cell, skip, secret, card } = globalThis.ringtrueTables;
  const [ELEMENT, TEXT, FRAGMENT] = [1, 3, 11]; // of nodes
  const [LINE, CELL, SKIP, LEAF, LINK, OTHER, HOST] = [1, 2, 4, 8, 16, 32, 64];
  const WAYS = new Map(); // name of an element -> how it is read
  const way = (names, flag) => names.forEach((name) => WAYS.set(name, (WAYS.get(name) || 0) | flag));
  way(block, LINE);
  way(["br"], LINE);
  way(cell, CELL);
  // A drawing may hold links and text of the page; all else of these is never shown.
  way(skip.filter((name) => !/^(?:svg|math|object|canvas)$/u.test(name)), SKIP);
  way(["img", "canvas", "select", "form", "input", "textarea"], LEAF);
  way(["a", "area"], LINK);
  way(["iframe", "embed", "frame", "object", "form", "button", "input"], OTHER);
  // Beside names with a hyphen, those that may hold a tree of their own (DOM, "valid shadow host name").
  way("article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(" "), HOST);
  const PART = 50_000; // characters of one document
  const MOST_LINE = 8_192; // characters of a link's target
  const MOST_TARGETS = 2_000; // of one document
  const MOST_NODES = 2_000; // that are taken from a list at once
  const MOST_DEEP = 1_000; // elements inside each other; what lies deeper is not read
  const SPACE = /[ \t\r\n\f]+/gu;
  const UNEVEN = /[\t\r\n\f]| {2}/u;
  const PLAIN = /^https?:\/\/[\x21-\x7e]+$/iu;
  const TARGET = /^\s*(?:https?:|\/\/|tel:|mailto:|sms:|tg:|whatsapp:|weixin:|ftp:|data:text)/iu;
  const INSIDE = /https?:\/\/[^\s'"<>\\]{4,2000}/iu;
  const SHOWN_INPUT = new Set(["submit", "button", "reset"]);
  const INSTALLED = /\.(?:apk|exe|dmg|msi|msix|pkg|appx|ipa|deb|crx|xpi|mobileconfig)(?![\w.-])/iu;
  const MOST_OFFERS = 200;
  const SLICE = 8; // milliseconds of work at a time
  const SHOWN = { visibilityProperty: true, opacityProperty: true };

  const opened = globalThis.chrome?.dom?.openOrClosedShadowRoot;
  function shadowOf(element) {
    try {
      return opened ? opened(element) : (element.openOrClosedShadowRoot ?? element.shadowRoot);
    } catch {
      return element.shadowRoot;
    }
  }

  function isSeen(element) {
    if (element.checkVisibility(SHOWN)) return true;
    return getComputedStyle(element).display === "contents" && Boolean(element.parentElement) && isSeen(element.parentElement);
  }

  // Where a link leads, as its page writes it; as the browser reads it where that says more.
  function targetOf(element, raw) {
    if (raw.length <= MOST_LINE && PLAIN.test(raw)) return raw;
    const text = raw.slice(0, MOST_LINE);
    if (/^[\s\u0000-\u0020]*javascript:/iu.test(text)) return INSIDE.exec(decoded(text))?.[0] || "";
    if (TARGET.test(text) && !/[\t\n\r]/u.test(text.trim())) return text.trim();
    try {
      const url = new URL(text, element.baseURI);
      if (!/^https?:$/u.test(url.protocol)) return TARGET.test(url.href) ? url.href : "";
      return url.host !== location.host ? url.href : "";
    } catch {
      return "";
    }
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  // One document. Places count UTF-16 units of what is seen.
  class Part {
    constructor(title) {
      this.pieces = title ? [title, "\n"] : [];
      this.title = title.length;
      this.bare = this.length = title ? title.length + 1 : 0;
      this.ended = this.spaced = true; // whether a line has just ended, or a space stands last
      this.starts = []; // of the segments: place, and below node or element, offset in the node or -1
      this.nodes = [];
      this.offsets = [];
      this.links = []; // three a link: start, end, whether it is hidden
      this.targets = []; // a line each
      this.elements = [];
      this.hidden = [];
      this.hiding = [];
      this.forms = [];
    }

    get empty() {
      return this.length === this.bare && !this.targets.length && !this.hidden.length && !this.forms.length;
    }

    line() {
      this.spaced = true;
      if (this.ended) return;
      this.pieces.push("\n");
      this.length += 1;
      this.ended = true;
    }

    put(text, node, offset) {
      if (!text) return;
      this.starts.push(this.length);
      this.nodes.push(node);
      this.offsets.push(offset);
      this.pieces.push(text);
      this.length += text.length;
      const last = text.charCodeAt(text.length - 1);
      this.ended = last === 10;
      this.spaced = last === 32 || (last < 14 && last > 8) || (last >= 0xa0 && /\s/u.test(text[text.length - 1]));
    }

    // A text node, its white space as one space each.
    node(node, data) {
      if (!UNEVEN.test(data)) {
        const from = this.spaced && data.charCodeAt(0) === 32 ? 1 : 0;
        this.put(from ? data.slice(1) : data, node, from);
        return;
      }
      let at = 0;
      for (const gap of data.matchAll(SPACE)) {
        if (gap[0] === " " && !(this.spaced && gap.index === at)) continue;
        this.put(data.slice(at, gap.index), node, at);
        if (!this.spaced) this.put(" ", node, gap.index);
        at = gap.index + gap[0].length;
      }
      this.put(data.slice(at), node, at);
    }

    words(text, element) {
      if (!text?.trim()) return;
      this.put(` ${text.replace(SPACE, " ").trim().slice(0, 1000)} `, element, -1);
    }

    target(start, target, element, hidden) {
      this.links.push(start, this.length, hidden ? 1 : 0);
      this.targets.push(target);
      this.elements.push(element);
    }

    // As it is sent: documents.js makes of it what the engine reads.
    done() {
      const text = this.pieces.join("");
      const told = { text, title: this.title, links: this.links, targets: this.targets.join("\n"), hidden: this.hidden, forms: this.forms };
      return { part: this, document: told, key: [text, told.targets, ...this.hidden, this.forms.length].join("\u0000") };
    }

    // The element or range of the page that a place of a report stands for: [start, end] of what is
    // seen, ["link", n] or ["hidden", n].
    place([start, end]) {
      if (start === "link") return this.elements[end] ?? null;
      if (start === "hidden") return this.hiding[end]?.parentElement ?? null;
      const { starts, nodes, offsets } = this;
      let low = 0;
      let high = starts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((starts[middle + 1] ?? this.length) <= start) low = middle + 1;
        else high = middle;
      }
      let last = low;
      while (last + 1 < starts.length && starts[last + 1] < end) last += 1;
      if (low >= starts.length || starts[low] >= end) return null;
      for (let at = low; at <= last; at += 1) if (offsets[at] < 0) return nodes[at];
      const range = nodes[low].ownerDocument.createRange();
      try {
        range.setStart(nodes[low], Math.min(offsets[low] + Math.max(0, start - starts[low]), nodes[low].data.length));
        range.setEnd(nodes[last], Math.min(offsets[last] + end - starts[last], nodes[last].data.length));
      } catch {
        return null; // the page has changed it since
      }
      return range;
    }
  }

  const rest = () => new Promise((resolve) => (globalThis.requestIdleCallback ? requestIdleCallback(() => resolve(), { timeout: 60 }) : setTimeout(resolve, 0)));

  // What is below an element, or in a list that was made for it: some nodes at a time, for the page may
  // change its lists while others are read.
  class Level {
    constructor(parent, list, ends, link) {
      this.parent = parent; // null: all is in the list
      this.list = list;
      this.at = 0;
      this.taken = 0;
      this.ends = ends; // whether a line ends with it
      this.link = link; // [part, start, target, element] of a link, or null
    }

    next() {
      if (this.at < this.list.length) return this.list[this.at++];
      if (!this.parent) return null;
      const nodes = [];
      let node = this.taken ? this.parent.childNodes[this.taken] : this.parent.firstChild;
      for (; node && nodes.length < MOST_NODES; node = node.nextSibling) nodes.push(node);
      if (!node) this.parent = null;
      this.taken += nodes.length;
      this.list = nodes;
      this.at = 1;
      return nodes[0] ?? null;
    }
  }

  // Reads what is below `root`, a slice at a time, and hands on each document as it is full. `context`:
  // {passes(element): whether it is left out, shadow(root): a tree that was found, picture(image)}.
  async function* read(root, title, context) {
    const open = [new Level(null, [root], false, null)];
    const walk = { part: new Part(title), open, links: 0, seen: null, isSeen: false };
    let until = performance.now() + SLICE;
    for (let turn = 1; open.length; turn += 1) {
      const node = open[open.length - 1].next();
      if (!node) {
        const { ends, link } = open.pop();
        left(ends, link, walk);
      } else if (node.nodeType === TEXT) text(node, node.parentElement, walk);
      else if (node.nodeType === ELEMENT || node.nodeType === FRAGMENT) {
        const { part } = walk;
        // A link that is open belongs to the part in which it began.
        if ((part.length > PART || part.targets.length >= MOST_TARGETS) && !walk.links) {
          yield part.done();
          walk.part = new Part(title);
          until = performance.now() + SLICE;
        }
        if (open.length < MOST_DEEP) enter(node, walk, context);
      }
      if (turn % 16 === 0 && performance.now() > until) {
        walk.seen = null;
        await rest();
        until = performance.now() + SLICE;
      }
    }
    if (!walk.part.empty) yield walk.part.done();
  }

  // Text and its link stand in the same element: it is asked once.
  function shows(element, walk) {
    if (walk.seen !== element) {
      walk.seen = element;
      walk.isSeen = isSeen(element);
    }
    return walk.isSeen;
  }

  function text(node, around, walk) {
    const { part } = walk;
    const { data } = node;
    if (!/\S/u.test(data)) {
      if (!part.spaced) part.put(" ", node, 0);
    } else if (!around || shows(around, walk)) part.node(node, data);
    else if (part.hidden.length < 500) {
      part.hidden.push(data.slice(0, 5000).replace(SPACE, " ").trim());
      part.hiding.push(node);
    }
  }

  function left(ends, link, walk) {
    if (link) {
      const [part, start, target, element] = link;
      part.target(start, target, element, !shows(element, walk));
      walk.links -= 1;
    }
    if (ends) walk.part.line();
  }

  // What an element adds by itself, and that what is inside it comes next.
  function enter(element, walk, context) {
    const { part, open } = walk;
    if (element.nodeType !== ELEMENT) {
      open.push(new Level(element, [], false, null));
      return;
    }
    const name = element.localName;
    const how = WAYS.get(name) || 0;
    if (how & SKIP || context.passes(element)) return;
    if (how & LINE) part.line();
    else if (how & CELL) part.put("\t", element, -1);
    const inside = !(how & LEAF) || leaf(element, name, part, context);
    let link = null;
    if (how & LINK) {
      const raw = element.getAttribute("href") ?? element.getAttributeNS("http://www.w3.org/1999/xlink", "href");
      const target = raw ? targetOf(element, raw) : "";
      if (raw && offers.size < MOST_OFFERS && (element.hasAttribute("download") || INSTALLED.test(raw))) offer(element);
      if (target) {
        link = [part, part.length, target, element];
        walk.links += 1;
      }
    } else if (how & OTHER) {
      const raw = addressOf(element, name);
      const target = raw ? targetOf(element, raw) : "";
      if (target) part.target(part.length, target, element, false);
    }
    if (!inside) return;
    const ends = (how & LINE) !== 0 && name !== "br";
    const only = element.firstChild;
    const alone = only !== null && only.nodeType === TEXT && only.nextSibling === null;
    // To ask for a closed tree costs more than all else here. What has text of its own and nothing besides
    // is not asked: a page that wants to hide words so could as well draw them.
    const shadow = alone ? element.shadowRoot : how & HOST || name.includes("-") ? shadowOf(element) : null;
    if (!shadow && alone && name !== "slot") {
      text(only, element, walk);
      left(ends, link, walk);
    } else if (shadow) {
      context.shadow(shadow);
      open.push(new Level(shadow, [], ends, link));
    } else if (name === "slot" && element.assignedNodes?.().length) open.push(new Level(null, element.assignedNodes(), ends, link));
    else open.push(new Level(element, [], ends, link));
  }

  const offers = new Set(); // links to what a device would install or keep
  function offer(link) {
    if (link.hasAttribute("download") || INSTALLED.test(link.pathname?.slice(-20) || "")) offers.add(link);
  }

  // Fields, pictures and forms; whether what is inside is read too.
  function leaf(element, name, part, context) {
    if (name === "textarea" || name === "input") {
      const kind = (element.type || "text").toLowerCase();
      if (kind !== "hidden") part.words(SHOWN_INPUT.has(kind) ? element.getAttribute("value") : element.getAttribute("placeholder"), element);
      return false;
    }
    if (name === "select") return false;
    if (name === "img") {
      part.words(element.getAttribute("alt"), element);
      context.picture?.(element);
      return false;
    }
    if (name === "canvas") {
      context.picture?.(element);
      return false;
    }
    form(element, part);
    return true;
  }

  function addressOf(element, name) {
    if (name === "iframe" || name === "embed" || name === "frame") return element.getAttribute("src");
    if (name === "object") return element.getAttribute("data");
    if (name === "form") return element.getAttribute("action");
    return element.getAttribute("formaction");
  }

  function form(element, part) {
    const asked = asks([...element.querySelectorAll("input, textarea")]).find((one) => one !== "code");
    if (!asked || part.forms.length >= 100) return;
    part.forms.push([part.length, asked, targetOf(element, element.getAttribute("action") || "")]);
  }

  // What fields ask for, the most secret first (src/ringtrue/scanning/html_parts.py); their values are
  // never looked at.
  function asks(fields) {
    const found = new Set();
    let singles = 0;
    for (const field of fields.slice(0, 400)) {
      const names = ["name", "id", "placeholder", "autocomplete", "aria-label"].map((name) => field.getAttribute(name) || "");
      const label = [...names, ...[...(field.labels || [])].map((one) => one.textContent.slice(0, 200))].join(" ").slice(0, 1000).toLowerCase();
      if (secret.some((word) => label.includes(word))) found.add("secret");
      if (card.some((word) => label.includes(word))) found.add("card");
      if ((field.getAttribute("type") || "").toLowerCase() === "password" || field.type === "password") found.add("password");
      if (/one-time-code/u.test(label)) found.add("code");
      if (/(?:^|\s)(?:.{0,10}\D)?(?:word|phrase|w)[-_ ]?\d{1,2}(?!\d)/u.test(label)) singles += 1;
    }
    if (singles >= 12) found.add("secret");
    return ["secret", "card", "password", "code"].filter((one) => found.has(one));
  }

  // What a whole page asks for, its trees of elements among it; what it offers was seen when it was read.
  function demands(roots) {
    const fields = roots.flatMap((root) => [...root.querySelectorAll("input, textarea")].slice(0, 400));
    const found = asks(fields.filter(isSeen));
    for (const link of offers) if (!link.isConnected) offers.delete(link);
    return offers.size ? [...found, "download"] : found;
  }

  return { demands, isSeen, read, rest };
})();

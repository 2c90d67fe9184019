// Reads a page into documents, as `ringtrue scan` reads its source: what is seen, line by line, and
// beneath it where links lead and what is hidden. Nothing is judged here. What is found at a place of a
// document is found again on the page. What the reader writes is not read.
"use strict";
globalThis.ringtrueReader = (() => {
  const { block, cell, skip, secret, card } = globalThis.ringtrueTables;
  const [BLOCK, CELL] = [new Set(block), new Set(cell)];
  // A drawing may hold links and text of the page; all else of these is never shown.
  const SKIP = new Set(skip.filter((name) => name !== "svg" && name !== "math" && name !== "object"));
  const PART = 50_000; // characters of one document
  const MOST_LINE = 8_192; // characters of a link's target
  const MOST_TARGETS = 2_000; // of one document
  const SPACE = /[ \t\r\n\f]+/gu;
  const TARGET = /^\s*(?:https?:|\/\/|tel:|mailto:|sms:|tg:|whatsapp:|weixin:|ftp:|data:text)/iu;
  const INSIDE = /https?:\/\/[^\s'"<>\\]{4,2000}/iu;
  const SHOWN_INPUT = new Set(["submit", "button", "reset"]);
  const INSTALLED = /\.(?:apk|exe|dmg|msi|msix|pkg|appx|ipa|deb|crx|xpi|mobileconfig)$/iu;
  const SLICE = 8; // milliseconds of work at a time

  const shadowOf = (element) => {
    try {
      return chrome.dom?.openOrClosedShadowRoot?.(element) ?? element.openOrClosedShadowRoot ?? element.shadowRoot;
    } catch {
      return element.shadowRoot;
    }
  };

  function isSeen(element) {
    if (element.checkVisibility?.({ visibilityProperty: true, opacityProperty: true }) !== false) return true;
    return getComputedStyle(element).display === "contents" && Boolean(element.parentElement) && isSeen(element.parentElement);
  }

  // Where a link leads, as its page writes it; as the browser reads it where that says more.
  function targetOf(element, raw) {
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

  // One document, in UTF-16 places while it is made.
  class Part {
    constructor(title) {
      this.text = title ? `${title}\n` : "";
      this.sections = title ? [[0, title.length, "title"]] : [];
      this.links = [];
      this.forms = [];
      this.segments = []; // [start, end, node or element, offset in the node or -1]
      this.targets = []; // [start, end, target, element, hidden]
      this.hidden = [];
      this.bare = this.text.length;
      this.spaced = true;
    }

    get empty() {
      return this.text.length === this.bare && !this.targets.length && !this.hidden.length && !this.forms.length;
    }

    line() {
      if (!this.text.endsWith("\n") && this.text) this.text += "\n";
      this.spaced = true;
    }

    put(text, node, offset) {
      if (!text) return;
      this.segments.push([this.text.length, this.text.length + text.length, node, offset]);
      this.text += text;
      this.spaced = /\s$/u.test(text);
    }

    // A text node, its white space as one space each.
    node(node) {
      const data = node.data;
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

    // What lies beneath, a line each; then the whole as it is sent, in code points.
    done() {
      for (const [start, end, target, element, hidden] of this.targets) {
        this.line();
        const shown = target.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ").trim();
        const first = this.text.length;
        this.put(shown.startsWith("//") ? `https:${shown}` : shown, element, -1);
        this.sections.push([first, this.text.length, "link"]);
        this.links.push([start, end, first, this.text.length, hidden]);
      }
      for (const [text, node] of this.hidden) {
        this.line();
        const first = this.text.length;
        this.put(text.replace(SPACE, " ").trim(), node, -1);
        if (this.text.length > first) this.sections.push([first, this.text.length, "hidden"]);
      }
      const text = this.text.toWellFormed?.() ?? this.text;
      const points = new Points(text);
      return {
        part: this,
        points,
        document: {
          text,
          sections: this.sections.map(([start, end, role]) => [points.to(start), points.to(end), role]),
          links: this.links.map(([a, b, c, d, hidden]) => [points.to(a), points.to(b), points.to(c), points.to(d), hidden]),
          forms: this.forms.map(([start, asks, target]) => [points.to(start), asks, target]),
        },
      };
    }

    // Elements and ranges of the page that hold the characters between two places.
    places(start, end) {
      let low = 0;
      let high = this.segments.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.segments[middle][1] <= start) low = middle + 1;
        else high = middle;
      }
      const held = [];
      for (let at = low; at < this.segments.length && this.segments[at][0] < end; at += 1) held.push(this.segments[at]);
      if (!held.length) return null;
      const whole = held.find(([, , , offset]) => offset < 0);
      if (whole) return whole[2].nodeType === Node.TEXT_NODE ? whole[2].parentElement : whole[2];
      const [first, last] = [held[0], held[held.length - 1]];
      const range = first[2].ownerDocument.createRange();
      try {
        range.setStart(first[2], Math.min(first[3] + Math.max(0, start - first[0]), first[2].data.length));
        range.setEnd(last[2], Math.min(last[3] + Math.min(end, last[1]) - last[0], last[2].data.length));
      } catch {
        return null; // the page has changed it since
      }
      return range;
    }
  }

  // Places of Python's text (code points) and of JavaScript's.
  class Points {
    constructor(text) {
      this.plain = !/[\u{10000}-\u{10FFFF}]/u.test(text);
      if (this.plain) return;
      this.units = [];
      for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) this.units.push(at);
      this.units.push(text.length);
    }

    from(point) {
      return this.plain ? point : (this.units[point] ?? this.units[this.units.length - 1]);
    }

    to(unit) {
      if (this.plain) return unit;
      let low = 0;
      let high = this.units.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.units[middle] < unit) low = middle + 1;
        else high = middle;
      }
      return low;
    }
  }

  const rest = () => new Promise((resolve) => (globalThis.requestIdleCallback ? requestIdleCallback(() => resolve(), { timeout: 60 }) : setTimeout(resolve, 0)));

  // Reads what is below `root`, a slice at a time, and hands on each document as it is full. `context`:
  // {passes(element): whether it is left out, shadow(root): a tree that was found, picture(image)}.
  async function* read(root, title, context) {
    let part = new Part(title);
    let until = performance.now() + SLICE;
    const open = []; // what is entered: [nodes, at, leave]
    open.push([[root], 0, null]);
    while (open.length) {
      const level = open[open.length - 1];
      if (level[1] >= level[0].length) {
        open.pop();
        level[2]?.();
        continue;
      }
      const node = level[0][level[1]++];
      if (performance.now() > until) {
        await rest();
        until = performance.now() + SLICE;
      }
      if (node.nodeType === Node.TEXT_NODE) {
        const around = node.parentElement;
        if (!/\S/u.test(node.data)) {
          if (!part.spaced) part.put(" ", node, 0);
        } else if (!around || isSeen(around)) part.node(node);
        else if (part.hidden.length < 500) part.hidden.push([node.data.slice(0, 5000), node]);
        continue;
      }
      if (node.nodeType !== Node.ELEMENT_NODE && node.nodeType !== Node.DOCUMENT_FRAGMENT_NODE) continue;
      if (part.text.length > PART || part.targets.length >= MOST_TARGETS) {
        // A link that is open belongs to the part in which it began.
        if (!open.some(([, , leave]) => leave?.link)) {
          yield part.done();
          part = new Part(title);
          until = performance.now() + SLICE;
        }
      }
      const leave = node.nodeType === Node.ELEMENT_NODE ? enter(node, part, context) : () => null;
      if (!leave) continue;
      const shadow = node.nodeType === Node.ELEMENT_NODE ? shadowOf(node) : null;
      if (shadow) {
        context.shadow(shadow);
        open.push([[...shadow.childNodes], 0, leave]);
      } else if (node.localName === "slot" && node.assignedNodes?.().length) open.push([node.assignedNodes(), 0, leave]);
      else open.push([[...node.childNodes], 0, leave]);
    }
    if (!part.empty) yield part.done();
  }

  // What an element adds by itself; null when nothing inside it is read.
  function enter(element, part, context) {
    const name = element.localName;
    if (SKIP.has(name) || context.passes(element)) return null;
    const isBlock = BLOCK.has(name);
    if (isBlock || name === "br") part.line();
    else if (CELL.has(name)) part.put("\t", element, -1);
    let leave = () => isBlock && part.line();
    if (name === "textarea" || name === "input") {
      const kind = (element.type || "text").toLowerCase();
      if (kind !== "hidden") part.words(SHOWN_INPUT.has(kind) ? element.getAttribute("value") : element.getAttribute("placeholder"), element);
      return null;
    }
    if (name === "select") return null;
    if (name === "img") {
      part.words(element.getAttribute("alt"), element);
      context.picture?.(element);
      return null;
    }
    if (name === "canvas") context.picture?.(element);
    if (name === "form") form(element, part);
    const raw = addressOf(element, name);
    const target = raw ? targetOf(element, raw) : "";
    if (target) {
      const [start, made] = [part.text.length, part];
      if (name === "a" || name === "area") {
        const before = leave;
        leave = () => {
          made.targets.push([start, made.text.length, target, element, !isSeen(element)]);
          before();
        };
        leave.link = true;
      } else part.targets.push([start, start, target, element, false]);
    }
    return leave;
  }

  function addressOf(element, name) {
    if (name === "a" || name === "area") return element.getAttribute("href") ?? element.getAttributeNS("http://www.w3.org/1999/xlink", "href");
    if (name === "iframe" || name === "embed" || name === "frame") return element.getAttribute("src");
    if (name === "object") return element.getAttribute("data");
    if (name === "form") return element.getAttribute("action");
    return name === "button" || name === "input" ? element.getAttribute("formaction") : null;
  }

  function form(element, part) {
    const asked = asks([...element.querySelectorAll("input, textarea")]).find((one) => one !== "code");
    if (!asked || part.forms.length >= 100) return;
    part.forms.push([part.text.length, asked, targetOf(element, element.getAttribute("action") || "")]);
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

  // What a whole page asks for, its trees of elements among it.
  function demands(roots) {
    const fields = roots.flatMap((root) => [...root.querySelectorAll("input, textarea")].slice(0, 400));
    const found = asks(fields.filter(isSeen));
    const offers = roots.some((root) => [...root.querySelectorAll("a[href]")].slice(0, 2000).some((link) => link.hasAttribute("download") || INSTALLED.test(link.pathname || "")));
    return offers ? [...found, "download"] : found;
  }

  return { demands, isSeen, read, rest };
})();

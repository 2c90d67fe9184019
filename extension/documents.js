// What a page's reader has sent, as the engine reads it: what is seen, and beneath it a line for each
// link's target and each hidden text. What a page's world could have touched is not trusted.
"use strict";
globalThis.ringtrueDocuments = (() => {
  const MOST_TEXT = 120_000; // characters of one part of a page
  const MOST = 5_000; // links, and hidden texts
  const MOST_LINE = 8_192; // characters of a target
  const ASTRAL = /[\ud800-\udfff]/; // halves, without the flag that would join them
  const OTHER_SIGNS = /[\p{C}\p{Zl}\p{Zp}]/gu;

  // {document: what the engine reads, place(span): where on the page a span of it stands}.
  function compose(told) {
    const seen = String(told?.text ?? "").slice(0, MOST_TEXT);
    const within = (value) => Number.isInteger(value) && value >= 0 && value <= seen.length;
    const numbers = Array.isArray(told?.links) ? told.links.slice(0, 3 * MOST) : [];
    const targets = String(told?.targets ?? "").split("\n");
    const hidden = Array.isArray(told?.hidden) ? told.hidden.slice(0, MOST) : [];
    const pieces = [seen];
    const [sections, links, lines] = [[], [], []]; // lines: [start, "link" or "hidden", n]
    let length = seen.length;
    let ended = !seen || seen.endsWith("\n");
    const line = (text, role, n) => {
      if (!ended) pieces.push("\n");
      length += ended ? 0 : 1;
      const start = length;
      pieces.push(text, "\n");
      length += text.length + 1;
      ended = true;
      lines.push([start, role, n]);
      sections.push([start, length - 1, role]);
      return [start, length - 1];
    };
    if (within(told?.title) && told.title) sections.push([0, told.title, "title"]);
    for (let n = 0; 3 * n + 2 < numbers.length && n < targets.length; n += 1) {
      const [from, to, unseen] = numbers.slice(3 * n, 3 * n + 3);
      if (!within(from) || !within(to) || !targets[n]) continue;
      const shown = targets[n].slice(0, MOST_LINE).replace(OTHER_SIGNS, " ").trim();
      if (shown) links.push([from, to, ...line(shown.startsWith("//") ? `https:${shown}` : shown, "link", n), Boolean(unseen)]);
    }
    hidden.forEach((text, n) => {
      const shown = String(text).slice(0, 5000);
      if (shown.trim()) line(shown, "hidden", n);
    });
    const text = pieces.join("").toWellFormed();
    const { from, to } = points(text);
    const forms = Array.isArray(told?.forms) ? told.forms.slice(0, 100) : [];
    const document = {
      text,
      sections: sections.map(([start, end, role]) => [to(start), to(end), role]),
      links: links.map(([a, b, c, d, unseen]) => [to(a), to(b), to(c), to(d), unseen]),
      forms: forms.filter(([start, asks]) => within(start) && /^(?:secret|card|password)$/u.test(asks)).map(([start, asks, target]) => [to(start), asks, String(target ?? "").slice(0, 2000)]),
    };
    // [start, end] of what is seen, or ["link" or "hidden", n].
    function place([first, last]) {
      const start = from(first);
      if (start < seen.length || !lines.length) return [start, from(last)];
      let low = 0;
      let high = lines.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (lines[middle][0] <= start) low = middle;
        else high = middle - 1;
      }
      return lines[low].slice(1);
    }
    return { document, place };
  }

  // From places of Python's text (code points) to JavaScript's, and back.
  function points(text) {
    if (!ASTRAL.test(text)) return { from: (point) => point, to: (unit) => unit };
    const units = [];
    for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) units.push(at);
    units.push(text.length);
    const to = (unit) => {
      let low = 0;
      let high = units.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (units[middle] < unit) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    return { from: (point) => units[point] ?? text.length, to };
  }

  return { compose };
})();

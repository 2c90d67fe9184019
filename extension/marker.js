// Marks over the page: a layer of its own, so that nothing on the page moves and no style of the page
// reaches them. Whatever the backend says is shown as text and never as markup.
"use strict";
globalThis.ringtrueMarker = (() => {
  const STYLE = `
    :host { all: initial; position: absolute; inset-block-start: 0; left: 0; width: 0; height: 0; z-index: 2147483647; }
    .frame { position: absolute; box-sizing: border-box; border: 2px dashed #b3261e; border-radius: 3px; pointer-events: none; }
    .frame.suspicious { border-color: #8a5a00; }
    button { font: 600 13px/1 system-ui, sans-serif; cursor: pointer; }
    .badge { position: absolute; min-width: 24px; height: 24px; padding: 0; border: 2px solid #fff; border-radius: 12px;
      background: #b3261e; color: #fff; }
    .badge.suspicious { background: #8a5a00; }
    .badge:focus-visible, .close:focus-visible { outline: 3px solid #1a73e8; outline-offset: 1px; }
    .card { position: absolute; box-sizing: border-box; width: 320px; padding: 12px 14px; border: 1px solid #79747e;
      border-radius: 8px; background: #fff; color: #1c1b1f; font: 14px/1.45 system-ui, sans-serif;
      box-shadow: 0 4px 16px #0004; overflow-wrap: anywhere; }
    .card h2 { margin: 0 28px 6px 0; font: 600 15px/1.3 system-ui, sans-serif; }
    .card p { margin: 0 0 6px; }
    .official { font-weight: 600; }
    .close { position: absolute; inset-block-start: 6px; inset-inline-end: 6px; width: 28px; height: 28px; border: 0;
      border-radius: 14px; background: transparent; color: inherit; }
    @media (prefers-color-scheme: dark) {
      .card { background: #1f1f23; color: #e6e1e5; border-color: #938f99; }
    }`;
  const MAX_MARKS = 300;

  let host = null;
  let root = null;
  let card = null;
  let planned = 0;
  const marks = [];

  function layer() {
    if (host?.isConnected) return;
    host = document.createElement("ringtrue-marks");
    root = host.attachShadow({ mode: "open" });
    const style = document.createElement("style");
    style.textContent = STYLE;
    root.append(style, ...marks.flatMap((mark) => [mark.frame, mark.badge]));
    document.documentElement.append(host);
  }

  function add(target, verdict, words) {
    // One mark is enough for a link and for what it shows.
    const inside = (mark) => mark.target.nodeType && !target.nodeType && mark.target.contains(target.startContainer);
    if (marks.length >= MAX_MARKS || marks.some((mark) => mark.target === target || inside(mark))) return;
    layer();
    const frame = document.createElement("div");
    const badge = document.createElement("button");
    frame.className = `frame ${verdict.status}`;
    badge.className = `badge ${verdict.status}`;
    badge.type = "button";
    badge.textContent = "!";
    badge.setAttribute("aria-label", `${verdict.title}: ${verdict.contact}`);
    badge.setAttribute("aria-expanded", "false");
    const mark = { target, verdict, frame, badge };
    badge.addEventListener("click", (event) => {
      if (event.isTrusted) toggle(mark, words);
    });
    marks.push(mark);
    root.append(frame, badge);
    place();
  }

  function toggle(mark, words) {
    const again = card?.mark === mark;
    close();
    if (again) return;
    const box = document.createElement("div");
    box.className = "card";
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", mark.verdict.title);
    box.dir = "auto";
    const title = document.createElement("h2");
    title.textContent = mark.verdict.title;
    box.append(title);
    for (const sentence of mark.verdict.reasons) {
      const line = document.createElement("p");
      line.textContent = sentence;
      box.append(line);
    }
    if (mark.verdict.official) {
      const line = document.createElement("p");
      line.className = "official";
      line.textContent = `${words.official} ${mark.verdict.official}`;
      box.append(line);
    }
    const shut = document.createElement("button");
    shut.className = "close";
    shut.type = "button";
    shut.textContent = "×";
    shut.setAttribute("aria-label", words.close);
    shut.addEventListener("click", () => {
      close();
      mark.badge.focus();
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        close();
        mark.badge.focus();
      }
    });
    box.append(shut);
    box.mark = mark;
    card = box;
    mark.badge.setAttribute("aria-expanded", "true");
    root.append(box);
    place();
    shut.focus({ preventScroll: true });
  }

  function close() {
    card?.mark.badge.setAttribute("aria-expanded", "false");
    card?.remove();
    card = null;
  }

  // Positions are read together and written together: one layout a frame at most.
  function place() {
    if (planned) return;
    planned = requestAnimationFrame(() => {
      planned = 0;
      if (!marks.length) return;
      layer();
      const origin = host.getBoundingClientRect();
      const spots = marks.map((mark) => {
        // Of what is broken over lines, the last line: a frame around all would hold its neighbours.
        const rects = mark.target.getClientRects();
        const rect = rects.length > 1 ? rects[rects.length - 1] : mark.target.getBoundingClientRect();
        const element = mark.target.nodeType ? mark.target : mark.target.startContainer.parentElement;
        const gone = !element?.isConnected || (!rect.width && !rect.height);
        return { rect, gone, rtl: element && getComputedStyle(element).direction === "rtl" };
      });
      const width = document.documentElement.clientWidth;
      spots.forEach(({ rect, gone, rtl }, at) => {
        const { frame, badge } = marks[at];
        frame.hidden = badge.hidden = gone;
        frame.style.display = badge.style.display = gone ? "none" : "";
        const left = rect.left - origin.left;
        const top = rect.top - origin.top;
        const edge = rtl ? left - 12 : left + rect.width - 12;
        style(frame, left - 2, top - 2, rect.width + 4, rect.height + 4);
        style(badge, Math.max(-origin.left, Math.min(edge, width - origin.left - 26)), Math.max(-origin.top, top - 14));
        if (card?.mark === marks[at]) {
          style(card, Math.max(8, Math.min(edge, width - 336)) , top + rect.height + 8);
        }
      });
    });
  }

  function style(element, left, top, width, height) {
    element.style.left = `${Math.round(left)}px`;
    element.style.top = `${Math.round(top)}px`;
    if (width !== undefined) element.style.width = `${Math.round(width)}px`;
    if (height !== undefined) element.style.height = `${Math.round(height)}px`;
  }

  function clear() {
    close();
    marks.length = 0;
    host?.remove();
    host = root = null;
  }

  const list = () => marks.map((mark) => mark.verdict);
  addEventListener("resize", place, { passive: true });
  addEventListener("scroll", place, { passive: true, capture: true });
  return { add, clear, list, place };
})();

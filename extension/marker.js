// What lies over a page: marks, their card, the banner. One layer in the top layer, with a closed shadow
// root, so that nothing of the page moves, no style of the page reaches it and no script of it reads it.
// A page may take the layer away: it is put back.
"use strict";
globalThis.ringtrueMarker = (() => {
  const view = globalThis.ringtrueView;
  const MOST = 300;
  const LEAST_CARD = 160; // pixels of height
  const RAISES = 40; // times a second that the layer fights for its place
  const NAME = `r-${Math.random().toString(36).slice(2, 10)}`;
  const PLACE = [
    "all: initial", "position: absolute", "inset: 0 auto auto 0", "width: 0", "height: 0", "margin: 0", "padding: 0", "border: 0",
    "overflow: visible", "background: none", "display: block", "opacity: 1", "visibility: visible", "pointer-events: auto",
    "z-index: 2147483647",
  ].map((rule) => `${rule} !important;`).join(" ");

  let host = null;
  let root = null;
  let around = null; // the language and direction of what is shown
  let card = null;
  let shown = null; // the banner: {model, box, small}
  let planned = 0;
  let raised = [];
  let styled = null;
  let stopped = false;
  const marks = [];
  const at = new WeakMap(); // element -> its mark

  function layer() {
    if (!host) {
      host = document.createElement(NAME);
      root = host.attachShadow({ mode: "closed" });
      const style = document.createElement("style");
      style.textContent = globalThis.ringtrueStyles;
      around = document.createElement("div");
      around.className = "over";
      around.lang = chrome.i18n.getMessage("lang");
      around.dir = /^(?:ar|fa|he|ur)/u.test(around.lang) ? "rtl" : "ltr";
      root.append(style, around);
      host.setAttribute("popover", "manual");
      host.addEventListener("toggle", () => place());
    }
    if (host.style.cssText !== styled) {
      host.style.cssText = PLACE;
      styled = host.style.cssText;
    }
    raise();
  }

  // Above whatever the page puts into the top layer after it; inside a modal dialog, for all else is inert.
  function raise() {
    const modals = document.querySelectorAll("dialog:modal");
    const home = modals[modals.length - 1] || document.fullscreenElement || document.documentElement;
    const lost = host.parentNode !== home || !open();
    if (!lost && !covered) return;
    const now = performance.now();
    raised = raised.filter((then) => now - then < 1000);
    if (raised.length >= RAISES) return;
    raised.push(now);
    covered = false;
    if (host.parentNode !== home) home.append(host);
    host.setAttribute("popover", "manual");
    try {
      if (open()) host.hidePopover();
      host.showPopover();
    } catch {
      // a document without a top layer: the highest place of the page's own
    }
  }
  const open = () => {
    try {
      return host.matches(":popover-open");
    } catch {
      return true;
    }
  };
  let covered = false;
  // A popover or a dialog of the page's that opens later lies above: so does the layer, a moment later.
  addEventListener("toggle", (event) => { if (event.target !== host && host) { covered = true; place(); } }, { capture: true, passive: true });
  addEventListener("fullscreenchange", () => { covered = true; place(); }, { passive: true });

  const isOurs = (node) => node === host;

  function add(target, model) {
    if (stopped) return;
    const element = target.nodeType ? target : target.startContainer.parentElement;
    if (!element) return;
    // One mark is enough for a link and for what it shows; a range over the same text is the same mark.
    for (const mark of marks) {
      if (mark.target === target) return;
      if (mark.target.nodeType && (mark.target === element || mark.target.contains(element))) return;
      if (!target.nodeType && !mark.target.nodeType && same(mark.target, target)) return;
    }
    if (target.nodeType) {
      // The link takes the place of what was marked inside it.
      for (let n = marks.length - 1; n >= 0; n -= 1) {
        const inside = marks[n].target.nodeType ? marks[n].target : marks[n].target.startContainer;
        if (target.contains(inside)) drop(n);
      }
    }
    if (marks.length >= MOST) {
      sweep();
      if (marks.length >= MOST) return;
    }
    layer();
    const frame = document.createElement("div");
    const badge = document.createElement("button");
    frame.className = `marked ${model.tone}`;
    badge.className = `badge ${model.tone}`;
    badge.type = "button";
    badge.append(view.icon(model.tone));
    badge.setAttribute("aria-label", chrome.i18n.getMessage("what_to_do", [model.word, model.given || model.contact]));
    badge.setAttribute("aria-expanded", "false");
    const mark = { target, model, frame, badge };
    badge.addEventListener("click", (event) => {
      if (event.isTrusted) toggle(mark);
    });
    marks.push(mark);
    if (target.nodeType) at.set(target, mark);
    around.append(frame, badge);
    place();
  }

  const same = (a, b) => a.startContainer === b.startContainer && a.startOffset < b.endOffset && b.startOffset < a.endOffset;

  function drop(n) {
    const [mark] = marks.splice(n, 1);
    if (card?.mark === mark) close();
    mark.frame.remove();
    mark.badge.remove();
  }

  function sweep() {
    for (let n = marks.length - 1; n >= 0; n -= 1) {
      const element = marks[n].target.nodeType ? marks[n].target : marks[n].target.startContainer;
      if (!element.isConnected) drop(n);
    }
  }

  function toggle(mark) {
    const again = card?.mark === mark;
    close();
    if (again) return;
    const { model } = mark;
    const box = view.element("div", { class: `card ${model.tone}`, role: "dialog", "aria-labelledby": "line" });
    const shut = view.button("", { shape: "shut", image: "close", label: view.say("close"), press: () => back(mark) });
    const head = view.element("header", { class: "verdict" }, view.status(model), view.element("h2", { id: "line" }, ...view.sentences(model.line)), view.element("p", { class: "first" }, model.first), shut);
    box.append(head, ...[view.real(model.real, "h3"), view.why(model, "h3")].filter(Boolean));
    box.append(
      view.element("p", { class: "part whose" }, `${view.say("whose")} `, view.button(view.say("report"), {
        shape: "bare",
        async press(made) {
          await navigator.clipboard.writeText(view.say("report_text", chrome.runtime.getManifest().version, model.contact, model.word)).catch(() => null);
          made.textContent = view.say("copied");
        },
      })),
    );
    box.addEventListener("keydown", (event) => event.key === "Escape" && (event.stopPropagation(), back(mark)));
    card = { mark, box };
    mark.badge.setAttribute("aria-expanded", "true");
    around.append(box);
    place();
    shut.focus({ preventScroll: true });
  }

  function back(mark) {
    close();
    mark.badge.focus({ preventScroll: true });
  }

  function close() {
    card?.mark.badge.setAttribute("aria-expanded", "false");
    card?.box.remove();
    card = null;
  }

  // -- the banner ------------------------------------------------------------------------------------

  function banner(model) {
    if (stopped || !model || (globalThis.top !== globalThis && (innerWidth < 320 || innerHeight < 200))) {
      if (!model && shown) {
        shown.box.remove();
        shown = null;
      }
      return;
    }
    if (shown && JSON.stringify(shown.model) === JSON.stringify(model)) return;
    shown?.box.remove();
    layer();
    shown = { model, box: view.element("aside", { class: "banner" }), small: false };
    around.append(shown.box);
    draw();
  }

  function draw() {
    const { model, box, small } = shown;
    box.className = `banner ${model.tone} ${small ? "small" : ""}`;
    if (small) {
      box.removeAttribute("aria-labelledby");
      box.setAttribute("aria-label", `ringtrue: ${model.says}`);
      const again = view.button(model.says, { image: model.tone, press: () => { shown.small = false; draw(); } });
      again.setAttribute("aria-expanded", "false");
      box.replaceChildren(again);
      return;
    }
    box.removeAttribute("aria-label");
    box.setAttribute("aria-labelledby", "here");
    const inside = view.element("div", {}, view.status(model));
    inside.append(
      view.button("", { shape: "shut", image: "close", label: view.say("hide"), press: () => { shown.small = true; draw(); } }),
      view.element("p", { class: "line", id: "here" }, ...view.sentences(model.line)),
    );
    if (model.real?.value) inside.append(view.element("p", { class: "to" }, `${view.say("real_site")} `, view.contact(model.real.value)));
    const row = view.element("p", { class: "row" }, view.button(view.say("leave"), { shape: "main", image: "back", flip: true, press: () => api.leave() }));
    if (model.real?.value) row.append(" ", view.copying(model.real.value));
    inside.append(row);
    const why = view.why(model, "h2");
    if (why) {
      const fold = view.element("details", {}, view.element("summary", {}, view.say("why")));
      fold.append(...[...why.children].slice(1));
      inside.append(fold);
    }
    box.replaceChildren(inside);
  }

  // -- places: read together and written together, one layout a frame at most -----------------------

  function place() {
    if (planned || !host || stopped) return;
    planned = requestAnimationFrame(() => {
      planned = 0;
      if (!marks.length && !shown) return;
      layer();
      const origin = host.getBoundingClientRect();
      const spots = marks.map(({ target }) => {
        // Of what is broken over lines, the last line: a frame around all would hold its neighbours.
        const element = target.nodeType ? target : target.startContainer.parentElement;
        if (!element?.isConnected) return null;
        const rects = target.getClientRects();
        const rect = rects.length > 1 ? rects[rects.length - 1] : target.getBoundingClientRect();
        if (!rect.width && !rect.height) return null;
        if (element.checkVisibility?.({ visibilityProperty: true, opacityProperty: true }) === false && getComputedStyle(element).display !== "contents") return null;
        return { rect, rtl: getComputedStyle(element).direction === "rtl" };
      });
      const [width, height] = [document.documentElement.clientWidth, innerHeight];
      spots.forEach((spot, n) => {
        const { frame, badge } = marks[n];
        frame.style.display = badge.style.display = spot ? "" : "none";
        if (!spot) return;
        const left = spot.rect.left - origin.left;
        const top = spot.rect.top - origin.top;
        set(frame, left, top, spot.rect.width, spot.rect.height);
        const edge = spot.rtl ? left - 20 : left + spot.rect.width - 8;
        set(badge, Math.max(-origin.left, Math.min(edge, width - origin.left - 30)), Math.max(-origin.top, top - 22));
        if (card?.mark === marks[n]) {
          // Where there is more room, and no higher than that: the page would grow by what is left over.
          const [over, under] = [spot.rect.top - 36, height - spot.rect.bottom - 20];
          const below = under > 320 || under >= over;
          card.box.style.maxHeight = `${Math.max(LEAST_CARD, below ? under : over)}px`;
          const { offsetWidth: wide, offsetHeight: high } = card.box;
          const start = spot.rtl ? left + spot.rect.width - wide : left;
          set(card.box, Math.max(8 - origin.left, Math.min(start, width - origin.left - wide - 8)), below ? top + spot.rect.height + 12 : Math.max(8 - origin.top, top - high - 28));
        }
      });
    });
  }

  function set(element, left, top, width, height) {
    element.style.left = `${Math.round(left)}px`;
    element.style.top = `${Math.round(top)}px`;
    if (width !== undefined) element.style.width = `${Math.round(width)}px`;
    if (height !== undefined) element.style.height = `${Math.round(height)}px`;
  }

  // What is shown, for the extension itself: a page cannot look into a closed root.
  const list = () =>
    marks.map(({ badge, model }) => ({ contact: model.contact, status: model.status, seen: badge.isConnected && badge.style.display !== "none" && open(), left: parseFloat(badge.style.left), top: parseFloat(badge.style.top) }));

  function clear() {
    stopped = true;
    close();
    marks.length = 0;
    shown = null;
    host?.remove();
  }

  addEventListener("resize", place, { passive: true });
  addEventListener("scroll", place, { passive: true, capture: true });

  const api = { add, banner, clear, count: () => marks.length, isOurs, leave: () => null, list, place };
  return api;
})();

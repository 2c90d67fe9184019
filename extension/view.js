// How an answer looks, on every surface: the popup, the warning, the card of a mark, the banner. Built of
// elements and text alone; nothing that the engine or a page says becomes markup.
"use strict";
globalThis.ringtrueView = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const ICONS = {
    stop: ["M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z", "m8.8 8.8 6.4 6.4m0-6.4-6.4 6.4"],
    caution: ["M12 3.2 22 20.5H2z", "M12 9.5v5m0 3v.01"],
    unknown: ["M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19z", "M9.2 9.3a2.9 2.9 0 1 1 4.3 2.6c-1 .6-1.5 1.1-1.5 2.3m0 2.9v.01"],
    none: ["M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19z", "M8 12h8"],
    listed: ["M5 2.5h14v19H5z", "M8.5 7h7m-7 3.5h4m-4 5.2 2.2 2.3 4.6-4.6"],
    told: ["M3 4h18v13H11l-5 4v-4H3z", "M8 10.5h8"],
    copy: ["M8.5 8.5h11v12h-11z", "M15.5 5V3.5h-11v12H6"],
    open: ["M13.5 4H20v6.5M20 4l-9 9", "M17 14v6H4V7h6"],
    call: ["M5 3h4l1.5 5-2.3 1.6a12 12 0 0 0 6.2 6.2L16 13.5l5 1.5v4c0 1-.8 2-2 2A16.5 16.5 0 0 1 3 5c0-1.2.8-2 2-2z"],
    back: ["M20 12H4m7-7-7 7 7 7"],
    close: ["m5 5 14 14M19 5 5 19"],
    flag: ["M5 22V3h13l-3 5 3 5H5"],
  };
  const say = (key, ...rest) => chrome.i18n.getMessage(key, rest);

  function icon(name, flip = false) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    if (flip) svg.setAttribute("class", "flip");
    for (const d of ICONS[name] || ICONS.none) {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", d);
      svg.append(path);
    }
    return svg;
  }

  function element(name, given = {}, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(given)) {
      if (value !== "" && value !== null && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...inside.filter((part) => part !== null && part !== undefined));
    return made;
  }

  const contact = (text, given = {}) => element("bdi", { dir: "ltr", ...given }, text);

  function button(text, { shape = "", image = "", flip = false, label = "", press } = {}) {
    const made = element("button", { type: "button", class: `button ${shape}`.trim(), "aria-label": label }, image ? icon(image, flip) : null, image && text ? ` ${text}` : text);
    // A page may click what it finds; a reader's own press alone counts.
    if (press) made.addEventListener("click", (event) => event.isTrusted && press(made));
    return made;
  }

  function copying(text, shape = "") {
    return button(say("copy"), {
      shape,
      image: "copy",
      async press(made) {
        try {
          await navigator.clipboard.writeText(text);
        } catch {
          // No leave on this page: the old way.
          const box = element("textarea", { "aria-hidden": "true", style: "position:fixed;opacity:0" });
          box.value = text;
          made.after(box);
          box.select();
          document.execCommand("copy");
          box.remove();
          made.focus();
        }
        const words = made.lastChild;
        const before = words.textContent;
        words.textContent = ` ${say("copied")}`;
        setTimeout(() => (words.textContent = before), 2000);
      },
    });
  }

  const sentences = (lines) => lines.flatMap((line, at) => [at ? " " : "", element("span", { class: "keep" }, line)]).filter(Boolean);

  const status = (model) => element("p", { class: "status" }, icon(model.tone === "unknown" && model.status !== "unknown" ? "none" : model.tone), ` ${model.word}`);

  function real(found, level) {
    if (!found) return null;
    if (found.none) return element("div", { class: "part real" }, element("p", { class: "note" }, found.none));
    const row = element("p", { class: "row" }, copying(found.value));
    if (found.href) {
      const link = element("a", { class: "button quiet", href: found.href, rel: "noreferrer noopener", target: found.call ? "" : "_blank" }, icon(found.call ? "call" : "open", !found.call), ` ${say(found.call ? "call" : "open")}`);
      row.append(" ", link);
    }
    return element(
      "div", { class: "part real" },
      element(level, {}, found.title),
      element("p", { class: `contact ${found.value.length > 24 ? "long" : ""}` }, contact(found.value)),
      row,
      element("p", { class: "note" }, found.note),
    );
  }

  function why(model, level) {
    if (!model.why.length && !model.compare) return null;
    const part = element("div", { class: "part" }, element(level, {}, say("why")));
    if (model.compare) {
      const pieces = (all, name) => all.map(([text, marked]) => (marked ? element("mark", { class: name }, text) : text));
      const list = element("dl", { class: `compare ${model.compare.long ? "long" : ""}` });
      list.append(
        element("dt", {}, say("given")), element("dd", {}, element("bdi", { dir: "ltr" }, ...pieces(model.compare.given, ""))),
        element("dt", {}, say("real")), element("dd", {}, element("bdi", { dir: "ltr" }, ...pieces(model.compare.real, "real-one"))),
      );
      part.append(list);
    }
    part.append(...model.why.map((text) => element("p", {}, text)));
    return part;
  }

  // `heading` is the level of the verdict; parts of the answer come one below.
  function answer(model, { heading = "h2", id = "line", tag = "section", extra = [] } = {}) {
    const below = `h${Number(heading[1]) + 1}`;
    const head = element(
      "header", { class: "verdict" },
      status(model),
      element(heading, { id }, ...sentences(model.line)),
      element("p", { class: "first" }, model.first),
    );
    const given = { class: `answer ${model.tone}`, "aria-labelledby": id, tabindex: "-1" };
    return element(tag, given, head, real(model.real, below), why(model, below), ...extra);
  }

  // One row a contact, as in a list of what was found.
  function row(model) {
    const note = model.real?.value ? element("span", { class: "note" }, `${say("real")}: `, contact(model.real.value)) : null;
    return element("li", { class: model.tone }, icon(model.tone), " ", contact(model.given || model.contact, { class: "given" }), " ", element("span", { class: "says" }, model.says), note ? " " : null, note);
  }

  function done(steps, helps) {
    if (!steps?.length && !helps?.length) return null;
    const fold = element("details", {}, element("summary", {}, say("done")));
    if (steps.length) fold.append(element("ul", { class: "steps" }, ...steps.map((text) => element("li", {}, text))));
    if (helps.length) {
      fold.append(element("p", { class: "note" }, say("lines")));
      fold.append(element("ul", { class: "help" }, ...helps.map(({ value, name, href }) => element("li", {}, element("a", { href, rel: "noreferrer noopener", target: "_blank" }, element("b", {}, contact(value)), " ", element("span", {}, name))))));
    }
    return element("div", { class: "part" }, fold);
  }

  return { answer, button, contact, copying, done, element, icon, real, row, say, sentences, status, why };
})();

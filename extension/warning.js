// In place of a page that poses as a brand and asks for what must not be given.
"use strict";
(() => {
  const view = globalThis.ringtrueView;
  const { element } = view;

  // The page is two entries back: this one took its place after it had been shown.
  async function leave() {
    if (globalThis.top === globalThis && history.length > 2) {
      history.go(-2);
      setTimeout(away, 1500);
    } else await away();
  }
  async function away() {
    const tab = await chrome.tabs.getCurrent();
    await chrome.tabs.update(tab.id, { url: "about:blank" });
  }

  function fold(key, ...inside) {
    return element("details", {}, element("summary", {}, say(key)), ...inside);
  }

  async function show() {
    const { warning } = await send({ type: "warning", id: location.hash.slice(1) });
    const model = warning?.page || { tone: "stop", status: "impersonation", word: say("word_impersonation"), line: [say("line_silence")], first: "", why: [], real: null };
    const host = warning?.host || "";
    const back = view.button(say("back"), { image: "back", flip: true, press: leave });
    const head = element("header", { class: "verdict" }, view.status(model), element("h1", { id: "line" }, ...view.sentences(model.line)), element("p", { class: "first" }, model.first), element("p", { class: "row" }, back));
    const parts = [view.real(model.real, "h2"), view.why(model, "h2")];
    const steps = ["shared_phrase", "shared_code", "paid", "report"].map((code) => say(`step_${code}`));
    parts.push(view.done(steps, []));
    if (warning) {
      const report = view.say("report_text", chrome.runtime.getManifest().version, `https://${host}/`, model.word);
      parts.push(element("div", { class: "part" }, fold("wrong", element("p", {}, say("wrong_text")), element("p", {}, copier(report)))));
      // In a frame a page could have it pressed unseen.
      if (globalThis.top === globalThis) {
        const on = view.button("", { shape: "quiet", press: () => goOn(warning) });
        on.append(...say("on_open", "\u0000").split("\u0000").flatMap((text, n) => (n ? [view.contact(host), text] : [text])));
        parts.push(element("div", { class: "part on-anyway" }, fold("on", element("p", { class: "note" }, say("on_text", host)), element("p", {}, on))));
      }
    }
    document.title = `${model.word}: ${host}`;
    at("main").replaceChildren(element("section", { class: "warning stop", "aria-labelledby": "line" }, head, ...parts.filter(Boolean)));
    back.focus();
  }

  function copier(text) {
    return view.button(say("wrong_copy"), {
      shape: "quiet",
      image: "flag",
      async press(made) {
        await navigator.clipboard.writeText(text).catch(() => null);
        made.lastChild.textContent = ` ${say("copied")}`;
      },
    });
  }

  async function goOn(warning) {
    await send({ type: "on", host: warning.host });
    location.replace(warning.url);
  }

  void show();
})();

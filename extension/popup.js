// What was pasted, and what the page shows.
"use strict";
(() => {
  const view = globalThis.ringtrueView;
  const models = globalThis.ringtrueModels;
  const { element } = view;
  const MOST = 50;
  let tabId;
  let site = "";
  let turn = 0; // what was asked last is shown: an answer to what was asked before comes too late

  const show = (model, extra = [], focus = false) => {
    const box = view.answer(model, { extra: extra.filter(Boolean) });
    at("answer").replaceChildren(box);
    if (focus) box.focus({ preventScroll: true });
  };

  const silence = (problem) => ({ ...models.plain("silence", "unknown"), why: [problem] });

  function list(found) {
    if (!found?.length) return null;
    const rows = element("ul", { class: "found" }, ...found.slice(0, MOST).map(view.row));
    if (found.length > MOST) rows.append(element("li", { class: "note" }, say("more", String(found.length - MOST))));
    return rows;
  }

  at("ask").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = at("contact").value.trim();
    if (!text) return;
    const mine = (turn += 1);
    const back = view.button(say("to_page"), { shape: "bare", image: "back", flip: true, press: () => void page() });
    at("where").replaceChildren(back);
    at("where").hidden = false;
    const waiting = setTimeout(() => at("answer").replaceChildren(element("p", { class: "wait" }, say("starting"))), 300);
    const reply = await send({ type: "check", text });
    clearTimeout(waiting);
    if (mine !== turn) return;
    if (!reply.model) {
      show(silence(reply.problem || say("offline")), [], true);
      return;
    }
    const rows = reply.found?.length > 1 ? element("div", { class: "part" }, list(reply.found)) : null;
    show(reply.model, [rows, view.done(reply.next || [], reply.lines || [])], true);
  });

  async function page() {
    const mine = (turn += 1);
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    // A page that is opened beside the popup (by a test, or as a tab) names the tab that it is about.
    tabId = Number(new URLSearchParams(location.search).get("tab")) || tab?.id;
    const { tab: known } = await send({ type: "tab", tabId });
    if (mine !== turn) return;
    const frames = Object.values(known?.frames || {});
    const top = known?.frames?.[0];
    site = top?.host || "";
    at("scan").hidden = at("offline").hidden = !top;
    at("where").hidden = !top;
    at("where").replaceChildren(element("span", {}, `${say("thisPage")} `, view.contact(site)));
    if (!top) {
      show(models.plain("unread", "unknown"));
      return;
    }
    at("off").checked = Boolean(top.off);
    if (top.off) {
      show({ ...models.plain("unread", "unknown", "line_off"), first: say("first_unread") });
      return;
    }
    const found = frames.flatMap((frame) => frame.found || []);
    found.sort((a, b) => models.RANK[b.status] - models.RANK[a.status]);
    const partly = frames.some((frame) => frame.partly) ? element("p", { class: "part note" }, say("partly")) : null;
    const rows = found.length ? element("div", { class: "part" }, element("h3", {}, say("foundHere")), list(found)) : null;
    const own = frames.map((frame) => frame.page).find((model) => models.ACCUSED.has(model?.status)) || (top.page?.status === "official" ? top.page : null);
    if (own && (models.ACCUSED.has(own.status) || !found.length)) show(own, [rows, partly]);
    else if (found.length) show(together(found), [rows, partly]);
    else show(models.plain("nothing", "unknown"), [partly]);
  }

  // What was found, as one answer: of the worst, with the real contact of the first brand.
  function together(found) {
    const worst = found[0];
    const brands = [...new Set(found.filter(({ status }) => status === worst.status).map(({ brand }) => brand).filter(Boolean))];
    const line = brands.length ? say("line_found", brands.slice(0, 3).join(", ")) : say("line_found_any");
    const word = say("word_found", worst.word, String(found.length));
    return { ...worst, word, line: line.split("|"), first: say("first_found"), compare: null, why: [] };
  }

  at("scan").addEventListener("click", async () => {
    const read = await chrome.tabs.sendMessage(tabId, { type: "page" }, { frameId: 0 }).catch(() => null);
    if (!read) return;
    const reply = await send({ type: "report", text: read.text });
    if (reply.problem) {
      show(silence(reply.problem));
      return;
    }
    at("answer").querySelector("#steps")?.remove();
    const done = view.done(reply.next, reply.lines);
    if (!done) return;
    done.id = "steps";
    done.querySelector("details").open = true;
    at("answer").querySelector(".answer")?.append(done);
  });

  at("off").addEventListener("change", async () => {
    const { off } = await chrome.storage.local.get({ off: [] });
    const others = off.filter((name) => name !== site);
    await chrome.storage.local.set({ off: at("off").checked ? [...others, site] : others });
    await chrome.tabs.sendMessage(tabId, { type: "off", off: at("off").checked }).catch(() => null);
  });

  at("options").addEventListener("click", (event) => {
    event.preventDefault();
    chrome.runtime.openOptionsPage();
  });

  void page();
})();

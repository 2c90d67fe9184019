// Between pages and the engine. A page's script may be somebody else's one day: what a page is, is read
// from the browser, and a page is told what it shows and nothing of other pages.
"use strict";
if (globalThis.importScripts) importScripts("documents.js", "held.js", "engines.js", "models.js");
const engines = globalThis.ringtrueEngines;
const models = globalThis.ringtrueModels;
const { compose } = globalThis.ringtrueDocuments;
const { say } = models;
const ASKED = ["secret", "card", "password", "code", "download"];
const COLORS = { stop: "#8c1420", caution: "#8f5a00", unknown: "#46505c", listed: "#085529" };
const MOST_MARKS = 300;
const MOST_PICTURE = 4_000_000; // characters of a picture, which is a data: address

void chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });

// -- what is known of a tab: in the session's storage, for this worker sleeps -----------------------

const keyOf = (tabId) => `tab:${tabId}`;
let turn = Promise.resolve();

function changing(tabId, change) {
  const done = turn.then(async () => {
    const key = keyOf(tabId);
    const tab = (await chrome.storage.session.get(key))[key] || { frames: {} };
    const changed = change(tab) || tab;
    await chrome.storage.session.set({ [key]: changed });
    await badge(tabId, changed);
    return changed;
  });
  turn = done.catch(() => null);
  return done;
}

async function badge(tabId, tab) {
  const page = tab.frames[0]?.page;
  const frames = Object.values(tab.frames);
  const count = frames.reduce((sum, frame) => sum + (frame.count || 0), 0);
  const partly = frames.some((frame) => frame.partly);
  const worst = frames.map((frame) => frame.page).filter((model) => models.ACCUSED.has(model?.status));
  const tone = (worst.find((model) => model.tone === "stop") || worst[0])?.tone;
  const text = tone ? "!" : count ? `${Math.min(count, 99)}${partly ? "+" : ""}` : partly ? "…" : "";
  const title =
    tone === "stop" ? say("action_stop", worst.find((model) => model.tone === "stop").brand)
    : tone ? say("action_caution")
    : page?.status === "official" ? say("action_official", page.brand)
    : say("action_unknown");
  try {
    await chrome.action.setBadgeBackgroundColor({ tabId, color: COLORS[tone] || COLORS.stop });
    await chrome.action.setBadgeText({ tabId, text });
    await chrome.action.setTitle({ tabId, title });
  } catch {
    // the tab is gone
  }
}

chrome.tabs.onRemoved.addListener((tabId) => void chrome.storage.session.remove(keyOf(tabId)));

// -- questions of pages -----------------------------------------------------------------------------

const hostOf = (url) => {
  try {
    return new URL(url).hostname;
  } catch {
    return "";
  }
};
const isWeb = (url) => /^https?:/u.test(url || "");

// The browser tells whose page asks; of its own path the page tells the latest.
function addressOf(request, sender) {
  const told = String(request.url ?? "");
  try {
    if (isWeb(told) && new URL(told).origin === new URL(sender.url).origin) return told.slice(0, 2000);
  } catch {
    // no address: what the browser says
  }
  return sender.url;
}

async function visit(request, sender) {
  const { off, gone } = await engines.settings();
  const url = addressOf(request, sender);
  const top = sender.tab?.url && isWeb(sender.tab.url) ? sender.tab.url : url;
  const frame = String(sender.frameId ?? 0);
  if (off.includes(hostOf(top))) {
    if (frame === "0") await changing(sender.tab.id, () => ({ frames: { 0: { off: true, host: hostOf(url) } } }));
    return { off: true };
  }
  const verdict = isWeb(url) ? await engines.visit(url.slice(0, 2000)) : null;
  const page = verdict ? models.model(verdict, "here") : null;
  if (page) page.first = models.ACCUSED.has(page.status) ? say("first_link") : page.first;
  const passed = gone.includes(hostOf(url));
  if (frame === "0") void engines.daily().catch(() => null);
  await changing(sender.tab.id, (tab) => {
    const kept = frame === "0" ? { frames: {} } : tab;
    kept.frames[frame] = { url, host: hostOf(url), page, count: 0, found: [], asks: [], passed };
    return kept;
  });
  return { page: models.ACCUSED.has(page?.status) && !passed ? page : null, passed };
}

async function scan(message, sender) {
  const { document, place } = compose(message.document);
  const own = addressOf(message, sender);
  const url = isWeb(own) ? own.slice(0, 2000) : undefined;
  const report = await engines.scan(document, url);
  const marks = [];
  for (const contact of report.contacts) {
    if (!models.ACCUSED.has(contact.verdict.status) || marks.length >= MOST_MARKS) continue;
    marks.push({ places: contact.places.map(place), model: models.model(contact.verdict, "mark") });
  }
  for (const finding of report.findings) {
    if (finding.code !== "link_mismatch") continue;
    const { shown = "", target = "" } = finding.details;
    const model = models.model({ status: "suspicious", kind: "url", raw: target, canonical: target, advice: [] }, "mark");
    marks.push({ places: [place([finding.start, finding.end])], model: { ...model, why: [`${shown} → ${target}`] } });
  }
  // A page that only speaks of a brand is no impostor, and what a visitor wrote there does not make it
  // one: its title must say so, and it must ask for what must not be given.
  const titled = new Set(report.claims.filter(({ how, strength }) => how === "title" && strength === "speaks_for").map(({ brand }) => brand.name));
  const secret = report.findings.find(({ code, severity }) => code === "secret_form" && (severity === "high" || severity === "critical"));
  // A recovery phrase is asked for by no honest page, whatever else it says of itself.
  const phrase = report.findings.some(({ code, details }) => code === "secret_form" && details.asks === "secret");
  const claimed = secret && report.findings.find(({ code, severity, details }) => code === "page_claim" && (severity === "high" || phrase) && titled.has(details.brand));
  const frame = String(sender.frameId ?? 0);
  let page = null;
  if (claimed && url && report.address?.status !== "official") {
    const { brand, host } = claimed.details;
    const answer = await engines.ask(String(brand)).catch(() => null);
    page = models.claiming(String(brand), String(host), answer?.official, secret.severity === "critical" && claimed.severity === "high");
  }
  const tab = await changing(sender.tab.id, (tab) => {
    const now = (tab.frames[frame] ||= { url, host: hostOf(url), count: 0, found: [], asks: [] });
    if (page && !models.ACCUSED.has(now.page?.status)) now.page = page;
    const known = new Set(now.found.map(({ contact }) => contact));
    now.found.push(...marks.map(({ model }) => model).filter(({ contact }) => !known.has(contact)));
    now.found = now.found.slice(0, MOST_MARKS);
  });
  const now = tab.frames[frame];
  await warned(sender, now);
  return { marks, page: models.ACCUSED.has(now.page?.status) && !now.passed ? now.page : null };
}

// A page that poses as a brand and asks for what must not be given is not shown any longer.
async function warned(sender, frame) {
  if (sender.frameId !== 0 || frame.passed || frame.page?.status !== "impersonation" || !frame.asks.length) return;
  const asks = ASKED.find((one) => frame.asks.includes(one));
  const id = crypto.randomUUID();
  const page = { ...frame.page, line: say(`line_${asks}`, frame.page.brand).split("|"), first: say(`first_${asks}`) };
  await chrome.storage.session.set({ [`warning:${id}`]: { url: frame.url, host: frame.host, page, tabId: sender.tab.id } });
  await chrome.tabs.update(sender.tab.id, { url: chrome.runtime.getURL(`warning.html#${id}`) });
}

// QR codes of a picture that the page shows.
async function codes({ picture }) {
  if (typeof picture !== "string" || picture.length > MOST_PICTURE || !picture.startsWith("data:image/png;base64,")) return {};
  return { codes: await globalThis.ringtrueHeld({ picture }) };
}

async function asks(message, sender) {
  const found = ASKED.filter((one) => Array.isArray(message.asks) && message.asks.includes(one));
  const frame = String(sender.frameId ?? 0);
  const tab = await changing(sender.tab.id, (tab) => {
    if (tab.frames[frame]) tab.frames[frame].asks = [...new Set([...tab.frames[frame].asks, ...found])];
  });
  if (tab.frames[frame]) await warned(sender, tab.frames[frame]);
  return {};
}

// -- questions of the extension's own pages ---------------------------------------------------------

async function answered(text) {
  const asked = text.trim().slice(0, 20_000);
  if (asked.includes("\n") || asked.length > 300) return message(asked);
  const [verdict] = await engines.check([asked]);
  if (!verdict) throw new engines.Silence(say("busy"), 2000);
  if (verdict.answer) return { model: models.question(verdict.answer) };
  // A sentence with contacts in it is a message.
  if (verdict.status === "invalid" && /\s/u.test(asked)) return message(asked);
  return { model: models.model(verdict) };
}

async function message(text) {
  const report = await engines.text(text);
  const verdicts = report.contacts.map(({ verdict }) => verdict);
  verdicts.sort((a, b) => models.RANK[b.status] - models.RANK[a.status]);
  const found = verdicts.slice(0, 50).map((verdict) => models.model(verdict));
  const worst = found[0];
  if (!worst) return { model: models.plain("invalid", "told") };
  return { model: worst, found, next: steps(report), lines: lines(report) };
}

const steps = (report) => report.next_steps.map((code) => say(`step_${code}`)).filter(Boolean);
const lines = (report) => report.hotlines.map(({ value, name, how }) => ({ value, name, href: how === "phone" ? `tel:${value}` : `https://${value.replace(/^https?:\/\//u, "")}` }));

async function answer(request, sender) {
  const own = (sender.url || "").startsWith(chrome.runtime.getURL(""));
  if (request.type === "check" && own) return answered(String(request.text ?? ""));
  if (request.type === "tab" && own) {
    const key = keyOf(request.tabId);
    return { tab: (await chrome.storage.session.get(key))[key] || null };
  }
  if (request.type === "report" && own) {
    const report = await engines.text(String(request.text ?? "").slice(0, 300_000));
    return { status: report.status, next: steps(report), lines: lines(report) };
  }
  if (request.type === "warning" && own) {
    const key = `warning:${String(request.id)}`;
    return { warning: (await chrome.storage.session.get(key))[key] || null };
  }
  if (request.type === "on" && own) {
    const { gone } = await chrome.storage.local.get({ gone: [] });
    await chrome.storage.local.set({ gone: [...new Set([...gone, String(request.host)])].slice(-1000) });
    return {};
  }
  if (request.type === "update" && own) {
    const { feed, root } = await engines.settings();
    return engines.update(String(request.url || feed), String(request.root || root));
  }
  if (request.type === "reset" && own) {
    engines.reset();
    return {};
  }
  if (!sender.tab) return {};
  if (request.type === "visit") return visit(request, sender);
  if (request.type === "scan") return scan(request, sender);
  if (request.type === "asks") return asks(request, sender);
  if (request.type === "codes") return codes(request);
  if (request.type === "count") {
    const frame = String(sender.frameId ?? 0);
    await changing(sender.tab.id, (tab) => {
      if (tab.frames[frame]) Object.assign(tab.frames[frame], { count: Number(request.count) || 0, partly: Boolean(request.partly) });
    });
    return {};
  }
  if (request.type === "leave") {
    try {
      await chrome.tabs.goBack(sender.tab.id);
    } catch {
      await chrome.tabs.update(sender.tab.id, { url: "about:blank" });
    }
    return {};
  }
  return {};
}

chrome.runtime.onMessage.addListener((request, sender, reply) => {
  if (sender.id !== chrome.runtime.id || request?.to === "engine") return false;
  answer(request, sender).then(reply, (error) =>
    reply({ problem: error instanceof engines.Silence ? error.message : String(error?.message ?? error).slice(0, 200), wait: error.wait || 30000 }),
  );
  return true; // the answer comes later
});

// The engine is ready before the first page asks.
chrome.runtime.onStartup.addListener(() => void engines.visit("https://example.org/").catch(() => null));
chrome.runtime.onInstalled.addListener(() => void engines.visit("https://example.org/").catch(() => null));

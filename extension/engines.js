// Who answers: the engine in this browser, or a company's backend. Both take the same questions (JSON,
// schema version 1). Pages are always read by the engine here; a backend is given contacts alone.
"use strict";
globalThis.ringtrueEngines = (() => {
  const DEFAULTS = { engine: "here", backend: "http://127.0.0.1:8787", token: "", lang: "auto", region: "", off: [], gone: [], feed: "", root: "", daily: false, updated: 0 };
  const DAY = 86_400_000; // milliseconds
  const PATIENCE = 6000; // milliseconds for one request to a backend
  const MOST = 200; // contacts of one request to a backend

  // Why there is no answer, in a sentence; and how long to wait before the next attempt.
  class Silence extends Error {
    constructor(message, wait) {
      super(message);
      this.wait = wait;
    }
  }

  // What an organisation has set (managed_schema.json) goes before what the reader has.
  async function settings() {
    const own = await chrome.storage.local.get(DEFAULTS);
    const managed = await chrome.storage.managed.get(null).catch(() => ({}));
    return { ...DEFAULTS, ...own, ...managed, managed: Object.keys(managed) };
  }

  async function here(path, body) {
    let reply;
    try {
      reply = await globalThis.ringtrueHeld({ path, text: JSON.stringify(body) });
    } catch (error) {
      throw new Silence(`${chrome.i18n.getMessage("broken")} (${String(error?.message).slice(0, 200)})`, 30000);
    }
    if (!reply?.text) throw new Silence(`${chrome.i18n.getMessage("broken")} (${String(reply?.error).slice(0, 200)})`, 30000);
    return JSON.parse(reply.text);
  }

  let failures = 0;
  let silentUntil = 0;

  async function backend(path, body) {
    const { backend: address, token } = await settings();
    const now = Date.now();
    if (now < silentUntil) throw new Silence(chrome.i18n.getMessage("offline"), silentUntil - now);
    let reply;
    try {
      const base = new URL(address);
      if (!/^https?:$/u.test(base.protocol)) throw new TypeError("no web address");
      const headers = { "Content-Type": "application/json" };
      if (token) headers.Authorization = `Bearer ${token}`;
      reply = await fetch(new URL(path, base), {
        method: "POST",
        headers,
        body: JSON.stringify(body),
        credentials: "omit",
        referrerPolicy: "no-referrer",
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      failures += 1;
      silentUntil = Date.now() + Math.min(60000, 1000 * 2 ** failures);
      throw new Silence(chrome.i18n.getMessage("offline"), silentUntil - Date.now());
    }
    if (reply.status === 401 || reply.status === 403) {
      silentUntil = Date.now() + 5000;
      throw new Silence(chrome.i18n.getMessage("refused", location.origin), 15000);
    }
    if (reply.status === 429 || reply.status === 503) {
      const wait = Math.min(60000, Math.max(1000, 1000 * (Number(reply.headers.get("Retry-After")) || 2)));
      silentUntil = Date.now() + wait;
      throw new Silence(chrome.i18n.getMessage("busy"), wait);
    }
    failures = 0;
    if (!reply.ok) throw new Refused(chrome.i18n.getMessage("busy"), 2000);
    return reply.json();
  }

  // What a backend cannot answer as a whole: its halves are asked, so that one contact blinds no other.
  class Refused extends Silence {}

  async function verdicts(contacts, lang) {
    if (!contacts.length) return [];
    if (contacts.length > MOST) return [...(await verdicts(contacts.slice(0, MOST), lang)), ...(await verdicts(contacts.slice(MOST), lang))];
    try {
      return (await backend("/v1/check", { contacts, lang })).verdicts;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (contacts.length === 1) return [null];
      const half = contacts.length >> 1;
      return [...(await verdicts(contacts.slice(0, half), lang)), ...(await verdicts(contacts.slice(half), lang))];
    }
  }

  // The list, by the signed feed that the reader or the organisation has named; never by itself.
  async function update(url, root) {
    await chrome.storage.local.set({ updated: Date.now() });
    const told = await globalThis.ringtrueHeld({ update: { url, root } });
    return told || { problem: chrome.i18n.getMessage("broken") };
  }

  // Once a day, where somebody has asked for it.
  async function daily() {
    const { daily, feed, root, updated } = await settings();
    if (daily && feed && Date.now() - updated > DAY) await update(feed, root);
  }

  // Without what may tell about the reader.
  const bare = (contact) => (/^[a-z]+:\/\//iu.test(contact) ? contact.split(/[?#]/u)[0] : contact).slice(0, 500);

  async function language() {
    const { lang } = await settings();
    return lang === "auto" ? chrome.i18n.getMessage("lang").split("-")[0] : lang;
  }

  // The verdicts on contacts that the reader gives, in their order.
  async function check(contacts) {
    const [{ engine, region }, lang] = [await settings(), await language()];
    const asked = contacts.map((contact) => ({ contact, ...(region ? { region } : {}) }));
    return engine === "backend" ? verdicts(asked, lang) : (await here("/v1/check", { contacts: asked, lang })).verdicts;
  }

  // The report on a page that has been read.
  async function scan(document, url) {
    const [{ engine, region }, lang] = [await settings(), await language()];
    const report = await here("/v1/scan", { document, url, lang, ...(region ? { region } : {}) });
    if (engine !== "backend" || !report.contacts.length) return report;
    const asked = report.contacts.map(({ verdict, claim }) => ({
      contact: bare(verdict.raw),
      ...(claim ? { claims: claim } : {}),
      ...(region ? { region } : {}),
    }));
    const told = await verdicts(asked, lang);
    report.contacts.forEach((found, at) => (found.verdict = told[at] || found.verdict));
    return report;
  }

  async function ask(question) {
    const [{ engine, region }, lang] = [await settings(), await language()];
    const body = { question: question.slice(0, 300), lang, ...(region ? { region } : {}) };
    return engine === "backend" ? backend("/v1/ask", body) : here("/v1/ask", body);
  }

  // A page's own address is judged here, whoever answers else.
  async function visit(url) {
    const { verdicts: [verdict] } = await here("/v1/check", { contacts: [url], lang: await language() });
    return verdict;
  }

  async function text(written) {
    const { region } = await settings();
    return here("/v1/scan", { text: written, lang: await language(), ...(region ? { region } : {}) });
  }

  function reset() {
    failures = silentUntil = 0;
  }

  return { DEFAULTS, Silence, ask, check, daily, reset, scan, settings, text, update, visit };
})();

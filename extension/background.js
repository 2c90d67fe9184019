// The only part that talks to the backend. It gets contacts from pages and gives verdicts back; what a
// page is, it does not ask, unless the reader presses the button for a scan of the whole page.
"use strict";

const DEFAULTS = { backend: "http://127.0.0.1:8787", token: "", lang: "auto", off: [] };
const MAX_CACHED = 4000;
const MAX_AGE = 30 * 60 * 1000; // milliseconds that an answer is kept
const MAX_CONTACTS = 1000;
const PATIENCE = 6000; // milliseconds for one request
const PLAIN = new Set(["domain", "host", "url", "email", "phone", "wallet", "sms_sender"]);
const MARKED = new Set(["impersonation", "suspicious"]);

let cache = null; // contact -> [time, verdict], oldest first; survives a sleep of this worker
let saving = 0;
let failures = 0;
let silentUntil = 0;

const settings = async () => ({ ...DEFAULTS, ...(await chrome.storage.local.get(DEFAULTS)) });

function language(chosen) {
  if (chosen !== "auto") return chosen;
  return chrome.i18n.getMessage("lang"); // the one in which all else is said
}

async function cached() {
  if (!cache) {
    const { answers } = await chrome.storage.session.get({ answers: [] });
    cache = new Map(answers);
  }
  return cache;
}

function keep(key, verdict) {
  cache.delete(key);
  cache.set(key, [Date.now(), verdict]);
  for (const old of cache.keys()) {
    if (cache.size <= MAX_CACHED) break;
    cache.delete(old);
  }
  if (!saving) {
    saving = setTimeout(() => {
      saving = 0;
      void chrome.storage.session.set({ answers: [...cache].slice(-1500) });
    }, 1000);
  }
}

// Why there is no answer, in a sentence; and how long to wait before the next attempt.
class Silence extends Error {
  constructor(message, wait) {
    super(message);
    this.wait = wait;
  }
}

async function post(path, body) {
  const { backend, token } = await settings();
  const now = Date.now();
  if (now < silentUntil) throw new Silence(chrome.i18n.getMessage("offline"), silentUntil - now);
  let reply;
  try {
    const base = new URL(backend);
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
  if (!reply.ok) {
    const asked = Number(reply.headers.get("Retry-After"));
    const wait = Math.min(60000, Math.max(1000, 1000 * (asked || 2)));
    if (reply.status === 429 || reply.status >= 500) silentUntil = Date.now() + wait;
    throw new Silence(chrome.i18n.getMessage("busy"), wait);
  }
  failures = 0;
  return reply.json();
}

// What pages and the popup need of a verdict; strings only, and short.
function told(contact, verdict) {
  const cut = (text) => String(text ?? "").slice(0, 500);
  const status = cut(verdict?.status);
  return {
    contact,
    status,
    marked: MARKED.has(status),
    title: title(status, cut(verdict?.imitates?.brand?.name || verdict?.brand?.name)),
    reasons: (Array.isArray(verdict?.advice) ? verdict.advice : []).slice(0, 4).map(cut),
    official: written(cut(verdict?.imitates?.kind), cut(verdict?.imitates?.value)),
  };
}

// A listed contact as people write it: an account or an id with its platform in front.
function written(kind, value) {
  if (!value || PLAIN.has(kind) || value.startsWith("+")) return value;
  return /_(?:package|id)$/u.test(kind) ? `${kind}:${value}` : `${kind}:@${value}`;
}

function title(status, brand) {
  const known = ["official", "impersonation", "suspicious", "unknown", "invalid"].includes(status);
  return chrome.i18n.getMessage(known ? `status_${status}` : "status_unknown", brand) || status;
}

async function check(contacts) {
  const asked = contacts.slice(0, MAX_CONTACTS).map((contact) => String(contact).slice(0, 500));
  const lang = language((await settings()).lang);
  const known = await cached();
  const verdicts = [];
  const missing = [];
  for (const contact of new Set(asked)) {
    const found = known.get(`${lang} ${contact}`);
    if (found && Date.now() - found[0] < MAX_AGE) verdicts.push(found[1]);
    else missing.push(contact);
  }
  if (missing.length) {
    const answer = await post("/v1/check", { contacts: missing, lang });
    missing.forEach((contact, at) => {
      const verdict = told(contact, answer.verdicts?.[at]);
      keep(`${lang} ${contact}`, verdict);
      verdicts.push(verdict);
    });
  }
  return verdicts;
}

const words = () => ({ official: chrome.i18n.getMessage("official"), close: chrome.i18n.getMessage("close") });

async function answer(message, sender) {
  // A page's own script may be somebody else's one day: it may ask about contacts and nothing more.
  const own = (sender.url || "").startsWith(chrome.runtime.getURL(""));
  if (message.type === "settings") {
    const { off } = await settings();
    return { off: off.includes(message.site) };
  }
  if (message.type === "check") {
    const verdicts = await check(message.contacts || []);
    // A page shows marks alone: thousands of other verdicts would be copied to it for nothing.
    const short = ({ contact, marked }) => ({ contact, marked });
    return { verdicts: own ? verdicts : verdicts.map((verdict) => (verdict.marked ? verdict : short(verdict))), words: words() };
  }
  if (message.type === "count") {
    const tabId = sender.tab?.id;
    if (tabId === undefined) return {};
    const count = Number(message.count) || 0;
    await chrome.action.setBadgeBackgroundColor({ tabId, color: "#b3261e" });
    await chrome.action.setBadgeText({ tabId, text: count ? String(Math.min(count, 999)) : "" });
    return {};
  }
  if (message.type === "scan" && own) {
    const { lang } = await settings();
    const report = await post("/v1/scan", { html: message.html, url: message.url, lang: language(lang) });
    const contacts = Array.isArray(report.contacts) ? report.contacts : [];
    return {
      scan: {
        title: chrome.i18n.getMessage(`scan_${String(report.status).replace(/\W/gu, "")}`) || chrome.i18n.getMessage("scan_unknown"),
        status: String(report.status),
        next: (Array.isArray(report.next) ? report.next : []).slice(0, 6).map((line) => String(line).slice(0, 500)),
        contacts: contacts
          .map((found) => told(String(found.raw).slice(0, 200), found.verdict))
          .filter((verdict) => verdict.marked)
          .slice(0, 50),
      },
    };
  }
  if (message.type === "reset" && own) {
    failures = silentUntil = 0;
    cache = new Map();
    await chrome.storage.session.remove("answers");
    return {};
  }
  return {};
}

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  if (sender.id !== chrome.runtime.id) return false;
  answer(message, sender).then(reply, (error) =>
    reply({ problem: error instanceof Silence ? error.message : String(error).slice(0, 200), wait: error.wait || 30000, words: words() }),
  );
  return true; // the answer comes later
});

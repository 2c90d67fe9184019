"use strict";
const at = (id) => document.getElementById(id);
let tabId;

at("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  const contact = at("contact").value.trim();
  if (!contact) return;
  const reply = await send({ type: "check", contacts: [contact] });
  const verdict = reply.verdicts?.[0];
  at("answer").replaceChildren(verdict ? shown(verdict) : paragraph(reply.problem || say("offline")));
});

async function report() {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  // A page that is opened beside the popup (by a test, or as a tab) names the tab that it is about.
  tabId = Number(new URLSearchParams(location.search).get("tab")) || tab?.id;
  const page = await chrome.tabs.sendMessage(tabId, { type: "report" }).catch(() => null);
  at("scan").disabled = at("off").disabled = !page;
  if (!page) {
    at("report").replaceChildren(paragraph(say("noPage")));
    return;
  }
  at("off").checked = page.off;
  at("off").dataset.site = page.site;
  const lines = page.problem ? [paragraph(page.problem)] : [];
  if (!page.off) {
    lines.push(paragraph(say("looked", String(page.contacts))));
    if (!page.marks.length && !page.problem) lines.push(paragraph(say("none")));
  }
  at("report").replaceChildren(...lines, ...page.marks.map(shown));
}

at("scan").addEventListener("click", async () => {
  const page = await chrome.tabs.sendMessage(tabId, { type: "page" }).catch(() => null);
  const reply = page ? await send({ type: "scan", html: page.html, url: page.url }) : {};
  if (!reply.scan) {
    at("scanned").replaceChildren(paragraph(reply.problem || say("noPage")));
    return;
  }
  const title = document.createElement("strong");
  title.textContent = reply.scan.title;
  at("scanned").replaceChildren(title, ...reply.scan.contacts.map(shown), ...reply.scan.next.map(paragraph));
});

at("off").addEventListener("change", async () => {
  const site = at("off").dataset.site;
  const { off } = await chrome.storage.local.get({ off: [] });
  const others = off.filter((name) => name !== site);
  await chrome.storage.local.set({ off: at("off").checked ? [...others, site] : others });
  await chrome.tabs.sendMessage(tabId, { type: "off", off: at("off").checked }).catch(() => null);
});

at("options").addEventListener("click", (event) => {
  event.preventDefault();
  chrome.runtime.openOptionsPage();
});

void report();

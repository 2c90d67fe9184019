// Asks about what the page shows, the visible part first, and marks what is not the brand's.
"use strict";
(() => {
  const MAX_CONTACTS = 8000; // of one page
  const BATCH = 200;
  const QUIET = 300; // milliseconds without change before new content is read
  const finder = globalThis.ringtrueFinder;
  const marker = globalThis.ringtrueMarker;
  const answers = new Map(); // contact -> verdict or null
  const places = new Map(); // contact -> elements and ranges that show it
  let left = MAX_CONTACTS;
  let waiting = [];
  let running = false;
  let off = false;
  let problem = "";
  let words = { official: "", close: "" };

  const send = (message) =>
    new Promise((resolve) => {
      try {
        chrome.runtime.sendMessage(message, (reply) => {
          void chrome.runtime.lastError; // the extension was reloaded or switched off
          resolve(reply || null);
        });
      } catch {
        resolve(null);
      }
    });

  function read(root) {
    const seen = [];
    left = finder.find(root, left, (candidate) => seen.push(candidate));
    const height = innerHeight;
    const ranked = seen.map((candidate) => {
      const rect = (candidate.element || candidate.range).getBoundingClientRect();
      return { ...candidate, hidden: !rect.height || rect.bottom < 0 || rect.top > height };
    });
    for (const { contact, element, range, hidden } of ranked.filter((c) => !c.hidden).concat(ranked.filter((c) => c.hidden))) {
      const target = element || range;
      if (places.has(contact)) {
        if (places.get(contact).length < 50) places.get(contact).push(target);
        if (answers.get(contact)) show(contact, target);
        continue;
      }
      places.set(contact, [target]);
      waiting.push(contact);
    }
    void ask();
  }

  async function ask() {
    if (running) return;
    running = true;
    while (waiting.length && !off) {
      const contacts = waiting.splice(0, BATCH);
      const reply = await send({ type: "check", contacts });
      if (!reply) break;
      words = reply.words || words;
      problem = reply.problem || "";
      if (problem) {
        waiting = contacts.concat(waiting);
        setTimeout(() => void ask(), reply.wait || 30000);
        break;
      }
      for (const verdict of reply.verdicts || []) {
        answers.set(verdict.contact, verdict.marked ? verdict : null);
        if (verdict.marked) for (const target of places.get(verdict.contact) || []) show(verdict.contact, target);
      }
      void send({ type: "count", count: marker.list().length });
      await new Promise((resolve) => (globalThis.requestIdleCallback || setTimeout)(() => resolve(), { timeout: 200 }));
    }
    running = false;
  }

  function show(contact, target) {
    marker.add(target, answers.get(contact), words);
  }

  let roots = new Set();
  let timer = 0;
  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") {
        if (change.target.parentElement) roots.add(change.target.parentElement);
        continue;
      }
      if (change.type === "attributes") roots.add(change.target);
      for (const node of change.addedNodes) {
        if (node.nodeName === "RINGTRUE-MARKS") continue;
        if (node.nodeType === Node.ELEMENT_NODE) roots.add(node);
        else if (node.nodeType === Node.TEXT_NODE && node.parentElement) roots.add(node.parentElement);
      }
    }
    if (!roots.size) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const changed = roots;
      roots = new Set();
      marker.place();
      for (const root of changed) if (root.isConnected && left > 0) read(root);
    }, QUIET);
  });

  async function start() {
    const settings = await send({ type: "settings", site: location.hostname });
    off = !settings || settings.off;
    if (off || !document.body) return;
    read(document.body);
    observer.observe(document.body, {
      childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["href"],
    });
  }

  function stop() {
    off = true;
    observer.disconnect();
    waiting = [];
    marker.clear();
  }

  chrome.runtime.onMessage.addListener((message, _sender, reply) => {
    if (message.type === "report") {
      reply({
        site: location.hostname, off, problem, contacts: places.size, waiting: waiting.length, marks: marker.list(),
      });
    } else if (message.type === "page") {
      // Only when the reader has pressed the button for a scan of the whole page.
      reply({ html: document.documentElement.outerHTML.slice(0, 300_000), url: location.href.split("#")[0] });
    } else if (message.type === "off") {
      if (message.off) stop();
      else location.reload();
      reply({});
    }
  });

  if (globalThis.top === globalThis) void start();
})();

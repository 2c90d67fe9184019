// Reads the page, asks the extension, shows what poses as a brand: marks, a banner, both over the page.
"use strict";
(() => {
  const QUIET = 300; // milliseconds without change before new content is read
  const MOST_TEXT = 3_000_000; // characters of distinct text of one page
  const MOST_KEPT = 200; // reports of documents that are kept
  const MOST_PICTURES = 60;
  const PICTURE = 800; // pixels of a side in which codes are looked for
  const reader = globalThis.ringtrueReader;
  const marker = globalThis.ringtrueMarker;
  const kept = new Map(); // text of a document -> its report: what is shown again costs nothing
  const touched = new WeakSet(); // what the reader writes in
  const trees = new Set(); // shadow roots
  let left = MOST_TEXT;
  let partly = false;
  let off = true;
  let started = false;
  let reading = Promise.resolve();
  let asked = "";
  let address = location.href;
  let visits = 0; // that nobody answered

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

  // -- what is left out: what the reader writes, and what is ours ------------------------------------

  const editable = (element) => element.hasAttribute?.("contenteditable") && element.isContentEditable;
  function writes(event) {
    if (!event.isTrusted) return;
    for (const element of event.composedPath()) if (element.nodeType === Node.ELEMENT_NODE && editable(element)) touched.add(element);
  }
  for (const kind of ["focusin", "input", "keydown"]) addEventListener(kind, writes, { capture: true, passive: true });
  const passes = (element) => marker.isOurs(element) || (editable(element) && (touched.has(element) || element.contains(document.activeElement)));

  // -- reading ---------------------------------------------------------------------------------------

  const pictures = new Map(); // element -> source that was looked at
  const waiting = [];
  const context = {
    passes,
    shadow(root) {
      if (trees.has(root)) return;
      trees.add(root);
      observe(root);
    },
    picture(element) {
      const source = element.currentSrc || element.src || "canvas";
      if (pictures.get(element) === source || pictures.size >= MOST_PICTURES) return;
      pictures.set(element, source);
      waiting.push(element);
    },
  };

  let busy = 0;
  function read(roots) {
    busy += 1;
    reading = reading.then(async () => {
      for (const root of roots) {
        if (off || !root.isConnected) continue;
        for await (const found of reader.read(root, document.title.slice(0, 300), context)) {
          if (off) return;
          await judged(found);
        }
      }
      await look();
      await demand();
    }).catch(() => null).finally(() => (busy -= 1));
    return reading;
  }

  async function judged({ part, document: read, key }) {
    let report = kept.get(key);
    if (!report) {
      if (read.text.length > left) {
        partly = true;
        return counted();
      }
      left -= read.text.length;
      report = await send({ type: "scan", document: read, url: location.href });
      if (!report || report.problem) {
        left += read.text.length;
        partly = true;
        if (report) setTimeout(() => void readAgain(), report.wait || 30000);
        return counted();
      }
      kept.set(key, report);
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
    } else if (!report.marks.length) return;
    for (const { places, model } of report.marks) {
      for (const place of places) {
        const target = part.place(place);
        if (target) marker.add(target, model);
      }
    }
    if (report.page) marker.banner(report.page);
    counted();
  }

  let again = 0;
  function readAgain() {
    again += 1;
    if (again < 20 && document.body) {
      partly = false;
      return read([document.body]);
    }
  }

  let told = "";
  function counted() {
    const now = `${marker.count()} ${partly}`;
    if (now === told) return;
    told = now;
    void send({ type: "count", count: marker.count(), partly });
  }

  // What the page asks for: looked at whenever it changes.
  async function demand() {
    const asks = reader.demands([document, ...trees]);
    if (String(asks) === asked) return;
    asked = String(asks);
    if (asks.length) await send({ type: "asks", asks });
  }

  // QR codes of pictures and drawings. Another site's pictures are shown to scripts by their own leave
  // alone, and are not fetched again for this.
  async function look() {
    for (const element of waiting.splice(0)) {
      if (off || !element.isConnected) continue;
      const rect = element.getBoundingClientRect();
      if (rect.width < 40 || rect.height < 40 || Math.abs(rect.width / rect.height - 1) > 1.5) continue;
      if (element.localName === "img" && !element.complete) {
        element.addEventListener("load", () => { pictures.delete(element); context.picture(element); void read([]); }, { once: true });
        continue;
      }
      for (const text of await codes(element)) {
        const lines = { text: `${document.title.slice(0, 300)}\n${text.slice(0, 2000)}` };
        const report = await send({ type: "scan", document: lines, url: location.href });
        for (const { model } of report?.marks || []) marker.add(element, model);
      }
      counted();
      await reader.rest();
    }
  }

  async function codes(element) {
    const [width, height] = [element.naturalWidth || element.width, element.naturalHeight || element.height];
    const scale = Math.min(1, PICTURE / Math.max(width, height));
    try {
      const canvas = new OffscreenCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
      const drawn = canvas.getContext("2d", { alpha: false });
      drawn.fillStyle = "white";
      drawn.fillRect(0, 0, canvas.width, canvas.height);
      drawn.drawImage(element, 0, 0, canvas.width, canvas.height);
      const blob = await canvas.convertToBlob({ type: "image/png" });
      const picture = await new Promise((resolve) => {
        const file = new FileReader();
        file.onloadend = () => resolve(String(file.result));
        file.readAsDataURL(blob);
      });
      return (await send({ type: "codes", picture }))?.codes || [];
    } catch {
      return []; // another site's, or empty
    }
  }

  // -- changes ---------------------------------------------------------------------------------------

  let roots = new Set();
  let timer = 0;
  function changed(changes) {
    for (const change of changes) {
      if (marker.isOurs(change.target)) continue;
      if (change.type !== "childList") {
        const element = change.target.nodeType === Node.ELEMENT_NODE ? change.target : change.target.parentElement;
        if (element) roots.add(element);
        continue;
      }
      for (const node of change.addedNodes) {
        if (node.nodeType === Node.ELEMENT_NODE && !marker.isOurs(node)) roots.add(node);
        else if (node.nodeType === Node.TEXT_NODE && node.parentElement) roots.add(node.parentElement);
      }
    }
    marker.place();
    if (roots.size) later();
  }
  function later() {
    if (!timer) timer = setTimeout(flush, QUIET);
  }
  function flush() {
    timer = 0;
    const whole = roots.size > 40 ? [document.body] : [...roots].map(lineOf);
    roots = new Set();
    const most = whole.filter((root, at) => root?.isConnected && !whole.some((other, place) => other !== root && other?.contains(root) && place !== at) && whole.indexOf(root) === at);
    if (most.length) void read(most);
    if (location.href !== address) void visit();
  }

  // The line that an element stands in: a number may go on beside it.
  function lineOf(element) {
    let around = element;
    while (around.parentElement && getComputedStyle(around).display.startsWith("inline")) around = around.parentElement;
    return around;
  }

  const observer = new MutationObserver(changed);
  const observe = (root) =>
    observer.observe(root, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["href", "src", "alt", "action", "placeholder", "type"] });

  // -- the page itself -------------------------------------------------------------------------------

  async function visit() {
    address = location.href;
    asked = "";
    const reply = await send({ type: "visit", url: location.href });
    if (reply?.problem) {
      setTimeout(() => void visit(), Math.min(reply.wait || 5000, 5000));
      return;
    }
    // The background may have been stopped before it could answer: it begins anew when it is asked again.
    if (!reply && chrome.runtime?.id && visits < 10) {
      visits += 1;
      setTimeout(() => void visit(), 2000);
      return;
    }
    off = !reply || Boolean(reply.off);
    if (off) return;
    marker.banner(reply.page);
    if (!started) begin();
    else await read([document.body]);
  }

  function begin() {
    started = true;
    let begun = false;
    const first = () => {
      if (begun || !document.body) return;
      begun = true;
      observe(document); // what came before is read now
      void read([document.body]);
    };
    if (document.readyState === "loading") {
      addEventListener("DOMContentLoaded", first, { once: true });
      setTimeout(first, 2000); // a page may never end
    } else first();
  }

  // Single pages change their address without loading.
  globalThis.navigation?.addEventListener?.("currententrychange", () => location.href !== address && void visit());
  for (const kind of ["popstate", "hashchange"]) addEventListener(kind, () => location.href !== address && void visit());
  setInterval(() => {
    if (!off && location.href !== address) void visit();
    marker.place();
  }, 1000);

  chrome.runtime.onMessage.addListener((message, _sender, reply) => {
    if (message.type === "marks") reply({ marks: marker.list(), off, partly, idle: started && !busy && !timer });
    else if (message.type === "page") {
      // When the reader has pressed the button for a report on the whole page.
      reply({ text: globalThis.top === globalThis ? `${document.title}\n${document.body?.innerText ?? ""}`.slice(0, 300_000) : "" });
    } else if (message.type === "off") {
      if (message.off) {
        off = true;
        observer.disconnect();
        marker.clear();
      } else location.reload();
      reply({});
    }
  });

  marker.leave = () => void send({ type: "leave" });
  void visit();
})();

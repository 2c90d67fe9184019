// The page without a server: the engine answers in a worker, QR codes are read here, what is shared with
// the page is taken up.
"use strict";
(() => {
  const worker = new Worker("engine/worker.mjs", { type: "module" });
  const asked = new Map();
  let number = 0;
  worker.addEventListener("message", ({ data: [which, text, error] }) => {
    if (!which) document.documentElement.dataset.engine = error || text;
    const { done, fail } = asked.get(which) || {};
    asked.delete(which);
    if (error) fail?.(new Error(error));
    else done?.(text);
  });
  const ask = (path, body) =>
    new Promise((done, fail) => {
      number += 1;
      asked.set(number, { done, fail });
      worker.postMessage([number, path, JSON.stringify(body)]);
    });
  globalThis.ringtrueAsk = async (fields) => JSON.parse(await ask("page", Object.fromEntries(fields))).html;

  // The reader of QR codes is loaded with the first picture.
  let reader = null;
  globalThis.ringtrueCodes = async (blob) => {
    reader ||= new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = "engine/zxing.js";
      script.onload = () => {
        ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => new URL("engine/zxing.wasm", document.baseURI).href } });
        done();
      };
      script.onerror = fail;
      document.head.append(script);
    });
    await reader;
    const found = await ZXingWASM.readBarcodes(blob, { tryHarder: true, maxNumberOfSymbols: 8 });
    return found.map(({ text }) => text).filter(Boolean);
  };

  async function shared() {
    if (location.hash !== "#shared") return;
    history.replaceState(null, "", location.pathname);
    const kept = await caches.open("shared");
    const [text, picture] = await Promise.all(["shared/text", "shared/picture"].map((name) => kept.match(name)));
    await caches.delete("shared");
    if (picture) await globalThis.ringtruePicture(await picture.blob());
    else if (text) globalThis.ringtruePut(await text.text());
  }

  const zh = "zh.html";
  if (/^zh/u.test(navigator.language) && !location.pathname.endsWith(".html") && !location.hash) location.replace(zh);
  addEventListener("DOMContentLoaded", () => void shared());
  if ("serviceWorker" in navigator) {
    const before = document.documentElement;
    navigator.serviceWorker.register("sw.js").then(() => navigator.serviceWorker.ready).then(() => (before.dataset.kept = "yes"), () => null);
  }
})();

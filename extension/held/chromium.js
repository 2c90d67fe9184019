// The engine in Chromium: a document of the extension's own holds it, for a service worker sleeps.
"use strict";
globalThis.ringtrueHeld = (() => {
  const HERE = "offscreen.html";
  let opening = null;

  async function offscreen() {
    if (await chrome.offscreen.hasDocument()) return;
    opening ||= chrome.offscreen
      .createDocument({ url: HERE, reasons: ["WORKERS"], justification: "Judges contacts without a server." })
      .finally(() => (opening = null));
    await opening;
  }

  // The engine's answer to {path, text}: {text} or {error}; the codes of a {picture}; what became of
  // an {update}. A document that has just been made does not listen yet.
  return async (told) => {
    for (let left = 100; ; left -= 1) {
      await offscreen();
      try {
        return await chrome.runtime.sendMessage({ to: "engine", ...told });
      } catch (error) {
        if (!left) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
})();

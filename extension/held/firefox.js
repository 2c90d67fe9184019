// The engine in Firefox, whose background is a page and holds it itself.
"use strict";
globalThis.ringtrueHeld = (() => {
  const AWAKE = 10_000; // milliseconds
  let engine = null;

  // Firefox ends a background page that has done nothing for 30 seconds, and the engine with it, before its
  // memory is kept at times. To call the browser counts as doing something.
  const stayAwake = () => void chrome.runtime.getPlatformInfo();
  setInterval(stayAwake, AWAKE);

  // The engine's answer to {path, text}: {text}; the codes of a {picture}; what became of an {update}.
  return async ({ path, text, picture, update }) => {
    if (picture) return globalThis.ringtrueCodes(picture);
    engine ||= import("./engine/engine.mjs").then(({ Engine }) => Engine.start());
    try {
      if (update) {
        const told = await (await engine).update(update);
        if (told.version && told.version !== told.old) engine = null; // the next has the new list
        return told;
      }
      const ready = await engine;
      stayAwake(); // a start may have taken longer than that
      return { text: ready.ask(path, text) };
    } catch (error) {
      engine = null;
      throw error;
    }
  };
})();

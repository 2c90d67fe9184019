// The engine in Firefox, whose background is a page and holds it itself.
"use strict";
globalThis.ringtrueHeld = (() => {
  let engine = null;

  // The engine's answer to {path, text}: {text}; the codes of a {picture}.
  return async ({ path, text, picture }) => {
    if (picture) return globalThis.ringtrueCodes(picture);
    engine ||= import("./engine/engine.mjs").then(({ Engine }) => Engine.start());
    try {
      return { text: (await engine).ask(path, text) };
    } catch (error) {
      engine = null;
      throw error;
    }
  };
})();

// The engine in Firefox, whose background is a page and holds it itself.
"use strict";
globalThis.ringtrueHeld = (() => {
  let engine = null;

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
      return { text: (await engine).ask(path, text) };
    } catch (error) {
      engine = null;
      throw error;
    }
  };
})();

// Holds the engine in Chromium; asked by the extension's own service worker alone.
const start = () => import("./engine/engine.mjs").then(({ Engine }) => Engine.start());
let engine = start();

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  if (message?.to !== "engine" || sender.id !== chrome.runtime.id || sender.tab) return false;
  if (message.picture) {
    globalThis.ringtrueCodes(message.picture).then(reply, () => reply([]));
    return true;
  }
  if (message.update) {
    engine.then((ready) => ready.update(message.update)).then(
      (told) => {
        if (told.version && told.version !== told.old) engine = start(); // with the new list
        reply(told);
      },
      (error) => reply({ problem: String(error?.message ?? error).slice(-300) }),
    );
    return true;
  }
  engine.then(
    (ready) => {
      try {
        reply({ text: ready.ask(message.path, message.text) });
      } catch (error) {
        reply({ error: String(error?.message ?? error).slice(-500) });
      }
    },
    (error) => reply({ error: String(error?.message ?? error).slice(0, 500) }),
  );
  return true; // the answer comes later
});

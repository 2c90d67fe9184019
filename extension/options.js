"use strict";
const at = (id) => document.getElementById(id);
const DEFAULTS = { backend: "http://127.0.0.1:8787", token: "", lang: "auto", off: [] };
const LOCAL = /^(?:127\.0\.0\.1|localhost)$/u;

for (const known of say("languages").split("; ")) {
  const [code, ...name] = known.split(" ");
  const option = new Option(name.join(" "), code);
  option.lang = code;
  at("lang").append(option);
}
at("origin").textContent = `ringtrue serve --allow-origin ${location.origin}`;
chrome.storage.local.get(DEFAULTS).then((settings) => {
  at("backend").value = settings.backend;
  at("token").value = settings.token;
  at("lang").value = settings.lang;
  at("sites").value = settings.off.join("\n");
});

at("settings").addEventListener("submit", async (event) => {
  event.preventDefault();
  const tell = (key) => {
    at("told").textContent = say(key);
  };
  let url;
  try {
    url = new URL(at("backend").value.trim());
  } catch {
    tell("badAddress");
    return;
  }
  const local = LOCAL.test(url.hostname);
  if (!(url.protocol === "https:" || (url.protocol === "http:" && local))) {
    tell("badAddress");
    return;
  }
  // Without the port: Firefox knows none in such patterns.
  if (!local && !(await chrome.permissions.request({ origins: [`${url.protocol}//${url.hostname}/*`] }))) {
    tell("denied");
    return;
  }
  const off = at("sites").value.split(/\s+/u).filter(Boolean).slice(0, 1000);
  await chrome.storage.local.set({
    backend: url.origin, token: at("token").value.trim(), lang: at("lang").value, off,
  });
  await send({ type: "reset" });
  tell("saved");
});

"use strict";
const { DEFAULTS, settings } = globalThis.ringtrueEngines;
const LOCAL = /^(?:127\.0\.0\.1|localhost)$/u;
// Countries whose numbers and help lines are known by name in the browser itself.
const COUNTRIES =
  "AE AR AT AU BD BE BG BR CA CH CL CN CO CZ DE DK EE EG ES FI FR GB GH GR HK HR HU ID IE IL IN IS IT JP KE KH KR LA LT LU LV MA MM MO MX MY NG NL NO NP NZ PE PH PK PL PT RO RS RU SA SE SG SI SK TH TR TW TZ UA UG US UY VN ZA";

const engine = () => document.querySelector('[name="engine"]:checked')?.value || "here";
const drawn = () => (at("company").hidden = engine() !== "backend");

for (const known of say("languages").split("; ")) {
  const [code, ...name] = known.split(" ");
  const option = new Option(name.join(" "), code);
  option.lang = code.replace("_", "-"); // BCP 47
  at("lang").append(option);
}
const names = new Intl.DisplayNames([say("lang")], { type: "region" });
const sorted = COUNTRIES.split(" ").map((code) => [names.of(code), code]).sort(([a], [b]) => a.localeCompare(b, say("lang")));
at("region").append(...sorted.map(([name, code]) => new Option(name, code)));
at("origin").textContent = `ringtrue serve --allow-origin ${location.origin}`;

settings().then((set) => {
  document.querySelector(`[name="engine"][value="${set.engine === "backend" ? "backend" : "here"}"]`).checked = true;
  at("backend").value = set.backend;
  at("token").value = set.token;
  at("lang").value = set.lang;
  at("region").value = set.region;
  at("feed").value = set.feed;
  at("daily").checked = set.daily;
  at("sites").value = set.off.join("\n");
  at("gone").value = set.gone.join("\n");
  at("managed").hidden = !set.managed.length;
  for (const name of set.managed) {
    for (const field of document.querySelectorAll(`[name="${name === "off" ? "sites" : name}"]`)) field.disabled = true;
  }
  drawn();
});
for (const choice of document.querySelectorAll('[name="engine"]')) choice.addEventListener("change", drawn);

at("update").addEventListener("click", async () => {
  at("listed").textContent = say("starting");
  at("update").disabled = true;
  const reply = await send({ type: "update", url: at("feed").value.trim(), root: at("root").value.trim() });
  at("update").disabled = false;
  const { version, old, problem } = reply || {};
  at("listed").textContent = !version ? say("notUpdated", problem || "") : say(version === old ? "upToDate" : "updated", version);
});

at("settings").addEventListener("submit", async (event) => {
  event.preventDefault();
  const tell = (key) => {
    at("told").textContent = say(key);
  };
  let url = new URL(DEFAULTS.backend);
  if (engine() === "backend") {
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
  }
  const hosts = (id) => at(id).value.split(/\s+/u).filter(Boolean).slice(0, 1000);
  await chrome.storage.local.set({
    engine: engine(), backend: url.origin, token: at("token").value.trim(), lang: at("lang").value,
    region: at("region").value, feed: at("feed").value.trim(), daily: at("daily").checked, off: hosts("sites"), gone: hosts("gone"),
  });
  await send({ type: "reset" });
  tell("saved");
});

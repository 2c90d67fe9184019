// The page without this script is a form; with it, answers come while one types.
"use strict";
(() => {
  const PATIENCE = 300; // milliseconds before it says that it is checking
  const TYPING = 350; // milliseconds without a key before it asks
  const LONGEST = 6000; // milliseconds for an answer
  const form = document.getElementById("ask");
  const box = document.getElementById("q");
  const answer = document.getElementById("answer");
  const told = document.getElementById("told");
  const ways = document.getElementById("ways");
  const picture = document.getElementById("picture");
  const camera = document.getElementById("camera");
  const chips = document.getElementById("chips");

  // Whoever answers: the server, or the engine beside a static page (site.js).
  const post = globalThis.ringtrueAsk || ((fields) => fetch("/", { method: "POST", body: fields, credentials: "omit", signal: AbortSignal.timeout(LONGEST) }).then(async (reply) => {
    if (!reply.ok) throw new Error(reply.status === 429 || reply.status === 503 ? "busy" : "offline");
    return reply.text();
  }));

  // One question is on its way at a time; what was typed meanwhile is asked next.
  let asking = false;
  let again = false;
  let pressed = false; // whether the reader has asked, rather than typed
  let shown = "";

  async function ask(now) {
    pressed ||= now;
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    do {
      again = false;
      await once();
    } while (again);
    asking = false;
    pressed = false;
  }

  async function once() {
    if (!box.value.trim()) {
      show("");
      return;
    }
    const fields = new URLSearchParams(new FormData(form));
    fields.set("part", "1");
    const waiting = setTimeout(() => tell(form.dataset.waiting, true), PATIENCE);
    try {
      const html = await post(fields);
      clearTimeout(waiting);
      show(html);
    } catch (error) {
      clearTimeout(waiting);
      tell(error?.message === "busy" ? form.dataset.busy : form.dataset.offline, false);
    }
  }

  // The answer is HTML that ringtrue made and escaped; the policy of the page runs no script in it.
  function show(html) {
    if (html !== shown) {
      shown = html;
      answer.innerHTML = html;
      document.body.classList.toggle("answered", Boolean(html));
      copies();
      const line = answer.querySelector("h2")?.textContent || "";
      told.textContent = html ? `${line} ${answer.querySelector(".first")?.textContent || ""}` : "";
    }
    if (html && pressed) front();
  }

  // To the top of what is seen, above a phone's keyboard.
  function front() {
    const found = answer.querySelector(".answer");
    if (!found) return;
    box.blur();
    found.focus({ preventScroll: true });
    const top = found.getBoundingClientRect().top + scrollY - 8;
    scrollTo({ top: Math.max(0, top), behavior: "instant" });
  }

  function tell(sentence, waits) {
    shown = "";
    const line = document.createElement("p");
    line.className = waits ? "wait" : "part";
    if (waits) line.append(document.createElement("i"));
    line.append(sentence);
    if (!waits) {
      const retry = document.createElement("button");
      retry.type = "button";
      retry.className = "button quiet";
      retry.textContent = form.dataset.again;
      retry.addEventListener("click", () => ask(true));
      line.append(" ", retry);
      told.textContent = sentence;
    }
    answer.replaceChildren(line);
  }

  function copies() {
    for (const place of answer.querySelectorAll("[data-copy]")) {
      const official = place.closest(".real").querySelector("[data-official]");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button copy";
      button.textContent = answer.dataset.copy;
      button.addEventListener("click", () => copy(official, button));
      place.replaceWith(button);
    }
  }

  async function copy(official, button) {
    try {
      await navigator.clipboard.writeText(official.dataset.official);
      button.textContent = told.textContent = answer.dataset.copied;
      setTimeout(() => (button.textContent = answer.dataset.copy), 2000);
    } catch {
      // Without permission or https: select it, and the keyboard does the rest.
      getSelection().selectAllChildren(official);
    }
  }

  // Codes of a picture: by the reader that a static page brings, or by the browser's own.
  async function codes(blob) {
    if (globalThis.ringtrueCodes) return globalThis.ringtrueCodes(blob);
    const found = await new BarcodeDetector({ formats: ["qr_code"] }).detect(await createImageBitmap(blob));
    return found.map((code) => code.rawValue);
  }

  async function read(blob) {
    if (!globalThis.ringtrueCodes && !("BarcodeDetector" in window)) {
      tell(ways.dataset.unsupported, false);
      return;
    }
    const found = await codes(blob).catch(() => []);
    if (found.length) put(found.join("\n"));
    else tell(ways.dataset.none, false);
  }

  function put(text) {
    box.value = text.slice(0, box.maxLength);
    void ask(true);
  }

  let typed = 0;
  for (const place of [form, document.getElementById("claims")]) place.addEventListener("input", (event) => {
    if (event.target === picture || event.target === camera) return;
    clearTimeout(typed);
    typed = setTimeout(() => void ask(false), TYPING);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typed);
    void ask(true);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !box.value.includes("\n")) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  for (const field of [picture, camera]) field.addEventListener("change", () => {
    if (field.files.length) void read(field.files[0]);
    field.value = "";
  });
  box.addEventListener("paste", (event) => {
    const image = [...event.clipboardData.files].find((file) => file.type.startsWith("image/"));
    if (image) {
      event.preventDefault();
      void read(image);
    } else setTimeout(() => {
      clearTimeout(typed);
      void ask(true);
    });
  });
  // A picture that was copied: a screenshot.
  async function pasted() {
    for (const item of (await navigator.clipboard.read?.()) || []) {
      const type = item.types.find((one) => one.startsWith("image/"));
      if (type) return read(await item.getType(type));
    }
    box.focus();
  }

  const paste = document.getElementById("paste");
  paste.hidden = !navigator.clipboard?.readText;
  paste.addEventListener("click", async () => {
    try {
      const text = await navigator.clipboard.readText();
      if (text) put(text);
      else await pasted();
    } catch {
      box.focus();
    }
  });
  for (const chip of chips.querySelectorAll(".chip")) chip.addEventListener("click", () => put(chip.textContent));
  chips.hidden = ways.hidden = false;
  copies();
  if (answer.querySelector(".answer")) front();
  else if (matchMedia("(min-width: 48rem)").matches) box.focus();
  globalThis.ringtruePut = put;
  globalThis.ringtruePicture = read;
})();

// The page without this script is a form; with it, answers come while one types.
"use strict";
(() => {
  const form = document.getElementById("ask");
  const box = document.getElementById("q");
  const answer = document.getElementById("answer");
  const pictures = document.getElementById("pictures");
  const picture = document.getElementById("picture");

  // One question is on its way at a time; what was typed meanwhile is asked next.
  let asking = false;
  let again = false;
  let shown = "";

  async function ask() {
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
  }

  async function once() {
    if (!box.value.trim()) {
      show("");
      return;
    }
    const fields = new URLSearchParams(new FormData(form));
    fields.set("part", "1");
    try {
      const reply = await fetch("/", { method: "POST", body: fields, credentials: "omit" });
      if (reply.ok) show(await reply.text());
      else tell(reply.status === 429 || reply.status === 503 ? form.dataset.busy : form.dataset.offline);
    } catch {
      tell(form.dataset.offline);
    }
  }

  // The answer is HTML that the server made and escaped; the policy of the page runs no script in it.
  function show(html) {
    if (html === shown) return;
    shown = html;
    answer.innerHTML = html;
    copies();
  }

  function tell(sentence) {
    shown = "";
    const line = document.createElement("p");
    line.className = "answer";
    line.textContent = sentence;
    answer.replaceChildren(line);
  }

  function copies() {
    for (const official of answer.querySelectorAll("[data-official]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = answer.dataset.copy;
      button.addEventListener("click", () => copy(official, button));
      official.after(button);
    }
  }

  async function copy(official, button) {
    try {
      await navigator.clipboard.writeText(official.dataset.official);
      button.textContent = answer.dataset.copied;
    } catch {
      // Without permission or https: select it, and the keyboard does the rest.
      getSelection().selectAllChildren(official);
    }
  }

  async function read(blob) {
    if (!("BarcodeDetector" in window)) {
      tell(pictures.dataset.unsupported);
      return;
    }
    try {
      const codes = await new BarcodeDetector({ formats: ["qr_code"] }).detect(
        await createImageBitmap(blob),
      );
      if (!codes.length) {
        tell(pictures.dataset.none);
        return;
      }
      box.value = codes.map((code) => code.rawValue).join("\n").slice(0, box.maxLength);
      ask();
    } catch {
      tell(pictures.dataset.none);
    }
  }

  form.addEventListener("input", (event) => {
    if (event.target !== picture) ask();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  picture.addEventListener("change", () => {
    if (picture.files.length) read(picture.files[0]);
    picture.value = "";
  });
  box.addEventListener("paste", (event) => {
    const image = [...event.clipboardData.files].find((file) => file.type.startsWith("image/"));
    if (image) {
      event.preventDefault();
      read(image);
    }
  });
  pictures.hidden = false;
  copies();
  box.focus();
})();

// The words of a page of the extension, in the browser's language; and how a verdict is shown.
"use strict";
const say = (key, ...rest) => chrome.i18n.getMessage(key, rest);
document.documentElement.lang = say("lang"); // of the words below, whatever the browser's is
for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);

const send = (message) => chrome.runtime.sendMessage(message).catch((error) => ({ problem: String(error) }));

function paragraph(text) {
  const line = document.createElement("p");
  line.dir = "auto";
  line.textContent = text;
  return line;
}

function shown(verdict) {
  const box = document.createElement("div");
  box.className = `verdict ${verdict.status}`;
  const title = document.createElement("strong");
  title.textContent = verdict.title;
  box.append(title, paragraph(verdict.contact), ...verdict.reasons.map(paragraph));
  if (verdict.official) box.append(paragraph(`${say("official")} ${verdict.official}`));
  return box;
}

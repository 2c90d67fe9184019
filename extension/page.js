// What the extension's own pages share: words, questions, language and direction.
"use strict";
const { say } = globalThis.ringtrueView;
const at = (id) => document.getElementById(id);
document.documentElement.lang = say("lang"); // of the words below, whatever the browser's is
document.documentElement.dir = /^(?:ar|fa|he|ur)/u.test(say("lang")) ? "rtl" : "ltr";
for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = say(element.dataset.hint);
const send = (message) => chrome.runtime.sendMessage(message).catch((error) => ({ problem: String(error) }));

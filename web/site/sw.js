// Keeps the files of the page, so that it works without a network; takes what is shared with it.
"use strict";
const NAME = `ringtrue-${"VERSION"}`;
const FILES = ["FILES"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("ringtrue-") && name !== NAME;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  if (event.request.method === "POST" && url.pathname.endsWith("/share")) event.respondWith(share(event.request));
  else if (event.request.method === "GET") {
    event.respondWith(caches.open(NAME).then((kept) => kept.match(event.request, { ignoreSearch: true })).then((found) => found || fetch(event.request)));
  }
});

// What is shared stays in this browser until the page has read it.
async function share(request) {
  const form = await request.formData();
  const kept = await caches.open("shared");
  const text = ["title", "text", "url"].map((name) => form.get(name)).filter(Boolean).join("\n");
  if (text) await kept.put("shared/text", new Response(text.slice(0, 20000)));
  const picture = form.get("picture");
  if (picture instanceof File && picture.size) await kept.put("shared/picture", new Response(picture));
  return Response.redirect("./index.html#shared", 303);
}

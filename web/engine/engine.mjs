// The engine in a browser: the questions of the HTTP interface, answered here. Nothing is fetched but
// the files beside this one.
//
//     const engine = await Engine.start();
//     const text = engine.ask("/v1/check", JSON.stringify({ contacts: ["https://rnetamask.io"] }));
//
// The first start imports everything and keeps the interpreter's memory as it is then (IndexedDB, some
// 60 MB); later ones begin with that. A memory that does not fit this bundle is made anew.
import { loadPyodide } from "./pyodide.mjs";
import create from "./pyodide.asm.mjs";

const HOME = "/ringtrue";
const STORE = "memory";
const FEED = "feed"; // key of what an update has brought
const MOST_FILES = 400; // of one update: roots, metadata, the list
const PATIENCE = 120_000; // milliseconds for one of them
const LIST = "ringtrue/data/index.bin"; // in a kept memory already
const BLOCK = 1 << 16; // bytes: memory of WebAssembly comes in such pieces
const PAGE = 1 << 12; // bytes: the machine gives it in such pieces, when they are written
const SPARE = 3 << 20; // bytes beyond what is kept, so that the memory need not grow, which it does by a fifth
const SPELL = 200; // milliseconds of work at a time
const SLICE = 1 << 20; // bytes of a piece of what is kept

export class Engine {
  #answer;
  #python;

  constructor(python, from, kept = null) {
    this.#python = python;
    this.#answer = python.runPython("import ringtrue_web; ringtrue_web.answer");
    this.from = from; // "memory", "files"
    this.kept = kept; // fulfilled when the memory is kept, in a start from files
    // The browser compiles what it runs for the first time. That is not left to the first questions, and
    // none waits longer than a step for it.
    this.warm = from === "memory" ? run(python, "again", 0).catch(forget) : Promise.resolve();
  }

  // `keep`: whether a stored memory is used and made.
  static async start({ keep = true } = {}) {
    const bundle = await (await part("bundle.json")).json();
    // A newer list that a signed feed has brought; a memory is of one list.
    const feed = keep ? await stored(FEED).catch(() => null) : null;
    const id = `${bundle.id} ${feed?.version ?? ""}`;
    if (keep) {
      const memory = await stored(id).catch(() => null);
      if (memory) {
        try {
          const python = await restored(bundle, id, memory);
          if (feed) refill(python, feed);
          return new Engine(python, "memory");
        } catch {
          await forget().catch(() => null);
        }
      }
    }
    const [files, list] = await Promise.all(["python.bin", "index.bin"].map(async (name) => (await part(name)).arrayBuffer()));
    const python = await load(bundle, { _makeSnapshot: keep });
    unpack(python, bundle.files, files);
    unpack(python, [[LIST, list.byteLength]], list);
    python.runPython(`import sys; sys.path.insert(0, "${HOME}")`);
    if (feed) refill(python, feed);
    await run(python, "warm");
    let kept = null;
    if (keep) {
      const made = python.makeMemorySnapshot();
      // What the interpreter has not taken yet is empty.
      const [head, taken] = [new Uint32Array(made.buffer, 0, 2)[1], python._module._sbrk(0)];
      const memory = made.subarray(0, head + BLOCK * Math.ceil(taken / BLOCK));
      // Nobody waits for it; without room for it the next start is as slow as this one.
      const loaded = new Set(python.runPython("ringtrue_web.loaded()").split("\n"));
      kept = keepMemory(id, memory, head, without(loaded, bundle.files, files)).catch(() => null);
    }
    return new Engine(python, "files", kept);
  }

  // The answer to a `body` posted to `path`, JSON both. Throws what the engine refuses.
  ask(path, body) {
    return this.#answer(path, body);
  }

  // Brings the list up to date by a signed feed: {version, old}, or {problem, code} where it stays as it
  // is. `root`: the text of the root.json that is trusted, for the first time. The next start has the list.
  async update({ url, root }) {
    const feed = this.#python.pyimport("ringtrue_feed");
    feed.begin();
    for (let left = MOST_FILES; left; left -= 1) {
      const told = JSON.parse(feed.step(url, root));
      if (told.wanted) {
        const [body, status] = await fetched(told.wanted, told.most);
        if (!status) return { problem: `${new URL(told.wanted).host} was not reached`, code: "unreachable" };
        feed.put(told.wanted, body, status);
        continue;
      }
      if (told.version && told.version !== told.old) {
        const made = feed.files();
        const kept = { version: told.version, files: made.toJs() };
        made.destroy();
        await store(FEED, kept);
      }
      return told;
    }
    return { problem: "the feed does not end", code: "broken" };
  }

  // Judges as of a day (ISO 8601): for tests.
  today(day) {
    this.#python.globals.set("_day", day);
    this.#python.runPython("import ringtrue_web; ringtrue_web.today(_day)");
  }

  // Bytes of the interpreter's memory.
  get size() {
    return this.#python._module.HEAP8.length;
  }
}

// Runs a function of ringtrue_web that goes on step by step; the browser's own work comes in between,
// after each `spell` of milliseconds.
async function run(python, name, spell = SPELL) {
  const steps = python.runPython(`import ringtrue_web; ringtrue_web.${name}()`);
  for (let until = 0; !steps.next().done; ) {
    if (performance.now() < until) continue;
    await new Promise((resolve) => setTimeout(resolve));
    until = performance.now() + spell;
  }
  steps.destroy();
}

// The bytes at an address of a feed, at most one more than `most`, and the answer's status: 0 without any.
async function fetched(url, most) {
  try {
    const reply = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (!reply.ok) return [undefined, reply.status];
    const pieces = [];
    let size = 0;
    for (const reader = reply.body.getReader(); size <= most; ) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      size += value.length;
    }
    return [new Uint8Array(await new Blob(pieces).slice(0, most + 1).arrayBuffer()), reply.status];
  } catch {
    return [undefined, 0];
  }
}

// What an update has left, in its place: Python verifies it again when it opens the list.
function refill(python, { files }) {
  const feed = python.pyimport("ringtrue_feed");
  const found = python.toPy(files);
  feed.restore(found);
  found.destroy();
}

async function part(name) {
  const reply = await fetch(new URL(name, import.meta.url));
  if (!reply.ok) throw new Error(`${name}: ${reply.status}`);
  return reply;
}

function load(bundle, options, filled = async () => null) {
  return loadPyodide({
    indexURL: new URL(".", import.meta.url).href,
    lockFileContents: bundle.lock,
    env: { HOME, RAPIDFUZZ_IMPLEMENTATION: "python", RINGTRUE_DATA: "/data", PYTHONOPTIMIZE: "2" },
    async createPyodideModule(settings) {
      delete settings.INITIAL_MEMORY; // of a kept memory's head alone
      const module = await create(settings);
      await filled(module);
      return module;
    },
    ...options,
  });
}

// The interpreter as it was when its memory was kept: a head, and the pieces that are not empty, by place.
// They are read while the browser compiles the interpreter.
async function restored(bundle, id, { head, size, places }) {
  const found = [];
  const reading = within("readonly", (kept) => {
    for (const n of places.keys()) kept.get(`${id} ${n}`).onsuccess = ({ target }) => (found[n] = target.result);
    return kept.get(`${id} files`);
  });
  reading.catch(() => null); // told below, when it is waited for
  const python = await load(bundle, { _loadSnapshot: head }, async (module) => {
    emptied(module.HEAPU8);
    if (!module._emscripten_resize_heap(size + SPARE)) throw new Error("no room");
    await reading;
    for (const [n, runs] of places.entries()) {
      let from = 0;
      for (const [at, length] of runs) module.HEAPU8.set(found[n].subarray(from, (from += length)), at);
      free(found[n]);
    }
  });
  const { files, bytes } = await reading;
  unpack(python, files, bytes);
  return python;
}

// In pieces: the whole is never there twice. (A file would be one piece, and faster; but Chromium at
// times cannot read what it has just written.) What is empty, a fifth of it, is not kept and not written.
function keepMemory(id, memory, head, rest) {
  return within("readwrite", (kept) => {
    others(kept);
    const places = [];
    for (const runs of filled(memory.subarray(head))) {
      const piece = new Uint8Array(runs.reduce((sum, [, length]) => sum + length, 0));
      let to = 0;
      for (const [at, length] of runs) {
        piece.set(memory.subarray(head + at, head + at + length), to);
        to += length;
      }
      kept.put(piece, `${id} ${places.length}`);
      places.push(runs);
      free(piece);
    }
    kept.put(rest, `${id} files`);
    return kept.put({ head: memory.slice(0, head), size: memory.length - head, places }, id);
  }).finally(() => free(memory));
}

// Where memory holds something: runs of pages, [place, length], for each piece.
function* filled(memory) {
  for (let from = 0; from < memory.length; from += SLICE) {
    const runs = [];
    for (let at = from; at < Math.min(from + SLICE, memory.length); at += PAGE) {
      const length = Math.min(PAGE, memory.length - at);
      if (isEmpty(memory, at, length)) continue;
      const last = runs[runs.length - 1];
      if (last && last[0] + last[1] === at) last[1] += length;
      else runs.push([at, length]);
    }
    if (runs.length) yield runs;
  }
}

function isEmpty(memory, at, length) {
  const words = new Uint32Array(memory.buffer, memory.byteOffset + at, length >> 2);
  for (let n = 0; n < words.length; n += 1) if (words[n]) return false;
  return true;
}

// What a new interpreter has written where the kept one has nothing.
function emptied(memory) {
  for (const runs of filled(memory)) for (const [at, length] of runs) memory.fill(0, at, at + length);
}

// A browser collects what is left over when it likes: some 60 MB would stay for minutes.
const free = ({ buffer }) => void buffer.transfer(0);

// The files that a memory needs beside it: all but the modules that it has `loaded`.
function without(loaded, files, buffer) {
  const [left, parts] = [[], []];
  let at = 0;
  for (const [name, size] of files) {
    if (!loaded.has(name)) {
      left.push([name, size]);
      parts.push(new Uint8Array(buffer, at, size));
    }
    at += size;
  }
  const bytes = new Uint8Array(left.reduce((sum, [, size]) => sum + size, 0));
  at = 0;
  for (const one of parts) {
    bytes.set(one, at);
    at += one.length;
  }
  return { files: left, bytes: bytes.buffer };
}

// Files are views of one buffer: none is copied.
function unpack(python, files, buffer) {
  const { FS } = python;
  const made = new Set();
  let at = 0;
  for (const [name, size] of files) {
    const full = `${HOME}/${name}`;
    const into = full.slice(0, full.lastIndexOf("/"));
    if (!made.has(into)) {
      FS.mkdirTree(into);
      made.add(into);
    }
    FS.writeFile(full, new Uint8Array(buffer, at, size), { canOwn: true });
    at += size;
  }
}

function database() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("ringtrue-engine", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = opening.onblocked = () => reject(opening.error);
  });
}

async function within(mode, work) {
  const base = await database();
  try {
    return await new Promise((resolve, reject) => {
      const deal = base.transaction(STORE, mode);
      const asked = work(deal.objectStore(STORE));
      deal.oncomplete = () => resolve(asked?.result);
      deal.onerror = deal.onabort = () => reject(deal.error);
    });
  } finally {
    base.close();
  }
}

const stored = (id) => within("readonly", (kept) => kept.get(id));
const forget = () => within("readwrite", (kept) => others(kept));
const store = (id, value) => within("readwrite", (kept) => kept.put(value, id));

// Memories of older bundles and lists give way.
function others(kept) {
  const keys = kept.getAllKeys();
  keys.onsuccess = () => keys.result.filter((key) => key !== FEED).forEach((key) => kept.delete(key));
}

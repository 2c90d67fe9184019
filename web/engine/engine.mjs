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
const LIST = "ringtrue/data/index.bin"; // in a kept memory already
const PAGE = 1 << 16; // bytes: memory of WebAssembly comes in such pieces
const SPARE = 3 << 20; // bytes beyond what is kept, so that the memory need not grow, which it does by a fifth
const SLICE = 2 << 20; // bytes that are copied at once: the whole is never there twice

export class Engine {
  #answer;
  #python;

  constructor(python, from) {
    this.#python = python;
    this.#answer = python.runPython("import ringtrue_web; ringtrue_web.answer");
    this.from = from; // "memory", "files"
  }

  // `keep`: whether a stored memory is used and made.
  static async start({ keep = true } = {}) {
    const bundle = await (await part("bundle.json")).json();
    const files = part("python.bin").then((reply) => reply.arrayBuffer());
    if (keep) {
      const memory = await stored(bundle.id).catch(() => null);
      if (memory) {
        try {
          const python = await restored(bundle, memory);
          unpack(python, bundle.files, await files);
          // The browser compiles what it runs for the first time: that is not left to the first question.
          python.runPython("import ringtrue_web; ringtrue_web.again()");
          return new Engine(python, "memory");
        } catch {
          await forget().catch(() => null);
        }
      }
    }
    const python = await load(bundle, { _makeSnapshot: keep });
    const list = await (await part("index.bin")).arrayBuffer();
    unpack(python, [...bundle.files, [LIST, list.byteLength]], await files, list);
    python.runPython(`import sys; sys.path.insert(0, "${HOME}"); import ringtrue_web; ringtrue_web.warm()`);
    if (keep) {
      const made = python.makeMemorySnapshot();
      // What the interpreter has not taken yet is empty.
      const [head, taken] = [new Uint32Array(made.buffer, 0, 2)[1], python._module._sbrk(0)];
      const memory = new Blob([made.subarray(0, head + PAGE * Math.ceil(taken / PAGE))]);
      // Nobody waits for it; without room for it the next start is as slow as this one.
      void store(bundle.id, memory).catch(() => null);
    }
    return new Engine(python, "files");
  }

  // The answer to a `body` posted to `path`, JSON both. Throws what the engine refuses.
  ask(path, body) {
    return this.#answer(path, body);
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

async function part(name) {
  const reply = await fetch(new URL(name, import.meta.url));
  if (!reply.ok) throw new Error(`${name}: ${reply.status}`);
  return reply;
}

function load(bundle, options, filled = async () => null) {
  return loadPyodide({
    indexURL: new URL(".", import.meta.url).href,
    lockFileContents: bundle.lock,
    env: { HOME, RAPIDFUZZ_IMPLEMENTATION: "python" },
    async createPyodideModule(settings) {
      delete settings.INITIAL_MEMORY; // of a kept memory's head alone
      const module = await create(settings);
      await filled(module);
      return module;
    },
    ...options,
  });
}

// The interpreter as it was when `memory` was kept: a head, whose length stands at its second place (32
// bits each), and everything from the first byte on.
async function restored(bundle, memory) {
  const bytes = (from, to) => memory.slice(from, to).arrayBuffer();
  const size = new Uint32Array(await bytes(0, 8))[1];
  return load(bundle, { _loadSnapshot: bytes(0, size) }, async (module) => {
    if (!module._emscripten_resize_heap(memory.size - size + SPARE)) throw new Error("no room");
    const reader = memory.slice(size).stream().getReader({ mode: "byob" });
    for (let at = 0, room = new Uint8Array(SLICE); ; ) {
      const { done, value } = await reader.read(room);
      if (done) break;
      module.HEAPU8.set(value, at);
      at += value.length;
      room = new Uint8Array(value.buffer);
    }
  });
}

// Files are views of one buffer: none is copied.
function unpack(python, files, buffer, ...more) {
  const { FS } = python;
  const made = new Set();
  const buffers = [buffer, ...more];
  let at = 0;
  for (const [name, size] of files) {
    if (at === buffers[0].byteLength) {
      buffers.shift();
      at = 0;
    }
    const full = `${HOME}/${name}`;
    const into = full.slice(0, full.lastIndexOf("/"));
    if (!made.has(into)) {
      FS.mkdirTree(into);
      made.add(into);
    }
    FS.writeFile(full, new Uint8Array(buffers[0], at, size), { canOwn: true });
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
const forget = () => within("readwrite", (kept) => void kept.clear());
const store = (id, memory) =>
  within("readwrite", (kept) => {
    kept.clear(); // of older bundles
    return kept.put(memory, id);
  });

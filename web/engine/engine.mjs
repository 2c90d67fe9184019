// The engine in a browser: the questions of the HTTP interface, answered here. Nothing is fetched but
// the files beside this one.
//
//     const engine = await Engine.start();
//     const text = engine.ask("/v1/check", JSON.stringify({ contacts: ["https://rnetamask.io"] }));
//
// The first start imports everything and keeps the interpreter's memory as it is then (IndexedDB, some
// 45 MB); later ones begin with that. A memory that does not fit this bundle is made anew.
import { loadPyodide } from "./pyodide.mjs";
import create from "./pyodide.asm.mjs";

const HOME = "/ringtrue";
const STORE = "memory";
const CHUNK = 1 << 20; // bytes by which the interpreter's memory is made large enough

export class Engine {
  #answer;
  #python;

  constructor(python, from) {
    this.#python = python;
    this.#answer = python.runPython("import ringtrue_web; ringtrue_web.answer");
    this.from = from; // "memory", "files"
  }

  // `keep`: whether a stored memory is used and made. `fetch` of the browser unless a test counts.
  static async start({ keep = true } = {}) {
    const bundle = await (await part("bundle.json")).json();
    const files = part("python.bin").then((reply) => reply.arrayBuffer());
    if (keep) {
      const memory = await stored(bundle.id).catch(() => null);
      if (memory) {
        try {
          const python = await load(bundle, { _loadSnapshot: memory }, memory.byteLength);
          unpack(python, bundle.files, await files);
          return new Engine(python, "memory");
        } catch {
          await forget().catch(() => null);
        }
      }
    }
    const python = await load(bundle, { _makeSnapshot: keep }, 0);
    unpack(python, bundle.files, await files);
    python.runPython(`import sys; sys.path.insert(0, "${HOME}"); import ringtrue_web; ringtrue_web.warm()`);
    if (keep) {
      // Nobody waits for it; without room for it the next start is as slow as this one.
      const memory = python.makeMemorySnapshot();
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

function load(bundle, options, room) {
  return loadPyodide({
    indexURL: new URL(".", import.meta.url).href,
    lockFileContents: bundle.lock,
    env: { HOME, RAPIDFUZZ_IMPLEMENTATION: "python" },
    async createPyodideModule(settings) {
      const module = await create(settings);
      // What is stored was larger than what the interpreter begins with.
      while (module.HEAP8.length < room) if (!module._malloc(CHUNK)) throw new Error("no room");
      return module;
    },
    ...options,
  });
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
const forget = () => within("readwrite", (kept) => void kept.clear());
const store = (id, memory) =>
  within("readwrite", (kept) => {
    kept.clear(); // of older bundles
    return kept.put(memory, id);
  });

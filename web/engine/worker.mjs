// The engine beside a page: questions come as [number, path, body], answers go as [number, text, error].
import { Engine } from "./engine.mjs";

const engine = Engine.start();
engine.then(
  ({ from }) => postMessage([0, from, ""]),
  (error) => postMessage([0, "", String(error)]),
);
addEventListener("message", async ({ data: [number, path, body] }) => {
  try {
    postMessage([number, (await engine).ask(path, body), ""]);
  } catch (error) {
    postMessage([number, "", String(error?.message ?? error).slice(0, 500)]);
  }
});

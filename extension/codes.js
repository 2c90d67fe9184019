// QR codes of a picture, read here by zxing, which is loaded with the first of them.
"use strict";
globalThis.ringtrueCodes = (() => {
  const MOST = 8; // codes of one picture
  let ready = null;

  function load() {
    return new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = "engine/zxing.js";
      script.onload = () => {
        ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => chrome.runtime.getURL("engine/zxing.wasm") } });
        done();
      };
      script.onerror = () => fail(new Error("no reader of codes"));
      document.head.append(script);
    });
  }

  // The texts in a picture that is given as a data: address.
  return async (picture) => {
    await (ready ||= load());
    const bytes = Uint8Array.from(atob(picture.slice(picture.indexOf(",") + 1)), (sign) => sign.charCodeAt(0));
    const found = await ZXingWASM.readBarcodes(new Blob([bytes]), { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: MOST });
    return found.map(({ text }) => text).filter(Boolean);
  };
})();

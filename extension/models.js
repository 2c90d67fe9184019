// From answers of the engine (JSON, schema version 1) to what is shown: strings in the reader's language.
"use strict";
globalThis.ringtrueModels = (() => {
  const TONES = { impersonation: "stop", suspicious: "caution", unknown: "unknown", official: "listed", invalid: "told" };
  const RANK = { impersonation: 3, suspicious: 2, unknown: 1, official: 0, invalid: 0 };
  const ACCUSED = new Set(["impersonation", "suspicious"]);
  const LINKS = new Set(["url", "domain", "host"]);
  const LONG = 15; // characters beyond which the label stands above
  const MOST = 400;
  const say = (key, ...rest) => chrome.i18n.getMessage(key, rest);
  const cut = (text) => String(text ?? "").slice(0, MOST);
  const lines = (text) => text.split("|");
  const sort = (kind) => (LINKS.has(kind) ? "link" : kind === "phone" ? "phone" : "other");

  // A listed contact as people write it: an account or an id with its platform in front.
  function written(kind, value) {
    if (!value || LINKS.has(kind) || /^(?:email|phone|wallet|sms_sender)$/u.test(kind) || value.startsWith("+")) return value;
    return /_(?:package|id)$/u.test(kind) ? `${kind}:${value}` : `${kind}:@${value}`;
  }

  function real(brand, kind, value) {
    if (!brand) return null;
    if (!value) return { none: say("real_none", brand) };
    const href = LINKS.has(kind) ? `https://${value.replace(/^https?:\/\//u, "")}` : kind === "phone" ? `tel:${value}` : "";
    return { title: say(`real_${sort(kind)}`, brand), value: written(kind, value), href, call: kind === "phone", note: say("listed", brand) };
  }

  const shown = (verdict) => {
    if (!LINKS.has(verdict.kind)) return cut(verdict.raw);
    try {
      return new URL(/^[a-z]+:/u.test(verdict.canonical) ? verdict.canonical : `https://${verdict.canonical}`).hostname;
    } catch {
      return cut(verdict.canonical);
    }
  };

  // The two, with what differs: what is alike at both ends is not marked.
  function compare(given, value) {
    const [a, b] = [[...given], [...value]];
    let start = 0;
    while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
    let end = 0;
    while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
    const pieces = (all) => [
      [all.slice(0, start).join(""), false],
      [all.slice(start, all.length - end).join(""), true],
      [all.slice(all.length - end).join(""), false],
    ].filter(([text]) => text);
    if (start + end < 3) return { given: [[given, false]], real: [[value, false]], long: true };
    return { given: pieces(a), real: pieces(b), long: Math.max(a.length, b.length) > LONG };
  }

  // What people are shown of one verdict. `where`: "answer", "mark" (on a page), "here" (the page itself).
  function model(verdict, where = "answer") {
    const status = TONES[verdict?.status] ? verdict.status : "unknown";
    const brand = cut(verdict?.imitates?.brand?.name || verdict?.brand?.name);
    const { kind = "", value = "" } = verdict?.imitates || {};
    const accused = ACCUSED.has(status);
    const about = sort(verdict?.kind);
    const any = status === "suspicious" && !brand ? "_any" : "";
    let line = say(`line_${status}${any}`, brand);
    let first = say(accused ? `first_${about}` : status === "official" ? `first_official_${about}` : `first_${status}`);
    if (where === "mark") first = about === "phone" ? say("first_phone") : say("first_mark");
    if (where === "here" && status !== "unknown" && status !== "invalid") {
      line = say(`line_here_${status === "official" ? "official" : TONES[status]}${any}`, brand);
    }
    const given = verdict ? shown(verdict) : "";
    return {
      status,
      tone: TONES[status],
      word: say(`word_${status}`, brand),
      line: lines(line),
      first,
      brand,
      given,
      contact: cut(verdict?.raw),
      real: accused ? real(brand, kind, cut(value)) : null,
      compare: accused && value && sort(kind) === about ? compare(given, cut(value)) : null,
      // The first sentence is the verdict, the last what to do: both are said above.
      why: accused ? (verdict.advice || []).slice(1, -1).map(cut).slice(0, 2) : [],
      says: accused ? (brand ? say(status === "impersonation" ? "not_theirs" : "not_sure", brand) : say("not_sure")) : say(`word_${status}`, brand),
    };
  }

  // A page that speaks in a brand's name from an address that the brand does not list.
  function claiming(brand, host, official, severe) {
    const tone = severe ? "stop" : "caution";
    return {
      status: severe ? "impersonation" : "suspicious",
      tone,
      word: say(severe ? "word_impersonation" : "word_suspicious"),
      line: lines(say(`line_here_${tone}`, brand)),
      first: say("first_link"),
      brand,
      given: host,
      contact: host,
      real: real(brand, official?.kind ?? "", cut(official?.value)),
      compare: null,
      why: [say("speaks", brand, host)],
      says: say(severe ? "not_theirs" : "not_sure", brand),
    };
  }

  // A question is answered with the brand's own.
  function question(answer) {
    const brand = cut(answer.official?.brand?.name || answer.brands?.[0]?.brand?.name);
    const official = answer.official;
    return {
      status: "question",
      tone: "told",
      word: say("word_question"),
      line: lines(official ? say("line_question", brand) : say("line_question_none")),
      first: say("first_question"),
      brand,
      contact: cut(answer.question),
      real: official ? real(brand, official.kind, cut(official.value)) : null,
      compare: null,
      why: (answer.advice || []).slice(0, 3).map(cut),
    };
  }

  const plain = (key, tone, line = `line_${key}`) => ({
    status: key, tone, word: say(`word_${key}`), line: lines(say(line)), first: say(`first_${key}`), real: null, compare: null, why: [],
  });

  return { ACCUSED, RANK, claiming, model, plain, question, say };
})();

// What on this page could be a contact point: links, tel: and mailto: links, and, in the text, mails,
// numbers, accounts and hosts. Nothing is judged here. Patterns are bounded, so that no page can make
// them run away, and a link to this site itself is no candidate: it would tell where the reader is.
"use strict";
globalThis.ringtrueFinder = (() => {
  const MAX_TEXT = 2000; // characters of one text node that are read
  const MAX_CONTACT = 300;
  const DIGITS = "0-9０-９①-⑨⓪❶-❾⑴-⑼〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖\\u{1D7CE}-\\u{1D7FF}";
  const DIGIT = new RegExp(`[${DIGITS}OoIl]`, "gu");
  const GAPS = "-－–—‐ .()（）/";
  const CHANNELS =
    "telegram|tg|whatsapp|wechat|weixin|twitter|instagram|facebook|discord|line|skype|signal|viber|qq|" +
    "微信|薇信|加V|V信|扣扣|企鹅|飞机|电报|纸飞机|客服QQ|微博|抖音";
  const digitsOf = (text) => text.match(DIGIT) || [];
  const PATTERNS = [
    ["email", /[A-Za-z0-9._%+-]{1,64}[@＠][A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}/gu],
    ["account", new RegExp(`(?:${CHANNELS})\\s{0,3}[:：@]\\s{0,3}@?[\\p{L}\\p{N}_.-]{3,40}`, "giu")],
    ["link", /(?:https?|hxxps?):\/\/[^\s<>"'，。；）)\]】]{3,250}/giu],
    ["host", /(?<![\w@.-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,5}[a-z]{2,18}(?![\w-])/giu],
    // Letters stand for digits only where digits are beside them: 555-O142, 8OO-555.
    ["phone", new RegExp(`[+＋(（]?(?=[${DIGITS}])(?:(?:[${DIGITS}]\\uFE0F?\\u20E3?|[OoIl]{1,3}(?=[${GAPS}]{0,2}[${DIGITS}])|` +
      `(?<=[${DIGITS}])[OoIl](?![\\p{L}\\p{N}]))[${GAPS}]{0,3}){6,20}`, "gu")],
  ];
  // What every match has, of the patterns before numbers and of numbers: most text has neither.
  const MARK = /[@＠:：.]/u;
  const ONE_DIGIT = new RegExp(`[${DIGITS}]`, "u");
  const FILES = /\.(?:js|ts|py|md|txt|png|jpe?g|gif|svg|css|html?|json|ya?ml|toml|zip|pdf|exe|sh|go|rs|java|php)$/iu;

  // Names under which registries sell (co.uk, com.cn), and hosts whose subdomains are strangers to each other.
  const SECOND = /^(?:com?|net|org|gov|edu|ac|or|ne|go|gob|mil|nom|ltd|plc|me|web)$/u;
  const SHARED = new Set(
    ("000webhostapp.com azurewebsites.net blogspot.com cloudfront.net firebaseapp.com framer.website github.io gitbook.io " +
      "gitlab.io glitch.me godaddysites.com herokuapp.com myshopify.com netlify.app ngrok.io notion.site onrender.com pages.dev " +
      "square.site surge.sh vercel.app web.app webflow.io weebly.com wixsite.com wordpress.com workers.dev").split(" "),
  );
  const here = location.hostname.toLowerCase();
  const home = homeOf(here);
  const ours = (host) => host === here || host === home || host.endsWith(`.${home}`);

  // The part of a host name that one owner holds: what lies beside it is somebody else's.
  function homeOf(host) {
    if (/^[\d.]+$|:/u.test(host)) return host;
    const labels = host.split(".");
    const last = labels.slice(-2);
    const sold = (last[1]?.length === 2 && SECOND.test(last[0])) || SHARED.has(last.join("."));
    return labels.slice(sold ? -3 : -2).join(".");
  }

  // The contact that a link names, without what may tell about the reader (query, fragment).
  function ofLink(link) {
    const raw = link.getAttribute("href") || "";
    if (/^\s*(?:tel|sms|mailto|callto|whatsapp|tg|skype|viber|weixin):/iu.test(raw)) {
      return raw.trim().split("?")[0].slice(0, MAX_CONTACT);
    }
    let url;
    try {
      url = new URL(link.href);
    } catch {
      return "";
    }
    if (!/^https?:$/u.test(url.protocol) || !url.hostname || ours(url.hostname)) return "";
    const shown = url.username.includes(".") ? `${url.username}@` : "";
    return `${url.protocol}//${shown}${url.host}${url.pathname}`.slice(0, MAX_CONTACT);
  }

  // [{kind, contact, start, end}] in the order of the text; what one pattern took is not read by the next.
  function inText(text) {
    let rest = text.slice(0, MAX_TEXT);
    const found = [];
    const [marked, counted] = [MARK.test(rest), ONE_DIGIT.test(rest)];
    for (const [kind, pattern] of PATTERNS) {
      if (kind === "phone" ? !counted : !marked) continue;
      for (const match of rest.matchAll(pattern)) {
        const contact = cleaned(kind, match[0]);
        if (!contact) continue;
        const start = match.index + match[0].indexOf(contact[0]);
        found.push({ kind, contact, start, end: match.index + match[0].trimEnd().length });
        if (kind !== "phone") {
          rest = rest.slice(0, match.index) + " ".repeat(match[0].length) + rest.slice(match.index + match[0].length);
        }
      }
    }
    return found.sort((a, b) => a.start - b.start);
  }

  function cleaned(kind, raw) {
    const text = raw.trim().slice(0, MAX_CONTACT);
    if (kind === "link") {
      try {
        const url = new URL(text.replace(/^hxxp/iu, "http"));
        return ours(url.hostname) ? "" : text.split(/[?#]/u)[0];
      } catch {
        return "";
      }
    }
    if (kind === "host") return FILES.test(text) || ours(text.toLowerCase()) ? "" : text;
    if (kind === "phone") {
      const digits = digitsOf(text);
      const date = /^(?:19|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}/u.test(text);
      return digits.length >= 7 && !date ? text.replace(/[-－–—‐ ./(（]+$/u, "") : "";
    }
    if (kind === "account") return text.replace(/\s*[:：@]\s*@?/u, ":@");
    return text;
  }

  // Elements that a reader does not see as a break: "<b>+1 800</b> <span>555 0142</span>" is one number.
  const INLINE = new Set(
    ("A ABBR B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK Q S SAMP SMALL SPAN STRONG SUB SUP TIME " +
      "TT U VAR WBR").split(" "),
  );
  const MAX_PIECES = 12; // of one number
  const MOST_DIGITS = 15; // ITU-T E.164: two numbers side by side are not one

  // Numbers that cross from one piece of a line of text into the next. One that stands whole in a piece is
  // found there; seven or eight digits may be the rest of a longer one.
  function acrossPieces(pieces) {
    const text = pieces.map(({ node }) => node.data).join("");
    if (text.length > MAX_TEXT || pieces.filter(({ node }) => digitsOf(node.data).length).length < 2) return [];
    const starts = [];
    let length = 0;
    for (const { node } of pieces) {
      starts.push(length);
      length += node.data.length;
    }
    const at = (offset) => starts.findLastIndex((start) => start <= offset);
    const taken = pieces.flatMap(({ found }, n) =>
      found
        .filter(({ kind, contact }) => kind !== "phone" || digitsOf(contact).length > 8)
        .map(({ start, end }) => [starts[n] + start, starts[n] + end]),
    );
    const numbers = [];
    for (const { kind, contact, start, end } of inText(text)) {
      const [first, last] = [at(start), at(end - 1)];
      if (kind !== "phone" || first === last || last - first >= MAX_PIECES) continue;
      if (digitsOf(contact).length > MOST_DIGITS) continue;
      if (taken.some(([from, to]) => from < end && start < to)) continue;
      const range = document.createRange();
      range.setStart(pieces[first].node, start - starts[first]);
      range.setEnd(pieces[last].node, end - starts[last]);
      numbers.push({ contact, range });
    }
    return numbers;
  }

  const SKIPPED = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEXTAREA", "INPUT", "SELECT", "IFRAME", "SVG", "RINGTRUE-MARKS"]);
  const IN_SKIPPED = [...SKIPPED].join().toLowerCase();

  const read = (node) => (node.data.length < 5 || !/\S/u.test(node.data) ? [] : inText(node.data));

  // What is written in is the reader's own. (The attribute first: the property costs a look at styles.)
  const isPassed = (element) =>
    SKIPPED.has(element.nodeName.toUpperCase()) || (element.hasAttribute("contenteditable") && element.isContentEditable);

  // The next node that is not in the walker's current one.
  function beyond(walker) {
    do {
      const next = walker.nextSibling();
      if (next) return next;
    } while (walker.parentNode());
    return null;
  }

  // Calls `tell({contact, element} | {contact, range})` for everything below `root`; at most `limit` times.
  function find(root, limit, tell) {
    let left = limit;
    const give = (candidate) => {
      left -= 1;
      tell(candidate);
    };
    const links = root.matches?.("a[href]") ? [root] : [];
    for (const link of [...links, ...root.querySelectorAll("a[href]")]) {
      if (left <= 0) return 0;
      const contact = ofLink(link);
      if (contact) give({ contact, element: link });
    }
    if (root.isContentEditable || root.closest?.(IN_SKIPPED)) return left;
    // No filter of the walker's own: calling one from the browser costs more than all that is done here.
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    let pieces = []; // of the line of text that is being read
    let block = null; // that it stands in
    const line = () => {
      if (pieces.length > 1) for (const candidate of acrossPieces(pieces)) if (left > 0) give(candidate);
      pieces = [];
    };
    let passed = false; // the element, with all that is in it
    for (let node = walker.nextNode(); node && left > 0; node = passed ? beyond(walker) : walker.nextNode()) {
      passed = false;
      if (node.nodeType !== Node.TEXT_NODE) {
        passed = isPassed(node);
        if (!passed && !INLINE.has(node.nodeName)) line();
        continue;
      }
      let around = node.parentNode;
      while (INLINE.has(around?.nodeName)) around = around.parentNode;
      if (around !== block) line();
      block = around;
      const found = read(node);
      for (const { contact, start, end } of found) {
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, Math.max(start, Math.min(end, node.data.length)));
        give({ contact, range });
      }
      if (pieces.length || /\S/u.test(node.data)) pieces.push({ node, found });
    }
    line();
    return left;
  }

  return { find, homeOf, inText, ofLink };
})();

"""The engine's door in a browser: the questions of the HTTP interface, as strings of JSON."""

from __future__ import annotations

import gc
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import _lru_cache_wrapper
from inspect import signature
from pathlib import Path
from typing import Any

import ringtrue.text.edits
from ringtrue import Checker
from ringtrue.render.json_v1 import verdict_dict
from ringtrue.scanning import scan_document
from ringtrue.scanning.document import AskingForm, Document, Link, Section

MAX_CONTACTS = 5_000
"""Contacts of one document; more are cut, and the report says so."""

_checker: Checker | None = None


def checker() -> Checker:
    """The one of this engine."""
    global _checker
    if _checker is None:
        _checker = Checker()
    return _checker


def _check(asked: dict[str, Any]) -> dict[str, Any]:
    judge, lang = checker(), asked.get("lang", "en")
    verdicts = []
    for one in asked["contacts"]:
        one = {"contact": one} if isinstance(one, str) else one
        claims, region = one.get("claims") or None, one.get("region")
        verdict = judge.check(one["contact"], one.get("kind"), claims, region)
        verdicts.append(verdict_dict(verdict, lang))
    return {"schema": 1, "directory_version": judge.directory.version, "verdicts": verdicts}


def _document(told: dict[str, Any]) -> Document:
    """A document that JavaScript has read from a page; places count code points."""
    return Document(
        told["text"],
        tuple(Section(*section) for section in told.get("sections", ())),
        tuple(Link(*link) for link in told.get("links", ())),
        tuple(AskingForm(*form) for form in told.get("forms", ())),
        told.get("form", "html"),
    )


def _scan(asked: dict[str, Any]) -> dict[str, Any]:
    lang, region = asked.get("lang", "en"), asked.get("region")
    told = asked.get("document")
    document = _document(told) if told else Document(asked["text"])
    report = scan_document(
        document, checker(), region=region, url=asked.get("url"), max_contacts=MAX_CONTACTS
    )
    return report.to_dict(lang, region)


def _ask(asked: dict[str, Any]) -> dict[str, Any]:
    lang = asked.get("lang", "en")
    return checker().ask(asked["question"], asked.get("region"), lang).to_dict(lang)


def _page(asked: dict[str, Any]) -> dict[str, Any]:
    """The web page's answer as HTML: the fields of its form."""
    from ringtrue.messages.catalogue import Catalogue
    from ringtrue.server import page_html
    from ringtrue.server.page_judge import Form, claim, judge

    form = Form(
        str(asked.get("q", ""))[: page_html.MAX_TEXT],
        str(asked.get("claims", "")).strip()[:200],
        str(asked.get("region", "")),
        str(asked.get("lang", "en")).partition("-")[0],
    )
    unlisted = form.claims if form.claims and not claim(form, checker()) else ""
    found = judge(form, checker())
    return {"html": page_html.answer(found, form, Catalogue.load(form.lang), unlisted)}


_ROUTES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "/v1/check": _check,
    "/v1/scan": _scan,
    "/v1/ask": _ask,
    "page": _page,
}


def today(day: str) -> None:
    """Judges as of `day` (ISO 8601): for tests."""
    global _checker
    _checker = Checker(today=date.fromisoformat(day))


def answer(path: str, body: str) -> str:
    """The answer of the HTTP interface to `body` posted to `path`; without spaces, UTF-8."""
    found = _ROUTES[path](json.loads(body))
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


EXAMPLES = (
    "https://rnetamask.io/login",
    "https://metamask-support.web.app/",
    "https://plain.example.org/a?b=https://paypal.com/",
    "https://paypal.com.account-check.example/",
    "http://micros0ft-hëlp.example。net/",
    "+1 800 555 0199",
    "+44 20 7946 0999",
    "help@paypa1.com",
    "paypal.support.desk@gmail.com",
    "PayPal Support <desk@mail.example>",
    "telegram:@tokenpocket_desk",
    "x:@paypalsuport",
    "android:com.paypal.example",
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
    "What is PayPal's phone number?",
)
TEXTS = (
    "PayPal support: call +1 888 555 0142 or open https://paypa1.com/login and enter the code",
    "【工商银行】您的账户异常，请访问 icbc-cn.example 或致电 400-810-0142，微信：icbc_kefu01",
)


def warm() -> Iterator[None]:
    """Loads and builds now what is otherwise loaded and built when first asked for: what is kept of
    the memory holds it then. A step at a time, for a browser ends what does not answer for long."""
    for path in sorted(Path(ringtrue.__file__).parent.rglob("*.py")):
        name = path.relative_to(Path(ringtrue.__file__).parents[1]).with_suffix("").as_posix()
        room = path.relative_to(Path(ringtrue.__file__).parent).parts[0]
        if room not in ("curation", "updates"):
            with suppress(ImportError):  # of an extra that a browser has not
                importlib.import_module(name.replace("/", ".").removesuffix(".__init__"))
            yield
    # Tables stay as they are in the index, not as dicts: 15 MB less, and no answer is late for it.
    ringtrue.text.edits.prepare()
    yield from _read_tables()
    yield from again()
    # What is there now stays: the collector need not look through it again.
    gc.collect()
    gc.freeze()


def _read_tables() -> Iterator[None]:
    """What the modules read once and keep: whatever is cached and asked for without arguments."""
    for name, module in list(sys.modules.items()):
        for found in list(vars(module).values()) if name.startswith("ringtrue.") else ():
            if isinstance(found, _lru_cache_wrapper) and not signature(found).parameters:
                with suppress(ImportError):  # of an extra that a browser has not
                    found()
                yield
    directory = checker().directory
    directory.account_called("")
    _ = directory.names.distant


def loaded() -> str:
    """The files of modules that a memory kept now needs no more, a line each."""
    home = Path(ringtrue.__file__).parents[1]
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    return "\n".join(
        Path(file).relative_to(home).as_posix()
        for file in files
        if file and Path(file).is_relative_to(home)
    )


def again() -> Iterator[None]:
    """One question of each sort, so that the next is not the first."""
    for lang in ("en", "zh"):
        for contact in EXAMPLES:
            _check({"contacts": [contact], "lang": lang})
            yield
        for text in TEXTS:
            _scan({"text": text, "url": "https://a.example/", "lang": lang})
            yield
    _page({"q": EXAMPLES[0]})

"""The web page at ``/``: one box, an answer as one types, a plain form without JavaScript.

The same HTML answers the form and the script (field ``part``): there is one renderer, here and in
`page_html`. Nothing is stored: no cookie, no session, no log of what was asked.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from ringtrue.messages.catalogue import FALLBACK, Catalogue, languages
from ringtrue.scanning import ScanReport
from ringtrue.server import page_html
from ringtrue.server.bodies import MAX_NAME, read_body
from ringtrue.server.checks import in_time
from ringtrue.server.guard import Call
from ringtrue.server.listings import directory_dict
from ringtrue.server.page_judge import Form, claim, judge
from ringtrue.server.problems import Problem
from ringtrue.server.scans import CHARACTERS_A_TOKEN, beside
from ringtrue.server.state import Service

_INLINE = 400
"""Characters that are judged at once; more go beside the event loop."""

POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ASSETS = {
    "tokens.css": "text/css; charset=utf-8",
    "parts.css": "text/css; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


async def page(request: Request) -> Response:
    """The page, with an answer when something was asked."""
    call: Call = request.scope["ringtrue"]
    call.route = "page"
    service = call.service
    form = await _form(request, service)
    say = Catalogue.load(form.lang)
    answer = ""
    if form.q.strip():
        call.charge(len(form.q) / CHARACTERS_A_TOKEN)
        checker = service.checker
        async with in_time(service.settings.answer_seconds):
            if len(form.q) <= _INLINE:
                found = judge(form, checker)
            else:
                found = await beside(service, lambda: judge(form, checker))
        call.contacts = len(found.contacts) if isinstance(found, ScanReport) else 1
        unlisted = form.claims if form.claims and not claim(form, checker) else ""
        answer = page_html.answer(found, form, say, unlisted)
    if not form.part:
        answer = page_html.whole(_skeleton(), form, say, answer, _held(service), languages())
    headers = {
        "content-security-policy": POLICY.decode(),
        "vary": "accept-language",
        "content-language": say.lang,
    }
    return Response(answer, media_type="text/html; charset=utf-8", headers=headers)


async def _form(request: Request, service: Service) -> Form:
    accepted = request.headers.get("accept-language", "")[:200]
    if request.method != "POST":
        lang = request.query_params.get("lang", "")
        return Form(lang=_lang(lang, accepted), region=_region(accepted))
    declared = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await read_body(request, service.settings)
    try:
        if declared != "application/x-www-form-urlencoded":
            raise ValueError(declared)
        fields = parse_qs(body.decode("ascii"), max_num_fields=16, errors="replace")
    except ValueError:
        raise Problem("bad_form", "Send the form as the page does.") from None
    first = {name: values[0] for name, values in fields.items()}
    region = first.get("region", "")
    return Form(
        first.get("q", "")[: page_html.MAX_TEXT].replace("\r\n", "\n"),
        first.get("claims", "").strip()[:MAX_NAME],
        region.upper() if re.fullmatch(r"[A-Za-z]{2}", region, re.ASCII) else "",
        _lang(first.get("lang", ""), accepted),
        first.get("part") == "1",
    )


def _lang(wanted: str, accepted: str) -> str:
    """The language asked for, or the first of the browser's that we speak.

    >>> _lang("", "eo,zh-CN;q=0.8,en;q=0.5"), _lang("en", "zh"), _lang("", "")
    ('zh', 'en', 'en')
    """
    ranked = []
    for number, item in enumerate(accepted.split(",")[:20]):
        tag, _, rest = item.strip().partition(";")
        weight = re.fullmatch(r"\s*q=(\d(?:\.\d{1,3})?)\s*", rest)
        ranked.append((-float(weight[1]) if weight else -1.0, number, tag))
    for tag in [wanted, *(tag for weight, _, tag in sorted(ranked) if weight)]:
        short = tag.partition("-")[0].lower()
        if short in languages():
            return short
    return FALLBACK


def _region(accepted: str) -> str:
    """The country of the browser's first language, as a proposal.

    >>> _region("zh-CN,zh;q=0.9"), _region("zh-Hans-SG"), _region("en")
    ('CN', 'SG', '')
    """
    first = accepted.partition(",")[0].partition(";")[0].strip()
    found = re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-([A-Za-z]{2})", first)
    return found[1].upper() if found else ""


def _held(service: Service) -> dict[str, object]:
    """How much is listed, counted once a directory."""
    directory = service.checker.directory
    if service.counted[0] != directory.version:
        held = directory_dict(directory)
        service.counted = (
            directory.version,
            {k: held[k] for k in ("brands", "contacts")} | {"date": held["newest_check"]},
        )
    return service.counted[1]


@cache
def _skeleton() -> str:
    return _static("page.html").decode()


@cache
def _static(name: str) -> bytes:
    return (resources.files("ringtrue.server") / "static" / name).read_bytes()


async def asset(request: Request) -> Response:
    """The page's style, script and icon."""
    request.scope["ringtrue"].route = "static"
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise Problem("not_found", "The page needs only its style sheets, page.js and icon.svg.")
    headers = {
        "cache-control": "public, max-age=300",
        "cross-origin-resource-policy": "same-origin",
    }
    return Response(_static(name), media_type=_ASSETS[name], headers=headers)

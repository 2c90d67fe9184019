"""The report in every format: complete, escaped, in both languages."""

from __future__ import annotations

import html
import json
import re

import pytest

from ringtrue import Checker, Directory, data
from ringtrue.render.scan_html import report_html
from ringtrue.render.scan_markdown import report_markdown
from ringtrue.render.scan_sarif import report_sarif
from ringtrue.render.scan_text import report_text
from ringtrue.scanning.inputs import read

CHECKER = Checker(
    Directory.from_rows(
        [
            ("examplewallet", "Example Wallet", "domain", "examplewallet.example"),
            ("examplewallet", "Example Wallet", "alias", "示例钱包"),
        ]
    )
)
TEXT = (
    "示例钱包官方客服\n联系 https://examplewallet-desk.example/<script>alert(1)</script>\n"
    "电话 XXXX-XXXXXXX，XXXX-XXXXXXX @team_desk ](https://evil.example) `x`\n"
    "请把助记词发给客服 \x1b[31m\u202e red"
)
REPORT = CHECKER.scan(TEXT)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_format_tells_status_contacts_requests_and_steps(lang):
    for told in (
        report_text(REPORT, TEXT, lang),
        report_markdown(REPORT, lang),
        html.unescape(report_html([("a.txt", TEXT, REPORT)], lang)),
    ):
        assert "XXXX-XXXXXXX" in told
        assert "examplewallet-desk.example" in told
        assert "助记词" in told
        assert ("96110" in told) == (lang == "zh")
        assert ("ic3.gov" in told) == (lang == "en")
        assert "\x1b" not in told
        assert "\u202e" not in told


def test_local_lines_follow_the_region_and_name_their_source():
    told = REPORT.to_dict("en", "SG")["hotlines"]
    assert [(line["country"], line["value"]) for line in told] == [("SG", "1799")]
    assert all(line["source"] and line["date"] for line in told)
    assert "18222" in report_markdown(REPORT, "zh", "HK")


def test_html_is_one_page_that_loads_and_runs_nothing():
    page = report_html([("<b>.txt", TEXT, REPORT)], "en")
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|img|link|iframe|object|form|input|svg)\b", page)
    assert not re.search(r"\son\w+=|\bsrc=|href=\"(?!#)|url\(|@import", page)
    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;.txt" in page
    assert page.count("XXXX-XXXXXXX</mark>") == TEXT.count("XXXX-XXXXXXX")
    marked = [html.unescape(m) for m in re.findall(r"<mark[^>]*>(.*?)</mark>", page)]
    assert "XXXX-XXXXXXX" in marked
    assert "助记词" in marked


def test_html_of_several_reports_links_to_each():
    page = report_html([("a", TEXT, REPORT), ("b", "hello", CHECKER.scan("hello"))], "zh")
    assert page.count("<article") == 2
    assert 'href="#r2"' in page
    assert '<html lang="zh-Hans" dir="ltr">' in page


def test_markdown_makes_nothing_of_the_text_active():
    told = report_markdown(REPORT, "en")
    outside = re.sub(r"(`+)(?:(?!\1).)*?\1", "", told)
    assert "@team" not in outside
    assert "](" not in outside
    assert "<script" not in outside
    assert not re.search(r"https?://", outside)


def test_json_is_what_the_published_schema_says():
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(data.text("schema_scan_v1.json"))
    verdict = json.loads(data.text("schema_verdict_v1.json"))
    from referencing import Registry, Resource

    registry = Registry().with_resource(verdict["$id"], Resource.from_contents(verdict))
    validator = jsonschema.Draft202012Validator(schema, registry=registry)
    mail = read(b'From: "Example Wallet" <a@x.example>\nReply-To: b@gmail.com\nTo: c@x.example\n'
                b"Subject: s\n\nsend us your seed phrase", "a.eml")  # fmt: skip
    elsewhere = CHECKER.scan("x", url="y.example")
    for report in (REPORT, CHECKER.scan(""), CHECKER.scan(mail), elsewhere):
        for lang in ("en", "zh"):
            validator.validate(json.loads(json.dumps(report.to_dict(lang))))


def test_sarif_has_what_the_standard_requires():
    """SARIF 2.1.0 (OASIS), sections 3.13, 3.14, 3.19, 3.27, 3.30, 3.49."""
    other = read(b"<p>https://examplewallet-desk.example/", "a.html", "text")
    log = report_sarif([("dir/a b.txt", TEXT, REPORT), ("a.html", other.text, CHECKER.scan(other))])
    assert (log["version"], set(log)) == ("2.1.0", {"$schema", "version", "runs"})
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert run["tool"]["driver"]["name"] == "ringtrue"
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(set(rules)) == len(rules) > 2
    lines = TEXT.split("\n")
    for result in run["results"]:
        assert result["ruleId"] in rules
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] in ("dir/a%20b.txt", "a.html")
        region = place["region"]
        assert 1 <= region["startLine"] <= region["endLine"] <= len(lines)
        assert region["startColumn"] >= 1
    (phone,) = (r for r in run["results"] if r["ruleId"] == "contact/invalid")
    region = phone["locations"][0]["physicalLocation"]["region"]
    line = lines[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "XXXX-XXXXXXX"

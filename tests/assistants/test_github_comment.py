"""Comments on events of our own making, in the shapes that GitHub documents."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ringtrue import Checker, Directory
from ringtrue.assistants.github_comment import MARK, comment, text_of
from ringtrue.cli import main

ROOT = Path(__file__).parents[2]
ROWS = [
    ("examplewallet", "Example Wallet", "domain", "examplewallet.example"),
    ("examplewallet", "Example Wallet", "telegram", "examplewallet"),
]
FAKE = "https://examp1ewallet.example/restore"
SPAM = f"Hi, Example Wallet support here. Restore at {FAKE} and enter your seed phrase."
HONEST = (
    "The docs at https://examplewallet.example/ mention seed phrases; @maintainer, is it right?"
)


def _issue(body: Any, action: str = "opened", **more: Any) -> dict[str, Any]:
    user = {"login": "someone", "type": "User"}
    return {"action": action, "issue": {"number": 7, "title": "Help", "body": body, "user": user},
            "repository": {"full_name": "example/wallet"}, "sender": user, **more}  # fmt: skip


def _comment(
    body: str, action: str = "created", kind: str = "User", association: str = "NONE"
) -> dict[str, Any]:
    user = {"login": "someone", "type": kind}
    return {**_issue("The wallet does not open."), "action": action,
            "comment": {"id": 17, "body": body, "user": user,
                        "author_association": association}}  # fmt: skip


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Directory.from_rows(ROWS))


def test_a_spam_comment_gets_an_answer(checker: Checker) -> None:
    said = comment(_comment(SPAM), checker)
    assert said.startswith(MARK)
    assert f"`{FAKE}`: **impersonation of Example Wallet**" in said
    assert "official: `examplewallet.example`" in said
    assert "seed phrase" in said
    assert "仿冒" in comment(_comment(SPAM), checker, "zh")


@pytest.mark.parametrize(
    "event",
    [
        _issue(SPAM),
        _issue(None, issue={"title": SPAM, "body": None}),
        {"action": "opened", "pull_request": {"title": "x", "body": SPAM}},
        {"action": "created", "discussion": {"title": "x", "body": "y"}, "comment": {"body": SPAM}},
        {"action": "submitted", "review": {"body": SPAM}, "pull_request": {"body": ""}},
        _comment(SPAM, "edited"),
    ],
    ids=["issue", "title", "pull request", "discussion", "review", "edited"],
)
def test_wherever_somebody_writes(checker: Checker, event: dict[str, Any]) -> None:
    assert FAKE in comment(event, checker)


@pytest.mark.parametrize(
    "event",
    [
        _comment(HONEST),
        _comment("Thanks, that works now! See #12 and https://docs.python.org/3/"),
        _comment("We at Example Wallet never ask for your seed phrase."),
        _comment("Example Wallet official support: @someone can you look at this?"),
        _comment(SPAM, "deleted"),
        _comment(SPAM, kind="Bot"),
        _comment(f"{MARK}\n{SPAM}", association="MEMBER"),
        _issue(SPAM, "closed"),
        _issue(SPAM, "labeled"),
        _issue(None),
        _issue(5),
        {},
        {"action": "opened"},
        {"action": "created", "comment": None, "issue": "x"},
        {"zen": "Keep it logically awesome.", "hook_id": 1},
    ],
    ids=lambda event: str(event.get("comment", event))[:50],
)
def test_nothing_is_said_without_reason(checker: Checker, event: dict[str, Any]) -> None:
    assert comment(event, checker) == ""


def test_our_own_comment_is_not_answered(checker: Checker) -> None:
    ours = comment(_comment(SPAM), checker)
    assert comment(_comment(ours, association="COLLABORATOR"), checker) == ""


def test_a_stranger_cannot_pass_for_us(checker: Checker) -> None:
    assert FAKE in comment(_comment(f"{MARK}\n<!-- ringtrue: comment 17 -->\n{SPAM}"), checker)


def test_it_says_what_it_answers(checker: Checker) -> None:
    assert comment(_comment(SPAM), checker).splitlines()[:2] == [
        MARK,
        "<!-- ringtrue: comment 17 -->",
    ]
    assert "<!-- ringtrue: post -->" in comment(_issue(SPAM), checker)
    hostile = {**_comment(SPAM), "comment": {"id": '1 --> "$(id)', "body": SPAM}}
    assert "<!-- ringtrue: post -->" in comment(hostile, checker)


@pytest.mark.parametrize(
    "hostile",
    [
        f"{FAKE}`</details>[click](https://evil.example)`",
        "Example Wallet support: https://examp1ewallet.example/@everyone/`@admin`",
        "Example Wallet support ![x](https://examp1ewallet.example/x.png) <img src=x>",
        "https://examp1ewallet.example/\u202e\u2066\n\n# Example Wallet support heading",
    ],
)
def test_nothing_quoted_becomes_markdown(checker: Checker, hostile: str) -> None:
    said = comment(_comment(hostile), checker)
    assert said
    assert "\u202e" not in said
    outside = re.sub(r"`[^`\n]*`", "", said)
    assert said.count("`") % 2 == 0
    for mark in ("https://", "@everyone", "@admin", "](", "<img", "\n#", "</details>"):
        assert mark not in outside


def test_many_contacts_are_cut(checker: Checker) -> None:
    text = " ".join(f"https://examplewallet-help{n}.example/" for n in range(30))
    said = comment(_comment(text), checker)
    assert said.count("**impersonation of Example Wallet**") == 10
    assert "and 20 more" in said
    assert len(said) < 10_000


def test_the_text_of_an_event() -> None:
    assert text_of(_issue("Body")) == "Help\n\nBody"
    assert text_of(_comment("Only this")) == "Only this"


# -- the command and the action -------------------------------------------------------------------


SHIPPED = "TokenPocket support: https://tokenpocket-support.example/ Send your seed phrase."


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "event.json"
    path.write_text(json.dumps(_comment(SHIPPED)))
    command = ["github-comment", str(path), "--lang", "en"]
    done = subprocess.run(
        [sys.executable, "-m", "ringtrue", *command], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "impersonation of TokenPocket" in done.stdout
    path.write_text(json.dumps(_comment("Thanks!")))
    assert (main(command), capsys.readouterr().out) == (0, "")
    for broken in ("", "[]", "{"):
        path.write_text(broken)
        assert main(command) == 2
        assert capsys.readouterr().err.count("\n") == 1
    path.unlink()
    assert main(command) == 2


def test_the_action_posts_what_the_command_says(tmp_path: Path) -> None:
    """The step of action.yml as it is; only GitHub's own client is ours here, and writes down."""
    assert "action/comment.sh" in (ROOT / "action.yml").read_text()
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, text in (
        (
            "gh",
            f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/gh.txt\n'
            f'case "$*" in *--jq*) cp {tmp_path}/gh.txt {tmp_path}/asked.txt; echo 99;; esac\n',
        ),
        ("ringtrue", f'#!/bin/sh\nexec {sys.executable} -m ringtrue "$@"\n'),
    ):
        (tools / name).write_text(text)
        (tools / name).chmod(stat.S_IRWXU)
    event = tmp_path / "event.json"
    environment = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REPOSITORY": "example/wallet",
        "RINGTRUE_LANG": "en",
        "RINGTRUE_ALLOWLIST": "",
        "RUNNER_TEMP": str(tmp_path),
    }
    script = ["bash", str(ROOT / "action" / "comment.sh")]
    event.write_text(json.dumps(_comment("Thanks!")))
    subprocess.run(script, env=environment, check=True, timeout=60)
    assert not (tmp_path / "gh.txt").exists()
    event.write_text(json.dumps(_comment(SHIPPED)))
    subprocess.run(script, env=environment, check=True, timeout=60)
    said = (tmp_path / "gh.txt").read_text()
    assert "repos/example/wallet/issues/7/comments" in said
    assert f"body=@{tmp_path}/ringtrue-comment.md" in said
    assert "impersonation of TokenPocket" in (tmp_path / "ringtrue-comment.md").read_text()
    event.write_text(json.dumps(_comment(SHIPPED, "edited")))
    subprocess.run(script, env=environment, check=True, timeout=60)
    assert 'contains("<!-- ringtrue: comment 17 -->")' in (tmp_path / "asked.txt").read_text()
    said = (tmp_path / "gh.txt").read_text()
    assert "PATCH\nrepos/example/wallet/issues/comments/99" in said
    event.write_text("{")
    assert subprocess.run(script, env=environment, timeout=60).returncode == 2

"""The command line as a process: streams, pipes, signals, terminals."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

OFFICIAL, FAKE = "examplewallet.example", "examp1ewallet.example"
STRANGER, INVALID = "stranger.example", "XXXX-XXXXXXX"
PROCESS = [sys.executable, "-m", "ringtrue"]


def _environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "LC_ALL", "LANG")}
    return kept | more


def test_answers_stream_one_by_one() -> None:
    with subprocess.Popen(
        [*PROCESS, "check", "-", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for raw in (b"a.example", b"b.example"):
            process.stdin.write(raw + b"\n")
            process.stdin.flush()
            # The answer must come before the next line is sent; a buffered one would hang here.
            assert json.loads(process.stdout.readline())["raw"] == raw.decode()
        process.stdin.close()
        assert process.wait(30) == 3


def test_a_closed_pipe_is_no_error() -> None:
    script = f"yes x.example | {sys.executable} -m ringtrue check - --json | head -n 1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROCESS, "brands"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60
        )
    assert done.returncode == 2
    assert done.stderr.startswith("ringtrue: cannot write the answer")
    assert done.stderr.count("\n") == 1


def test_control_c_ends_quietly() -> None:
    with subprocess.Popen(
        [*PROCESS, "check", "-", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Whoever is started in the background ignores the signal, and so do its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"x.example\n")
        process.stdin.flush()
        process.stdout.readline()
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr.read() == b""


def test_bytes_in_arguments_that_are_no_text() -> None:
    done = subprocess.run(
        [*PROCESS, "check", b"\xff\xfe.example", "--json"], capture_output=True, timeout=60
    )
    assert done.returncode == 4
    assert json.loads(done.stdout)["problem"]["code"] == "control_characters"
    assert done.stderr == b""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk", "utf-8"])
def test_a_stream_of_another_encoding(encoding: str) -> None:
    environment = _environment(PYTHONIOENCODING=encoding)
    for arguments in (["--json"], ["--lang", "zh"]):
        done = subprocess.run(
            [*PROCESS, "check", "钱包🙂é.example", *arguments],
            capture_output=True,
            env=environment,
            timeout=60,
        )
        assert done.stderr == b""
        text = done.stdout.decode(encoding)
        if arguments == ["--json"]:
            assert json.loads(text)["raw"] == "钱包🙂é.example"


def _on_a_terminal(**environment: str) -> bytes:
    master, slave = pty.openpty()
    with subprocess.Popen(
        [*PROCESS, "check", "https://login.stranger.example/", "--lang", "en"],
        stdout=slave,
        stdin=subprocess.DEVNULL,
        env=_environment(**environment),
    ) as process:
        os.close(slave)
        process.wait(30)
        out = b""
        try:
            while chunk := os.read(master, 65536):
                out += chunk
        except OSError:  # Linux tells the end of a terminal so
            pass
    os.close(master)
    return out


def test_bold_on_a_terminal_only_and_not_against_the_users_wish() -> None:
    assert b"login.\x1b[1mstranger.example\x1b[0m" in _on_a_terminal(TERM="xterm")
    assert b"\x1b" not in _on_a_terminal(TERM="xterm", NO_COLOR="1")
    assert b"\x1b" not in _on_a_terminal(TERM="dumb")


LEAVING = """
import sys
from ringtrue.cli import script
sys.argv[1:] = ["check", *(f"a{n}.example" for n in range(300)), "--json"]
script()
"""


@pytest.mark.parametrize(("before", "after"), [("", []), ("import atexit", ["bye"])])
def test_a_check_that_leaves_at_once_has_said_all(before: str, after: list[str]) -> None:
    # Whoever waits for the end of the process (an exit handler) is still heard.
    code = f"{before}\nif 'atexit' in dir(): atexit.register(print, 'bye')\n{LEAVING}"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, timeout=60,
        env=_environment(PYTHONPATH=os.pathsep.join(filter(None, sys.path))),
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert [json.loads(line)["raw"] for line in lines[:300]] == [
        f"a{n}.example" for n in range(300)
    ]
    assert lines[300:] == after
    assert (done.returncode, done.stderr) == (3, "")


@pytest.mark.parametrize(
    "given",
    [
        b"0.0.0.0 rnetamask.io\n0.0.0.0 plain-garden.example # x\n",
        b"rank,name\n1,rnetamask.io\n2,plain-garden.example\n",
        "域名,备注\r\nrnetamask.io,可疑\r\nplain-garden.example,正常\r\n".encode("gb18030"),
        b'[{"name_value": "rnetamask.io\\nplain-garden.example"}]',
        b"rnetamask.io\nplain-garden.example\n",
    ],
)
def test_check_reads_a_list_of_any_shape(given: bytes) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ringtrue", "check", "-", "--json"],
        input=given, capture_output=True, check=False,
    )  # fmt: skip
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    found = [(answer["raw"], answer["status"]) for answer in answers]
    assert found == [("rnetamask.io", "impersonation"), ("plain-garden.example", "unknown")]
    assert done.returncode == 1
    assert done.stderr == b""

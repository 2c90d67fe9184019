"""Draws the terminals that docs/ shows: each command is run, and what it prints is kept as SVG.

python docs/terminals.py [NAME ...]       (mail needs Debian's postfix and rspamd, and root)
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "server"))

WIDE, MOST = 100, 40
"""Columns and lines of a picture; what is longer is cut, and shows that it is."""
LINE, LETTER = 18, 7.8
LETTER_FILE = """From: MetaMask Support <desk@mail-help.example>
To: box@example.test
Subject: Your wallet is locked

Open https://rnetamask.io/login and type your recovery phrase.
"""
GROUP = """from ringtrue.assistants.groups import GroupGuard, Person
guard = GroupGuard("acme", [Person(id="11", name="Maria Ivanova", account="maria_iva")])
notices = guard.member(Person(id="66", name="Maria Ivanova", account="mariaiva_77"))
notices += guard.message(Person("50", "Bob", "bobmiller"), "claim: https://rnetamask.io/claim")
for notice in notices:
    print(notice.shown, "(grave):" if notice.is_grave else ":", notice.verdict.summary())
"""
TERMINALS: dict[str, list[str]] = {
    "mail": ["cat letter.eml", "sendmail box@example.test < letter.eml", "head -13 Maildir/new/*"],
    "groups": ["cat guard.py", "python guard.py"],
    "watch": [
        "printf 'rnetamask.io\\nstranger.example\\n' |"
        " ringtrue watch --state s --once --out f.jsonl",
        "cut -c1-290 f.jsonl",
    ],
    "report": ["ringtrue report https://rnetamask.io/login --to registrar --lang en"],
    "listed": [
        "cat site/contact.md",
        "ringtrue scan --listed phone,web --format lines --lang en site; echo \"exit code $?\"",
    ],
    "assistants": [
        "ringtrue ask 'Trust Wallet support phone' --lang en",
        "python -c \"from ringtrue import guard; print(guard('PayPal: +1 888 555 0142').text)\"",
    ],
    "operating": [
        "curl -s $SERVER/v1/check -H 'Content-Type: application/json'"
        " -d '{\"contacts\": [\"rnetamask.io\"]}' | cut -c1-190",
        "curl -s $SERVER/metrics | grep -v '^#' | grep check | head -5",
        "systemd-analyze security --offline=true $DEPLOY/ringtrue.service | tail -1",
    ],
}  # fmt: skip


def main() -> None:
    """Writes the pictures that are named, or all."""
    from serving import Server

    server = Server()
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "letter.eml").write_text(LETTER_FILE)
            (folder / "guard.py").write_text(GROUP)
            (folder / "site").mkdir()
            (folder / "site" / "contact.md").write_text(
                "Our wallet partner: https://metamask.io\nSupport: https://rnetamask.io/help\n"
            )
            place = {"SERVER": server.url, "DEPLOY": str(ROOT / "deploy")}
            env = {
                **os.environ,
                **place,
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            }
            for door in sys.argv[1:] or TERMINALS:
                run = delivering(server.url, folder) if door == "mail" else shell
                said: list[str] = []
                for command in TERMINALS[door]:
                    said += [
                        f"$ {command}",
                        *run(command, folder, env).rstrip("\n").split("\n"),
                        "",
                    ]
                (ROOT / "docs" / f"terminal-{door}.svg").write_text(drawn(said[:-1]), "utf-8")
    finally:
        server.stop()


def shell(command: str, folder: Path, env: dict[str, str]) -> str:
    """What a command prints, both ways."""
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=env, text=True, timeout=120,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.stdout


def delivering(url: str, folder: Path) -> Callable[[str, Path, dict[str, str]], str]:
    """A shell whose ``sendmail`` hands the letter to a Postfix that asks Rspamd and its plug-in."""
    from postfix import Postfix
    from rspamd import Rspamd

    def run(command: str, folder: Path, env: dict[str, str]) -> str:
        if not command.startswith("sendmail"):
            return shell(command, folder, env)
        base = Path(tempfile.mkdtemp(dir="/tmp"))
        base.chmod(0o755)
        daemon = Rspamd(base, f"{url}/v1/mail", milter="", actions="reject = 1000;").started()
        server = Postfix({"box": f"unix:{daemon.socket}"})
        try:
            server.send("box", (folder / "letter.eml").read_bytes())
            (folder / "Maildir" / "new").mkdir(parents=True)
            for n, message in enumerate(server.arrived("box", 1)):
                (folder / "Maildir" / "new" / str(n)).write_bytes(message)
        finally:
            server.stop()
            daemon.stop()
        return ""

    return run


def drawn(lines: list[str]) -> str:
    """Lines of text as a picture of a terminal."""
    cut = [one for line in lines for one in (re.findall(f".{{1,{WIDE}}}", line) or [""])]
    cut = [*cut[: MOST - 1], "…"] if len(cut) > MOST else cut
    rows = "".join(
        f'<text x="12" y="{28 + LINE * n}" fill="#{"9ecbff" if line[:2] == "$ " else "e6edf3"}"'
        f' xml:space="preserve">{escape(line)}</text>\n'
        for n, line in enumerate(cut)
    )
    width, height = round(24 + LETTER * WIDE), 24 + LINE * len(cut) + 8
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="ui-monospace, Menlo, DejaVu Sans Mono, monospace" font-size="13">\n'
        f'<rect width="100%" height="100%" rx="8" fill="#0d1117"/>\n{rows}</svg>\n'
    )


if __name__ == "__main__":
    main()

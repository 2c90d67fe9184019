"""MkDocs: pages that are made from the code: findings, the command line, the Python interface."""

from __future__ import annotations

import argparse
import os

import mkdocs_gen_files

import ringtrue
from ringtrue.cli.options import parser
from ringtrue.detectors.registry import TABLE, module_of
from ringtrue.judging.trust import LISTING_CODES
from ringtrue.messages.catalogue import Catalogue

say = Catalogue.load("en")
os.environ["LC_ALL"] = "C"  # help pages are in the reader's language


def finding(code: str) -> str:
    """The page of a detector: its docstring, headings made visible."""
    text = (module_of(code).__doc__ or "").strip()
    head, _, rest = text.partition("\n")
    lines = [f"# {code}", "", head.removeprefix(f"{code}:").strip().capitalize(), ""]
    for line in rest.split("\n"):
        if line and not line.startswith(" "):
            lines += [f"**{line}**", ""]
        else:
            lines.append(line.strip())
    sentence = say.template("evidence", code)
    return "\n".join([*lines, "", f"> {sentence}", ""])


codes = [row.code for row in TABLE]
for code in codes:
    with mkdocs_gen_files.open(f"findings/{code}.md", "w") as page:
        page.write(finding(code))
with mkdocs_gen_files.open("findings/index.md", "w") as page:
    page.write("# Findings\n\nWhat a verdict's evidence says, by its code.\n\n")
    page.writelines(f"- [{code}]({code}.md)\n" for code in codes)
    page.write("\nHow a contact's own entry stands:\n\n")
    page.writelines(f"- `{code}`: {say.template('evidence', code)}\n" for code in LISTING_CODES)
with mkdocs_gen_files.open("findings/SUMMARY.md", "w") as page:
    page.write("* [Findings](index.md)\n")
    page.writelines(f"* [{code}]({code}.md)\n" for code in codes)

with mkdocs_gen_files.open("reference/index.md", "w") as page:
    page.write("# Python interface\n\nEverything public, in the order of `ringtrue.__all__`.\n\n")
    page.writelines(f"::: ringtrue.{name}\n\n" for name in ringtrue.__all__ if name != "KINDS")
with mkdocs_gen_files.open("reference/cli.md", "w") as page:
    page.write("# Command line, whole\n\n")
    root = parser()
    commands = next(a for a in root._actions if isinstance(a, argparse._SubParsersAction))
    for name, command in commands.choices.items():
        page.write(f"## ringtrue {name}\n\n```text\n{command.format_help()}```\n\n")
with mkdocs_gen_files.open("reference/SUMMARY.md", "w") as page:
    page.write("* [Python](index.md)\n* [Command line](cli.md)\n")

"""MkDocs hook: links to files of the repository lead to the repository."""

from __future__ import annotations

import re
from typing import Any

_OUTSIDE = re.compile(r"\]\(\.\./([^)\s]+)\)")
_EXAMPLE = re.compile(r"\]\((examples/[^)\s]+\.py)\)")


def on_page_markdown(markdown: str, config: Any, **_: Any) -> str:
    """The page with `../` links turned into addresses of the repository."""
    base = f"{config['repo_url']}/blob/main"
    markdown = _EXAMPLE.sub(rf"]({base}/docs/\1)", markdown)
    return _OUTSIDE.sub(rf"]({base}/\1)", markdown)

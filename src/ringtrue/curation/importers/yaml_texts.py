"""YAML read by PyYAML's base loader, which makes texts of all scalars: ``010`` stays ``010``.

What data files of contacts never need is refused before anything is built: aliases (a few lines can
swell to gigabytes), tags (they name what to call), repeated keys, several documents, depth.
"""

from __future__ import annotations

from typing import Any

from ringtrue.errors import AllowlistError

MAX_DEPTH = 8


def loads(text: str) -> Any:
    """Maps, lists and texts of one YAML document, an empty map of none. Raises `ValueError` naming
    the line, and `AllowlistError` where PyYAML is not installed.

    >>> loads("basic:\\n  organization: Bank\\n  cellPhone: [010, {number: '95588'}]\\n")
    {'basic': {'organization': 'Bank', 'cellPhone': ['010', {'number': '95588'}]}}
    """
    try:
        import yaml
    except ImportError as error:
        raise AllowlistError("YAML needs PyYAML: pip install 'ringtrue[lists]'") from error

    try:
        _refuse_odd(text)
        nodes = yaml.compose(text, yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}" if mark else "a line"
        raise ValueError(f"{where} is no YAML: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise ValueError(f"a line is no YAML: {error}") from error
    return {} if nodes is None else _built(nodes)


def _refuse_odd(text: str) -> None:
    """Raises `ValueError` for what is refused, from the events alone."""
    import yaml

    depth = documents = 0
    for event in yaml.parse(text, yaml.BaseLoader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ValueError(f"line {line} has an anchor or an alias: write the value out")
        if getattr(event, "tag", None):
            raise ValueError(f"line {line} has a tag: write the plain value")
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise ValueError(f"line {line} is nested more than {MAX_DEPTH} deep")
        if documents > 1:
            raise ValueError(f"line {line} begins a second document: give one a file")


def _built(node: Any) -> Any:
    """The value of a node; none is deeper than `MAX_DEPTH`."""
    if node.id == "scalar":
        return node.value
    if node.id == "sequence":
        return [_built(item) for item in node.value]
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.id != "scalar":
            raise ValueError(f"line {line} has a key that is no text")
        if key.value in found:
            raise ValueError(f"line {line} repeats the key {key.value[:40]!r}")
        found[key.value] = _built(value)
    return found

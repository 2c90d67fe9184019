"""Lines of hosts files, Adblock, dnsmasq, Unbound, proxies and zones: the names that each means."""

from __future__ import annotations

import re

from ringtrue.scanning.lists.names import HEADS, bare, is_name, refanged

_COMMENTS = ("#", ";", "!", "//", "[Adblock", "[adblock", "@@")
"""Comments, and exceptions from a rule: names that a list does not mean."""
_SINK = frozenset(("0.0.0.0", "127.0.0.1", "255.255.255.255", "::", "::1", "::0", "fe80::1%lo0",
                   "ff00::0", "ff02::1", "ff02::2", "ff02::3"))  # fmt: skip
_LOCAL = frozenset(("localhost", "localhost.localdomain", "local", "broadcasthost", "0.0.0.0",
                    "ip6-localhost", "ip6-loopback", "ip6-localnet", "ip6-mcastprefix",
                    "ip6-allnodes", "ip6-allrouters", "ip6-allhosts"))  # fmt: skip
_RULE = re.compile(
    r"\|\|(?P<adblock>[^\s^$|*]+)|\|(?P<start>https?://[^\s|^$]+)"
    r"|(?:address|server|local|ipset|nftset)=/(?P<dnsmasq>[^\s]+?)/[^/\s]*$"
    r"|local-(?:zone|data):\s*\"(?P<unbound>[^\s\"]+)"
    r"|(?:-\s+)?(?:DOMAIN|HOST)(?:-SUFFIX|-FULL)?\s*,\s*(?P<proxy>[^\s,]+)"
    r"|(?:domain|full):(?P<ray>[^\s@]+)",
    re.IGNORECASE,
)
_HIDING = re.compile(r"#[@?$%]{0,2}#|\$\$")
"""Rules about parts of a site's pages, which say nothing against the site."""
_TYPES = (
    "A|AAAA|NS|CNAME|DNAME|MX|TXT|SOA|SRV|DS|DNSKEY|RRSIG|NSEC|NSEC3|NSEC3PARAM|CAA|PTR|SVCB|HTTPS"
)
_RECORD = re.compile(
    rf"(?:\d{{1,10}}[smhdwSMHDW]?\s+(?:(?i:IN|CH)\s+)?|(?i:IN|CH)\s+(?:\d{{1,10}}\s+)?)(?i:{_TYPES})\s"
    rf"|(?:{_TYPES})\s"
)
"""Time, class and type of a record (RFC 1035, section 5.1); the type alone in capitals only."""


class Lines:
    """Reads lines one by one; a zone's ``$ORIGIN`` stands until the next."""

    def __init__(self, *, whole: bool) -> None:
        self._whole = whole
        """A plain line is a name with all its words, such as a number; else its first field."""
        self._origin = ""
        self._first = True

    def names(self, raw: str) -> list[str]:
        """Names of a line, none for a comment."""
        line = raw.strip("\ufeff \t\r\n")
        begins, self._first = self._first, False
        if not line or line.startswith(_COMMENTS) or (begins and line.lower() in HEADS):
            return []
        first, _, rest = line.replace("\t", " ").partition(" ")
        rest = rest.lstrip()
        if rest and first.lower() in _SINK:
            names = rest.partition("#")[0].split()
            return [bare(name) for name in names if name.lower() not in _LOCAL]
        if line[0] == "$":
            self._directive(line)
            return []
        rule = _RULE.match(line)
        if rule is not None and rule.lastgroup is not None:
            said = str(rule[rule.lastgroup])
            return [bare(name) for name in (said.split("/") if rule["dnsmasq"] else [said])]
        if rest and _RECORD.match(f"{rest} "):
            return self._owner(raw, first)
        if rest and first in ("-", "*", "•"):
            first, rest = rest.split(None, 1)[0], ""
            line = first
        if rest and first.isdecimal() and is_name(second := rest.partition("#")[0].strip()):
            return [bare(second)]  # a rank or an id before it
        if self._whole and rest:
            return [refanged(line.partition(" #")[0].strip())]
        if _HIDING.search(line):
            return []
        return [bare(first.removesuffix("^"))]

    def _directive(self, line: str) -> None:
        words = line.split()
        if words[0].upper() == "$ORIGIN" and len(words) > 1:
            self._origin = words[1].strip(".")

    def _owner(self, raw: str, first: str) -> list[str]:
        """The name of a record in a zone; a line that begins with a space has that of the last."""
        if raw[:1] in (" ", "\t"):
            return []
        if first == "@":
            return [self._origin] if self._origin else []
        name = bare(first)
        if self._origin and not first.endswith("."):
            name = f"{name}.{self._origin}"
        return [name]


def is_rule(line: str) -> bool:
    """Whether a line says more than a name: of a hosts file, a rule, a record."""
    line = line.strip("\ufeff \t\r\n")
    fields = line.split(None, 1)
    if _RULE.match(line) or _HIDING.search(line) or line[:1] in ("$", "!"):
        return True
    return len(fields) == 2 and (
        fields[0].lower() in _SINK or _RECORD.match(f"{fields[1]} ") is not None
    )

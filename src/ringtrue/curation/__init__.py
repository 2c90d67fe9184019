"""How a list is made: allowlist files, their lint, importers, proposals, review and diff."""

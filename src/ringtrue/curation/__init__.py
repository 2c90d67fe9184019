"""How a list is made: lint of allowlists, importers, proposals, review, diff, and the build."""

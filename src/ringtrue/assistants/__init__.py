"""Doors for assistants (`mcp_server`) and for moderators (`github_comment`)."""

from __future__ import annotations

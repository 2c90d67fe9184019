"""What tuf fetches with elsewhere. In a browser JavaScript does (ringtrue_feed.py)."""

from __future__ import annotations


class Urllib3Fetcher:
    """Never made: whoever updates here brings a fetcher."""

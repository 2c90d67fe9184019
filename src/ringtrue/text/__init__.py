"""Strings in, strings out: folding, distances, words, suffixes. Knows no contact and no brand."""

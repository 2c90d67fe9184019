"""Answers for readers: `text` for people, `json_v1` for programs."""

"""An assistant that shows no contact which nobody published: a client of OpenAI's kind."""

from __future__ import annotations

from collections.abc import Iterator

from openai import OpenAI

from ringtrue import Checker

CHECKER = Checker().prepare()
MODEL = "gpt-4o-mini"


def answer(client: OpenAI, question: str, region: str | None = None) -> str:
    """The model's answer, with every contact in it confirmed, replaced or marked."""
    told = client.chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": question}]
    )
    text = told.choices[0].message.content or ""
    return CHECKER.guard(text, question=question, region=region).text


def stream(client: OpenAI, question: str) -> Iterator[str]:
    """The same, sentence by sentence as they come."""
    told = client.chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": question}], stream=True
    )
    words = (part.choices[0].delta.content or "" for part in told if part.choices)
    return CHECKER.guard_stream(words, question=question)

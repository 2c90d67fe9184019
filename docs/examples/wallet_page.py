"""A wallet's help page: what a user pasted, answered in the user's language."""

from __future__ import annotations

from ringtrue import Checker, Directory, Verdict

OWN = Directory.from_rows([("acmewallet", "Acme Wallet", "domain", "acmewallet.example")])
CHECKER = Checker(Directory.default() | OWN).prepare()


def banner(verdict: Verdict, lang: str) -> dict[str, str | None]:
    """What the page shows: a colour, one line, and the contact to use instead."""
    official = verdict.official_contact
    return {
        "colour": "red" if verdict.is_alarm else "green" if verdict.is_official else "grey",
        "text": verdict.summary(lang),
        "use": official.value if official is not None else None,
    }


def answer(pasted: str, lang: str = "en", region: str | None = None) -> dict[str, str | None]:
    """The answer to whatever was pasted: a contact or a question."""
    return banner(CHECKER.check(pasted, region=region), lang)


if __name__ == "__main__":
    print(answer("https://acmewa11et.example/unlock"), answer("Acme Wallet support"))

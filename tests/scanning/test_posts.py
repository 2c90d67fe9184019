"""Posts of networks: an account that writes, answers or is named is not one that is offered."""

from __future__ import annotations

import pytest

from ringtrue import Checker, Directory
from ringtrue.model import Status
from ringtrue.scanning.posts import Post
from ringtrue.scanning.view import View

CHECKER = Checker(
    Directory.from_rows(
        [
            ("filmflix", "Filmflix", "domain", "filmflix.com"),
            ("filmflix", "Filmflix", "x", "filmflix"),
            ("norbank", "Bank of Norland", "domain", "norland.com"),
            ("norbank", "Bank of Norland", "alias", "NorBank"),
            ("telegram", "Telegram", "domain", "telegram.org"),
            ("whatsapp", "WhatsApp", "domain", "whatsapp.com"),
            ("linkedin", "LinkedIn", "domain", "linkedin.com"),
            ("facebook", "Facebook", "domain", "facebook.com"),
        ]
    )
)
LINK = "https://t.co/Qz61aKd10x"
QUIET = [
    f"FilmflixHelp: @ann12 We are sorry to hear this. Send us a message: {LINK}",
    f"Filmflix (FilmflixHelp) @ann12 Please follow us so we can write to you. {LINK}",
    "Filmflix Support (@FilmflixHelp): Thanks for flagging, @ann12. We've passed it on.",
    "Filmflix Support @FilmflixHelp\nReplying to @ann12\nWhich country are you in?",
    "Filmflix @FilmflixHelp · Nov 12\nSome of you can't log in. It will work within the hour.",
    "FilmflixHelp -> @ann12: Your claim is with our team, they will write to you.",
    "Shout-out to @FilmflixHelp for sorting my refund out",
    "Great talk today with @FilmflixHelp, @jo, @ann and @kim. Slides soon!",
    "We are live with:\n @jo \n , \n @ann \n , \n @Filmflixx \n and more",
    "Dear @FilmflixHelp, I have waited since May. Please help!",
    "WhatsApp: +44 7700 900142",
    "WhatsApp support: +44 7700 900142",
    "Telegram: https://t.me/rivergarden_shop",
    "Telegram: @rivergarden_shop",
    "LinkedIn: https://www.linkedin.com/in/ann-green-12 | GitHub: https://github.com/anngreen12",
    "Follow us on Instagram @river.garden and Facebook https://facebook.com/rivergarden12",
    "Filmflix: your driver Tom is on the way in a grey van. Call him on +1 855 555 0142",
    "【Filmflix】您的快件由快递员王师傅13800138000派送，请保持电话畅通",
]
FLAGGED = [
    "FilmflixHelp: @ann12 Sorry! Call our refund desk right now at +1 855 555 0142.",
    f"Filmflix Support (@FilmflixHelp): @ann12 restore your account here: {'https://x1.pages.dev/'}",
    "Need help with Filmflix? Write to @filmflix_support now",
    "Filmflix support: @filmflix_support",
    "Follow @filmflix_refunds and send a message to get your money back",
    "Thanks to @filmflix_recovery I have my money back",
    "NorBank_CS: @jo1 Connect your wallet to the secure portal to fix this: https://x1.pages.dev/",
    "@AskNorBank: @jo1 verify your account with our technical team https://rivergarden.example/a",
    "Telegram support number: +1 855 555 0142",
    "LinkedIn support: https://www.linkedin.com/in/linkedin-support-desk-12",
    "【Filmflix】您的订单异常，请立即联系骑手13800138000核实退款",
    "Estimado cliente de Filmflix, su pago fue rechazado. Actualice su tarjeta: https://a1.example/",
    "Filmflix: hesabınız askıya alındı. Bilgilerinizi doğrulayın: https://rivergarden.example/a1",
    "Telegram: https://telegram-login.example/",
]


@pytest.mark.parametrize("text", QUIET)
def test_who_writes_or_is_named_is_not_offered(text: str) -> None:
    report = CHECKER.scan(text)
    assert report.status in (Status.UNKNOWN, Status.OFFICIAL), report.contacts


@pytest.mark.parametrize("text", FLAGGED)
def test_who_is_offered_is_judged(text: str) -> None:
    assert CHECKER.scan(text).status in (Status.SUSPICIOUS, Status.IMPERSONATION)


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("@who thanks", True),
        ("NAME: @who thanks", True),
        ("NAME replied: @who thanks", True),
        ("RT @who: we open at nine", True),
        ("NAME @name\nReplying to @who\nhello", True),
        ("name, 3h\n@who hello", True),
        ("See you at six, @who", False),
        ("NAME: your card is locked", False),
        ("", False),
    ],
)
def test_the_head_of_an_answer(text: str, answers: bool) -> None:
    assert Post(View.of(text)).answers is answers


def test_a_long_row_of_accounts_is_read_in_time() -> None:
    report = CHECKER.scan("@a, " * 20_000)
    assert report.status is Status.UNKNOWN

"""Everything that checks need, built before the first of them."""

from __future__ import annotations

import gc

from ringtrue.detectors import likeness
from ringtrue.messages.catalogue import languages
from ringtrue.text import edits, words

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.judging.checker import Checker

EXAMPLES = (
    "https://warm-up.example/a?b=c",
    "rnetamask.io",
    "metamsk.example",
    "metamask-support.example",
    "metamask.example",
    "www.metamask-coinbase.metamsak.qzxkvw.example",
    "xn--80ak6aa92e.com",
    "钱包.cn",
    "+1 800 555 0100",
    "telegram:@metamask_help",
    "a@warm-up.example",
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "www.youtube.com",
    "www.ebay.co.uk",
    "help.steampowered.com",
    "com.example.wallet7",
    "192.0.2.1",
)
"""One contact of each sort: the modules and small tables that judge it are loaded with it. None
with a shown name: what finds brands in running text takes 2 KB a brand, and few need it."""


def prepare(checker: Checker) -> None:
    """What `ringtrue.checking.Checker.prepare` does; it judges one contact of each sort too. Last
    it collects garbage: Python walks through all that was made here once, and no check waits."""
    edits.prepare()
    words.prepare()
    likeness.prepare()
    checker.directory.prepare()
    for contact in EXAMPLES:
        verdict = checker.check(contact)
        for lang in languages():
            verdict.to_dict(lang)
    gc.collect()

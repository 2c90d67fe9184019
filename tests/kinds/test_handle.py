"""Accounts: one canonical form for every way to write one, and never one for two accounts."""

from __future__ import annotations

import time

import pytest

from ringtrue import Checker, Directory, Status, parse
from ringtrue.errors import UnparseableContact
from ringtrue.kinds import PLATFORM_KINDS
from ringtrue.kinds.facets import DisplayName, HandleName, PhoneNumber
from ringtrue.kinds.platforms import by_prefix, is_platform_host, links_of, parameter, platforms
from ringtrue.model import ContactPoint


def facet(contact: ContactPoint) -> HandleName:
    first = contact.facets[0]
    assert isinstance(first, HandleName)
    return first


SAME_ACCOUNT = {
    "paypal:@examplewallet": [
        "paypal:ExampleWallet",
        "https://paypal.me/ExampleWallet",
        "https://www.paypal.me/examplewallet/25EUR",
        "https://www.paypal.com/paypalme/ExampleWallet",
        "https://www.paypal.com/paypalme/examplewallet/25",
    ],
    "cashapp:@examplewallet": [
        "cashapp:$ExampleWallet",
        "cashapp:ExampleWallet",
        "cashtag: $ExampleWallet",
        "https://cash.app/$ExampleWallet",
        "https://cash.app/£ExampleWallet/25",
        "https://cash.app/qr/$ExampleWallet?size=288",
        "https://cash.me/$examplewallet",
        "$ExampleWallet",
    ],
    "venmo:@example-wallet": [
        "venmo:@Example-Wallet",
        "https://venmo.com/u/Example-Wallet",
        "https://venmo.com/Example-Wallet",
        "https://account.venmo.com/u/example-wallet",
        "https://venmo.com/?txn=pay&recipients=Example-Wallet&amount=25",
        "venmo://paycharge?txn=pay&recipients=Example-Wallet",
    ],
    "wise:@examplew42": ["https://wise.com/pay/me/examplew42", "wise:@ExampleW42"],
    "wise:@business/examplewallet": ["https://wise.com/pay/business/ExampleWallet"],
    "revolut:@examplew42": ["https://revolut.me/examplew42", "https://revolut.me/examplew42/25eur"],
    "kofi:@examplewallet": ["https://ko-fi.com/ExampleWallet", "ko-fi:examplewallet"],
    "buymeacoffee:@examplewallet": [
        "https://www.buymeacoffee.com/ExampleWallet",
        "https://buymeacoffee.com/examplewallet/membership",
        "https://coff.ee/examplewallet",
    ],
    "patreon:@examplewallet": [
        "https://www.patreon.com/ExampleWallet",
        "https://www.patreon.com/c/examplewallet/about",
    ],
    "liberapay:@examplewallet": ["https://liberapay.com/ExampleWallet/donate"],
    "x:@examplewallet": [
        "https://twitter.com/#!/ExampleWallet",
        "x:@ExampleWallet",
        "x:examplewallet",
        "twitter: @ExampleWallet",
        "推特:ExampleWallet",
        "https://x.com/ExampleWallet",
        "x.com/ExampleWallet/",
        "http://www.twitter.com/ExampleWallet?s=20",
        "https://mobile.twitter.com/examplewallet",
        "https://x.com/@ExampleWallet",
        "https://x.com/intent/user?screen_name=ExampleWallet",
        "https://twitter.com/intent/follow?screen_name=ExampleWallet&tw_p=x",
        "x: https://x.com/ExampleWallet",
    ],
    "telegram:@examplewallet": [
        "telegram:@ExampleWallet",
        "tg:examplewallet",
        "电报:examplewallet",
        "t.me/ExampleWallet",
        "https://t.me/s/examplewallet",
        "https://t.me/examplewallet/45",
        "https://t.me/examplewallet?start=ref",
        "https://telegram.me/examplewallet#x",
        "https://telegram.dog/examplewallet",
        "https://examplewallet.t.me",
        "https://examplewallet.t.me/45",
        "tg://resolve?domain=ExampleWallet",
        "tg:resolve?domain=examplewallet&start=1",
        "telegram:t.me/examplewallet",
        "telegram:https://t.me/examplewallet",
    ],
    "facebook:@examplewallet": [
        "https://www.facebook.com/pg/examplewallet/about",
        "facebook:ExampleWallet",
        "https://www.facebook.com/e.x.a.m.p.l.e.wallet",
        "fb:Example.Wallet",
        "https://www.facebook.com/Example.Wallet/about",
        "https://www.facebook.com/messages/t/example.wallet",
        "https://m.facebook.com/example.wallet",
        "https://zh-cn.facebook.com/example.wallet",
        "https://fb.com/example.wallet",
        "https://fb.me/example.wallet",
        "https://m.me/example.wallet",
    ],
    "facebook:@100012345678": [
        "https://www.facebook.com/profile.php?id=100012345678",
        "https://www.facebook.com/people/Example-Wallet/100012345678/",
        "https://www.facebook.com/pages/Example-Wallet/100012345678",
        "https://www.facebook.com/Example-Wallet-100012345678/",
        "https://www.facebook.com/p/Example-Wallet-100012345678/",
        "fb://profile/100012345678",
    ],
    "instagram:@example.wallet": [
        "ig:Example.Wallet",
        "https://www.instagram.com/example.wallet/?hl=en",
        "https://instagram.com/_u/example.wallet",
        "https://www.instagram.com/stories/example.wallet/123/",
        "https://ig.me/m/example.wallet",
    ],
    "youtube:@examplewallet": [
        "https://www.youtube.com/@ExampleWallet/videos",
        "油管:@ExampleWallet",
    ],
    "youtube:@c/examplewallet": ["https://www.youtube.com/c/ExampleWallet", "yt:c/ExampleWallet"],
    "youtube:@user/examplewallet": ["https://youtube.com/user/ExampleWallet"],
    "youtube:@UC0123456789abcdefghijAB": [
        "https://www.youtube.com/channel/UC0123456789abcdefghijAB/about",
        "youtube:UC0123456789abcdefghijAB",
    ],
    "medium:@examplewallet": [
        "https://medium.com/@ExampleWallet",
        "https://examplewallet.medium.com/a-post-0142",
    ],
    "medium:@pub/examplewallet": ["https://medium.com/ExampleWallet", "medium:pub/examplewallet"],
    "reddit:@examplewallet": [
        "r/ExampleWallet",
        "https://www.reddit.com/r/ExampleWallet/",
        "https://old.reddit.com/r/examplewallet/new",
        "reddit:r/ExampleWallet",
        "reddit:ExampleWallet",
    ],
    "reddit:@u/examplewallet": [
        "/u/ExampleWallet",
        "https://www.reddit.com/user/ExampleWallet/",
        "https://reddit.com/u/examplewallet",
        "reddit:u/ExampleWallet",
        "reddit:/user/ExampleWallet",
    ],
    "github:@example-wallet": [
        "https://github.com/sponsors/Example-Wallet",
        "https://github.com/Example-Wallet",
        "https://github.com/orgs/example-wallet/repositories",
        "gh:example-wallet",
    ],
    "weibo:@1234567890": [
        "https://weibo.com/u/1234567890",
        "https://weibo.com/1234567890?tabtype=home",
        "sinaweibo://userinfo?uid=1234567890",
        "https://m.weibo.cn/u/1234567890",
        "https://m.weibo.cn/profile/1234567890",
    ],
    "weibo:@示例钱包": ["https://weibo.com/n/示例钱包", "微博:示例钱包", "微博：@示例钱包"],
    "discord:@NKPM8TxFQ0": [
        "https://discord.gg/NKPM8TxFQ0",
        "https://discord.com/invite/NKPM8TxFQ0",
        "https://discordapp.com/invite/NKPM8TxFQ0?event=1",
        "discord:NKPM8TxFQ0",
    ],
    "linkedin:@example-wallet": [
        "https://www.linkedin.com/company/example-wallet/posts/",
        "https://de.linkedin.com/company/example-wallet",
        "领英:example-wallet",
    ],
    "linkedin:@in/example-wallet": [
        "https://www.linkedin.com/in/example-wallet",
        "https://uk.linkedin.com/in/example-wallet/",
        "linkedin:in/example-wallet",
    ],
    "tiktok:@example.wallet": [
        "https://www.tiktok.com/@Example.Wallet?lang=en",
        "tiktok:example.wallet",
    ],
    "line:@example": [
        "https://line.me/R/ti/p/@example",
        "https://line.me/R/ti/p/%40example",
        "https://line.me/ti/p/@example",
        "https://page.line.me/example",
        "line:@example",
    ],
    "line:@~example": ["https://line.me/ti/p/~example", "line://ti/p/~example", "line:~example"],
    "qq:@12345678": [
        "QQ:12345678",
        "https://wpa.qq.com/msgrd?v=3&uin=12345678&site=qq&menu=yes",
        "mqqwpa://im/chat?chat_type=wpa&uin=12345678",
        "https://user.qzone.qq.com/12345678",
    ],
    "wechat:@examplewallet": [
        "微信:ExampleWallet",
        "wx:examplewallet",
        "weixin://contacts/profile/examplewallet",
    ],
    "wechat:@示例钱包": ["wechat:示例钱包", "微信: 示例 钱包"],
}


@pytest.mark.parametrize(
    ("canonical", "raw"),
    [(canonical, raw) for canonical, raws in SAME_ACCOUNT.items() for raw in raws],
)
def test_every_form_of_an_account_is_the_account(canonical: str, raw: str) -> None:
    contact = parse(raw.replace("：", ":"))
    assert contact.canonical == canonical
    assert contact.kind == canonical.partition(":")[0]
    assert parse(canonical).canonical == canonical


SAME_ACCOUNT |= {
    "threads:@example.wallet": [
        "threads:Example.Wallet",
        "https://www.threads.net/@example.wallet",
        "https://www.threads.com/@example.wallet?igshid=1",
    ],
    "bluesky:@example.bsky.social": [
        "bluesky:example",
        "bsky:@Example.bsky.social",
        "https://bsky.app/profile/example.bsky.social",
        "https://example.bsky.social",
    ],
    "bluesky:@wallet.example.com": [
        "bluesky:@wallet.example.com",
        "https://bsky.app/profile/Wallet.Example.com",
    ],
    "mastodon:@examplewallet@mastodon.social": [
        "https://mastodon.social/@examplewallet/with_replies",
        "@ExampleWallet@mastodon.social",
        "mastodon:@examplewallet@mastodon.social",
        "https://mastodon.social/@ExampleWallet",
        "https://mastodon.social/users/examplewallet",
        "https://mstdn.jp/@examplewallet@mastodon.social",
    ],
    "douyin:@examplewallet": ["抖音:ExampleWallet", "抖音号：examplewallet", "dy:examplewallet"],
    "xiaohongshu:@examplewallet": ["小红书:ExampleWallet", "rednote:examplewallet"],
    "bilibili:@12345678": [
        "B站:12345678",
        "https://space.bilibili.com/12345678?from=search",
        "bilibili://space/12345678",
    ],
    "zhihu:@example-wallet": ["知乎:example-wallet", "https://www.zhihu.com/people/Example-Wallet"],
    "zhihu:@org/example-wallet": ["https://www.zhihu.com/org/example-wallet/posts"],
    "kakaotalk:@examplewallet": [
        "카카오톡:ExampleWallet",
        "kakaoplus://plusfriend/home/@examplewallet",
    ],
    "zalo:@examplewallet": ["zalo:ExampleWallet", "https://zalo.me/examplewallet"],
    "viber:@examplewallet": [
        "viber://pa?chatURI=ExampleWallet",
        "viber://pa/info?uri=examplewallet",
        "https://chats.viber.com/examplewallet",
    ],
    "signal:@example_wallet.42": ["signal:Example_Wallet.42"],
    "skype:@live:.cid.0123456789abcdef": ["skype:live:.cid.0123456789abcdef?chat"],
    "qq:@group/12345678": ["QQ群:12345678", "qq:group/12345678"],
    "qq:@87654321": [
        "tencent://message/?uin=87654321&Site=&Menu=yes",
        "mqqapi://card/show_pslcard?src_type=internal&uin=87654321",
        "mqq://im/chat?chat_type=wpa&uin=87654321",
    ],
    "wechat:@examplewallet_0142": ["企业微信:examplewallet_0142", "公众号:ExampleWallet_0142"],
    "x:@example_0142": ["twitter://user?screen_name=Example_0142"],
    "instagram:@example_0142": ["instagram://user?username=example_0142"],
}


@pytest.mark.parametrize(
    ("raw", "canonical", "shown"),
    [
        ("Example Support ✅ (@mary_0142)", "@mary_0142", "Example Support ✅"),
        ("Example Support @mary_0142", "@mary_0142", "Example Support"),
        ("@mary_0142 (Example Support)", "@mary_0142", "Example Support"),
        ("x: Example Support (@Mary_0142)", "x:@mary_0142", "Example Support"),
        ("Example (x:@Mary_0142)", "x:@mary_0142", "Example"),
        ("Example [https://t.me/mary_0142]", "telegram:@mary_0142", "Example"),
        ("Example · @mary@mastodon.social", "mastodon:@mary@mastodon.social", "Example"),
        ("样例客服（＠mary_0142）", "@mary_0142", "样例客服"),
        ("微博：样例客服（@样例）", "weibo:@样例", "样例客服"),
        ("https://www.facebook.com/people/Example-Desk/100012345678", "facebook:@100012345678",
         "Example-Desk"),
    ],
)  # fmt: skip
def test_a_shown_name_is_kept_beside_the_account(raw: str, canonical: str, shown: str) -> None:
    contact = parse(raw)
    assert contact.canonical == canonical
    assert [f.text for f in contact.facets if isinstance(f, DisplayName)] == [shown]


@pytest.mark.parametrize(
    "raw",
    ["Example <desk@mail.example>", "desk@mail.example (Example)", "https://x.com/name(1)"],
)  # fmt: skip
def test_other_strings_with_brackets_are_no_shown_names(raw: str) -> None:
    assert parse(raw).kind in ("email", "url")


POSTS = {
    "x:@+post/1234567890": [
        "https://x.com/ExampleWallet/status/1234567890",
        "https://twitter.com/somebody_0142/status/1234567890?s=20",
        "https://x.com/i/web/status/1234567890",
    ],
    "tiktok:@+post/12345": ["https://www.tiktok.com/@example.wallet/video/12345"],
    "instagram:@+post/AbCdEf": ["https://www.instagram.com/example.wallet/p/AbCdEf/"],
    "reddit:@+post/abc": [
        "https://old.reddit.com/r/examplewallet/comments/abc/x",
        "https://redd.it/abc",
    ],
    "medium:@+post/a-story-0142": [
        "https://medium.com/@examplewallet/a-story-0142",
        "https://medium.com/examplewallet/a-story-0142",
    ],
    "threads:@+post/AbCdEf": ["https://www.threads.net/@example.wallet/post/AbCdEf"],
    "facebook:@+post/pfbid0142": ["https://www.facebook.com/Example.Wallet/posts/pfbid0142"],
    "weibo:@+post/AbCdEf": ["https://weibo.com/1234567890/AbCdEf"],
}


@pytest.mark.parametrize(
    ("canonical", "raw"), [(canonical, raw) for canonical, raws in POSTS.items() for raw in raws]
)
def test_a_post_is_its_id_whatever_name_stands_before_it(canonical: str, raw: str) -> None:
    contact = parse(raw)
    assert contact.canonical == canonical
    assert facet(contact).opaque
    assert parse(canonical).canonical == canonical


def test_a_post_under_an_official_name_is_not_official() -> None:
    checker = Checker(Directory.from_rows([("ex", "TokenMint", "x", "TokenMint")]))
    verdict = checker.check("https://x.com/TokenMint/status/1234567890")
    assert verdict.status is Status.UNKNOWN
    assert [e.code for e in verdict.evidence] == ["post_link"]
    assert "any name opens the same post" in " ".join(verdict.advice("en"))
    fake = checker.check("https://x.com/TokenMint_help/status/1234567890")
    assert fake.status is Status.IMPERSONATION


READINGS = [
    ("@examplewallet", "x:@examplewallet"),
    ("@example.wallet", "instagram:@example.wallet"),
    ("95588", "qq:95588"),
    ("12345678", "qq:12345678"),
    ("example.wallet", "handle:@example.wallet"),
]


@pytest.mark.parametrize(("raw", "reading"), READINGS)
def test_other_readings_are_listed_and_can_be_read(raw: str, reading: str) -> None:
    assert reading in parse(raw).readings
    assert parse(reading).canonical


def test_a_bare_name_is_looked_up_on_every_platform_and_says_so() -> None:
    rows = [("ex", "Example", "facebook", "ex.ample"), ("ex", "Example", "telegram", "ex_ample")]
    checker = Checker(Directory.from_rows(rows))
    verdict = checker.check("@ex_ample")
    assert verdict.status is Status.OFFICIAL
    assert "telegram:@ex_ample" in " ".join(verdict.advice("en"))
    assert checker.check("@ex.ample").status is Status.OFFICIAL  # Facebook ignores dots
    assert "facebook:@example" in " ".join(checker.check("@ex.ample").advice("zh"))
    assert not any(r.startswith("x:") for r in parse("@ex-ample").readings)  # X has no hyphens
    unlisted = checker.check("@somebody_0142")
    assert unlisted.status is Status.UNKNOWN
    assert "No platform was named" in " ".join(unlisted.advice("en"))


def test_a_listed_domain_is_proof_of_its_bluesky_name() -> None:
    checker = Checker(Directory.from_rows([("ex", "Example", "domain", "example.com")]))
    assert checker.check("https://bsky.app/profile/example.com").status is Status.OFFICIAL
    assert checker.check("bluesky:@example.bsky.social").status is not Status.OFFICIAL
    assert checker.check("@example.com@mastodon.social").status is not Status.OFFICIAL


OPAQUE = {
    "alipay:@+fkx0142abc": ["https://qr.alipay.com/fkx0142abc", "HTTPS://QR.ALIPAY.COM/fkx0142abc"],
    "wechat:@+f2f0142abc": ["wxp://f2f0142abc"],
    "wechat:@+AbCd0142": ["weixin://wxpay/bizpayurl?pr=AbCd0142"],
    "venmo:@+0142": ["https://venmo.com/code?user_id=0142&created=1"],
    "wise:@+abc-0142": ["https://wise.com/pay/r/abc-0142"],
    "telegram:@+AbCdEf0142": [
        "https://t.me/+AbCdEf0142",
        "https://t.me/joinchat/AbCdEf0142",
        "tg://join?invite=AbCdEf0142",
        "telegram:+AbCdEf0142",
    ],
    "whatsapp:@+AbCdEfGhIjKl": [
        "https://chat.whatsapp.com/AbCdEfGhIjKl",
        "https://chat.whatsapp.com/invite/AbCdEfGhIjKl",
        "https://wa.me/message/AbCdEfGhIjKl",
        "https://www.whatsapp.com/channel/AbCdEfGhIjKl",
    ],
    "whatsapp:@+AbCdEfGhIjKlMnOpQrSt01": ["whatsapp:AbCdEfGhIjKlMnOpQrSt01"],
    "line:@+AbCdEf1": ["https://lin.ee/AbCdEf1", "https://line.me/R/ti/p/AbCdEf1"],
    "wechat:@+AbCdEf": ["https://u.wechat.com/AbCdEf"],
    "wechat:@+kfc0123abc": ["https://work.weixin.qq.com/kfid/kfc0123abc"],
    "qq:@+AbCdEf": ["https://qm.qq.com/q/AbCdEf", "https://jq.qq.com/?_wv=1027&k=AbCdEf"],
    "signal:@+AbCdEf": ["https://signal.me/#eu/AbCdEf", "sgnl://signal.me/#eu/AbCdEf"],
    "signal:@+CjQKIabc": ["https://signal.group/#CjQKIabc"],
    "skype:@+AbCdEf": ["https://join.skype.com/AbCdEf", "https://join.skype.com/invite/AbCdEf"],
    "viber:@+AbCdEf": ["https://invite.viber.com/?g=AbCdEf"],
    "zalo:@+abcdef123": ["https://zalo.me/g/abcdef123"],
    "kakaotalk:@+xgxkxkT": ["https://pf.kakao.com/_xgxkxkT/chat", "kakaotalk:_xgxkxkT"],
    "kakaotalk:@+sAbCdEf": ["https://open.kakao.com/o/sAbCdEf"],
    "douyin:@+AbCdEf": ["https://v.douyin.com/AbCdEf/"],
    "douyin:@+MS4wLjABAAAA_x-1": ["https://www.douyin.com/user/MS4wLjABAAAA_x-1?vid=1"],
    "xiaohongshu:@+5f0123456789abcdef012345": [
        "https://www.xiaohongshu.com/user/profile/5f0123456789abcdef012345"
    ],
    "bilibili:@+AbCdEf": ["https://b23.tv/AbCdEf"],
    "tiktok:@+AbCdEf": ["https://vm.tiktok.com/AbCdEf/", "https://www.tiktok.com/t/AbCdEf"],
    "bluesky:@+did:plc:abc0142": ["https://bsky.app/profile/did:plc:abc0142"],
    "wechat:@+MzA0142==": ["https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=MzA0142=="],
}


@pytest.mark.parametrize(
    ("canonical", "raw"), [(canonical, raw) for canonical, raws in OPAQUE.items() for raw in raws]
)
def test_invite_codes_are_opaque_and_keep_their_capitals(canonical: str, raw: str) -> None:
    contact = parse(raw)
    assert contact.canonical == canonical
    assert facet(contact).opaque
    assert parse(canonical).canonical == canonical
    assert facet(parse(canonical)).opaque


@pytest.mark.parametrize(
    ("code", "opaque"),
    [
        ("NKPM8TxFQ0", True),
        ("XErMcTq", True),
        ("3ZDjGBNv0R", True),
        ("imToken", False),
        ("examplewallet", False),
        ("EXAMPLES", False),
        ("MetaMask", False),
        ("OKXhelp", False),
    ],
)
def test_drawn_invite_codes_are_told_from_chosen_ones(code: str, opaque: bool) -> None:
    assert facet(parse(f"discord:{code}")).opaque is opaque


NUMBERS = [
    ("https://wa.me/18005550142", "whatsapp"),
    ("https://wa.me/+18005550142?text=hello", "whatsapp"),
    ("https://api.whatsapp.com/send?phone=18005550142", "whatsapp"),
    ("https://api.whatsapp.com/send/?phone=%2B1%20800%20555%200142", "whatsapp"),
    ("whatsapp://send?phone=%2B18005550142", "whatsapp"),
    ("whatsapp:+1 (800) 555-0142", "whatsapp"),
    ("https://t.me/+18005550142", "telegram"),
    ("tg://resolve?phone=18005550142", "telegram"),
    ("https://signal.me/#p/+18005550142", "signal"),
    ("sgnl://signal.me/#p/+18005550142", "signal"),
    ("signal:+1 (800) 555-0142", "signal"),
    ("viber://chat?number=%2B18005550142", "viber"),
    ("viber://add?number=18005550142", "viber"),
    ("zalo.me/+18005550142", "zalo"),
]


@pytest.mark.parametrize(("raw", "via"), NUMBERS)
def test_a_messenger_link_with_a_number_is_that_number(raw: str, via: str) -> None:
    contact = parse(raw)
    assert (contact.kind, contact.canonical) == ("phone", "+18005550142")
    first = contact.facets[0]
    assert isinstance(first, PhoneNumber)
    assert first.via == via


NO_ACCOUNT = [
    "https://x.com/home",
    "https://x.com/i/lists/1",
    "https://x.com/share?text=x",
    "https://x.com/example-wallet",
    "https://x.com/this_name_is_too_long_for_it",
    "https://t.me/share/url?url=https://x.example",
    "https://t.me/proxy?server=x.example",
    "https://t.me/addstickers/example",
    "https://www.facebook.com/sharer.php?u=https://x.example",
    "https://www.facebook.com/groups/123",
    "https://www.instagram.com/p/AbCdEf/",
    "https://www.youtube.com/watch?v=AbCdEf",
    "https://www.youtube.com/channel/ExampleWallet",
    "https://github.com/example/repository",
    "https://github.com/features",
    "https://discord.com/channels/1/2",
    "https://t.me.example/examplewallet",
    "https://x.com@x.example/examplewallet",
    "tg://user?id=123456",
]


@pytest.mark.parametrize("raw", NO_ACCOUNT)
def test_other_pages_stay_urls(raw: str) -> None:
    assert parse(raw).kind == "url"


IMPOSSIBLE = [
    ("x:@example-wallet", "characters"),
    ("x:@this_name_is_too_long_for_it", "1-15"),
    ("telegram:@abc", "4-32"),
    ("telegram:@1example", "first letter"),
    ("telegram:@example_", "ends"),
    ("github:@-example", "ends"),
    ("qq:0123456", "digits"),
    ("qq:example", "digits"),
    ("qq:1234", "5-11"),
    ("instagram:@example wallet", "characters"),
    ("telegram:t.me.example/name", "link"),
    ("telegram:x.com/name", "link"),
    ("whatsapp:example", "digits"),
    ("telegram:@example__desk", "repeated"),
    ("instagram:@.example", "ends"),
    ("instagram:@exam..ple", "repeated"),
    ("threads:@example.", "ends"),
    ("tiktok:@example.", "ends"),
    ("github:@exam--ple", "repeated"),
    ("bluesky:@-example.example", "ends"),
    ("discord:@exam..ple", "repeated"),
    ("facebook:@example_desk", "characters"),
    ("facebook:@.example", "ends"),
    ("wechat:12345example", "first letter"),
    ("wechat:abc", "5-40"),
    ("paypal:example-wallet", "characters"),
    ("paypal:" + "a" * 21, "1-20"),
    ("cashapp:$example.wallet", "characters"),
    ("signal:example", "tag"),
    ("signal:example.4", "tag"),
    ("mastodon:example", "server"),
    ("mastodon:@-example@mastodon.social", "ends"),
    ("bluesky:@exam_ple", "characters"),
    ("bluesky:@exam..ple", "server"),
    ("mastodon:@example@exam..ple", "server"),
    ("skype:abc", "6-64"),
    ("kakaotalk:a", "2-40"),
    ("reddit:@exam.ple", "characters"),
    ("youtube:@ab", "3-60"),
    ("zhihu:exam.ple", "characters"),
    ("@", "1-100"),
    ("@" + "a" * 101, "1-100"),
]


@pytest.mark.parametrize(("raw", "rule"), IMPOSSIBLE)
def test_impossible_names_say_which_rule(raw: str, rule: str) -> None:
    with pytest.raises(UnparseableContact) as error:
        parse(raw)
    assert error.value.code == "bad_handle"
    assert error.value.details["rule"] == rule


def test_capital_i_survives_in_raw() -> None:
    assert facet(parse("@ExampIeWallet")).raw == "ExampIeWallet"
    assert facet(parse("https://x.com/ExampIeWallet")).raw == "ExampIeWallet"
    assert facet(parse("@ExampIeWallet")).platform == ""


def test_a_kind_gives_the_platform() -> None:
    assert parse("ExampleWallet", "telegram").canonical == "telegram:@examplewallet"
    assert parse("@ExampleWallet", "x").canonical == "x:@examplewallet"
    assert parse("https://t.me/ExampleWallet", "telegram").canonical == "telegram:@examplewallet"


OFFICIAL = [
    ("ex", "Example Wallet", "reddit", "ExampleWallet"),
    ("ex", "Example Wallet", "linkedin", "example-wallet"),
    ("ex", "Example Wallet", "telegram", "examplewallet"),
    ("ex", "Example Wallet", "qq", "12345678"),
    ("ex", "Example Wallet", "play_package", "com.examplewallet"),
    ("ex", "Example Wallet", "phone", "+18005550142"),
    ("ex", "Example Wallet", "line", "examplewallet"),
    ("ex", "Example Wallet", "wechat", "examplewallet"),
    ("ex", "Example Wallet", "youtube", "UC0123456789abcdefghijAB"),
    ("ex", "Example Wallet", "discord", "NKPM8TxFQ0"),
]
SHADOWS = {
    "another kind of name": [
        "https://reddit.com/user/ExampleWallet",
        "https://www.linkedin.com/in/example-wallet",
        "https://line.me/ti/p/~examplewallet",
        "https://discord.com/users/NKPM8TxFQ0",
        "https://www.youtube.com/@UC0123456789abcdefghijAB",
    ],
    "a post that anybody may have written": [
        "https://x.com/examplewallet/status/1234567890",
        "https://www.reddit.com/r/ExampleWallet/comments/abc/title",
    ],
    "a name at another server": ["@examplewallet@mastodon.social", "bluesky:@examplewallet"],
    "a code that reads like the name": [
        "https://lin.ee/ExampleWallet",
        "https://u.wechat.com/ExampleWallet",
        "https://t.me/joinchat/ExampleWallet",
        "https://t.me/+examplewallet",
        "https://discord.gg/nkpm8txfq0",
    ],
    "a parameter hidden from the reader": [
        "https://wpa.qq.com/msgrd?x=1%26uin=12345678&uin=87654321",
        "https://wpa.qq.com/msgrd?uin=12345678&uin=87654321",
        "https://wpa.qq.com/msgrd?uin=12345678" + "&x=1" * 60 + "&uin=87654321",
        "https://api.whatsapp.com/send?x=1%26phone=18005550142&phone=18005550199",
        "https://play.google.com/store/apps/details?x=1%26id=com.examplewallet&id=com.other",
        "tg://resolve?domain=examplewallet&domain=other_desk",
    ],
    "a parameter where the path decides": [
        "https://chat.whatsapp.com/AbCdEfGhIjKl?phone=18005550142",
        "https://wa.me/18005550199?phone=18005550142",
        "tg://join?invite=AbCdEf0142&domain=examplewallet",
        "https://line.me/R/ti/g/AbCdEf0142/@examplewallet",
    ],
}


@pytest.mark.parametrize("raw", [raw for raws in SHADOWS.values() for raw in raws])
def test_shadows_of_official_accounts_are_never_official(raw: str) -> None:
    assert Checker(Directory.from_rows(OFFICIAL)).check(raw).status is not Status.OFFICIAL


@pytest.mark.parametrize("row", OFFICIAL, ids=lambda row: row[2])
def test_the_official_accounts_themselves_are(row: tuple[str, ...]) -> None:
    checker = Checker(Directory.from_rows(OFFICIAL))
    assert checker.check(row[3], row[2]).status is Status.OFFICIAL


def test_tables_agree() -> None:
    for platform in platforms().values():
        assert by_prefix(platform.name) is platform
        assert platform.source, f"{platform.name}: where was its grammar read?"
        assert set(platform.not_first + platform.not_last + platform.not_twice) <= set(
            platform.extra
        )
        assert platform.least <= platform.most
        for host in platform.hosts:
            shown = host.replace("*", "name").replace("??", "uk")
            assert is_platform_host(shown)
            if host not in ("liff.line.me", "redd.it", "call.whatsapp.com"):
                assert links_of(shown)[1], f"{shown} has no form of link"
    assert set(platforms()) == set(PLATFORM_KINDS)
    assert not is_platform_host("notx.com")
    assert not is_platform_host("t.me.example")


def test_parameters_that_contradict_each_other_say_nothing() -> None:
    assert parameter("id=a&ID=a", "id") == "a"
    assert parameter("id=a&ID=b", "id") == ""
    assert parameter("", "id") == ""


@pytest.mark.parametrize("unit", ["/a", "&uin=1", "@", "+", "%26", "/u/", "?", ":", "～", "微"])
def test_hostile_text_costs_little(unit: str) -> None:
    started = time.process_time()
    for start in ("telegram:", "reddit:", "https://wpa.qq.com/msgrd?", "tg://resolve?", "line:"):
        try:
            parse(start + unit * (8000 // len(unit)))
        except UnparseableContact:
            continue
    assert time.process_time() - started < 1.0

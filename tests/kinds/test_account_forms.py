"""Accounts: one canonical form for every way to write one."""

from __future__ import annotations

import pytest

from ringtrue import parse
from ringtrue.kinds.facets import DisplayName

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

"""Invite codes and the numbers in messenger links: accounts without a name of their own."""

from __future__ import annotations

import pytest

from ringtrue import parse
from ringtrue.kinds.facets import HandleName, PhoneNumber
from ringtrue.model import ContactPoint


def facet(contact: ContactPoint) -> HandleName:
    first = contact.facets[0]
    assert isinstance(first, HandleName)
    return first


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

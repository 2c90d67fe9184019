"""Whom a message speaks for, by who signs it and what it says; schemes that name nobody."""

from __future__ import annotations

import pytest

from ringtrue import Checker, Directory

CHECKER = Checker(
    Directory.from_rows(
        [
            ("acme", "AcmeParcel", "domain", "acmeparcel.com"),
            ("acme", "AcmeParcel", "alias", "顶好快运"),
            ("norbank", "Bank of Norland", "domain", "norland.com"),
            ("norbank", "Bank of Norland", "alias", "NorBank"),
            ("filmflix", "Filmflix", "domain", "filmflix.com"),
        ]
    )
)
LINK = "https://rivergarden.example/a1"


def speaks(text: str) -> set[str]:
    report = CHECKER.scan(text)
    return {c.claim for c in report.contacts if c.claim}


SPOKEN = [
    (f"NorBank: your card is locked. Verify it at {LINK}", "norbank"),
    (f"<NORBANK MSG 088>: your card is locked. Log in at {LINK}", "norbank"),
    (f"[NorBank Alert] We could not process your payment, update it: {LINK}", "norbank"),
    (f"FRM:NorBank SUBJ:notice MSG:your access is suspended, see {LINK}", "norbank"),
    (f"Free Msg NorBank: unusual activity on your card, verify at {LINK}", "norbank"),
    (f"AcmeParcel - The package cannot be delivered, update your address: {LINK}", "acme"),
    (f"The AcmeParcel package cannot be delivered. Please confirm your address {LINK}", "acme"),
    (f"Your Filmflix membership is on hold. Update your billing details: {LINK}", "filmflix"),
    (f"Your membership is on hold, update it now: {LINK} Regards, Filmflix Team", "filmflix"),
    (f"Gift card offer by Filmflix {LINK}", "filmflix"),
    (f"Filmflix is refunding you $65. Claim it here {LINK}", "filmflix"),
    (f"FILMFLX: your payment failed, renew at {LINK}", "filmflix"),
    (f"FI-LMFLIX# your payment failed, renew now at {LINK}", "filmflix"),
    (f"F1LMFLIX: your payment failed, renew at {LINK}", "filmflix"),
    (f"FilmflixId7d.a2: your account has been locked, visit {LINK}", "filmflix"),
    (f"【顶好快运】您的包裹地址有误，请点击 {LINK} 更新", "acme"),
    (f"您的包裹无法派送，请点击 {LINK} 更新地址【顶好快运】", "acme"),
]
PHONE = "+1 855-555-0166"
ASKED = [
    (f"NorBank login not working? Talk to an expert now: {PHONE}", "norbank"),
    (f"How do I recover my Filmflix account? Dial {PHONE} for live help.", "filmflix"),
    (f"顶好快运打不开怎么办\n请拨打客服热线：{PHONE}", "acme"),
    ("顶好快运提现一直不到账怎么解决？请联系人工客服QQ 1928374650", "acme"),
    (f"顶好快运怎么联系人工客服？添加客服WhatsApp {PHONE}", "acme"),
    (f"¿Cómo hablar con un agente de NorBank? Llame al {PHONE}", "norbank"),
    (f"Không đăng nhập được NorBank? Gọi tổng đài hỗ trợ {PHONE}", "norbank"),
    (f"NorBank non funziona? Chiami l'assistenza {PHONE}", "norbank"),
    (f"NorBank werkt niet? Bel onze klantenservice {PHONE}", "norbank"),
    (f"NorBank nie działa? Zadzwoń na infolinię {PHONE}", "norbank"),
    (f"NorBank: Ditt konto är spärrat. Logga in här: {LINK}", "norbank"),
    (f"NorBank: تم إيقاف حسابك. حدّث بياناتك عبر الرابط {LINK}", "norbank"),
    (f"Filmflix не открывается? Звоните в службу поддержки {PHONE}", "filmflix"),
    (f"Filmflixにログインできない場合はサポートセンター {PHONE} までお電話ください", "filmflix"),
]
"""Texts written to be found: a question that people search for, and a desk that answers it."""
ASKED_BY_PEOPLE = [
    f"Has anyone had a stuck NorBank withdrawal? Is there support? {PHONE}",
    f"Can I pay with NorBank? Yes. For anything else contact our customer care at {PHONE}",
    f"NorBank integration not working? Ask our support at {PHONE}",
    "我的顶好快运打不开怎么办？有没有人遇到过，加我QQ 1928374650，客服不理人",
    f"谁知道顶好快运怎么联系人工客服？我的电话是{PHONE}，急",
    f"顶好快运股票还能买吗？投顾电话：{PHONE}",
    f"Alguém conseguiu falar com o NorBank? Meu número é {PHONE}",
    f"Accettiamo NorBank. Pizzeria da Gino, tel. {PHONE}",
    f"Wij verzenden met AcmeParcel. Vragen over uw bestelling? {PHONE}",
    f"Płatność przez NorBank. Sklep rowerowy, tel. {PHONE}",
    f"Подскажите, кто дозвонился в NorBank? Мой телефон {PHONE}",
    f"NorBank login problems: how to fix them\nUpdate NorBank.\nAdvertise with us: {PHONE}",
]
MENTIONED = [
    f"Has anybody tried Filmflix? My notes are at {LINK}",
    f"I moved everything from Filmflix to my own server, see {LINK}",
    f"Thanks for your Filmflix gift card! The photos: {LINK}",
    f"Mum, I left the AcmeParcel parcel with the neighbours. The map: {LINK}",
    f"Filmflix raised its prices, says {LINK}",
    f"We ship with AcmeParcel. Questions? See {LINK}",
    f"Filmflix support scam: a man lost his savings. More at {LINK}",
    f"Beware of fake NorBank texts, we collect them at {LINK}",
    f"NorBank said on Monday that its profit rose. Read more: {LINK}",
    f"See you at NorBank at six, the way is {LINK}",
    f"- [Filmflix]({LINK}) by Ann Lee\n- [notes]({LINK}) by Bo",
    f"快递：顶好快运。店铺在 {LINK}",
    f"我用顶好快运寄的，单子在 {LINK}",
    f"近日有人冒充顶好快运客服行骗，详情见 {LINK}",
    f"filming tips: your camera at {LINK}",
    f"Norland: a travel story, read it at {LINK}",
    f"The Filmflix client for Linux is at {LINK}",
]


@pytest.mark.parametrize(("text", "brand"), [*SPOKEN, *ASKED])
def test_a_message_in_the_name_of_a_brand(text, brand):
    assert speaks(text) == {brand}
    assert CHECKER.scan(text).status.value in ("suspicious", "impersonation")


@pytest.mark.parametrize("text", [*MENTIONED, *ASKED_BY_PEOPLE])
def test_a_message_that_only_names_it(text):
    assert speaks(text) == set()
    assert CHECKER.scan(text).status.value == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "NorBank: your order has shipped, track it at https://norland.com/x",
        "【顶好快运】您的包裹已发货，请登录 https://acmeparcel.com/ 查看",
        "Your Filmflix payment failed. Update it at https://filmflix.com/billing today",
    ],
)
def test_what_a_brand_sends_itself(text):
    assert CHECKER.scan(text).status.value == "official"


@pytest.mark.parametrize(
    "text",
    [
        "@jo we are sorry to hear this, please tell us more",
        "Filmflix Help: @jo_lee we'd like to look into this for you",
    ],
)
def test_whoever_is_answered_is_no_contact_of_the_brand(text):
    assert speaks(text) == set()


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("NorBank customer service is closed; in need ring 96110", None),
        ("NorBank support: see https://filmflix.com/", None),
        ("NorBank support: ring +1 855 555 0142", "norbank"),
    ],
)
def test_a_contact_whose_owner_is_known_is_not_accused(text, known):
    assert CHECKER.scan(text, region="CN").contacts[0].claim == known


SCHEMES = [
    f"Your package could not be delivered because the address is incomplete. Update it: {LINK}",
    f"We tried to deliver your parcel. Pay the customs duty by this link {LINK}",
    f"Your debit card has been blocked. Verify immediately at {LINK}",
    f"Congratulations, you are selected for a $500 gift card, claim it: {LINK}",
    f"Your bill is paid for March. Thanks, here's a little gift for you: {LINK}",
    f"You have an unpaid toll. Pay now to avoid a late fee {LINK}",
    "Your subscription renews today for $399.99. To cancel, call +1 888 555 0142",
    "Order 5561 of $349 was charged. If you did not do this call us on +1 888 555 0142",
    "U have a secret admirer. Find out who, call +1 888 555 0142",
    f"Your phone is infected with 3 viruses. Remove them now: {LINK}",
    f"Part time job, earn $200 a day from home, join here {LINK}",
    "My account was hacked, @fixit_ann helped me recover it and my crypto. Legit, message him",
    "Thanks to Mr. Lee, reach him on WhatsApp +1 888 555 0142, he recovered my bitcoin",
    "我的币被骗了，多亏了这位老师帮我追回来，微信 laoshi8812345，大家可以找他",
    "Warning: virus detected on this computer, do not shut down. Technician: +1 888 555 0142",
    "Mum, my phone is broken, this is my new number, message me on +1 888 555 0142",
    "您好，您的快递丢失，我们给您双倍理赔，请加微信 kefu8812345",
    "招聘兼职点赞，佣金日结，加微信 jz8812345 咨询",
    f"您的ETC已失效，请登录 {LINK} 重新认证",
    f"Ihr Paket konnte nicht zugestellt werden. Bitte bestätigen Sie die Adresse: {LINK}",
    f"Votre colis est en attente, veuillez payer les frais: {LINK}",
    f"Su paquete está retenido en la aduana, pague aquí {LINK}",
    f"Sua encomenda está retida: taxa pendente, pague no link {LINK}",
]
EVERYDAY = [
    "We recovered the database from the backup, thanks to the new tool. Questions: @dbhelp_ann",
    "Thanks to the police we got back the stolen bikes; the owner may call +1 855-555-0166",
    f"The parcel came today, the photos are at {LINK}",
    f"Your parcel has left our depot, follow it here {LINK}",
    f"I blocked my card last week, the bank sent a new one. More on {LINK}",
    f"Congratulations on the baby! The list of wishes: {LINK}",
    f"Your invoice for March is at {LINK}",
    f"The toll road opens on Friday, see {LINK}",
    "Your subscription ends in May. Call +1 888 555 0142 with any question",
    "The order of $349 has shipped. Our shop: +1 888 555 0142",
    "Somebody you met at the fair says hello, ring +1 888 555 0142",
    f"How to remove a virus from a phone: {LINK}",
    f"We hire a part time cook. Apply at {LINK}",
    "Mum, I am home at six, ring me on +1 888 555 0142",
    "快递到了，放在门口，电话 13800138000",
    "兼职的事我问过了，电话 13800138000",
    f"ETC怎么办理？攻略：{LINK}",
    f"Das Paket ist da, Bilder: {LINK}",
    f"Le colis est arrivé, photos: {LINK}",
    f"El paquete llegó, fotos: {LINK}",
    f"A encomenda chegou, fotos: {LINK}",
]


@pytest.mark.parametrize("text", SCHEMES)
def test_a_scheme_without_a_brand(text):
    report = CHECKER.scan(text)
    assert "scheme" in {flag.category for flag in report.red_flags}
    assert report.status.value == "suspicious"


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_message_is_no_scheme(text):
    report = CHECKER.scan(text)
    assert "scheme" not in {flag.category for flag in report.red_flags}
    assert report.status.value == "unknown"


def test_a_warning_that_quotes_a_scheme_is_weighed_lower():
    text = f"Scam texts say: your parcel cannot be delivered, update your address. Advice: {LINK}"
    report = CHECKER.scan(text)
    assert {f.severity for f in report.red_flags if f.category == "scheme"} == {"medium"}
    assert report.status.value == "unknown"


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("Amazon.com We have suspended you, restore it here: https://quiet.example/a", "amazon"),
        ("Payment failed. Update your billing: https://quiet.example/a Regards, Netflix Pte. Ltd.",
         "netflix"),
        ("(Problem billing in your netfl1x account. Click for info : https://quiet.example/a)",
         "netflix"),
        ("(Problem billing in your amazon account. Click for info : https://quiet.example/a)",
         "amazon"),
        ("CO.STCO is waiting for user 30859 https://quiet.example/a reply STOP", "costco"),
        ("USPS (Your parcel is held) re-schedule: https://bit.ly/quiet0142", "usps"),
        ("You won the Apple iPad, claim your prize now: https://quiet.example/a", "apple"),
    ],
)  # fmt: skip
def test_who_presses_in_a_brands_name_impersonates_it(text, brand):
    report = Checker().scan(text)
    assert report.status.value == "impersonation"
    assert {c.claim for c in report.contacts if c.verdict.status.value == "impersonation"} == {
        brand
    }


@pytest.mark.parametrize(
    "text",
    [
        "Amazon.com has nice shoes, I bought mine there: https://quiet.example/shoes",
        "I keep your amazon account in mind. Photos: https://quiet.example/a",
        "My Netflix stopped working, the new phone is here https://quiet.example/a",
        "Netflix: great film yesterday! Trailer at https://quiet.example/a",
        "Costco is waiting for us, meet at https://quiet.example/map",
    ],
)
def test_talk_of_a_brand_is_not_its_voice(text):
    assert Checker().scan(text).status.value == "unknown"


def test_without_pressure_an_unlisted_contact_is_suspicious():
    assert Checker().scan("Coinbase support line: +1 888 555 0142").status.value == "suspicious"


def test_the_desk_of_a_network_may_be_reached_elsewhere():
    report = Checker().scan("抖音官方客服微信：oakhil1564，退款请联系", region="CN")
    assert {c.claim for c in report.contacts} == {"douyin"}
    (contact,) = Checker().scan("Telegram: @oakhill_1564").contacts
    assert contact.claim is None


def test_a_name_that_is_an_address_is_no_contact_of_another_brand():
    text = "TikTok support: https://tiktok.com/\nGOV.UK support: https://www.gov.uk/"
    assert not [c for c in Checker().scan(text).contacts if c.verdict.is_alarm]

"""Which places of a platform's site are its own, and which brands are platforms."""

from __future__ import annotations

import pytest

from ringtrue import Checker, Directory, Status, data
from ringtrue.directory.directory import PLATFORM
from ringtrue.model import Listed
from ringtrue.records import replace
from ringtrue.text.own_places import customers_mail, is_own, own_mail

DIRECTORY = Directory.default()
CHECKER = Checker(DIRECTORY)
TRADES = {"shop", "social", "messenger", "streaming", "games", "exchange", "travel", "software"}
"""Trades in which people who are not the brand often publish on its site."""
ALONE = frozenset(
    """
    1password accor ace-hardware activision adidas adp aeon albert-heijn alchemy aldi-nord aldi-sud
    alza amap anthropic anydesk argos asda asfinag asos auchan audacity avast avg avis axie-infinity
    backpack balenciaga bankera barnes-noble bath-body-works best-buy bibox biccamera bigbasket
    birkenstock bitbank bitdefender bitfinex bitflyer bithumb bitmex bitpanda bitso bitstamp
    bittrade bittrex bitvavo bitwarden blender blizzard blockchain-com blockfi bluehost boohoo boots
    btc-markets btcbox btcturk bunnings burberry bytedance calvin-klein canadian-tire capcom car-inc
    carrefour cartier ccleaner cex-io chanel changelly check24 chewy china-railway-12306 cisco
    coincheck coindcx coinex coinmerce coinone coins-ph coinspot coles coolblue coop coppel costco
    crocs croma ctyun currys cvs-pharmacy darty dashlane decathlon deepseek dell deribit
    deutsche-bahn dick-s-sporting-goods didi digitalocean digitec dior disney dm-drogerie-markt dns
    dollar-general dreamhost duckduckgo dunkin dyson e-leclerc ea eki-net el-corte-ingles
    enterprise-rent-a-car eset esselunga etc-meisai etherdelta expressvpn ezpass familymart fastrak
    filezilla forkdelta fortinet freshippo gaijin-entertainment galaxus gamestop gandi garena gemini
    getir gmo-coin gog gojek goto grab grammarly greyhound gucci h-m habbo harbor-freight-tools
    hashkey hctra hellobike hermes hertz hetzner hilton hipass hitbtc hketoll home-depot homebrew
    hostinger hp hulu humble-bundle hyatt hyperliquid ibm idex ihg ikea illinois-tollway
    independent-reserve indrive infura instacart intermarche intuit isetan-mitsukoshi
    jarir-bookstore jb-hi-fi john-lewis joshin jr-east kaspersky keepass keepassxc kmart-australia
    kohls konami korbit kraken kroger kuaishou lastpass lbank lego leroy-merlin levi-s lidl linkt
    linode liverpool loblaws louis-vuitton lowe-s luckin lululemon luno lyft m-video macys
    malwarebytes mango marks-spencer marriott matalan max mcafee mcdonalds mediamarkt
    mercado-bitcoin mercadona mgtv michael-kors migros mihoyo minecraft moncler moonbirds morrisons
    mullvad myntra national-rail netflix new-balance nexo nexon next nike nintendo nordstrom nordvpn
    norton notepad ntta ntuc-fairprice obb office-depot old-navy openzeppelin opera oracle orlen
    otto pa-turnpike pandora paramount-plus paribu patagonia paxos paybis peacock perplexity phemex
    playstation poloniex prada probit proton pubg publix puma putty python qbittorrent ralph-lauren
    ray-ban razer reliance-digital renfe riot-games ripio river rockstar-games roku rolex rossmann
    runescape rustdesk sainsbury-s sam-s-club sanef sap saturn sbb scaleway scotrail sega sephora
    shapeshift shoppers-drug-mart signal skechers skinport sncf splashtop square-enix staples
    starbucks strato supercell swarovski swyftx teamviewer tesco thalia the-north-face the-warehouse
    tibia tiffany-co timberland todesk toll-roads-oc tommy-hilfiger tor-project tractor-supply
    trainline transport-for-london trend-micro trenitalia tuta ubisoft ugg ulta-beauty umetrip
    under-armour unieuro uniqlo upbit valr veepee vipshop virtualbox vlc-media-player vmware vultr
    walgreens wargaming waterstones wayfair wazirx webroot whitebit wireshark woolworths
    wyndham-hotels xbox xiaohongshu yodobashi zaif zalando zara zebpay ziroom
    """.split()  # noqa: SIM905
)
"""Brands of these trades on whose own sites nobody else publishes, forums and the like apart, or
of which no site is listed."""


def test_every_brand_of_such_a_trade_was_thought_of() -> None:
    """A new shop is a platform by its allowlist's `kind`, or it is named above."""
    forgotten = [
        brand.id
        for brand in DIRECTORY.brands.values()
        if TRADES & set(brand.kind) and PLATFORM not in brand.kind and brand.id not in ALONE
    ]
    assert not forgotten
    assert not [name for name in ALONE if PLATFORM in DIRECTORY.brands[name].kind]


def test_every_row_is_a_platform() -> None:
    special = {"*", "soft", "locales", "names", "persons", "writers", "words", "talk", "people"}
    special |= {"customers", "mail"}
    rows = {row[0] for row in data.table("own_places.tsv")}
    assert special <= rows
    assert not [name for name in rows - special if PLATFORM not in DIRECTORY.brands[name].kind]


@pytest.mark.parametrize(
    ("brand", "labels", "path"),
    [
        ("ebay", "www", "/help/home"),
        ("ebay", "pages", "/x"),
        ("ebay", "", "/"),
        ("ebay", "www", "/account/profile/settings"),
        ("jd", "help", "/user/issue.html"),
        ("amazon", "www", "/gp/help/customer/display.html"),
        ("amazon", "", "/us/en/privacy"),
        ("binance", "www", "/en/support/faq/0142"),
        ("target", "seller-help", "/"),
        ("tripadvisor", "", "/Trust-x0142-Guidelines.html"),
        ("bybit", "api2", "/"),
        ("tencent", "www", "/en-us/service-agreement.html"),
        ("apple", "www", "/iphone-17"),
        ("binance", "www", "/en/my/settings/profile"),
        ("google", "support", "/accounts/answer/0142"),
        ("google", "support", "/profile"),
        ("binance", "pay", "/checkout/help"),
    ],
)
def test_its_own(brand: str, labels: str, path: str) -> None:
    assert is_own(brand, labels, path)


@pytest.mark.parametrize(
    ("brand", "labels", "path"),
    [
        ("ebay", "www", "/usr/desk0142"),
        ("ebay", "shop0142", "/"),
        ("jd", "help0142", "/"),
        ("jd", "x.help", "/"),
        ("amazon", "www", "/gp/profile/0142"),
        ("amazon", "evil.s3", "/"),
        ("binance", "www", "/en/square/post/0142"),
        ("binance", "www", "/help/../square/post/0142"),
        ("binance", "www", "/help\\square"),
        ("binance", "www", "/help/..;/square/post/0142"),
        ("binance", "www", "/support/forum/call-us"),
        ("ebay", "www", "/help/community/call-us"),
        ("ebay", "www", "/blog/@desk0142"),
        ("ebay", "www", "/legal/user/desk0142"),
        ("pinterest", "www", "/help-center-login"),
        ("apple", "www", "/u/desk0142"),
        ("apple", "www", "/@desk0142"),
        ("apple", "desk0142", "/"),
        ("zoom", "desk0142", "/join"),
        ("nobody", "www", "/desk0142"),
        ("google", "support", "/profile/0142"),
        ("google", "one", "/en/share/aB0142"),
        ("google", "news", "/rss/articles/CBMi0142"),
        ("binance", "pay", "/checkout/aB0142"),
        ("linkedin", "www", "/jobs/view/0142"),
        ("okta", "desk0142", "/"),
    ],
)
def test_a_strangers(brand: str, labels: str, path: str) -> None:
    assert not is_own(brand, labels, path)


@pytest.mark.parametrize(
    ("query", "fragment", "own"),
    [
        ("", "", True),
        ("utm_source=x&ref=y", "", True),
        ("user=desk0142", "", False),
        ("", "top", True),
        ("", "@desk0142", False),
        ("", "/user/desk0142", False),
        ("", "!/help", True),
        ("", "settings/security", True),
        ("", "desk0142/security", False),
    ],
)
def test_a_front_page_with_more(query: str, fragment: str, own: bool) -> None:
    assert is_own("ebay", "www", "/", query, fragment) is own


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("no-reply@amazon.com", Status.OFFICIAL),
        ("news@email.airbnb.com", Status.OFFICIAL),
        ("desk0142@marketplace.amazon.com", Status.UNKNOWN),
        ("desk0142@guest.booking.com", Status.UNKNOWN),
        ("desk0142@users.noreply.github.com", Status.UNKNOWN),
        ("desk0142@dingtalk.com", Status.UNKNOWN),
        ("desk0142@guest.chase.com", Status.UNKNOWN),
    ],
)
def test_mail_of_customers_is_theirs(address: str, status: Status) -> None:
    assert CHECKER.check(address).status is status


def test_hosts_of_senders() -> None:
    assert own_mail("amazon", "")
    assert own_mail("amazon", "notify")
    assert not own_mail("amazon", "desk0142")
    assert customers_mail("eu.guest")
    assert not customers_mail("guestservices")


def test_a_listed_path_of_a_platform_vouches() -> None:
    listed = Directory.from_rows([("ebay", "eBay", "url", "https://www.ebay.com/str/example0142")])
    checker = Checker(DIRECTORY | listed)
    assert checker.check("https://www.ebay.com/str/example0142/item").status is Status.OFFICIAL
    assert checker.check("https://www.ebay.com/str/other0142").status is Status.UNKNOWN


def test_a_host_below_a_domain_that_a_list_gives_to_a_platform_does_not_imitate_it() -> None:
    sender = Listed("ebay", "domain", "ebay-mail.example", match="registrable", status="unverified")
    ebay = replace(DIRECTORY.brands["ebay"], contacts=(sender,))
    checker = Checker(DIRECTORY | Directory([ebay]))
    assert checker.check("ebay-mail.example").status is Status.UNKNOWN
    assert checker.check("x0142.ebay-mail.example").status is Status.UNKNOWN
    assert checker.check("paypal-login.ebay-mail.example").is_alarm
    assert checker.check("x0142.ebay-login.example").is_alarm


@pytest.mark.parametrize(
    "page",
    ["youtube.com/watch?v=aB0142cD", "youtube.com/shorts/aB0142cD", "m.youtube.com/watch?v=x"],
)
def test_a_film_is_its_makers(page: str) -> None:
    assert CHECKER.check(f"https://www.{page}").status is not Status.OFFICIAL
    assert CHECKER.check("https://www.youtube.com/about/").status is Status.OFFICIAL


def test_an_application_that_asks_for_consent_is_anybodys() -> None:
    asked = "https://discord.com/oauth2/authorize?client_id=0142"
    assert CHECKER.check(asked).status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("link", "status"),
    [
        ("https://www.ebay.com/login?next=/@desk0142", Status.UNKNOWN),
        ("https://www.ebay.com/login?next=%252Fusr%252Fdesk0142", Status.UNKNOWN),
        ("https://www.ebay.com/login?next=/help/home", Status.OFFICIAL),
        ("https://www.ebay.com/login?next=/", Status.OFFICIAL),
        ("https://www.coinbase.com/signin?next=https://www.ebay.com/usr/desk0142", Status.UNKNOWN),
        ("https://www.coinbase.com/signin?next=https://www.ebay.com/help/home", Status.OFFICIAL),
        ("https://www.stripe.com/;https://x.example/ru", Status.UNKNOWN),
        ("https://discord.com/developers/apps/desk0142", Status.UNKNOWN),
        ("https://www.coupang.com/vp/products/123", Status.UNKNOWN),
        ("https://www.coupang.com/", Status.OFFICIAL),
        ("https://dune.com/desk0142/x", Status.UNKNOWN),
        ("https://www.zomato.com/desk0142", Status.UNKNOWN),
        ("https://www.perplexity.ai/search/abc", Status.UNKNOWN),
        ("https://gitlab.torproject.org/desk0142", Status.UNKNOWN),
        ("https://li123.members.linode.com/", Status.UNKNOWN),
        ("https://discord.com/developers/docs/intro", Status.OFFICIAL),
        ("https://www.yandex.com/company/desk0142", Status.UNKNOWN),
        ("https://www.yandex.com/company/press", Status.OFFICIAL),
    ],
)
def test_a_page_that_leads_on_to_a_strangers_is_none_of_its_own(link: str, status: Status) -> None:
    assert CHECKER.check(link).status is status

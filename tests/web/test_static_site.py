"""The static page: answers without a server and without a network, reads QR codes, takes what is
shared."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engines import CHROMIUM, KEPT, ROOT, module
from statics import Files

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")


@pytest.fixture(scope="module")
def site(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    builder = module(ROOT / "web" / "site.py")
    served = Files(builder.build(tmp_path_factory.mktemp("site") / "s", bundle), policy="")
    yield served
    served.close()


@pytest.fixture(scope="module")
def phone(site: Files) -> Iterator[Any]:
    """A phone's tab on the page, once its files are kept."""
    if not CHROMIUM:
        pytest.skip("needs chromium (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = chromium.new_context(
            viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True, locale="en-GB"
        )
        tab = context.new_page()
        tab.goto(f"{site.url}/index.html")
        tab.locator("html[data-kept][data-engine]").wait_for(state="attached", timeout=90_000)
        tab.evaluate(KEPT)
        yield tab
        chromium.close()


def test_it_answers_without_a_network(phone: Any, site: Files) -> None:
    phone.context.set_offline(True)
    phone.reload()
    phone.locator("#q").fill("rnetamask.io")
    phone.locator("#q").press("Enter")
    answer = phone.locator(".answer.stop")
    answer.wait_for(timeout=60_000)
    assert "It is not MetaMask’s." in answer.inner_text()
    assert answer.locator(".contact").inner_text() == "metamask.io"
    line = phone.locator(".verdict h2").bounding_box()
    assert line["y"] + line["height"] < 303
    phone.locator(".tongues summary").click()
    phone.locator(".tongues").get_by_role("link", name="中文").first.click()
    phone.locator("html[lang^=zh]").wait_for()
    phone.context.set_offline(False)


def test_a_picture_with_a_code_is_read(phone: Any, site: Files) -> None:
    zxing = pytest.importorskip("zxingcpp", reason="needs zxing-cpp")
    image = pytest.importorskip("PIL.Image", reason="needs pillow")
    code = zxing.create_barcode("https://rnetamask.io/login", zxing.BarcodeFormat.QRCode)
    picture = io.BytesIO()
    image.fromarray(code.to_image(scale=6)).save(picture, "PNG")
    phone.goto(f"{site.url}/index.html")
    phone.locator("#picture").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    phone.locator(".answer.stop").wait_for(timeout=60_000)
    assert phone.locator("#q").input_value() == "https://rnetamask.io/login"


def test_a_photographed_and_a_copied_code(phone: Any, site: Files) -> None:
    zxing = pytest.importorskip("zxingcpp", reason="needs zxing-cpp")
    image = pytest.importorskip("PIL.Image", reason="needs pillow")
    code = zxing.create_barcode("https://metarnask.io/go", zxing.BarcodeFormat.QRCode)
    picture = io.BytesIO()
    image.fromarray(code.to_image(scale=6)).save(picture, "PNG")
    phone.goto(f"{site.url}/index.html")
    # A phone's own camera application takes the picture and gives it to the field.
    assert phone.locator("label[for=camera]").is_visible()
    assert phone.locator("#camera").get_attribute("capture") == "environment"
    phone.locator("#camera").set_input_files(
        {"name": "photo.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    phone.locator(".answer.stop").wait_for(timeout=60_000)
    assert phone.locator("#q").input_value() == "https://metarnask.io/go"
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    phone.goto(f"{site.url}/index.html")
    phone.evaluate(
        """async (bytes) => {
          const blob = new Blob([new Uint8Array(bytes)], { type: "image/png" });
          await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
        }""",
        list(picture.getvalue()),
    )
    phone.locator("#paste").click()
    phone.locator(".answer.stop").wait_for(timeout=60_000)
    assert phone.locator("#q").input_value() == "https://metarnask.io/go"


def test_what_is_shared_is_answered(phone: Any, site: Files) -> None:
    """As Android hands it on: a form posted to the address that the manifest names."""
    phone.goto(f"{site.url}/index.html")
    told = phone.evaluate(
        """async () => {
          const fields = new FormData();
          fields.set('text', 'look: rnetamask.io');
          const reply = await fetch('share', { method: 'POST', body: fields, redirect: 'manual' });
          const told = await (await fetch('manifest.webmanifest')).json();
          return [reply.type, told.share_target.action];
        }"""
    )
    assert told == ["opaqueredirect", "share"]
    phone.goto("about:blank")
    phone.goto(f"{site.url}/index.html#shared")
    phone.locator(".answer.stop").wait_for(timeout=60_000)
    assert phone.locator("#q").input_value() == "look: rnetamask.io"


def test_only_its_own_files_are_asked_for(phone: Any, site: Files) -> None:
    assert {path for path in site.asked if "//" in path} == set()
    html = phone.content()
    assert "http://" not in html.replace(site.url, "").replace("http://www.w3.org", "")

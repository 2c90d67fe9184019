"""The way to the server: HTTPS, proxies, redirections, failures that pass and that stay."""

from __future__ import annotations

import ipaddress
import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import list_server as server
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from world import LIMITS, NOW, World

from ringtrue.updates.fetch import Fetcher, address_problem
from ringtrue.updates.limits import Limits

# -- failures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [server.status(503), server.status(429), server.cut])
def test_a_failure_that_passes_is_tried_again(world: World, rule: server.Rule) -> None:
    world.server.rules["timestamp.json"] = server.times(1, rule)
    world.update()
    assert world.server.seen.count("/metadata/timestamp.json") == 2


@pytest.mark.parametrize("rule", [server.status(503), server.cut])
def test_a_failure_that_stays_is_said_after_the_last_try(world: World, rule: server.Rule) -> None:
    world.update()
    world.server.seen.clear()
    world.server.rules["timestamp.json"] = rule
    world.refused("unreachable")
    assert world.server.seen.count("/metadata/timestamp.json") == LIMITS.tries


def test_a_missing_file_is_not_asked_for_again(world: World) -> None:
    world.server.rules["timestamp.json"] = server.status(404)
    assert "404" in str(world.refused("unreachable"))
    assert world.server.seen.count("/metadata/timestamp.json") == 1


def test_no_server(world: World) -> None:
    world.update()
    world.server.stop()
    said = str(world.refused("unreachable"))
    assert "0x" not in said, "no addresses of Python objects"


def test_an_answer_that_is_no_http(world: World) -> None:
    world.server.rules["timestamp.json"] = lambda handler: handler.wfile.write(b"SSH-2.0-x\r\n\r\n")
    world.refused("unreachable")


def test_the_newest_list_is_not_fetched_again(world: World) -> None:
    world.update()
    world.server.seen.clear()
    done = world.update()
    assert done.old == done.new
    assert world.server.seen == ["/metadata/2.root.json", "/metadata/timestamp.json"]
    assert world.server.agents[-1].startswith("ringtrue/")


# -- addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://lists.example/", "ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1:80", "",
        "https://", "https://user:secret@lists.example/", "https://lists.example:port/",
        "http://[::1", "http://127.0.0.1.lists.example/", "http://localhost.lists.example/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_used(url: str) -> None:
    assert address_problem(url)


@pytest.mark.parametrize(
    "url",
    ["https://lists.example/a/b", "http://127.0.0.1:8000/", "http://[::1]/", "http://localhost/"],
)
def test_addresses_that_are_used(url: str) -> None:
    assert not address_problem(url)


@pytest.mark.parametrize(
    "target", ["http://lists.example/evil", "file:///etc/passwd", "https://u:p@lists.example/"]
)
def test_a_redirection_does_not_lead_out_of_https(world: World, target: str) -> None:
    world.server.rules["timestamp.json"] = _redirect(target)
    world.refused("unreachable")


def test_a_redirection_is_followed_and_a_loop_is_not(world: World) -> None:
    meta = (world.repo.metadata / "timestamp.json").read_bytes()
    world.server.rules["timestamp.json"] = _redirect("/elsewhere?name=1")
    world.server.rules["/elsewhere"] = server.answer(meta)
    world.update()
    world.server.rules["/elsewhere"] = _redirect("/metadata/timestamp.json")
    assert "redirections" in str(world.refused("unreachable"))


def _redirect(target: str) -> server.Rule:
    def act(handler: server.Handler) -> None:
        handler.send_response(302)
        handler.send_header("Location", target)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return act


# -- https ----------------------------------------------------------------------------------------


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    pem = serialization.Encoding.PEM
    path.write_bytes(
        made.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


@pytest.fixture
def https(world: World, tmp_path: Path) -> Path:
    """The world's server behind TLS, with a certificate that nobody trusts yet."""
    path = _certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    world.server.stop()
    world.server = server.Server(world.repo.folder, context)
    return path


def test_https_with_a_trusted_certificate(
    world: World, https: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(https))
    assert world.server.url.startswith("https://")
    world.update()
    assert world.in_use()


@pytest.mark.usefixtures("https")
def test_https_with_a_certificate_that_is_not_trusted(world: World) -> None:
    assert "certificate" in str(world.refused("unreachable"))


# -- proxies --------------------------------------------------------------------------------------


_DIRECT = build_opener(ProxyHandler({}))


class _Proxy(BaseHTTPRequestHandler):
    """A plain HTTP proxy: the request line holds the whole address."""

    def do_GET(self) -> None:
        self.server.seen.append(self.path)  # type: ignore[attr-defined]
        try:
            with _DIRECT.open(self.path) as answer:
                data, code = answer.read(), answer.status
        except OSError as error:
            data, code = b"", getattr(error, "code", 502)
        self.send_response(code)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def proxy() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Proxy)
    made.seen = []  # type: ignore[attr-defined]
    threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def test_the_proxy_of_the_environment_is_used(
    world: World, proxy: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = f"http://127.0.0.1:{proxy.server_address[1]}"
    monkeypatch.setenv("http_proxy", opened)
    world.update()
    assert f"{world.server.url}metadata/timestamp.json" in proxy.seen  # type: ignore[attr-defined]
    proxy.seen.clear()  # type: ignore[attr-defined]
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    world.update()
    assert not proxy.seen  # type: ignore[attr-defined]


def test_a_proxy_that_is_not_there(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    world.refused("unreachable")


# -- limits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong", [{"tries": 0}, {"min_rate": 0}, {"root_bytes": -1}, {"grace_seconds": 10_000}]
)
def test_limits_that_contradict_each_other(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Limits(**wrong)  # type: ignore[arg-type]


def test_the_fetcher_streams_like_any_other_of_ngclient(world: World) -> None:
    url = f"{world.server.url}metadata/1.root.json"
    assert b"".join(Fetcher(LIMITS).fetch(url)) == world.first_root

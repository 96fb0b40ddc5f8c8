"""Fetching, from a real server on loopback. Only the step that connects is replaced, so nothing leaves the machine."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from nutgraf.errors import FetchError
from nutgraf.reading import Article, network, read_source
from nutgraf.reading.fetch import Fetched, Limits, fetch
from nutgraf.schema import Origin

PUBLIC = "93.184.216.34"
STORY = "A bridge fell in Valdivia on Friday, the mayor said."
PAGE = f"<html><body><p>{STORY}</p></body></html>"


class Site:
    """A web site on loopback that every public address leads to."""

    def __init__(self) -> None:
        self.hosts: dict[str, list[str]] = {"news.example": [PUBLIC]}
        self.pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.connected: list[tuple[str, int]] = []
        self.requests: list[tuple[str, str | None]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.requests.append((self.path, self.headers["Host"]))
                site.pages[self.path](self)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        self.connected.append((address, port))
        return socket.create_connection(("127.0.0.1", self.server.server_port), timeout)

    def resolve(self, host: str, port: int) -> list[str]:
        if host not in self.hosts:
            raise socket.gaierror(-2, "Name or service not known")
        return self.hosts[host]

    def fetch(self, url: str, **limits: float) -> Fetched:
        return fetch(url, limits=Limits(**limits), resolve=self.resolve, connect=self.connect)  # type: ignore[arg-type]

    def page(self, path: str, body: bytes, content_type: str = "text/html; charset=utf-8", **headers: str) -> None:
        def answer(request: BaseHTTPRequestHandler) -> None:
            send(request, 200, body, **{"Content-Type": content_type, **headers})

        self.pages[path] = answer

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.pages[path] = lambda request: send(request, status, b"", Location=to)


def send(request: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


def test_a_page_comes_with_its_address_type_and_charset(site: Site) -> None:
    site.page("/story?id=1", PAGE.encode())
    found = site.fetch("http://news.example/story?id=1#top")
    assert found == Fetched(
        url="http://news.example/story?id=1", body=PAGE.encode(), content_type="text/html", charset="utf-8"
    )
    assert site.requests == [("/story?id=1", "news.example")]
    assert site.connected == [(PUBLIC, 80)]


def test_it_connects_to_the_address_that_was_checked_not_to_a_second_answer(site: Site) -> None:
    site.page("/", PAGE.encode())
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    fetch("http://news.example/", resolve=lambda host, port: next(answers), connect=site.connect)
    assert site.connected == [(PUBLIC, 80)]
    assert next(answers) == ["127.0.0.1"]  # it was never asked for


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate"])
def test_compressed_pages_are_unpacked(site: Site, encoding: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(PAGE.encode()),
        "deflate": zlib.compress(PAGE.encode()),
        "raw deflate": raw.compress(PAGE.encode()) + raw.flush(),
    }
    site.page("/", packed[encoding], Content_Encoding=encoding.split()[-1])
    assert site.fetch("http://news.example/").body == PAGE.encode()


def test_redirects_are_followed_relative_ones_too(site: Site) -> None:
    site.hosts["www.news.example"] = [PUBLIC]
    site.redirect("/a", "http://www.news.example/b", 301)
    site.redirect("/b", "c?x=1", 307)
    site.page("/c?x=1", PAGE.encode())
    assert site.fetch("http://news.example/a").url == "http://www.news.example/c?x=1"


def test_five_redirects_are_followed_six_are_not(site: Site) -> None:
    for step in range(6):
        site.redirect(f"/{step}", f"/{step + 1}")
    site.page("/6", PAGE.encode())
    assert site.fetch("http://news.example/1").url == "http://news.example/6"
    with pytest.raises(FetchError, match=r"/0 redirects more than 5 times\."):
        site.fetch("http://news.example/0")


def test_a_redirect_loop_ends(site: Site) -> None:
    site.redirect("/", "/")
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        site.fetch("http://news.example/")
    assert len(site.requests) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://intranet.example/",
        "http://2130706433/",
    ],
)
def test_a_redirect_into_the_network_is_refused(site: Site, target: str) -> None:
    site.hosts |= {name: [name] for name in ("127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1")}
    site.hosts |= {"intranet.example": ["10.1.2.3"], "2130706433": ["127.0.0.1"]}
    site.redirect("/", target)
    with pytest.raises(FetchError, match="not on the public internet"):
        site.fetch("http://news.example/")
    assert len(site.connected) == 1


@pytest.mark.parametrize("answers", [["10.0.0.1"], [PUBLIC, "192.168.1.1"], ["fd00::1", PUBLIC], ["64:ff9b::a00:1"]])
def test_a_name_with_a_private_address_is_refused_wherever_it_stands(site: Site, answers: list[str]) -> None:
    site.hosts["news.example"] = answers
    with pytest.raises(FetchError, match=r"news\.example is not on the public internet"):
        site.fetch("http://news.example/")
    assert site.connected == []


def test_a_redirect_to_another_scheme_is_refused(site: Site) -> None:
    site.redirect("/", "file:///etc/passwd")
    with pytest.raises(FetchError, match="only http and https"):
        site.fetch("http://news.example/")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://news.example/story", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("https:///story", "only http and https"),
        ("http://user:secret@news.example/", "carries a user name or password"),
        ("http://news.example:99999/", "is not a web address"),
        ("http://news.example/\x1b[31m", "is not a web address"),
    ],
)
def test_addresses_that_are_not_fetched(site: Site, url: str, said: str) -> None:
    with pytest.raises(FetchError, match=said) as caught:
        site.fetch(url)
    assert "secret" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert site.connected == []


@pytest.mark.parametrize(("status", "retryable"), [(404, False), (403, False), (410, False), (429, True), (503, True)])
def test_what_a_server_refuses(site: Site, status: int, retryable: bool) -> None:
    site.pages["/"] = lambda request: send(request, status, b"<html>no</html>", Content_Type="text/html")
    with pytest.raises(FetchError, match=rf"http://news\.example/ answered {status} \(") as caught:
        site.fetch("http://news.example/")
    assert caught.value.retryable is retryable
    assert caught.value.hint


@pytest.mark.parametrize("content_type", ["application/pdf", "image/png", "application/json", ""])
def test_only_pages_are_read(site: Site, content_type: str) -> None:
    site.page("/", b"%PDF-1.7", content_type)
    with pytest.raises(FetchError, match="is not a page"):
        site.fetch("http://news.example/")


def test_a_huge_page_is_not_read_to_its_end(site: Site) -> None:
    sent = 0

    def endless(request: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 65536)
            sent += 65536

    site.server.handle_error = lambda *args: None  # type: ignore[method-assign]  # the pipe breaks: that's the point
    site.pages["/"] = endless
    with pytest.raises(FetchError, match="is larger than 1 MB"):
        site.fetch("http://news.example/", size=1_000_000)
    assert sent < 20_000_000


def test_a_gzip_bomb_is_refused(site: Site) -> None:
    site.page("/", gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    with pytest.raises(FetchError, match="is larger than 1 MB"):
        site.fetch("http://news.example/", size=1_000_000)


@pytest.mark.parametrize(("encoding", "body"), [("gzip", b"not gzip at all"), ("br", b"\x0b\x02")])
def test_a_compression_that_cannot_be_undone(site: Site, encoding: str, body: bytes) -> None:
    site.page("/", body, Content_Encoding=encoding)
    with pytest.raises(FetchError, match="compression"):
        site.fetch("http://news.example/")


@pytest.mark.parametrize("part", ["header", "body"])
def test_a_slow_drip_ends_when_the_total_time_is_up(site: Site, part: str) -> None:
    stop = threading.Event()

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
        request.wfile.write(b"X-Slow: " if part == "header" else b"\r\n")
        while not stop.wait(0.05):
            request.wfile.write(b"x")

    site.server.handle_error = lambda *args: None  # type: ignore[method-assign]
    site.pages["/"] = drip
    started = time.monotonic()
    with pytest.raises(FetchError, match="took too long") as caught:
        site.fetch("http://news.example/", total=0.5, read=5)
    stop.set()
    assert 0.4 < time.monotonic() - started < 30
    assert caught.value.retryable


def test_a_server_that_says_nothing_is_given_up(site: Site) -> None:
    stop = threading.Event()
    site.pages["/"] = lambda request: stop.wait(5) and None
    with pytest.raises(FetchError, match="took too long"):
        site.fetch("http://news.example/", read=0.2)
    stop.set()


def test_a_host_that_is_not_found(site: Site) -> None:
    with pytest.raises(FetchError, match=r"The host nowhere\.example can't be found") as caught:
        site.fetch("http://nowhere.example/")
    assert caught.value.retryable


def test_a_port_that_nothing_listens_on(site: Site) -> None:
    def refuse(address: str, port: int, timeout: float) -> socket.socket:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            return socket.create_connection(free.getsockname(), timeout)

    with pytest.raises(FetchError, match="can't be reached"):
        fetch("http://news.example/", resolve=site.resolve, connect=refuse)


def test_the_next_address_is_tried_when_one_does_not_answer(site: Site) -> None:
    site.page("/", PAGE.encode())
    site.hosts["news.example"] = ["93.184.216.35", PUBLIC]

    def connect(address: str, port: int, timeout: float) -> socket.socket:
        if address != PUBLIC:
            raise ConnectionRefusedError
        return site.connect(address, port, timeout)

    assert fetch("http://news.example/", resolve=site.resolve, connect=connect).body == PAGE.encode()


def test_proxies_of_the_environment_are_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.page("/", PAGE.encode())
    assert site.fetch("http://news.example/").body == PAGE.encode()


def test_something_that_is_not_http(site: Site) -> None:
    site.pages["/"] = lambda request: request.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n") and None
    with pytest.raises(FetchError, match="not HTTP"):
        site.fetch("http://news.example/")


@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        (PAGE.encode(), "text/html; charset=utf-8", None),
        (PAGE.encode(), "application/xhtml+xml", None),
        (f"Bridge falls\n\n{STORY}".encode("utf-16"), "text/plain", "Bridge falls"),
        (PAGE.replace("fell", "sank – «fell» –").encode("cp1252"), "text/html; charset=iso-8859-1", None),
    ],
)
def test_an_article_from_its_address(
    site: Site, monkeypatch: pytest.MonkeyPatch, body: bytes, content_type: str, title: str | None
) -> None:
    monkeypatch.setattr(network, "resolve", site.resolve)
    monkeypatch.setattr(network, "connect", site.connect)
    site.redirect("/", "/bridge")
    site.page("/bridge", body, content_type)
    (article,) = read_source("http://news.example/", published="2014-12-01")
    assert isinstance(article, Article)
    assert article.text in (STORY, STORY.replace("fell", "sank – «fell» –"))
    assert article.title == title
    assert article.url == "http://news.example/bridge"
    assert article.source == Origin(kind="url")
    assert article.published.date == "2014-12-01"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        (
            f"{openssl} req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
            f"-subj /CN=news.example -addext subjectAltName=DNS:news.example -keyout {key} -out {cert}"
        ).split(),
        check=True,
        capture_output=True,
    )
    return key, cert


def test_tls_verifies_the_name_though_the_address_is_fixed(site: Site, certificate: tuple[Path, Path]) -> None:
    key, cert = certificate
    names: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    context.sni_callback = lambda connection, name, context: names.append(name)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    site.server.handle_error = lambda *args: None  # type: ignore[method-assign]
    site.page("/", PAGE.encode())
    site.hosts["other.example"] = [PUBLIC]
    trusting = ssl.create_default_context(cafile=str(cert))

    found = fetch("https://news.example/", resolve=site.resolve, connect=site.connect, ssl_context=trusting)
    assert found.body == PAGE.encode()
    assert names == ["news.example"]
    assert site.connected == [(PUBLIC, 443)]
    for url, context in (("https://other.example/", trusting), ("https://news.example/", None)):
        with pytest.raises(FetchError, match="certificate"):
            fetch(url, resolve=site.resolve, connect=site.connect, ssl_context=context)

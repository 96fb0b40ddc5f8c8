from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from urllib.request import urlopen

import pytest
from corpus_model import good_model, story
from misbehaving import MisbehavingServer
from running import query, states, work

from nutgraf.corpus.inputs import Reading
from nutgraf.corpus.web import Web
from nutgraf.errors import FetchError
from nutgraf.reading.fetch import Fetched


class Site:
    """Pages and a robots.txt on this machine, and when each was asked for."""

    def __init__(self, robots: str | int) -> None:
        self.robots = robots
        self.asked: list[tuple[float, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((time.monotonic(), self.path))
                body = f"<article><p>{story(len(self.path))}</p></article>".encode()
                code = 200
                if self.path == "/robots.txt":
                    code = site.robots if isinstance(site.robots, int) else 200
                    body = site.robots.encode() if isinstance(site.robots, str) else b""
                self.send_response(code)
                self.send_header("Content-Type", "text/plain" if self.path == "/robots.txt" else "text/html")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def site() -> Iterator[Callable[[str | int], Site]]:
    made: list[Site] = []

    def make(robots: str | int) -> Site:
        made.append(Site(robots))
        return made[-1]

    yield make
    for one in made:
        one.close()


def get(url: str) -> Fetched:
    """As `reading.fetch` does, which goes to no address on this machine."""
    try:
        with urlopen(url, timeout=5) as answer:
            kind = answer.headers.get_content_type()
            return Fetched(url=url, body=answer.read(), content_type=kind, charset=None)
    except OSError as error:
        code = getattr(error, "code", 500)
        raise FetchError(f"{url} answered {code}.", retryable=code >= 500) from None


async def test_a_file_of_addresses(
    tmp_path: Path, model_server: MisbehavingServer, site: Callable[[str | int], Site]
) -> None:
    model_server.always(good_model())
    here = site("User-agent: *\nDisallow: /private\n\nUser-agent: other\nDisallow: /\n")
    slow = site("User-agent: nutgraf\nCrawl-delay: 0.6\n")
    urls = tmp_path / "pages.urls"
    paths = [f"{here.url}/a", f"{slow.url}/bb", f"{here.url}/private/ccc", f"{here.url}/dddd", f"{slow.url}/eeeee"]
    urls.write_text("\n".join(paths))
    run = tmp_path / "run.db"
    reading = Reading(web=Web(delay=0.2, get=get))
    session = await work(run, [urls], model_server, reading=reading)
    assert (session.counts.done, session.counts.unreadable) == (4, 1)
    ((error, url),) = query(run, "SELECT error, url FROM rows WHERE error IS NOT NULL")
    assert "robots.txt asks programs not to" in error
    assert url.endswith("/private/ccc")
    assert sorted(path for _, path in here.asked) == ["/a", "/dddd", "/robots.txt"]
    for one, delay in ((here, 0.2), (slow, 0.6)):
        times = [when for when, path in one.asked if one is here or path != "/robots.txt"]
        assert all(later - earlier >= delay - 0.02 for earlier, later in pairwise(times))
    # What was fetched is in the run file: nobody is asked again.
    before = len(here.asked) + len(slow.asked)
    again = await work(run, [urls], model_server, reading=Reading(web=Web(delay=0.2, get=get)))
    assert (again.counts.settled, len(here.asked) + len(slow.asked)) == (5, before)
    assert states(run) == {"done": 4, "unreadable": 1}


def test_no_robots_txt_allows_all_and_a_failing_one_nothing(site: Callable[[str | int], Site]) -> None:
    none, failing = site(404), site(503)
    web = Web(delay=0.0, get=get)
    assert b"Dorvela" in web.page(f"{none.url}/a").body
    with pytest.raises(FetchError, match=r"robots\.txt can't be had just now") as raised:
        web.page(f"{failing.url}/a")
    assert raised.value.retryable
    failing.robots = "User-agent: *\nAllow: /"
    assert b"Dorvela" in web.page(f"{failing.url}/a").body

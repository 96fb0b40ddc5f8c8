from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from nutgraf.errors import ReadError
from nutgraf.pages.server import PageServer


@dataclass
class Shown:
    """What is served, and how often it was made."""

    state: str = "1"
    error: ReadError | None = None
    made: list[str] = field(default_factory=list)

    def page(self, state: str) -> str:
        if self.error:
            raise self.error
        self.made.append(state)
        return f"page {state}"


@pytest.fixture
def what() -> Shown:
    return Shown()


@pytest.fixture
def server(what: Shown) -> Iterator[PageServer]:
    with PageServer(page=what.page, state=lambda: what.state) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def get(server: PageServer, path: str, *, host: str | None = None, method: str = "GET") -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request(method, path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.headers.get_content_type(), body


def token(server: PageServer) -> str:
    return server.address.split("/")[3]


def test_it_serves_the_page_and_its_state_at_a_secret_address(server: PageServer) -> None:
    path = f"/{token(server)}/"
    assert len(token(server)) >= 32
    assert get(server, path) == (200, "text/html", "page 1")
    assert get(server, f"{path}state") == (200, "text/plain", "1")


@pytest.mark.parametrize("path", ["/", "/state", "/x/", "/{token}", "/{token}/x", "/{token}/../", "/{TOKEN}/", "/é"])
def test_it_serves_nothing_else(server: PageServer, path: str) -> None:
    path = path.replace("{token}", token(server)).replace("{TOKEN}", token(server).swapcase())
    assert get(server, path.replace("é", "%C3%A9"))[0] == 404


def test_another_name_for_this_machine_is_refused(server: PageServer) -> None:
    assert get(server, f"/{token(server)}/", host="evil.example")[0] == 403
    assert get(server, f"/{token(server)}/", host=f"evil.example:{server.server_port}")[0] == 403
    assert get(server, f"/{token(server)}/", host=f"localhost:{server.server_port}")[0] == 200
    assert get(server, f"/{token(server)}/", method="POST")[0] == 501


def test_it_listens_on_loopback_alone(server: PageServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_the_page_is_made_anew_only_when_something_changed(server: PageServer, what: Shown) -> None:
    path = f"/{token(server)}/"
    assert [get(server, path)[2] for _ in range(3)] == ["page 1"] * 3
    what.state = "2"
    assert get(server, path)[2] == "page 2"
    assert what.made == ["1", "2"]


def test_an_error_is_told_to_the_browser(server: PageServer, what: Shown) -> None:
    what.error = ReadError("run.db is damaged.", hint="Begin anew.")
    assert get(server, f"/{token(server)}/") == (500, "text/plain", "run.db is damaged. Begin anew.\n")

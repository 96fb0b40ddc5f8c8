"""Runs against an endpoint that misbehaves, with everything else that can go wrong."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from corpus_model import content, good_model, story
from misbehaving import Behaviour, MisbehavingServer, Request, Response, answer, hang, status
from running import query, states, work, write_rows

from nutgraf.corpus.inputs import Reading
from nutgraf.corpus.ledger import Ledger
from nutgraf.corpus.runner import Runner
from nutgraf.errors import ModelUnavailable, OutputError


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return tmp_path / "run.db"


def stories(folder: Path, numbers: Iterator[int] | range, name: str = "news.jsonl") -> Path:
    return write_rows(folder / name, [{"text": story(number), "id": number} for number in numbers])


async def test_copies_are_done_once_and_delivered_twice(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(good_model())
    rows = [{"text": story(n % 4), "id": n, "url": f"https://example.org/{n}"} for n in range(12)]
    news = write_rows(run.with_name("news.jsonl"), rows)
    session = await work(run, [news], model_server)
    assert (session.end, session.counts.done, states(run)) == ("done", 4, {"done": 12})
    assert len(model_server.requests) == 8  # one window and one sentence of the summary each
    again = await work(run, [news], model_server)
    assert (again.counts.done, again.counts.settled, len(model_server.requests)) == (0, 12, 8)


async def test_the_same_text_of_another_day_is_other_work(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(good_model())
    rows = [{"text": story(1), "published": day} for day in ("2021-03-04", "2021-03-05", "2021-03-04")]
    news = write_rows(run.with_name("news.jsonl"), rows)
    assert (await work(run, [news], model_server)).counts.done == 2


async def test_a_changed_prompt_makes_articles_due_again(run: Path, model_server: MisbehavingServer) -> None:
    from nutgraf.corpus.work import setup_of
    from nutgraf.prompts import shipped_folder
    from nutgraf.settings import load_settings

    model_server.always(good_model())
    news = stories(run.parent, range(5))
    await work(run, [news], model_server)
    folder = run.parent / "prompts"
    folder.mkdir()
    source = (shipped_folder() / "summarise.md").read_text()
    (folder / "summarise.md").write_text(source.replace("--- user ---", "Be brief.\n--- user ---", 1))
    changed = setup_of(load_settings(model="test", base_url=model_server.base_url, prompts=folder), "standard")
    with Ledger(run) as ledger:
        assert ledger.due_again(changed) == 5
    before = len(model_server.requests)
    session = await work(run, [news], model_server, prompts=folder)
    assert session.counts.done == 5
    # What the unchanged prompt asked is known: only the summaries are asked for.
    assert len(model_server.requests) - before == 5
    assert states(run) == {"done": 5}


def faulty(seed: int, share: float = 0.05) -> Behaviour:
    """A good model, behind a server that does each of seven things wrong in `share` of all cases."""
    draw = random.Random(seed)
    cut = answer('{"events": [{"sentences": [1], "wha')
    wrong = answer({"answer": 42})
    slow = good_model(pace=0.1)
    faults: list[Behaviour] = [
        status(429, headers={"Retry-After": "0.2"}),
        status(500),
        hang(3.0),
        good_model(reset_after=40),
        cut,
        wrong,
        slow,
    ]

    def behave(request: Request) -> Response:
        number = draw.random()
        kind = int(number / share)
        return (faults[kind] if kind < len(faults) else good_model())(request)

    return behave


async def test_every_row_is_settled_whatever_the_endpoint_does(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(faulty(7))
    news = stories(run.parent, range(100))
    session = await work(
        run, [news], model_server, timeout_attempt=2.5, timeout_read=2.5, timeout_total=90, concurrency=24
    )
    assert session.end == "done"
    assert states(run) == {"done": 100}
    assert query(run, "SELECT count(*) FROM work") == [(100,)]
    assert session.pace.limited > 0


async def test_an_endpoint_that_goes_away_and_comes_back(run: Path) -> None:
    with MisbehavingServer() as first:
        first.always(good_model(delay=0.05))
        port = int(first.base_url.rsplit(":", 1)[1].split("/")[0])
        news = stories(run.parent, range(60))
        away = asyncio.get_running_loop().create_future()

        def watch(runner: Runner) -> None:
            async def go_away() -> None:
                while runner.counts.done < 10:  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
                await asyncio.to_thread(first.__exit__)
                away.set_result(None)

            runner.test = asyncio.create_task(go_away())  # type: ignore[attr-defined]

        working = asyncio.create_task(work(run, [news], first, on_runner=watch, concurrency=4))
        await away
        await asyncio.sleep(3)
        assert not working.done()
        with MisbehavingServer(port=port) as second:
            second.always(good_model())
            session = await asyncio.wait_for(working, 120)
        assert (session.end, states(run)) == ("done", {"done": 60})


async def test_no_endpoint_at_all_stops_the_run_and_leaves_the_rows_due(run: Path) -> None:
    with MisbehavingServer() as server:
        server.always(status(401, "no such key"))
        with pytest.raises(ModelUnavailable):
            await work(run, [stories(run.parent, range(5))], server)
        assert "done" not in states(run)
        server.always(good_model())
        assert (await work(run, [run.with_name("news.jsonl")], server)).counts.done == 5
    assert query(run, "SELECT outcome FROM sessions") == [("error",), ("done",)]


async def test_a_full_disk_stops_the_run_and_loses_nothing(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(good_model())
    news = stories(run.parent, range(80))

    def fill(ledger: Ledger) -> None:
        pages = ledger.db.execute("PRAGMA page_count").fetchone()[0]
        ledger.db.execute(f"PRAGMA max_page_count = {pages + 40}")

    with pytest.raises(OutputError, match="no room left"):
        await work(run, [news], model_server, on_ledger=fill)
    before = states(run).get("done", 0)
    assert before < 80
    assert query(run, "PRAGMA integrity_check") == [("ok",)]
    session = await work(run, [news], model_server)
    assert session.counts.done == 80 - before
    assert states(run) == {"done": 80}


async def test_broken_rows_are_named_and_the_others_done(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(good_model())
    rows: list[Any] = [
        {"text": story(1)},
        "{broken",
        {"text": 5},
        {"title": "nothing"},
        {"text": "\x00\ufeff"},
        '{"text": "\\ud800 lone"}',
        "[" * 100_000,
        {"html": "<div>" * 5000},
        {"text": story(2)},
    ]
    session = await work(run, [write_rows(run.with_name("news.jsonl"), rows)], model_server)
    assert session.counts.done >= 2
    found = query(run, "SELECT position, state, error FROM results ORDER BY position")
    assert [position for position, *_ in found] == list(range(1, 10))
    assert {state for _, state, _ in found} == {"done", "unreadable"}
    assert found[1][2].endswith("line 2, is not JSON.")


async def test_interrupted_once_it_finishes_what_is_under_way(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(good_model(delay=0.3))

    def press(runner: Runner) -> None:
        asyncio.get_running_loop().call_later(0.8, runner.interrupt)

    session = await work(run, [stories(run.parent, range(200))], model_server, on_runner=press, concurrency=4)
    assert session.end == "interrupted"
    assert 0 < session.counts.done < 100
    # All that was begun is done: there is no answer without its report.
    assert query(run, "SELECT count(*) FROM answers") == [(2 * session.counts.done,)]
    model_server.always(good_model())
    await work(run, [run.with_name("news.jsonl")], model_server)
    assert states(run) == {"done": 200}


async def test_interrupted_twice_it_stops_at_once(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(hang(30))

    def press(runner: Runner) -> None:
        for seconds in (0.5, 0.7):
            asyncio.get_running_loop().call_later(seconds, runner.interrupt)

    begun = time.monotonic()
    session = await work(run, [stories(run.parent, range(20))], model_server, on_runner=press)
    assert (session.end, session.counts.done) == ("interrupted", 0)
    assert time.monotonic() - begun < 15


async def test_answers_of_articles_half_done_are_not_asked_for_again(
    run: Path, model_server: MisbehavingServer
) -> None:
    def first_stage_alone(request: Request) -> Response:
        if request.schema_name.startswith("Events"):
            return good_model()(request)
        return hang(30)(request)

    def press(runner: Runner) -> None:
        async def twice() -> None:
            while sum(one.schema_name == "WireSentence" for one in model_server.requests) < 3:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
            runner.interrupt()
            runner.interrupt()

        runner.test = asyncio.create_task(twice())  # type: ignore[attr-defined]

    model_server.always(first_stage_alone)
    news = stories(run.parent, range(3))
    await work(run, [news], model_server, on_runner=press)
    assert states(run) == {"due": 3}
    model_server.requests.clear()
    model_server.always(good_model())
    await work(run, [news], model_server)
    assert states(run) == {"done": 3}
    assert {one.schema_name for one in model_server.requests} == {"WireSentence"}


async def test_a_budget_stops_the_run_in_time(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(good_model())  # 240 tokens an article
    news = stories(run.parent, range(100))
    session = await work(run, [news], model_server, max_tokens=6000, concurrency=4)
    assert session.end == "budget"
    ((used,),) = query(run, "SELECT sum(prompt_tokens + completion_tokens) FROM sessions")
    assert 4500 <= used <= 6000
    session = await work(run, [news], model_server, max_tokens=6000)
    assert (session.end, session.counts.done) == ("budget", 0)
    await work(run, [news], model_server)
    assert states(run) == {"done": 100}


async def test_a_huge_article_holds_up_no_other(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(good_model())
    paragraph = "The council of Dorvela met for a long time and decided nothing at all that anybody could name. "
    huge = "\n\n".join(f"{paragraph * 8}Session {n}." for n in range(300))
    rows = [{"text": huge, "id": "huge"}, *({"text": story(n)} for n in range(60))]
    news = write_rows(run.with_name("news.jsonl"), rows)
    await work(run, [news], model_server, concurrency=16)
    order = [
        position
        for (position,) in query(
            run, "SELECT position FROM rows JOIN work ON work.article = rows.article ORDER BY finished, work.rowid"
        )
    ]
    assert len(order) == 61
    assert order.index(1) > 50


async def test_failures_are_data_and_can_be_tried_again(run: Path, model_server: MisbehavingServer) -> None:
    def behave(request: Request) -> Response:
        if "report 3" in str(request.body["messages"]):
            return status(400, "not this one")(request)
        return good_model()(request)

    model_server.always(behave)
    news = stories(run.parent, range(6))
    session = await work(run, [news], model_server)
    assert (session.counts.done, session.counts.failed) == (5, 1)
    ((kind, error, hint),) = query(run, "SELECT kind, error, hint FROM results WHERE state = 'failed'")
    assert kind == "RequestFailed"
    assert "answered 400: not this one" in error
    assert hint
    # The same command doesn't ask again for what failed for good.
    assert (await work(run, [news], model_server)).counts.failed == 0


async def test_what_comes_slowly_from_a_row_source_is_worked_on_at_once(
    run: Path, model_server: MisbehavingServer
) -> None:
    from nutgraf.corpus.budget import Budget, Price
    from nutgraf.corpus.inputs import read_inputs
    from nutgraf.corpus.pace import Pace
    from nutgraf.corpus.runner import RunAnswers
    from nutgraf.corpus.work import setup_of
    from nutgraf.pipeline import Nutgraf
    from nutgraf.settings import load_settings

    model_server.always(good_model())
    rows = list(read_inputs([str(stories(run.parent, range(2)))], Reading()))
    finished: list[float] = []

    def slow() -> Iterator[Any]:
        yield rows[0]
        time.sleep(2.5)
        yield rows[1]

    settings = load_settings(model="test", base_url=model_server.base_url)
    with Ledger(run) as ledger:
        ledger.begin(setup_of(settings, "standard"), [])
        budget = Budget(price=Price(model="test", provider=None))
        answers = RunAnswers(ledger, budget)
        pace = Pace()
        async with Nutgraf(settings=settings, answers=answers, traffic=pace) as nutgraf:
            runner = Runner(ledger=ledger, nutgraf=nutgraf, answers=answers, pace=pace, budget=budget)
            await runner.run(slow())
    finished = [when for (when,) in query(run, "SELECT finished FROM work ORDER BY finished")]
    assert finished[1] - finished[0] > 0.5


def test_the_model_of_these_tests_answers_in_the_schema() -> None:
    body = {
        "messages": [{"role": "user", "content": "1: A fire burned."}],
        "response_format": {"json_schema": {"name": "Events1"}},
    }
    assert content(Request(path="", headers={}, body=body, when=0.0))

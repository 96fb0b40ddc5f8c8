from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from corpus_model import good_model, story
from misbehaving import MisbehavingServer
from running import query, work, write_rows

from nutgraf.corpus import database
from nutgraf.corpus.budget import Budget, BudgetSpent, Price
from nutgraf.corpus.codebooks import crosswalk
from nutgraf.corpus.export import reports, write_tables
from nutgraf.corpus.ledger import Ledger
from nutgraf.corpus.lock import locked
from nutgraf.corpus.past import past_of
from nutgraf.corpus.work import setup_of
from nutgraf.errors import OutputError
from nutgraf.event_types import event_types
from nutgraf.settings import load_settings
from nutgraf.usage import Usage


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return tmp_path / "run.db"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.2)


def refusal(run: Path) -> str:
    with pytest.raises(OutputError) as raised, Ledger(run):
        pass
    assert raised.value.hint
    return str(raised.value)


@pytest.mark.usefixtures("quick")
def test_files_that_cant_be_used_are_named(run: Path) -> None:
    with Ledger(run):
        pass
    with closing(sqlite3.connect(run, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "holds" in refusal(run)
        other.execute("ROLLBACK")
        other.execute("PRAGMA user_version = 99")
    assert "newer nutgraf" in refusal(run)
    assert "can't be opened" in refusal(run.parent / "no folder" / "run.db")


def test_a_damaged_file(run: Path) -> None:
    setup = setup_of(load_settings(model="test", base_url="http://127.0.0.1:1/v1"), "standard")
    with Ledger(run) as ledger:
        ledger.begin(setup, [])
    content = bytearray(run.read_bytes())
    run.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(OutputError, match="is damaged"), Ledger(run) as ledger:
        ledger.begin(setup, [])
    with pytest.raises(OutputError, match="is damaged"):
        past_of(run)
    run.write_bytes(content[:3000])
    assert "is damaged" in refusal(run) or "is no run file" in refusal(run)


def test_a_lock_is_free_when_its_process_is_killed(run: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from nutgraf.corpus.lock import locked\n"
        "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(run)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(OutputError, match="Another process is working on"), locked(run):
            pass
        holder.kill()
        holder.wait()
        with locked(run):
            pass


def test_half_a_transaction_counts_for_nothing(run: Path) -> None:
    with Ledger(run) as ledger:

        def half() -> None:
            with ledger.together():
                ledger.keep("key", "answer")
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            half()
        assert ledger.recall("key") is None


async def test_it_can_be_read_on_a_medium_that_cant_be_written(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(good_model())
    news = write_rows(run.with_name("news.jsonl"), [{"text": story(n)} for n in range(3)])
    await work(run, [news], model_server)
    moved = run.parent / "medium" / "run.db"
    moved.parent.mkdir()
    run.rename(moved)  # noqa: ASYNC240
    moved.parent.chmod(0o500)
    try:
        assert past_of(moved).states == {"done": 3}
        assert len(list(reports(moved))) == 3
    finally:
        moved.parent.chmod(0o700)


async def test_tables_join_and_agree_with_the_reports(run: Path, model_server: MisbehavingServer) -> None:
    import csv

    model_server.always(good_model())
    news = write_rows(run.with_name("news.jsonl"), [{"text": story(n % 3), "id": n} for n in range(5)])
    await work(run, [news], model_server)
    found = dict(reports(run))
    assert len(found) == 5
    counts = write_tables(run, run.parent / "tables", "csv")

    def table(name: str) -> list[dict[str, str]]:
        with (run.parent / "tables" / f"{name}.csv").open(newline="") as stream:
            lines = list(csv.DictReader(stream))
        assert len(lines) == counts[name]
        return lines

    events = {(line["row"], line["event"]) for line in table("events")}
    assert events == {(str(row), event.id) for row, report in found.items() for event in report.events}
    for name in ("participants", "places", "quantities", "attributions"):
        lines = table(name)
        assert lines
        assert {(line["row"], line["event"]) for line in lines} <= events
        for line in lines:
            words = line.get("name") or line.get("text") or line.get("source") or ""
            if line["start"]:
                assert found[int(line["row"])].article.text[int(line["start"]) : int(line["end"])] == words
    assert {line["row"] for line in table("summaries")} == {str(row) for row in found}


def test_every_type_has_a_line_in_the_crosswalk() -> None:
    assert list(crosswalk()) == list(event_types())
    plover = {line["plover_event"] for line in crosswalk().values()} - {""}
    assert plover <= set(
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE"
        " COERCE ASSAULT".split()
    )


def test_prices() -> None:
    known = Price(model="gpt-4o-mini", provider="openai")
    usage = Usage(prompt=1_000_000, completion=100_000, cached=500_000)
    cost = known.of(usage)
    assert cost is not None
    assert 0 < cost < (known.of(Usage(prompt=1_000_000, completion=100_000)) or 0)
    assert Price(model="no-such-model-at-all", provider="openai").of(usage) is None
    assert Price(model="gpt-4o-mini", provider=None).of(usage) is None
    assert Price(model="local", provider=None, free=True).of(usage) == 0.0


def test_a_budget_in_dollars() -> None:
    price = Price(model="gpt-4o-mini", provider="openai")
    budget = Budget(price=price, max_cost=1.0, before=(0, 0.9))
    budget.check()
    budget.add(Usage(prompt=10_000_000))
    with pytest.raises(BudgetSpent):
        budget.check()


def test_the_run_file_can_be_read_while_it_is_written(run: Path) -> None:
    with Ledger(run) as ledger, ledger.together():
        ledger.keep("a", "1")
        seen: list[object] = []
        reader = threading.Thread(target=lambda: seen.append(query(run, "SELECT count(*) FROM answers")))
        reader.start()
        reader.join(5)
        assert seen == [[(0,)]]

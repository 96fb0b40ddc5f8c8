"""Runs by way of files of requests and answers: the same results as live ones, whatever the service leaves undone."""

from __future__ import annotations

import json
import logging
import os
import random
import re
import subprocess
import time
from contextlib import redirect_stderr, redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from batch_service import Line, answered, expired, line, requests_of, serve, write
from commands import Done, command
from corpus_model import content, good_model, story
from misbehaving import MisbehavingServer, Request, Response, answer, status
from running import query, states, write_rows

from nutgraf.cli import app
from nutgraf.corpus import request_files
from nutgraf.corpus.budget import Price
from nutgraf.corpus.export import reports as handed_over
from nutgraf.corpus.request_files import RequestFiles
from nutgraf.errors import SettingError
from nutgraf.usage import Usage

MANY = {"NUTGRAF_WINDOW": "1"}
"""A paragraph a call: several requests an article."""


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return tmp_path / "run.db"


def first(run: Path, server: MisbehavingServer, *more: str, **variables: str) -> Done:
    """The first command of a run by files; without `more`, a live run."""
    news = str(run.with_name("news.jsonl"))
    return here("batch", news, "--run", str(run), "--model", "test", "--base-url", server.base_url, *more, **variables)


def further(run: Path, *more: str | Path) -> Done:
    return here("batch", "--run", str(run), *map(str, more))


def here(*arguments: str, **variables: str) -> Done:
    """Runs a command as `commands.nutgraf` does, but in this process: runs by files are many short commands."""
    logger = logging.getLogger("nutgraf")
    before = logger.handlers[:], logger.propagate
    out, err = StringIO(), StringIO()
    try:
        with patch.dict(os.environ, variables), redirect_stdout(out), redirect_stderr(err):
            status = app.run(arguments)
    finally:
        logger.handlers[:], logger.propagate = before
    assert "Traceback" not in err.getvalue()
    assert "This is a bug" not in err.getvalue()
    return Done(status, out.getvalue(), err.getvalue())


def long_story(number: int) -> str:
    """Of four paragraphs; no sentence is another article's."""
    return (
        f"A fire burned three shops in Dorvela on Monday, police said in report {number}. Nobody at number {number} "
        f"was hurt.\n\nThe mayor promised the {number} owners help with the repairs.\n\n"
        f"Two men robbed a bank in Karvela on Tuesday, the bank said in notice {number}. They fled on foot after "
        f"{number} minutes. A guard of {number + 20} was hurt.\n\n"
        f"The council of Mirova voted for school {number} on Wednesday, its speaker said. School {number} will open "
        "in spring."
    )


def moody(request: Request) -> Response:
    """A model that answers in every way that there is: the same each time that it is asked the same."""
    messages = request.body["messages"]
    asked = str(messages)
    mood = int(sha256(asked.encode()).hexdigest(), 16) % 10
    again = any(one["role"] == "assistant" for one in messages)
    if "report 3" in asked:
        return status(400, "not this one")(request)
    if request.schema_name.startswith("Events"):
        several = len(re.findall(r"^\d+: ", str(messages[-1]["content"]), re.MULTILINE)) > 1
        if mood == 0 and several:
            return answer('{"events": [{"sent', finish_reason="length")(request)
        if mood == 1 or (mood == 2 and not again):
            return answer({"answer": 42})(request)
        if mood == 3:
            return answer(None, refusal="I'd rather not.")(request)
        if mood == 4:
            return answer(" ")(request)
        return good_model()(request)
    passage = str(next(one["content"] for one in messages if one["role"] == "user"))
    if mood in (0, 1, 2):
        return answer({"sentence": "Police in Dorvela said that 99 shops burned."})(request)
    found = re.search(r"(?:A fire|Two men|The council|School)[^.]+\.", passage)
    return answer({"sentence": found[0] if found else "Nothing is known."})(request)


def reports(run: Path) -> list[dict[str, Any]]:
    """What a run hands over, but for what it took: a live call that breaks off is made again, or has been answered."""
    left_out = {"run": {"calls", "tokens", "seconds"}}
    return [report.model_dump(mode="json", exclude=left_out) for _, report in handed_over(run)]


def calls(run: Path) -> list[int]:
    return [report.run.calls for _, report in handed_over(run)]


def bodies(server: MisbehavingServer) -> set[str]:
    return {json.dumps(one.body, sort_keys=True) for one in server.requests}


def test_the_results_are_those_of_a_live_run(run: Path, model_server: MisbehavingServer) -> None:
    model_server.always(moody)
    write_rows(run.with_name("news.jsonl"), [{"text": long_story(n % 12), "id": n} for n in range(14)])
    live = run.with_name("live.db")
    assert first(live, model_server, **MANY).status == 1
    sent_live = bodies(model_server)
    model_server.requests.clear()

    draw = random.Random(3)

    def fault(request: Line) -> Line | str | None:
        number = draw.random() if rounds < 3 else 1.0
        if number < 0.1:
            return None
        if number < 0.2:
            return expired(request)
        return line(request, 429, {"error": {"message": "Slow down."}}) if number < 0.3 else ""

    done = first(run, model_server, "--prepare", str(run.with_name("ask-0.jsonl")), **MANY)
    rounds = 0
    foreign = {"custom_id": "0" * 64}
    while (asked := run.with_name(f"ask-{rounds}.jsonl")).exists():
        assert "requests for" in done.err
        answers = serve(asked, model_server, fault=fault)
        lines = answers.read_text().splitlines()
        twice = [json.loads(one) for one in lines[: len(lines) // 2]]
        other = line(foreign, 200, {})
        write(answers, [*(json.loads(one) for one in lines), *twice, other])
        rounds += 1
        done = further(run, "--collect", answers, "--prepare", run.with_name(f"ask-{rounds}.jsonl"))
        assert rounds < 12, done.err
        assert "1 to no request of this run" in done.err
    assert "There is nothing to ask" in done.err
    assert done.status == 1  # the article that the server refused
    assert states(run) == states(live) == {"done": 13, "failed": 1}
    assert reports(run) == reports(live)
    assert query(run, "SELECT kind, error, hint FROM results WHERE state = 'failed'") == query(
        live, "SELECT kind, error, hint FROM results WHERE state = 'failed'"
    )
    # What was asked is, word for word, what the live run sent.
    assert bodies(model_server) == sent_live


def test_it_takes_few_rounds(run: Path, model_server: MisbehavingServer) -> None:
    """All windows of all articles in the first file, and all sentences of all summaries in the second."""
    model_server.always(answer(lambda request: content(request)))
    write_rows(run.with_name("news.jsonl"), [{"text": long_story(n)} for n in range(5)])
    done = first(run, model_server, "--prepare", str(run.with_name("one.jsonl")), **MANY)
    assert "20 requests for 5 articles in" in done.err
    answers = serve(run.with_name("one.jsonl"), model_server)
    done = further(run, "--collect", answers, "--prepare", run.with_name("two.jsonl"))
    names = {one["body"]["response_format"]["json_schema"]["name"] for one in requests_of(run.with_name("two.jsonl"))}
    assert names == {"WireSentence"}
    assert len(requests_of(run.with_name("two.jsonl"))) >= 15
    answers = serve(run.with_name("two.jsonl"), model_server)
    further(run, "--collect", answers, "--prepare", run.with_name("three.jsonl"))


def small_run(run: Path, server: MisbehavingServer, articles: int = 3) -> Path:
    """A run whose first file is written; that file."""
    server.always(good_model())
    write_rows(run.with_name("news.jsonl"), [{"text": story(n)} for n in range(articles)])
    asked = run.with_name("ask.jsonl")
    assert first(run, server, "--prepare", str(asked)).status == 0
    return asked


def used(run: Path) -> list[tuple[Any, ...]]:
    return query(run, "SELECT sum(calls), sum(prompt_tokens), sum(completion_tokens) FROM sessions")


def test_taken_twice_a_file_changes_nothing(run: Path, model_server: MisbehavingServer) -> None:
    answers = serve(small_run(run, model_server), model_server)
    copy = write(run.with_name("copy.jsonl"), [json.loads(one) for one in answers.read_text().splitlines()])
    second = run.with_name("second.jsonl")
    assert "3 answers collected" in further(run, "--collect", answers, "--collect", copy, "--prepare", second).err
    before = second.read_bytes(), used(run), query(run, "SELECT * FROM answers"), states(run)
    assert before[1:] == ([(3, 300, 60)], before[2], {"due": 3})
    assert len(before[2]) == 3
    done = further(run, "--collect", answers, "--prepare", second)
    assert "0 answers collected, 3 known before" in done.err
    assert "3 of these requests had a place in a file before" in done.err
    assert (second.read_bytes(), used(run), query(run, "SELECT * FROM answers"), states(run)) == before
    further(run, "--collect", serve(second, model_server))
    found = reports(run)
    assert calls(run) == [2, 2, 2]
    assert (used(run), states(run)) == ([(6, 600, 120)], {"done": 3})
    assert "0 answers collected, 3 known before" in further(run, "--collect", answers).err
    assert (reports(run), used(run)) == (found, [(6, 600, 120)])
    assert query(run, "SELECT count(*), count(DISTINCT article) FROM attempts") == [(3, 3)]


def test_killed_while_it_collects_it_loses_nothing_and_counts_nothing_twice(
    run: Path, model_server: MisbehavingServer
) -> None:
    asked = small_run(run, model_server, articles=60)
    requests = requests_of(asked)
    kept = answered(requests[0], model_server)["response"]["body"]
    lines = [line(one, 200, kept) for one in requests]
    # Lines to no request of this run make the file long: the kill comes while it is read.
    foreign = [line({"custom_id": f"{n}"}, 200, kept) for n in range(10_000)]
    answers = write(run.with_name("answers.jsonl"), [*lines[:30], *foreign, *lines[30:]])
    taken = 0
    for kill in range(3):
        given = command("batch", "--run", str(run), "--collect", str(answers))
        process = subprocess.Popen(given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        patience = time.monotonic() + 60
        while query(run, "SELECT count(*) FROM sessions")[0][0] < kill + 2 or not taken_in(run):
            assert time.monotonic() < patience
            time.sleep(0.01)
        time.sleep(kill / 20)
        process.kill()
        process.wait()
        taken = taken_in(run)
        assert 30 <= taken <= 60
        assert used(run) == [(taken, 100 * taken, 20 * taken)]
        assert query(run, "PRAGMA integrity_check") == [("ok",)]
    second = run.with_name("second.jsonl")
    assert further(run, "--collect", answers, "--prepare", second).status == 0
    assert used(run) == [(60, 6_000, 1_200)]
    further(run, "--collect", serve(second, model_server))
    assert states(run) == {"done": 60}
    assert query(run, "SELECT count(*), count(DISTINCT article) FROM work") == [(60, 60)]


def taken_in(run: Path) -> int:
    """How many answers a run file has."""
    return int(query(run, "SELECT count(status) FROM requests")[0][0])


def test_what_the_model_does_not_take_is_left_out_next_time(run: Path, model_server: MisbehavingServer) -> None:
    asked = small_run(run, model_server)

    def choosy(request: Request) -> Response:
        for name in ("max_tokens", "temperature"):
            if name in request.body:
                return status(400, f"Unsupported parameter: '{name}' is not supported with this model.")(request)
        return good_model()(request)

    model_server.always(choosy)
    done = further(run, "--collect", serve(asked, model_server), "--prepare", asked)
    assert "The model doesn't take max_tokens" in done.err
    assert "a file before" not in done.err
    assert {"max_tokens", "max_completion_tokens"} & set(requests_of(asked)[0]["body"]) == {"max_completion_tokens"}
    further(run, "--collect", serve(asked, model_server), "--prepare", asked)
    assert "temperature" not in requests_of(asked)[0]["body"]
    further(run, "--collect", serve(asked, model_server), "--prepare", asked)
    assert "temperature" not in requests_of(asked)[0]["body"]
    assert "There is nothing to ask" in further(run, "--collect", serve(asked, model_server), "--prepare", asked).err
    assert states(run) == {"done": 3}
    assert calls(run) == [2, 2, 2]


def test_a_live_run_goes_on_where_files_left_it(run: Path, model_server: MisbehavingServer) -> None:
    asked = small_run(run, model_server)
    further(run, "--collect", serve(asked, model_server))
    model_server.requests.clear()
    assert first(run, model_server).status == 0
    assert {one.schema_name for one in model_server.requests} == {"WireSentence"}
    assert states(run) == {"done": 3}


def test_files_go_on_where_a_live_run_left_it(run: Path, model_server: MisbehavingServer) -> None:
    def first_stage_alone(request: Request) -> Response:
        return good_model()(request) if request.schema_name.startswith("Events") else status(401)(request)

    write_rows(run.with_name("news.jsonl"), [{"text": story(1)}])
    model_server.always(first_stage_alone)
    assert first(run, model_server).status == 3
    asked = run.with_name("ask.jsonl")
    further(run, "--prepare", asked)
    (request,) = requests_of(asked)
    assert request["body"]["response_format"]["json_schema"]["name"] == "WireSentence"


def test_odd_lines(run: Path, model_server: MisbehavingServer) -> None:
    asked = small_run(run, model_server, articles=12)
    requests = requests_of(asked)
    good = [answered(one, model_server) for one in requests]
    choice = good[0]["response"]["body"]["choices"][0]
    completions: list[Any] = [
        {},
        {"choices": []},
        {"choices": "abc"},
        {"choices": [5]},
        {"choices": [{}]},
        {"choices": [choice | {"message": None}]},
        {"choices": [choice | {"message": {"role": "assistant", "content": None}}]},
        {"error": {"message": "not now"}},
        {"choices": [choice], "usage": "many"},
    ]
    odd = [line(request, 200, body) for request, body in zip(requests[:9], completions, strict=True)]
    vllm = line(requests[9], 400, None, "Engine is dead")
    too_long = {"error": {"message": "the maximum context length is 10 tokens", "code": 400}}
    answers = write(
        run.with_name("answers.jsonl"),
        [*odd, vllm, line(requests[10], 400, None, too_long), line(requests[11], 200, 7)],
    )
    done = further(run, "--collect", answers, "--prepare", asked)
    assert "2 answers collected, 10 to be asked again" in done.err
    assert "1 x Engine is dead" in done.err
    assert "Traceback" not in done.err
    again = {one["custom_id"] for one in requests_of(asked)}
    # The one that was too long is asked in halves.
    assert len(again - {one["custom_id"] for one in requests}) == 3
    odd = [line(request, 200, body) for request, body in zip(requests[:9], completions, strict=True)]
    done = further(run, "--collect", write(answers, odd))
    assert "8 answers collected" in done.err
    failures = [error for (error,) in query(run, "SELECT error FROM results WHERE state = 'failed'")]
    assert len(failures) == 3  # the others are answers without content: their windows are lost, as in a live run
    assert all("answered, but not as a model server does" in error for error in failures)


def test_files_that_are_no_answers_are_named(run: Path, model_server: MisbehavingServer) -> None:
    asked = small_run(run, model_server)
    answers = run.with_name("answers.jsonl")

    def said(text: str) -> str:
        answers.write_text(text)
        done = further(run, "--collect", answers)
        assert (done.status, done.err.count("\n")) == (1, 1)
        return done.err

    assert "answers.jsonl is no file of answers: line 1 is not JSON." in said("no JSON\nat all\n")
    assert "line 1 has no custom_id" in said('{"id": 1}\n')
    assert "line 1 is a request, not an answer" in said(asked.read_text())
    other = json.dumps(line({"custom_id": "x"}, 200, {}))
    assert "None of the answers in" in said(f"{other}\n{other}\n")
    answers.unlink()
    assert "answers.jsonl can't be read: No such file" in further(run, "--collect", answers).err
    # A download that broke off, and an empty file of errors.
    whole = serve(asked, model_server).read_text()
    answers.write_text(whole[:-40])
    done = further(run, "--collect", answers, "--collect", write(run.with_name("errors.jsonl"), []))
    assert "2 answers collected" in done.err
    assert "1 line passed over as no answers; the first:" in done.err
    assert "line 3, is not JSON" in done.err


def test_calls_that_make_no_sense_are_refused(run: Path, model_server: MisbehavingServer) -> None:
    asked = small_run(run, model_server)
    new = run.with_name("new.db")
    news, file = str(run.with_name("news.jsonl")), str(run.with_name("x.jsonl"))

    def said(*arguments: str | Path) -> str:
        done = here("batch", *map(str, arguments))
        assert (done.status, done.err.count("\n")) == (2, 1)
        return done.err

    assert "takes no files of requests" in said(news, "--run", new, "--prepare", file)
    assert "none can be made for" in said(news, "--run", new, "--model", "anthropic/x", "--prepare", file)
    assert "are for requests that are sent" in said("--run", run, "--prepare", file, "--max-cost", "3")
    assert "is as" in said("--run", run, "--prepare", file, "--model", "other")
    assert "nothing to read" in said("--run", run)
    assert "with --dry-run" in said("--run", run, "--dry-run", "--collect", file)
    assert "holds no requests" in said("--run", run, "--prepare", news)
    assert not new.exists()
    assert not Path(file).exists()
    missing = here("batch", "--run", str(new), "--collect", file)
    assert (missing.status, "There is no run file" in missing.err) == (1, True)
    # A hosted model needs no key for a file.
    done = here("batch", news, "--run", str(new), "--model", "openai/gpt-5-mini", "--prepare", file)
    assert done.status == 0, done.err
    assert requests_of(Path(file))[0]["body"]["model"] == "gpt-5-mini"
    assert asked.exists()


def test_requests_that_cant_be_written_stop_the_run_and_fail_no_article(
    run: Path, model_server: MisbehavingServer
) -> None:
    small_run(run, model_server)
    done = further(run, "--prepare", run.with_name("no folder") / "ask.jsonl")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "ask.jsonl can't be written: No such file or directory." in done.err
    assert states(run) == {"due": 3}


def test_a_run_file_that_is_worked_on_is_left_alone(run: Path, model_server: MisbehavingServer) -> None:
    from nutgraf.corpus.lock import locked

    asked = small_run(run, model_server)
    with locked(run):
        done = further(run, "--prepare", asked)
    assert (done.status, "Another process is working on" in done.err) == (1, True)
    assert len(requests_of(asked)) == 3


def test_a_server_that_has_moved_is_the_one_that_is_gone_on_with(run: Path, model_server: MisbehavingServer) -> None:
    asked = small_run(run, model_server)
    with MisbehavingServer() as moved:
        assert first(run, moved, "--prepare", str(asked)).status == 0
        before = requests_of(asked)
        done = further(run, "--prepare", asked)
    assert "3 of these requests had a place in a file before" in done.err
    assert requests_of(asked) == before


def test_changed_prompts_are_asked_with(run: Path, model_server: MisbehavingServer) -> None:
    from nutgraf.prompts import shipped_folder

    folder = run.with_name("prompts")
    folder.mkdir()
    source = (shipped_folder() / "summarise.md").read_text()
    (folder / "summarise.md").write_text(source)
    asked = small_run(run, model_server)
    first(run, model_server, "--prompts", str(folder), "--prepare", str(asked))
    further(run, "--collect", serve(asked, model_server), "--prepare", asked)
    further(run, "--collect", serve(asked, model_server))
    assert states(run) == {"done": 3}
    (folder / "summarise.md").write_text(source.replace("--- user ---", "Be brief.\n--- user ---", 1))
    done = further(run, "--prepare", asked)
    assert (done.status, "have changed" in done.err) == (2, True)
    done = first(run, model_server, "--prompts", str(folder), "--prepare", str(asked))
    assert "3 articles in" in done.err
    assert "will be done again" in done.err
    assert all("Be brief." in str(one["body"]["messages"]) for one in requests_of(asked))


def test_what_is_too_much_for_a_file_goes_into_further_ones(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_files, "MOST_REQUESTS", 3)
    monkeypatch.setattr(request_files, "MOST_BYTES", 1000)
    path = run.with_name("ask.jsonl")
    with RequestFiles(path) as files:
        for number in range(7):
            files.add(str(number), {"messages": []})
        files.add("long", {"messages": ["x" * 900]})
        files.add("last", {})
        assert not path.exists()
        written = files.publish()
    assert [one.name for one in written] == ["ask.jsonl", *(f"ask-{number}.jsonl" for number in (2, 3, 4, 5))]
    found = [[one["custom_id"] for one in requests_of(part)] for part in written]
    assert found == [["0", "1", "2"], ["3", "4", "5"], ["6"], ["long"], ["last"]]
    with RequestFiles(path) as files:
        files.add("new", {})
    assert requests_of(path)[0]["custom_id"] == "0"  # given up: the old ones stay
    assert sorted(one.name for one in run.parent.iterdir()) == sorted(one.name for one in written)
    path.write_text("answers\n")
    with pytest.raises(SettingError, match="holds no requests"):
        RequestFiles(path)


def test_a_batch_is_priced_as_one() -> None:
    usage = Usage(prompt=1_000_000, completion=100_000)
    usual = Price(model="gpt-4o-mini", provider="openai").of(usage)
    half = Price(model="gpt-4o-mini", provider="openai", batch=True).of(usage)
    assert usual is not None
    assert half == pytest.approx(usual / 2)

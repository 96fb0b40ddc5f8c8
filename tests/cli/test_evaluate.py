"""`nutgraf eval` with a real model server on this machine.

Loading numpy and scipy takes a second or two a process, so most tests call the command's entry point in this one.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import Done, command, interrupt, least_answer, nutgraf
from misbehaving import MisbehavingServer, hang, status
from small_suite import write_passes, write_predictions, write_suite

from nutgraf.cli.app import run
from nutgraf.evaluation.benchmarks.shared import half_of

ARTICLES = 12


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_suite(tmp_path_factory.mktemp("suite") / "evals", articles=ARTICLES)


@pytest.fixture(scope="module")
def good(suite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_predictions(tmp_path_factory.mktemp("good") / "good.jsonl", suite, right=ARTICLES + 1)


@pytest.fixture(scope="module")
def baseline(suite: Path, good: Path) -> Path:
    """The saved result of the good predictions."""
    saved = good.with_name("good.json")
    assert nutgraf("eval", str(suite), "--predictions", str(good), "--save", str(saved)).status == 0
    return saved


class Command:
    """`nutgraf eval` in this process."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured = captured

    def __call__(self, *arguments: object) -> Done:
        self._captured.readouterr()
        status = run(["eval", *map(str, arguments)])
        out, err = self._captured.readouterr()
        assert "bug in nutgraf" not in err, err
        return Done(status, out, err)

    def json(self, *arguments: object) -> dict[str, Any]:
        """What it prints for machines; all must have gone well."""
        done = self(*arguments, "--format", "json")
        assert done.status == 0, done.err
        found: dict[str, Any] = json.loads(done.out)
        return found


@pytest.fixture
def evaluate(capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    logger = logging.getLogger("nutgraf")
    before = (logger.level, logger.propagate, list(logger.handlers))
    yield Command(capsys)
    logger.level, logger.propagate, logger.handlers = before


def test_predictions_are_scored_without_a_model(evaluate: Command, suite: Path, good: Path) -> None:
    done = evaluate(suite, "--predictions", good)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("good · 30 s · 0 calls")
    assert "suite · dev · 12 articles" in done.out
    values = next(line for line in done.out.splitlines() if line.startswith("values *"))
    assert values.split()[2:] == ["1.000", "1.000", "to", "1.000", "1.000", "1.000"]
    assert "\x1b" not in done.out


def test_the_agreement_of_two_passes_stands_beside_the_figures(evaluate: Command, good: Path, tmp_path: Path) -> None:
    suite = write_suite(tmp_path / "twice", articles=ARTICLES)
    options = (suite, "--predictions", good)
    assert "two passes" not in evaluate(*options).out
    assert "two_passes" not in evaluate.json(*options)["scores"][0]
    write_passes(suite, articles=4, other=1)
    remark = "labellings of 4 articles of the suite, of any split, agree. It is the consistency of two passes, not a "
    text, page = evaluate(*options).out.splitlines(), evaluate(*options, "--format", "md").out.splitlines()
    for shown, name, summary in (
        (text, "quantities.value *", "summary.key_points *"),
        (page, "| **quantities.value** |", "| **summary.key\\_points** |"),
    ):
        assert any("two passes" in line for line in shown)
        (beside,) = [line for line in shown if line.startswith(name)]
        assert "0.750 (" in beside
        (without,) = [line for line in shown if line.startswith(summary)]
        assert "(" not in without
        assert any(remark in line for line in shown)
    found = evaluate.json(*options)["scores"][0]["two_passes"]
    assert found["articles"] == 4
    assert found["figures"]["quantities.value.f1"]["value"] == 0.75
    (suite / "passes" / "first" / "fire-00.yaml").write_text("slug: fire-00\n")
    broken = evaluate(*options)
    assert (broken.status, "first/fire-00.yaml" in broken.err) == (2, True)


def test_stages_that_are_code_alone_are_scored_without_a_model(evaluate: Command, tmp_path: Path) -> None:
    suite, saved = write_suite(tmp_path / "evals", articles=4), tmp_path / "saved.json"
    label = suite / "labels" / "fire-03.yaml"
    label.write_text(label.read_text().replace("language: en", "language: de"))
    done = evaluate(suite, "--components", "--save", saved)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("nutgraf\n")
    assert "two passes" not in done.out
    result = evaluate.json(suite, "--components", "--baseline", saved)
    english, other = result["scores"]
    assert [(one["collection"], one["part"], one["articles"]) for one in (english, other)] == [
        ("components-en", "dev", 3),
        ("components-other", "dev", 1),
    ]
    assert english["figures"]["quantities.value"] == {"value": 1, "low": 1, "high": 1, "deviation": None}
    assert english["figures"]["times.all"]["value"] is None
    assert english["baseline"]["figures"]["quantities.kind"]["p"] == 1
    assert (result["model"], list(result["settings"])) == (None, ["code"])
    assert [one["collection"] for one in evaluate.json(suite, "--components", "--split", "test")["scores"]] == [
        "components-en"
    ]


def test_a_stage_that_fell_behind_ends_with_4(evaluate: Command, tmp_path: Path) -> None:
    suite, saved = write_suite(tmp_path / "evals", articles=ARTICLES), tmp_path / "saved.json"
    assert evaluate(suite, "--components", "--save", saved).status == 0
    content = json.loads(saved.read_text())
    for label in (suite / "labels").glob("*.yaml"):
        label.write_text(label.read_text().replace("kind: killed", "kind: missing"))
    there = evaluate(suite, "--components", "--baseline", saved)
    assert (there.status, "the articles or the labels differ" in there.err) == (2, True)
    worse = evaluate.json(suite, "--components")
    content["scores"][0]["fingerprint"] = worse["scores"][0]["fingerprint"]
    saved.write_text(json.dumps(content))
    done = evaluate(suite, "--components", "--baseline", saved)
    assert done.status == 4
    assert "Worse than the baseline beyond chance: components-en: quantities.kind." in done.err
    assert "quantities.kind: “2” is read as 2, exact, killed, and means 2, exact, missing." in done.out


def test_splits_are_those_of_the_labels(evaluate: Command, suite: Path, good: Path) -> None:
    for split, articles in (("dev", ARTICLES), ("test", 1), ("all", ARTICLES + 1)):
        scores = evaluate.json(suite, "--predictions", good, "--split", split)["scores"][0]
        assert (scores["part"], scores["articles"]) == (split, articles)


def test_the_folder_evals_is_the_default(
    evaluate: Command, suite: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(suite.parent)
    assert "12 articles" in evaluate("--predictions", good).out
    monkeypatch.chdir(good.parent)
    done = evaluate("--predictions", good)
    assert done.status == 2
    assert "There is nothing to measure on. Name the folder of a suite" in done.err


def test_the_same_again_is_no_worse_and_has_p_1(evaluate: Command, suite: Path, good: Path, baseline: Path) -> None:
    found = evaluate.json(suite, "--predictions", good, "--baseline", baseline)["scores"][0]["baseline"]
    assert (found["articles"], found["fell"], found["rose"]) == (ARTICLES, [], [])
    assert {(one["difference"], one["p"]) for one in found["figures"].values() if one} == {(0, 1)}


def test_what_fell_beyond_chance_ends_with_4_and_is_named(
    evaluate: Command, suite: Path, baseline: Path, tmp_path: Path
) -> None:
    bad = write_predictions(tmp_path / "bad.jsonl", suite, right=2)
    saved = tmp_path / "bad.json"
    done = evaluate(suite, "--predictions", bad, "--baseline", baseline, "--format", "md", "--save", saved)
    assert done.status == 4
    assert done.err.startswith("nutgraf: Worse than the baseline beyond chance: suite: values.f1, events.f1")
    values = next(line for line in done.out.splitlines() if line.startswith("| **values** |"))
    assert values.endswith("| worse |")
    assert "Worst: **fire-" in done.out
    assert "Missed: the main event, e1" in done.out
    back = evaluate.json(suite, "--predictions", baseline.with_suffix(".jsonl"), "--baseline", saved)
    assert "values.f1" in back["scores"][0]["baseline"]["rose"]


def test_one_article_more_or_less_may_be_chance(evaluate: Command, suite: Path, baseline: Path, tmp_path: Path) -> None:
    near = write_predictions(tmp_path / "near.jsonl", suite, right=ARTICLES - 1)
    done = evaluate(suite, "--predictions", near, "--baseline", baseline)
    assert (done.status, done.err) == (0, "")
    assert "worse" not in done.out


def test_nutgraf_itself_is_measured_and_its_reports_kept(
    evaluate: Command, suite: Path, tmp_path: Path, model_server: MisbehavingServer
) -> None:
    model_server.always(least_answer())
    options = (suite, "--model", "test", "--base-url", model_server.base_url, "--sample", 3, "--seed", 4)
    first = evaluate.json(*options, "--save", tmp_path / "first.json")
    asked = len(model_server.requests)
    assert first["took"]["calls"] == asked >= 3
    assert (first["system"], first["model"], first["prompts"].keys() >= {"extract"}) == ("nutgraf", "test", True)
    assert first["scores"][0]["sample"] == "3, seed 4"
    assert evaluate.json(*options) == first
    assert len(model_server.requests) == asked
    (reports,) = (tmp_path / "nutgraf-cache" / "runs").rglob("reports.jsonl")
    rescored = evaluate.json(suite, "--predictions", reports, "--sample", 3, "--seed", 4)
    assert rescored["scores"][0]["figures"] == first["scores"][0]["figures"]
    larger = evaluate.json(*options[:-3], 5, "--seed", 4, "--baseline", tmp_path / "first.json")
    assert larger["scores"][0]["baseline"]["articles"] == 3


def test_repeats_show_the_models_own_scatter(evaluate: Command, suite: Path, model_server: MisbehavingServer) -> None:
    model_server.always(least_answer())
    done = evaluate(suite, "--model", "test", "--base-url", model_server.base_url, "--sample", 2, "--repeat", 3)
    assert done.status == 0
    assert "3 runs of each article" in done.out
    assert "own scatter" in done.out
    assert "±0.000" in done.out


def test_articles_that_failed_are_named_and_scored_as_empty(
    evaluate: Command, suite: Path, model_server: MisbehavingServer
) -> None:
    model_server.always(status(422, "no such thing"))
    done = evaluate(suite, "--model", "test", "--base-url", model_server.base_url, "--sample", 2, "--format", "json")
    assert done.status == 1
    assert done.err.count("no such thing") == 2
    assert "2 articles without an answer, scored as empty, the first being fire-" in done.err
    scores = json.loads(done.out)["scores"][0]
    assert len(scores["failed"]) == 2
    assert scores["figures"]["events.f1"]["value"] == 0


def test_a_model_that_cannot_be_had_ends_with_3(
    evaluate: Command, suite: Path, model_server: MisbehavingServer
) -> None:
    model_server.always(status(404, "there is no such model"))
    done = evaluate(suite, "--model", "test", "--base-url", model_server.base_url)
    assert (done.status, done.out) == (3, "")
    assert "no such model" in done.err


def test_an_interrupted_run_says_how_far_it_came(suite: Path, model_server: MisbehavingServer) -> None:
    model_server.then(least_answer(), hang(30))
    arguments = command("eval", str(suite), "--model", "test", "--base-url", model_server.base_url)
    environment = os.environ | {"NUTGRAF_CONCURRENCY": "1"}
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while len(model_server.requests) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    done = interrupt(process)
    assert (done.status, done.out) == (130, "")
    assert "Interrupted, with 1 of 12 reports there. The same command goes on." in done.err


def test_articles_are_written_for_other_systems(evaluate: Command, suite: Path, tmp_path: Path) -> None:
    done = evaluate(suite, "--write-articles", tmp_path / "articles.jsonl")
    assert (done.status, done.out, done.err) == (0, "", "")
    rows = [json.loads(line) for line in (tmp_path / "articles.jsonl").read_text().splitlines()]
    assert [row["id"] for row in rows] == [f"fire-{number:02}" for number in range(ARTICLES)]
    assert rows[0]["text"].startswith("A fire in a furniture shop in Alvik killed 2 people")
    assert rows[0].keys() == {"id", "text", "title", "published"}


def test_rows_of_peers_are_scored(evaluate: Command, suite: Path, tmp_path: Path) -> None:
    flat = {
        "title": "Fire in furniture shop kills 2 people",
        "type": "accident",
        "actors": [],
        "targets": ["2 people"],
        "means": "",
        "place": "Alvik",
        "when": "",
        "numbers": ["2 people killed"],
        "source": "the fire brigade",
        "status": "happened",
    }
    cited = {
        "text": "A fire in a furniture shop",
        "span": [0, 26],
        "attributes": flat | {"actor": "", "target": "2 people"},
    }
    rows = [
        {"id": "fire-00", "seconds": 2.0, "usage": [50, 20], "events": [flat], "summary": "A fire killed 2 in Alvik."},
        {"id": "fire-01", "seconds": 1.0, "error": "It failed."},
        {"id": "fire-02", "seconds": 1.0, "events": [cited]},
    ]
    path = tmp_path / "peer.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = evaluate(suite, "--predictions", path, "--format", "json")
    assert done.status == 1
    result = json.loads(done.out)
    assert (result["took"]["calls"], result["took"]["seconds"]) == (1, 4)
    figures = result["scores"][0]["figures"]
    assert figures["events.precision"]["value"] == 1
    assert figures["attributions.source.precision"]["value"] == 1
    assert figures["quantities.value.precision"]["value"] == 0.5
    assert result["scores"][0]["failed"]["fire-01"] == "It failed."


def document(number: int) -> dict[str, Any]:
    return {"docid": f"TST-{number}", "text": "TARAPOTO, 3 MAY 91 -- NOTHING IN HERE IS TRUE.", "templates": []}


def write_benchmarks(folder: Path) -> None:
    """Twenty documents each, in the formats of MUC-4, GVDB and PolNeAR."""
    for name in ("muc4", "gvdb", "polnear/text", "polnear/attributions"):
        (folder / name).mkdir(parents=True)
    record = {"victim-section": [], "date-and-time": {"city": {"value": "Dunmo"}}}
    shootings = ["Article id\tFull text\tJson"]
    with (folder / "muc4" / "dev.jsonl").open("w") as stream:
        for number in range(20):
            stream.write(json.dumps(document(number)) + "\n")
            shootings.append(f"{number}\tShots were fired in Dunmo, case {number}.\t{json.dumps(record)}")
            (folder / "polnear" / "text" / f"n{number}.txt").write_text(f"Ann Roe spoke on day {number}.")
            (folder / "polnear" / "attributions" / f"n{number}_0a1b.ann").write_text("T1\tSource 0 7\tAnn Roe\n")
    (folder / "gvdb" / "dev.tsv").write_text("\n".join(shootings) + "\n")


def test_a_benchmark_is_measured(evaluate: Command, tmp_path: Path, model_server: MisbehavingServer) -> None:
    (tmp_path / "dev.jsonl").write_text("".join(json.dumps(document(number)) + "\n" for number in range(4)))
    model_server.always(least_answer())
    model = ("--model", "test", "--base-url", model_server.base_url)
    result = evaluate.json("--benchmark", "muc4", "--data", tmp_path, "--sample", 2, "--seed", 1, *model)
    scores = result["scores"][0]
    assert (scores["collection"], scores["part"], scores["articles"]) == ("muc4", "tune", 2)
    assert scores["figures"]["false alarm"]["value"] == 0
    predicted = tmp_path / "predicted.jsonl"
    event = {"title": "A bomb", "type": "bombing", "status": "happened"}
    predicted.write_text("".join(json.dumps({"id": f"TST-{n}", "events": [event]}) + "\n" for n in range(4)))
    alarms = evaluate.json("--benchmark", "muc4", "--data", tmp_path, "--predictions", predicted)["scores"][0][
        "figures"
    ]
    assert alarms["false alarm"]["value"] == 1


def test_code_alone_is_measured_without_a_model(evaluate: Command, tmp_path: Path) -> None:
    row = {
        "id": "a",
        "document": "Snow fell in Dunmo.",
        "summary": "Nine bears danced in Paris.",
        "error_type": "['extrinsic-NP']",
        "origin": "xsum",
    }
    (tmp_path / "val.jsonl").write_text(json.dumps(row) + "\n")
    scores = evaluate.json("--benchmark", "aggrefact", "--data", tmp_path, "--half", half_of("a"))["scores"][0]
    assert scores["figures"]["xsum unfaithful"]["value"] == 1
    assert scores["failed"] == {}


def test_the_quick_sample_is_the_suites_own_with_a_part_of_the_public_sets(
    evaluate: Command, tmp_path: Path, model_server: MisbehavingServer
) -> None:
    suite, data = write_suite(tmp_path / "suite", articles=3), tmp_path / "data"
    write_benchmarks(data)
    model_server.always(least_answer())
    options = (suite, "--sample", "quick", "--model", "test", "--base-url", model_server.base_url)
    missing = evaluate(*options)
    assert (missing.status, "quick.txt can't be read" in missing.err) == (2, True)
    (suite / "quick.txt").write_text("fire-01\nfire-02\n")
    scores = evaluate.json(*options, "--data", data)["scores"]
    assert [(one["collection"], one["sample"], one["part"], one["articles"]) for one in scores] == [
        ("suite", "quick", "dev", 2),
        ("muc4", "quick", "tune", 3),
        ("gvdb", "quick", "tune", 3),
        ("polnear", "quick", "tune", 1),
    ]
    assert [one["collection"] for one in evaluate.json(*options)["scores"]] == ["suite"]
    (suite / "quick.txt").write_text("fire-03\n")
    assert "names fire-03, which is no article of the split dev" in evaluate(*options).err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--predictions", "P", "--model", "m"), "--predictions and --model don't go together"),
        (("--predictions", "P", "--repeat", "2"), "--predictions and --repeat don't go together"),
        (("--components", "--predictions", "P"), "--components and --predictions don't go together"),
        (("--components", "--model", "m"), "--components and --model don't go together"),
        (("--components", "--sample", "quick"), "--components and --sample quick don't go together"),
        (("--components", "--benchmark", "muc4", "--data", "."), "--components and --benchmark don't go together"),
        (("--benchmark", "muc4"), "There are no data for the benchmark muc4. Give the folder"),
        (("--benchmark", "muc5", "--data", "."), "There is no benchmark 'muc5'. The benchmarks are: muc4, gvdb"),
        (("--benchmark", "gvdb", "--data", "nowhere"), "dev.tsv does not exist"),
        (("--benchmark", "gvdb", "--data", ".", "--sample", "quick"), "--benchmark and --sample quick"),
        (("SUITE", "--benchmark", "gvdb", "--data", "."), "--benchmark and a suite don't go together"),
        (("SUITE", "--data", "."), "--data needs --benchmark NAME, or --sample quick"),
        (("SUITE", "--sample", "some"), "--sample: some is no number of articles"),
        (("SUITE", "--sample", "0"), "--sample: 0 is no number of articles"),
        (("SUITE", "--external", "a"), "--external: a is no SLUG=PATH"),
        (("SUITE", "--external", "a=b"), "No label file is for an article"),
        (("SUITE", "--baseline", "none.json"), "none.json can't be read"),
        (("SUITE", "--predictions", "none.jsonl"), "none.jsonl does not exist"),
        (("nowhere",), "nowhere"),
    ],
)
def test_a_wrong_call_is_said_in_a_sentence(
    evaluate: Command, arguments: tuple[str, ...], said: str, suite: Path
) -> None:
    done = evaluate(*(str(suite) if one == "SUITE" else one for one in arguments))
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_files_that_do_not_fit_are_said_in_a_sentence(
    evaluate: Command, suite: Path, good: Path, baseline: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "other.jsonl").write_text('{"id": "elsewhere"}\n')
    (tmp_path / "odd.jsonl").write_text('{"id": "fire-00", "evnts": []}\n')
    for name, said in (
        ("empty", "has no prediction in it"),
        ("other", "has a prediction for 'elsewhere', which is no article of the suite"),
        ("odd", "line 1: evnts: there is no such field"),
    ):
        done = evaluate(suite, "--predictions", tmp_path / f"{name}.jsonl")
        assert (done.status, said in done.err) == (2, True), done.err
    other = write_suite(tmp_path / "suite", articles=3)
    predictions = write_predictions(tmp_path / "p.jsonl", other, right=1)
    done = evaluate(other, "--predictions", predictions, "--baseline", baseline)
    assert (done.status, "was measured on another suite" in done.err) == (2, True)


def test_a_missing_extra_is_named(suite: Path, tmp_path: Path) -> None:
    (tmp_path / "scipy.py").write_text("raise ModuleNotFoundError('No module', name='scipy')")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = nutgraf("eval", str(suite), PYTHONPATH=path)
    assert done.status == 2
    assert "`nutgraf eval` needs the package scipy, which isn't installed." in done.err
    assert 'pip install "nutgraf[eval]"' in done.err

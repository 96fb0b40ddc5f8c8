"""The commands and their options. What a command needs is imported when it runs, so that `--help` is quick."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from nutgraf.cli.corpus_app import add_commands
from nutgraf.cli.options import BaseUrl, Length, ModelName, Prompts
from nutgraf.cli.output import Format, ReaderGone
from nutgraf.cli.terminal import complain_about, note, show_log
from nutgraf.errors import NutgrafError

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
models = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
app.add_typer(models, name="models")


def run(arguments: Sequence[str]) -> int:
    """Runs the command line and returns the exit status.

    Nothing that a user can cause shows a traceback; `--debug`, anywhere on the line, does show it.
    """
    debug = "--debug" in arguments
    show_log(debug=debug)
    try:
        app([argument for argument in arguments if argument != "--debug"], prog_name="nutgraf")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except ReaderGone:
        return 0
    except NutgrafError as error:
        if debug:
            traceback.print_exc()
        complain_about(error)
        return error.exit_status
    except Exception as error:
        if debug:
            traceback.print_exc()
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS}:
            note(f"The system refused: {error.strerror}.")
        else:
            hint = "" if debug else " Please report it, with what the same command says when --debug is added."
            note(f"This is a bug in nutgraf ({type(error).__name__}: {error}).{hint}")
        return 1
    return 0


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"nutgraf {version('nutgraf')}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error, with any command.")] = False,
) -> None:
    """Turn news articles into attributed event records and neutral summaries, every value tied to the text."""


@app.command()
def summarize(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="A text, Markdown, HTML or JSONL file, a URL, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    *,
    model: ModelName = None,
    base_url: BaseUrl = None,
    prompts: Prompts = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day of publication, such as 2014-12-01."),
    ] = None,
    length: Annotated[Length, typer.Option(help="How long the summary is.")] = "standard",
    form: Annotated[
        Format,
        typer.Option(
            "--format", help="json: one object for one article, else one report a line. html: one page for all."
        ),
    ] = "text",
    out: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Write to this file instead of standard output.")
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Ask the model again even where the answer is known.")
    ] = False,
) -> None:
    """Read articles and report on each: its events, who says so, and a neutral summary.

    Exit status: 0 done, 1 some articles failed (the others are delivered), 2 the call was wrong, 3 no model could be
    reached or started, 130 interrupted.
    """
    from nutgraf.cli.summarize import Job, run

    job = Job(
        sources=sources or [],
        model=model,
        base_url=base_url,
        prompts=prompts,
        published=published,
        length=length,
        form=form,
        out=out,
        cache=False if no_cache else None,
    )
    raise typer.Exit(run(job))


@app.command(name="eval")
def evaluate(
    suite: Annotated[
        Path | None,
        typer.Argument(
            metavar="SUITE",
            help="A folder with articles/ and labels/; without one, the folder evals where that is here.",
            show_default=False,
        ),
    ] = None,
    *,
    model: ModelName = None,
    base_url: BaseUrl = None,
    prompts: Prompts = None,
    split: Annotated[Literal["dev", "test", "all"], typer.Option(help="Which articles of the suite.")] = "dev",
    predictions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Score the answers in this file of JSON lines; no model is asked."),
    ] = None,
    benchmark: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="A public benchmark in place of a suite: muc4, gvdb, polnear, mucsum, basil, aggrefact.",
        ),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="The benchmark's folder; with --sample quick, a folder with a folder for each benchmark.",
        ),
    ] = None,
    half: Annotated[Literal["tune", "report"], typer.Option(help="Which half of the benchmark.")] = "tune",
    components: Annotated[
        bool,
        typer.Option(
            "--components",
            help="Score the stages that are code alone (times, places, quantities) on the labels' own words; no model "
            "is asked.",
        ),
    ] = False,
    sample: Annotated[
        str | None,
        typer.Option(metavar="N|quick", help="That many articles, by chance; quick: the fixed ones for daily work."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the sample, and of the draws for intervals and p.")] = 1,
    repeat: Annotated[
        int, typer.Option(metavar="N", min=1, help="Read each article N times: shows the model's own scatter.")
    ] = 1,
    external: Annotated[
        list[str] | None,
        typer.Option(metavar="SLUG=PATH", help="The text of an article that the suite has labels for alone."),
    ] = None,
    run_folder: Annotated[
        Path | None,
        typer.Option("--run", metavar="DIR", help="Where the reports are kept, from which an interrupted run goes on."),
    ] = None,
    save: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the result to this file, as JSON.")] = None,
    page: Annotated[
        Path | None,
        typer.Option(metavar="PAGE.html", help="Write a page with labels and reports side by side, on the text."),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Compare with a saved result, article by article.")
    ] = None,
    write_articles: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Only write the articles as JSON lines, for another system to read."),
    ] = None,
    form: Annotated[
        Literal["text", "json", "md"], typer.Option("--format", help="How the figures are shown.")
    ] = "text",
) -> None:
    """Measure how good the results are, on labelled articles, and compare with a saved result.

    Exit status: 0 done, 1 some articles failed (they are scored as empty), 2 the call was wrong, 3 no model could be
    reached or started, 4 a headline figure is worse than the baseline's beyond chance, 130 interrupted.
    """
    from nutgraf.cli.evaluate import Job, run

    job = Job(
        suite=suite,
        model=model,
        base_url=base_url,
        prompts=prompts,
        split=None if split == "all" else split,
        predictions=predictions,
        benchmark=benchmark,
        data=data,
        half=half,
        components=components,
        sample=sample,
        seed=seed,
        repeat=repeat,
        external=external or [],
        run_folder=run_folder,
        save=save,
        page=page,
        baseline=baseline,
        write_articles=write_articles,
        form=form,
    )
    raise typer.Exit(run(job))


add_commands(app)


@models.callback()
def weights(context: typer.Context) -> None:
    """List, fetch and find the embedded model's weights. Without a command: list."""
    if context.invoked_subcommand is None:
        list_models()


@models.command("list")
def list_models() -> None:
    """List the models that need no key, with the state of their weights."""
    from nutgraf.cli.weights import show

    show()


@models.command()
def pull() -> None:
    """Fetch the embedded model's weights, 1.1 GB, unless they are there. An interrupted download goes on."""
    from nutgraf.cli.weights import pull

    pull()


@models.command()
def path() -> None:
    """Print where the embedded model's weights are."""
    from nutgraf.cli.weights import show_path

    show_path()


@app.command()
def doctor(*, model: ModelName = None, base_url: BaseUrl = None) -> None:
    """Say what works here and what doesn't, and what to do. Exit status: 0 the model can work, 3 it can't."""
    from nutgraf.cli.doctor import run

    raise typer.Exit(run(model=model, base_url=base_url))


@app.command()
def view(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT...",
            help="The file of a run, or files of reports: JSON, or JSON lines.",
            show_default=False,
        ),
    ],
    *,
    out: Annotated[Path | None, typer.Option(metavar="PAGE.html", help="Write the page to this file.")] = None,
    serve: Annotated[
        bool,
        typer.Option("--serve", help="Serve the page on this machine alone; it follows a run that is going on."),
    ] = False,
) -> None:
    """Make a page on which every value leads to the words it came from: one HTML file that needs no network.

    One report gives the page of an article; several, or a run, a list with a timeline, a map and counts.
    """
    from nutgraf.cli.view import run

    run(inputs, out=out, serve=serve)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a report."""
    import json

    from nutgraf.cli.output import destination, write
    from nutgraf.schema import Report

    with destination(None) as stream:
        write(stream, json.dumps(Report.model_json_schema(), indent=2) + "\n")

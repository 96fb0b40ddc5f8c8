"""The commands on a corpus and the file of its run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from nutgraf.cli.options import BaseUrl, Length, ModelName, Prompts
from nutgraf.errors import SettingError

RunFile = Annotated[Path, typer.Argument(metavar="RUN.db", help="The file of a run.", show_default=False)]
Concurrency = Annotated[
    int | None, typer.Option(min=1, max=1000, help="The most calls under way at once. By default as many as go well.")
]
Rpm = Annotated[int | None, typer.Option(min=1, help="The most calls a minute.")]
Tpm = Annotated[int | None, typer.Option(min=1, help="The most tokens a minute, about.")]
MaxCost = Annotated[
    float | None, typer.Option(min=0.0, metavar="DOLLARS", help="Stop before the run has cost more than this.")
]
MaxTokens = Annotated[int | None, typer.Option(min=1, help="Stop before the run has used more than this.")]


def add_commands(app: typer.Typer) -> None:
    """Adds them to the command line."""
    for command in (batch, retry, runs, export):
        app.command()(command)


def batch(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT...",
            help="Folders, patterns, JSONL (.gz, .zst), Parquet or CSV files, files of URLs, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    *,
    run: Annotated[
        Path,
        typer.Option(
            metavar="RUN.db",
            help="The run file: everything is kept in it. With --engine ray, a folder of Parquet files.",
            show_default=False,
        ),
    ],
    model: ModelName = None,
    base_url: BaseUrl = None,
    prompts: Prompts = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of publication of all articles, such as 2014-12-01.")
    ] = None,
    length: Annotated[Length, typer.Option(help="How long the summaries are.")] = "standard",
    columns: Annotated[
        str | None,
        typer.Option(metavar="FIELD=COLUMN,...", help="Columns of CSV and Parquet: text=body,title=headline."),
    ] = None,
    concurrency: Concurrency = None,
    rpm: Rpm = None,
    tpm: Tpm = None,
    max_cost: MaxCost = None,
    max_tokens: MaxTokens = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say how many articles, tokens and dollars it would be; send nothing.")
    ] = False,
    prepare: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Send nothing: write the requests that are due, for OpenAI's Batch API or vLLM's."
        ),
    ] = None,
    collect: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Take in the answers to such requests. May be given several times."),
    ] = None,
    engine: Annotated[
        Literal["local", "ray"], typer.Option(help="local: on this machine. ray: on a Ray cluster.")
    ] = "local",
    address: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="The Ray cluster: auto, or HOST:PORT. By default RAY_ADDRESS, else Ray is started here.",
        ),
    ] = None,
) -> None:
    """Work through a corpus. Stopped in any way, the same command goes on where it was.

    Ctrl-C once lets what is under way come to its end; twice stops at once. Exit status: 0 done, or stopped at a limit;
    1 some articles failed (the others are kept), 2 the call was wrong, 3 no model could be reached, 130 interrupted.

    With --prepare and --collect, the requests go through a batch service, round by round until every article has its
    report; after the first, INPUT and the other options may be left out.
    """
    from nutgraf.cli.batch import Job, Limits
    from nutgraf.cli.batch import run as work

    limits = Limits(concurrency=concurrency, rpm=rpm, tpm=tpm, max_cost=max_cost, max_tokens=max_tokens)
    job = Job(
        inputs=inputs or [],
        run=run,
        model=model,
        base_url=base_url,
        prompts=prompts,
        published=published,
        length=length,
        columns=columns,
        limits=limits,
        dry_run=dry_run,
        prepare=prepare,
        collect=collect or [],
    )
    if engine == "ray":
        if prepare or collect:
            raise SettingError(
                "Files for a batch service are written and read on one machine.", hint="Leave out --engine ray."
            )
        from nutgraf.cli.batch_ray import run as work_on_ray

        raise typer.Exit(work_on_ray(job, address))
    if address is not None:
        raise SettingError("--address is for --engine ray.", hint="Add --engine ray, or leave it out.")
    if collect or (prepare and not dry_run):
        from nutgraf.cli.batch_files import run as work_on_files

        raise typer.Exit(work_on_files(job))
    raise typer.Exit(work(job))


def retry(
    run: RunFile,
    *,
    failed: Annotated[
        bool, typer.Option("--failed", help="All failures, those too that aren't likely to go better.")
    ] = False,
    concurrency: Concurrency = None,
    rpm: Rpm = None,
    tpm: Tpm = None,
    max_cost: MaxCost = None,
    max_tokens: MaxTokens = None,
) -> None:
    """Work once more on what failed in a run: time-outs, servers that were away, pages that couldn't be had."""
    from nutgraf.cli.batch import Limits
    from nutgraf.cli.batch import retry as work

    limits = Limits(concurrency=concurrency, rpm=rpm, tpm=tpm, max_cost=max_cost, max_tokens=max_tokens)
    raise typer.Exit(work(run, limits, hopeless=failed))


def runs(run: RunFile) -> None:
    """Say how far a run is: failures by kind, tokens, cost, the slowest articles. It may be under way."""
    from nutgraf.cli.runs import show

    show(run)


def export(
    run: RunFile,
    *,
    form: Annotated[
        Literal["jsonl", "csv", "parquet"],
        typer.Option("--format", help="jsonl: one report a line. csv, parquet: a folder of tables."),
    ] = "jsonl",
    out: Annotated[
        Path | None, typer.Option(metavar="PATH", help="A file for jsonl (else standard output), a folder for tables.")
    ] = None,
) -> None:
    """Hand over the results of a run, one for each row of the input: reports, or tables that keys join.

    The tables: articles, events, participants, places, quantities, attributions, summaries, findings, and events in
    the columns of ACLED and PLOVER.
    """
    from nutgraf.cli.export import run as write

    write(run, form=form, out=out)

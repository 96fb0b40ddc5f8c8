"""A run on a Ray cluster: rows in, a line in the folder of results for each, whichever nodes are lost on the way."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace

import ray
import ray.data
import ray.exceptions

from nutgraf.corpus.cluster_work import AT_A_TIME, TOGETHER, Parts, Plan, Rows, Worker
from nutgraf.corpus.inputs import expanded, kind_suffix
from nutgraf.errors import NutgrafError, SettingError
from nutgraf.reading.article import JSON_LINES
from nutgraf.reading.names import shown

CALLS = 64
"""Calls under way that one actor is given, where their number is capped: more actors would share them."""
_TASKS = 256
"""Tasks that the files are shared out to."""
_READERS = 2
"""Files that are read at once: far more than the model servers can follow."""
_TABLES = frozenset({".csv", ".tsv", ".parquet"})


def files_of(inputs: Sequence[str]) -> list[str]:
    """The files of all inputs. Raises `SettingError` for what is not read on a cluster."""
    files = [one for named in inputs for one in expanded(named)]
    for name in files:
        if kind_suffix(name) not in JSON_LINES | _TABLES:
            raise SettingError(
                f"{shown(name)} can't be read with --engine ray.", hint="Give it JSON lines, Parquet or CSV."
            )
    return list(dict.fromkeys(files))


def run(files: Sequence[str], settled: Mapping[str, bytearray], plan: Plan, *, address: str | None) -> None:
    """Works on all rows that have no result yet, and returns when each has one.

    `plan` has the caps of the whole run: they are shared out among the actors. Raises the `NutgrafError` that stopped
    it, on whatever node; what was written before is kept.
    """
    _connect(address)
    try:
        cpus = int(ray.cluster_resources().get("CPU", 1))
        # One is left for the tasks that cut what was read into pieces.
        actors = max(1, cpus - 1)
        if plan.concurrency is not None:
            actors = min(actors, -(-plan.concurrency // CALLS))
        plan = replace(
            plan,
            concurrency=_share(plan.concurrency, actors),
            rpm=_share(plan.rpm, actors),
            tpm=_share(plan.tpm, actors),
        )
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = sys.stderr is not None and sys.stderr.isatty()
        context.raise_original_map_exception = True
        tasks = min(len(files), _TASKS)
        read = ray.data.read_datasource(
            Rows(files, settled, plan), override_num_blocks=tasks, concurrency=min(tasks, _READERS), num_cpus=0
        )
        pieces = read.repartition(target_num_rows_per_block=TOGETHER)
        worked = pieces.map_batches(
            Worker,
            fn_constructor_args=(plan,),
            batch_size=TOGETHER,
            batch_format="pyarrow",
            compute=ray.data.ActorPoolStrategy(size=actors, max_concurrent_calls_per_actor=AT_A_TIME),
            num_cpus=1 if cpus > 1 else 0,
        )
        worked.write_datasink(Parts(plan), ray_remote_args={"num_cpus": 0})
    except ray.exceptions.RayError as error:
        raise _told(error) from error
    finally:
        ray.shutdown()


def _connect(address: str | None) -> None:
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    # Left to itself, Ray looks for one that was started here, and waits for minutes for one that is gone.
    address = address or os.environ.get("RAY_ADDRESS") or "local"
    try:
        if ":" in address:
            # Ray itself waits for minutes where nothing is.
            host, _, port = address.rpartition("/")[2].rpartition(":")
            socket.create_connection((host, int(port)), timeout=10).close()
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except Exception as error:  # Ray raises plain exceptions, too
        reason = shown(" ".join(str(error).split()).rstrip("."))
        raise SettingError(
            f"Ray can't be started here: {reason}."
            if address == "local"
            else f"No Ray cluster can be reached at {shown(address)}: {reason}.",
            hint="Give --address as HOST:PORT, or auto on one of the cluster's own machines.",
        ) from None


def _share(whole: int | None, actors: int) -> int | None:
    return None if whole is None else max(1, whole // actors)


def _told(error: BaseException) -> NutgrafError:
    """The error of ours under one of Ray's; else one that has what Ray says."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, NutgrafError) and not isinstance(seen, ray.exceptions.RayError):
            seen.args = (str(seen).partition("\n")[0],)  # what Ray adds is of use to no one here
            return seen
        seen = getattr(seen, "cause", None) or seen.__cause__
    said = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
    return NutgrafError(
        f"Ray ended the run: {shown(said.strip())}", hint="What was written is kept: the same command goes on."
    )

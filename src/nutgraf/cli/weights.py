"""`nutgraf models`: the embedded model's weights."""

from __future__ import annotations

from pathlib import Path

import typer

from nutgraf.cli.progress import download_bar
from nutgraf.cli.terminal import clean, note
from nutgraf.errors import WeightsError
from nutgraf.llm.weights import QWEN_CODER_1_5B, describe_weights, ensure_weights, find_weights
from nutgraf.settings import load_settings

_STATES = {
    "ready": "ready",
    "altered": "altered: `nutgraf models pull` fetches them anew",
    "incomplete": "not all there: `nutgraf models pull` goes on",
    "absent": "not there yet: `nutgraf models pull` fetches them",
}


def show() -> None:
    """Prints the embedded model and the state of its weights."""
    status = describe_weights(models_dir=load_settings().models_path)
    spec = status.spec
    typer.echo(f"local        {spec.title}, {spec.license}, {gigabytes(spec.size)}")
    typer.echo(f"             {_STATES[status.state]}")
    typer.echo(f"             {clean(str(status.path))}")
    typer.echo("local:PATH   any other model, as a GGUF file")


def show_path() -> None:
    """Prints where the weights are. Raises `WeightsError` where they aren't."""
    status = describe_weights(models_dir=load_settings().models_path)
    if status.state != "ready":
        raise WeightsError(f"The weights are {_STATES[status.state]}.")
    typer.echo(str(status.path))


def pull() -> None:
    """Fetches the weights where they aren't, and prints where they are. Raises `WeightsError`."""
    typer.echo(f"The embedded model is ready: {clean(str(fetch(load_settings().models_path)))}")


def fetch(models_dir: Path) -> Path:
    """Returns the file of the weights, fetched first where it isn't there, with a bar. Raises `WeightsError`."""
    found = find_weights(models_dir=models_dir)
    if found:
        return found
    spec = QWEN_CODER_1_5B
    note(f"Fetching the embedded model, {spec.title}, {gigabytes(spec.size)}, into {models_dir}. This is done once.")
    with download_bar() as show_progress:
        return ensure_weights(models_dir=models_dir, progress=show_progress)


def gigabytes(size: int) -> str:
    """ "1.1 GB"."""
    return f"{size / 1e9:.1f} GB"

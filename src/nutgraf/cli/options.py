"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Length = Literal["brief", "standard", "full"]
ModelName = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="MODEL",
        help="local (the embedded model; the default), local:PATH.gguf, or PROVIDER/MODEL, such as openai/...",
    ),
]
BaseUrl = Annotated[
    str | None, typer.Option("--base-url", metavar="URL", help="A server that speaks OpenAI's API, for --model.")
]
Prompts = Annotated[
    Path | None, typer.Option(metavar="DIR", help="A folder of prompt templates to use in place of the shipped ones.")
]

"""What makes two pieces of work the same: the article as the stages see it, and everything that shapes the result."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.metadata import version

from nutgraf import prompts
from nutgraf.llm.providers import LOCAL_WINDOW, is_local
from nutgraf.schema import SCHEMA_VERSION, ArticleRecord, Length
from nutgraf.settings import Settings

STAGES = ("extract", "summarise")
_DELIVERY = {"url", "publisher", "source"}
"""What a row gives its article that no stage looks at."""


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What shapes a result, the article aside."""

    model: str
    base_url: str | None
    window: int | None
    length: Length
    prompts: dict[str, str]
    """Name to "version:hash"."""
    schema_version: str = SCHEMA_VERSION
    nutgraf_version: str = ""
    prompts_folder: str | None = None
    published: str | None = None
    """The day of publication that was given for all articles; in an article's identity already."""

    @property
    def stamp(self) -> str:
        """SHA-256 of it all. Where the server and the prompts are doesn't count: the same ones may move."""
        places = {"base_url", "prompts_folder", "published"}
        return _digest({name: value for name, value in vars(self).items() if name not in places})


def setup_of(settings: Settings, length: Length, *, published: str | None = None) -> Setup:
    """The setup that these settings make. Raises `SettingError` for prompts that can't be read."""
    local = is_local(settings.model) and settings.base_url is None
    return Setup(
        model=settings.model,
        base_url=settings.base_url,
        window=settings.window or (LOCAL_WINDOW if local else None),
        length=length,
        prompts={name: prompts.load(name, settings.prompts).stamp for name in STAGES},
        nutgraf_version=version("nutgraf"),
        published=published,
        prompts_folder=str(settings.prompts.absolute()) if settings.prompts else None,
    )


def core(article: ArticleRecord) -> str:
    """The JSON of the article without what only says where a copy of it came from."""
    return article.model_dump_json(exclude=_DELIVERY)


def identity(core_json: str) -> str:
    """The same for two articles that give the same report."""
    return hashlib.sha256(core_json.encode()).hexdigest()


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()

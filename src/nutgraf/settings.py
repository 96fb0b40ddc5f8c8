"""Settings: flags and arguments first, then `NUTGRAF_*` variables, then `nutgraf.toml`, then defaults.

Keys of providers are no settings: they come from the environment alone (`OPENAI_API_KEY` as usual).
"""

from __future__ import annotations

import difflib
import os
import tomllib
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from platformdirs import user_cache_path
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from nutgraf.errors import SettingError

TOML = Path("nutgraf.toml")
PREFIX = "NUTGRAF_"
DEFAULT_MODEL = "local"


def check_base_url(url: str) -> str:
    """The base URL of a server, without a slash at its end. Raises `ValueError` saying what it should be."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("should be the base of an OpenAI-compatible server, such as http://127.0.0.1:8000/v1")
    if parts.username is not None or parts.password is not None:
        raise ValueError("should have no user name or password in it: keys come from OPENAI_API_KEY")
    return url.rstrip("/")


def _printable(text: str) -> str:
    if not text or not text.isprintable():
        raise ValueError("should be some printable characters")
    return text


def _expanded(path: object) -> object:
    return os.path.expanduser(path) if isinstance(path, str) else path


Folder = Annotated[Path, BeforeValidator(_expanded)]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Settings(BaseSettings):
    """What can be set. Make it with `load_settings`, which puts what is wrong into words."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    model: Annotated[str, AfterValidator(_printable)] = DEFAULT_MODEL
    """`local`, `local:/path/to/model.gguf`, `PROVIDER/MODEL`, or, with `base_url`, the server's name for the model."""
    base_url: Annotated[str, AfterValidator(check_base_url)] | None = None
    """An OpenAI-compatible server."""
    prompts: Folder | None = None
    """A folder of prompt templates to use in place of the package's own."""
    window: Annotated[int, Field(ge=1)] | None = None
    """Paragraphs that one call records. None: one with a local model, all with others."""
    concurrency: Annotated[int, Field(ge=1, le=1000)] | None = None
    """Calls under way at once. None: four with the embedded model, eight with others."""
    cache: bool = True
    """Keep models' answers on disk and use them again."""
    cache_dir: Folder = Field(default_factory=lambda: user_cache_path("nutgraf"))
    cache_max_mb: Annotated[int, Field(ge=1)] = 512
    cache_days: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 90.0
    models_dir: Folder | None = None
    """Where the embedded model's weights are kept. None: `models` in `cache_dir`."""
    timeout_total: Seconds = 600.0
    """Seconds for a valid answer of the model, all attempts and pauses together."""
    timeout_attempt: Seconds = 300.0
    """Seconds for one request."""
    timeout_read: Seconds = 300.0
    """Seconds of silence from the server within one request."""

    @property
    def cache_path(self) -> Path:
        """The file of the response cache."""
        return self.cache_dir / "responses.db"

    @property
    def models_path(self) -> Path:
        """The folder of the embedded model's weights."""
        return self.models_dir or self.cache_dir / "models"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, InitSettingsSource(settings_cls, init_kwargs=_read_toml())


def load_settings(**flags: Any) -> Settings:
    """Returns the settings; a flag that is None counts as not given.

    Raises `SettingError` for an unknown name, a value that can't be used, or a `nutgraf.toml` that can't be read; it
    names the place and what is accepted there.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
    name = str(first["loc"][0])
    place = _place(name, given)
    if first["type"] == "extra_forbidden":
        raise SettingError(f"{place}: there is no such setting.", hint=_names_hint(name))
    accepted = first["msg"].removeprefix("Value error, ").removeprefix("Input ")
    shown = repr(first["input"])
    if "@" in shown:
        shown = "its value"  # there may be a password before the @
    elif len(shown) > 60:
        shown = shown[:59] + "…"
    raise SettingError(f"{place}: {shown} can't be used.", hint=f"It {accepted}.")


def _read_toml() -> dict[str, Any]:
    try:
        return tomllib.loads(TOML.read_bytes().decode())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingError(f"{TOML} can't be read: {error.strerror}.", hint="Make it readable, or move it.") from None
    except UnicodeDecodeError:
        raise SettingError(f"{TOML} isn't UTF-8 text.", hint="Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        message = str(error)
    raise SettingError(f"{TOML} isn't valid TOML: {message}.", hint='A setting is a line such as model = "local".')


def _place(name: str, given: dict[str, Any]) -> str:
    """Where the setting was made: the first of the sources that has it."""
    shown = name if name.isprintable() else repr(name)
    if name in given:
        return f"--{shown.replace('_', '-')}"
    if any(variable.upper() == PREFIX + name.upper() for variable in os.environ):
        return PREFIX + shown.upper()
    return f'{TOML}, key "{shown}"'


def _names_hint(name: str) -> str:
    known = list(Settings.model_fields)
    if "key" in name.lower() or "token" in name.lower():
        return "Keys come from the environment alone, for example OPENAI_API_KEY. Take it out of the file."
    near = difflib.get_close_matches(name, known, n=1)
    meant = f'Did you mean "{near[0]}"? ' if near else ""
    return f"{meant}The settings are: {', '.join(known)}."

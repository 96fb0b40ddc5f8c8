from __future__ import annotations

from pathlib import Path

import pytest

from nutgraf.errors import SettingError
from nutgraf.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NUTGRAF_CACHE_DIR", "NUTGRAF_MODELS_DIR"):
        monkeypatch.delenv(name)
    return tmp_path


def write(text: str) -> None:
    Path("nutgraf.toml").write_text(text, encoding="utf-8")


def failing(**flags: object) -> SettingError:
    with pytest.raises(SettingError) as caught:
        load_settings(**flags)
    assert caught.value.exit_status == 2
    assert caught.value.__cause__ is None
    return caught.value


def test_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-nobody-pays-by-surprise")
    settings = load_settings()
    assert settings.model == "local"
    assert settings.cache
    assert settings.cache_path.name == "responses.db"
    assert settings.models_path == settings.cache_dir / "models"
    assert settings.timeout_total >= settings.timeout_attempt
    assert "sk-nobody" not in repr(settings)


def test_the_order_of_the_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    write('model = "from-toml"\nbase_url = "http://toml/v1"\ncache_days = 1\nwindow = 3\n')
    monkeypatch.setenv("NUTGRAF_MODEL", "from-env")
    monkeypatch.setenv("NUTGRAF_CACHE_DAYS", "2")
    settings = load_settings(model="from-flag", base_url=None)
    assert settings.model == "from-flag"
    assert settings.cache_days == 2
    assert settings.base_url == "http://toml/v1"
    assert settings.window == 3


def test_values_of_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUTGRAF_CACHE", "false")
    monkeypatch.setenv("NUTGRAF_CACHE_DIR", "~/kept")
    monkeypatch.setenv("NUTGRAF_WINDOW", "")
    monkeypatch.setenv("NUTGRAF_TIMEOUT_READ", "2.5")
    settings = load_settings()
    assert not settings.cache
    assert settings.cache_dir == Path.home() / "kept"
    assert settings.models_path == Path.home() / "kept" / "models"
    assert settings.window is None
    assert settings.timeout_read == 2.5


def test_a_base_url_loses_its_last_slash() -> None:
    assert load_settings(base_url="http://127.0.0.1:8000/v1/").base_url == "http://127.0.0.1:8000/v1"


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().model = "other"  # type: ignore[misc]


def test_every_setting_of_the_toml_is_known() -> None:
    write("modell = 'local'\n")
    error = failing()
    assert str(error) == 'nutgraf.toml, key "modell": there is no such setting.'
    assert 'Did you mean "model"?' in error.hint
    assert all(name in error.hint for name in Settings.model_fields)


def test_a_table_in_the_toml() -> None:
    write("[model]\nname = 'local'\n")
    assert str(failing()).startswith('nutgraf.toml, key "model": ')


def test_an_unknown_key_with_control_characters() -> None:
    write('"a\\u001b[31m" = 1\n')
    assert str(failing()).isprintable()


@pytest.mark.parametrize("name", ["api_key", "openai_api_key", "OPENAI_API_KEY"])
def test_keys_do_not_belong_into_the_toml(name: str) -> None:
    write(f'{name} = "sk-very-secret"\n')
    error = failing()
    assert name in str(error)
    assert "environment" in error.hint
    assert "sk-very-secret" not in str(error) + error.hint


@pytest.mark.parametrize(
    ("line", "key", "accepted"),
    [
        ("window = 0", "window", "greater than or equal to 1"),
        ("window = 'all'", "window", "integer"),
        ("timeout_total = -1", "timeout_total", "greater than 0"),
        ("timeout_total = nan", "timeout_total", "finite"),
        ("timeout_read = inf", "timeout_read", "finite"),
        ("cache = 'perhaps'", "cache", "boolean"),
        ("model = ''", "model", "printable"),
        ('model = "a\\u0007"', "model", "printable"),
        ("base_url = 'localhost:8000'", "base_url", "http://127.0.0.1:8000/v1"),
        ("base_url = 'ftp://a/v1'", "base_url", "http://127.0.0.1:8000/v1"),
        ("base_url = 'http://[::1/v1'", "base_url", ""),
        ("concurrency = 0", "concurrency", "greater than or equal to 1"),
    ],
)
def test_a_value_of_no_use_in_the_toml(line: str, key: str, accepted: str) -> None:
    write(line + "\n")
    error = failing()
    assert str(error).startswith(f'nutgraf.toml, key "{key}": ')
    assert str(error).isprintable()
    assert accepted in error.hint


def test_a_value_of_no_use_names_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    write("window = 2\n")
    monkeypatch.setenv("NUTGRAF_WINDOW", "many")
    assert str(failing()).startswith("NUTGRAF_WINDOW: 'many'")
    assert str(failing(window=0)).startswith("--window: 0")
    monkeypatch.delenv("NUTGRAF_WINDOW")
    assert str(failing(timeout_read="soon")).startswith("--timeout-read: 'soon'")


def test_a_password_in_a_base_url_is_not_repeated() -> None:
    error = failing(base_url="https://me:hunter2hunter2@host/v1")
    assert "OPENAI_API_KEY" in error.hint
    assert "hunter2" not in str(error) + error.hint


@pytest.mark.parametrize("text", ["model = ", "model local", "\x00", "[[["])
def test_a_broken_toml(text: str) -> None:
    write(text)
    error = failing()
    assert str(error).startswith("nutgraf.toml isn't valid TOML: ")
    assert str(error).isprintable()
    assert error.hint


def test_a_toml_that_is_not_text() -> None:
    Path("nutgraf.toml").write_bytes(b"model = '\xff'")
    assert str(failing()) == "nutgraf.toml isn't UTF-8 text."


def test_a_toml_that_is_a_folder() -> None:
    Path("nutgraf.toml").mkdir()
    assert "nutgraf.toml can't be read" in str(failing())

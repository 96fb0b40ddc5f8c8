from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from nutgraf.errors import SettingError
from nutgraf.event_types import event_types
from nutgraf.prompts import Prompt, load, shipped_folder

OWN = """---
name: extract
version: 9-local
purpose: a test
variables: what, many
---
--- system ---
You are terse.
--- user ---
{% for one in many %}
- {{ one }}
{% endfor %}
{{ what }}
"""
VALUES: dict[str, dict[str, Any]] = {
    "extract": {"types": list(event_types().values()), "sentences": ["Two men left.", "They sang."], "violence": []},
    "summarise": {"passage": "Two men left.", "source": "the army", "words": 30},
}
SHIPPED = sorted(path.stem for path in shipped_folder().glob("*.md"))


def write(folder: Path, text: str, name: str = "extract") -> Path:
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", SHIPPED)
def test_the_front_matter_of_what_is_shipped(name: str) -> None:
    prompt = load(name)
    assert prompt.name == name
    assert re.fullmatch(r"\w+:[0-9a-f]{12}", prompt.stamp)
    assert prompt.variables == frozenset(VALUES[name])


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_shipped_renders_to_turns_that_alternate(name: str) -> None:
    messages = load(name).render(**VALUES[name])
    roles = [message["role"] for message in messages]
    assert roles[0] == "system"
    assert roles[1:] == ["user", "assistant"] * ((len(roles) - 2) // 2) + ["user"]
    assert all(message["content"].strip() and "{{" not in message["content"] for message in messages)


def test_the_fixed_text_comes_first() -> None:
    one = load("extract").render(**VALUES["extract"])
    other = load("extract").render(**VALUES["extract"] | {"sentences": ["Nobody came."], "violence": ["shot"]})
    assert one[:-1] == other[:-1]
    assert one[-1] != other[-1]


def test_every_type_is_in_the_instructions() -> None:
    system = load("extract").render(**VALUES["extract"])[0]["content"]
    assert all(name in system and row.definition in system for name, row in event_types().items())


@pytest.mark.parametrize("hostile", ["{{ 7 * 7 }}", "{% for x in y %}", "--- system ---", "</s>", "{# x #}", "{"])
def test_an_article_can_not_reach_into_the_template(hostile: str) -> None:
    messages = load("extract").render(**VALUES["extract"] | {"sentences": [hostile]})
    assert f"1: {hostile}" in messages[-1]["content"]
    assert len(messages) == len(load("extract").render(**VALUES["extract"]))


def test_a_folder_of_ones_own_goes_first_and_falls_back(tmp_path: Path) -> None:
    folder = write(tmp_path, OWN)
    own = load("extract", folder)
    assert own.version == "9-local"
    assert own.render(what="now", many=["a", "b"]) == [
        {"role": "system", "content": "You are terse."},
        {"role": "user", "content": "- a\n- b\nnow"},
    ]
    assert load("summarise", folder) == load("summarise")


def test_the_stamp_tells_texts_apart(tmp_path: Path) -> None:
    first = load("extract", write(tmp_path, OWN)).stamp
    assert first == load("extract", tmp_path).stamp
    assert first != load("extract", write(tmp_path, OWN + "\n")).stamp


def test_a_variable_that_there_is_not(tmp_path: Path) -> None:
    prompt = load("extract", write(tmp_path, OWN + "{{ missing }}"))
    with pytest.raises(SettingError, match="'missing' is undefined") as raised:
        prompt.render(what="x", many=[])
    assert "many, what" in raised.value.hint


@pytest.mark.parametrize("body", ["{% for x in %}", "{{ }}", "{% nothing %}"])
def test_a_template_that_is_none(tmp_path: Path, body: str) -> None:
    prompt = load("extract", write(tmp_path, OWN + body))
    with pytest.raises(SettingError, match="extract"):
        prompt.render(what="x", many=[])


def test_a_template_that_breaks_while_it_is_rendered(tmp_path: Path) -> None:
    prompt = load("extract", write(tmp_path, OWN + "{{ what + 1 }}"))
    with pytest.raises(SettingError, match="extract"):
        prompt.render(what="x", many=[])


@pytest.mark.parametrize(
    "text",
    ["", "Just text.", OWN.replace("version: 9-local\n", ""), OWN.partition("--- system ---")[0], OWN.lstrip("-")],
)
def test_what_is_not_in_the_form_of_a_template(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingError, match="not in the form") as raised:
        load("extract", write(tmp_path, text))
    assert "--- user ---" in raised.value.hint


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "extract.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingError, match="can't be read"):
        load("extract", tmp_path)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="not a folder"):
        load("extract", tmp_path / "nowhere")


def test_a_prompt_is_data() -> None:
    assert Prompt(name="x", version="1", variables=frozenset(), source=OWN).render(what="now", many=[])[1] == {
        "role": "user",
        "content": "now",
    }

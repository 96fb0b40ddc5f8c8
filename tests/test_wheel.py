"""The wheel, installed into an environment of its own and run outside the repository."""

from __future__ import annotations

import json
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it. It sees the dependencies that are installed here, but not this nutgraf."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    built = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(built, check=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "environment"
    venv.create(target, with_pip=False)
    python = target / "bin" / "python"
    subprocess.run([*pip, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)], check=True)
    (packages,) = target.glob("lib/*/site-packages")
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()))
    return target


def run(environment: Path, tmp_path: Path, *command: str) -> str:
    program = environment / "bin" / command[0]
    done = subprocess.run([program, *command[1:]], cwd=tmp_path, check=True, capture_output=True, text=True)
    return done.stdout


def test_the_command_works_outside_the_repository(environment: Path, tmp_path: Path) -> None:
    assert run(environment, tmp_path, "nutgraf", "--version").startswith("nutgraf 0.")
    assert json.loads(run(environment, tmp_path, "nutgraf", "schema"))["title"] == "Report"


def test_the_package_is_the_wheels_and_has_its_prompts_and_data(environment: Path, tmp_path: Path) -> None:
    look = "import nutgraf.prompts as p; print(p.__file__, *sorted(f.name for f in p.shipped_folder().iterdir()))"
    file, *prompts = run(environment, tmp_path, "python", "-c", look).split()
    package = Path(file).parent
    assert package.is_relative_to(environment)
    assert set(prompts) >= {path.name for path in (ROOT / "prompts").glob("*.md")}
    assert prompts
    assert (package / "data" / "event_types.csv").is_file()
    assert (package / "data" / "gazetteer.sqlite").is_file()
    assert (package / "py.typed").is_file()
    pages = package / "pages"
    assert {file.name for file in (pages / "static").iterdir()} == {"page.css", "page.js", "world.json"}
    assert (pages / "templates" / "page.html").is_file()
    assert not list(package.glob("**/test*"))

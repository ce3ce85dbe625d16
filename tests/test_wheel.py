"""The built wheel, installed from the lock in an environment of its own and used outside the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from hatch_build import MADE

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).parent.parent


def _run(*command: object, cwd: Path) -> str:
    # Neither the checkout nor the environment of the tests may be found from there.
    hidden = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder)
    _run(sys.executable, "-m", "pip", "wheel", *options, ROOT, cwd=folder)
    (path,) = folder.glob("spacepolicy_kg-*.whl")
    return path


@pytest.fixture(scope="module")
def home(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample articles, the installed wheel in .venv and nothing else of the checkout."""
    folder = tmp_path_factory.mktemp("home")
    _run(sys.executable, "-m", "venv", ".venv", cwd=folder)
    pip = (folder / ".venv/bin/python", "-m", "pip", "install", "--quiet", "--quiet")
    _run(*pip, "--require-hashes", "--requirement", ROOT / "requirements.lock", cwd=folder)
    _run(*pip, "--no-deps", wheel, cwd=folder)
    shutil.copytree(ROOT / "articles", folder / "articles")
    return folder


def test_the_wheel_has_what_it_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"kg", f"{wheel.name.rsplit('-', 3)[0]}.dist-info"}
    for folder in ("ontology", "queries"):
        held = {name.removeprefix("kg/_data/") for name in names if name.startswith(f"kg/_data/{folder}/")}
        there = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert held == there
    assert {f"kg/rules/{path.name}" for path in (ROOT / "kg/rules").glob("*.toml")} <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_sources_have_what_the_page_is_bundled_from(tmp_path: Path) -> None:
    _run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=ROOT)
    (path,) = tmp_path.glob("spacepolicy_kg-*.tar.gz")
    with tarfile.open(path) as archive:
        held = {name.split("/", 1)[1] for name in archive.getnames()}
    web = {path.relative_to(ROOT).as_posix() for path in (ROOT / "kg/export/web").iterdir()}
    assert {"hatch_build.py", *web} <= held


def test_the_page_is_drawn_by_the_bundle_of_the_wheel(wheel: Path, home: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()
    if "kg/_data/web/network.js" not in held:
        pytest.skip("the wheel was built without Node.js, so it has no page")
    assert {f"kg/_data/web/{name}" for name in MADE} <= set(held)
    _run(".venv/bin/kg", "build", "articles", "--store", "page", "--jobs", "2", cwd=home)
    _run(".venv/bin/kg", "export", "html", "out/graph.html", "--store", "page", cwd=home)
    assert "Artemis Accords" in (home / "out/graph.html").read_text(encoding="utf-8")


def test_what_is_installed_fits_together(home: Path) -> None:
    assert "No broken requirements" in _run(".venv/bin/python", "-m", "pip", "check", cwd=home)
    code = "import kg; print(kg.__file__)"
    assert _run(".venv/bin/python", "-c", code, cwd=home).startswith(str(home.resolve()))


def test_build_query_verify_and_export_outside_the_checkout(home: Path) -> None:
    assert "12 articles read" in _run(".venv/bin/kg", "build", "articles", "--jobs", "2", cwd=home)
    assert "NASA" in _run(".venv/bin/kg", "query", "who-said-what", "--param", "actor=NASA", cwd=home)
    assert _run(".venv/bin/kg", "verify", cwd=home) == ""
    _run(".venv/bin/kg", "export", "gexf", "out/graph.gexf", cwd=home)
    assert "<gexf" in (home / "out/graph.gexf").read_text(encoding="utf-8")[:200]

"""The locks say what is installed, to the hash, and never from where."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
# Not by their names: a lock of another tool must not slip in with addresses.
LOCKS = sorted(
    path
    for pattern in ("*.lock", "*lock*.json")
    for path in ROOT.rglob(pattern)
    if not path.relative_to(ROOT).as_posix().startswith((".", "build/", "dist/"))
)
PYTHON = [path for path in LOCKS if path.suffix == ".lock"]
NPM = [path for path in LOCKS if path.suffix == ".json"]

EXACT = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?")
SHA512 = re.compile(r"sha512-[A-Za-z0-9+/]{86}==")


def name_lock(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def load(path: Path) -> dict[str, Any]:
    """The packages of a lock of npm, "" the folder itself."""
    packages: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["packages"]
    return packages


def test_there_is_a_lock_for_each_thing_that_is_installed() -> None:
    assert [name_lock(path) for path in LOCKS] == [
        "kg/export/web/package-lock.json",
        "requirements-audit.lock",
        "requirements-dev.lock",
        "requirements.lock",
        "tests/node/package-lock.json",
    ]


@pytest.mark.parametrize("lock", LOCKS, ids=name_lock)
def test_a_lock_has_no_address(lock: Path) -> None:
    text = re.sub(r'"funding": [^}]*\}', "", lock.read_text(encoding="utf-8"))  # whom to thank, not to ask
    assert not any(sign in text for sign in ("://", "--index", '"resolved"'))


@pytest.mark.parametrize("lock", PYTHON, ids=name_lock)
def test_a_lock_of_pip_has_exact_versions_and_hashes(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("# ")]
    assert all(re.fullmatch(r"[a-z0-9-]+==\S+ \\|    --hash=sha256:[0-9a-f]{64}( \\)?", pin) for pin in pins)
    assert "torch" not in {line.split("==")[0] for line in lines}


@pytest.mark.parametrize("lock", NPM, ids=name_lock)
def test_a_lock_of_npm_has_exact_versions_and_hashes(lock: Path) -> None:
    packages = load(lock)
    asked = packages.pop("")
    for path, package in packages.items():
        assert EXACT.fullmatch(package["version"]), path
        assert SHA512.fullmatch(package["integrity"]), path
    manifest = json.loads(lock.with_name("package.json").read_text(encoding="utf-8"))
    for kind in ("dependencies", "devDependencies"):
        wanted = manifest.get(kind, {})
        assert asked.get(kind, {}) == wanted
        assert wanted == {name: packages[f"node_modules/{name}"]["version"] for name in wanted}


def test_the_bundler_is_locked_for_every_platform() -> None:
    packages = load(ROOT / "kg/export/web/package-lock.json")
    wanted = packages["node_modules/esbuild"]["optionalDependencies"]
    locked = {name: packages[f"node_modules/{name}"] for name in wanted}
    assert {name: package["version"] for name, package in locked.items()} == wanted
    machines = {(package["os"][0], package["cpu"][0]) for package in locked.values()}
    assert {("linux", "x64"), ("linux", "arm64"), ("darwin", "arm64"), ("win32", "x64")} <= machines

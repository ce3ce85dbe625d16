"""Gephi Lite's parser as a Python function; needs Node.js and, once, the npm registry.

`python -m tests.node_reader` installs it beforehand, so that the tests need no network.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "node"
INSTALLED = Path(__file__).parent.parent / "build" / "node"
LOCK = "package-lock.json"


class NoReaderError(Exception):
    """Raised where Node.js is missing or the packages cannot be fetched; says which."""


def install() -> None:
    """Put the packages of tests/node/package-lock.json under build/node, whole or not at all."""
    # The folder of an older lock is of no use.
    wanted = (HERE / LOCK).read_bytes()
    if (INSTALLED / LOCK).is_file() and (INSTALLED / LOCK).read_bytes() == wanted:
        return
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        raise NoReaderError("Node.js with npm is not installed")
    INSTALLED.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=INSTALLED.parent, prefix=".node-") as folder:
        for name in ("package.json", LOCK):
            shutil.copy(HERE / name, folder)
        options = ["--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0"]
        command = [npm, "ci", "--loglevel=error", *options]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180, check=False)
        if done.returncode:
            raise NoReaderError(f"npm ci failed: {done.stderr.strip()[-300:] or done.returncode}")
        shutil.rmtree(INSTALLED, ignore_errors=True)
        shutil.copytree(folder, INSTALLED, dirs_exist_ok=True)


def read(path: Path) -> dict[str, Any]:
    """The nodes and edges that the parser finds. Raises NoReaderError where it cannot be had."""
    return _run("read-gexf.js", path)


def load_axe() -> str:
    """Load the script that looks for barriers in a page. Raises NoReaderError where it cannot be had."""
    install()
    return (INSTALLED / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def _run(script: str, *arguments: object) -> dict[str, Any]:
    try:
        install()
    except subprocess.TimeoutExpired as error:
        raise NoReaderError("npm ci took more than three minutes") from error
    environment = os.environ | {"NODE_PATH": str(INSTALLED / "node_modules")}
    command = ["node", str(HERE / script), *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


if __name__ == "__main__":
    try:
        install()
    except (NoReaderError, subprocess.TimeoutExpired) as problem:
        print(f"The tests will skip Gephi Lite's parser: {problem}")

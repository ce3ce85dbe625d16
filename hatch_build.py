"""Fetches what the pages draw and edit with, and bundles it: for the wheel, and for `make web`.

Third-party code is never committed: package-lock.json pins each package to one version and its hash.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
WEB = ROOT / "kg" / "export" / "web"
BUNDLES = ROOT / "build" / "web"
SOURCES = (*sorted(WEB.glob("*.js")), WEB / "package.json", WEB / "package-lock.json")
# Each entry becomes a script of its name, and a stylesheet where it imports one.
ENTRIES = ("network.js", "sparql.js", "site-sparql.js")
MADE = (*ENTRIES, "sparql.css")
# The thread of the store is bundled first, with its WebAssembly: a text in the script of its page.
WORKER, WORKER_TEXT = "store-worker.js", "made/store-worker.txt"
INSTALL = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
ESBUILD = ("--bundle", "--minify", "--format=iife", "--legal-comments=inline", "--log-level=error")


class BundleError(Exception):
    """Raised where the bundle cannot be made; says why."""


class WebBuildHook(BuildHookInterface):
    """Puts the bundle into the wheel; a wheel that is built without Node.js lacks the page, nothing else."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        try:
            make_bundles()
        except BundleError as problem:
            self.app.display_warning(f"kg export html will not work from this wheel: {problem}")
            return
        for name in MADE:
            build_data["force_include"][str(BUNDLES / name)] = f"kg/_data/web/{name}"


def make_bundles() -> None:
    """Write the bundles, unless they are newer than their sources. Raises BundleError."""
    newest = max(path.stat().st_mtime for path in SOURCES)
    if all((BUNDLES / name).is_file() and (BUNDLES / name).stat().st_mtime > newest for name in MADE):
        return
    npm = shutil.which("npm")
    if npm is None:
        raise BundleError("Node.js with npm is not installed")
    BUNDLES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUNDLES, prefix=".web-") as folder:
        for path in SOURCES:
            shutil.copy(path, folder)
        _run(Path(folder), npm, "ci", *INSTALL)
        esbuild = Path(folder, "node_modules/.bin/esbuild")
        _run(Path(folder), esbuild, WORKER, *ESBUILD, "--loader:.wasm=binary", f"--outfile={WORKER_TEXT}")
        _run(Path(folder), esbuild, *ENTRIES, *ESBUILD, "--outdir=made")
        for name in MADE:
            Path(folder, "made", name).replace(BUNDLES / name)


def _run(folder: Path, *command: object) -> None:
    try:
        done = subprocess.run(
            list(map(str, command)), cwd=folder, capture_output=True, text=True, timeout=300, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BundleError(f"{error}") from error
    if done.returncode:
        raise BundleError((done.stderr or done.stdout).strip()[-400:])


if __name__ == "__main__":
    try:
        make_bundles()
    except BundleError as problem:
        sys.exit(f"the page of `kg export html` cannot be made: {problem}")
    print(BUNDLES)

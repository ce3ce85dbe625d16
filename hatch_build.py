"""Fetches what the page of `kg export html` draws with, and bundles it: for the wheel, and for `make web`.

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
BUNDLE = ROOT / "build" / "web" / "bundle.js"
SOURCES = (*sorted(WEB.glob("*.js")), WEB / "package.json", WEB / "package-lock.json")
INSTALL = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
ESBUILD = ("--bundle", "--minify", "--format=iife", "--legal-comments=inline", "--outfile=bundle.js")


class BundleError(Exception):
    """Raised where the bundle cannot be made; says why."""


class WebBuildHook(BuildHookInterface):
    """Puts the bundle into the wheel; a wheel that is built without Node.js lacks the page, nothing else."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        try:
            make_bundle()
        except BundleError as problem:
            self.app.display_warning(f"kg export html will not work from this wheel: {problem}")
            return
        build_data["force_include"][str(BUNDLE)] = "kg/_data/web/bundle.js"


def make_bundle() -> None:
    """Write the bundle, unless it is newer than its sources. Raises BundleError."""
    if BUNDLE.is_file() and BUNDLE.stat().st_mtime > max(path.stat().st_mtime for path in SOURCES):
        return
    npm = shutil.which("npm")
    if npm is None:
        raise BundleError("Node.js with npm is not installed")
    BUNDLE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUNDLE.parent, prefix=".web-") as folder:
        for path in SOURCES:
            shutil.copy(path, folder)
        _run(Path(folder), npm, "ci", *INSTALL)
        _run(Path(folder), Path(folder, "node_modules/.bin/esbuild"), "page.js", *ESBUILD)
        Path(folder, "bundle.js").replace(BUNDLE)


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
        make_bundle()
    except BundleError as problem:
        sys.exit(f"the page of `kg export html` cannot be made: {problem}")
    print(BUNDLE)

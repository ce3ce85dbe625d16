"""Look at what kg runs with: known holes, licenses, and a bill of materials in CycloneDX.

    python evaluation/audit.py .venv/bin/python
    make audit

Runs with the tools of requirements-audit.lock and looks at the environment that is named. What
requirements.lock and kg/export/web/package-lock.json install goes into build/sbom.json. Exit code 1 where a
hole is known or a license is not accepted; where holes cannot be looked up, a line says so.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import shutil
import subprocess
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
WEB = ROOT / "kg" / "export" / "web"
OURS = "spacepolicy-kg"

# What Apache-2.0 may depend on: permissive, or copyleft for the package's own files alone (MPL). By SPDX,
# then as older packages say it. GPL, AGPL and whatever forbids a use are missing on purpose.
ACCEPTED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "CNRI-Python",
        "ISC",
        "MIT",
        "MPL-1.1",
        "MPL-2.0",
        "PSF-2.0",
        "W3C-20150513",
        "Zlib",
        "Apache Software License",
        "BSD License",
        "MIT License",
        "Mozilla Public License 2.0",
    }
)

# Read by a person in the package's own LICENSE, because its metadata name none.
READ = {"protobuf": "BSD-3-Clause"}

Component = dict[str, Any]
# The holes that are known, and what could not be looked up and why, "" for nothing.
Holes = tuple[list[str], str]


def find_license(component: Component) -> str:
    """What a component of a bill is licensed under: an SPDX expression, or a name; "" where nothing says."""
    licenses = [entry.get("license", entry) for entry in component.get("licenses", [])]
    terms = [entry.get("expression") or entry.get("id") for entry in licenses]
    names = [entry.get("name", "").split(" :: ")[-1].split(" (")[0] for entry in licenses]
    said = set(filter(None, terms)) or {name for name in names if name not in ("", "OSI Approved")}
    return " AND ".join(sorted(said)) or READ.get(component["name"], "")


def is_accepted(expression: str) -> bool:
    """True where all that AND joins, and one of what OR joins, is in ACCEPTED."""
    if expression in ACCEPTED:
        return True
    inner = re.search(r"\(([^()]*)\)", expression)
    if inner:
        return is_accepted(expression.replace(inner[0], "MIT" if is_accepted(inner[1]) else "refused"))
    return any(all(term in ACCEPTED for term in choice.split(" AND ")) for choice in expression.split(" OR "))


def read_python(python: Path) -> Component:
    """The bill of what requirements.lock names, as it is installed beside `python`."""
    options = ("environment", "--pyproject", ROOT / "pyproject.toml", "--output-reproducible", python)
    done = _run(sys.executable, "-m", "cyclonedx_py", *options)
    if done.returncode:
        sys.exit(f"audit: the bill cannot be made: {_last_line(done.stderr)}")
    bill: Component = json.loads(done.stdout)
    version = f"import importlib.metadata; print(importlib.metadata.version({OURS!r}))"
    bill["metadata"]["component"]["version"] = _run(python, "-c", version).stdout.strip()
    keep_locked(bill, LOCK.read_text(encoding="utf-8"))
    return bill


def keep_locked(bill: Component, lock: str) -> None:
    """Take out of a bill what the text of a lock does not name: tools, and what they need."""
    names = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    bill["components"] = [part for part in bill["components"] if _normalize(part["name"]) in names]
    known = {part["bom-ref"] for part in (bill["metadata"]["component"], *bill["components"])}
    bill["dependencies"] = [
        entry | {"dependsOn": [ref for ref in entry.get("dependsOn", []) if ref in known]}
        for entry in bill["dependencies"]
        if entry["ref"] in known
    ]


def read_npm(lock: str) -> Iterator[Component]:
    """The packages of a lock of npm; those that only make the page have the scope "excluded"."""
    for path, package in json.loads(lock)["packages"].items():
        if path:
            name = path.rpartition("node_modules/")[2]
            url = f"pkg:npm/{quote(name)}@{package['version']}"
            algorithm, digest = package["integrity"].split("-", 1)
            content = base64.b64decode(digest).hex()
            yield {
                "type": "library",
                "bom-ref": url,
                "name": name,
                "version": package["version"],
                "scope": "excluded" if package.get("dev") else "required",
                "purl": url,
                "hashes": [{"alg": algorithm.replace("sha", "SHA-"), "content": content}],
                "licenses": [{"expression": package["license"]}] if "license" in package else [],
            }


def find_python_holes(python: Path) -> Holes:
    """What pip-audit knows of all that is installed beside `python`."""
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    options = (
        "--path",
        _run(python, "-c", where).stdout.strip(),
        "--format",
        "json",
        "--progress-spinner",
        "off",
    )
    done = _run(sys.executable, "-m", "pip_audit", *options)
    return read_python_holes(done.stdout, done.stderr)


def read_python_holes(report: str, errors: str) -> Holes:
    """What a report of pip-audit tells; `errors` is what it said beside it, where it gave no report."""
    try:
        packages = [package for package in json.loads(report)["dependencies"] if package["name"] != OURS]
    except ValueError:
        return [], _last_line(errors)
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in "
        + (", ".join(hole["fix_versions"]) or "no version")
        for package in packages
        for hole in package.get("vulns", [])
    ]
    skipped = [package["skip_reason"] for package in packages if "skip_reason" in package]
    return holes, f"{len(skipped)} of {len(packages)} packages, the first: {skipped[0]}" if skipped else ""


def find_npm_holes() -> Holes:
    """What `npm audit` knows of the packages that the page is made from and with."""
    npm = shutil.which("npm")
    if npm is None:
        return [], "Node.js with npm is not installed"
    done = _run(npm, "audit", "--package-lock-only", "--json", folder=WEB)
    return read_npm_holes(done.stdout, done.stderr)


def read_npm_holes(report: str, errors: str) -> Holes:
    """What a report of `npm audit` tells; `errors` is what it said beside it."""
    try:
        found = json.loads(report)
    except ValueError:
        return [], _last_line(errors)
    if "vulnerabilities" not in found:
        return [], found.get("message") or _last_line(errors)
    return [f"{name}: {hole['severity']}" for name, hole in found["vulnerabilities"].items()], ""


def show_holes(what: str, holes: list[str], unknown: str) -> bool:
    """Print what is known, and what is not; True where there is a hole."""
    if unknown:
        print(f"known holes of {what}: could NOT be looked up: {unknown}")
    if holes or not unknown:
        print(f"known holes of {what}: {len(holes) or 'none'}", *holes, sep="\n  ")
    return bool(holes)


def show_licenses(components: list[Component]) -> bool:
    """Print which packages each license has; True where one is not accepted."""
    packages: dict[str, list[str]] = defaultdict(list)
    for component in components:
        packages[find_license(component)].append(component["name"])
    print(f"licenses of {len(components)} packages:")
    for term, names in sorted(packages.items()):
        line = f"{term or 'none is named'} ({len(names)}): {', '.join(sorted(names))}"
        print(textwrap.fill(line, 110, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False))
    refused = [term for term in packages if not is_accepted(term)]
    for term in refused:
        print(
            f"not accepted: {term or 'no license'} of {', '.join(packages[term])}: take another package, or "
            "read its license and add it to evaluation/audit.py"
        )
    return bool(refused)


def _run(*command: object, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            list(map(str, command)), cwd=folder, capture_output=True, text=True, check=False
        )
    except OSError as error:
        sys.exit(f"audit: {command[0]}: {error.strerror}")


def _normalize(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no answer came"])[-1]


def main() -> int:
    """Look, print, write the bill; the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("python", type=Path, help="the Python of the environment to look at")
    parser.add_argument("--bill", type=Path, default=ROOT / "build" / "sbom.json", help="where the bill goes")
    options = parser.parse_args()
    bill = read_python(options.python)
    bill["components"] += read_npm((WEB / "package-lock.json").read_text(encoding="utf-8"))
    options.bill.parent.mkdir(parents=True, exist_ok=True)
    options.bill.write_text(json.dumps(bill, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    failed = show_licenses(bill["components"])
    failed |= show_holes("Python", *find_python_holes(options.python))
    failed |= show_holes("npm", *find_npm_holes())
    print(f"bill of materials: {options.bill} (CycloneDX {bill['specVersion']})")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

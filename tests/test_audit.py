"""The audit: which licenses pass, which holes are told, and what the bill of materials holds."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent


def load_audit() -> ModuleType:
    """evaluation/audit.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("audit", ROOT / "evaluation" / "audit.py")
    assert spec and spec.loader
    module = sys.modules["audit"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


audit = load_audit()


@pytest.mark.parametrize(
    ("expression", "accepted"),
    [
        ("MIT", True),
        ("Mozilla Public License 2.0", True),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only AND MIT", False),
        ("(GPL-3.0-only OR MIT) AND ISC", True),
        ("(GPL-3.0-only AND MIT) OR (ISC AND (MIT OR AGPL-3.0-only))", True),
        ("(GPL-3.0-only OR AGPL-3.0-only) AND MIT", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("MIT WITH a-limit", False),
        ("()", False),
        ("", False),
    ],
)
def test_license_is_accepted_where_it_can_be_followed(expression: str, accepted: bool) -> None:
    assert audit.is_accepted(expression) is accepted


@given(st.lists(st.lists(st.sampled_from([*sorted(audit.ACCEPTED), "GPL-2.0-only"]), min_size=1), min_size=1))
def test_one_choice_with_nothing_else_is_enough(choices: list[list[str]]) -> None:
    expression = " OR ".join(" AND ".join(terms) for terms in choices)
    assert audit.is_accepted(expression) is any("GPL-2.0-only" not in terms for terms in choices)


@pytest.mark.parametrize(
    ("name", "licenses", "found"),
    [
        ("a", [{"expression": "MIT OR ISC"}], "MIT OR ISC"),
        (
            "a",
            [{"license": {"id": "ISC"}}, {"license": {"name": "License :: OSI Approved :: BSD License"}}],
            "ISC",
        ),
        ("a", [{"license": {"name": "License :: OSI Approved :: BSD License"}}], "BSD License"),
        ("a", [{"license": {"name": "License :: OSI Approved :: A License 2.0 (AL 2.0)"}}], "A License 2.0"),
        ("a", [{"license": {"name": "License :: OSI Approved"}}], ""),
        ("a", [], ""),
        ("protobuf", [], "BSD-3-Clause"),
    ],
)
def test_license_is_read_from_a_bill(name: str, licenses: list[Any], found: str) -> None:
    assert audit.find_license({"name": name, "licenses": licenses}) == found


def test_license_that_is_not_accepted_is_told_with_its_packages(capsys: pytest.CaptureFixture[str]) -> None:
    parts = [{"name": "free", "licenses": [{"expression": "MIT"}]}]
    assert not audit.show_licenses(parts)
    parts += [{"name": "bound", "licenses": [{"expression": "GPL-3.0-only"}]}, {"name": "mute"}]
    assert audit.show_licenses(parts)
    shown = capsys.readouterr().out
    assert "not accepted: GPL-3.0-only of bound: " in shown and "not accepted: no license of mute: " in shown


HOLE = {"id": "PYSEC-1", "fix_versions": ["1.1"]}


@pytest.mark.parametrize(
    ("dependencies", "holes", "unknown"),
    [
        ([{"name": "a", "version": "1.0", "vulns": []}], [], ""),
        ([{"name": "a", "version": "1.0", "vulns": [HOLE]}], ["a 1.0: PYSEC-1, mended in 1.1"], ""),
        (
            [
                {"name": "a", "version": "1.0", "vulns": []},
                {"name": "b", "skip_reason": "no index has b"},
                {"name": "spacepolicy-kg", "skip_reason": "is ours"},
            ],
            [],
            "1 of 2 packages, the first: no index has b",
        ),
    ],
)
def test_holes_of_python_are_read(dependencies: list[Any], holes: list[str], unknown: str) -> None:
    assert audit.read_python_holes(json.dumps({"dependencies": dependencies}), "") == (holes, unknown)


@pytest.mark.parametrize(
    ("report", "holes", "unknown"),
    [
        ({"vulnerabilities": {}}, [], ""),
        ({"vulnerabilities": {"a": {"severity": "high"}}}, ["a: high"], ""),
        ({"message": "405 Method Not Allowed", "method": "POST"}, [], "405 Method Not Allowed"),
    ],
)
def test_holes_of_npm_are_read(report: dict[str, Any], holes: list[str], unknown: str) -> None:
    assert audit.read_npm_holes(json.dumps(report), "") == (holes, unknown)


@pytest.mark.parametrize("name", ["read_python_holes", "read_npm_holes"])
def test_no_report_is_no_all_clear(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = getattr(audit, name)("", "one\nthe network is down\n")
    assert found == ([], "the network is down")
    assert not audit.show_holes("Python", *found)
    assert capsys.readouterr().out == "known holes of Python: could NOT be looked up: the network is down\n"


def test_hole_fails_even_where_others_could_not_be_looked_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.show_holes("npm", ["a: high"], "1 of 2 packages")
    assert "known holes of npm: 1\n  a: high\n" in capsys.readouterr().out


def test_bill_keeps_what_is_locked() -> None:
    bill = {
        "metadata": {"component": {"bom-ref": "root"}},
        "components": [{"bom-ref": name, "name": name} for name in ("Run_Time", "tool")],
        "dependencies": [
            {"ref": "root", "dependsOn": ["Run_Time", "tool"]},
            {"ref": "Run_Time"},
            {"ref": "tool", "dependsOn": ["Run_Time"]},
        ],
    }
    audit.keep_locked(bill, "run-time==1.0 \\\n    --hash=sha256:00\n")
    assert [part["name"] for part in bill["components"]] == ["Run_Time"]
    assert bill["dependencies"] == [
        {"ref": "root", "dependsOn": ["Run_Time"]},
        {"ref": "Run_Time", "dependsOn": []},
    ]


def test_bill_names_what_the_page_is_made_from_and_with() -> None:
    parts = list(audit.read_npm((ROOT / "kg/export/web/package-lock.json").read_text(encoding="utf-8")))
    scopes = {part["name"]: part["scope"] for part in parts}
    assert scopes["sigma"] == scopes["graphology"] == "required"
    assert scopes["esbuild"] == scopes["@esbuild/linux-x64"] == "excluded"
    for part in parts:
        assert re.fullmatch(r"pkg:npm/(%40[a-z]+/)?[a-z0-9-]+@[0-9.]+", part["purl"])
        assert re.fullmatch("[0-9a-f]{128}", part["hashes"][0]["content"])
    assert all(audit.is_accepted(audit.find_license(part)) for part in parts)


def test_environment_that_is_not_there_is_named() -> None:
    command = [sys.executable, ROOT / "evaluation" / "audit.py", "nowhere/python"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("audit: ") and "Traceback" not in done.stderr

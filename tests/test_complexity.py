"""No function of kg asks too many questions at once."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Cyclomatic complexity as radon counts it: one for each branch, loop, `and`, `or` and comprehension.
HIGHEST = 15

radon = pytest.importorskip("radon.complexity", reason="radon is not installed: `pip install radon`")


def find_complex(code: str) -> list[str]:
    """The functions and methods that are too complex, with their complexity."""
    return [
        f"{block.fullname}: {block.complexity}"
        for block in radon.cc_visit(code)
        if block.letter in "FM" and block.complexity > HIGHEST
    ]


def test_a_function_that_is_too_complex_is_named() -> None:
    allowed, longer = (" and ".join(["x"] * count) for count in (HIGHEST, HIGHEST + 1))
    code = f"def plain(x):\n    return {allowed}\n\nclass A:\n    def of(self, x):\n        return {longer}\n"
    assert find_complex(code) == [f"A.of: {HIGHEST + 1}"]


def test_no_function_is_too_complex() -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()}: {function}"
        for path in sorted(ROOT.glob("kg/**/*.py"))
        for function in find_complex(path.read_text(encoding="utf-8"))
    ]
    assert found == []

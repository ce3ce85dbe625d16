"""How English says things, as data: one TOML file a subject beside this module, one loader.

A rule file holds words and patterns, never logic; the module that uses it compiles it once.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import RulesError

FOLDER = Path(__file__).parent


@cache
def load_rules(name: str) -> dict[str, Any]:
    """The tables of `kg/rules/<name>.toml`, read once; callers must not change them.

    Raises RulesError where there is no such file or it is not TOML; the message names the file and, for
    broken TOML, the line.
    """
    return read_rules(FOLDER / f"{name}.toml")


def read_rules(path: Path) -> dict[str, Any]:
    """The tables of the rules file at `path`; RulesError as `load_rules` says."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = ", ".join(sorted(file.stem for file in path.parent.glob("*.toml"))) or "none"
        raise RulesError(f"{path}: there is no such rules file; there are: {known}") from None
    except UnicodeDecodeError as error:
        raise RulesError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        # The parser tells the place in words only: "... (at line 3, column 7)".
        place = re.search(r"line (\d+)", str(error))
        line = f":{place[1]}" if place else ""
        raise RulesError(f"{path}{line}: not TOML: {error}") from error


@cache
def word_set(name: str, table: str, key: str) -> frozenset[str]:
    """One word list of a rules file, as a set."""
    return frozenset(load_rules(name)[table][key])

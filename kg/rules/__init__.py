"""How English says things, as data: one TOML file a subject, and beside it the module with its types.

`kg/rules/hedges.toml` is `kg.rules.hedges.HEDGES`, a frozen dataclass that is read when the module is
imported: before any article, so that a key that is missing or misspelt ends the command at once. A rules file
holds words and patterns, never logic.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from kg.errors import RulesError, find_near

FOLDER = Path(__file__).parent

Rules = TypeVar("Rules")


def read_rules(path: Path, form: type[Rules]) -> Rules:
    """Read the rules file at `path` as an object of the class `form`.

    Raises RulesError where there is no such file, where it is not TOML (the message names the line), and
    where a key or a value does not fit the form (it names the key).
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
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
    rules: Rules = _fit(tables, form, path)
    return rules


def _fit(value: Any, form: Any, path: Path, key: str = "") -> Any:
    """Convert a value of TOML to a type: a table to a dataclass or mapping, a list to a set or tuple."""
    origin, inner = get_origin(form), get_args(form)
    if isinstance(form, type) and is_dataclass(form):
        hints = get_type_hints(form)
        table = {_choose(k, hints, path, key): v for k, v in _check(value, dict, path, key).items()}
        needed = {field.name for field in fields(form) if field.default is MISSING}
        for missing in sorted(needed - table.keys()):
            raise RulesError(
                f"{path}: the key '{_join(key, missing)}' is missing; write an empty list at least"
            )
        return form(**{k: _fit(v, hints[k], path, _join(key, k)) for k, v in table.items()})
    if origin in (dict, Mapping):
        table = _check(value, dict, path, key)
        return {
            _fit(k, inner[0], path, key): _fit(v, inner[1], path, _join(key, k)) for k, v in table.items()
        }
    if origin in (frozenset, tuple):
        return origin(_fit(item, inner[0], path, key) for item in _check(value, list, path, key))
    return _choose(value, inner, path, key) if origin is Literal else _check(value, form, path, key)


def _join(key: str, inner: str) -> str:
    return f"{key}.{inner}" if key else inner


def _choose(word: str, known: Collection[str], path: Path, key: str) -> str:
    if word not in known:
        near = find_near(word, known)
        guess = f" Did you mean {' or '.join(near)}?" if near else ""
        where = f"in [{key}]" if key else "at the top"
        raise RulesError(
            f"{path}: there is no key '{word}' {where}.{guess} There are: {', '.join(known)}; "
            f"a new one is declared in {path.stem}.py beside the file, or in the type that it names"
        )
    return word


def _check(value: Any, kind: Any, path: Path, key: str) -> Any:
    if not isinstance(value, kind):
        wanted = getattr(kind, "__name__", str(kind))
        raise RulesError(f"{path}: {key}: {value!r} is of type {type(value).__name__}, not {wanted}")
    return value

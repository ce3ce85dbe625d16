"""Know what a server gets wrong of SPARQL 1.1: a query with such a part is asked of a copy of the graph.

All of it was found by asking Virtuoso 7.2.5 every query of this project and comparing the answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# Strings, comments and IRIs, in which nothing is a part of the query.
_ASIDE = re.compile(
    r"""\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|\#[^\n]*""",
    re.DOTALL,
)
# The parts, each with what becomes of them.
VIRTUOSO = {
    r"(?:\w:[\w-]+|\)|>)[*?+]": "paths of any length, or of none, lose what they begin with",
    r"[?$]\w+\s*/|/\s*[?$\d]": "whole numbers are divided to whole numbers",
    r"\bbind\s*\(\s*[?$]\w+\s+as\b": "a variable bound to another loses rows in a UNION",
    r"\(\s*(?:true|false|[^()]*[=<>!][^()]*)\s+as\b": "a truth is bound as a number",
    r"\b(?:bound|contains|strstarts|strends|regex|is\w+)\s*\([^()]*\)\s*as\b": "so is that of a function",
    r"\bencode_for_uri\b": "fewer characters are escaped",
    r"\b(?:strstarts|strends|contains)\b[^\n]*(?:\"\"|'')": "no text begins with an empty one",
}


def find_flaw(sparql: str, flaws: Mapping[str, str]) -> str | None:
    """Find a part of a query that such a server answers wrongly, and say what becomes of it."""
    text = _ASIDE.sub(lambda match: '""' if match[0] in {'""', "''"} else "<>", sparql)
    return next((why for part, why in flaws.items() if re.search(part, text, re.IGNORECASE)), None)

"""Make foreign text fit to be shown: texts, names, files, queries are printed, never obeyed.

A terminal obeys control characters, and bidirectional overrides show a line in another order than it has.
"""

from __future__ import annotations

import json
import re

# As much of a value as a message repeats.
SHOWN_LENGTH = 80
# As long as one line of a message gets: the list of all queries fits.
LINE_LENGTH = 4000

# Controls (C0, DEL, C1), marks and overrides of direction, separators of lines, halves of surrogate pairs.
_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_NOT_ASCII = re.compile("[^\x20-\x7e]")


def to_printable(text: str, keep: str = "") -> str:
    """Write every character that a terminal would obey as an escape: "\\x1b", "\\u202e".

    Those in `keep` stay, such as the line breaks of a message that has several lines.
    """
    return _OBEYED.sub(lambda match: match[0] if match[0] in keep else _escape(match[0]), text)


def shorten(text: str, length: int = SHOWN_LENGTH) -> str:
    """Shorten a text for a message: fit to be shown, cut behind `length` characters."""
    return to_printable(text if len(text) <= length else f"{text[:length]}…")


def to_line(text: str, length: int = LINE_LENGTH) -> str:
    """Write a text as one line of a message: fit to be shown, and cut in its middle where it is too long.

    A message says at its beginning where and what, and at its end what to do.
    """
    half = length // 2
    return to_printable(text if len(text) <= length else f"{text[:half]} … {text[-half:]}")


def escape_json(text: str, ascii_only: bool = False) -> str:
    r"""Escape in a JSON text what a terminal would obey, as "\u009b": it stays the same JSON.

    The line breaks between its parts stay. `ascii_only`: escape all that is not ASCII.
    """
    pattern = _NOT_ASCII if ascii_only else _OBEYED
    return pattern.sub(lambda match: match[0] if match[0] == "\n" else json.dumps(match[0])[1:-1], text)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"

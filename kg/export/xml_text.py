"""Encode text for XML 1.0."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

# Everything outside the Char production of XML 1.0 (section 2.2): most control characters, lone surrogates
# and two non-characters. No escape can write them.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What an attribute cannot hold as it is.
_SPECIAL = re.compile('[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[&<>"]')


def to_xml_text(value: str) -> str:
    """Replace every character that XML cannot hold by U+FFFD."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value)


def to_xml_attribute(value: str) -> str:
    """Quote a text as the value of an attribute."""
    if _SPECIAL.search(value) is None:
        return f'"{value}"'
    return quoteattr(to_xml_text(value))

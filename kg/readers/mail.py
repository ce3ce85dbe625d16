"""Read .eml files: the message as it was written, its subject, day and sender, not what is attached."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr
from pathlib import Path

from kg.errors import ArticleError
from kg.model import Article
from kg.readers.article import to_article
from kg.readers.decode import decode
from kg.readers.html import decode_page
from kg.readers.markup import to_text
from kg.readers.opening import name_path, name_stem, parsing, read_bytes
from kg.settings import LARGEST_DOCUMENT, LARGEST_PAGE, MEGABYTE


def read_eml(path: Path) -> Iterator[Article | ArticleError]:
    """Read the one message of a file: its plain text, or where it has none the text of its HTML."""
    where = name_path(path)
    try:
        data = read_bytes(path, LARGEST_DOCUMENT)
        if not data.strip():
            raise ArticleError(where, "is empty: there is no text to read")
        with parsing(where, "message"):
            message = email.message_from_bytes(data, policy=compat32)
            fields = {name: _get_header(message, name, where) for name in ("Subject", "Date", "From")}
            text = _read_body(message, where)
        if not any(fields.values()):
            raise ArticleError(where, "is no message: it has neither a subject nor a day nor a sender")
        name, address = parseaddr(fields["From"])
        yield to_article(
            where,
            id=name_stem(path),
            text=text,
            title=fields["Subject"],
            published=fields["Date"] or None,
            source=name or address.rpartition("@")[2] or None,
        )
    except ArticleError as error:
        yield error


def _read_body(message: Message, where: str) -> str:
    """Return the text of the first part that is plain, or else of the first that is HTML."""
    parts = [part for part in message.walk() if not part.is_multipart() and not part.get_filename()]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and (text := _read_part(part, kind, where)).strip():
                return text
    return ""


def _read_part(part: Message, kind: str, where: str) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if kind == "text/plain":
        return decode(data, where, charset).replace("\r\n", "\n")
    if len(data) > LARGEST_PAGE:
        raise ArticleError(
            where, f"has more than {LARGEST_PAGE // MEGABYTE} MB of HTML: save its text as .txt"
        )
    markup = decode(data, where, charset) if charset else decode_page(data, where)
    return to_text(f"<div>{markup}</div>", where)


def _get_header(message: Message, name: str, where: str) -> str:
    """Return a header as one line, its encoded words decoded."""
    pieces = decode_header(str(message.get(name) or ""))
    words = [piece if isinstance(piece, str) else decode(piece, where, charset) for piece, charset in pieces]
    return " ".join("".join(words).split())

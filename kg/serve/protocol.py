"""Read a request as the SPARQL 1.1 Protocol has it: what is asked, and of which graphs.

    GET  /sparql?query=...
    POST a form: query=... or update=...
    POST application/sparql-query, application/sparql-update: the text itself

Each with default-graph-uri and named-graph-uri, an update with using-graph-uri and using-named-graph-uri.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.printable import shorten
from kg.serve.jobs import Graphs
from kg.serve.responses import HttpError
from kg.settings import SERVE_LONGEST_BODY

FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
# The most fields of a form, and the most graphs that a request names.
_MOST_FIELDS = 10_000

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """A query, or an update, and the graphs that the request names."""

    text: str
    graphs: Graphs
    is_update: bool


async def read_operation(request: Request) -> Operation | None:
    """Read what a request to the endpoint asks for; None where it asks nothing. Raises HttpError."""
    fields = read_fields(request.url.query.encode("ascii", "replace"))
    if request.method != "POST":
        if any(name == "update" for name, _ in fields):
            raise HttpError(400, "an update is sent by POST, as application/sparql-update or as a form")
        texts = [value for name, value in fields if name == "query"]
        if not texts:
            return None
        return Operation(_take_one(texts, "query"), _read_graphs(fields, "default", "named"), False)
    kind = _read_content_type(request)
    body = await read_body(request)
    if kind == FORM:
        return _read_form(fields + read_fields(body))
    is_update = kind == UPDATE
    if any(name in ("query", "update") for name, _ in fields):
        raise HttpError(400, f"the text of {kind} is the body of the request: leave query and update out")
    return _to_operation(_decode(body), fields, is_update)


def read_fields(text: bytes) -> Fields:
    """Read the fields of a form, or of an address. Raises HttpError."""
    try:
        return parse_qsl(text.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except (UnicodeDecodeError, ValueError) as error:
        raise HttpError(400, f"the fields are not UTF-8 with %-escapes: {error}") from error


def read_parameters(request: Request) -> tuple[tuple[str, str], ...]:
    """Read the parameters of an address, each given once. Raises HttpError."""
    fields = read_fields(request.url.query.encode("ascii", "replace"))
    names = [name for name, _ in fields]
    for name in names:
        if names.count(name) > 1:
            raise HttpError(400, f"the parameter {shorten(name)} is given twice: keep one")
    return tuple(fields)


async def read_body(request: Request) -> bytes:
    """Read the body of a request. Raises HttpError where it is too long."""
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > SERVE_LONGEST_BODY:
            raise HttpError(413, f"the body has more than {SERVE_LONGEST_BODY:,} bytes: send less at once")
        pieces.append(piece)
    return b"".join(pieces)


def _read_form(fields: Fields) -> Operation:
    queries = [value for name, value in fields if name == "query"]
    updates = [value for name, value in fields if name == "update"]
    if bool(queries) == bool(updates):
        raise HttpError(400, "a form has either the field query or the field update")
    text = _take_one(queries, "query") if queries else _take_one(updates, "update")
    return _to_operation(text, fields, bool(updates))


def _to_operation(text: str, fields: Fields, is_update: bool) -> Operation:
    names = ("using", "using-named") if is_update else ("default", "named")
    return Operation(text, _read_graphs(fields, *names), is_update)


def _read_graphs(fields: Fields, default: str, named: str) -> Graphs:
    defaults = (value for name, value in fields if name == f"{default}-graph-uri")
    return Graphs(
        tuple(defaults),
        tuple(value for name, value in fields if name == f"{named}-graph-uri"),
    )


def _read_content_type(request: Request) -> str:
    """Read the media type of a body, one of the three. Raises HttpError."""
    given = request.headers.get("content-type", "")
    kind, _, parameters = given.partition(";")
    kind = kind.strip().lower()
    if kind not in (FORM, QUERY, UPDATE):
        raise HttpError(415, f"a body is {FORM}, {QUERY} or {UPDATE}, not {shorten(given) or 'untyped'}")
    charset = parameters.lower().replace(" ", "").replace('"', "").partition("charset=")[2]
    if charset and charset.partition(";")[0] not in ("utf-8", "utf8"):
        raise HttpError(415, f"a body is UTF-8, not {shorten(charset)}")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HttpError(415, "a body is sent as it is, without Content-Encoding")
    return kind


def _take_one(texts: list[str], name: str) -> str:
    if len(texts) != 1:
        raise HttpError(400, f"the field {name} stands {len(texts)} times: send it once")
    return texts[0]


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HttpError(400, f"the body is not UTF-8: {error}") from error

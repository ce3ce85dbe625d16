"""Describe what the server answers in JSON and CSV (OpenAPI 3.1), off the headers of the queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg import __version__
from kg.explorer.registry import PAGES
from kg.queries import Parameter, list_queries
from kg.serve.media import JSON

_ERRORS = {
    "400": "A parameter is missing, unknown, or does not fit; the text says which.",
    "404": "There is no such query, or no such thing.",
    "503": "Too many requests wait, or there is no graph: come again after Retry-After seconds.",
    "504": "It takes longer than it may.",
    "507": "It needs more memory, or has a longer answer, than it may.",
}
_PATTERNS = {
    "year": "^[0-9]{4}$",
    "date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "number": "^[1-9][0-9]{0,5}$",
}
_PLAIN = {"type": ["string", "number", "boolean", "null"]}
_PLAIN_OR_LIST = {"type": [*_PLAIN["type"], "array"]}
# What is said of a thing that is not there, with the nearest names and their IRIs.
_MISSING = {
    "type": "object",
    "required": ["error", "near"],
    "properties": {"error": {"type": "string"}, "near": {"type": "array"}},
}
_ROWS = {
    "type": "object",
    "required": ["query", "summary", "columns", "rows"],
    "properties": {
        "query": {"type": "string"},
        "summary": {"type": "string"},
        "columns": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": {"type": "object", "additionalProperties": _PLAIN}},
    },
}
# The words that are found come in pieces, each with whether it was looked for (`marked`).
_VIEW = {
    "type": "object",
    "required": ["page", "title", "columns", "rows", "number", "pages", "total"],
    "properties": {
        "page": {"type": "string"},
        "title": {"type": "string"},
        "columns": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": {"type": "object", "additionalProperties": _PLAIN_OR_LIST}},
        "number": {"type": "integer"},
        "pages": {"type": "integer"},
        "total": {"type": "integer"},
    },
}


def describe_api() -> dict[str, Any]:
    """Return the description as a dict of JSON."""
    paths: dict[str, Any] = {
        "/queries.json": {"get": _operation("list-queries", "The queries that there are.", [], JSON)},
        "/health": {"get": _operation("health", "Whether the graph can be read.", [], JSON)},
    }
    for query in list_queries():
        parameters = [_to_parameter(parameter) for parameter in query.parameters]
        for suffix, media in ((".json", JSON), (".csv", "text/csv")):
            schema = _ROWS if suffix == ".json" else {"type": "string"}
            operation = _operation(f"{query.name}{suffix}", query.summary, parameters, media, schema)
            paths[f"/queries/{query.name}{suffix}"] = {"get": operation}
    paths |= dict(_describe_pages())
    info = {"title": "kg: who said and signed what in space policy", "version": __version__}
    return {"openapi": "3.1.0", "info": info, "paths": paths}


def _describe_pages() -> Iterator[tuple[str, Any]]:
    """Describe the twins of the pages: the same rows as JSON and as CSV."""
    for page in PAGES:
        base = page.path.replace("{rest:path}", "{rest}") if page.path != "/" else f"/{page.name}"
        parameters = [_to_parameter(parameter) for parameter in page.all_parameters]
        if page.kind:
            rest = {"name": "rest", "in": "path", "required": True, "schema": {"type": "string"}}
            parameters.insert(0, rest | {"description": f"The {page.kind}: the end of its IRI."})
        for suffix, media in ((".json", JSON), (".csv", "text/csv")):
            schema = _VIEW if suffix == ".json" else {"type": "string"}
            operation = _operation(f"page-{page.name}{suffix}", page.summary, parameters, media, schema)
            operation["responses"]["404"]["content"][JSON] = {"schema": _MISSING}
            yield base + suffix, {"get": operation}


def _operation(
    name: str, summary: str, parameters: list[Any], media: str, schema: Any = True
) -> dict[str, Any]:
    answers: dict[str, Any] = {"200": {"description": "The answer.", "content": {media: {"schema": schema}}}}
    answers["304"] = {"description": "Nothing has changed since the answer with that ETag."}
    for status, text in _ERRORS.items():
        content = {"text/plain": {"schema": {"type": "string"}}}
        answers[status] = {"description": text, "content": content}
    return {"operationId": name, "summary": summary, "parameters": parameters, "responses": answers}


def _to_parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if parameter.kind in _PATTERNS:
        schema["pattern"] = _PATTERNS[parameter.kind]
    if parameter.default:
        schema["default"] = parameter.default
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.default is None,
        "description": f"{parameter.help} ({parameter.kind})",
        "schema": schema,
    }

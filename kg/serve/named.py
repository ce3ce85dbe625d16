"""Route /queries: the queries of the project, as JSON, CSV and Turtle. `openapi.py` describes them."""

from __future__ import annotations

from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.csv_text import to_csv_text
from kg.queries import Query, list_queries
from kg.serve.jobs import Answer, NamedQuery
from kg.serve.protocol import read_parameters
from kg.serve.responses import AnswerResponse
from kg.serve.service import get_service

Format = Literal["json", "csv", "turtle"]
SUFFIXES: dict[str, Format] = {".json": "json", ".csv": "csv", ".ttl": "turtle"}


async def list_named(request: Request) -> Response:
    """List the queries and what they take."""
    if request.url.path.endswith(".csv"):
        rows = [(query.name, query.summary, query.usage()) for query in list_queries()]
        text = to_csv_text([("query", "summary", "example"), *rows])
        return AnswerResponse(Answer("text/csv", text.encode()), {})
    return JSONResponse([to_record(query) for query in list_queries()])


async def named(request: Request) -> Response:
    """Answer one query of the project; `?actor=NASA` gives its parameters."""
    name, form = split_suffix(request.path_params["name"])
    accept = ", ".join(request.headers.getlist("accept"))
    return await get_service(request).respond(
        request, NamedQuery(name, read_parameters(request), accept, form)
    )


def split_suffix(name: str) -> tuple[str, Format | None]:
    """Split "most-quoted.csv" into the name and the format."""
    for suffix, form in SUFFIXES.items():
        if name.endswith(suffix):
            return name.removesuffix(suffix), form
    return name, None


def to_record(query: Query) -> dict[str, Any]:
    """Describe a query for a program."""
    parameters = [
        {
            "name": one.name,
            "kind": one.kind,
            "required": one.default is None,
            "default": one.default,
            "help": one.help,
        }
        for one in query.parameters
    ]
    address = f"/queries/{query.name}"
    return {
        "name": query.name,
        "summary": query.summary,
        "parameters": parameters,
        "example": query.usage(),
        "json": f"{address}.json",
        "csv": f"{address}.csv",
    }


ROUTES = [
    Route("/queries", list_named, methods=["GET"]),
    Route("/queries.json", list_named, methods=["GET"]),
    Route("/queries.csv", list_named, methods=["GET"]),
    Route("/queries/{name}", named, methods=["GET"]),
]

"""Route /graphs: one graph, as the SPARQL 1.1 Graph Store Protocol names it. Reading only."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve.jobs import Graph
from kg.serve.protocol import read_fields
from kg.serve.responses import HttpError
from kg.serve.service import get_service

_HOW = "name a graph as /graphs?graph=IRI, or all of them as one by /graphs?default"


async def graph(request: Request) -> Response:
    """Answer with the triples of a graph."""
    fields = read_fields(request.url.query.encode("ascii", "replace"))
    names = [value for name, value in fields if name == "graph"]
    is_default = any(name == "default" for name, _ in fields)
    if len(names) + is_default != 1:
        raise HttpError(400, _HOW)
    if names and not names[0]:
        raise HttpError(400, f"the IRI of the graph is missing: {_HOW}")
    accept = ", ".join(request.headers.getlist("accept"))
    return await get_service(request).respond(request, Graph(names[0] if names else None, accept))


ROUTES = [Route("/graphs", graph, methods=["GET"])]

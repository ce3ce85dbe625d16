"""Route /sparql: queries, updates, and the description of the endpoint where nothing is asked."""

from __future__ import annotations

import hmac
import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve.description import describe_service
from kg.serve.jobs import Answer, DescriptionQuery, Query, Update
from kg.serve.media import GRAPHS, choose
from kg.serve.protocol import Operation, read_operation
from kg.serve.responses import AnswerResponse, HttpError
from kg.serve.service import Service, get_service

# The vocabularies of the description (kg.export.void). No fact uses them, so a query that does asks for it.
_DESCRIPTIVE = re.compile(r"<http://(?:rdfs\.org/ns/void#|ldf\.fi/void-ext#|www\.w3\.org/ns/shacl#)")


async def sparql(request: Request) -> Response:
    """Answer a request of the SPARQL 1.1 Protocol."""
    service = get_service(request)
    operation = await read_operation(request)
    if operation is None:
        return _describe(request, service)
    base = find_address(request)
    if operation.is_update:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        check_token(service, token.strip() if kind.lower() == "bearer" else "")
        await service.perform(request, Update(operation.text, operation.graphs, base))
        return Response(status_code=204)
    query = Query(operation.text, operation.graphs, base, _read_accept(request), service.options.services)
    return await service.respond(request, DescriptionQuery(query) if _asks_description(operation) else query)


def find_address(request: Request) -> str:
    """Find the address that was asked, without what was asked there."""
    return str(request.url.replace(query="", fragment=""))


def _asks_description(operation: Operation) -> bool:
    return not operation.graphs and bool(_DESCRIPTIVE.search(operation.text))


def _describe(request: Request, service: Service) -> Response:
    media = choose(_read_accept(request), tuple(GRAPHS))
    if media is None:
        raise HttpError(406, f"the description of the endpoint is written as {', '.join(GRAPHS)}")
    options = service.options
    body = describe_service(find_address(request), bool(options.token), bool(options.services), media)
    return AnswerResponse(Answer(media, body), {"Vary": "Accept"})


def _read_accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


def check_token(service: Service, token: str) -> None:
    """Raise HttpError for a change that is not allowed."""
    if not service.options.token:
        raise HttpError(403, "this endpoint is read-only: serve the graph with --writable to update it")
    if not hmac.compare_digest(token.encode(), service.options.token.encode()):
        raise HttpError(
            401,
            "an update needs the token of the server: send it as `Authorization: Bearer TOKEN`",
            {"WWW-Authenticate": 'Bearer realm="kg"'},
        )


ROUTES = [Route("/sparql", sparql, methods=["GET", "POST"])]

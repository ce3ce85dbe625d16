"""Take a decision against the reading, from the form of the page /decide, of whoever has the token."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.explorer.rendering import write_policy
from kg.serve.endpoint import check_token
from kg.serve.explorer import POLICY
from kg.serve.jobs import Decide
from kg.serve.protocol import FORM, read_body, read_fields
from kg.serve.responses import AnswerResponse, HttpError
from kg.serve.service import get_service

TOKEN = "token"


async def decide(request: Request) -> Response:
    """Write the decision down. The token stands in the form, so no page of another site can send one."""
    service = get_service(request)
    if request.headers.get("content-type", "").partition(";")[0].strip() != FORM:
        raise HttpError(415, f"a decision is sent as {FORM}")
    fields = dict(read_fields(await read_body(request)))
    check_token(service, fields.pop(TOKEN, ""))
    answer, _ = await service.perform(request, Decide(tuple(fields.items())))
    return AnswerResponse(answer, {"Cache-Control": "no-store", POLICY: write_policy(None)})


ROUTES = [Route("/decide", decide, methods=["POST"])]

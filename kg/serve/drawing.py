"""Route what the network page draws, /network/drawing.json, and the scripts and stylesheets of others."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from kg.export.html import WEB
from kg.serve.jobs import Drawing
from kg.serve.protocol import read_parameters
from kg.serve.responses import HttpError
from kg.serve.service import get_service
from kg.settings import bundle_path

# What is bundled is made by `make web`, or lies in the wheel.
_FILES = {
    "network.css": WEB / "network.css",
    "network.js": bundle_path("network.js"),
    "sparql.js": bundle_path("sparql.js"),
    "sparql.css": bundle_path("sparql.css"),
}


async def drawing(request: Request) -> Response:
    """Answer with the network by a clock: nodes with their places, and ties."""
    given = dict(read_parameters(request))
    clock = given.pop("clock", "published")
    if given:
        raise HttpError(400, "this address takes one parameter: clock")
    return await get_service(request).respond(request, Drawing(clock))


def _send(path: Path) -> Route:
    async def send(request: Request) -> Response:
        if not path.is_file():
            raise HttpError(404, f"{path.name} was not bundled: `make web` does it once, with Node.js")
        return FileResponse(path)

    return Route(f"/static/{path.name}", send, methods=["GET"])


ROUTES = [
    Route("/network/drawing.json", drawing, methods=["GET"]),
    *(_send(path) for path in _FILES.values()),
]

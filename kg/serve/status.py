"""Route what tells of the server itself: /index.json, /health, /metrics, /openapi.json, /.well-known/void."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg import __version__
from kg.serve.jobs import Description
from kg.serve.metrics import write_metrics
from kg.serve.openapi import describe_api
from kg.serve.responses import to_text
from kg.serve.service import get_service

_LINKS = {
    "sparql": "/sparql",
    "graphs": "/graphs?default",
    "queries": "/queries.json",
    "description": "/.well-known/void",
    "openapi": "/openapi.json",
    "health": "/health",
    "metrics": "/metrics",
}


async def index(request: Request) -> Response:
    """Say what is where."""
    return JSONResponse({"kg": __version__, "generation": get_service(request).look().folder.name, **_LINKS})


async def health(request: Request) -> Response:
    """Say whether there is a graph to ask; 503 where there is none."""
    service = get_service(request)
    snapshot = service.look()
    return JSONResponse(
        {
            "status": "ok",
            "kg": __version__,
            "generation": snapshot.folder.name,
            "identity": snapshot.identity,
            "busy": service.pool.busy,
            "waiting": service.pool.waiting,
        }
    )


async def metrics(request: Request) -> Response:
    """Give the figures to Prometheus."""
    service = get_service(request)
    pool = service.pool
    killed = pool.tally.killed
    gauges: dict[str, tuple[str, float]] = {
        "kg_processes": ("Processes that answer queries.", pool.size),
        "kg_processes_busy": ("Processes that answer one now.", pool.busy),
        "kg_waiting": ("Requests that wait for a process.", pool.waiting),
        "kg_refused_total": ("Requests that were told to come again.", pool.tally.refused),
        "kg_stopped_gone_total": (
            "Queries ended because the client had gone.",
            killed["client"],
        ),
        "kg_stopped_late_total": (
            "Queries ended because they took too long.",
            killed["time"],
        ),
        "kg_died_total": ("Processes that ended by themselves.", killed["died"]),
        "kg_running": ("Requests that are answered now.", service.metrics.running),
    }
    return to_text(write_metrics(service.metrics, gauges, service.look().folder.name))


async def openapi(request: Request) -> Response:
    """Describe the JSON API."""
    return JSONResponse(describe_api())


async def void(request: Request) -> Response:
    """Describe the graph."""
    endpoint = str(request.url.replace(path="/sparql", query="", fragment=""))
    accept = ", ".join(request.headers.getlist("accept"))
    return await get_service(request).respond(request, Description(endpoint, accept))


ROUTES = [
    Route("/index.json", index, methods=["GET"]),
    Route("/health", health, methods=["GET"]),
    Route("/metrics", metrics, methods=["GET"]),
    Route("/openapi.json", openapi, methods=["GET"]),
    Route("/.well-known/void", void, methods=["GET"]),
]

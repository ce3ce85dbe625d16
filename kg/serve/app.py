"""Put the routes together, and what lies around them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response

from kg.serve import deciding, drawing, endpoint, explorer, graphs, named, status
from kg.serve.explorer import show_error
from kg.serve.outside import Outside
from kg.serve.pool import BusyError, GoneError
from kg.serve.responses import CLIENT_GONE, HttpError, to_error
from kg.serve.service import RETRY, Service
from kg.settings import SERVE_GZIP_BYTES, SERVE_GZIP_LEVEL

_READABLE = ["ETag", "Retry-After"]


def make_app(service: Service) -> Starlette:
    """Make the application that serves a graph."""

    @asynccontextmanager
    async def live(app: Starlette) -> AsyncIterator[None]:
        await service.start()
        try:
            yield
        finally:
            await service.close()

    around = [
        Middleware(Outside, service=service),
        Middleware(
            CORSMiddleware,
            allow_origins=service.options.origins,
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["*"],
            expose_headers=_READABLE,
        ),
        Middleware(GZipMiddleware, minimum_size=SERVE_GZIP_BYTES, compresslevel=SERVE_GZIP_LEVEL),
    ]
    app = Starlette(
        routes=[
            *endpoint.ROUTES,
            *graphs.ROUTES,
            *named.ROUTES,
            *status.ROUTES,
            *drawing.ROUTES,
            *deciding.ROUTES,
            *explorer.ROUTES,
        ],
        middleware=around,
        exception_handlers={
            HttpError: _show_error,
            BusyError: _show_busy,
            GoneError: _show_gone,
            HTTPException: _show_unrouted,
        },
        lifespan=live,
    )
    app.state.service = service
    return app


async def _show_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HttpError)
    return show_error(request, error.status, error.message, error.headers)


async def _show_busy(request: Request, error: Exception) -> Response:
    return show_error(
        request, 503, "too many requests wait: come again, and ask one thing after the other", RETRY
    )


async def _show_gone(request: Request, error: Exception) -> Response:
    return to_error(CLIENT_GONE, "the client has gone")


async def _show_unrouted(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    what = {404: "there is nothing here: / says what is where", 405: "that method is not for this address"}
    return show_error(request, error.status_code, what.get(error.status_code, error.detail), error.headers)

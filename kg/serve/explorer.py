"""Route the pages of the explorer, each with its twins `.json` and `.csv`, and show errors as pages."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.explorer.pages import Page
from kg.explorer.registry import MENU, PAGES
from kg.explorer.rendering import STATIC, error_to_html, write_policy
from kg.serve.jobs import PageRequest
from kg.serve.media import HTML, TEXT, choose
from kg.serve.protocol import read_parameters
from kg.serve.responses import to_error
from kg.serve.service import get_service

Format = Literal["html", "json", "csv"]
_SUFFIXES: dict[str, Format] = {".json": "json", ".csv": "csv"}
POLICY = "Content-Security-Policy"


def show_error(
    request: Request, status: int, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Make the response of an error: a page for a browser, plain text for all others."""
    accept = ", ".join(request.headers.getlist("accept"))
    if choose(accept, [TEXT, HTML]) != HTML:
        return to_error(status, message, headers)
    policy = {POLICY: write_policy(None)}
    return HTMLResponse(error_to_html(status, message, (), MENU), status, {**(headers or {}), **policy})


def make_routes(page: Page) -> list[BaseRoute]:
    """Make the routes of a page and its twins."""
    if page.kind:
        return [Route(page.path, _show(page, _split_rest), methods=["GET"])]
    base = page.path if page.path != "/" else f"/{page.name}"
    twins = [
        Route(base + suffix, _show(page, _fix(form)), methods=["GET"]) for suffix, form in _SUFFIXES.items()
    ]
    return [Route(page.path, _show(page, _fix("html")), methods=["GET"]), *twins]


def _show(
    page: Page, split: Callable[[Request], tuple[str, Format]]
) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def show(request: Request) -> Response:
        rest, form = split(request)
        service = get_service(request)
        job = PageRequest(page.name, rest, read_parameters(request), form, bool(service.options.token))
        response = await service.respond(request, job)
        if form == "html":
            response.headers[POLICY] = write_policy(page)
        return response

    return show


def _fix(form: Format) -> Callable[[Request], tuple[str, Format]]:
    return lambda request: ("", form)


def _split_rest(request: Request) -> tuple[str, Format]:
    """Split the rest of an address, "organization/nasa.json", from the suffix that names the form."""
    rest = str(request.path_params["rest"])
    for suffix, form in _SUFFIXES.items():
        if rest.endswith(suffix):
            return rest.removesuffix(suffix), form
    return rest, "html"


ROUTES: list[BaseRoute] = [
    *(route for page in PAGES for route in make_routes(page)),
    Mount("/static", StaticFiles(directory=STATIC)),
]

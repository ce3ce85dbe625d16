"""Write answers, files and errors as responses of HTTP, and entity tags by which nothing is asked twice."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from kg import __version__
from kg.printable import to_printable
from kg.serve.jobs import Answer
from kg.serve.media import TEXT
from kg.serve.snapshot import Snapshot
from kg.settings import SERVE_PIECE

# Of a client that has gone: it is written into the log, and nobody reads it.
CLIENT_GONE = 499


class HttpError(Exception):
    """Raised for a request that cannot be answered: the status and one line that says what to do."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.headers = status, message, dict(headers or {})


def to_error(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """Make the response of an error: plain text, for people and programs."""
    return PlainTextResponse(to_printable(message, keep="\n") + "\n", status, headers)


def make_tag(request: Request, snapshot: Snapshot) -> str:
    """Make the entity tag of what is at an address, in the form that is accepted, as long as a graph is the
    current one. Weak, for the order of rows may be another.
    """
    parts = (
        snapshot.identity,
        __version__,
        request.url.path,
        request.url.query,
        request.headers.get("accept", ""),
    )
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether the client has what that tag stands for (If-None-Match)."""
    given = request.headers.get("if-none-match", "")
    return tag.removeprefix("W/") in [one.strip().removeprefix("W/") for one in given.split(",")]


def make_not_modified(tag: str) -> Response:
    """Make the response that says so."""
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept"})


class AnswerResponse(Response):
    """The response of an answer. That of a file is sent in pieces, and the file is removed."""

    def __init__(self, answer: Answer, headers: Mapping[str, str]) -> None:
        kind = answer.media
        # CSV says in itself whether it has a header: it always has.
        extra = "; header=present" if kind == "text/csv" else ""
        media = f"{kind}; charset=utf-8{extra}" if kind.startswith("text/") else kind
        super().__init__(answer.body, answer.status, dict(headers))
        self.headers["content-type"] = media
        self.path = answer.path
        if self.path:
            self.headers["content-length"] = str(os.path.getsize(self.path))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response."""
        if not self.path:
            await super().__call__(scope, receive, send)
            return
        try:
            await send(
                {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            )
            with open(self.path, "rb") as file:
                while piece := await asyncio.to_thread(file.read, SERVE_PIECE):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            with suppress(OSError):
                os.unlink(self.path)


def to_text(text: str) -> Response:
    """Make the response of a text."""
    return PlainTextResponse(text, media_type=TEXT)

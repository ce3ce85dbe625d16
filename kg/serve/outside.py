"""Stand around all routes: who may call the server by which name, what every answer says, what is logged."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.printable import escape_json, shorten
from kg.serve.responses import CLIENT_GONE, to_error
from kg.serve.service import Service

# No browser guesses what an answer is, nor tells the next site where it was.
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
# As much of an address as a line of the log repeats.
_LOGGED = 2_000
# A name or address, and a port: what is none would make IRIs that are none.
_HOST = re.compile(r"[a-z0-9._:\[\]-]+")


class Outside:
    """What lies around an application of ASGI."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app, self.service = app, service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, count it and write a line about it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, sent, began = CLIENT_GONE, 0, perf_counter()
        metrics = self.service.metrics

        async def watch(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message).update(_HEADERS)
            sent += len(message.get("body", b""))
            await send(message)

        metrics.running += 1
        try:
            app = self.app if self._is_ours(Headers(scope=scope)) else _refuse
            await app(scope, receive, watch)
        except Exception:
            status = 500
            raise
        finally:
            metrics.running -= 1
            seconds = perf_counter() - began
            metrics.count(scope["path"], status, seconds, sent)
            self.service.log(write_line(scope, status, seconds, sent))

    def _is_ours(self, headers: Headers) -> bool:
        """Whether the client called the server by one of its names.

        A page of the web can make its own name lead to this machine, and would then be let read all.
        """
        hosts = self.service.options.hosts
        host = headers.get("host", "").lower()
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        return bool(_HOST.fullmatch(host)) and (not hosts or name in hosts)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    host = shorten(Headers(scope=scope).get("host", ""))
    message = f"this server is not called {host}: to let it be, serve with --allow-host NAME"
    await to_error(421, message)(scope, receive, send)


def write_line(scope: Scope, status: int, seconds: float, sent: int) -> str:
    """Write the line of the log about a request, as JSON."""
    headers = Headers(scope=scope)
    line: dict[str, Any] = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "client": (scope.get("client") or ("",))[0],
        "method": scope["method"],
        "path": shorten(scope["path"], _LOGGED),
        "query": shorten(scope["query_string"].decode("utf-8", "backslashreplace"), _LOGGED),
        "status": status,
        "bytes": sent,
        "seconds": round(seconds, 4),
        "agent": shorten(headers.get("user-agent", ""), _LOGGED),
    }
    return escape_json(json.dumps(line, ensure_ascii=False))

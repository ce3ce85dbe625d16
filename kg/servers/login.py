"""Log in to a server: with the name and password of the environment or of netrc, as it asks for them."""

from __future__ import annotations

import netrc
import os
from collections.abc import Generator
from pathlib import Path

import httpx

from kg.errors import StoreError

USER, PASSWORD = "KG_STORE_USER", "KG_STORE_PASSWORD"


def find_login(host: str) -> tuple[str, str] | None:
    """Find name and password for a host: in the environment, else in the file $NETRC or ~/.netrc.

    Raises StoreError where only one of the two variables is set, or the file cannot be read.
    """
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if user and password is not None:
        return user, password
    if user or password:
        given, lacking = (USER, PASSWORD) if user else (PASSWORD, USER)
        raise StoreError(f"{given} is set without {lacking}: set both")
    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    if not path.is_file():
        return None
    try:
        found = netrc.netrc(path).authenticators(host)
    except (OSError, netrc.NetrcParseError) as error:
        # The parser's message repeats a line, which may be the password.
        place = f", line {error.lineno}" if isinstance(error, netrc.NetrcParseError) else ""
        raise StoreError(f"{path}{place}: cannot be read as netrc") from error
    return (found[0], found[2] or "") if found else None


class Login(httpx.Auth):
    """Name and password, sent only once the server has asked for them, by Digest where it can."""

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the request, and again with what the server asked for."""
        if self._chosen is None:
            response = yield request
            asked = response.headers.get("WWW-Authenticate", "").lower()
            if response.status_code != httpx.codes.UNAUTHORIZED or not asked:
                return
            self._chosen = self._digest if "digest" in asked else self._basic
            flow = self._chosen.auth_flow(request)
            first = next(flow)
            yield flow.send(response) if self._chosen is self._digest else first
            return
        yield from self._chosen.auth_flow(request)

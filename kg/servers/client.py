"""Ask a server over HTTP: time-outs, retries of what may be sent twice, and messages that say what to do.

Only the address that was given is asked: no proxy of the environment, no redirection.
"""

from __future__ import annotations

import ssl
import weakref
from collections.abc import Mapping
from time import sleep
from urllib.parse import urlsplit

import httpx

from kg.errors import QueryError, StoreError
from kg.printable import shorten
from kg.servers.login import PASSWORD, USER, Login, find_login
from kg.settings import SERVER_CONNECT_SECONDS, SERVER_PAUSE, SERVER_SECONDS, SERVER_TRIES

# The server is busy, or somebody between here and there is.
_BUSY = frozenset({429, 502, 503, 504})


class Client:
    """A server. Any request may be sent twice: reading changes nothing, and what kg writes is a set."""

    def __init__(self, base: str) -> None:
        self.base = base
        login = find_login(urlsplit(base).hostname or "")
        self._http = httpx.Client(
            auth=Login(*login) if login else None,
            timeout=httpx.Timeout(SERVER_SECONDS, connect=SERVER_CONNECT_SECONDS),
            trust_env=False,
            verify=ssl.create_default_context() if base.lower().startswith("https") else False,
        )
        self._has_answered = False
        weakref.finalize(self, self._http.close)

    def send(
        self,
        method: str,
        path: str,
        params: Mapping[str, str] | None = None,
        accept: str = "*/*",
        form: Mapping[str, str] | None = None,
        content: bytes | None = None,
        content_type: str = "",
    ) -> httpx.Response:
        """Send a request until it is answered, SERVER_TRIES times at most, and return the answer.

        Raises StoreError where the server cannot be reached, is busy for too long, asks for another login or
        sends elsewhere; any other answer is returned, be it an error.
        """
        headers = {"Accept": accept} | ({"Content-Type": content_type} if content_type else {})
        request = self._http.build_request(
            method, self.base + path, params=params, headers=headers, data=form, content=content
        )
        for left in reversed(range(SERVER_TRIES)):
            try:
                response = self._http.send(request)
            except httpx.ReadTimeout as error:
                raise QueryError(f"{self.base} has not answered in {SERVER_SECONDS:g} seconds") from error
            except httpx.TransportError as error:
                # A server that was never there is not waited for; one that was may be starting again.
                if not left or not self._has_answered:
                    raise self._to_unreachable(error) from error
            except httpx.InvalidURL as error:
                raise StoreError(f"{shorten(self.base)}: no address of a server: {error}") from error
            else:
                self._has_answered = True
                if response.status_code not in _BUSY or not left:
                    return self._check(response)
            sleep(SERVER_PAUSE * 2 ** (SERVER_TRIES - 1 - left))
        raise AssertionError("the last try returns or raises")

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _to_unreachable(self, error: httpx.TransportError) -> StoreError:
        reason = shorten(str(error) or type(error).__name__)
        return StoreError(
            f"{self.base} cannot be reached ({reason}): is the server running, and is the address right?"
        )

    def _check(self, response: httpx.Response) -> httpx.Response:
        """Return the answer. Raises StoreError for one about the way there, not about what was asked."""
        code = response.status_code
        if code == httpx.codes.UNAUTHORIZED:
            known = "does not take the name and password" if self._http.auth else "asks for name and password"
            raise StoreError(
                f"{self.base} {known} (401): set {USER} and {PASSWORD}, or write them into ~/.netrc"
            )
        if code == httpx.codes.FORBIDDEN:
            raise StoreError(f"{self.base} refuses that to this user (403): ask who runs the server")
        if response.is_redirect:
            to = shorten(response.headers.get("Location", "no address"))
            raise StoreError(f"{self.base} sends elsewhere, to {to}: name that address if you trust it")
        if code in _BUSY:
            raise StoreError(f"{self.base} is busy ({code}, {SERVER_TRIES} times): try again later")
        return response


def describe(response: httpx.Response) -> str:
    """Describe an answer that was not wanted: its code, and the first line of its text."""
    if is_page(response):
        return f"{response.status_code}, a web page"
    lines = response.text.strip().splitlines() or [response.reason_phrase]
    return f"{response.status_code}: {shorten(lines[0])}"


def is_page(response: httpx.Response) -> bool:
    """Whether the answer is a page for people."""
    return "html" in response.headers.get("Content-Type", "")

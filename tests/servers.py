"""SPARQL servers for tests, started on a free port in a temporary folder, and ended with the test run."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest

# Reading needs no name on Virtuoso, writing does: these are those of every new one.
VIRTUOSO_LOGIN = {"KG_STORE_USER": "dba", "KG_STORE_PASSWORD": "dba"}
_PATIENCE = 60

_INI = """[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = {most_rows}
"""


@dataclass(frozen=True)
class Server:
    """A server that runs: its address, and what the environment must hold to write there."""

    address: str
    login: dict[str, str] = field(default_factory=dict)


def find_port() -> int:
    """A port that is free now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def start_oxigraph(folder: Path, port: int = 0) -> Iterator[Server]:
    """Starts Oxigraph; skips the test where it is not installed."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("Oxigraph is not installed: pip install oxigraph")
    port = port or find_port()
    command = [program, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with _run(command, f"http://127.0.0.1:{port}", "query"):
        yield Server(f"http://127.0.0.1:{port}")


@contextlib.contextmanager
def start_virtuoso(folder: Path, most_rows: int = 1_000_000) -> Iterator[Server]:
    """Starts Virtuoso; skips the test where it is not installed."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7")
    port = find_port()
    ini = folder / "virtuoso.ini"
    text = _INI.format(folder=folder, port=port, sql_port=find_port(), most_rows=most_rows)
    ini.write_text(text, encoding="utf-8")
    command = [program, "+foreground", "+configfile", str(ini)]
    with _run(command, f"http://127.0.0.1:{port}", "sparql"):
        yield Server(f"http://127.0.0.1:{port}/sparql", VIRTUOSO_LOGIN)


@contextlib.contextmanager
def _run(command: list[str], base: str, path: str) -> Iterator[None]:
    """Runs a server from its first answer on."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, stdin=quiet)
    try:
        _wait_for(process, f"{base}/{path}")
        yield
    finally:
        process.kill()
        process.wait()


def _wait_for(process: subprocess.Popen[bytes], address: str) -> None:
    until = monotonic() + _PATIENCE
    while True:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(address, params={"query": "ASK {}"}, trust_env=False)
            return
        assert process.poll() is None, f"the server has ended with {process.returncode}"
        assert monotonic() < until, "the server does not answer"
        sleep(0.05)

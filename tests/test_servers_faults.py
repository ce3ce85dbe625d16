"""What goes wrong between here and a server: one clear line that says what to do, and never half a graph."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.export.rdf import write_nquads
from kg.servers import client, open_graph, writing
from kg.servers.client import Client
from kg.servers.writing import bring
from kg.store import GraphStore, in_memory, open_store
from kg.vocab import graph_iri
from tests import samples, samples_second
from tests.conftest import Run
from tests.first_words import TEXTS, write_articles
from tests.servers import Server, find_port, start_oxigraph, start_virtuoso

# What a server answers a request with: code, headers, body.
Reply = tuple[int, dict[str, str], bytes]
JSON = {"Content-Type": "application/sparql-results+json"}
TRUE = b'{"head":{},"boolean":true}'


@contextlib.contextmanager
def serve(reply: Callable[[BaseHTTPRequestHandler], Reply]) -> Iterator[str]:
    """Starts a server that answers so, and gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            code, headers, body = reply(self)
            self.send_response(code)
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tries again at once, and knows no login of whoever runs the tests."""
    monkeypatch.setattr(client, "SERVER_PAUSE", 0.01)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


@pytest.fixture
def both() -> GraphStore:
    return samples_second.both()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with start_oxigraph(tmp_path / "server") as server:
        yield server


def to_nquads(store: GraphStore, path: Path) -> bytes:
    write_nquads(store, path)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ((401, {"WWW-Authenticate": "Basic"}, b""), "KG_STORE_USER and KG_STORE_PASSWORD"),
        ((403, {}, b"no"), "refuses that to this user (403)"),
        ((404, {}, b"nothing here"), "no SPARQL at"),
        ((302, {"Location": "http://elsewhere.example/"}, b""), "sends elsewhere"),
        ((200, {"Content-Type": "text/html"}, b"<h1>Hello</h1>"), "a web page"),
        ((503, {}, b"busy"), "is busy (503, 5 times)"),
        ((200, JSON, TRUE), "no graph on"),
    ],
    ids=["login", "forbidden", "nothing", "redirection", "page", "busy", "empty"],
)
def test_an_answer_that_is_no_graph(kg: Run, reply: Reply, message: str) -> None:
    def answer(request: BaseHTTPRequestHandler) -> Reply:
        return (404, {}, b"") if reply[1] == JSON and "graph=" in request.path else reply

    with serve(answer) as address:
        got = kg("query", "articles", "--store", address)
    assert (got.code, got.out) == (1, "")
    assert message in got.err and "\x1b" not in got.err
    assert "fault of kg" not in got.err


def test_nobody_listens(kg: Run) -> None:
    got = kg("query", "articles", "--store", f"http://127.0.0.1:{find_port()}")
    assert got.code == 1
    assert "is the server running" in got.err


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://", "names no host"),
        ("http://host:port/", "no address of a server"),
        ("http://ana:secret@host/", "KG_STORE_USER"),
        ("http://host/?a=1", "leave out what follows"),
    ],
)
def test_what_is_no_address(kg: Run, address: str, message: str) -> None:
    got = kg("query", "articles", "--store", address)
    assert got.code == 2
    assert message in got.err and "secret" not in got.err


def test_a_server_that_is_busy_for_a_moment_is_asked_again() -> None:
    replies = iter([(503, {}, b""), (502, {}, b""), (200, JSON, TRUE)])
    with serve(lambda _: next(replies)) as address:
        assert Client(f"{address}/").send("GET", "query").status_code == 200


@pytest.mark.parametrize("scheme", ["Basic", 'Digest realm="kg", nonce="1", qop="auth"'])
def test_a_login_is_sent_when_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scheme: str
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ana password quiet-words\n", encoding="utf-8")
    (tmp_path / "netrc").chmod(0o600)
    sent: list[str] = []

    def answer(request: BaseHTTPRequestHandler) -> Reply:
        sent.append(request.headers.get("Authorization", ""))
        return (200, JSON, TRUE) if sent[-1] else (401, {"WWW-Authenticate": scheme}, b"")

    with serve(answer) as address:
        asked = Client(f"{address}/")
        assert [asked.send("GET", "query").status_code for _ in range(2)] == [200, 200]
    assert sent[0] == "" and all(one.startswith(scheme.split()[0]) for one in sent[1:])
    assert len(sent) == 3


def test_half_a_login_is_told(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_USER", "ana")
    assert "KG_STORE_USER is set without KG_STORE_PASSWORD" in kg("verify", "--store", "http://host").err


def test_a_wrong_password_and_rows_that_are_left_out(
    kg: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written_graph: Path
) -> None:
    monkeypatch.setenv("KG_STORE_USER", "dba")
    monkeypatch.setenv("KG_STORE_PASSWORD", "quiet-words")
    with start_virtuoso(tmp_path, most_rows=20) as server:
        refused = kg("load", written_graph, "--store", server.address)
        for name, value in server.login.items():
            monkeypatch.setenv(name, value)
        assert kg("load", written_graph, "--store", server.address).code == 0
        few = kg("query", "select ?c { ?c a sp:Claim }", "--store", server.address)
        many = kg("query", "select ?s { ?s ?p ?o }", "--store", server.address)
    assert refused.code == 1
    assert "does not take the name and password" in refused.err and "quiet-words" not in refused.err
    assert few.code == 0
    assert many.code == 1 and "cuts answers at 20 rows" in many.err


def test_only_the_difference_is_brought(server: Server, both: GraphStore, tmp_path: Path) -> None:
    first = in_memory(both.quads(graph_iri(samples.ARTICLE.content_hash)), [samples.ARTICLE])
    assert bring(first, server.address).written == 1
    brought = bring(both, server.address)
    assert (brought.written, brought.removed, brought.unchanged) == (len(both.graph_names()) - 1, 0, 1)
    assert to_nquads(open_graph(server.address), tmp_path / "a") == to_nquads(both, tmp_path / "b")
    assert bring(both, server.address).written == 0
    assert bring(first, server.address).removed == len(both.graph_names()) - 1
    assert to_nquads(open_graph(server.address), tmp_path / "a") == to_nquads(first, tmp_path / "b")


@pytest.mark.parametrize("last", range(5))
def test_killed_while_a_large_graph_is_brought(
    server: Server, both: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    """After any number of requests nobody who reads with kg sees a half; the next one goes on."""
    monkeypatch.setattr(writing, "QUADS_IN_ONE_UPDATE", 0)
    before = in_memory(samples_second.all_quads()[:50])
    bring(before, server.address)
    sent = 0

    def fail(*arguments: object) -> None:
        nonlocal sent
        sent += 1
        if sent > last + 1:
            raise KeyboardInterrupt
        send(*arguments)  # type: ignore[arg-type]

    send = writing._send
    monkeypatch.setattr(writing, "_send", fail)
    with pytest.raises(KeyboardInterrupt):
        bring(both, server.address)
    with pytest.raises(StoreError, match="is being brought to"):
        open_graph(server.address)
    monkeypatch.setattr(writing, "_send", send)
    with pytest.raises(StoreError, match="say --again"):
        bring(both, server.address)
    bring(both, server.address, again=True)
    assert to_nquads(open_graph(server.address), tmp_path / "a") == to_nquads(both, tmp_path / "b")


def test_a_server_that_is_started_again_is_waited_for(
    both: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "SERVER_PAUSE", 0.5)
    with contextlib.ExitStack() as held:
        port = find_port()
        first = held.enter_context(contextlib.ExitStack())
        address = first.enter_context(start_oxigraph(tmp_path / "server", port)).address
        bring(both, address)
        store = open_graph(address)
        first.close()
        threading.Timer(1, lambda: held.enter_context(start_oxigraph(tmp_path / "server", port))).start()
        assert len(list(store.select("SELECT ?c { GRAPH ?g { ?c a sp:Claim } }"))) > 1


def test_a_build_goes_to_the_server(
    kg: Run, server: Server, read_ids: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    articles = tmp_path / "articles"
    write_articles(articles, TEXTS)
    assert kg("build", articles, "--store", server.address).code == 0
    assert kg("build", articles, "--store", tmp_path / "graph").code == 0
    local = to_nquads(open_store(tmp_path / "graph"), tmp_path / "a")
    assert to_nquads(open_graph(server.address), tmp_path / "b") == local
    (articles / "moon.txt").unlink()
    answer = kg("build", articles, "--store", server.address)
    assert answer.code == 0 and "1 removed" in answer.out
    assert read_ids == sorted(TEXTS) * 2
    assert {article.id for article in open_graph(server.address).articles()} == TEXTS.keys() - {"moon"}


def test_a_build_whose_server_is_gone_reads_nothing(kg: Run, read_ids: list[str], tmp_path: Path) -> None:
    write_articles(tmp_path / "articles", TEXTS)
    answer = kg("build", tmp_path / "articles", "--store", f"http://127.0.0.1:{find_port()}")
    assert answer.code == 1 and read_ids == []


def test_a_build_that_the_server_does_not_take_stays_in_the_folder(
    kg: Run, read_ids: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write_articles(tmp_path / "articles", TEXTS)
    table = b'{"head":{"vars":["it","digest"]},"results":{"bindings":[]}}'

    def answer(request: BaseHTTPRequestHandler) -> Reply:
        if request.path == "/query":
            return 200, JSON, table
        return (404, {}, b"") if request.command == "GET" else (500, {}, b"the disk is full")

    with serve(answer) as address:
        got = kg("build", tmp_path / "articles", "--store", address)
    assert got.code == 1
    assert "the disk is full" in got.err and f"kg load {tmp_path / 'cache'}" in got.err

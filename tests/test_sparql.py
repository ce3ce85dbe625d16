"""A query stays inside: it asks no other host, obeys FROM, and may nest as deep as it likes."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.deep_stack import Limits, call_on_deep_stack
from kg.errors import QueryError, UsageError
from kg.queries import run_query
from kg.settings import LONGEST_QUERY
from kg.sparql import check_query, find_syntax_error, states_dataset
from kg.store import GraphStore, in_memory, open_store

ROOT = Path(__file__).parent.parent
THING, SAYS = NamedNode("https://example.org/thing"), NamedNode("https://example.org/says")
GRAPHS = [NamedNode(f"https://example.org/graph/{name}") for name in "ab"]


@pytest.fixture
def store() -> GraphStore:
    """Two graphs, a triple each."""
    return in_memory(
        Quad(THING, SAYS, Literal(name), graph) for name, graph in zip("ab", GRAPHS, strict=True)
    )


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a SPARQL endpoint on this machine, and the paths that it was asked for."""
    paths: list[str] = []

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name that http.server calls
            paths.append(self.path)
            answer = (
                b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"told"}}]}}'
            )
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sparql", paths
    server.shutdown()
    server.server_close()


def ask_text(store: GraphStore, tmp_path: Path, sparql: str, *services: str) -> list[tuple[object, ...]]:
    """The rows of a query of one's own."""
    path = tmp_path / "own.rq"
    path.write_text(sparql, encoding="utf-8")
    return list(run_query(store, str(path), services=services).rows)


# {} is the address of the endpoint.
CALLS = {
    "plain": "SELECT ?s {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "silent, in small letters": "select ?s {{ service silent <{}> {{ ?s ?p ?o }} }}",
    "bound to the data": "SELECT ?s {{ ?a ?b ?c BIND(IRI(CONCAT('{}', '?', STR(?c))) AS ?u) "
    "LATERAL {{ SERVICE SILENT ?u {{ ?s ?p ?o }} }} }}",
    "inside EXISTS": "SELECT ?a {{ ?a ?b ?c FILTER EXISTS {{ SERVICE <{}> {{ ?s ?p ?o }} }} }}",
    "in a sub-select": "SELECT ?s {{ {{ SELECT ?s {{ SERVICE <{}> {{ ?s ?p ?o }} }} }} }}",
    "by a prefix": "PREFIX e: <{}> SELECT ?s {{ SERVICE e: {{ ?s ?p ?o }} }}",
    "by a prefix of that name": "PREFIX service: <{}> SELECT ?s {{ SERVICE service: {{ ?s ?p ?o }} }}",
    "with comments between": "SELECT ?s {{ SERVICE # one\n SILENT # two\n <{}> {{ ?s ?p ?o }} }}",
    "asked with ASK": "ASK {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "behind what looks like an IRI and a string": "SELECT ?s {{ ?a ?b ?c FILTER(?a<'x>') SERVICE <{}> "
    "{{ ?s ?p ?o }} }} #'",
    "behind what looks like an IRI and a comment": "SELECT ?s {{ ?a ?b ?c FILTER(?a<?b#> '''\n) SERVICE <{}> "
    "{{ ?s ?p ?o }} }} #'''",
    "behind an apostrophe in an IRI": "SELECT ?s {{ ?a <urn:it's> ?c . SERVICE <{}> {{ ?s ?p ?o }} }} #'",
    "without a space": "SELECT ?s {{ ?a ?b 3 .SERVICE<{}>{{?s ?p ?o}} }}",
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_no_query_asks_another_host(
    store: GraphStore, tmp_path: Path, asked: tuple[str, list[str]], call: str
) -> None:
    address, paths = asked
    with pytest.raises(QueryError, match="SERVICE is refused") as refusal:
        ask_text(store, tmp_path, call.format(address))
    assert "--allow-service" in str(refusal.value)
    assert paths == []


def test_the_store_itself_asks_no_other_host(store: GraphStore, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    with pytest.raises(QueryError, match="SERVICE is refused"):
        store.query(CALLS["asked with ASK"].format(address))
    assert paths == []


def test_a_service_that_is_allowed_is_asked(
    store: GraphStore, tmp_path: Path, asked: tuple[str, list[str]]
) -> None:
    address, paths = asked
    assert ask_text(store, tmp_path, CALLS["plain"].format(address), address) == [("told",)]
    assert ask_text(store, tmp_path, CALLS["with comments between"].format(address), address) == [("told",)]
    assert paths == ["/sparql", "/sparql"]


@pytest.mark.parametrize("other", ["{}/more", "{}?steal=1", "http://127.0.0.1:9/"])
def test_only_the_allowed_address_is_asked(
    store: GraphStore, tmp_path: Path, asked: tuple[str, list[str]], other: str
) -> None:
    address, paths = asked
    both = (
        f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} SERVICE <{other.format(address)}> {{ ?s ?p ?o }} }}"
    )
    with pytest.raises(QueryError, match="SERVICE is refused"):
        ask_text(store, tmp_path, both, address)
    assert paths == []


def test_a_service_that_does_not_answer_is_an_error_with_its_reason(
    store: GraphStore, tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(QueryError, match="the query cannot be run"):
        ask_text(store, tmp_path, CALLS["plain"].format(nobody), nobody)


HARMLESS = [
    "SELECT * { ?a ?b 'SERVICE <http://x.example/> { ?s ?p ?o }' }",
    'SELECT * { ?a ?b """two lines\nSERVICE <http://x.example/> {} FROM <http://x.example/> """ }',
    "SELECT * { ?a ?b ?c } # SERVICE <http://x.example/> {}",
    "SELECT * { ?a <http://x.example/SERVICE#from> ?service }",
    "PREFIX service: <http://x.example/> SELECT ?from { ?from service:service service:from }",
    "SELECT ('service' AS ?news_service) { }",
]


@pytest.mark.parametrize("sparql", HARMLESS)
def test_the_words_themselves_are_no_keywords(sparql: str) -> None:
    check_query(sparql)
    assert not states_dataset(sparql)


@pytest.mark.parametrize(
    "sparql", ["SELECT * { SERVICE }", "SELECT service", "SERVICE <http://x.example/> {}"]
)
def test_what_is_no_query_is_told_as_such(sparql: str) -> None:
    with pytest.raises(QueryError, match="not SPARQL"):
        check_query(sparql)


def test_the_parser_knows_no_keyword_written_with_escapes() -> None:
    """SPARQL has them, pyoxigraph has not: with them the check would have to look through them."""
    assert find_syntax_error(r"SELECT * { S\u0045RVICE <http://x.example/> { ?s ?p ?o } }")
    assert find_syntax_error(r"SELECT * FR\u004fM <http://x.example/> { ?s ?p ?o }")


_STRINGS = st.text(st.characters(exclude_characters="\"'\\\n\r", exclude_categories=["Cs"]), max_size=20)
_PIECES = st.one_of(
    st.just("?s ?p ?o ."),
    _STRINGS.map(lambda text: f"?s ?p 'x{text}SERVICE <http://x.example/> {{{text}' ."),
    _STRINGS.map(lambda text: f"# {text} SERVICE\n"),
    st.sampled_from(["FILTER(?s<?o)", "FILTER(?s<'a>')", "?s <urn:service'> ?o .", "FILTER(?s<?o#>\n)"]),
)


@given(st.lists(_PIECES, max_size=6), st.lists(_PIECES, max_size=6))
def test_the_keyword_is_found_wherever_it_stands_and_nowhere_else(
    before: list[str], behind: list[str]
) -> None:
    check_query(f"SELECT * {{ {' '.join([*before, *behind])} }}")
    call = "SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o }"
    with pytest.raises(QueryError, match="SERVICE is refused"):
        check_query(f"SELECT * {{ {' '.join([*before, call, *behind])} }}")


def test_our_prefixes_need_not_be_declared(store: GraphStore) -> None:
    assert run_query(store, "SELECT * { ?x a sp:Claim ; rdfs:label ?y ; oa:exact ?z }").rows == []


@pytest.mark.parametrize(
    ("sparql", "near"),
    [("SELECT * { ?x sp:statd ?y }", "sp:stated"), ("SELECT * { ?x a sp:Claims }", "sp:Claim")],
)
def test_a_misspelt_term_is_an_error_that_suggests(store: GraphStore, sparql: str, near: str) -> None:
    with pytest.raises(QueryError, match=rf"did you mean .*{near}\b"):
        run_query(store, sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?x ?y 'sp:statd' . ?x ?z \"sp:statd\" } # sp:statd",
        "PREFIX sp: <https://example.org/> SELECT * { ?x sp:statd ?y }",
        "SELECT * { ?x <https://example.org/sp:statd> ?y }",
    ],
)
def test_what_is_no_term_of_ours_may_be_called_anything(store: GraphStore, sparql: str) -> None:
    assert run_query(store, sparql).rows == []


def test_a_query_is_read_from_standard_input(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("SELECT ?o { ?s ?p ?o } ORDER BY ?o"))
    assert run_query(store, "-").rows == [("a",), ("b",)]


def test_a_query_that_is_no_file_is_refused_and_not_waited_for(store: GraphStore, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.rq")
    for name in ("pipe.rq", "none.rq", "."):
        with pytest.raises(UsageError):
            run_query(store, str(tmp_path / name))
    (tmp_path / "huge.rq").write_bytes(b" " * (4 * LONGEST_QUERY + 1))
    with pytest.raises(QueryError, match="bytes"):
        run_query(store, str(tmp_path / "huge.rq"))


@pytest.mark.parametrize(
    ("clause", "pattern", "found"),
    [
        ("", "?s ?p ?o", ["a", "b"]),
        ("FROM <https://example.org/graph/a>", "?s ?p ?o", ["a"]),
        ("from <https://example.org/graph/a> FROM <https://example.org/graph/b>", "?s ?p ?o", ["a", "b"]),
        ("FROM <https://example.org/graph/none>", "?s ?p ?o", []),
        ("FROM NAMED <https://example.org/graph/a>", "?s ?p ?o", []),
        ("FROM NAMED <https://example.org/graph/a>", "GRAPH ?g { ?s ?p ?o }", ["a"]),
        ("FROM <https://example.org/graph/a>", "GRAPH ?g { ?s ?p ?o }", []),
    ],
)
def test_from_says_what_is_asked(
    store: GraphStore, tmp_path: Path, clause: str, pattern: str, found: list[str]
) -> None:
    rows = ask_text(store, tmp_path, f"SELECT ?o {clause} WHERE {{ {pattern} }} ORDER BY ?o")
    assert [row[0] for row in rows] == found


# A text of n levels, or of n links of a chain.
NESTS = {
    "groups": lambda n: f"SELECT ?s {'{' * n}?s ?p ?o{'}' * n}",
    "brackets that nobody closes": lambda n: f"SELECT ?s {{ FILTER {'(' * n}",
    "negations": lambda n: f"SELECT ?s {{ ?s ?p ?o FILTER({'!' * n}true) }}",
    "functions": lambda n: f"SELECT ?s {{ ?s ?p ?o FILTER({'STR(' * n}?o{')' * n} = 'a') }}",
    "EXISTS": lambda n: f"SELECT ?s {{ ?s ?p ?o {'FILTER EXISTS { ?s ?p ?o ' * n}{'}' * n} }}",
    "sub-selects": lambda n: f"SELECT ?s {'{ SELECT ?s ' * n}{{ ?s ?p ?o }}{'}' * n}",
    "bindings": lambda n: f"SELECT ?s {{ ?s ?p ?o {''.join(f'BIND(1 AS ?b{i})' for i in range(n))} }}",
    "columns": lambda n: f"SELECT {''.join(f'(1 AS ?b{i})' for i in range(n))} {{ ?s ?p ?o }}",
}


@pytest.mark.parametrize("nest", NESTS.values(), ids=NESTS)
def test_deep_nesting_is_no_crash(tmp_path: Path, nest: object) -> None:
    """In a process of its own, for it would take this one along."""
    path = tmp_path / "deep.rq"
    size = next(n for n in range(1, LONGEST_QUERY) if len(nest(n + 400)) > LONGEST_QUERY // 4)  # type: ignore[operator]
    path.write_text(nest(size), encoding="utf-8")  # type: ignore[operator]
    script = (
        "import sys; from kg.store import in_memory; from kg.queries import run_query; "
        "from kg.errors import QueryError\n"
        "try: print(len(run_query(in_memory([]), sys.argv[1]).rows))\n"
        "except QueryError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, path], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) < 400


def test_a_huge_query_is_refused_with_its_size(store: GraphStore, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=f"at most {LONGEST_QUERY:,}"):
        ask_text(store, tmp_path, "{" * (LONGEST_QUERY + 1))


@pytest.mark.parametrize(
    ("literal", "plain"),
    [
        ("'abc'^^xsd:integer", "abc"),
        (f"'{'9' * 5000}'^^xsd:integer", "9" * 5000),
        ("'1,5'^^xsd:decimal", "1,5"),
        ("'perhaps'^^xsd:boolean", "perhaps"),
        ("'0'^^xsd:boolean", False),
        ("'007'^^xsd:integer", 7),
    ],
)
def test_a_literal_that_is_not_of_its_type_stays_text(
    store: GraphStore, tmp_path: Path, literal: str, plain: object
) -> None:
    xsd = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
    assert ask_text(store, tmp_path, f"{xsd} SELECT ?x {{ VALUES ?x {{ {literal} }} }}") == [(plain,)]


def test_what_fails_while_rows_are_read_is_an_error_of_the_query(tmp_path: Path) -> None:
    class Broken(GraphStore):
        def query(self, *_: object, **__: object) -> object:  # type: ignore[override]
            def fail() -> Iterator[object]:
                raise OSError("the disk is gone")
                yield

            return type("Rows", (), {"variables": [], "__iter__": lambda _: fail()})()

    with pytest.raises(QueryError, match="the disk is gone"):
        ask_text(Broken(Store(), {}, ()), tmp_path, "SELECT * { ?a ?b ?c }")


def test_a_call_on_the_deep_stack_gives_and_raises_what_the_call_does() -> None:
    assert call_on_deep_stack(lambda: 3) == 3
    with pytest.raises(ZeroDivisionError):
        call_on_deep_stack(lambda: 1 // 0)


ENDLESS = [
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(CONCAT(STR(?c), STR(?f), STR(?l)) = '') }",
    "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?c",
]


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize("sparql", ENDLESS)
def test_ctrl_c_ends_a_query(written_graph: Path, tmp_path: Path, sparql: str) -> None:
    path = tmp_path / "endless.rq"
    path.write_text(sparql, encoding="utf-8")
    script = f"""
import signal, sys
from kg import queries
from kg.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
ask = queries.call_on_deep_stack
queries.call_on_deep_stack = lambda *call: (print("asking", flush=True), ask(*call))[1]
sys.exit(main(["query", {str(path)!r}, "--store", {str(written_graph)!r}]))
"""
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        assert process.stdout is not None and process.stdout.readline() == "asking\n"
        time.sleep(0.2)  # in the midst of the compiled code
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("sparql", "limit", "message"),
    [
        *(
            (sparql, "--time-limit=0.5", "takes longer than 0.5 seconds, and was stopped")
            for sparql in ENDLESS
        ),
        (ENDLESS[-1], "--memory-limit=50", "needs more than 50 MB of memory, and was stopped"),
    ],
)
def test_a_query_is_stopped_at_its_limits(written_graph: Path, sparql: str, limit: str, message: str) -> None:
    command = ["query", sparql, "--store", str(written_graph), "--time-limit=0", "--memory-limit=0", limit]
    script = "import sys; from kg.cli import main; sys.exit(main(sys.argv[1:]))"
    ended = subprocess.run(
        [sys.executable, "-c", script, *command], capture_output=True, text=True, cwd=ROOT, timeout=120
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"query of your own: it {message}: ask for less, or allow it more by " in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_query_within_its_limits_is_answered(written_graph: Path) -> None:
    with open_store(written_graph) as store:
        rows = run_query(store, "SELECT * { ?a ?b ?c } LIMIT 3", limits=Limits(3_600, 100_000))
    assert len(rows.terms) == 3

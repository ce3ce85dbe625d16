"""Ask a server of a graph whatever its description (/openapi.json) lets be asked, and much that it does not.

    python3 -m venv build/fuzz && build/fuzz/bin/pip install schemathesis
    .venv/bin/python evaluation/fuzz_api.py build/fuzz/bin/schemathesis --store build/graph

Schemathesis makes the requests, off a seed, and holds each answer to the description: no error of the
server, no status, media type or body that is not described. It brings 25 packages (36 MB) that nothing else
needs, so it has an environment of its own. Exit code 1 where something is found.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)
_KG = "import sys; from kg.cli import main; sys.exit(main())"


@contextmanager
def serve(store: Path) -> Iterator[str]:
    """Serve a graph on a free port of this machine; give the address."""
    command = [sys.executable, "-c", _KG, "serve", "--store", store, "--port", "0", "--time-limit", "20"]
    with subprocess.Popen(
        list(map(str, command)), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stderr is not None
            told = next((line for line in server.stderr if "http://" in line), "")
            found = re.search(r"http://[^\s/]+", told)
            if found is None:
                raise SystemExit(f"the server did not start: {told.strip() or 'see kg serve'}")
            yield found[0]
        finally:
            server.terminate()


def fuzz(program: str, address: str, seed: int, examples: int, seconds: int) -> int:
    """Run Schemathesis; return its exit code."""
    command = [program, "run", f"{address}/openapi.json", "--checks", ",".join(CHECKS), "--no-color"]
    # Stateful requests would follow links, which the description does not have.
    command += ["--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--workers", "2"]
    command += ["--seed", str(seed), "--max-examples", str(examples), "--max-time", str(seconds)]
    command += ["--request-timeout", "30", "--wait-for-schema", "60"]
    # It keeps what it has found in a folder of its own, where it runs.
    with TemporaryDirectory() as folder:
        return subprocess.run(
            [str(Path(command[0]).resolve()), *command[1:]], cwd=folder, check=False
        ).returncode


def main() -> int:
    """Run it as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("schemathesis", help="the program, in its own environment")
    parser.add_argument("--store", type=Path, default=ROOT / "build" / "graph")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--examples", type=int, default=20, help="requests for each address, at most")
    parser.add_argument("--seconds", type=int, default=600, help="for all")
    options = parser.parse_args()
    with serve(options.store) as address:
        return fuzz(options.schemathesis, address, options.seed, options.examples, options.seconds)


if __name__ == "__main__":
    sys.exit(main())

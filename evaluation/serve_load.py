"""Load `kg serve` with many clients while the graph is replaced under it, and say what they met.

    python evaluation/serve_load.py build/graph
    python evaluation/serve_load.py build/graph --clients 200 --seconds 60

The server runs as a process of its own on a copy of the graph. Printed are the statuses, the seconds that the
answers took, and the memory of the server before and after. Exit code 1 where a request failed otherwise than
by 503.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

import httpx

from kg.store import open_store
from kg.store_writing import new_generation

COMMAND = "import sys; from kg.cli import main; sys.exit(main(sys.argv[1:]))"
# What people ask: a look-up, a count, rows with their words, a query of the project, one graph, pages.
ADDRESSES = (
    "/sparql?query=ASK{?s a sp:Claim}",
    "/sparql?query=SELECT (COUNT(*) AS ?n) {?s a sp:Claim}",
    "/sparql?query=SELECT ?s ?text {?s sp:text ?text} LIMIT 500",
    "/queries/latest-statements.json",
    "/queries/agreements.csv",
    "/graphs?graph=https://w3id.org/spacepolicy/id/graph/entities",
    "/health",
    "/",
    "/articles",
    "/actor/organization/nasa",
    "/search?q=station",
    "/timeline",
    "/ask/promised-dates",
)


def main() -> int:
    """Run the clients and print what they met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("graph", type=Path, help="the folder of a graph")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--every", type=float, default=3, help="seconds between two generations")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        location = Path(room, "graph")
        shutil.copytree(given.graph, location)
        program = [sys.executable, "-c", COMMAND, "serve", "--store", str(location), "--port", "0"]
        with subprocess.Popen(
            program, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as server:
            assert server.stderr is not None
            address = server.stderr.readline().split()[-1].removesuffix("/sparql")
            try:
                return asyncio.run(load(server.pid, address, location, given))
            finally:
                server.terminate()


async def load(pid: int, address: str, location: Path, given: argparse.Namespace) -> int:
    """Let the clients ask until the time is over, while the graph is replaced."""
    met: Counter[str] = Counter()
    times: dict[str, list[float]] = {path: [] for path in ADDRESSES}
    until = perf_counter() + given.seconds
    limits = httpx.Limits(max_connections=given.clients)
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits, trust_env=False) as client:
        await client.get("/sparql?query=ASK{}")
        before = measure_memory(pid)
        swaps = asyncio.ensure_future(replace(location, given.every, until))
        await asyncio.gather(*(ask(client, number, until, met, times) for number in range(given.clients)))
        generations = await swaps
    after = measure_memory(pid)
    for path, taken in times.items():
        if taken:
            taken.sort()
            middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
            print(f"{len(taken):7,} x {path:75} median {middle:.3f} s, 95 % under {late:.3f} s")
    print(
        f"{sum(met.values()):,} requests by {given.clients} clients, {generations} generations: {dict(met)}"
    )
    print(f"memory of the server and its processes: {before:,.0f} MB before, {after:,.0f} MB after")
    return 1 if set(met) - {"200", "503"} else 0


async def ask(
    client: httpx.AsyncClient, number: int, until: float, met: Counter[str], times: dict[str, list[float]]
) -> None:
    """Ask one thing after the other."""
    choice = random.Random(number)
    while perf_counter() < until:
        path = choice.choice(ADDRESSES)
        began = perf_counter()
        try:
            response = await client.get(path)
        except httpx.HTTPError as error:
            met[type(error).__name__] += 1
            continue
        met[str(response.status_code)] += 1
        if response.is_success:
            times[path].append(perf_counter() - began)
        else:
            await asyncio.sleep(float(response.headers.get("Retry-After", "0")))


async def replace(location: Path, every: float, until: float) -> int:
    """Write one generation after the other; return how many."""
    count = 0
    while perf_counter() + every < until:
        await asyncio.sleep(every)
        await asyncio.to_thread(write_again, location)
        count += 1
    return count


def write_again(location: Path) -> None:
    """Write the graph as it is into a new generation."""
    with open_store(location) as current, new_generation(location, current) as generation:
        for article in current.articles():
            generation.add_article(article)
        generation.manifest = dict(current.manifest)


def measure_memory(pid: int) -> float:
    """Measure the memory of a process and those that it has started, in MB (Linux)."""
    sizes: dict[int, tuple[int, float]] = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        size = float(lines.get("VmRSS", "0 kB").split()[0]) / 1000
        sizes[int(status.parent.name)] = (int(lines["PPid"]), size)
    family = {pid}
    while more := {one for one, (parent, _) in sizes.items() if parent in family} - family:
        family |= more
    return sum(sizes[one][1] for one in family if one in sizes)


if __name__ == "__main__":
    sys.exit(main())

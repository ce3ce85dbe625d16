"""Kill builds, decisions and exports at random moments, again and again, and check what is left.

After every kill the graph must be readable and whole: the one before, or the new one. The next command must
mend it to what a build from nothing gives, byte for byte, and leave nothing behind. Articles are read without
a language model (tests/first_words.py), so that most of the time is that of the writing.

    python evaluation/soak.py --kills 50        prints a table; exit code 1 where something is wrong
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError
from kg.export.rdf import write_nquads
from kg.store import open_store

COMMAND = [sys.executable, "-m", "tests.without_model"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
ARTICLES = 30
NAMES = ("Orbita", "Freedonia", "Kosmoflot", "Ruritania")
# What a graph consists of when nothing is under way: the generations, and the files beside them.
# What a decision that was killed has left stays until the next one, which writes over it.
RESTING = {"CURRENT", "LOCK", "curation.ttl", "curation.ttl.lock", ".curation.ttl.new"}


@dataclass
class Site:
    """The folders of a soak, and what was found wrong in it."""

    folder: Path
    chance: random.Random
    wrong: list[str] = field(default_factory=list)
    biggest: int = 0

    @property
    def articles(self) -> Path:
        return self.folder / "in"

    @property
    def graph(self) -> Path:
        return self.folder / "graph"

    @property
    def exports(self) -> Path:
        return self.folder / "out"

    def change_article(self) -> None:
        """Write one article anew."""
        number, name = self.chance.randrange(ARTICLES), self.chance.choice(NAMES)
        words = self.chance.choice(("moon", "spring", "accord", "station"))
        text = f"{name} said on {self.chance.random()} that the flight number {number} is about the {words}. "
        (self.articles / f"{number}.txt").write_text(text * 20, encoding="utf-8")

    def find_nquads(self, graph: Path) -> bytes:
        """All of a graph, whose files must be what was written."""
        store = open_store(graph)
        store.check_files()
        write_nquads(store, self.folder / "graph.nq")
        return (self.folder / "graph.nq").read_bytes()


def build(site: Site) -> list[object]:
    """Build after an article has changed."""
    site.change_article()
    return ["build", site.articles]


def build_fresh(site: Site) -> list[object]:
    """Build from nothing."""
    return ["build", site.articles, "--fresh"]


def curate(site: Site) -> list[object]:
    """Merge two actors, or take that back."""
    decided = site.graph / "curation.ttl"
    if decided.exists() and "Merge" in decided.read_text(encoding="utf-8"):
        return ["curate", "undo", "1"]
    return ["curate", "merge", NAMES[0], NAMES[1]]


def export_nquads(site: Site) -> list[object]:
    """Write all of the graph."""
    return ["export", "nquads", site.exports / "graph.nq"]


def export_csv(site: Site) -> list[object]:
    """Write a folder of files."""
    return ["export", "csv", site.exports / "tables"]


KILLED: dict[str, Callable[[Site], list[object]]] = {
    "build": build,
    "build --fresh": build_fresh,
    "curate": curate,
    "export nquads": export_nquads,
    "export csv": export_csv,
}


def run_kg(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)


def measure(site: Site, name: str) -> float:
    """Run a command to its end and return how long that takes."""
    started = time.monotonic()
    done = run_kg(*KILLED[name](site), "--store", site.graph)
    if done.returncode:
        site.wrong.append(f"{name}: {done.stderr}")
    return time.monotonic() - started


def kill_once(site: Site, name: str, longest: float) -> str:
    """Kill a command at a random moment; return what it had come to."""
    before, current = site.find_nquads(site.graph), (site.graph / "CURRENT").read_text()
    arguments = [*map(str, KILLED[name](site)), "--store", str(site.graph)]
    begun = find_begun(site)
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        env=ENVIRONMENT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if site.chance.random() < 0.7:  # Most of the time is that of Python's start.
        while process.poll() is None and find_begun(site) == begun:
            time.sleep(0.001)
        longest /= 3
    time.sleep(site.chance.uniform(0, longest))
    is_over = process.poll() is not None
    if not is_over:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    is_swapped = (site.graph / "CURRENT").read_text() != current
    try:
        if site.find_nquads(site.graph) != before and not is_swapped:
            site.wrong.append(f"{name}: the graph is another, and nothing was swapped in")
    except KgError as error:
        site.wrong.append(f"{name}: {error}")
    if is_over:
        return "over"
    return "swapped" if is_swapped else "writing" if find_begun(site) != begun else "starting"


def find_begun(site: Site) -> set[Path]:
    """Find what a command makes when it begins to write."""
    return {*site.graph.glob("generation-*"), *site.exports.rglob(".kg-export-*")}


def mend(site: Site, name: str) -> None:
    """Run the next build, or the next export, and note what is not as it should be."""
    is_export = name.startswith("export")
    done = run_kg(*(KILLED[name](site) if is_export else ["build", site.articles]), "--store", site.graph)
    if done.returncode or "warning" in done.stderr:
        site.wrong.append(f"after {name}: {done.stderr}")
    note_leftovers(site, name)
    if is_export:  # It reads the graph.
        return
    anew = site.folder / "anew"
    shutil.rmtree(anew, ignore_errors=True)
    anew.mkdir()
    if (site.graph / "curation.ttl").exists():
        shutil.copy(site.graph / "curation.ttl", anew)
    run_kg("build", site.articles, "--store", anew)
    if site.find_nquads(site.graph) != site.find_nquads(anew):
        site.wrong.append(f"after {name}: the graph is not that of a build from nothing")


def note_leftovers(site: Site, name: str) -> None:
    """Note what lies about that should not, and how much all of it takes."""
    inside = {path.name for path in site.graph.iterdir()}
    generations = {one for one in inside if one.startswith("generation-")}
    if len(generations) > 2 or inside - generations - RESTING:
        parts = {one: sorted(os.listdir(site.graph / one)) for one in generations}
        site.wrong.append(f"after {name}: left behind {sorted(inside - RESTING)}: {parts}")
    left = {path.name for path in site.exports.rglob(".*")}
    if left:
        site.wrong.append(f"after {name}: left behind {sorted(left)}")
    files = [path for path in site.folder.rglob("*") if path.is_file()]
    site.biggest = max(site.biggest, sum(path.stat().st_size for path in files))


def soak(site: Site, kills: int) -> Counter[tuple[str, str]]:
    """Kill so many commands, in turn; count by command what each had come to."""
    site.articles.mkdir()
    site.exports.mkdir()
    for number in range(ARTICLES):
        text = f"{NAMES[number % 4]} said that it is going to the moon on flight number {number}. " * 20
        (site.articles / f"{number}.txt").write_text(text, encoding="utf-8")
    run_kg("build", site.articles, "--store", site.graph)
    longest = {name: measure(site, name) for name in KILLED}
    note_leftovers(site, "nothing")
    print(f"{site.biggest / 1e6:.1f} MB at the beginning", file=sys.stderr)
    found: Counter[tuple[str, str]] = Counter()
    for number in range(kills):
        name = list(KILLED)[number % len(KILLED)]
        found[name, kill_once(site, name, longest[name])] += 1
        mend(site, name)
        print(f"{number + 1} of {kills}: {name}", *site.wrong[-1:], file=sys.stderr)
    return found


def main() -> int:
    """Soak, and print what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kg-soak-") as folder:
        site = Site(Path(folder), random.Random(wanted.seed))
        found = soak(site, wanted.kills)
    states = ("starting", "writing", "swapped", "over")
    print(f"{'killed':<16}" + "".join(f"{state:>10}" for state in states))
    for name in KILLED:
        print(f"{name:<16}" + "".join(f"{found[name, state]:>10}" for state in states))
    print(f"at most {site.biggest / 1e6:.1f} MB on the disk; {time.monotonic() - started:.0f} seconds")
    for line in site.wrong:
        print(f"wrong: {line}")
    print(f"{len(site.wrong)} wrong")
    return 1 if site.wrong else 0


if __name__ == "__main__":
    sys.exit(main())

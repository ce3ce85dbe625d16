"""Read spoilt files for some minutes, and tell how many were read, refused, and how long the slowest took.

    python -m tests.fuzz_readers --minutes 10

It ends at the first file of which a reader makes neither an article nor a reason, which hypothesis shrinks.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path
from time import monotonic

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from kg.model import Article
from tests.reader_files import TEXT, make_samples, to_atom, to_docx, to_paragraphs, to_rss
from tests.test_readers_any import check, read, spoil

_QUOTATION = "<blockquote class='tweet'><p>It stays.</p>— Ana Ruiz <cite>(@ana)</cite></blockquote>"
_TABLE = "<table><tr><th>State</th></tr><tr><td colspan=2>Norland</td></tr></table>"
_LIVE = "".join(
    f"<article class=live-entry id=live-post-{n}><h2>{n}</h2><p>{TEXT}</p></article>" for n in range(3)
)
_CELL = f"<w:tc>{to_paragraphs('Norland')}</w:tc>"
# Samples with more of their format in them than a plain text has.
_RICH = [
    (".html", f"<meta charset=koi8-r><main><p>{TEXT}</p>{_QUOTATION}{_TABLE}{_LIVE}</main>".encode()),
    (".docx", to_docx(f"{to_paragraphs(TEXT)}<w:tbl><w:tr>{_CELL}{_CELL}</w:tr></w:tbl>")),
    (
        ".rss",
        to_rss(
            f"<content:encoded><![CDATA[<p>{TEXT}</p>{_TABLE}]]></content:encoded><dc:date>2026-11-27</dc:date>"
        ),
    ),
    (".atom", to_atom(f"<content type='xhtml'><div>{_QUOTATION}</div></content><link href='x'/>")),
    (".eml", f"Subject: =?koi8-r?B?8Q==?=\nContent-Type: text/html; charset=x\n\n<p>{TEXT}</p>".encode()),
    (".csv", f'id;text;date\n1;"{TEXT}";27 November 2026\n'.encode()),
    (".json", b'{"items": [{"content_html": "<p>It stays.</p>", "date": "Nov. 27, 2026"}]}'),
]
_EXAMPLES = 500


def fuzz(minutes: float) -> str:
    """Read files for so long, and return what came of them."""
    samples = [*make_samples().items(), *_RICH]
    results: Counter[str] = Counter()
    slowest: tuple[float, str] = (0.0, "")
    end = monotonic() + 60 * minutes
    number = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        while monotonic() < end:

            @seed(number)
            @settings(
                max_examples=_EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
            )
            @given(st.sampled_from(samples), st.data())
            def read_one(sample: tuple[str, bytes], drawn: st.DataObject) -> None:
                nonlocal slowest
                suffix, data = sample
                data = spoil(data, drawn)
                started = monotonic()
                found = read(folder, suffix, data)
                slowest = max(slowest, (monotonic() - started, suffix))
                check(found, folder)
                results["articles" if isinstance(found[0], Article) else "refused"] += 1

            read_one()
            number += 1
    seconds, suffix = slowest
    return f"{results.total():,} files: {dict(results)}; the slowest, {suffix}, took {seconds:.2f} s"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    print(fuzz(parser.parse_args().minutes))

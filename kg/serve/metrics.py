"""Count requests, and write the figures as Prometheus reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg import __version__
from kg.explorer.registry import PAGES

# Seconds: from what an index answers to what the time limit allows.
BUCKETS = (0.005, 0.02, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
_ROUTES = frozenset(
    {"sparql", "graphs", "queries", "health", "metrics", "index", "openapi", ".well-known", "static", ""}
    | {page.path.split("/")[1] for page in PAGES}
)


class Metrics:
    """Counts of requests, by route and status."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, int]] = Counter()
        self.buckets: Counter[tuple[str, float]] = Counter()
        self.seconds: Counter[str] = Counter()
        self.sent = 0
        self.running = 0

    def count(self, path: str, status: int, seconds: float, sent: int) -> None:
        """Count a request that has ended."""
        route = find_route(path)
        self.requests[route, status] += 1
        self.seconds[route] += seconds  # type: ignore[assignment]
        self.sent += sent
        for bound in BUCKETS:
            if seconds <= bound:
                self.buckets[route, bound] += 1


def find_route(path: str) -> str:
    """Find the first part of a path that is one of ours: a label that no stranger can choose."""
    first = path.strip("/").partition("/")[0]
    first = first.partition(".")[0] or first
    return first if first in _ROUTES else "other"


def write_metrics(metrics: Metrics, gauges: dict[str, tuple[str, float]], generation: str) -> str:
    """Write the text format of Prometheus; `gauges` are name: (help, value)."""
    return "\n".join([*_write(metrics), *_write_gauges(gauges, generation), ""])


def _write(metrics: Metrics) -> Iterator[str]:
    yield "# HELP kg_requests_total Requests that have been answered."
    yield "# TYPE kg_requests_total counter"
    for (route, status), count in sorted(metrics.requests.items()):
        yield f'kg_requests_total{{route="{route}",status="{status}"}} {count}'
    yield "# HELP kg_request_seconds How long requests took."
    yield "# TYPE kg_request_seconds histogram"
    for route in sorted(metrics.seconds):
        total = sum(count for (one, _), count in metrics.requests.items() if one == route)
        for bound in BUCKETS:
            count = metrics.buckets[route, bound]
            yield f'kg_request_seconds_bucket{{route="{route}",le="{bound:g}"}} {count}'
        yield f'kg_request_seconds_bucket{{route="{route}",le="+Inf"}} {total}'
        yield f'kg_request_seconds_sum{{route="{route}"}} {metrics.seconds[route]:.6f}'
        yield f'kg_request_seconds_count{{route="{route}"}} {total}'
    yield "# HELP kg_sent_bytes_total Bytes of answers."
    yield "# TYPE kg_sent_bytes_total counter"
    yield f"kg_sent_bytes_total {metrics.sent}"


def _write_gauges(gauges: dict[str, tuple[str, float]], generation: str) -> Iterator[str]:
    for name, (help, value) in gauges.items():
        yield f"# HELP {name} {help}"
        yield f"# TYPE {name} {'counter' if name.endswith('_total') else 'gauge'}"
        yield f"{name} {value:g}"
    yield "# HELP kg_info The version, and the generation that is served."
    yield "# TYPE kg_info gauge"
    yield f'kg_info{{version="{__version__}",generation="{generation}"}} 1'

"""What is wrong with a graph, as it is reported."""

from __future__ import annotations

from dataclasses import dataclass

REBUILD = "build the graph again"
# As much of what was found as a finding repeats: an IRI fits.
LONGEST_VALUE = 300


@dataclass(frozen=True, order=True)
class Finding:
    """A fault of the graph: its kind (span, article, shape, violation), and the article's id and the IRI."""

    kind: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.message}"

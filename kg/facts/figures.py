"""Make the figures that claims give: how much of what, and as which matter others give it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.facts.events import name_theme
from kg.facts.index import PassageIndex
from kg.model import DateExpression, Figure, Passage
from kg.vocab import matter_iri


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A figure with its matter: all that give one measure of one theme, for one time, tell of one matter.

    `name` is that of the matter, `theme` its theme's, as of `kg.facts.events.EventFact`.
    """

    iri: str
    matter: str
    name: str
    theme: str
    figure: Figure
    date: DateExpression | None


def to_figures(index: PassageIndex, content: Iterable[Passage]) -> tuple[FigureFact, ...]:
    """Make the figures in the words of a claim, in text order."""
    return tuple(_to_figure(index, figure) for figure in index.figures_inside(content))


def _to_figure(index: PassageIndex, figure: Figure) -> FigureFact:
    theme, date = name_theme(index, figure.theme), index.date(figure.date)
    when = date.edtf if date else None
    return FigureFact(
        index.iri("figure", [figure.amount]),
        matter_iri(figure.measure, theme, when),
        f"{figure.measure} of {theme}" + (f" for {when}" if when else ""),
        theme,
        figure,
        date,
    )

"""Decide whether two tellings of one matter can both be so."""

from __future__ import annotations

from kg.model import Clash, Telling


def find_clash(first: Telling, second: Telling) -> Clash | None:
    """Find by what two tellings of one matter clash; None where both can be so.

    The same words on two days tell nothing new: a caption of last week says "on Wednesday" this week too.
    """
    if (first.is_not and second.is_not) or (first.words and first.words == second.words):
        return None
    if first.is_not == second.is_not:
        return _find_apart(first, second)
    told, denied = (second, first) if first.is_not else (first, second)
    return "denied" if _is_denied(told, denied) else None


def is_comparable(first: Telling, second: Telling) -> bool:
    """Tell whether two tellings speak of the same: of a bound both, or one of them that it is not so."""
    return first.is_not or second.is_not or (first.is_bounded and second.is_bounded)


def _find_apart(first: Telling, second: Telling) -> Clash | None:
    """Find the bounds that do not meet."""
    if _is_before(first.latest, second.earliest) or _is_before(second.latest, first.earliest):
        return "time"
    if first.unit is None or first.unit != second.unit:
        return None
    is_less = _is_less(first.most, second.least) or _is_less(second.most, first.least)
    return "amount" if is_less else None


def _is_denied(told: Telling, denied: Telling) -> bool:
    """Tell whether the denial is of what is told.

    That it will not be in May leaves June; and what had not happened in May may have happened when somebody
    tells of it in June.
    """
    if denied.earliest or denied.latest:
        is_inside = not (
            _is_before(told.earliest or "", denied.earliest) or _is_before(denied.latest, told.latest or "~")
        )
        if not is_inside:
            return False
    if told.outlook == "due" or denied.published >= told.published:
        return True
    return _is_before(told.latest, denied.published)


def _is_before(first: str | None, second: str | None) -> bool:
    return first is not None and second is not None and first < second


def _is_less(first: float | None, second: float | None) -> bool:
    return first is not None and second is not None and first < second

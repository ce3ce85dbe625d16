"""Write a view as HTML, as JSON or as CSV. Jinja2 escapes all that it is given."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg import __version__
from kg.csv_text import to_csv_text
from kg.explorer.links import to_address, to_path, to_source
from kg.explorer.pages import IRI_SUFFIX, Asked, Page, View
from kg.printable import to_printable
from kg.settings import EXPLORER_MOST_ROWS

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
# A page shows text and our stylesheet. What else one needs it says itself (Page.policy).
_POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
# As much of a text as a cell shows.
_CELL = 400


def to_html(page: Page, view: View, asked: Asked, menu: Mapping[str, str], policy: str = "") -> str:
    """Write the page; `menu` are the addresses of the navigation by their names.

    With a `policy` (a Content-Security-Policy) the page has it in its head, and nothing that needs a server.
    """
    path = find_path(page, asked)
    defaults = {one.name: one.default for one in page.parameters}
    chosen = {name: value for name, value in asked.parameters.items() if value != defaults[name]}

    def address(**changes: object) -> str:
        given = chosen | {"rows": asked.size if asked.size != Asked.size else ""} | changes
        return to_address(path, given)

    def twin(suffix: str) -> str:
        # A table to take along has all rows, as far as may be.
        rows: dict[str, object] = {"rows": EXPLORER_MOST_ROWS} if suffix == ".csv" else {}
        return to_address(f"{path if path != '/' else '/home'}{suffix}", chosen | rows)

    template = _load_templates(policy).get_template(page.template)
    return template.render(
        page=page,
        view=view,
        table=view.table,
        asked=asked,
        menu=menu,
        address=address,
        twin=twin,
        **view.data,
        **view.drawn,
    )


def to_json(page: Page, view: View) -> str:
    """Write the rows, and all else that the page shows, for a program."""
    table = view.table
    answer = {
        "page": page.name,
        "title": view.title,
        "columns": table.columns,
        "rows": table.rows,
        "number": table.number,
        "pages": table.pages,
        "total": table.total,
        **view.data,
    }
    return json.dumps(answer, ensure_ascii=False) + "\n"


def to_csv(view: View) -> str:
    """Write the rows as CSV."""
    table = view.table
    return to_csv_text(
        [table.columns, *([row.get(column) for column in table.columns] for row in table.rows)]
    )


def error_to_html(
    status: int, message: str, near: Sequence[tuple[str, str]], menu: Mapping[str, str], policy: str = ""
) -> str:
    """Write the page that tells of an error, with links to what may have been meant."""
    return render("error.html", menu, policy, status=status, message=message, near=near)


def render(template: str, menu: Mapping[str, str], policy: str = "", **values: object) -> str:
    """Write a page that is no view of a graph, off that template; `policy` as of `to_html`."""
    return _load_templates(policy).get_template(template).render(page=None, menu=menu, **values)


def write_policy(page: Page | None) -> str:
    """Write the Content-Security-Policy of a page."""
    scripts = {"script-src": "'self'"} if page and page.scripts else {}
    policy = _POLICY | scripts | dict(page.policy if page else {})
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def find_path(page: Page, asked: Asked) -> str:
    """Find the address at which a page was asked for, without its parameters."""
    return to_path(asked.iri) if asked.iri else page.path


def clip(text: object, length: int = _CELL) -> str:
    """Cut a text, and show what a terminal or browser would obey, such as marks of direction."""
    written = str(text)
    return to_printable(written if len(written) <= length else f"{written[:length]}…", keep="\n\t")


def _show_all(text: str) -> str:
    return to_printable(text, keep="\n\t")


@cache
def _load_templates(policy: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "path": to_path,
        "to_address": to_address,
        "source": to_source,
        "version": __version__,
        "suffix": IRI_SUFFIX,
        "policy": policy,
        "is_served": not policy,
    }
    environment.filters |= {"clip": clip, "visible": _show_all, "label": _to_label, "number": _to_number}
    return environment


def _to_label(column: str) -> str:
    """Write the name of a column for people."""
    return column.replace("_", " ")


def _to_number(value: Any) -> str:
    return f"{value:,}"

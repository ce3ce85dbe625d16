"""Make the pages on which people look at a graph: each as HTML, as JSON and as CSV, without a server.

pages.py      what a page is: its address, what it takes, what it shows
registry.py   the pages that there are
asking.py     the queries of `queries/pages/`, as tables
links.py      the address of the page about a thing, and the other way round
rendering.py  a view as HTML, JSON or CSV
templates/    the HTML of each page, by its name, inside `layout.html`
static/       the stylesheet, and the icon
the pages themselves, a file a subject:
  home.py articles.py article.py actor.py claim.py agreement.py lists.py quotations.py timeline.py
  changes.py deciding.py
what they share:
  statements.py  lists of statements, in two steps
  reading.py     all that was read out of one article
  facts.py       its facts in one form
  marking.py     a text cut where marks begin and end
  bars.py, drawings.py   offices in time, curves and points, in units of the drawing
  missing.py     the nearest names to one that is not there
the pages as files:
  site.py        the pages that links lead to, written into a folder
  site_search.py   the index by which the files are searched
  site_sparql.py   the graph that a browser asks
  addresses.py   the file of an address, and links from file to file
  formats.py     the formats of `kg export` with the site

`kg serve` answers with them, and `kg.explorer` knows nothing of it: what has a graph can have its pages.
"""

"""Serve a graph over HTTP: SPARQL 1.1 Protocol, Graph Store Protocol (read), and the named queries.

running.py      the socket, uvicorn, the signals that end it
app.py          all routes of the server, and what lies around them
service.py      what every route shares: options, the graph, the processes, the figures
routes:
  endpoint.py     /sparql: queries, updates, the service description
  graphs.py       /graphs: one graph, by the Graph Store Protocol
  named.py        /queries: the queries of the project as JSON, CSV and Turtle
  deciding.py     decisions against the reading, from the page /decide
  explorer.py     the pages of kg.explorer, and errors as pages
  status.py       /index.json, /health, /metrics, /openapi.json, /.well-known/void
under them:
  protocol.py     a request read as the SPARQL 1.1 Protocol has it
  media.py        media types, and which of them a client wants
  responses.py    answers, files and errors as responses; entity tags
  outside.py      what lies around all routes: hosts, the access log
  metrics.py      what Prometheus counts
  description.py  the service description
  openapi.py      the description of the named queries
beneath them, in processes that can be ended:
  pool.py         the processes, the queue before them, what ends a query
  worker.py       what runs in one of them
  jobs.py         what is asked of them, and what they answer
  showing.py      pages of kg.explorer as answers
  spool.py        an answer on its way: in memory, and past a size in a file
  snapshot.py     which generation of the graph is the current one
  updating.py     a SPARQL Update as a new generation

A route that comes later is a file beside these, with a list ROUTES that app.py adds.
"""

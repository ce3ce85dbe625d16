"""The views of a database of tables, in the SQL that SQLite and DuckDB share: names instead of IRIs."""

from __future__ import annotations

VIEWS = {
    "who_said_what": """
SELECT speakers.name AS who, principals.name AS on_behalf_of, statements.act, claims.words, statements.hedged,
  statements.firm, statements.confidence, statements.said_on, articles.published, articles.outlet,
  articles.title AS article, articles.url, statements.repeats IS NOT NULL AS repeated, statements.statement
FROM statements
JOIN claims ON claims.claim = statements.claim
JOIN articles ON articles.article = statements.article
JOIN statement_actors AS spoke ON spoke.statement = statements.statement AND spoke.role = 'speaker'
JOIN actors AS speakers ON speakers.actor = spoke.actor
LEFT JOIN statement_actors AS stood ON stood.statement = statements.statement AND stood.role = 'on_behalf_of'
LEFT JOIN actors AS principals ON principals.actor = stood.actor
""",
    "who_signed_what": """
SELECT agreements.name AS agreement, signatures.stage, persons.name AS who, parties.name AS for_whom,
  signatures.signed_on, signatures.number, signatures.place, signatures.confidence, articles.published,
  articles.outlet, articles.title AS article, articles.url, signatures.repeats IS NOT NULL AS repeated,
  signatures.signing
FROM signatures
JOIN agreements ON agreements.agreement = signatures.agreement
JOIN articles ON articles.article = signatures.article
LEFT JOIN actors AS persons ON persons.actor = signatures.person
LEFT JOIN actors AS parties ON parties.actor = signatures.party
""",
    "who_holds_which_office": """
SELECT holders.name AS who, offices.office, organizations.name AS organization, offices.former,
  offices.during, offices.since, offices.confidence, articles.published, articles.outlet,
  articles.title AS article, articles.url, offices.repeats IS NOT NULL AS repeated, offices.role
FROM offices
JOIN articles ON articles.article = offices.article
JOIN actors AS holders ON holders.actor = offices.holder
LEFT JOIN actors AS organizations ON organizations.actor = offices.organization
""",
}

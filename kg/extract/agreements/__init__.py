"""Agreements and the acts on them: who signed what, for whom, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from spacy.tokens import Doc

from kg.extract.agreements.clusters import Cluster, find_clusters
from kg.extract.agreements.signings import find_signing
from kg.extract.mentions import Mentions
from kg.model import Agreement, DateExpression, Signing, Stage


def find_agreements(
    doc: Doc, mentions: Mentions, dates: Sequence[DateExpression]
) -> tuple[tuple[Agreement, ...], tuple[Signing, ...]]:
    """The agreements of a text, each one record however often it is named, and the acts on them.

    The stage of an agreement is the furthest that any act has brought it to.
    """
    clusters, by_token = find_clusters(doc, mentions)
    found = (find_signing(token, by_token, mentions, dates) for token in doc)
    signings = tuple(signing for signing in found if signing is not None)
    for signing in signings:
        cluster = next(c for c in clusters if c.best == signing.agreement)
        cluster.stage = max(cluster.stage, signing.stage, key=get_args(Stage).index)
    return tuple(_to_agreement(cluster) for cluster in clusters), signings


def _to_agreement(cluster: Cluster) -> Agreement:
    return Agreement(
        passage=cluster.best,
        name=cluster.name,
        kind=cluster.kind,
        named=cluster.named,
        mentions=tuple(sorted(set(cluster.mentions))),
        stage=cluster.stage,
        parties=tuple(cluster.parties),
        subject=cluster.subject,
    )

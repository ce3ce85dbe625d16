"""Who belongs together: the same communities for the tables, the colors and the places."""

from __future__ import annotations

import networkx as nx

# Louvain takes minutes above so many nodes; labels that spread to neighbors find communities in seconds.
LOUVAIN_LIMIT = 5_000
SEED = 0


def find_communities(undirected: nx.Graph) -> list[list[str]]:
    """The communities with their sorted members, the largest first; the same for the same network.

    They maximize modularity by the Louvain method (Blondel et al. 2008), by weight, with a fixed seed; above
    LOUVAIN_LIMIT nodes they are found by label propagation (Traag and Subelj 2023). Who has no tie is alone.
    """
    # networkx refuses a network without an edge.
    if not undirected.size():
        found = [{iri} for iri in undirected]
    elif len(undirected) <= LOUVAIN_LIMIT:
        found = nx.community.louvain_communities(undirected, weight="weight", seed=SEED)
    else:
        found = list(nx.community.fast_label_propagation_communities(undirected, weight="weight", seed=SEED))
    return sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))

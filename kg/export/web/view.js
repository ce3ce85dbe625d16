// What is to be seen: the reader's choices, and which nodes and ties follow from them. Knows no element of the page.

/** `walk` is null, or the actors that were chosen one after the other; `span` are the ends of the sliders. */
export function newState(span) {
  return {
    selected: "", color: "node_type", without: new Set(), span, from: span[0], to: span[1], unnamed: false, isolates: false,
    hidden: new Set(), pinned: new Set(), walk: null,
  };
}

/** A slider at its end leaves out nothing beyond it. */
export function isInTime(state, edge) {
  const from = state.from <= state.span[0] ? -Infinity : state.from;
  const to = state.to >= state.span[1] ? Infinity : state.to;
  return edge.spells.some(([start, end]) => start <= to && end >= from);
}

export function isChosen(state, id, node) {
  if (state.hidden.has(id)) return false;
  if (id === state.selected || state.pinned.has(id)) return true;
  return state.walk ? state.walk.has(id) : state.unnamed || !node.unnamed;
}

/** The nodes that are drawn, those of them that have a tie in the time, and the ties. */
export function findShown(graph, state) {
  const chosen = new Set(graph.filterNodes((id, node) => isChosen(state, id, node)));
  const tied = new Set(), alive = new Set(), ties = new Set();
  graph.forEachEdge((id, edge, source, target) => {
    if (state.without.has(edge.kind) || !chosen.has(source) || !chosen.has(target)) return;
    tied.add(source).add(target);
    if (!isInTime(state, edge)) return;
    alive.add(source).add(target);
    ties.add(id);
  });
  const stays = (id) => tied.has(id) || state.isolates || state.walk || id === state.selected || state.pinned.has(id);
  return { nodes: new Set([...chosen].filter(stays)), tied, alive, ties };
}

/** Add the neighbors of a node to the walk, which begins with it; returns how many are new. */
export function expand(graph, state, id) {
  state.walk ??= new Set([id]);
  const before = state.walk.size;
  state.walk.add(id);
  graph.forEachEdge(id, (_, edge, source, target) => {
    const other = source === id ? target : source;
    if (state.without.has(edge.kind) || !isInTime(state, edge)) return;
    if (!state.unnamed && graph.getNodeAttribute(other, "unnamed")) return;
    state.hidden.delete(other);
    state.walk.add(other);
  });
  return state.walk.size - before;
}

const fold = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();

/** The ids of the nodes whose names have all the words, the best tied first. */
export function search(graph, words) {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const weigh = (id) => graph.getNodeAttribute(id, "weight");
  return graph
    .filterNodes((_, node) => {
      const name = (node.folded ??= fold(node.name));
      return wanted.every((word) => name.includes(word));
    })
    .sort((one, other) => weigh(other) - weigh(one));
}

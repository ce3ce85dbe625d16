// The graph that is drawn, out of the data of the page.

import { MultiDirectedGraph } from "graphology";
import { clip } from "./elements.js";

const DAY = 24 * 3600 * 1000;
// As much of a name as is drawn beside its dot.
const DRAWN = 40;
// Radii in pixels of the smallest and the largest node; in the data they are diameters from 4 to 40.
const toRadius = (diameter) => 2 + (diameter - 4) / 4;

export const toDay = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
export const toText = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** An edge has what it was made from as `told`. A node has its whole `name` and a `label` to draw, its `weight` (that of all its ties), and whether it is `unnamed`. */
export function toGraph(network) {
  const graph = new MultiDirectedGraph();
  for (const node of network.nodes) {
    graph.addNode(node.id, {
      ...node, name: node.label, label: clip(node.label, DRAWN), weight: 0, size: toRadius(node.size), type: "circle",
      unnamed: Boolean(node.local) && node.node_type !== "Agreement",
    });
  }
  for (const [number, edge] of network.edges.entries()) {
    graph.addDirectedEdgeWithKey(`e${number}`, edge.source, edge.target, {
      kind: edge.kind, weight: edge.weight, spells: edge.spells.map(([start, end]) => [toDay(start), toDay(end)]),
      size: 1 + Math.log2(edge.weight), told: edge,
    });
    for (const id of [edge.source, edge.target]) {
      graph.updateNodeAttribute(id, "weight", (weight) => weight + edge.weight);
    }
  }
  return graph;
}

/** The days between which all but the first and the last hundredth of the ties begin and end: one wrong date is no axis. */
export function findSpan(graph, bounds) {
  const days = graph.reduceEdges((all, _, edge) => (all.push(...edge.spells.flat()), all), []).sort((a, b) => a - b);
  if (!days.length) return bounds.map(toDay);
  const at = (share) => days[Math.round(share * (days.length - 1))];
  return [at(0.01), at(0.99)];
}

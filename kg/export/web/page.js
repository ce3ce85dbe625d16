// The page of `kg export html`: draws the network that stands in it and answers to search, color, time and clicks.
// It asks no other host for anything.

import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeLineProgram } from "sigma/rendering";

const FADED = "#e5e5e5";
const DAY = 24 * 3600 * 1000;
// At once in the panel; an agency may have hundreds of ties.
const SHOWN = 50;
// With more neighbors than this only those that are large anyway bear their names.
const LABELLED = 40;
// Arrows and lines of a certain width are drawn up to here; above it hairlines, several times as fast.
const ARROWS = 5000;
// Radii in pixels of the smallest and the largest node; in the file they are diameters from 4 to 40.
const toRadius = (diameter) => 2 + (diameter - 4) / 4;

const byId = (id) => document.getElementById(id);
const network = JSON.parse(byId("network").textContent);
const graph = new MultiDirectedGraph();
const state = { found: "", color: "node_type", hidden: new Set(), from: 0, to: 0 };

for (const node of network.nodes) graph.addNode(node.id, { ...node, size: toRadius(node.size), type: "circle" });
for (const [number, edge] of network.edges.entries()) {
  const spells = edge.spells.map(([start, end]) => [toDay(start), toDay(end)]);
  graph.addDirectedEdgeWithKey(`e${number}`, edge.source, edge.target, {
    ...edge, spells, type: "tie", size: 1 + Math.log2(edge.weight), color: network.ties[edge.kind], label: edge.kind,
  });
}

let colors = toColors();
let alive = new Set();
let renderer = null;

fillControls();
update();
renderer = new Sigma(graph, byId("stage"), {
  enableEdgeEvents: true,
  defaultEdgeType: "tie",
  edgeProgramClasses: { tie: graph.size <= ARROWS ? EdgeArrowProgram : EdgeLineProgram },
  renderEdgeLabels: false,
  labelRenderedSizeThreshold: 8,
  zIndex: true,
  nodeReducer: (id, node) => {
    const color = colors.get(node[state.color]) ?? network.other;
    if (!isAlive(id)) return { ...node, color: FADED, label: "", zIndex: 0 };
    if (!state.found) return { ...node, color, zIndex: 1 };
    const near = id === state.found || graph.areNeighbors(id, state.found);
    if (!near) return { ...node, color: FADED, label: "", zIndex: 0 };
    const forceLabel = id === state.found || graph.degree(state.found) <= LABELLED;
    return { ...node, color, forceLabel, zIndex: 2 };
  },
  edgeReducer: (id, edge) => {
    const touches = !state.found || graph.extremities(id).includes(state.found);
    return { ...edge, hidden: !touches || !isShown(edge) };
  },
});
renderer.on("clickNode", ({ node }) => find(node));
renderer.on("clickEdge", ({ edge }) => showTies(graph.getEdgeAttribute(edge, "label"), [edge]));
renderer.on("clickStage", () => find(""));
// For tests, and for whoever opens the console.
window.page = { graph, renderer, state, find, isShown };
document.body.dataset.ready = "true";

function toDay(day) {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
}

function toText(number) {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

function isShown(edge) {
  const inTime = edge.spells.some(([start, end]) => start <= state.to && end >= state.from);
  return inTime && !state.hidden.has(edge.kind);
}

function isAlive(id) {
  return alive.has(id) || graph.degree(id) === 0;
}

/** The colors of the values of the attribute: those of the file for types, else one for each of the seven commonest. */
function toColors() {
  const counts = new Map();
  graph.forEachNode((_, node) => {
    const value = node[state.color];
    if (value !== undefined && value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  });
  if (state.color === "node_type") {
    return new Map(Object.entries(network.colors).filter(([value]) => counts.has(value)));
  }
  const common = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  return new Map(common.slice(0, network.palette.length).map(([value], number) => [value, network.palette[number]]));
}

function update() {
  alive = new Set();
  let ties = 0;
  graph.forEachEdge((_, edge, source, target) => {
    if (!isShown(edge)) return;
    ties += 1;
    alive.add(source).add(target);
  });
  colors = toColors();
  const entries = [...colors, ...(state.color === "node_type" ? [] : [["other or unknown", network.other]])];
  byId("legend").replaceChildren(...entries.map(([value, color]) => {
    const dot = make("i");
    dot.style.background = color;
    return make("li", dot, state.color === "community" && typeof value === "number" ? `community ${value + 1}` : value);
  }));
  byId("count").textContent = `${ties} of ${graph.size} ties, ${graph.order} actors and agreements`;
  byId("from-day").textContent = toText(state.from);
  byId("to-day").textContent = toText(state.to);
  renderer?.refresh();
}

function fillControls() {
  const names = new Map();
  graph.forEachNode((id, node) => names.has(node.label) || names.set(node.label, id));
  byId("names").append(...[...names.keys()].map((name) => Object.assign(make("option"), { value: name })));
  byId("search").addEventListener("input", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    const exact = [...names].find(([name]) => name.toLowerCase() === wanted);
    const near = wanted.length > 2 ? [...names].find(([name]) => name.toLowerCase().includes(wanted)) : undefined;
    find((exact ?? near)?.[1] ?? "");
  });
  byId("color").addEventListener("change", (event) => {
    state.color = event.target.value;
    update();
  });
  for (const kind of [...new Set(network.edges.map((edge) => edge.kind))].sort()) {
    const box = Object.assign(make("input"), { type: "checkbox", checked: true, name: kind });
    box.addEventListener("change", () => {
      state.hidden[box.checked ? "delete" : "add"](kind);
      update();
    });
    const line = make("i");
    line.style.background = network.ties[kind];
    byId("kinds").append(make("label", box, line, kind));
  }
  byId("clock").textContent = network.clock;
  const [first, last] = network.bounds.map(toDay);
  [state.from, state.to] = [first, last];
  for (const name of ["from", "to"]) {
    const slider = byId(name);
    Object.assign(slider, { min: first, max: last, value: state[name] });
    slider.addEventListener("input", () => {
      state[name] = Number(slider.value);
      update();
    });
  }
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
}

/** Bring an actor and its ties to the front; "" lets go of it. */
function find(id) {
  state.found = id;
  if (id) showTies(graph.getNodeAttribute(id, "label"), graph.edges(id));
  else byId("details").hidden = true;
  renderer?.refresh();
}

function showTies(title, edges) {
  const shown = edges.map((id) => [id, graph.getEdgeAttributes(id)]).filter(([, edge]) => isShown(edge));
  shown.sort(([, one], [, other]) => other.weight - one.weight);
  const close = make("button", "×");
  close.addEventListener("click", () => find(""));
  const rows = shown.slice(0, SHOWN).map(([id, edge]) => {
    const [source, target] = graph.extremities(id).map((end) => graph.getNodeAttribute(end, "label"));
    const parts = [make("strong", `${source} – ${edge.kind} – ${target}`)];
    if (edge.quote) parts.push(make("blockquote", edge.quote));
    const weight = edge.weight === 1 ? "one source" : `${edge.weight} sources`;
    parts.push(make("small", [edge.first, weight].filter(Boolean).join(", "), ": "));
    if (edge.article || edge.url) parts.push(toLink(edge.article ?? edge.url, edge.url));
    return make("li", ...parts);
  });
  const more = shown.length > SHOWN ? [make("p", `and ${shown.length - SHOWN} more`)] : [];
  byId("details").replaceChildren(close, make("h2", title), make("ul", ...rows), ...more);
  byId("details").hidden = false;
}

/** A link where the address is one of the web; else the words alone. */
function toLink(words, url) {
  if (!/^https?:\/\//.test(url ?? "")) return make("small", words);
  return Object.assign(make("a", words), { href: url, target: "_blank", rel: "noopener noreferrer" });
}

function make(tag, ...children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}

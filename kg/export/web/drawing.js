// Drawing: colors, names, and the camera of sigma.js.

import Sigma from "sigma";
import { EdgeArrowProgram, EdgeLineProgram } from "sigma/rendering";
import { byId } from "./elements.js";

// Arrows and lines of a certain width are drawn up to here; above it hairlines, several times as fast.
const ARROWS = 5000;
// With more neighbors than this only those that are large anyway bear their names.
const LABELLED = 60;
// A name has about this much room, in pixels: the largest dot of each such square bears its own.
const ROOM = 110;
// How near to a node the camera goes, and how far: parts of the whole.
const NEAREST = 0.12;
const FARTHEST = 1.5;
const stillness = matchMedia("(prefers-reduced-motion: reduce)");
const darkness = matchMedia("(prefers-color-scheme: dark)");

/** The color as it is seen on the ground of the page: the dark ones are lightened on a dark one. */
export function tone(color) {
  if (!darkness.matches) return color;
  const parts = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return `#${parts.map((part) => Math.round(part + (255 - part) * 0.4).toString(16).padStart(2, "0")).join("")}`;
}

export function openDrawing(graph, network, state, shown, colors) {
  const theme = {};
  readTheme(theme, network.ties);
  const near = (id) => id === state.selected || graph.areNeighbors(id, state.selected);
  const drawn = () => shown().nodes;
  const renderer = new Sigma(graph, byId("stage"), {
    enableEdgeEvents: graph.size <= ARROWS,
    defaultEdgeType: "tie",
    edgeProgramClasses: { tie: graph.size <= ARROWS ? EdgeArrowProgram : EdgeLineProgram },
    hideEdgesOnMove: graph.size > ARROWS,
    hideLabelsOnMove: graph.size > ARROWS,
    renderEdgeLabels: false,
    labelRenderedSizeThreshold: 2.5,
    labelGridCellSize: ROOM,
    labelFont: "system-ui, sans-serif",
    labelSize: 13,
    minCameraRatio: 0.005,
    maxCameraRatio: 4,
    zIndex: true,
    defaultDrawNodeLabel: (context, node, settings) => drawLabel(context, node, settings, theme),
    defaultDrawNodeHover: (context, node, settings) => drawMark(context, node, settings, theme),
    nodeReducer: (id, node) => {
      if (!drawn().has(id)) return { ...node, hidden: true };
      const pinned = state.pinned.has(id);
      const away = !(shown().alive.has(id) || !shown().tied.has(id)) || (state.selected && !near(id));
      if (away && !pinned) return { ...node, color: theme.faded, label: "", zIndex: 0 };
      const color = tone(colors().get(node[state.color]) ?? network.other);
      const few = state.selected && graph.degree(state.selected) <= LABELLED;
      const forceLabel = pinned || id === state.selected || Boolean(few) || (state.walk?.size ?? Infinity) <= LABELLED;
      return { ...node, color, forceLabel, highlighted: id === state.selected, zIndex: state.selected ? 2 : 1 };
    },
    edgeReducer: (id, { kind, size }) => {
      const hidden = !shown().ties.has(id) || (state.selected !== "" && !graph.hasExtremity(id, state.selected));
      return { type: "tie", size, color: theme.ties[kind], hidden };
    },
  });
  darkness.addEventListener("change", () => {
    readTheme(theme, network.ties);
    renderer.refresh();
  });
  return renderer;
}

function readTheme(theme, ties) {
  const style = getComputedStyle(byId("stage"));
  theme.ties = Object.fromEntries(Object.entries(ties).map(([kind, color]) => [kind, tone(color)]));
  for (const name of ["ground", "ink", "faded", "chosen"]) theme[name] = style.getPropertyValue(`--${name}`).trim();
}

function drawLabel(context, node, settings, theme) {
  if (!node.label) return;
  context.font = `${settings.labelSize}px ${settings.labelFont}`;
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = theme.ground;
  context.fillStyle = theme.ink;
  const place = [node.x + node.size + 3, node.y + settings.labelSize / 3];
  context.strokeText(node.label, ...place);
  context.fillText(node.label, ...place);
}

function drawMark(context, node, settings, theme) {
  context.beginPath();
  context.arc(node.x, node.y, node.size + 3, 0, 2 * Math.PI);
  context.lineWidth = 3;
  context.strokeStyle = theme.chosen;
  context.stroke();
  drawLabel(context, node, settings, theme);
}

/** The camera takes in the nodes that are drawn. */
export function fit(renderer, graph, nodes) {
  const box = { x: [Infinity, -Infinity], y: [Infinity, -Infinity] };
  for (const id of nodes) {
    for (const axis of ["x", "y"]) {
      const value = graph.getNodeAttribute(id, axis);
      box[axis] = [Math.min(box[axis][0], value), Math.max(box[axis][1], value)];
    }
  }
  renderer.setCustomBBox(nodes.size ? box : null);
  renderer.refresh();
  move(renderer, { x: 0.5, y: 0.5, ratio: 1 });
}

/** The camera goes to a node and takes in its neighbors, in the middle of what the panels leave free. */
export function goTo(renderer, graph, id, nodes) {
  const { x, y } = renderer.getNodeDisplayData(id);
  const near = graph.neighbors(id).filter((other) => nodes.has(other)).map((other) => renderer.getNodeDisplayData(other));
  const reach = (axis, at) => Math.max(0, ...near.map((other) => Math.abs(other[axis] - at)));
  const { width, height } = renderer.getDimensions(), side = Math.min(width, height);
  const [left, right, below] = findCovered(width);
  // In the camera's units the shorter side is as long as its ratio; a little is left around.
  const needed = [reach("x", x) / (width - left - right), reach("y", y) / (height - below)];
  const ratio = Math.min(FARTHEST, Math.max(NEAREST, 2.3 * side * Math.max(...needed)));
  const scale = ratio / side;
  move(renderer, { x: x - ((left - right) * scale) / 2, y: y - (below * scale) / 2, ratio });
}

/** How many pixels the panels take on the left, on the right and at the bottom. */
function findCovered(width) {
  const panel = byId("panel").getBoundingClientRect(), details = byId("details").getBoundingClientRect();
  return details.width >= 0.9 * width ? [0, 0, details.height] : [panel.width, details.width, 0];
}

export function move(renderer, place) {
  if (stillness.matches) renderer.getCamera().setState(place);
  else renderer.getCamera().animate(place, { duration: 400 });
}

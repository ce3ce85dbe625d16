// The network in a browser: joins the graph, the view, the drawing and the form. Asks no other host for anything.
// Its data stand in the page, or where the element around it says (data-source).

import { closeDetails, showNode, showTie } from "./details.js";
import { fillControls, findColors, openControls, toLegend } from "./controls.js";
import { fit, goTo, move, openDrawing } from "./drawing.js";
import { byId, inWords } from "./elements.js";
import { openSearch } from "./finding.js";
import { findSpan, toGraph } from "./graph.js";
import { readFragment, toFragment } from "./link.js";
import { expand, findShown, newState } from "./view.js";

const NARROW = matchMedia("(max-width: 700px)");
const STEP = 80;

function start(network) {
  const graph = toGraph(network);
  const state = newState(findSpan(graph, network.bounds));
  let shown = findShown(graph, state), colors = new Map(), renderer = null, waiting = 0;

  function update() {
    shown = findShown(graph, state);
    colors = findColors(graph, network, state, shown.nodes);
    fillControls(graph, state, shown, toLegend(state, colors, network.other));
    if (state.selected) showNode(graph, state.selected, findListed(state.selected), toActions(state.selected), select);
    else closeDetails();
    renderer?.refresh();
    keepLink();
  }

  /** As often as the screen is drawn, however fast a slider is moved. */
  function updateSoon() {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      update();
    });
  }

  function keepLink() {
    const camera = renderer?.getCamera().getState() ?? { x: 0.5, y: 0.5, ratio: 1 };
    history.replaceState(null, "", `#${toFragment(state, camera, network.base)}`);
  }

  function select(id) {
    state.selected = id;
    if (id) state.hidden.delete(id);
    if (id && state.walk) state.walk.add(id);
    update();
    if (id && renderer) goTo(renderer, graph, id, shown.nodes);
    if (id) tell(`${inWords(findListed(id).length, "tie")} shown`);
  }

  /** The ties in the panel: those that stand in both directions once. */
  function findListed(id) {
    const twice = (edge) => network.symmetric.includes(graph.getEdgeAttribute(edge, "kind")) && graph.target(edge) === id;
    return graph.edges(id).filter((edge) => shown.ties.has(edge) && !twice(edge));
  }

  function fitAll() {
    if (renderer) fit(renderer, graph, shown.nodes);
  }

  function toActions(id) {
    return {
      "Add its neighbors": () => {
        tell(`${inWords(expand(graph, state, id), "actor")} added`);
        update();
        fitAll();
      },
      "Only this one": () => {
        state.walk = new Set([id]);
        update();
        fitAll();
      },
      [state.pinned.has(id) ? "Unpin" : "Pin"]: () => {
        state.pinned[state.pinned.has(id) ? "delete" : "add"](id);
        update();
      },
      Hide: () => {
        state.hidden.add(id);
        state.pinned.delete(id);
        select("");
      },
    };
  }

  function showAll() {
    Object.assign(state, newState(state.span), { color: state.color });
    update();
    fitAll();
  }

  function openView() {
    const { camera, missing } = readFragment(location.hash.slice(1), state, graph, network.base);
    update();
    if (missing) warn(`${inWords(missing, "name")} of this link ${missing === 1 ? "is" : "are"} not in this network.`);
    return camera;
  }

  openControls(network, state, updateSoon);
  openSearch(graph, select);
  byId("all").addEventListener("click", showAll);
  byId("copy").addEventListener("click", () => {
    keepLink();
    const failed = () => tell("The address of this page is the link");
    if (!navigator.clipboard) failed();
    else navigator.clipboard.writeText(location.href).then(() => tell("Copied"), failed);
  });
  const camera = openView();
  try {
    renderer = openDrawing(graph, network, state, () => shown, () => colors);
  } catch (error) {
    warn(`The network cannot be drawn here (${error.message}); the search and the ties still work.`);
  }
  if (renderer) {
    const { x, y, ratio } = camera ?? { x: 0.5, y: 0.5, ratio: 1 };
    fit(renderer, graph, shown.nodes);
    renderer.getCamera().setState({ x, y, ratio });
    listen(renderer, { select, fitAll, showTie: (edge) => showTie(graph, edge, select), expand: (id) => toActions(id)["Add its neighbors"]() });
    renderer.getCamera().on("updated", debounce(keepLink));
  }
  addEventListener("hashchange", () => {
    const place = openView();
    if (place && renderer) move(renderer, place);
  });
  if (!graph.size) warn("There is no tie between actors in this network.");
  // For tests, and for whoever opens the console.
  window.page = { graph, renderer, state, select, shown: () => shown };
}

function listen(renderer, on) {
  renderer.on("clickNode", ({ node }) => on.select(node));
  renderer.on("doubleClickNode", (event) => {
    event.preventSigmaDefault();
    on.expand(event.node);
  });
  renderer.on("clickEdge", ({ edge }) => on.showTie(edge));
  renderer.on("clickStage", () => on.select(""));
  const camera = renderer.getCamera();
  const zoom = (factor) => move(renderer, { ratio: camera.ratio * factor });
  byId("in").addEventListener("click", () => zoom(1 / 1.5));
  byId("out").addEventListener("click", () => zoom(1.5));
  byId("fit").addEventListener("click", on.fitAll);
  const { width, height } = renderer.getDimensions();
  const push = (x, y) => move(renderer, { x: camera.x + (x * STEP * camera.ratio) / width, y: camera.y + (y * STEP * camera.ratio) / height });
  const keys = {
    ArrowLeft: () => push(-1, 0), ArrowRight: () => push(1, 0), ArrowUp: () => push(0, 1), ArrowDown: () => push(0, -1),
    "+": () => zoom(1 / 1.5), "=": () => zoom(1 / 1.5), "-": () => zoom(1.5), 0: on.fitAll, Escape: () => on.select(""),
  };
  byId("stage").addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });
}

function tell(words) {
  byId("found").textContent = words;
}

function warn(words) {
  byId("notice").textContent = words;
  byId("notice").hidden = false;
}

function debounce(action) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, 300);
  };
}

async function load() {
  const inside = byId("network");
  if (inside) return JSON.parse(inside.textContent);
  const answer = await fetch(byId("drawing").dataset.source);
  if (!answer.ok) throw new Error((await answer.text()).slice(0, 300));
  return answer.json();
}

if (NARROW.matches) byId("panel").open = false;
load()
  .then(start)
  .catch((error) => warn(`The network could not be loaded: ${error.message}`))
  .finally(() => {
    document.body.dataset.ready = "true";
  });

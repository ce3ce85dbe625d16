// The form: colors, kinds of ties, time, what is shown besides.

import { byId, inWords, make } from "./elements.js";
import { tone } from "./drawing.js";
import { toText } from "./graph.js";

/** Calls `change` when the reader has changed something of the state. */
export function openControls(network, state, change) {
  byId("color").addEventListener("change", (event) => {
    state.color = event.target.value;
    change();
  });
  for (const kind of [...new Set(network.edges.map((edge) => edge.kind))].sort()) {
    const box = Object.assign(make("input"), { type: "checkbox", name: kind });
    box.addEventListener("change", () => {
      state.without[box.checked ? "delete" : "add"](kind);
      change();
    });
    const line = make("i");
    line.style.background = tone(network.ties[kind]);
    byId("kinds").append(make("label", box, line, kind));
  }
  for (const name of ["unnamed", "isolates"]) {
    byId(name).addEventListener("change", (event) => {
      state[name] = event.target.checked;
      change();
    });
  }
  byId("clock").textContent = network.clock;
  for (const name of ["from", "to"]) {
    const slider = byId(name);
    [slider.min, slider.max] = state.span;
    slider.addEventListener("input", () => {
      state[name] = Number(slider.value);
      // Neither passes the other: it takes it along.
      state.from = name === "to" ? Math.min(state.from, state.to) : state.from;
      state.to = Math.max(state.from, state.to);
      change();
    });
  }
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
}

/** Show in the form what the state is, and how much of the network there is to see. */
export function fillControls(graph, state, shown, legend) {
  byId("color").value = state.color;
  for (const box of byId("kinds").querySelectorAll("input")) box.checked = !state.without.has(box.name);
  for (const name of ["unnamed", "isolates"]) byId(name).checked = state[name];
  for (const [name, end, beyond] of [["from", 0, "earlier"], ["to", 1, "later"]]) {
    const words = state[name] === state.span[end] ? `${toText(state[name])} or ${beyond}` : toText(state[name]);
    byId(name).value = state[name];
    byId(name).setAttribute("aria-valuetext", words);
    byId(`${name}-day`).textContent = words;
  }
  byId("legend").replaceChildren(...legend.map(([words, color]) => {
    const dot = make("i");
    dot.style.background = tone(color);
    return make("li", dot, words);
  }));
  const hidden = state.hidden.size ? `, ${state.hidden.size} hidden` : "";
  byId("count").textContent = `${shown.ties.size.toLocaleString("en")} of ${inWords(graph.size, "tie")}, `
    + `${shown.nodes.size.toLocaleString("en")} of ${graph.order.toLocaleString("en")} actors and agreements${hidden}`;
}

/** The colors of the values of an attribute: those of the data for types, else one for each of the seven commonest. */
export function findColors(graph, network, state, nodes) {
  const counts = new Map();
  for (const id of nodes) {
    const value = graph.getNodeAttribute(id, state.color);
    if (value !== undefined && value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  if (state.color === "node_type") {
    return new Map(Object.entries(network.colors).filter(([value]) => counts.has(value)));
  }
  const common = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  return new Map(common.slice(0, network.palette.length).map(([value], number) => [value, network.palette[number]]));
}

export function toLegend(state, colors, other) {
  const name = (value) => (state.color === "community" ? `community ${value + 1}` : value);
  const rest = state.color === "node_type" ? [] : [["other or unknown", other]];
  return [...[...colors].map(([value, color]) => [name(value), color]), ...rest];
}

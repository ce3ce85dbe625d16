// The panel about what was chosen: an actor or a tie, with the words and what can be done.

import { button, byId, clip, foreign, inWords, make, toLink } from "./elements.js";
import { describe } from "./finding.js";

// At once in the panel; an agency may have hundreds of ties.
const SHOWN = 50;

export function closeDetails() {
  const panel = byId("details");
  if (panel.contains(document.activeElement)) byId("search").focus();
  panel.hidden = true;
}

/** `edges` are its ties, `actions` the words of buttons, and what they do. */
export function showNode(graph, id, edges, actions, select) {
  const buttons = Object.entries(actions).map(([words, action]) => button(words, action));
  const row = Object.assign(make("div", ...buttons), { className: "row" });
  const head = [foreign(graph.getNodeAttribute(id, "name"), "h2"), make("small", describe(graph, id, edges.length)), row];
  show(graph, head, edges, select);
}

export function showTie(graph, id, select) {
  show(graph, [make("h2", graph.getEdgeAttribute(id, "kind"))], [id], select);
}

function show(graph, head, edges, select) {
  const weigh = (id) => graph.getEdgeAttribute(id, "weight");
  const sorted = [...edges].sort((one, other) => weigh(other) - weigh(one));
  const close = button("×", () => select(""), "close");
  close.setAttribute("aria-label", "Close");
  const rows = sorted.slice(0, SHOWN).map((id) => toRow(graph, id, select));
  const more = sorted.length > SHOWN ? [make("p", `and ${inWords(sorted.length - SHOWN, "tie")} more`)] : [];
  const none = sorted.length ? [] : [make("p", "No tie is shown: the time, the ties or the actors chosen leave them out.")];
  const panel = byId("details"), held = panel.contains(document.activeElement);
  panel.replaceChildren(close, ...head, make("ul", ...rows), ...more, ...none);
  panel.hidden = false;
  panel.scrollTop = 0;
  // What had the focus is gone: the keyboard goes on from here.
  if (held) close.focus();
}

function toRow(graph, id, select) {
  const { kind, weight, told } = graph.getEdgeAttributes(id);
  const [source, target] = graph.extremities(id).map((end) => {
    const name = clip(graph.getNodeAttribute(end, "name"), 100);
    return button(foreign(name), () => select(end), "actor");
  });
  const parts = [source, ` ${kind} `, target];
  if (told.quote) parts.push(foreign(told.quote, "blockquote"));
  parts.push(make("small", [told.first, inWords(weight, "source")].filter(Boolean).join(", "), " "));
  if (told.article || told.url) parts.push(toLink(told.article ?? told.url, told.url));
  return make("li", ...parts);
}

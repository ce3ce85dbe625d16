// The search: a list under the field, worked by mouse, touch and keys.

import { byId, foreign, inWords, make } from "./elements.js";
import { search } from "./view.js";

// At once in the list; who wants more types more.
const LISTED = 20;

/** Calls `choose` with the id of what was chosen. */
export function openSearch(graph, choose) {
  const field = byId("search"), list = byId("results"), note = byId("found");
  let found = [], at = -1;

  function show() {
    const all = search(graph, field.value);
    found = all.slice(0, LISTED);
    at = -1;
    list.replaceChildren(...found.map(toOption));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(found.length > 0));
    field.removeAttribute("aria-activedescendant");
    const more = all.length > LISTED ? `, the ${LISTED} best tied are shown` : "";
    note.textContent = field.value.trim() ? `${inWords(all.length, "name")} found${more}` : "";
  }

  function toOption(id, number) {
    const node = graph.getNodeAttributes(id);
    const option = Object.assign(make("li", foreign(node.name), " ", make("small", describe(graph, id, graph.degree(id)))), {
      id: `result-${number}`, role: "option",
    });
    option.setAttribute("aria-selected", "false");
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => take(number));
    return option;
  }

  function mark(number) {
    at = (number + found.length) % found.length;
    for (const [place, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(place === at));
    list.children[at].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", `result-${at}`);
  }

  function take(number) {
    const id = found[number];
    if (!id) return;
    field.value = graph.getNodeAttribute(id, "name").slice(0, 100);
    close();
    choose(id);
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    note.textContent = "";
  }

  field.addEventListener("input", show);
  field.addEventListener("blur", () => { list.hidden = true; });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") take(Math.max(at, 0));
    else if (event.key === "Escape") close();
    else if (event.key === "ArrowDown" && found.length) mark(at + 1);
    else if (event.key === "ArrowUp" && found.length) mark(at < 0 ? -1 : at - 1);
    else return;
    event.preventDefault();
  });
}

/** Tell the type, country and number of ties of a node. */
export function describe(graph, id, ties) {
  const { node_type: type, country } = graph.getNodeAttributes(id);
  return [type, country, inWords(ties, "tie")].filter(Boolean).join(", ");
}

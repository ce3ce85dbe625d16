// A view as the fragment of an address, and back. What it names and the network has not is left out.

const LISTS = { hide: "hidden", pin: "pinned", only: "walk" };
const BOXES = ["unnamed", "isolates"];
const COLORS = ["node_type", "country", "community"];

export function toFragment(state, camera, base) {
  const shorten = (id) => (id.startsWith(base) ? id.slice(base.length) : id);
  const parts = new URLSearchParams();
  if (state.selected) parts.set("at", shorten(state.selected));
  if (state.color !== COLORS[0]) parts.set("color", state.color);
  for (const box of BOXES) if (state[box]) parts.set(box, "1");
  if (state.from > state.span[0]) parts.set("from", state.from);
  if (state.to < state.span[1]) parts.set("to", state.to);
  for (const kind of state.without) parts.append("without", kind);
  for (const [name, list] of Object.entries(LISTS)) {
    for (const id of state[list] ?? []) parts.append(name, shorten(id));
  }
  const moved = [camera.x - 0.5, camera.y - 0.5, camera.ratio - 1].some((value) => Math.abs(value) > 0.001);
  if (moved) parts.set("camera", [camera.x, camera.y, camera.ratio].map((value) => value.toFixed(3)).join("_"));
  return parts.toString();
}

/** Sets the state; returns the camera, if the fragment has one, and how many names the network has not. */
export function readFragment(fragment, state, graph, base) {
  const parts = new URLSearchParams(fragment);
  const names = ["at", ...Object.keys(LISTS)].flatMap((name) => parts.getAll(name));
  const find = (name) => [base + name, name].find((id) => graph.hasNode(id));
  const list = (name) => new Set(parts.getAll(name).map(find).filter(Boolean));
  state.selected = find(parts.get("at") ?? "") ?? "";
  state.color = COLORS.find((color) => color === parts.get("color")) ?? COLORS[0];
  for (const box of BOXES) state[box] = parts.get(box) === "1";
  const [first, last] = state.span;
  const day = (name, end) => (/^-?\d+$/.test(parts.get(name) ?? "") ? Math.min(last, Math.max(first, Number(parts.get(name)))) : end);
  state.from = day("from", first);
  state.to = Math.max(state.from, day("to", last));
  state.without = new Set(parts.getAll("without"));
  state.hidden = list("hide");
  state.pinned = list("pin");
  const walk = list("only");
  state.walk = walk.size ? walk : null;
  const [x, y, ratio] = (parts.get("camera") ?? "").split("_").map(Number);
  const camera = [x, y, ratio].every(Number.isFinite) && ratio > 0 ? { x, y, ratio } : null;
  return { camera, missing: names.filter((name) => !find(name)).length };
}

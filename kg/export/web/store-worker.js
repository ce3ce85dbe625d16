// A store in the browser, in a thread of its own: what takes too long is ended with it, and the page stays alive.
// It is given the graph once, as N-Quads with gzip, then queries; of answers it gives back rows and the names of things.

import init, { namedNode, Store } from "oxigraph/web.js";
import wasm from "oxigraph/web_bg.wasm";

const PIECE = 4 * 1024 * 1024;
const NEWLINE = 10;
// So many rows go back; the count is of all.
const MOST_ROWS = 5000;
const LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
let store = null;

/** Loads the graph piece by piece, whole lines each, so that its text never lies in memory as a whole. */
async function open(packed) {
  await init({ module_or_path: wasm });
  store = new Store();
  // Some servers have unpacked it on its way.
  const isPacked = new Uint8Array(packed, 0, 2).join() === "31,139";
  const bytes = new Blob([packed]).stream();
  const reader = (isPacked ? bytes.pipeThrough(new DecompressionStream("gzip")) : bytes).getReader();
  let rest = [], size = 0;
  const load = (bytes) => store.load(bytes, { format: "application/n-quads", no_transaction: true, lenient: true });
  for (;;) {
    const { done, value } = await reader.read();
    if (value) {
      rest.push(value);
      size += value.length;
    }
    if (!done && size < PIECE) continue;
    const joined = join(rest, size);
    const end = done ? size : joined.lastIndexOf(NEWLINE) + 1;
    if (end) load(joined.subarray(0, end));
    if (done) break;
    rest = [joined.slice(end)];
    size -= end;
    postMessage({ loaded: store.size });
  }
  return { size: store.size };
}

function join(parts, size) {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function ask(query) {
  const options = { use_default_graph_as_union: true };
  const answer = JSON.parse(store.query(query, { ...options, results_format: "json" }));
  // A graph comes as JSON-LD: people read Turtle.
  if (Array.isArray(answer)) return { text: store.query(query, { ...options, results_format: "ttl" }) };
  if ("boolean" in answer) return { text: answer.boolean ? "yes" : "no" };
  const all = answer.results.bindings, rows = all.slice(0, MOST_ROWS);
  const things = new Set(rows.flatMap((row) => Object.values(row).flatMap((one) => (one.type === "uri" ? [one.value] : []))));
  return { columns: answer.head.vars, rows, total: all.length, names: findNames(things) };
}

function findNames(things) {
  const names = {};
  for (const thing of things) {
    const [found] = store.match(namedNode(thing), namedNode(LABEL), null, null);
    if (found) names[thing] = found.object.value;
  }
  return names;
}

onmessage = async ({ data }) => {
  try {
    postMessage(data.packed ? await open(data.packed) : ask(data.query));
  } catch (error) {
    postMessage({ error: String(error?.message ?? error) });
  }
};

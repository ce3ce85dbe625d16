// Asks the graph of a site of files in the browser itself. The graph is fetched beside the page; where the page lies
// on a disk, which lets nothing be fetched, the reader chooses its file.

import { openEditor } from "./editor.js";
import { byId, foreign, inWords, make } from "./elements.js";
// The bundle of store-worker.js as text (hatch_build.py): a page on a disk may start no thread but off a text of its own.
import source from "./made/store-worker.txt";

const LISTED = 100;
const { graph, base, pages, examples, ...known } = JSON.parse(byId("known").textContent);
const field = byId("sparql");
let packed = null, worker = null, opening = null;

function tell(words, isWrong = false) {
  byId("state").textContent = words;
  byId("state").classList.toggle("error", isWrong);
}

/** Sends the thread a message; resolves with what it answers, and tells how far it is meanwhile. */
function send(message) {
  return new Promise((done, failed) => {
    worker.onmessage = ({ data }) => {
      if (data.loaded) tell(`Loading: ${inWords(data.loaded, "fact")} …`);
      else if (data.error) failed(new Error(data.error));
      else done(data);
    };
    worker.onerror = (event) => failed(new Error(event.message || "the store has ended: it may need more memory than there is"));
    worker.postMessage(message);
  });
}

async function fetchGraph() {
  const answer = await fetch(graph);
  if (!answer.ok) throw new Error(`the graph is not there (${answer.status} for ${graph})`);
  return answer.arrayBuffer();
}

/** Starts the thread with the graph, once until it is stopped. */
function openStore() {
  return opening ??= startStore().catch((error) => {
    stop();
    packed = null;
    throw new Error(`The graph cannot be loaded: ${error.message}`);
  });
}

async function startStore() {
  tell("Fetching the graph …");
  packed ??= await fetchGraph();
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  worker = new Worker(address);
  try {
    const { size } = await send({ packed });
    tell(`${inWords(size, "fact")} loaded.`);
  } finally {
    URL.revokeObjectURL(address);
  }
}

function stop() {
  worker?.terminate();
  worker = opening = null;
}

/** Declares our prefixes that a query uses and does not declare. */
function addPrefixes(query) {
  const missing = Object.entries(known.prefixes).filter(([name]) =>
    new RegExp(`(^|[^\\w:])${name}:`).test(query) && !new RegExp(`prefix\\s+${name}:`, "i").test(query));
  return missing.map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join("") + query;
}

async function ask() {
  if (field.form.dataset.busy) return;
  field.form.dataset.busy = "true";
  byId("stop").hidden = false;
  byId("answer").replaceChildren();
  try {
    await openStore();
    tell("Asking …");
    const begun = performance.now();
    const answer = await send({ query: addPrefixes(field.value) });
    const files = await loadPages();
    byId("answer").replaceChildren(...toElements(answer, files));
    const count = "total" in answer ? inWords(answer.total, "row") : "Answered";
    const cut = answer.total > answer.rows?.length ? `, the first ${answer.rows.length.toLocaleString("en")} of them here` : "";
    tell(`${count} in ${((performance.now() - begun) / 1000).toFixed(1)} s${cut}.`);
  } catch (error) {
    tell(error.message, true);
  } finally {
    delete field.form.dataset.busy;
    byId("stop").hidden = true;
    document.body.dataset.answered = "true";
  }
}

let taken = null;

/** The files of the pages of the site, by the ends of the IRIs of their things. */
function loadPages() {
  taken ??= new Promise((done) => {
    window.kgTake = (_, value) => done(value);
    const script = Object.assign(make("script"), { src: pages });
    // Without it the things bear their names, and lead nowhere.
    script.addEventListener("error", () => done({}));
    document.head.append(script);
  });
  return taken;
}

function toElements(answer, files) {
  if (answer.text !== undefined) return [make("pre", answer.text)];
  const head = make("tr", ...answer.columns.map((name) => Object.assign(make("th", name), { scope: "col" })));
  const body = make("tbody");
  const more = Object.assign(make("button", "Show more"), { type: "button" });
  const add = () => {
    const shown = body.children.length;
    body.append(...answer.rows.slice(shown, shown + LISTED).map((row) => toRow(row, answer, files)));
    more.hidden = body.children.length >= answer.rows.length;
  };
  more.addEventListener("click", add);
  add();
  const table = make("table", make("caption", `Answer, ${inWords(answer.total, "row")}`), make("thead", head), body);
  const place = Object.assign(make("div", table), { className: "scroll", tabIndex: 0, role: "region", ariaLabel: "Answer" });
  return [place, more];
}

function toRow(row, answer, files) {
  return make("tr", ...answer.columns.map((name) => {
    const cell = make("td", ...(row[name] ? [toCell(row[name], answer, files)] : []));
    cell.dataset.label = name;
    return cell;
  }));
}

function toCell({ type, value }, { names }, files) {
  if (type !== "uri") return foreign(value);
  const file = value.startsWith(base) ? files[value.slice(base.length)] : undefined;
  const words = foreign(names[value] ?? value);
  return file ? Object.assign(make("a", words), { href: `../${file}` }) : words;
}

function start() {
  const editor = openEditor(field, known);
  byId("example").addEventListener("change", ({ target }) => {
    if (target.value) editor.setValue(examples[target.value]);
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  byId("stop").addEventListener("click", () => {
    stop();
    byId("stop").hidden = true;
    delete field.form.dataset.busy;
    tell("Stopped. The next query loads the graph again.");
  });
  const isLocal = location.protocol === "file:";
  byId("choice").hidden = !isLocal;
  byId("file").addEventListener("change", async ({ target }) => {
    stop();
    packed = await target.files[0]?.arrayBuffer();
    if (packed) openStore().catch((error) => tell(error.message, true));
  });
  byId("asking").hidden = false;
  if (isLocal) tell("Choose the file of the graph first: a page on a disk may not fetch it.");
  else tell(`The first query fetches the graph (${byId("size").textContent}).`);
}

start();
document.body.dataset.ready = "true";

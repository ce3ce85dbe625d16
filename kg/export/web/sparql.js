// The editor of /ask/sparql. It asks no host for anything but the terms of this page, off its own JSON.

import "@zazuko/yasqe/build/yasqe.min.css";
import { openEditor } from "./editor.js";

const field = document.getElementById("sparql");

async function start() {
  const answer = await fetch(field.dataset.source);
  openEditor(field, answer.ok ? await answer.json() : { terms: [], prefixes: {} });
}

start().finally(() => { document.body.dataset.ready = "true"; });

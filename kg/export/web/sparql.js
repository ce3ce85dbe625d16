// The editor of /ask/sparql: takes the place of the text field that is there without it. The form stays the same.
// It asks no host for anything but the terms of this page, off its own JSON.

import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";

const field = document.getElementById("sparql");

/** Completes the classes and properties of the graph as they are written, sp:Claim. */
function toCompleter(terms) {
  return {
    name: "terms",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (yasqe) => {
      const token = yasqe.getCompleteToken();
      return token.string.length > 0 && !/^[?$"'<#]/.test(token.string);
    },
    get: (_, token) => terms.filter((term) => term.toLowerCase().includes((token?.string ?? "").toLowerCase())),
  };
}

async function start() {
  const answer = await fetch(field.dataset.source);
  const { terms } = answer.ok ? await answer.json() : { terms: [] };
  Yasqe.registerAutocompleter(toCompleter(terms), false);
  const place = document.createElement("div");
  field.before(place);
  const editor = new Yasqe(place, {
    value: field.value, autocompleters: ["variables", "terms"], prefixCcApi: null, persistenceId: null, showQueryButton: false,
    createShareableLink: () => location.href, consumeShareLink: null, createShortLink: undefined, resizeable: false,
    editorHeight: "22rem", screenReaderLabel: field.labels[0].textContent,
    // Tab goes on to the next field, as everywhere; Ctrl-Enter asks.
    extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": () => field.form.requestSubmit(), "Cmd-Enter": () => field.form.requestSubmit() },
  });
  field.hidden = true;
  field.form.addEventListener("submit", () => { field.value = editor.getValue(); });
  // For tests, and for whoever opens the console.
  window.editor = editor;
}

start().finally(() => { document.body.dataset.ready = "true"; });

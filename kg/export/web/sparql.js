// The editor of /ask/sparql: takes the place of the text field that is there without it. The form stays the same.
// It asks no host for anything but the terms of this page, off its own JSON.

import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";

const field = document.getElementById("sparql");

/** Completes the classes and properties of the graph as they are written, sp:Claim, once a prefix stands there. */
function toCompleter(terms) {
  return {
    name: "terms",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (yasqe) => /^[a-z]+:\w*$/i.test(yasqe.getCompleteToken().string),
    get: (_, token) => {
      const [prefix, words] = token.string.toLowerCase().split(":");
      return terms.filter((term) => {
        const [own, name] = term.toLowerCase().split(":");
        return own === prefix && name.includes(words);
      });
    },
  };
}

/** Declares the prefixes that are used, which the server knows and the editor does not. */
function declare(editor, prefixes) {
  const declared = editor.getPrefixesFromQuery();
  const used = new Set(editor.getValueWithoutComments().match(/[a-z]+(?=:[A-Za-z])/g));
  for (const prefix of used) {
    if (Object.hasOwn(prefixes, prefix) && !declared[prefix]) editor.addPrefixes({ [prefix]: prefixes[prefix] });
  }
}

async function start() {
  const answer = await fetch(field.dataset.source);
  const { terms, prefixes } = answer.ok ? await answer.json() : { terms: [], prefixes: {} };
  Yasqe.registerAutocompleter(toCompleter(terms), false);
  const place = document.createElement("div");
  field.before(place);
  const editor = new Yasqe(place, {
    value: field.value, autocompleters: ["variables", "terms"], prefixCcApi: null, persistenceId: null, showQueryButton: false,
    createShareableLink: null, consumeShareLink: null, resizeable: false,
    editorHeight: "22rem", screenReaderLabel: field.labels[0].textContent,
    // Tab goes on to the next field, as everywhere; Ctrl-Enter asks.
    extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": () => field.form.requestSubmit(), "Cmd-Enter": () => field.form.requestSubmit() },
  });
  editor.on("change", () => declare(editor, prefixes));
  declare(editor, prefixes);
  field.hidden = true;
  field.form.addEventListener("submit", () => { field.value = editor.getValue(); });
  // For tests, and for whoever opens the console.
  window.editor = editor;
}

start().finally(() => { document.body.dataset.ready = "true"; });

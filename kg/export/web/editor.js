// The editor that takes the place of a text field for a query; the form around the field stays the same.

import Yasqe from "@zazuko/yasqe";

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

/** Declares the prefixes that are used, which we know and the editor does not. */
function declare(editor, prefixes) {
  const declared = editor.getPrefixesFromQuery();
  const used = new Set(editor.getValueWithoutComments().match(/[a-z]+(?=:[A-Za-z])/g));
  for (const prefix of used) {
    if (Object.hasOwn(prefixes, prefix) && !declared[prefix]) editor.addPrefixes({ [prefix]: prefixes[prefix] });
  }
}

/** Puts the editor in the place of a field; before the form is sent, what was written goes into the field. */
export function openEditor(field, { terms, prefixes }) {
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
  field.form.addEventListener("submit", () => { field.value = editor.getValue(); }, { capture: true });
  // For tests, and for whoever opens the console.
  window.editor = editor;
  return editor;
}

// The search of a site of files: reads the index that kg/explorer/site_search.py has written, by scripts that
// hand over a value each, so that it works off a disk too. What comes from articles becomes text, never markup.
"use strict";

(() => {
  // At once in the list; more come by the button.
  const LISTED = 30;
  // Shorter words are looked for whole, for too many others begin with them.
  const BEGINNING = 3;
  const byId = (id) => document.getElementById(id);
  const taken = new Map(), waiting = new Map();
  let latest = 0;

  /** What the files of the index call with their value. */
  window.kgTake = (name, value) => waiting.get(name)?.(value);

  /** Loads a file of the index, once. */
  function load(name) {
    if (!taken.has(name)) {
      taken.set(name, new Promise((done, failed) => {
        waiting.set(name, done);
        const script = Object.assign(document.createElement("script"), { src: `search/${name}.js` });
        script.addEventListener("error", () => { taken.delete(name); failed(new Error(`search/${name}.js is missing`)); });
        document.head.append(script);
      }));
    }
    return taken.get(name);
  }

  /** Splits a text into words as the index has them: small letters without accents. */
  function toWords(text) {
    const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  /** The numbers of the pages with a word that is this one, or begins so. */
  async function findPages(word, index) {
    const isPart = [...word].length >= BEGINNING;
    const files = index.beginnings.flatMap((beginning, number) =>
      word.startsWith(beginning) || (isPart && beginning.startsWith(word)) ? [`words-${number}`] : []);
    const found = new Set();
    for (const words of await Promise.all(files.map(load))) {
      for (const [other, steps] of Object.entries(words)) {
        if (other !== word && !(isPart && other.startsWith(word))) continue;
        let number = 0;
        for (const step of steps) found.add(number += step);
      }
    }
    return found;
  }

  /** The numbers of the pages that have all of the words and none of the -words, of a kind if one is chosen. */
  async function search(typed, kind) {
    const index = await load("index");
    const pieces = typed.split(/\s+/).map((piece) => [piece.length > 1 && piece.startsWith("-"), toWords(piece)]);
    const pick = (isOut) => pieces.filter(([out]) => out === isOut).flatMap(([, words]) => words);
    const [wanted, unwanted] = await Promise.all([pick(false), pick(true)].map((words) =>
      Promise.all([...new Set(words)].map((word) => findPages(word, index)))));
    if (!wanted.length) return null;
    // Pages of one kind stand together.
    let start = 0, end = 0;
    for (const [name, count] of index.kinds) {
      if (name === kind) start = end;
      end += count;
      if (name === kind) break;
    }
    const isFound = (number) => wanted.every((one) => one.has(number)) && !unwanted.some((one) => one.has(number));
    return [...wanted[0]].filter((number) => number >= start && number < end && isFound(number)).sort((a, b) => a - b);
  }

  function make(tag, name, ...children) {
    const element = Object.assign(document.createElement(tag), name ? { className: name } : {});
    element.append(...children);
    return element;
  }

  async function toItem(number) {
    const { pages_in_file: size } = await load("index");
    const [kind, name, file, note] = (await load(`pages-${Math.floor(number / size)}`))[number % size];
    const link = Object.assign(make("a", "", make("bdi", "", name)), { href: file });
    const head = make("p", "", make("span", "kind", kind), " ", link);
    return make("li", "", head, ...(note ? [make("p", "soft", make("bdi", "", note))] : []));
  }

  async function list(numbers, from) {
    const items = await Promise.all(numbers.slice(from, from + LISTED).map(toItem));
    return () => {
      byId("found").append(...items);
      const rest = numbers.length - from - items.length;
      byId("more").hidden = rest <= 0;
      byId("more").onclick = async () => {
        (await list(numbers, from + LISTED))();
        // Whoever leafs by keyboard goes on at the first of the new ones.
        byId("found").children[from + LISTED]?.querySelector("a").focus();
      };
    };
  }

  async function show() {
    const turn = latest += 1;
    const typed = byId("words").value;
    try {
      const numbers = await search(typed, byId("kind").value);
      const add = numbers ? await list(numbers, 0) : () => { byId("more").hidden = true; };
      // Whoever types on has asked for something else meanwhile.
      if (turn !== latest) return;
      byId("found").replaceChildren();
      add();
      const none = numbers?.length === 0 ? ": try other words, or fewer of them" : "";
      byId("count").textContent = numbers ? `${numbers.length.toLocaleString("en")} found${none}.` : "";
    } catch (error) {
      byId("count").textContent = `The search does not work: ${error.message}.`;
    }
    document.body.dataset.ready = typed;
  }

  byId("words").value = new URLSearchParams(location.search).get("q") ?? "";
  let timer = 0;
  byId("words").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 150);
  });
  byId("kind").addEventListener("change", show);
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  byId("search").hidden = false;
  show();
})();

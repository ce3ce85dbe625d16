// Making elements. What comes from articles becomes text, never markup.

const LONGEST = 300;

export const byId = (id) => document.getElementById(id);

export function make(tag, ...children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}

/** Words from outside, which cannot turn the direction of what stands beside them. */
export function foreign(words, tag = "bdi") {
  return Object.assign(make(tag, clip(words, LONGEST)), { dir: "auto" });
}

/** A text without control characters and marks of direction, cut where it is too long. */
export function clip(words, length) {
  const plain = words.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, " ");
  const characters = [...plain.slice(0, 2 * length + 2)];
  return characters.length <= length ? plain : `${characters.slice(0, length).join("").trimEnd()}…`;
}

/** A link where the address is one of the web; else the words alone. */
export function toLink(words, url) {
  if (!/^https?:\/\//.test(url ?? "")) return foreign(words);
  return Object.assign(make("a", foreign(words)), { href: url, target: "_blank", rel: "noopener noreferrer" });
}

export function button(words, action, name = "") {
  const element = Object.assign(make("button", words), { type: "button", className: name });
  element.addEventListener("click", action);
  return element;
}

export function inWords(number, one, several = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : several}`;
}

// Small helpers to make elements. Text is always set as text; only the program's own rendering of messages is HTML.

export function element(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return e;
}

export function icon(name, label) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon icon-" + name);
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", "#" + name);
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  svg.append(use);
  return svg;
}

export function button(label, onclick, attributes = {}, ...children) {
  return element("button", { type: "button", onclick, ...attributes }, children.length ? children : label);
}

const hues = 7;

// avatar is a coloured circle with initials; the colour belongs to the id.
export function avatar(id, name) {
  const words = name.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w));
  const letters = (words.length > 1 ? words[0][0] + words[words.length - 1][0] : (words[0] ?? "?").slice(0, 2)).toUpperCase();
  return element("span", { class: "avatar hue-" + (Math.abs(id) % hues), "aria-hidden": "true" }, letters);
}

export const hue = (id) => "hue-" + (Math.abs(id) % hues);

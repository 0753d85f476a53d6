// Small windows over the page: choosing from a list, and sharing a location.

import { element, icon, button, avatar } from "./draw.js";
import { say } from "./words.js";

const dialog = document.getElementById("dialog");
dialog.addEventListener("click", (e) => {
  if (e.target === dialog) dialog.close();
});

function open(title, ...content) {
  dialog.setAttribute("aria-label", title);
  dialog.replaceChildren(element("header", {}, element("h2", {}, title),
    button("", () => dialog.close(), { class: "round", "aria-label": say("cancel"), title: say("cancel") }, icon("close"))), ...content);
  dialog.showModal();
}

// choose shows a list of { label, id, name, act } and does what was chosen.
export function choose(title, choices) {
  open(title, element("ul", { class: "choices" }, choices.map((c) => element("li", {},
    button("", () => { dialog.close(); c.act(); }, { class: "choice" }, c.name ? avatar(c.id, c.name) : null, element("span", {}, c.label))))));
}

// locate lets one choose a point, or write one, and hands it to share(lat, lng).
export function locate(places, share) {
  const give = (lat, lng) => { dialog.close(); share(lat, lng); };
  const complaint = element("p", { class: "complaint", role: "alert" });
  const field = element("input", { id: "point", placeholder: "-2.5300, 112.9500", inputmode: "text", autocomplete: "off", "aria-describedby": "point-format" });
  const form = element("form", { class: "own-point", onsubmit: (e) => {
    e.preventDefault();
    const point = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(field.value);
    if (!point || Math.abs(point[1]) > 90 || Math.abs(point[2]) > 180) {
      complaint.textContent = say("location_bad");
      field.focus();
      return;
    }
    give(Number(point[1]), Number(point[2]));
  } },
    element("label", { for: "point" }, say("location_own")),
    element("div", { class: "pair" }, field, element("button", { class: "strong" }, say("share"))),
    element("small", { id: "point-format" }, say("location_format")), complaint);
  open(say("location_title"), element("ul", { class: "choices" }, places.map((p) => element("li", {},
    button("", () => give(p.lat, p.lng), { class: "choice" }, element("span", { class: "spot" }, icon("pin")),
      element("span", {}, element("b", {}, p.name), element("small", {}, p.lat.toFixed(4) + ", " + p.lng.toFixed(4))))))), form);
}

// One message as it appears in a chat.

import { element, icon, button, avatar, hue } from "./draw.js";
import { say, clock, bytes } from "./words.js";

// bubble draws a message. phone offers: me (id of whoever holds it), group, follows (same sender as the message
// above), and the actions tap(message, button, element) and menu(message).
export function bubble(m, phone) {
  if (m.service) {
    return element("li", { class: "service", "data-id": m.id }, element("span", {}, say(m.service, { name: m.name })));
  }
  const mine = m.by === phone.me;
  const body = element("div", { class: "bubble" + (m.picture ? " has-picture" : "") },
    phone.group && !mine && !phone.follows ? element("span", { class: "name " + hue(m.by) }, m.name) : null,
    m.origin ? element("span", { class: "origin" }, say("forwarded", { name: m.origin })) : null,
    quote(m.quote), picture(m.picture), file(m.document), place(m.location), text(m), foot(m, mine));
  const options = button("", () => phone.menu(m), { class: "options", "aria-label": say("message_more"), title: say("message_more") }, icon("more"));
  return element("li", { class: "message" + (mine ? " mine" : "") + (phone.follows ? " follows" : ""), "data-id": m.id, "data-update": m.update },
    phone.group && !mine ? (phone.follows ? element("span", { class: "avatar-room" }) : avatar(m.by, m.name)) : null,
    element("div", { class: "stack" }, element("div", { class: "line" }, body, options), keyboard(m, phone)));
}

function text(m) {
  if (!m.html) return null;
  const e = element("div", { class: "text" });
  e.innerHTML = m.html; // written by the program, which escapes everything but its own few tags
  return e;
}

function quote(q) {
  if (!q) return null;
  return element("div", { class: "quote" }, element("b", {}, q.name), element("span", {}, q.text || "…"));
}

function picture(p) {
  if (!p) return null;
  const address = "/page/file/" + p.file_id;
  return element("a", { href: address, target: "_blank", class: "picture" },
    element("img", { src: address, width: p.width, height: p.height, alt: say("picture") }));
}

function file(d) {
  if (!d) return null;
  return element("a", { href: "/page/file/" + d.file_id, class: "file", download: d.file_name ?? "" },
    element("span", { class: "sheet" }, icon("file")),
    element("span", {}, element("b", {}, d.file_name || say("attachment")), element("small", {}, bytes(d.file_size ?? 0))));
}

function place(l) {
  if (!l) return null;
  return element("div", { class: "place" }, element("div", { class: "map" }, icon("pin")),
    element("span", {}, element("b", {}, say("shared")), element("small", {}, l.latitude.toFixed(4) + ", " + l.longitude.toFixed(4))));
}

function foot(m, mine) {
  return element("span", { class: "foot" }, m.edited ? say("edited") + " " : null, clock(m.at), mine ? element("span", { class: "ticks" }) : null);
}

// ticks shows how far a message of a person came: sent, or fetched and confirmed by the bot.
export function ticks(item, confirmed) {
  const room = item.querySelector(".ticks");
  const update = Number(item.dataset.update ?? 0);
  const want = update && update < confirmed ? "two" : "one";
  if (!room || room.dataset.now === want) return;
  room.dataset.now = want;
  room.replaceChildren(icon(want, say(want === "two" ? "read" : "sent")));
}

function keyboard(m, phone) {
  if (!m.keyboard) return null;
  return element("div", { class: "keyboard" }, m.keyboard.map((row) => element("div", { class: "row" }, row.map((b) =>
    b.url
      ? element("a", { href: b.url, target: "_blank", rel: "noopener noreferrer", class: "key link" }, b.text)
      : button(b.text, (e) => phone.tap(m, b, e.currentTarget), { class: "key", "data-command": b.callback_data })))));
}

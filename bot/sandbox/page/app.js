// The page: three phones, the clock above them, and the line to the program.

import * as server from "./server.js";
import * as words from "./words.js";
import { element, button } from "./draw.js";
import { phone } from "./phone.js";
import { choose, locate } from "./dialog.js";

const { say } = words;
const $ = (id) => document.getElementById(id);
const kinds = ["citizen", "admin", "group"];
const app = { view: null, act, menu, messageMenu, attach, begin, locate: share };
const own = { citizen: 0, speaker: 0, tab: "citizen", unread: new Set(), loadedAt: 0 };
const phones = Object.fromEntries(kinds.map((kind) => [kind, phone(kind, app)]));

await words.load();
layout();
await refresh();
server.listen(happened, (open) => { $("alert").hidden = open; if (open) refresh(); else complain(say("offline"), true); });
setInterval(tick, 1000);
setInterval(refresh, 20000);

async function refresh() {
  try {
    app.view = await server.state();
  } catch {
    return; // the live line says so
  }
  own.loadedAt = Date.now();
  if (!app.view.citizens.includes(own.citizen)) own.citizen = app.view.citizens[0];
  if (!own.speaker) own.speaker = app.view.camat;
  draw();
}

let planned = null;
const refreshSoon = (wait) => { clearTimeout(planned); planned = setTimeout(refresh, wait); };

function happened(e) {
  const chat = app.view?.chats.find((c) => c.id === e.chat);
  const shown = kinds.map((k) => phones[k]).find((p) => p.chat?.id === e.chat);
  switch (e.kind) {
    case "message":
      if (!chat) return refreshSoon(0);
      upsert(chat.messages, e.message);
      if (e.message.own) unread(e.chat, shown);
      if (shown) { if (e.message.own) shown.typingUntil = 0; shown.show(chat, shown.me); }
      tabs();
      return refreshSoon(800); // what is due next may have changed with it
    case "delete":
      if (chat) chat.messages = chat.messages.filter((m) => m.id !== e.id);
      return shown?.show(chat, shown.me);
    case "typing":
      return shown?.typing();
    case "toast":
      return shown?.toast(e.text);
    case "read":
      app.view.confirmed = e.id;
      return kinds.forEach((k) => phones[k].confirmed());
    default:
      return refreshSoon(0);
  }
}

function upsert(messages, m) {
  const at = messages.findIndex((x) => x.id === m.id);
  if (at >= 0) messages[at] = m;
  else messages.push(m);
}

function unread(chat, shown) {
  if (!shown || shown.root.offsetParent === null) own.unread.add(chat);
}

function layout() {
  $("phones").replaceChildren(...kinds.map((kind) => element("article", { class: "column", id: "column-" + kind },
    element("div", { class: "over", id: "over-" + kind }), phones[kind].root, element("p", { class: "hint", id: "hint-" + kind }))));
  $("hour").onclick = () => act({ do: "hours", hours: 1 });
  $("day").onclick = () => act({ do: "hours", hours: 24 });
  $("next").onclick = () => act({ do: "next" });
  document.querySelectorAll("[data-language]").forEach((b) => { b.onclick = () => { words.choose(b.dataset.language); draw(); kinds.forEach((k) => phones[k].again()); }; });
}

function draw() {
  const v = app.view;
  document.documentElement.lang = words.current();
  document.title = say("title", { bot: v.bot.name });
  $("title").textContent = say("title", { bot: v.bot.name });
  $("banner").textContent = say("banner");
  $("languages").setAttribute("aria-label", say("language"));
  document.querySelectorAll("[data-language]").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.language === words.current())));
  tick();
  $("clock-name").textContent = say("clock");
  for (const id of ["hour", "day"]) { $(id).textContent = say(id); $(id).disabled = !v.clock.movable; }
  $("next").textContent = v.clock.next ? say("next_at", { at: words.slot(v.clock.next) }) : say("next");
  $("next").disabled = !v.clock.movable || !v.clock.next;
  $("next").title = v.clock.next ? v.clock.what ?? "" : say("next_none");
  kinds.forEach((kind) => { $("hint-" + kind).textContent = say(kind + "_hint"); });
  open("citizen", own.citizen, own.citizen);
  open("admin", v.admin, v.admin);
  open("group", v.group, own.speaker);
  over();
  tabs();
}

function open(kind, chat, me) {
  own.unread.delete(phones[kind].root.offsetParent === null ? 0 : chat);
  phones[kind].show(app.view.chats.find((c) => c.id === chat), me);
}

// over draws what stands above each phone: its name, the citizens, and who speaks in the group.
function over() {
  const v = app.view;
  const name = (id) => v.chats.flatMap((c) => c.members).find((p) => p.id === id)?.name ?? "";
  const heading = (kind) => element("h2", {}, say(kind));
  $("over-admin").replaceChildren(heading("admin"));
  $("over-citizen").replaceChildren(heading("citizen"), element("div", { class: "chips", role: "group", "aria-label": say("citizens") },
    v.citizens.map((id) => button(name(id), () => { own.citizen = id; draw(); },
      { class: "chip" + (own.unread.has(id) ? " unread" : ""), "aria-pressed": String(id === own.citizen) })),
    button("+", () => addCitizen(), { class: "chip add", "aria-label": say("add_citizen"), title: say("add_citizen") })));
  const group = v.chats.find((c) => c.id === v.group);
  const select = element("select", { id: "speaker", onchange: (e) => { own.speaker = Number(e.target.value); draw(); } },
    group.members.map((p) => element("option", { value: p.id, selected: p.id === own.speaker }, p.name + " (" + say(p.role || "member") + ")")));
  if (document.activeElement?.id === "speaker") return;
  $("over-group").replaceChildren(heading("group"), element("label", { class: "speaker" }, element("span", {}, say("speak_as")), select));
}

async function addCitizen() {
  const known = app.view.citizens;
  await act({ do: "citizen", language: words.current() });
  await refresh();
  own.citizen = app.view.citizens.find((id) => !known.includes(id)) ?? own.citizen;
  draw();
}

// tabs are for narrow screens, where one phone is seen at a time.
function tabs() {
  const v = app.view;
  const chats = { citizen: v.citizens, admin: [v.admin], group: [v.group] };
  $("tabs").setAttribute("aria-label", say("phones"));
  $("tabs").replaceChildren(...kinds.map((kind) => button(say("tab_" + kind), () => { own.tab = kind; tabs(); draw(); },
    { class: chats[kind].some((id) => own.unread.has(id)) ? "unread" : "", "aria-pressed": String(kind === own.tab) })));
  document.body.dataset.tab = own.tab;
}

function tick() {
  if (!app.view) return;
  const now = words.later(app.view.clock.now, Date.now() - own.loadedAt);
  $("now").textContent = words.fullDay(now) + " · " + words.clock(now) + " " + app.view.clock.zone;
}

async function act(what) {
  try {
    await server.act(what);
  } catch (e) {
    complain(say("failed", { why: e.message }));
  }
}

function complain(text, stay) {
  $("alert").textContent = text;
  $("alert").hidden = false;
  if (!stay) setTimeout(() => { $("alert").hidden = true; }, 6000);
}

function begin(p) {
  p.send(p.kind === "group" ? { do: "addbot" } : { do: "say", text: "/start" });
}

// menu offers what one can do with a whole chat.
function menu(p) {
  const item = (key) => ({ label: say(key), act: () => p.send({ do: key.replace("_", "") }) });
  if (p.kind !== "group") {
    choose(say("more"), [p.chat.begun ? item("block") : { label: say("start"), act: () => begin(p) }]);
    return;
  }
  const items = [p.chat.begun ? item("remove_bot") : item("add_bot")];
  if (p.chat.type === "group") items.push(item("upgrade"));
  choose(say("more"), items);
}

function messageMenu(p, m) {
  choose(say("message_more"), [
    { label: say("reply"), act: () => p.answer(m) },
    { label: say("forward_to"), act: () => forward(p, m) },
  ]);
}

// forward passes a message on from one phone to another, as whoever owns the other one.
function forward(p, m) {
  const v = app.view;
  const from = { do: "forward", from: p.chat.id, message: m.id };
  choose(say("forward_to"), v.chats.map((c) => {
    const owner = c.id === v.group ? { id: c.id, name: c.title } : c.members[0];
    const as = c.id === v.group ? own.speaker : c.id;
    return { id: owner.id, name: owner.name, label: owner.name, act: () => act({ ...from, as, chat: c.id }) };
  }));
}

function attach(p) {
  choose(say("attach"), [
    { label: say("location"), act: () => share(p) },
    { label: say("file"), act: () => upload(p) },
  ]);
}

function share(p) {
  locate(app.view.places, (lat, lng) => p.send({ do: "location", lat, lng }));
}

function upload(p) {
  const chooser = element("input", { type: "file", hidden: true, onchange: async () => {
    const file = chooser.files[0];
    chooser.remove();
    if (!file) return;
    try {
      await server.attach(p.me, p.chat.id, file, "");
    } catch (e) {
      complain(say("failed", { why: e.message }));
    }
  } });
  document.body.append(chooser);
  chooser.click();
}

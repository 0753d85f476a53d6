// A phone with one chat open.

import { element, icon, button, avatar } from "./draw.js";
import { bubble, ticks } from "./bubble.js";
import { compose } from "./compose.js";
import { say, day } from "./words.js";

// phone makes one. app offers act(what), menu(phone), messageMenu(phone, message), attach(phone), locate(phone) and
// the view of everything; kind is citizen, admin or group.
export function phone(kind, app) {
  const self = { kind, chat: null, me: 0, reply: null, typingUntil: 0 };
  const face = element("span", { class: "face" });
  const title = element("b");
  const line = element("small", { "aria-live": "polite" });
  const more = button("", () => app.menu(self), { class: "round" }, icon("more"));
  const list = element("ol", { class: "messages", role: "log", tabindex: 0 });
  const empty = element("p", { class: "empty" });
  const toast = element("p", { class: "toast", role: "status", hidden: true });
  const down = button("", () => scroll(true), { class: "down", hidden: true }, "↓");
  const begin = button("", () => app.begin(self), { class: "begin" });
  const bar = compose({
    say: (text) => { const reply = self.reply?.id; self.reply = null; send({ do: "say", text, reply }); },
    attach: () => app.attach(self),
    commands: () => self.chat?.commands[self.me] ?? [],
  });
  self.root = element("section", { class: "phone", id: "phone-" + kind },
    element("header", {}, face, element("div", { class: "who" }, title, line), more),
    element("div", { class: "wall" }, list, empty, toast, down),
    begin, bar.root);

  const send = (what) => { scroll(true); return app.act({ as: self.me, chat: self.chat.id, ...what }); };
  self.send = send;

  list.addEventListener("click", (e) => {
    const command = e.target.closest(".command");
    if (command && self.chat.begun) send({ do: "say", text: command.dataset.command });
  });
  let stuck = true; // at the newest message; a phone that is not seen has no height to tell
  list.addEventListener("scroll", () => { if (list.clientHeight) { stuck = near(); down.hidden = stuck; } });
  const near = () => list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  function scroll(always) {
    if (always) { stuck = true; list.scrollTop = list.scrollHeight; }
    down.hidden = stuck;
  }

  function tap(message, b, key) {
    key.classList.add("busy");
    send({ do: "tap", message: message.id, data: b.callback_data });
    setTimeout(() => key.classList.remove("busy"), 4000);
  }

  // show opens a chat as somebody; drawn again whenever anything about it changes, keeping the bubbles that did not.
  let drawn = new Map();
  self.show = (chat, me) => {
    const fresh = self.chat?.id !== chat.id || self.me !== me;
    const stay = fresh || stuck;
    if (fresh) { drawn = new Map(); self.reply = null; list.replaceChildren(); }
    Object.assign(self, { chat, me });
    head();
    messages();
    empty.hidden = chat.messages.length > 0;
    empty.textContent = say("empty_" + kind);
    begin.hidden = chat.begun;
    begin.textContent = say(kind === "group" ? "add_bot" : "start");
    bar.root.hidden = !chat.begun && kind !== "group";
    foot();
    scroll(stay);
  };
  const foot = () => bar.show({
    name: self.chat.members.find((p) => p.id === self.me)?.name ?? "", commands: self.chat.commands[self.me] ?? [],
    keyboard: self.chat.keyboard, reply: self.reply, drop: () => self.answer(null), locate: () => app.locate(self),
  });

  function head() {
    const shown = kind === "group" ? { id: self.chat.id, name: self.chat.title } : app.view.bot;
    face.replaceChildren(avatar(shown.id, shown.name));
    title.textContent = shown.name;
    const typing = Date.now() < self.typingUntil;
    const count = self.chat.members.length + (self.chat.begun ? 1 : 0);
    const rest = kind === "group" ? say("members", { n: count }) : say(self.chat.begun ? "online" : "blocked");
    line.textContent = typing ? say("typing") : rest;
    line.classList.toggle("typing", typing);
    more.setAttribute("aria-label", say("more"));
    more.title = say("more");
    down.setAttribute("aria-label", say("down"));
    list.setAttribute("aria-label", say(kind));
  }

  function messages() {
    const items = [];
    const kept = new Map();
    let before = null;
    for (const m of self.chat.messages) {
      if (before?.at.slice(0, 10) !== m.at.slice(0, 10)) {
        items.push(element("li", { class: "date" }, element("span", {}, day(m.at))));
        before = null;
      }
      const follows = before !== null && !before.service && before.by === m.by && !before.keyboard;
      const form = JSON.stringify([m, follows]);
      const old = drawn.get(m.id);
      const item = old?.form === form ? old.item : bubble(m, { me: self.me, group: kind === "group", follows, tap, menu: (x) => app.messageMenu(self, x) });
      kept.set(m.id, { form, item });
      items.push(item);
      before = m;
    }
    drawn = kept;
    list.replaceChildren(...items);
    self.confirmed();
  }

  self.again = () => { drawn = new Map(); self.show(self.chat, self.me); };
  self.confirmed = () => list.querySelectorAll(".mine").forEach((item) => ticks(item, app.view.confirmed));
  self.answer = (m) => { self.reply = m; foot(); };
  self.typing = () => {
    self.typingUntil = Date.now() + 5000;
    head();
    setTimeout(head, 5100);
  };
  self.toast = (text) => {
    list.querySelectorAll(".busy").forEach((key) => key.classList.remove("busy"));
    if (!text) return;
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(self.timer);
    self.timer = setTimeout(() => { toast.hidden = true; }, 3500);
  };
  return self;
}

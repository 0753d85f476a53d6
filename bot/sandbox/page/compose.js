// The lower end of a phone: what one writes with.

import { element, icon, button } from "./draw.js";
import { say } from "./words.js";

// compose makes the writing bar. does offers say(text), attach(), and commands() for the "/" menu.
export function compose(does) {
  const field = element("textarea", { rows: 1, autocomplete: "off", enterkeyhint: "send", maxlength: 4096 });
  const list = element("div", { class: "commands", role: "listbox", hidden: true });
  const menu = button("", () => toggle(), { class: "menu" });
  const clip = button("", () => does.attach(), { class: "round" }, icon("clip"));
  const send = button("", () => submit(), { class: "round send" }, icon("send"));
  const keys = element("div", { class: "reply-keys", hidden: true });
  const answering = element("div", { class: "answering", hidden: true });
  const root = element("div", { class: "compose" }, list, answering, element("div", { class: "bar" }, menu, field, clip, send), keys);

  function submit() {
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    resize();
    list.hidden = true;
    does.say(text);
    field.focus();
  }
  function resize() {
    field.style.height = "auto";
    field.style.height = Math.min(field.scrollHeight, 132) + "px";
  }
  function toggle() {
    if (list.hidden) offer("");
    else list.hidden = true;
    menu.setAttribute("aria-expanded", String(!list.hidden));
  }
  function offer(begin) {
    const fitting = does.commands().filter((c) => c.command.startsWith(begin));
    list.replaceChildren(...fitting.map((c) => button("", () => pick(c), { class: "command-row", role: "option" },
      element("b", {}, "/" + c.command), element("span", {}, c.description))));
    list.hidden = fitting.length === 0;
  }
  function pick(c) {
    list.hidden = true;
    field.value = "";
    does.say("/" + c.command);
    field.focus();
  }

  field.addEventListener("input", () => {
    resize();
    const typed = /^\/(\w*)$/.exec(field.value);
    if (typed) offer(typed[1]);
    else list.hidden = true;
  });
  let shift = false;
  field.addEventListener("keydown", (e) => {
    shift = e.shiftKey;
    if (e.key === "Enter" && !shift && !e.isComposing) {
      e.preventDefault();
      submit();
    }
    if (e.key === "Escape") list.hidden = true;
  });
  // Keyboards of phones may tell of Enter only as a line break about to be put in.
  field.addEventListener("beforeinput", (e) => {
    if (e.inputType === "insertLineBreak" && !shift) {
      e.preventDefault();
      submit();
    }
  });
  root.addEventListener("focusout", (e) => {
    if (e.relatedTarget && !root.contains(e.relatedTarget)) list.hidden = true;
  });

  // show brings the bar up to date: whose it is, the "/" menu, the reply keyboard, the message being answered.
  function show({ name, commands, keyboard, reply, drop, locate }) {
    field.placeholder = say("write");
    field.setAttribute("aria-label", say("write_label", { name }));
    label(menu, say("menu_label"), say("menu"));
    menu.hidden = commands.length === 0;
    label(clip, say("attach"));
    label(send, say("send"));
    list.setAttribute("aria-label", say("menu_label"));
    answering.hidden = !reply;
    if (reply) {
      answering.replaceChildren(icon("reply"), element("span", {}, say("replying", { name: reply.name })),
        button("", drop, { class: "round", "aria-label": say("cancel"), title: say("cancel") }, icon("close")));
      field.focus();
    }
    const rows = keyboard?.keyboard ?? [];
    keys.hidden = rows.length === 0;
    keys.replaceChildren(...rows.map((row) => element("div", { class: "row" }, row.map((key) => {
      const text = key.text ?? key;
      return button(text, () => (key.request_location ? locate() : does.say(text)), { class: "key" });
    }))));
  }

  return { root, show };
}

function label(control, name, visible) {
  control.setAttribute("aria-label", name);
  control.title = name;
  if (visible) control.textContent = visible;
}

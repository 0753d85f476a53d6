// The page's own words, and how dates and times are written in its language.

let all = {};
let language = "id";

export async function load() {
  all = await (await fetch("/words.json")).json();
  language = remembered() ?? "id";
}

function remembered() {
  const kept = sessionStorage.getItem("language");
  return kept in all ? kept : null;
}

export function choose(code) {
  language = code;
  sessionStorage.setItem("language", code);
}

export const current = () => language;

export function say(key, values = {}) {
  const text = all[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// Times come as wall clock without a zone; read as UTC and written as UTC they stay what they are.
const moment = (local) => new Date(local + "Z");

function format(local, options) {
  return new Intl.DateTimeFormat(language === "id" ? "id-ID" : "en-GB", { timeZone: "UTC", ...options }).format(moment(local));
}

export function clock(local) {
  const time = local.slice(11, 16);
  return language === "id" ? time.replace(":", ".") : time;
}

export const day = (local) => format(local, { day: "numeric", month: "long" });
export const fullDay = (local) => format(local, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const slot = (local) => format(local, { weekday: "long", day: "numeric", month: "short" }) + " " + clock(local);

export function later(local, milliseconds) {
  return new Date(moment(local).getTime() + milliseconds).toISOString().slice(0, 19);
}

export function bytes(n) {
  const [size, unit] = n >= 1 << 20 ? [n / (1 << 20), "MB"] : n >= 1024 ? [n / 1024, "KB"] : [n, "B"];
  const text = size >= 100 || unit === "B" ? String(Math.round(size)) : size.toFixed(1);
  return (language === "id" ? text.replace(".", ",") : text) + " " + unit;
}

// What the page asks of the program it came from.

// The header tells the program that this page asks; a form on a foreign page cannot set it.
const headers = { "X-Sandbox": "1" };

async function good(answer) {
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return answer;
}

export async function state() {
  return (await good(await fetch("/page/state"))).json();
}

export async function act(what) {
  await good(await fetch("/page/act", { method: "POST", headers, body: JSON.stringify(what) }));
}

export async function attach(as, chat, file, caption) {
  const query = new URLSearchParams({ as, chat, name: file.name, caption });
  await good(await fetch("/page/attach?" + query, { method: "POST", headers, body: file }));
}

// listen calls on(event) for everything that happens and open(true or false) as the line comes and goes.
export function listen(on, open) {
  const source = new EventSource("/page/events");
  source.onopen = () => open(true);
  source.onerror = () => open(false);
  source.onmessage = (e) => on(JSON.parse(e.data));
}

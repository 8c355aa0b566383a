// Wishes made without a signal: kept on this phone, sent once when it is back. The form's own
// `key` makes a repeat harmless, so in doubt it is sent again. Kept in localStorage: it is one
// short text, there before the page is drawn, and gone with "forget me on this phone".
const PATIENCE = 20000;
const PLAN = "/me/bookings/";
const kept = () => JSON.parse(localStorage.outbox || "{}");
const toast = document.createElement("p");
let words;

function keep(wishes) {
  if (Object.keys(wishes).length) localStorage.outbox = JSON.stringify(wishes);
  else delete localStorage.outbox;
}

function send(wish) {
  return fetch(wish.action, {
    method: "POST",
    body: new URLSearchParams(wish.fields),
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(PATIENCE),
  });
}

function say(text, href) {
  const link = document.createElement(href ? "a" : "span");
  link.textContent = text;
  if (href) link.href = href;
  toast.className = "toast";
  toast.role = "status";
  toast.replaceChildren(link);
  document.querySelector("main").prepend(toast);
  scrollTo(0, 0);
}

async function submitted(event) {
  const form = event.target;
  event.preventDefault();
  const fields = [...new FormData(form, event.submitter)].filter(([, value]) => value.slice);
  const wish = { action: form.action, fields };
  try {
    const answer = navigator.onLine ? await send(wish) : null;
    if (!answer) throw new TypeError("no signal");
    const made = answer.ok && (await answer.json());
    if (made) return location.assign(PLAN + made.booking);
    // A "no" is told by the server's own page; asking again changes nothing.
    const { name, value } = event.submitter || {};
    if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    form.submit();
  } catch {
    keep({ ...kept(), [new Map(fields).get("key") || form.action]: wish });
    say(words.kept);
  }
}

async function empty() {
  for (const [key, wish] of Object.entries(kept())) {
    try {
      const answer = await send(wish);
      if (answer.status >= 500) return;
      const made = answer.ok ? await answer.json() : {};
      const { [key]: done, ...rest } = kept();
      keep(rest);
      say(words.sent, made.booking ? PLAN + made.booking : wish.action);
    } catch {
      return;
    }
  }
}

// Two open pages hear of the signal at once: only one of them sends.
const emptied = () => navigator.locks?.request("outbox", empty) ?? empty();

export function start(forms, said) {
  words = said;
  forms.forEach((form) => form.addEventListener("submit", submitted));
  addEventListener("online", emptied);
  if (navigator.onLine) emptied();
}

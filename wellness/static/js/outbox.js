// Wishes made without a signal were kept by the service worker. Here they are sent, one after the
// other, each until the server has answered: the form's own `key` makes a repeat harmless.
const PLAN = "/me/bookings/";
const toast = document.createElement("p");
toast.className = "toast";
toast.role = "status";

function say(text, href) {
  const link = document.createElement("a");
  link.textContent = text;
  link.href = href;
  toast.replaceChildren(link);
  document.querySelector("main").prepend(toast);
}

async function sent(request, kept) {
  const [action] = request.url.split("?");
  const answer = await fetch(action, {
    method: "POST",
    body: new URLSearchParams(await kept.text()),
    headers: { Accept: "application/json" },
  });
  return answer.status < 500 && answer.status !== 429 && { action, ...(await answer.json()) };
}

async function empty(words) {
  const box = await caches.open("outbox");
  for (const request of await box.keys()) {
    const said = await sent(request, await box.match(request));
    if (!said) return;
    await box.delete(request);
    say(said.message || words.sent, said.booking ? PLAN + said.booking : said.action);
  }
  await caches.delete("outbox");
}

// Two open pages hear of the signal at once: only one of them sends.
export const start = (words) =>
  navigator.locks.request("outbox", () => empty(words)).catch(() => {}); // still no signal

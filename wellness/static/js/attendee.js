// Makes pages kinder that work without it. What it says comes translated from <body data-words>.
const words = JSON.parse(document.body.dataset.words || "{}");
const all = (selector) => document.querySelectorAll(selector);
const loaded = clock(new Date());

function clock(moment) {
  return moment.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

function part(name, text, kind = "span") {
  const made = document.createElement(kind);
  made.className = name;
  made.textContent = text;
  return made;
}

// Leave: blank at once, then a harmless page in this entry's place in the history.
const exit = document.querySelector("[data-leave]");
if (exit) {
  let presses = [];
  const leave = (event) => {
    event.preventDefault();
    document.title = "";
    document.body.hidden = true;
    location.replace(exit.href);
  };
  all("[data-leave]").forEach((way) => way.addEventListener("click", leave));
  addEventListener("keyup", (event) => {
    presses = event.key === "Shift" ? [...presses.slice(-2), event.timeStamp] : [];
    if (presses.length === 3 && presses[2] - presses[0] < 3000) leave(event);
  });
}

// A form is sent once, however often its button is pressed.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  if (form.method !== "post") return;
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  all("form[data-sent]").forEach((form) => delete form.dataset.sent);
  all("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
});

// The reader's own time, where their clock differs from the festival's.
all("[data-local]").forEach((place) => {
  const said = (place.querySelector("time") || place).dateTime;
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(said) || [];
  if (!sign) return;
  const moment = new Date(said);
  if (-moment.getTimezoneOffset() === Number(sign + 1) * (hours * 60 + Number(minutes))) return;
  place.append(" ", part("local", words.local.replace("{time}", clock(moment))));
});

all("[data-copy]").forEach((button) => {
  const field = document.getElementById(button.dataset.copy);
  const label = button.querySelector("span");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard?.writeText(field.value);
    label.textContent = words.copied;
  });
});

document.querySelector("[data-focus]")?.focus();

// No signal: say what is old.
const strip = document.querySelector("[data-offline]");
function old(since) {
  if (!strip) return;
  strip.textContent = words.offline.replace("{time}", since);
  strip.hidden = false;
}
addEventListener("offline", () => old(loaded));
addEventListener("online", () => strip && (strip.hidden = true));

// Wishes kept without a signal are sent when it is back.
async function sendKept() {
  if (!navigator.onLine || !(await window.caches?.has("outbox"))) return;
  const outbox = await import(document.body.dataset.outbox);
  outbox.start(words);
}
addEventListener("online", sendKept);
sendKept();

// Keep this page, its days and the help for when there is no signal.
addEventListener("load", async () => {
  const worker = navigator.serviceWorker;
  if (!worker || !strip) return;
  worker.addEventListener("message", ({ data }) => data.since && old(clock(new Date(data.since))));
  try {
    await worker.register("/sw.js");
  } catch {
    return; // not wanted by the browser, or cleared away by the page just shown
  }
  const { active } = await worker.ready;
  const near = navigator.connection?.saveData
    ? []
    : [...all(".days a, .bar__help, .keep a, [data-keep]")];
  active?.postMessage({ here: location.href, keep: near.map((link) => link.href) });
});

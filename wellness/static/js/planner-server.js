// The server's word: every change is asked for here, and what others change arrives here.
import {
  all, base, cardOf, cards, columnOf, countTray, dress, facts, fill, instant, layout, one,
  placeOf, put, reachable, root, say, titleOf, tray, unfold, warn, words,
} from "./planner-board.js";

const EVERY = 4000;
const waiting = new Map();
let line = Promise.resolve();
let missed = null; // since when something arrived for a card that was in the hand

async function ask(address, sent, since = {}) {
  const headers = { Accept: "application/json", "X-CSRFToken": root.dataset.csrf };
  if (sent) headers["Content-Type"] = "application/json";
  const seen = new URLSearchParams({ day: facts.day, version: facts.version, seen: facts.seen, ...since });
  const answer = await fetch(`${base}/${address}?${seen}`, {
    method: sent ? "POST" : "GET",
    headers,
    body: sent && JSON.stringify(sent),
  });
  if (answer.status === 204) return null;
  const said = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(said.message), { isRefused: true });
  return said;
}

function place(card) {
  const { at, space, length } = placeOf(card);
  if (at === null) return tray.append(card);
  const column = columnOf(space);
  if (!column) return card.remove();
  unfold(at, at + length);
  const list = one(".list", column);
  list.insertBefore(card, all(".c", list).find((other) => placeOf(other).at > at) ?? null);
}

function take(id, markup, isMine) {
  const old = cardOf(id);
  if (!markup) return old?.remove();
  const made = new DOMParser().parseFromString(markup, "text/html").querySelector(".c");
  if (old && (waiting.get(id) || old.classList.contains("held"))) {
    if (isMine) old.dataset.v = made.dataset.v; // the newer wish of mine is on its way
    else missed ??= facts.seen;
    return;
  }
  if (old && old.dataset.v === made.dataset.v) return;
  const hadFocus = old?.contains(document.activeElement);
  const wasReachable = old?.tabIndex === 0;
  const kept = ["marked", "chosen"].filter((name) => old?.classList.contains(name));
  old?.remove();
  place(made);
  dress(made);
  made.classList.add(...kept);
  if (wasReachable) reachable(made);
  if (hadFocus) made.focus({ preventScroll: true });
  if (!isMine) made.classList.add("flash");
}

function label(name, text) {
  const button = document.querySelector(`[data-${name}]`);
  button.disabled = !text;
  one("span", button).textContent = text || (name === "undo" ? words.noUndo : words.noRedo);
}

// What the answer says is how it is.
function apply(answer, isMine) {
  const known = new Map(cards().map((card) => [card.id.slice(1), card.dataset.v]));
  if (answer.frame !== facts.frame && !one(".held")) {
    say(words.newer);
    return location.reload();
  }
  Object.entries(answer.cards).forEach(([id, markup]) => take(Number(id), markup, isMine));
  if (answer.there) {
    const there = new Set(answer.there);
    cards().forEach((card) => !there.has(Number(card.id.slice(1))) && !card.matches(".held") && card.remove());
  }
  facts.version = answer.version;
  facts.seen = answer.seen;
  label("undo", answer.undo);
  label("redo", answer.redo);
  const count = document.querySelector("[data-warn-count]");
  count.hidden = !answer.warnings.all;
  one("span", count).textContent = answer.warnings.words;
  warn(answer.warnings.by_session);
  countTray();
  layout();
  const isNews = (id) => cardOf(id)?.dataset.v !== known.get(id);
  const news = Object.entries(answer.news ?? {}).filter(([id]) => isNews(id)).map(([, said]) => said);
  if (news.length) say(news.slice(0, 3).join(" "));
  dispatchEvent(new Event("planner:changed"));
}

// One change after another, each upon the answer of the one before.
function inTurn(work) {
  line = line.then(work, work);
  return line;
}

// Show it at once, ask, and take it back if the answer is no.
export function wish(moves, spoken) {
  const from = moves.map(({ card, from: before }) => ({ card, before }));
  for (const { card, to } of moves) {
    put(card, to);
    dress(card);
    card.classList.add("saving");
    const id = Number(card.id.slice(1));
    waiting.set(id, (waiting.get(id) ?? 0) + 1);
  }
  layout();
  countTray();
  say(spoken);
  return inTurn(() => send(moves, from));
}

async function send(moves, from) {
  const settle = () => moves.forEach(({ card }) => {
    const id = Number(card.id.slice(1));
    waiting.set(id, waiting.get(id) - 1);
    if (!waiting.get(id)) cardOf(id)?.classList.remove("saving");
  });
  const wishes = moves.map(({ card, to }) => ({
    draft: Number(card.id.slice(1)),
    seen: Number(cardOf(card.id.slice(1))?.dataset.v ?? card.dataset.v),
    space: to.at === null ? null : to.space,
    starts_at: to.at === null ? null : instant(to.at),
    length: to.length,
  }));
  try {
    const answer = await ask("changes", { wishes });
    settle();
    apply(answer, true);
  } catch (error) {
    settle();
    from.forEach(({ card, before }) => put(cardOf(card.id.slice(1)) ?? card, before));
    layout();
    countTray();
    const [{ card }] = from;
    say(error.isRefused ? error.message : fill(words.lost, { title: titleOf(card) }), true);
    if (error.isRefused) await look(true);
  }
}

export const change = (address, sent = {}) =>
  inTurn(async () => {
    try {
      const answer = await ask(address, sent);
      apply(answer, true);
      say(answer.said || words.saved);
    } catch (error) {
      say(error.isRefused ? error.message : fill(words.lost, { title: "" }), true);
    }
  });

// What others did since; nothing is asked while the page is out of sight.
async function look(isSilent = false) {
  try {
    const since = missed && !one(".c.held") ? { version: 0, seen: missed } : {};
    if (since.seen) missed = null;
    const answer = await ask("since", undefined, since);
    if (answer) apply(isSilent ? { ...answer, news: {} } : answer, false);
  } catch {
    // no signal, or signed out: the next change says so
  }
}

export function watch() {
  setInterval(() => document.visibilityState === "visible" && inTurn(() => look()), EVERY);
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && inTurn(() => look()));
}


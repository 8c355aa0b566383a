// The planner by mouse, pen, touch and keys. Without it the same page is a list with a form for each session.
import {
  all, board, cards, columns, facts, fill, one, part, placeOf, reachable, ready, root, say, spoken,
  step, titleOf, tray, warningsOf, words,
} from "./planner-board.js";
import {
  cancel, carryTo, chooseOne, held, marked, nudge, pick, pointers, putBack, putDown, resize, send, tapAt, toTray,
} from "./planner-hand.js";
import { change, watch } from "./planner-server.js";

const panel = one("[data-held]");

// --- what can be done with what is chosen ---
function tool(text, work) {
  const made = part("button", "tool", text);
  made.type = "button";
  made.addEventListener("click", work);
  return made;
}

function way(text, href) {
  const made = part("a", "tool", text);
  made.href = href;
  return made;
}

const ids = (many) => many.map((card) => Number(card.id.slice(1)));
const fix = (many, isFixed) => change("fixed", { drafts: ids(many), is_fixed: isFixed });
const later = (many, minutes) =>
  send(many, ({ at }) => (at === null ? {} : { at: Math.max(0, Math.min(at + minutes, facts.minutes - step)) }));

function spaces(many) {
  const choice = part("select", "tool");
  choice.append(new Option(words.toSpace, ""));
  columns.forEach(({ dataset }) => choice.append(new Option(dataset.name, dataset.space)));
  choice.setAttribute("aria-label", words.toSpace);
  choice.addEventListener("change", () => send(many, ({ at }) => (at === null ? {} : { space: Number(choice.value) })));
  return choice;
}

function about(card) {
  const many = marked();
  const row = part("div", "pl-row");
  const isMany = many.length > 1;
  panel.replaceChildren(part("h2", "", isMany ? fill(words.marked, { n: many.length }) : titleOf(card)));
  if (isMany) {
    for (const by of [-3 * step, -step, step, 3 * step]) {
      row.append(tool(fill(by < 0 ? words.earlier : words.later, { n: Math.abs(by) }), () => later(many, by)));
    }
    row.append(spaces(many), tool(words.fix, () => fix(many, true)), tool(words.unfix, () => fix(many, false)));
    row.append(tool(words.toTray, () => toTray(many)), tool(words.done, unmark));
  } else {
    panel.append(part("p", "", spoken(card, placeOf(card))), part("p", "soft", one(".by", card).textContent));
    const known = part("ul", "pl-known");
    warningsOf(card).forEach((said) => known.append(part("li", "", said)));
    panel.append(known);
    row.append(tool(words.place, () => {
      if (held()) putBack();
      openForm(card);
    }));
    if (held()) row.append(tool(words.putBack, putBack), tool(words.mark, () => markHeld(card)));
    else if (placeOf(card).at !== null && !card.matches(".off")) {
      const isFixed = card.dataset.f !== undefined;
      row.append(tool(isFixed ? words.unfix : words.fix, () => fix([card], !isFixed)));
    }
    if (placeOf(card).at !== null && one(".new", card)) row.append(tool(words.toTray, () => (held() ? intoTray() : toTray([card]))));
    row.append(way(words.edit, one("a", card).href.replace(/planner\/(.*)place$/, "$1edit")));
    row.append(way(words.cancelled, one("a", card).href.replace(/place$/, "cancel")));
  }
  panel.append(row);
  panel.hidden = false;
}

function unmark() {
  marked().forEach(toggle);
  chooseOne(null);
}

// The form twin in a dialog; its own page where that cannot be had.
const dialog = one(".pl-dialog", document);
async function openForm(card) {
  const address = one("a", card).href;
  try {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    dialog.replaceChildren(page.querySelector(".pl-form"));
    dialog.setAttribute("aria-label", titleOf(card));
    dialog.showModal();
  } catch {
    location.href = address;
  }
}

function markHeld(card) {
  putBack();
  toggle(card);
  about(card);
}

function toggle(card) {
  const is = card.classList.toggle("marked");
  root.classList.toggle("is-many", marked().length > 0);
  card.setAttribute("aria-selected", is);
  say(fill(words.marked, { n: marked().length }));
}

addEventListener("planner:chosen", ({ detail: card }) => (card ? about(card) : (panel.hidden = true)));
addEventListener("planner:changed", () => {
  const card = one(".chosen");
  if (marked().length > 1) about(marked()[0]);
  else if (card) about(card);
  else if (!held()) panel.hidden = true;
});

function intoTray() {
  const { lead } = held();
  putBack();
  toTray(marked().includes(lead) ? marked() : [lead]);
}

// --- by click and tap ---
root.addEventListener("click", (event) => {
  const card = event.target.closest(".c");
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey);
  if (card) event.preventDefault();
  if (event.target.closest(".fold-hours, aside .tool, input, select")) return;
  if (held()) {
    if (event.target.closest(".plane") && tapAt(event)) return;
    if (event.target.closest("[data-tray]")) intoTray();
    return;
  }
  if (!card) {
    if (event.target.closest(".plane")) chooseOne(null);
    return;
  }
  if (!isPlain) {
    if (event.shiftKey && one(".chosen")?.closest(".list") === card.closest(".list")) markUpTo(one(".chosen"), card);
    else toggle(card);
    reachable(card);
    return about(card);
  }
  one("[data-tray]").classList.remove("is-open");
  pick(card, "tap");
  card.focus({ preventScroll: true });
});

function markUpTo(from, to) {
  const here = all(".c", to.closest(".list"));
  const [low, high] = [here.indexOf(from), here.indexOf(to)].sort((a, b) => a - b);
  here.slice(low, high + 1).filter((card) => !card.matches(".marked")).forEach(toggle);
}

// --- by keys ---
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-60 / step, 0], PageDown: [60 / step, 0] };
const LONGER = { ArrowUp: -step, ArrowDown: step };

function go(card) {
  if (!card) return;
  reachable(card);
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function beside(card, spaces) {
  const { at } = placeOf(card);
  const order = spaces > 0 ? columns : [...columns].reverse();
  const here = order.indexOf(card.closest(".col"));
  const next = order.slice(here + 1).find((column) => one(".c", column));
  const near = next && all(".c", next).map((other) => [Math.abs(placeOf(other).at - at), other]);
  return near?.sort(([a], [b]) => a - b)[0][1];
}

function walk(card, key) {
  const here = all(".c", card.closest(".list")).filter((each) => !each.hidden);
  const place = here.indexOf(card);
  if (key === "Home") go(here[0]);
  else if (key === "End") go(here.at(-1));
  else if (key === "ArrowUp" || key === "ArrowDown") go(here[place + MOVES[key][0]]);
  else if (key === "ArrowLeft" || key === "ArrowRight") go(placeOf(card).at === null ? null : beside(card, MOVES[key][1]));
  else return false;
  return true;
}

function carrying(event) {
  const { key } = event;
  if (key === "Enter" || key === " ") putDown();
  else if (key === "Escape") {
    cancel();
    putBack();
  } else if (key === "Delete" || key === "Backspace") intoTray();
  else if (key in MOVES) nudge(MOVES[key][0] * step, MOVES[key][1]);
  else if (key === "Home" || key === "End") carryTo(key === "Home" ? "first" : "last");
  else return false;
  return true;
}

function standing(card, event) {
  const { key, shiftKey } = event;
  if (key === "Enter") pick(card, "keys");
  else if (key === " ") {
    toggle(card);
    about(card);
  } else if (shiftKey && key in LONGER) resize(card, placeOf(card).length + LONGER[key]);
  else if (key === "Delete" || key === "Backspace") placeOf(card).at === null || toTray(marked().includes(card) ? marked() : [card]);
  else if (key === "m") openForm(card);
  else if (key === "Escape") unmark();
  else return walk(card, key);
  return true;
}

addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, select, textarea");
  const isUndo = event.key.toLowerCase() === "z";
  if ((event.ctrlKey || event.metaKey) && !isTyping && (isUndo || event.key.toLowerCase() === "y")) {
    event.preventDefault();
    if (!held()) change(isUndo && !event.shiftKey ? "undo" : "redo");
    return;
  }
  const card = event.target.closest?.(".c");
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
  if (held() && !event.target.closest("aside .tool, button") ? carrying(event) : card && standing(card, event)) {
    event.preventDefault();
  }
});

// --- undo, redo, and the tray's search ---
one(".pl-steps", document)?.addEventListener("submit", (event) => {
  event.preventDefault();
  change(event.submitter.matches("[data-redo]") ? "redo" : "undo");
});

const find = one("[data-find]");
const kind = one("[data-kind]");
function sift() {
  const wanted = find.value.trim().toLocaleLowerCase();
  for (const card of all(".c", tray)) {
    card.hidden = (kind.value && card.dataset.k !== kind.value) || !card.textContent.toLocaleLowerCase().includes(wanted);
  }
  const first = all(".c", tray).find((card) => !card.hidden);
  if (first) reachable(first);
}
find?.addEventListener("input", sift);
kind?.addEventListener("change", sift);

if (root) {
  ready();
  pointers();
  watch();
  one(".tray__find").hidden = false;
  const open = one(".tray__open");
  open.hidden = false;
  for (const handle of [open, one("[data-tray] h2")]) {
    handle.addEventListener("click", () => {
      open.setAttribute("aria-expanded", one("[data-tray]").classList.toggle("is-open"));
    });
  }
  const wanted = location.hash.startsWith("#d") && document.getElementById(location.hash.slice(1));
  const first = wanted || all(".col .c").sort((a, b) => placeOf(a).at - placeOf(b).at)[0];
  if (wanted) {
    chooseOne(wanted);
    go(wanted);
  }
  if (first) board.scrollTop = Math.max(0, first.offsetTop - 40);
}


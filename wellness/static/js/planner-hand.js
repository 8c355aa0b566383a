// What is in the hand: picked up by key, by tap or by dragging, and put down the same way.
import {
  against, all, board, cards, columnOf, columns, facts, fill, layout, minuteAt, one, placeOf, plane,
  put, reachable, say, shownFrom, shownUntil, snapped, spoken, step, titleOf, tray, words, yOf,
} from "./planner-board.js";
import { wish } from "./planner-server.js";

let hand = null;
export const held = () => hand;
export const marked = () => cards().filter((card) => card.classList.contains("marked"));
const index = (space) => columns.indexOf(columnOf(space));
const latest = (length) => facts.minutes - Math.min(length, facts.minutes);
const within = (low, value, high) => Math.max(low, Math.min(value, high));

export function chooseOne(card) {
  hand?.cards.forEach((other) => other.classList.remove("held"));
  all(".chosen").forEach((other) => other.classList.remove("chosen"));
  card?.classList.add("chosen");
  if (card) reachable(card);
  dispatchEvent(new CustomEvent("planner:chosen", { detail: card }));
}

// Pick up a card, with all that are marked if it is one of them.
export function pick(card, how) {
  if (card.classList.contains("off")) return;
  const many = card.classList.contains("marked") ? marked().filter((each) => !each.matches(".off")) : [card];
  chooseOne(card);
  hand = { lead: card, how, cards: many, from: new Map(many.map((each) => [each, placeOf(each)])) };
  many.forEach((each) => each.classList.add("held"));
  document.body.classList.add("holding");
  const said = how === "keys" ? (many.length > 1 ? words.heldMany : words.held) : words.tapped;
  say(fill(said, { title: titleOf(card), n: many.length }), true);
  dispatchEvent(new CustomEvent("planner:chosen", { detail: card }));
}

function firstShown() {
  return Math.max(shownFrom(), snapped(minuteAt(board.scrollTop + 8)));
}

// Where each held card goes when the first one goes to `to`.
function targets(to) {
  const lead = hand.from.get(hand.lead);
  return hand.cards.map((card) => {
    const before = hand.from.get(card);
    if (card === hand.lead) return { card, before, to: { ...to, length: before.length } };
    if (to.at === null) return { card, before, to: { space: null, at: null, length: before.length } };
    if (before.at === null || lead.at === null) return { card, before, to: before };
    const column = within(0, index(before.space) + index(to.space) - index(lead.space), columns.length - 1);
    const at = within(0, before.at + to.at - lead.at, latest(before.length));
    return { card, before, to: { space: Number(columns[column].dataset.space), at, length: before.length } };
  });
}

// Show the held cards at another place, without saying so to the server.
export function carry(to) {
  const focus = document.activeElement;
  const now = placeOf(hand.lead);
  if (now.space === (to.at === null ? null : to.space) && now.at === to.at) return;
  const touched = new Set();
  for (const { card, to: there } of targets(to)) {
    touched.add(card.closest(".col"));
    put(card, there);
    touched.add(card.closest(".col"));
  }
  touched.delete(null);
  layout([...touched]);
  const { lead } = hand;
  const off = against(lead, placeOf(lead)).length > 0;
  lead.classList.toggle("clashing", off);
  if (focus === lead || hand.how === "keys") lead.focus({ preventScroll: true });
  say(spoken(lead, placeOf(lead)), true);
  dispatchEvent(new CustomEvent("planner:chosen", { detail: lead }));
}

// By arrow keys: so many minutes, so many spaces further.
export function nudge(minutes, spaces) {
  const { space, at, length } = placeOf(hand.lead);
  if (at === null) {
    const first = columns[within(0, spaces < 0 ? columns.length - 1 : 0, columns.length - 1)];
    carry({ space: Number(first.dataset.space), at: within(0, firstShown(), latest(length)) });
  } else {
    const column = columns[within(0, index(space) + spaces, columns.length - 1)];
    const to = minutes ? snapped(at + minutes) : at;
    carry({ space: Number(column.dataset.space), at: within(0, to, latest(length)) });
  }
  hand.lead.scrollIntoView({ block: "nearest", inline: "nearest" });
}

export function carryTo(at) {
  const { space } = placeOf(hand.lead);
  if (space === null) return nudge(0, 0);
  carry({ space, at: at === "first" ? shownFrom() : Math.max(0, shownUntil() - placeOf(hand.lead).length) });
  hand.lead.scrollIntoView({ block: "nearest" });
}

function letGo() {
  const was = hand;
  hand = null;
  was.cards.forEach((card) => card.classList.remove("held", "clashing"));
  document.body.classList.remove("holding");
  return was;
}

export function putBack() {
  const { lead, cards: many, from } = letGo();
  many.forEach((card) => put(card, from.get(card)));
  layout();
  reachable(lead);
  lead.focus({ preventScroll: true });
  say(fill(words.back, { title: titleOf(lead) }));
  dispatchEvent(new CustomEvent("planner:chosen", { detail: lead }));
}

const same = (one_, other) => one_.space === other.space && one_.at === other.at && one_.length === other.length;

export function putDown() {
  const { lead, cards: many, from } = letGo();
  const moves = many
    .map((card) => ({ card, from: from.get(card), to: placeOf(card) }))
    .filter((move) => !same(move.from, move.to));
  reachable(lead);
  dispatchEvent(new CustomEvent("planner:chosen", { detail: lead }));
  if (!moves.length) {
    lead.focus({ preventScroll: true });
    return say(fill(words.back, { title: titleOf(lead) }));
  }
  const said = fill(words.put, { title: titleOf(lead), place: spoken(lead, placeOf(lead)) });
  wish(moves, said);
  lead.focus({ preventScroll: true });
}

// Straight to a place, without a hand between: to the tray, another length, a shift of many.
export function send(many, change, say_) {
  const moves = many
    .filter((card) => !card.classList.contains("off"))
    .map((card) => ({ card, from: placeOf(card), to: { ...placeOf(card), ...change(placeOf(card)) } }))
    .filter((move) => !same(move.from, move.to));
  if (!moves.length) return;
  const { card, to } = moves[0];
  wish(moves, say_ ?? fill(words.put, { title: titleOf(card), place: spoken(card, to) }));
  card.focus({ preventScroll: true });
}

export const toTray = (many) => send(many, () => ({ space: null, at: null }));

export function resize(card, length) {
  const long = Math.max(step, length);
  send([card], () => ({ length: long }), fill(words.long, { title: titleOf(card), n: long }));
}

// --- by pointer: mouse and pen drag at once, a finger after a long press ---
const FAR = 5;
const LONG_PRESS = 350;
const EDGE = 44;
let drag = null;

function under(event, grab) {
  const box = plane.getBoundingClientRect();
  const seen = board.getBoundingClientRect();
  const isOver = event.clientX > seen.left && event.clientX < seen.right && event.clientY > seen.top && event.clientY < seen.bottom;
  if (!isOver) return null;
  const column = columns.find((each) => {
    const { left, right } = each.getBoundingClientRect();
    return left <= event.clientX && event.clientX < right;
  });
  if (!column) return null;
  const minute = minuteAt(event.clientY - box.top - grab);
  return { space: Number(column.dataset.space), at: within(0, Math.floor((minute + step / 2) / step) * step, facts.minutes - step) };
}

const isOverTray = (event) => {
  const box = tray.closest("aside").getBoundingClientRect();
  return event.clientX > box.left && event.clientX < box.right && event.clientY > box.top && event.clientY < box.bottom;
};

function follow(event) {
  const to = under(event, drag.grab);
  if (to) carry(to);
  else if (isOverTray(event)) carry({ space: null, at: null });
}

function scrollAtEdges() {
  if (!drag?.isOn) return;
  const box = board.getBoundingClientRect();
  const { clientX: x, clientY: y } = drag.last;
  const pull = (near, far) => (near < EDGE ? near - EDGE : far < EDGE ? EDGE - far : 0) / 4;
  if (x > box.left && x < box.right) {
    const before = [board.scrollTop, board.scrollLeft];
    board.scrollBy(pull(x - box.left, box.right - x), pull(y - box.top, box.bottom - y));
    if (before[0] !== board.scrollTop || before[1] !== board.scrollLeft) follow(drag.last);
  }
  requestAnimationFrame(scrollAtEdges);
}

function start() {
  const { card, isGrip } = drag;
  drag.isOn = true;
  if (isGrip) {
    drag.length = placeOf(card).length;
    card.classList.add("held");
  } else {
    pick(card, "drag");
  }
  if (drag.touch) navigator.vibrate?.(12);
  requestAnimationFrame(scrollAtEdges);
}

function stretch(event) {
  const { card } = drag;
  const { at } = placeOf(card);
  const end = snapped(minuteAt(event.clientY - plane.getBoundingClientRect().top));
  drag.length = Math.max(step, end - at);
  card.style.height = `${yOf(at + drag.length) - yOf(at)}px`;
  say(fill(words.long, { title: titleOf(card), n: drag.length }), true);
}

export function pointers() {
  const root = board.closest("[data-pl]");
  root.addEventListener("pointerdown", (event) => {
    const card = event.target.closest(".c");
    if (!card || event.button || hand || card.classList.contains("off")) return;
    const box = card.getBoundingClientRect();
    const touch = event.pointerType === "touch";
    const grab = placeOf(card).at === null ? 12 : event.clientY - box.top;
    const isGrip = Boolean(event.target.closest(".grip")) && placeOf(card).at !== null;
    drag = { card, touch, grab, isGrip, x: event.clientX, y: event.clientY, last: event, id: event.pointerId };
    if (touch) drag.timer = setTimeout(start, LONG_PRESS);
  });
  addEventListener("pointermove", (event) => {
    if (drag && event.pointerId === drag.id) {
      drag.last = event;
      const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > FAR;
      if (!drag.isOn && far) {
        if (drag.touch) return cancel();
        if (!event.ctrlKey && !event.shiftKey && !event.metaKey) start();
      }
      if (drag?.isOn) (drag.isGrip ? stretch : follow)(event);
    } else if (hand?.how === "tap" && event.pointerType !== "touch") {
      const to = under(event, 12);
      if (to) carry(to);
    }
  });
  addEventListener("pointerup", () => {
    if (!drag) return;
    const { isOn, isGrip, card, length } = drag;
    cancel();
    if (!isOn) return;
    swallowClick();
    if (isGrip) {
      card.classList.remove("held");
      resize(card, length);
    } else putDown();
  });
  addEventListener("pointercancel", () => {
    const wasOn = drag?.isOn && !drag.isGrip;
    cancel();
    if (wasOn && hand) putBack();
  });
  addEventListener("touchmove", (event) => drag?.isOn && event.preventDefault(), { passive: false });
  // The browser's own drag: it looks again where the button went down, and by then the side shows what
  // is in the hand there, with links of its own.
  addEventListener("dragstart", (event) => (drag || event.target.closest?.(".c")) && event.preventDefault());
  addEventListener("contextmenu", (event) => drag?.touch && event.preventDefault());
}

export function cancel() {
  clearTimeout(drag?.timer);
  if (drag?.isOn && drag.isGrip) {
    drag.card.classList.remove("held");
    layout();
  }
  drag = null;
}

// The click that a drag ends with is none.
function swallowClick() {
  const stop = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", stop, { capture: true }), 60);
}

export function tapAt(event) {
  const to = under(event, 12);
  if (!to) return false;
  carry(to);
  putDown();
  return true;
}


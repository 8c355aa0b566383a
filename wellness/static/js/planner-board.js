// The day as it is drawn: where each card lies, what a place is called, what stands against it.
export const root = document.querySelector("[data-pl]");
const data = (name) => JSON.parse(root.dataset[name]);
export const facts = data("facts");
export const words = data("words");
export const base = root.dataset.base;
export const one = (selector, from = root) => from.querySelector(selector);
export const all = (selector, from = root) => [...from.querySelectorAll(selector)];
export const board = one(".board");
export const plane = one(".plane");
export const tray = one("[data-tray] .list");
export const columns = all(".col");
export const step = facts.zoom;
let warned = data("warned");

const STEP_HEIGHT = { 5: 16, 10: 14, 15: 16, 30: 20 }[step];
const FOLD_HEIGHT = 30;
const LINE = 18;
const LOW_LINE = 16;
const PRINTED_LINE = 11;
let lineHeight = LINE;
let folds = facts.folds;
let minuteHeight = STEP_HEIGHT / step;

export const fill = (pattern, values = {}) =>
  pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

export function part(kind, name, text = "") {
  const made = document.createElement(kind);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

// What is said: seen in the strip at the foot, and read out.
let quiet;
export function say(text, isKept = false) {
  one("[data-say]").textContent = text;
  clearTimeout(quiet);
  if (!isKept) quiet = setTimeout(() => (one("[data-say]").textContent = ""), 9000);
}

// --- time ---
const offsetAt = (minute) => facts.offsets.findLast(([from]) => from <= minute)?.[1] ?? facts.offsets[0][1];
const shown = (minute) => new Date((facts.dawn + (minute + offsetAt(minute)) * 60) * 1000).toISOString();
export const clock = (minute) => shown(minute).slice(11, 16);

export function instant(minute) {
  const ahead = offsetAt(minute);
  const two = (number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
  return `${shown(minute).slice(0, 16)}${ahead < 0 ? "-" : "+"}${two(ahead / 60)}:${two(ahead % 60)}`;
}

export const snapped = (minute) => Math.round(minute / step) * step;

// --- from minutes to pixels and back; folded hours take one line ---
export function yOf(minute) {
  const hidden = folds.reduce((sum, [from, to]) => {
    const within = Math.min(Math.max(minute, from), to) - from;
    return sum + within * minuteHeight - (within / (to - from)) * FOLD_HEIGHT;
  }, 0);
  return minute * minuteHeight - hidden;
}

export function minuteAt(y) {
  let low = 0;
  let high = facts.minutes;
  while (high - low > 0.5) {
    const middle = (low + high) / 2;
    if (yOf(middle) < y) low = middle;
    else high = middle;
  }
  return low;
}

export function unfold(from, to) {
  const before = folds.length;
  folds = folds.filter(([a, b]) => b <= from || a >= to);
  if (folds.length !== before) drawHours();
  return folds.length !== before;
}

// The hours that are shown without opening a fold.
export const shownFrom = () => folds.find(([from]) => from === 0)?.[1] ?? 0;
export const shownUntil = () => folds.find(([, to]) => to === facts.minutes)?.[0] ?? facts.minutes;

// --- cards ---
export const cardOf = (id) => document.getElementById(`d${id}`);
export const cards = () => all(".c");
export const titleOf = (card) => one("a", card).firstChild.data;
const number = (text) => (text === undefined ? null : Number(text));

export const placeOf = ({ dataset }) => ({
  space: number(dataset.s),
  at: number(dataset.t),
  length: Number(dataset.l),
});

export const columnOf = (space) => columns.find(({ dataset }) => Number(dataset.space) === space);

export function nameOf({ space, at }) {
  if (at === null) return words.tray;
  return fill(words.at, { space: columnOf(space).dataset.name, time: clock(at) });
}

// Put a card somewhere on the page; the server is asked elsewhere.
export function put(card, { space, at, length }) {
  card.dataset.l = length;
  if (at === null) {
    delete card.dataset.s;
    delete card.dataset.t;
    card.removeAttribute("style");
    card.firstElementChild.removeAttribute("style");
    tray.append(card);
  } else {
    card.dataset.s = space;
    card.dataset.t = at;
    unfold(at, at + length);
    const list = one(".list", columnOf(space));
    const next = all(".c", list).find((other) => other !== card && Number(other.dataset.t) > at);
    if (card.parentNode !== list || card.nextElementSibling !== (next ?? null)) list.insertBefore(card, next ?? null);
    one("p", card).firstChild.data = `${clock(at)}–${clock(at + length)} `;
  }
}

const ends = (place) => place.at + place.length;

// What stands against this place, said in a few words before the server knows of it.
export function against(card, place) {
  if (place.at === null) return [];
  const own = card.dataset.w?.split(" ") ?? [];
  const found = JSON.parse(columnOf(place.space).dataset.shades)
    .filter(([from, to]) => from < ends(place) && place.at < to)
    .map(([, , reason]) => (reason ? fill(words.hold, { reason }) : words.closed));
  for (const other of all(".col .c:not(.off)")) {
    if (other === card || other.classList.contains("held")) continue;
    const there = placeOf(other);
    const isHere = there.space === place.space;
    const tails = isHere ? [Number(card.dataset.e ?? 0), Number(other.dataset.e ?? 0)] : [0, 0];
    if (there.at >= ends(place) + tails[0] || place.at >= ends(there) + tails[1]) continue;
    const title = titleOf(other);
    const leader = own.findIndex((id) => (other.dataset.w?.split(" ") ?? []).includes(id));
    if (isHere) found.push(fill(words.clash, { title }));
    else if (leader >= 0) found.push(fill(words.leads, { leader: leaderOf(card, leader), title }));
  }
  return [...new Set(found)].slice(0, 3);
}

const leaderOf = (card, index) => one(".by", card).textContent.trim().split(" · ")[0].split(", ")[index];

export const spoken = (card, place) => [nameOf(place), ...against(card, place)].join(", ");

// --- drawing ---
export function drawHours() {
  const lines = [];
  const times = [];
  const at = (made, minute) => {
    made.style.top = `${yOf(minute)}px`;
    return made;
  };
  const isFolded = (minute) => folds.some(([from, to]) => from <= minute && minute < to);
  for (let minute = 0; minute < facts.minutes; minute += 60) {
    if (isFolded(minute)) continue;
    lines.push(at(part("i"), minute));
    times.push(at(part("b", "", clock(minute)), minute));
  }
  for (const [from, to] of folds) {
    lines.push(at(part("i", "fold"), from));
    const open = part("button", "", `${clock(from).slice(0, 2)}–${clock(to).slice(0, 2)}`);
    open.type = "button";
    open.title = fill(words.open, { from: clock(from), to: clock(to) });
    open.setAttribute("aria-label", open.title);
    open.addEventListener("click", () => unfold(from, to) && layout());
    times.push(at(open, from));
  }
  if (facts.now > 0 && facts.now < facts.minutes && !isFolded(facts.now)) {
    lines.push(at(part("i", "is-now"), facts.now));
    times.push(at(part("b", "is-now", clock(facts.now)), facts.now));
  }
  one(".hours").replaceChildren(...lines);
  one(".times").replaceChildren(...times);
  plane.style.height = `${yOf(facts.minutes)}px`;
}

function drawShades(column) {
  all(".shade", column).forEach((shade) => shade.remove());
  for (const [from, to, reason] of JSON.parse(column.dataset.shades)) {
    const shade = part("div", reason ? "shade shade--hold" : "shade", reason);
    shade.setAttribute("aria-hidden", "true");
    shade.style.top = `${yOf(from)}px`;
    shade.style.height = `${yOf(to) - yOf(from)}px`;
    column.prepend(shade);
  }
}

// Sessions that overlap in one space lie side by side.
function drawCards(column) {
  const here = all(".c", column).map((card) => ({ card, ...placeOf(card) })).sort((a, b) => a.at - b.at);
  let cluster = [];
  let until = -Infinity;
  const settle = () => {
    const lanes = Math.max(0, ...cluster.map(({ lane }) => lane + 1));
    for (const { card, lane } of cluster) {
      card.style.setProperty("--lane", lane);
      card.style.setProperty("--lanes", lanes);
    }
  };
  for (const each of here) {
    if (each.at >= until) {
      settle();
      cluster = [];
    }
    const taken = new Set(cluster.filter((other) => ends(other) > each.at).map(({ lane }) => lane));
    each.lane = 0;
    while (taken.has(each.lane)) each.lane += 1;
    cluster.push(each);
    until = Math.max(until, ends(each));
    const top = yOf(each.at);
    const height = yOf(ends(each)) - top;
    each.card.style.top = `${top}px`;
    each.card.style.height = `${Math.max(height, 20)}px`;
    each.card.style.setProperty("--tail", `${Number(each.card.dataset.e ?? 0) * minuteHeight}px`);
    const isLow = height < 3 * LINE + 5;
    const line = isLow ? Math.min(lineHeight, LOW_LINE) : lineHeight;
    const lines = Math.max(1, Math.floor((height - (isLow ? 2 : 5)) / line));
    each.card.firstElementChild.style.height = `${lines * line}px`;
    each.card.classList.toggle("low", isLow);
    each.card.classList.toggle("small", height < 4 * LINE + 5);
  }
  settle();
}

export function layout(only = columns) {
  only.forEach((column) => {
    drawShades(column);
    drawCards(column);
  });
}

// A card as the script needs it: reached by keyboard, with a grip for its length.
export function dress(card) {
  const isPlaced = card.dataset.t !== undefined;
  if (isPlaced) card.setAttribute("role", "gridcell");
  else card.setAttribute("role", "listitem");
  card.tabIndex = -1;
  one("a", card).tabIndex = -1;
  one("a", card).draggable = false;
  if (!one(".grip", card)) card.append(part("i", "grip"));
  mark(card);
}

function mark(card) {
  one(".w", card)?.remove();
  const known = warned[card.id.slice(1)];
  if (!known) return;
  const sign = part("em", known.hard ? "w hard" : "w", String(known.says.length));
  sign.title = known.says.join("\n");
  sign.append(part("span", "hidden", ` ${fill(words.warnings, { n: known.says.length })}`));
  card.append(sign);
}

export const warningsOf = (card) => warned[card.id.slice(1)]?.says ?? [];

export function warn(known) {
  warned = known;
  cards().forEach(mark);
}

export function countTray() {
  const left = all(".c", tray).length;
  one("[data-tray-count]").textContent = left;
  one("[data-tray-empty]").hidden = left > 0;
}

// The one card that Tab comes to, in the grid and in the tray.
export function reachable(card) {
  const place = card.closest(".list") === tray ? tray : plane;
  all(".c[tabindex='0']", place).forEach((other) => (other.tabIndex = -1));
  card.tabIndex = 0;
}

function fit() {
  const top = board.getBoundingClientRect().top + scrollY;
  const isPhone = matchMedia("(max-width: 48rem)").matches;
  root.style.setProperty("--tall", `${Math.max(320, innerHeight - top - (isPhone ? 136 : 52))}px`);
}

export function ready() {
  const grid = one(".cols");
  grid.setAttribute("role", "grid");
  grid.setAttribute("aria-label", grid.dataset.label);
  columns.forEach((column) => {
    column.setAttribute("role", "row");
    const head = part("div", "hidden", column.dataset.name);
    head.setAttribute("role", "rowheader");
    column.prepend(head);
    one(".list", column).setAttribute("role", "none");
  });
  cards().forEach(dress);
  drawHours();
  layout();
  const first = one(".col .c") ?? null;
  if (first) reachable(first);
  if (tray.firstElementChild) reachable(tray.firstElementChild);
  root.classList.add("is-ready");
  fit();
  addEventListener("resize", fit);
}

// On paper the whole day stands on one sheet.
addEventListener("beforeprint", () => {
  lineHeight = PRINTED_LINE;
  minuteHeight = Math.min(minuteHeight, 620 / Math.max(60, (yOf(facts.minutes) / minuteHeight)));
  drawHours();
  layout();
});
addEventListener("afterprint", () => {
  lineHeight = LINE;
  minuteHeight = STEP_HEIGHT / step;
  drawHours();
  layout();
});

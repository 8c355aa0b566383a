// Pages that were seen stay readable without a signal. Only answers to GET are kept; the pages of
// a pass go when another pass is opened here, and everything goes when the server says forget.
const FILES = __KEPT__;
const SHELL = `shell ${FILES.join()}`;
const PAGES = "pages";
const OUTBOX = "outbox";
const OFFLINE = "/settings/offline";
const KEPT = "/settings/kept";
const FIRST = ["/help", OFFLINE, KEPT];
const PATIENCE = 3000;
const LONG_PATIENCE = 20000;
const MOST = 80;
const loose = { ignoreVary: true };
const answeredFrom = new Map();

const isFile = (path) => path.startsWith("/static/");
const isPlan = (path) => path === "/me" || path.startsWith("/me/bookings/");
const isHelp = (path) => /^(\/[^/]+)?\/help(\/\w\w)?$/.test(path);
const isPage = (path) =>
  isPlan(path) ||
  /^\/help(\/|$)/.test(path) ||
  (/^\/(?!(staff|api|settings|static|me|k|c|t|recover|letters)(\/|$))[^/.]*(\/|$)/.test(path) &&
    !/\/book$|\.\w+$/.test(path));

const late = (patience) => new Promise((_, give) => setTimeout(give, patience));

async function store(url, answer) {
  if (!answer.ok || answer.redirected || !answer.headers.get("Content-Type")?.includes("html")) return;
  const pages = await caches.open(PAGES);
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", Date.now());
  await pages.put(url, new Response(await answer.blob(), { status: 200, headers }));
  const urls = (await pages.keys()).filter(({ url }) => !isHelp(new URL(url).pathname));
  await Promise.all(urls.slice(0, Math.max(0, urls.length - MOST)).map((old) => pages.delete(old)));
}

async function fetchAndStore(url) {
  if (isPage(new URL(url, location.origin).pathname) || FIRST.includes(url)) {
    await fetch(url).then((answer) => store(url, answer), () => {});
  }
}

async function keepUnlessKept(url) {
  if (!(await caches.match(url, loose))) await fetchAndStore(url);
}

async function page(event) {
  const { url } = event.request;
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then((answer) => store(url, answer.clone())).catch(() => {}));
  const kept = await (await caches.open(PAGES)).match(url, loose);
  try {
    const answer = await (kept ? Promise.race([fresh, late(PATIENCE)]) : fresh);
    answeredFrom.delete(url);
    return answer;
  } catch {
    if (kept) answeredFrom.set(url, Number(kept.headers.get("X-Kept-At")));
    return kept || (await caches.match(OFFLINE, loose)) || Response.error();
  }
}

// A wish for a place is passed on; without an answer it is kept, and the page says just that.
async function wish(request) {
  const copy = request.clone();
  try {
    return await Promise.race([fetch(request), late(LONG_PATIENCE)]);
  } catch {
    const body = await copy.text();
    const box = await caches.open(OUTBOX);
    await box.put(`${request.url}?${new URLSearchParams(body).get("key")}`, new Response(body));
    return (await caches.match(KEPT, loose)) || Response.error();
  }
}

async function file(request) {
  return (await caches.match(request, loose)) || fetch(request);
}

async function forgetPlan() {
  const pages = await caches.open(PAGES);
  const urls = await pages.keys();
  await Promise.all(urls.filter(({ url }) => isPlan(new URL(url).pathname)).map((url) => pages.delete(url)));
}

addEventListener("install", (event) => {
  skipWaiting();
  const shelved = caches.open(SHELL).then((shell) => shell.addAll(FILES));
  event.waitUntil(shelved.then(() => Promise.all(FIRST.map(fetchAndStore))));
});

addEventListener("activate", (event) => {
  const old = (name) => ![SHELL, PAGES, OUTBOX].includes(name);
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))),
  );
  event.waitUntil(clients.claim());
});

// A page that has loaded names itself and what should be at hand; it hears how old it is.
addEventListener("message", (event) => {
  const { here, keep } = event.data;
  const since = answeredFrom.get(here);
  if (since) return event.source.postMessage({ since });
  event.waitUntil(Promise.all([here, ...keep].map(keepUnlessKept)));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method !== "GET") {
    if (request.mode === "navigate" && /\/book$/.test(pathname)) event.respondWith(wish(request));
    if (/^\/(k\/|recover|me\/(forget|data))/.test(pathname)) event.waitUntil(forgetPlan());
  } else if (isFile(pathname)) event.respondWith(file(request));
  else if (request.mode === "navigate" && isPage(pathname)) event.respondWith(page(event));
});

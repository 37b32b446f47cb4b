// Twoline's service worker: opens the app without network and sends what waits in the outbox.
//
// The server puts three constants before this text: VERSION, which changes with every file of the
// app; ASSETS, the addresses of these files; and WAITS, which of the kinds of commands that may
// wait is refused how where it is so already (`domain/src/waiting.rs`). Nothing else of ours is
// JavaScript; pages and rules are the same WebAssembly bundle.

const APP = `app-${VERSION}`;
const PHOTOS = "photos";
const PHOTOS_KEPT = 300;
const SHELL = "/shell";
// A proxy answers so for a server that is gone.
const GONE = [502, 503, 504];
// How long each is waited for, in milliseconds: some networks take a connection and say nothing. A
// page opens within 5 s; a photo takes its time where the network is slow.
const PAGE = 2500;
const COMMAND = 20_000;
const PHOTO = 90_000;
const DATABASE = 3000;
// What was kept of a photo for longer is asked for again: it may have been painted over or deleted.
const PHOTO_AGE = 86_400_000;

self.addEventListener("install", (event) => {
  // The page that installs this has just loaded the bundle, and its names change with its contents:
  // no need to load it twice. Of the rest the browser may have kept what stood there before.
  const asked = (url) => new Request(url, { cache: url.startsWith("/pkg/") ? "default" : "reload" });
  event.waitUntil(caches.open(APP).then((cache) => cache.addAll([SHELL, ...ASSETS].map(asked))));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name !== APP && name !== PHOTOS) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  // Files that only the server can make: the shell could say no more than that there is no such
  // page.
  if (/\.(pdf|json|ics)$/.test(url.pathname)) return;
  // Nor are these pages of the bundle, and no copy of them is kept.
  if (/^\/setup(\/|$)|\/households$/.test(url.pathname)) return;
  if (request.mode === "navigate") {
    // Whoever has just painted over a photo sees it so.
    if (url.pathname.endsWith("/photos") && url.searchParams.has("done")) event.waitUntil(caches.delete(PHOTOS));
    event.respondWith(navigate(request));
  } else if (/^\/[^/]+\/photos\//.test(url.pathname)) {
    event.respondWith(photo(request, event));
  } else if (ASSETS.includes(url.pathname)) {
    event.respondWith(asset(request));
  }
});

// The network first; without it the empty shell, in which the bundle mounts and reads its copies.
// Where there is no shell yet, there is nothing but to wait.
async function navigate(request) {
  const asked = fetch(request).catch(() => null);
  const answer = await Promise.race([asked, pause(PAGE)]);
  if (answer && !GONE.includes(answer.status)) return answer;
  return (await caches.match(SHELL)) ?? (await asked) ?? Response.error();
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// What `read` makes of the answer. Gives up after a time, the reading included.
async function reach(url, request, patience, read) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patience);
  try {
    const response = await fetch(url, { ...request, signal: giveUp.signal });
    if (GONE.includes(response.status)) throw new Error(`${url}: ${response.status}`);
    return await read(response);
  } finally {
    clearTimeout(timer);
  }
}

async function asset(request) {
  return (await caches.match(request, { cacheName: APP })) ?? fetch(request);
}

// What is kept is shown at once, however old.
async function photo(request, event) {
  const cache = await caches.open(PHOTOS);
  const kept = await cache.match(request);
  if (!kept) return fresh(cache, request, event);
  if (Date.now() - Date.parse(kept.headers.get("date")) > PHOTO_AGE) {
    event.waitUntil(fresh(cache, request, event).catch(() => {}));
  }
  return kept;
}

async function fresh(cache, request, event) {
  const response = await reach(request, {}, PHOTO, (response) => response);
  // Where there is no room to keep it, it is shown all the same.
  if (response.ok) event.waitUntil(keep(cache, request, response.clone()).catch(() => {}));
  if (response.status === 404) event.waitUntil(cache.delete(request));
  return response;
}

async function keep(cache, request, response) {
  await cache.put(request, response);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - PHOTOS_KEPT)).map((key) => cache.delete(key)));
}

self.addEventListener("message", (event) => {
  if (event.data.update) self.skipWaiting();
  if (event.data.drain) {
    // Where the browser has Background Sync, what still waits is sent even while no page is open.
    event.waitUntil(drain().then((all) => all || self.registration.sync?.register("outbox").catch(() => {})));
  }
  if (event.data.keep) {
    event.waitUntil(Promise.allSettled(event.data.keep.map((url) => photo(new Request(url), event))));
  }
  if (event.data.forget) event.waitUntil(caches.delete(PHOTOS));
});

// What fails is tried again later and later; asking for another sync here would be answered at
// once, again and again.
self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(drain().then((all) => all || Promise.reject(new Error("not all was sent"))));
});

// The outbox. The page makes the database; here it is only opened, and an empty one is not created
// by looking. Opened for each step and closed again, so that no upgrade has to wait for it. `null`
// where there is none, or it does not open.
function open() {
  return new Promise((resolve) => {
    const request = indexedDB.open("twoline");
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      resolve(null);
    }, DATABASE);
    const done = (database) => {
      clearTimeout(timer);
      if (late) database?.close();
      resolve(database);
    };
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = () => done(null);
    request.onsuccess = () => done(request.result);
  });
}

async function ask(mode, act) {
  const database = await open();
  if (!database) return undefined;
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("outbox", mode);
      const request = act(transaction.objectStore("outbox"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

// Changes what waits, unless the person took it out meanwhile. Where the phone has no room for the
// change it is sent all the same.
function change(id, how) {
  return ask("readwrite", (outbox) => {
    const found = outbox.get(id);
    found.onsuccess = () => found.result && outbox.put(how(found.result));
    return found;
  }).catch(() => {});
}

// What can't be read holds up nothing else.
function find(id) {
  return ask("readonly", (outbox) => outbox.get(id)).catch(() => undefined);
}

// The ids of what waits, in the order in which it was put there; the phone's clock, by which ids
// sort, may have been set back meanwhile.
async function waiting() {
  const found = [];
  for (const id of (await ask("readonly", (outbox) => outbox.getAllKeys())) ?? []) {
    const entry = await find(id);
    if (entry) found.push({ id, seq: entry.seq ?? 0 });
  }
  return found.sort((a, b) => a.seq - b.seq).map(({ id }) => id);
}

let draining = null;
let again = false;

// One at a time in this worker; whoever asks meanwhile is served by one more round. Whether all was
// sent that can be.
function drain() {
  if (draining) {
    again = true;
  } else {
    draining = (async () => {
      let all;
      do {
        again = false;
        all = await round();
      } while (again);
      return all;
    })().finally(() => {
      draining = null;
    });
  }
  return draining;
}

async function round() {
  let all = true;
  // Issues about which something waits on: whatever else is about them must not overtake it.
  const held = new Set();
  for (const id of await waiting()) {
    // Each is read when its turn comes, for the person may have taken it out while others were
    // sent.
    const entry = await find(id);
    if (!entry || entry.refusal) continue;
    const [[kind, { issue }]] = Object.entries(entry.envelope.command);
    if (held.has(issue)) continue;
    // From here on it may have arrived, whatever is heard of it: what undoes it has to follow it.
    if (!entry.begun) await change(id, (found) => ({ ...found, begun: true }));
    let reached = true;
    const answer = await send(entry).catch((error) => {
      reached = error instanceof PhotoFailed;
      return null;
    });
    if (answer?.done || (answer?.refused && answer.refused === WAITS[kind])) {
      await ask("readwrite", (outbox) => outbox.delete(id));
    } else if (answer?.refused) {
      await change(id, (found) => ({ ...found, refusal: answer.refused }));
    } else {
      all = false;
      held.add(issue);
    }
    await tell({ sent: { id, what: entry.envelope.command, answer } });
    if (!reached) break;
  }
  return all;
}

// A photo's own sending broke, at once: that says too little about the network to hold up the rest.
class PhotoFailed extends Error {}

const PHOTO_MISSING = { field: "photo", problem: "missing" };

// What the server answered, or null if it could not: then this one waits on, and others may go
// before it. Throws while the server can't be reached: then everything waits on.
async function send(entry) {
  let skipped = false;
  for (const photo of entry.photos) {
    if (photo.sent) {
      skipped = true;
      continue;
    }
    const wrong = await sendPhoto(entry, photo);
    if (wrong !== undefined) return wrong;
    await change(entry.id, (found) => ({
      ...found,
      photos: found.photos.map((kept) => (kept.id === photo.id ? { ...kept, sent: true } : kept)),
    }));
  }
  const answer = await reach(
    "/api/v1/command",
    {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ community: entry.community, envelope: entry.envelope, sender: entry.sender }),
    },
    COMMAND,
    (response) => {
      if (response.status === 404) return { refused: "not_found" };
      return response.ok ? response.json() : null;
    },
  );
  // The server keeps a photo for a while only until something names it: then they go once more.
  const isMissing = ({ field, problem }) => field === PHOTO_MISSING.field && problem === PHOTO_MISSING.problem;
  if (skipped && answer?.refused?.invalid?.some(isMissing)) {
    await change(entry.id, (found) => ({ ...found, photos: found.photos.map((photo) => ({ ...photo, sent: false })) }));
    again = true;
    return null;
  }
  return answer;
}

// Nothing where it has arrived, else as `send`.
async function sendPhoto(entry, photo) {
  let body = photo.blob;
  try {
    if (body.arrayBuffer) body = await body.arrayBuffer();
  } catch {
    // The phone has lost it.
    return { refused: { invalid: [PHOTO_MISSING] } };
  }
  const url = `/api/v1/${entry.community}/photos/${photo.id}?sender=${entry.sender ?? ""}`;
  return reach(url, { method: "PUT", body }, PHOTO, async (stored) => {
    if (stored.status === 401) return { refused: "signed_out" };
    if (stored.status === 404) return { refused: "not_found" };
    if (stored.status === 413 || stored.status === 415) {
      // A proxy that takes less than the server says so in words of its own, and not how much it
      // takes.
      const problem = stored.status === 413 ? { too_large: { max: 0 } } : "not_a_photo";
      const wrong = await stored.json().catch(() => ({ field: "photo", problem }));
      return { refused: { invalid: [wrong] } };
    }
    return stored.ok ? undefined : null;
  }).catch((error) => {
    if (error.name === "TypeError") throw new PhotoFailed();
    throw error;
  });
}

async function tell(message) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) {
    client.postMessage(message);
  }
}

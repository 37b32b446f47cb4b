// Twoline's service worker: opens the app without network and sends what waits in the outbox.
//
// The server puts two constants before this text: VERSION, which changes with every file of the
// app, and ASSETS, the addresses of these files. Nothing else of ours is JavaScript; pages and
// rules are the same WebAssembly bundle.

const APP = `app-${VERSION}`;
const PHOTOS = "photos";
const PHOTOS_KEPT = 300;
const SHELL = "/shell";
// A proxy answers so for a server that is gone.
const GONE = [502, 503, 504];

self.addEventListener("install", (event) => {
  // The page that installs this has just loaded the bundle, and its names change with its contents:
  // no need to load it twice. Of the rest the browser may have kept what stood there before.
  const fresh = (url) => new Request(url, { cache: url.startsWith("/pkg/") ? "default" : "reload" });
  event.waitUntil(caches.open(APP).then((cache) => cache.addAll([SHELL, ...ASSETS].map(fresh))));
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
  if (/\.(pdf|json)$/.test(url.pathname)) return;
  if (request.mode === "navigate") {
    event.respondWith(navigate(request));
  } else if (/^\/[^/]+\/photos\//.test(url.pathname)) {
    event.respondWith(photo(request, event));
  } else if (ASSETS.includes(url.pathname)) {
    event.respondWith(asset(request));
  }
});

// The network first; without it the empty shell, in which the bundle mounts and reads its copies.
async function navigate(request) {
  const answer = await fetch(request).catch(() => null);
  if (answer && !GONE.includes(answer.status)) return answer;
  return (await caches.match(SHELL)) ?? answer ?? Response.error();
}

async function asset(request) {
  return (await caches.match(request, { cacheName: APP })) ?? fetch(request);
}

// Photos never change under their address.
async function photo(request, event) {
  const cache = await caches.open(PHOTOS);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  // Where there is no room to keep it, it is shown all the same.
  if (response.ok) event.waitUntil(keep(cache, request, response.clone()).catch(() => {}));
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
// by looking.
function open() {
  return new Promise((resolve) => {
    const request = indexedDB.open("twoline");
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = () => resolve(null);
    request.onsuccess = () => resolve(request.result);
  });
}

function ask(database, mode, act) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("outbox", mode);
    const request = act(transaction.objectStore("outbox"));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
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
  const database = await open();
  if (!database) return true;
  let all = true;
  try {
    // In the order in which they were made: their ids begin with the time. Each is read when its
    // turn comes, for the person may have taken it out while others were sent.
    for (const id of await ask(database, "readonly", (outbox) => outbox.getAllKeys())) {
      const entry = await ask(database, "readonly", (outbox) => outbox.get(id));
      if (!entry || entry.refusal) continue;
      let reached = true;
      const answer = await send(entry).catch(() => {
        reached = false;
        return null;
      });
      if (answer?.done || SO_ALREADY.includes(answer?.refused)) {
        await ask(database, "readwrite", (outbox) => outbox.delete(id));
      } else if (answer?.refused) {
        await ask(database, "readwrite", (outbox) => {
          const found = outbox.get(id);
          found.onsuccess = () => found.result && outbox.put({ ...found.result, refusal: answer.refused });
          return found;
        });
      } else {
        all = false;
      }
      await tell({ sent: { id, what: entry.envelope.command, answer } });
      if (!reached) break;
    }
  } finally {
    database.close();
  }
  return all;
}

// Refusals of a second, or of taking it back, that say that it is so already.
const SO_ALREADY = ["already_seconded", "not_seconded"];

// What the server answered, or null if it could not: then this one waits on, and others may go
// before it. Throws while the server can't be reached: then everything waits on.
async function send(entry) {
  for (const photo of entry.photos) {
    const url = `/api/v1/${entry.community}/photos/${photo.id}?sender=${entry.sender ?? ""}`;
    const stored = await reach(url, { method: "PUT", body: photo.blob });
    if (stored.status === 401) return { refused: "signed_out" };
    if (stored.status === 404) return { refused: "not_found" };
    if (stored.status === 413 || stored.status === 415) {
      // A proxy that takes less than the server says so in words of its own, and not how much it
      // takes.
      const problem = stored.status === 413 ? { too_large: { max: 0 } } : "not_a_photo";
      const wrong = await stored.json().catch(() => ({ field: "photo", problem }));
      return { refused: { invalid: [wrong] } };
    }
    if (!stored.ok) return null;
  }
  const response = await reach("/api/v1/command", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ community: entry.community, envelope: entry.envelope, sender: entry.sender }),
  });
  if (response.status === 404) return { refused: "not_found" };
  return response.ok ? response.json() : null;
}

async function reach(url, request) {
  const response = await fetch(url, request);
  if (GONE.includes(response.status)) throw new Error(`${url}: ${response.status}`);
  return response;
}

async function tell(message) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) {
    client.postMessage(message);
  }
}

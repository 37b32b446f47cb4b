// Twoline's service worker: opens the app without network and sends what waits in the outbox.
//
// The server puts two constants before this text: VERSION, which changes with every file of the app, and ASSETS, the
// addresses of these files. Nothing else of ours is JavaScript; pages and rules are the same WebAssembly bundle.

const APP = `app-${VERSION}`;
const PHOTOS = "photos";
const PHOTOS_KEPT = 300;
const SHELL = "/shell";

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(APP).then((cache) =>
      cache.addAll([SHELL, ...ASSETS].map((url) => new Request(url, { cache: "reload" })))
    ),
  );
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
  if (request.mode === "navigate") {
    event.respondWith(navigate(request));
  } else if (/^\/[^/]+\/photos\//.test(url.pathname)) {
    event.respondWith(photo(request));
  } else if (ASSETS.includes(url.pathname)) {
    event.respondWith(asset(request));
  }
});

// The network first; without it the empty shell, in which the bundle mounts and reads its copies.
async function navigate(request) {
  const answer = await fetch(request).catch(() => null);
  // A proxy answers for a server that is gone.
  if (answer && ![502, 503, 504].includes(answer.status)) return answer;
  return (await caches.match(SHELL)) ?? answer ?? Response.error();
}

async function asset(request) {
  return (await caches.match(request, { cacheName: APP })) ?? fetch(request);
}

// Photos never change under their address.
async function photo(request) {
  const cache = await caches.open(PHOTOS);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) {
    await cache.put(request, response.clone());
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - PHOTOS_KEPT)).map((key) => cache.delete(key)));
  }
  return response;
}

self.addEventListener("message", (event) => {
  if (event.data.update) self.skipWaiting();
  if (event.data.drain) event.waitUntil(drain());
  if (event.data.keep) {
    event.waitUntil(Promise.allSettled(event.data.keep.map((url) => photo(new Request(url)))));
  }
  if (event.data.forget) event.waitUntil(caches.delete(PHOTOS));
});

// Where the browser has Background Sync, what waits is sent even while no page is open.
self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(drain());
});

// The outbox. The page makes the database; here it is only opened, and an empty one is not created by looking.
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

// One at a time in this worker; whoever asks meanwhile is served by one more round.
function drain() {
  if (draining) {
    again = true;
  } else {
    draining = (async () => {
      do {
        again = false;
        await round();
      } while (again);
    })().finally(() => {
      draining = null;
    });
  }
  return draining;
}

async function round() {
  const database = await open();
  if (!database) return;
  try {
    // In the order in which they were made: their ids begin with the time.
    for (const entry of await ask(database, "readonly", (store) => store.getAll())) {
      if (entry.refusal) continue;
      const answer = await send(entry);
      if (answer?.done) {
        await ask(database, "readwrite", (store) => store.delete(entry.id));
      } else if (answer?.refused) {
        await ask(database, "readwrite", (store) => store.put({ ...entry, refusal: answer.refused }));
      }
      await tell({ sent: { id: entry.id, answer } });
      if (!answer) {
        await self.registration.sync?.register("outbox").catch(() => {});
        break;
      }
    }
  } finally {
    database.close();
  }
}

// What the server answered, or null while it can't be reached: then everything waits on.
async function send(entry) {
  try {
    for (const photo of entry.photos) {
      const url = `/api/v1/${entry.community}/photos/${photo.id}?sender=${entry.sender ?? ""}`;
      const stored = await fetch(url, { method: "PUT", body: photo.blob });
      if (stored.status === 401) return { refused: "signed_out" };
      if (stored.status === 413 || stored.status === 415) {
        // A proxy that takes less than the server says so in words of its own.
        const wrong = await stored.json().catch(() => ({ field: "photo", problem: { too_large: { max: 1 } } }));
        return { refused: { invalid: [wrong] } };
      }
      if (!stored.ok) return null;
    }
    const response = await fetch("/api/v1/command", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ community: entry.community, envelope: entry.envelope, sender: entry.sender }),
    });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

async function tell(message) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) {
    client.postMessage(message);
  }
}

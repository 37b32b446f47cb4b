// The service worker by itself, in Node: what it sends of the outbox, and what it answers when
// something is missing. How it works with pages and a real server, `offline.spec.ts` shows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { expect, test } from '@playwright/test';

const script = readFileSync(join(import.meta.dirname, '../../public/sw.js'), 'utf8');

interface Entry {
  id: string;
  community: string;
  sender: string;
  envelope: { command: unknown };
  photos: { id: string; blob: unknown; sent?: boolean }[];
  seq?: number;
  begun?: boolean;
  refusal?: unknown;
}

type Answer = (url: string, init?: { signal?: AbortSignal }) => Response | Promise<Response>;

/** A worker with an outbox and a server as the test says. */
class Worker {
  /** What waits, by id. */
  outbox = new Map<string, Entry>();
  /** What pages were told. */
  told: { sent: { id: string; answer: unknown } }[] = [];
  /** Addresses that were asked for, with the id of the command that was sent. */
  asked: string[] = [];
  /** How the server answers. */
  answer: Answer = () => done();
  /** Background Syncs that were asked for. */
  syncs: string[] = [];
  /** How each file was asked for when the worker was installed. */
  installed: { url: string; cache: string }[] = [];
  /** Entries that the phone can't read any more. */
  unreadable = new Set<string>();
  /** When the phone's database opens. */
  opens: 'soon' | 'late' | 'never' = 'soon';
  /** How often it was opened, and closed again. */
  opened = 0;
  closed = 0;
  /** What is kept of photos; throws where there is no room. */
  put: () => Promise<void> = async () => undefined;
  /** The photo that is kept, if one is, and which were forgotten. */
  kept?: Response;
  deleted: string[] = [];
  private listeners = new Map<string, (event: unknown) => void>();

  constructor() {
    const self = {
      addEventListener: (name: string, listener: (event: unknown) => void) => this.listeners.set(name, listener),
      clients: { matchAll: async () => [{ postMessage: (message: Worker['told'][0]) => this.told.push(message) }] },
      registration: { sync: { register: async (tag: string) => void this.syncs.push(tag) } },
      skipWaiting: () => undefined,
    };
    const cache = {
      addAll: async (requests: Worker['installed']) => void this.installed.push(...requests),
      match: async () => this.kept,
      delete: async (request: { url: string }) => this.deleted.push(request.url) > 0,
      put: () => this.put(),
      keys: async () => [],
    };
    const world = createContext({
      self,
      caches: { open: async () => cache, match: async () => new Response('the shell') },
      indexedDB: {
        open: () => {
          const database = { transaction: () => this.transaction(), close: () => (this.closed += 1) };
          return this.opens === 'never' ? {} : this.request(() => (this.opened += 1, database), undefined, this.opens === 'late' ? 100 : 0);
        },
      },
      location: new URL('https://twoline.example/sw.js'),
      fetch: async (request: string | { url: string }, init?: { body?: string; method?: string; signal?: AbortSignal }) => {
        const url = typeof request === 'string' ? request : request.url;
        const command = init?.method === 'POST' ? ` ${JSON.parse(init.body ?? '').envelope.id}` : '';
        this.asked.push(url + command);
        return this.answer(url + command, init);
      },
      // A minute takes less than a second.
      setTimeout: (act: () => void, milliseconds: number) => setTimeout(act, milliseconds / 100),
      clearTimeout,
      AbortController,
      Request: class {
        constructor(readonly url: string, readonly init?: { cache: string }) {}
        get cache() { return this.init?.cache; }
      },
      Response,
      URL,
    });
    // As the server tells it; a test of the server compares WAITS with the rules.
    const told = `
      const VERSION = "1"; const ASSETS = ["/pkg/twoline.1a2b.wasm", "/icons/icon.svg"];
      const WAITS = { file_issue: "exists", second: "already_seconded", take_back_second: "not_seconded", enter_decision: null };`;
    runInContext(`${told}\n${script}`, world);
  }

  waits(id: string, command: unknown, photos: Entry['photos'] = [], seq?: number): void {
    const envelope = { id, command };
    this.outbox.set(id, { id, community: 'guihua', sender: 'ann', envelope, photos, seq } as Entry);
  }

  /** Gives the worker an event, and waits until it is done with it; fails as it fails. */
  async happens(name: string, event: Record<string, unknown> = {}): Promise<unknown> {
    let answer: unknown;
    const until: Promise<unknown>[] = [];
    this.listeners.get(name)?.({
      ...event,
      waitUntil: (promise: Promise<unknown>) => until.push(promise),
      respondWith: (promise: Promise<unknown>) => (answer = promise),
    });
    answer = await answer;
    for (let i = 0; i < until.length; i += 1) await until[i];
    return answer;
  }

  drain(): Promise<unknown> {
    return this.happens('message', { data: { drain: true } });
  }

  private request(read: () => unknown, after?: () => void, milliseconds = 0): { result?: unknown; onsuccess?: () => void } {
    const request = { result: undefined as unknown, onsuccess: undefined as (() => void) | undefined };
    setTimeout(() => {
      request.result = read();
      request.onsuccess?.();
      after?.();
    }, milliseconds);
    return request;
  }

  /** It ends with the last of what was asked of it; what it can't read ends it at once. */
  private transaction(): unknown {
    const transaction = {
      oncomplete: undefined as (() => void) | undefined,
      onabort: undefined as (() => void) | undefined,
      objectStore: () => store,
    };
    const { outbox, unreadable } = this;
    let pending = 0;
    let failed = false;
    const ask = (read: () => unknown) => {
      pending += 1;
      return this.request(read, () => {
        pending -= 1;
        if (failed) transaction.onabort?.();
        else if (pending === 0) transaction.oncomplete?.();
      });
    };
    const store = {
      get: (id: string) => {
        failed ||= unreadable.has(id);
        return ask(() => (failed ? undefined : outbox.get(id)));
      },
      getAllKeys: () => ask(() => [...outbox.keys()]),
      put: (entry: Entry) => ask(() => outbox.set(entry.id, entry)),
      delete: (id: string) => ask(() => outbox.delete(id)),
    };
    return transaction;
  }
}

const done = () => Response.json({ done: { issue: 1 } });
const refused = (refusal: unknown) => Response.json({ refused: refusal });
const SECOND = { second: { issue: 'i' } };
const TAKE_BACK = { take_back_second: { issue: 'i' } };
const other = (issue: string) => ({ second: { issue } });
const never: Answer = (_, init) => new Promise((_, no) => {
  init?.signal?.addEventListener('abort', () => no(new DOMException('aborted', 'AbortError')));
});
const photo = { id: 'p', blob: 'photo' };

test('what waits is sent in order, once, and pages hear of it', async () => {
  const worker = new Worker();
  worker.waits('1', SECOND, [photo]);
  worker.waits('2', SECOND);
  await worker.drain();
  expect(worker.asked).toEqual([
    '/api/v1/guihua/photos/p?sender=ann',
    '/api/v1/command 1',
    '/api/v1/command 2',
  ]);
  expect(worker.outbox.size).toBe(0);
  expect(worker.told.map(({ sent }) => sent)).toEqual([
    { id: '1', what: SECOND, answer: { done: { issue: 1 } } },
    { id: '2', what: SECOND, answer: { done: { issue: 1 } } },
  ]);
  expect(worker.syncs).toEqual([]);
});

test('what the person takes out while something else is sent, is not sent', async () => {
  const worker = new Worker();
  worker.waits('1', SECOND);
  worker.waits('2', SECOND);
  worker.answer = () => {
    worker.outbox.delete('2');
    return done();
  };
  await worker.drain();
  expect(worker.asked).toEqual(['/api/v1/command 1']);
});

test('what the person takes out while it is sent, does not come back', async () => {
  const worker = new Worker();
  worker.waits('1', SECOND);
  worker.answer = () => {
    worker.outbox.delete('1');
    return refused('not_allowed');
  };
  await worker.drain();
  expect(worker.outbox.size).toBe(0);
});

test('what is refused waits for the person, and is not sent again', async () => {
  const worker = new Worker();
  worker.waits('1', SECOND);
  worker.answer = () => refused('not_allowed');
  await worker.drain();
  await worker.drain();
  expect(worker.asked).toEqual(['/api/v1/command 1']);
  expect(worker.outbox.get('1')?.refusal).toBe('not_allowed');
});

test('a second that is there already is no refusal', async () => {
  const worker = new Worker();
  worker.waits('1', SECOND);
  worker.waits('2', TAKE_BACK);
  worker.answer = (url) => refused(url.endsWith('1') ? 'already_seconded' : 'not_seconded');
  await worker.drain();
  expect(worker.outbox.size).toBe(0);
});

test('what can never be sent does not hold up the rest', async () => {
  const worker = new Worker();
  worker.waits('1', other('a'), [photo]);
  worker.waits('2', other('b'));
  worker.waits('3', other('c'));
  worker.waits('4', other('d'));
  worker.answer = (url) => {
    if (url.includes('/photos/')) return new Response('', { status: 404 });
    if (url.endsWith('2')) return Response.json('NotFound', { status: 404 });
    if (url.endsWith('3')) return Response.json('Failed', { status: 500 });
    return done();
  };
  await worker.drain();
  expect(worker.outbox.get('1')?.refusal).toBe('not_found');
  expect(worker.outbox.get('2')?.refusal).toBe('not_found');
  // Something broke on the server: that may be mended.
  expect(worker.outbox.get('3')?.refusal).toBeUndefined();
  expect(worker.outbox.has('4')).toBe(false);
  expect(worker.syncs).toEqual(['outbox']);
});

for (const [what, answer] of [
  ['nobody answers', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['a proxy answers for the server', () => new Response('Bad gateway', { status: 502 })],
  ['a sign-in page answers', () => new Response('<html>')],
  ['a network takes what is sent and says nothing', never],
  ['an answer breaks off', (_, init) => {
    const body = new ReadableStream({
      start: (stream) => init?.signal?.addEventListener('abort', () => stream.error(new DOMException('', 'AbortError'))),
    });
    return new Response(body);
  }],
] as [string, Answer][]) {
  test(`everything waits on while ${what}`, async () => {
    const worker = new Worker();
    worker.waits('1', SECOND);
    worker.waits('2', SECOND);
    worker.answer = answer;
    await worker.drain();
    expect(worker.asked).toEqual(['/api/v1/command 1']);
    expect([...worker.outbox.keys()]).toEqual(['1', '2']);
    expect(worker.told.map(({ sent }) => sent.answer)).toEqual([null]);
    expect(worker.syncs).toEqual(['outbox']);
  });
}

test('what waits is sent in the order in which it was put there, whatever the clock said', async () => {
  const worker = new Worker();
  worker.waits('1', other('a'), [], 3);
  worker.waits('2', other('b'), [], 1);
  worker.waits('3', other('c'), [], 2);
  worker.waits('4', other('d'));
  await worker.drain();
  expect(worker.asked.map((address) => address.split(' ')[1])).toEqual(['4', '2', '3', '1']);
});

test('what undoes something that waits on does not overtake it', async () => {
  const worker = new Worker();
  worker.waits('1', SECOND, [], 1);
  worker.waits('2', TAKE_BACK, [], 2);
  worker.waits('3', other('j'), [], 3);
  worker.answer = (url) => (url.endsWith('1') ? Response.json('Failed', { status: 500 }) : done());
  await worker.drain();
  expect(worker.asked).toEqual(['/api/v1/command 1', '/api/v1/command 3']);
  worker.answer = done;
  await worker.drain();
  expect(worker.asked.slice(2)).toEqual(['/api/v1/command 1', '/api/v1/command 2']);
});

test('what is being sent is known to be on its way', async () => {
  const worker = new Worker();
  worker.waits('1', SECOND);
  worker.waits('2', other('j'));
  worker.answer = () => {
    expect([...worker.outbox.values()].map((entry) => !!entry.begun)).toEqual([true, false]);
    throw new TypeError('Failed to fetch');
  };
  await worker.drain();
  expect(worker.outbox.get('1')).toMatchObject({ begun: true, envelope: { command: SECOND } });
  expect(worker.outbox.get('2')?.begun).toBeUndefined();
});

test('a photo that was delivered is not sent again', async () => {
  const worker = new Worker();
  worker.waits('1', SECOND, [photo, { id: 'q', blob: 'photo' }]);
  worker.answer = (url) => (url.includes('/photos/p') ? new Response('') : new Response('', { status: 502 }));
  await worker.drain();
  worker.answer = (url) => (url.includes('/photos/') ? new Response('') : new Response('', { status: 502 }));
  await worker.drain();
  worker.answer = done;
  await worker.drain();
  const [p, q] = ['p', 'q'].map((id) => `/api/v1/guihua/photos/${id}?sender=ann`);
  expect(worker.asked).toEqual([p, q, q, '/api/v1/command 1', '/api/v1/command 1']);
  expect(worker.outbox.size).toBe(0);
});

test('a photo that the server kept no longer is sent once more', async () => {
  const worker = new Worker();
  worker.waits('1', SECOND, [{ ...photo, sent: true }]);
  const missing = { invalid: [{ field: 'photo', problem: 'missing' }] };
  let has = false;
  worker.answer = (url) => {
    has ||= url.includes('/photos/');
    return has ? done() : refused(missing);
  };
  await worker.drain();
  expect(worker.asked).toEqual(['/api/v1/command 1', '/api/v1/guihua/photos/p?sender=ann', '/api/v1/command 1']);
  expect(worker.outbox.size).toBe(0);
  // Where it is missing all the same, the person is told.
  worker.waits('2', SECOND, [{ ...photo, sent: true }]);
  worker.answer = (url) => (url.includes('/photos/') ? new Response('') : refused(missing));
  await worker.drain();
  expect(worker.outbox.get('2')?.refusal).toEqual(missing);
});

test('a photo that the phone can no longer read is said, and holds up nothing else', async () => {
  const worker = new Worker();
  const arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
  worker.waits('1', SECOND, [{ id: 'p', blob: { arrayBuffer } }]);
  worker.waits('2', other('j'));
  await worker.drain();
  expect(worker.asked).toEqual(['/api/v1/command 2']);
  expect(worker.outbox.get('1')?.refusal).toEqual({ invalid: [{ field: 'photo', problem: 'missing' }] });
});

test('a photo whose sending breaks by itself holds up nothing else', async () => {
  const worker = new Worker();
  worker.waits('1', SECOND, [photo]);
  worker.waits('2', other('j'));
  worker.answer = (url) => {
    if (url.includes('/photos/')) throw new TypeError('Failed to fetch');
    return done();
  };
  await worker.drain();
  expect([...worker.outbox.keys()]).toEqual(['1']);
  expect(worker.syncs).toEqual(['outbox']);
});

test('an entry that the phone can no longer read holds up nothing else', async () => {
  const worker = new Worker();
  worker.waits('1', SECOND);
  worker.waits('2', other('j'));
  worker.unreadable.add('1');
  await worker.drain();
  expect(worker.asked).toEqual(['/api/v1/command 2']);
});

test('a database that never opens, or late, holds up nothing', async () => {
  const worker = new Worker();
  worker.waits('1', SECOND);
  worker.opens = 'never';
  await worker.drain();
  worker.opens = 'late';
  await worker.drain();
  expect(worker.asked).toEqual([]);
  // What opened too late keeps no page from upgrading it.
  await expect.poll(() => worker.opened).toBe(1);
  expect(worker.closed).toBe(1);
  worker.opens = 'soon';
  await worker.drain();
  expect(worker.asked).toEqual(['/api/v1/command 1']);
  expect(worker.closed).toBe(worker.opened);
});

test('a background sync that could not send all fails, so that the browser waits before the next', async () => {
  const worker = new Worker();
  worker.waits('1', SECOND);
  worker.answer = () => new Response('', { status: 502 });
  await expect(worker.happens('sync', { tag: 'outbox' })).rejects.toThrow('not all was sent');
  expect(worker.syncs).toEqual([]);
  worker.answer = done;
  await worker.happens('sync', { tag: 'outbox' });
  expect(worker.outbox.size).toBe(0);
});

test('a photo is shown where there is no room to keep it', async () => {
  const worker = new Worker();
  worker.put = async () => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
  worker.answer = () => new Response('photo');
  const request = { url: 'https://twoline.example/guihua/photos/p', method: 'GET', mode: 'no-cors' };
  const shown = await worker.happens('fetch', { request });
  expect(await (shown as Response).text()).toBe('photo');
});

test('a photo that was kept for more than a day is shown and asked for again', async () => {
  const worker = new Worker();
  const request = { url: 'https://twoline.example/guihua/photos/p', method: 'GET', mode: 'no-cors' };
  const shown = async () => (await worker.happens('fetch', { request }) as Response).text();
  const keptFor = (hours: number) => {
    worker.kept = new Response('as it was', { headers: { date: new Date(Date.now() - hours * 3_600_000).toUTCString() } });
    worker.asked = [];
  };
  let stored = 0;
  worker.put = async () => void (stored += 1);
  worker.answer = () => new Response('painted over');
  keptFor(23);
  expect(await shown()).toBe('as it was');
  expect([worker.asked, stored]).toEqual([[], 0]);
  keptFor(25);
  expect(await shown()).toBe('as it was');
  expect([worker.asked, stored]).toEqual([[request.url], 1]);
  // Deleted, it is not kept either; without network it stays.
  worker.answer = () => new Response('', { status: 404 });
  keptFor(25);
  await shown();
  expect(worker.deleted).toEqual([request.url]);
  worker.answer = () => Promise.reject(new TypeError('no network'));
  keptFor(25);
  expect(await shown()).toBe('as it was');
  expect(worker.deleted).toEqual([request.url]);
});

test('pages fall back to the shell, files that the server makes do not', async () => {
  const worker = new Worker();
  worker.answer = () => new Response('', { status: 503 });
  const opened = (path: string) => worker.happens('fetch', {
    request: { url: `https://twoline.example${path}`, method: 'GET', mode: 'navigate' },
  });
  expect(await ((await opened('/guihua/meetings/1')) as Response).text()).toBe('the shell');
  expect(await opened('/guihua/meetings/1/papers/set.pdf')).toBeUndefined();
  expect(await opened('/guihua/meetings/1/document.json')).toBeUndefined();
});

test('where the network says nothing, pages open from the shell', async () => {
  const worker = new Worker();
  worker.answer = never;
  const request = { url: 'https://twoline.example/guihua', method: 'GET', mode: 'navigate' };
  expect(await ((await worker.happens('fetch', { request })) as Response).text()).toBe('the shell');
});

test('installing loads no file of the bundle a second time', async () => {
  const worker = new Worker();
  await worker.happens('install');
  expect(worker.installed.map(({ url, cache }) => [url, cache])).toEqual([
    ['/shell', 'reload'],
    ['/pkg/twoline.1a2b.wasm', 'default'],
    ['/icons/icon.svg', 'reload'],
  ]);
});

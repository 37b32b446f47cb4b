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
  photos: { id: string; blob: string }[];
  refusal?: unknown;
}

type Answer = (url: string) => Response | Promise<Response>;

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
  /** What is kept of photos; throws where there is no room. */
  put: () => Promise<void> = async () => undefined;
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
      match: async () => undefined,
      put: () => this.put(),
      keys: async () => [],
    };
    const world = createContext({
      self,
      caches: { open: async () => cache, match: async () => new Response('the shell') },
      indexedDB: { open: () => this.request({ transaction: () => this.transaction(), close: () => undefined }) },
      location: new URL('https://twoline.example/sw.js'),
      fetch: async (request: string | { url: string }, init?: { body?: string; method?: string }) => {
        const url = typeof request === 'string' ? request : request.url;
        const command = init?.method === 'POST' ? ` ${JSON.parse(init.body ?? '').envelope.id}` : '';
        this.asked.push(url + command);
        return this.answer(url + command);
      },
      Request: class {
        constructor(readonly url: string, readonly init?: { cache: string }) {}
        get cache() { return this.init?.cache; }
      },
      Response,
      URL,
    });
    runInContext(`const VERSION = "1"; const ASSETS = ["/pkg/twoline.1a2b.wasm", "/icons/icon.svg"];\n${script}`, world);
  }

  waits(id: string, command: unknown, photos: Entry['photos'] = []): void {
    const envelope = { id, command };
    this.outbox.set(id, { id, community: 'guihua', sender: 'ann', envelope, photos } as Entry);
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

  private request(result: unknown): { result: unknown; onsuccess?: () => void } {
    const request = { result, onsuccess: undefined as (() => void) | undefined };
    setTimeout(() => request.onsuccess?.());
    return request;
  }

  private transaction(): unknown {
    const transaction = { oncomplete: undefined as (() => void) | undefined, objectStore: () => store };
    const { outbox } = this;
    const store = {
      get: (id: string) => this.request(outbox.get(id)),
      getAll: () => this.request([...outbox.values()]),
      getAllKeys: () => this.request([...outbox.keys()]),
      put: (entry: Entry) => this.request(outbox.set(entry.id, entry)),
      delete: (id: string) => this.request(outbox.delete(id)),
    };
    setTimeout(() => transaction.oncomplete?.(), 1);
    return transaction;
  }
}

const done = () => Response.json({ done: { issue: 1 } });
const refused = (refusal: unknown) => Response.json({ refused: refusal });
const SECOND = { second: { issue: 'i' } };
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
  worker.waits('2', { take_back_second: { issue: 'i' } });
  worker.answer = (url) => refused(url.endsWith('1') ? 'already_seconded' : 'not_seconded');
  await worker.drain();
  expect(worker.outbox.size).toBe(0);
});

test('what can never be sent does not hold up the rest', async () => {
  const worker = new Worker();
  worker.waits('1', SECOND, [photo]);
  worker.waits('2', SECOND);
  worker.waits('3', SECOND);
  worker.waits('4', SECOND);
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

test('installing loads no file of the bundle a second time', async () => {
  const worker = new Worker();
  await worker.happens('install');
  expect(worker.installed.map(({ url, cache }) => [url, cache])).toEqual([
    ['/shell', 'reload'],
    ['/pkg/twoline.1a2b.wasm', 'default'],
    ['/icons/icon.svg', 'reload'],
  ]);
});

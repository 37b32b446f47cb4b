// What a phone does with its storage: it is full, it is broken, an old tab holds it.
import type { Page } from '@playwright/test';
import { community, expect, join, joinLinks, open, test } from './app';
import { PHOTO, copies, file, settle } from './steps';

const second = (page: Page) => page.locator('.second:enabled[aria-pressed=false]').first();

/** Seconds the first issue that can be, and finds it seconded after loading the page again. */
async function secondOne(page: Page): Promise<void> {
  const action = await second(page).locator('xpath=ancestor::form').getAttribute('action');
  const same = page.locator(`form[action="${action?.replace(/second$/, 'take-back')}"] .second`);
  await second(page).click();
  await expect(same).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect(same).toHaveAttribute('aria-pressed', 'true');
}

test('an old tab that keeps the database from being upgraded holds up nothing', async ({ page, server, context }) => {
  // As an earlier version made it, in a tab that is still open and does not let go.
  const old = await context.newPage();
  await context.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  await old.goto('/manifest.webmanifest');
  await old.evaluate(() => new Promise<void>((resolve) => {
    const opening = indexedDB.open('twoline', 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('copies');
      opening.result.createObjectStore('outbox', { keyPath: 'id' });
    };
    opening.onsuccess = () => {
      (window as unknown as { held: unknown }).held = opening.result;
      resolve();
    };
  }));
  await join(page, joinLinks(server).resident, '旧页面');
  await secondOne(page);
  await file(page, { title: '旧页面开着时的反映', category: 'upkeep', photo: PHOTO });
  // Once it is closed, the phone keeps copies again.
  await old.close();
  await page.goto('about:blank');
  await open(page, new URL('/guihua/issues', server.url).href);
  await settle(page, ['/api/read/feed?']);
});

test('a page that is open lets a newer version upgrade the database, and goes on', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '新版本');
  const base = community(page);
  await settle(page, ['/api/read/feed?']);
  const upgraded = await page.evaluate(() => new Promise<string>((resolve) => {
    const opening = indexedDB.open('twoline', 99);
    opening.onblocked = () => resolve('blocked');
    opening.onsuccess = () => {
      opening.result.close();
      resolve('upgraded');
    };
  }));
  expect(upgraded).toBe('upgraded');
  await secondOne(page);
  await page.locator('.issue-card__title a').first().click();
  await expect(page.locator('h1.title')).toBeVisible();
  await expect.poll(() => copies(page)).toContainEqual(expect.stringContaining('/api/read/issue?'));
  await file(page, { title: '升级之后的反映', category: 'upkeep' });
  await open(page, `${base}/issues`);
});

test('a database that never opens costs nothing but the copies', async ({ page, server, context }) => {
  await context.addInitScript(() => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
  });
  await join(page, joinLinks(server).resident, '坏存储');
  await secondOne(page);
  await file(page, { title: '存储打不开时的反映', category: 'upkeep', photo: PHOTO });
  await expect(page.locator('.photo img')).toHaveCount(1);
});

test('a full phone does not cost the report', async ({ page, server, context }) => {
  await join(page, joinLinks(server).resident, '满了');
  const base = community(page);
  await open(page, `${base}/issues/new`);
  await settle(page, ['/api/read/plan?']);
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1 });
  await file(page, { title: '手机满了的反映', category: 'upkeep', photo: PHOTO });
  await expect(page.locator('.photo img')).toHaveCount(1);
  await open(page, `${base}/issues`);
  await secondOne(page);
});

test('old copies go when there are many', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '副本');
  const base = community(page);
  await settle(page, ['/api/read/feed?']);
  await page.evaluate(() => new Promise<void>((resolve) => {
    const opening = indexedDB.open('twoline');
    opening.onsuccess = () => {
      const change = opening.result.transaction('copies', 'readwrite');
      const store = change.objectStore('copies');
      for (let n = 0; n < 300; n += 1) store.put(`{"at":${n},"value":${n}}`, `old ${n}`);
      change.oncomplete = () => resolve(opening.result.close());
    };
  }));
  await open(page, `${base}/issues`);
  await expect.poll(async () => (await copies(page)).length).toBeLessThan(200);
  const left = await copies(page);
  expect(left).toContainEqual(expect.stringContaining('/api/read/feed?'));
  expect(left).toContain('old 299');
  expect(left).not.toContain('old 0');
});

// Networks that take a connection and say nothing, and servers that come back without a word: the
// lift, the cellar, a mast that is full. Nothing may hang, and nothing be lost or doubled.
import { type Socket, createServer } from 'node:net';
import type { Page } from '@playwright/test';
import { community, expect, join, joinLinks, open, test } from './app';
import { PHOTO, report, settle } from './steps';
import type { Server } from './server';

/** In the place of the server, what takes connections and never says anything. */
async function silent(server: Server): Promise<() => Promise<void>> {
  await server.stop();
  server.unreachable = true;
  const held = new Set<Socket>();
  const hole = createServer((socket) => {
    held.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => hole.listen(Number(new URL(server.url).port), '127.0.0.1', resolve));
  return async () => {
    for (const socket of held) socket.destroy();
    await new Promise((resolve) => hole.close(resolve));
    await server.start();
  };
}

/** How many things wait on the phone. */
function waiting(page: Page): Promise<number> {
  return page.evaluate(() => new Promise((resolve) => {
    const opening = indexedDB.open('twoline');
    opening.onsuccess = () => {
      const count = opening.result.transaction('outbox').objectStore('outbox').count();
      count.onsuccess = () => resolve(count.result);
      opening.result.close();
    };
  }));
}

test('with a network that says nothing the app opens from the phone, and a tap is not lost', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '地下室');
  const base = community(page);
  await open(page, `${base}/issues`);
  await settle(page, ['/api/read/feed?', '/api/read/community?']);
  const comeBack = await silent(server);
  await page.goto(`${base}/issues`, { waitUntil: 'commit' });
  await expect(page.locator('.issue-card__title').first()).toBeVisible();
  await expect(page.locator('.banner--offline')).toBeVisible();
  const card = page.locator('.issue-card', { has: page.locator('.second[aria-pressed=false]:enabled') }).first();
  const title = await card.locator('.issue-card__title').innerText();
  const button = page.locator('.issue-card', { hasText: title }).locator('.second');
  await button.click();
  // What shows as done is safe: the app may be closed at once.
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await page.goto('about:blank');
  await comeBack();
  await open(page, `${base}/issues`);
  await expect(page.locator('.banner', { hasText: '待发送' })).toHaveCount(0);
  await open(page, `${base}/issues`);
  await expect(button).toHaveAttribute('aria-pressed', 'true');
});

test('a report into silence waits, is offered no second time, and goes by itself', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '电梯里');
  const base = community(page);
  await open(page, `${base}/issues/new`);
  await settle(page, ['/api/read/plan?', '/api/read/community?']);
  const comeBack = await silent(server);
  await page.goto(`${base}/issues/new`, { waitUntil: 'commit' });
  await report(page, { title: '没有声音的网络', category: 'upkeep', photo: PHOTO });
  await expect(page).toHaveURL(/\/outbox$/);
  await expect(page.locator('.outbox-item--waiting')).toHaveCount(1);
  // Back at the form, by whatever way, nothing of it is there.
  await page.goto(`${base}/issues/new`, { waitUntil: 'commit' });
  await expect(page.locator('#title')).toBeVisible();
  await page.waitForTimeout(1000);
  await expect(page.locator('#title')).toHaveValue('');
  await expect(page.locator('.photo-pick__preview')).toHaveCount(0);
  // Nothing tells the phone that the network answers again.
  await comeBack();
  await expect.poll(() => waiting(page), { timeout: 60_000 }).toBe(0);
  await open(page, `${base}/issues`);
  await expect(page.locator('.issue-card', { hasText: '没有声音的网络' })).toHaveCount(1);
});

test('a form that is left while it is sent is not offered again', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '急性子');
  const base = community(page);
  await open(page, `${base}/issues/new`);
  await settle(page, ['/api/read/plan?']);
  const comeBack = await silent(server);
  await report(page, { title: '按完就走', category: 'noise' });
  await expect.poll(() => waiting(page)).toBe(1);
  await page.goto(`${base}/issues/new`, { waitUntil: 'commit' });
  await expect(page.locator('#title')).toBeVisible();
  await page.waitForTimeout(1000);
  await expect(page.locator('#title')).toHaveValue('');
  await comeBack();
  await expect.poll(() => waiting(page), { timeout: 60_000 }).toBe(0);
  await open(page, `${base}/issues`);
  await expect(page.locator('.issue-card', { hasText: '按完就走' })).toHaveCount(1);
});

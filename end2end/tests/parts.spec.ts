// The bundle in parts: a page waits for its own alone, and says so where it does not come.
import type { BrowserContext, Page } from '@playwright/test';
import { codeOf, expect, join, joinLinks, keepCode, open, ready, test } from './app';
import { allParts, partFiles } from './server';
import { choose } from './steps';

type Waiting = { waiting?: (() => void)[] };

/** Pages have something else to do until `idle` is called. */
async function busy(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.requestIdleCallback = (act) => ((window as Waiting).waiting ??= []).push(act as () => void);
  });
}

async function idle(page: Page): Promise<void> {
  await page.evaluate(() => (window as Waiting).waiting?.splice(0).forEach((act) => act()));
}

/** The addresses of wasm files that pages ask for, in order. */
function fetched(context: BrowserContext): string[] {
  const files: string[] = [];
  context.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('.wasm')) files.push(pathname);
  });
  return files;
}

/** Nothing of this part comes through until what is returned is called. */
async function block(context: BrowserContext, part: string): Promise<() => Promise<void>> {
  const files = new Set(partFiles(part));
  const isOne = (url: URL) => files.has(url.pathname);
  await context.route(isOne, (route) => route.abort());
  return () => context.unroute(isOne);
}

const missing = (page: Page) => page.getByRole('heading', { level: 1, name: /^(这一页还没有载入|This page has not loaded yet)$/ });
const firstIssue = (page: Page) => page.locator('.issue-card__title a[href*="/issues/"]').first();

test('the feed loads no part, and all of them once there is nothing else to do', async ({ page, context }) => {
  await busy(context);
  const files = fetched(context);
  await open(page, '/guihua/issues');
  await page.waitForLoadState('networkidle');
  const [shared, ...own] = [...files].sort((a, b) => Number(b.includes('/twoline.')) - Number(a.includes('/twoline.')));
  expect(shared).toContain('/pkg/twoline.');
  expect(own).toEqual([]);
  await idle(page);
  const all = [...new Set(allParts().flatMap(partFiles))];
  await expect.poll(() => all.filter((file) => !files.includes(file))).toEqual([]);
  // The service worker keeps them: every page opens without network.
  await expect.poll(() => page.evaluate(async (addresses) => {
    const kept = await Promise.all(addresses.map((address) => caches.match(address)));
    return addresses.filter((_, place) => !kept[place]);
  }, [shared, ...all]), { timeout: 30_000 }).toEqual([]);
});

test('every page names the files of its part', async ({ page }) => {
  for (const [address, part] of [['issues', ''], ['plan', 'resident'], ['meetings', 'meeting'], ['join', 'join']]) {
    await page.goto(`/guihua/${address}`);
    const named = await page.locator('head link[as=fetch][href*="/pkg/"]').evaluateAll((links) =>
      links.map((link) => new URL((link as HTMLLinkElement).href).pathname));
    const own = part ? partFiles(part) : [];
    expect(named, address).toEqual(expect.arrayContaining(own));
    expect(named.length, address).toBe(own.length + 1);
  }
});

test.describe('without a service worker', () => {
  test.use({ serviceWorkers: 'block' });

  for (const language of ['zh', 'en']) {
    test(`a part that is blocked: the page says so, and opens when the way is free (${language})`, async ({ page, context, server }) => {
      await busy(context);
      await context.addCookies([{ name: 'lang', value: language, url: server.url }]);
      await join(page, joinLinks(server).resident, '挡住');
      server.unreachable = true;
      const unblock = await block(context, 'issue');
      const title = await firstIssue(page).innerText();
      await firstIssue(page).click();
      await expect(missing(page)).toHaveText(language === 'zh' ? '这一页还没有载入' : 'This page has not loaded yet');
      await expect(page).toHaveURL(/\/issues\/\d+$/);
      // What is there goes on.
      await page.evaluate(() => history.back());
      await expect(firstIssue(page)).toHaveText(title);
      await firstIssue(page).click();
      await expect(missing(page)).toBeVisible();
      await unblock();
      await page.getByRole('button', { name: /^(再试一次|Try again)$/ }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
      await expect(missing(page)).toHaveCount(0);
    });
  }

  test('a page whose part is blocked stays as the server made it, and nothing typed is lost', async ({ page, context, server }) => {
    server.unreachable = true;
    const unblock = await block(context, 'join');
    const link = joinLinks(server).resident;
    await page.goto(link);
    // The script that sends the code is in the part: it is typed.
    await page.locator('#code').fill(codeOf(link));
    await page.getByRole('button', { name: '下一步' }).click();
    const nickname = page.getByLabel(/邻居看到的名字/);
    await nickname.fill('等一等');
    await page.getByLabel(/我已阅读并同意/).check();
    const note = page.getByRole('status').filter({ hasText: '页面还没有全部载入' });
    await expect(note).toBeVisible();
    await expect(page.locator('html[data-ready]')).toHaveCount(0);
    await unblock();
    await ready(page);
    await expect(note).toHaveCount(0);
    await expect(nickname).toHaveValue('等一等');
    await page.getByRole('button', { name: '加入' }).click();
    await keepCode(page);
    await expect(page.getByRole('heading', { level: 1, name: '议题' })).toBeVisible();
  });

  test('a report that is typed before its part has come is not lost', async ({ page, context, server }) => {
    await join(page, joinLinks(server).resident, '先写');
    server.unreachable = true;
    const unblock = await block(context, 'resident');
    await page.goto('/guihua/issues/new');
    await page.locator('#title').fill('还没载入就写的');
    await choose(page, 'upkeep');
    await unblock();
    await ready(page);
    await expect(page.locator('#title')).toHaveValue('还没载入就写的');
    await expect(page.locator('#category input[value=upkeep]')).toBeChecked();
  });

  test('the server goes before a part was fetched: it comes by itself when the server is back', async ({ page, context, server }) => {
    await busy(context);
    await join(page, joinLinks(server).resident, '停机');
    const title = await firstIssue(page).innerText();
    await server.stop();
    await firstIssue(page).click();
    await expect(missing(page)).toBeVisible();
    await server.start();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title, { timeout: 20_000 });
  });

  test('the server goes after all parts were fetched: every page opens and says what it lacks', async ({ page, context, server }) => {
    const files = fetched(context);
    await open(page, '/guihua/issues');
    const all = [...new Set(allParts().flatMap(partFiles))];
    await expect.poll(() => all.filter((file) => !files.includes(file))).toEqual([]);
    await page.waitForLoadState('networkidle');
    await server.stop();
    await page.locator('.tabs__item[href="/guihua/meetings"]').click();
    await expect(page).toHaveURL(/\/meetings$/);
    await expect(page.getByRole('heading', { level: 1, name: '会议' })).toBeVisible();
    await expect(missing(page)).toHaveCount(0);
  });

  test('a new version while a page is open: what it has goes on, and what it lacks offers to reload', async ({ page, context, server }) => {
    await busy(context);
    await join(page, joinLinks(server).resident, '更新');
    const title = await firstIssue(page).innerText();
    await server.stop();
    server.newVersion();
    const bringBack = server.withoutPart('issue');
    await server.start();
    server.unreachable = true;
    await page.locator('.tabs__item[href="/guihua/meetings"]').click();
    await expect(page.getByRole('heading', { level: 1, name: '会议' })).toBeVisible();
    await page.evaluate(() => history.back());
    await firstIssue(page).click();
    await expect(page.getByRole('heading', { level: 1, name: '双线已更新' })).toBeVisible();
    // A version that lacks no part of its own.
    bringBack();
    await page.getByRole('button', { name: '重新加载' }).click();
    await ready(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  });
});

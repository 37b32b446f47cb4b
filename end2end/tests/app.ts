import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type BrowserContext, type Page, expect } from '@playwright/test';
import { type Server, test as base } from './server';

export { expect } from '@playwright/test';

/** Another person on a phone of their own, joined with a slip's link. */
type Another = (link: string, nickname: string) => Promise<Page>;

/**
 * Every page of a test is watched: an error in its console fails the test. Excepted are requests
 * while the server can't be reached, and what the browser notes of a page that says no by its own
 * status (no such page, a form that came back).
 */
export const test = base.extend<{ watch: (context: BrowserContext) => void; watched: void; another: Another }>({
  watch: async ({ server }, use) => {
    const errors: string[] = [];
    await use((context) => {
      context.on('console', (message) => {
        const unreachable = server.unreachable && /net::ERR_|Failed to fetch|NetworkError|status code is not ok/.test(message.text());
        const gone = server.unreachable && message.location().url.endsWith('.wasm');
        const page = message.page()?.url();
        const saidNo = /status of (401|404|422|429) /.test(message.text()) && message.location().url === page;
        if (message.type() === 'error' && !unreachable && !gone && !saidNo) {
          errors.push(`${message.page()?.url()}: ${message.text()}`);
        }
      });
      context.on('weberror', (error) => errors.push(`${error.page()?.url()}: ${error.error()}`));
    });
    expect(errors, 'errors in the console').toEqual([]);
  },
  watched: [
    async ({ context, watch }, use) => {
      watch(context);
      await use();
    },
    { auto: true },
  ],
  another: async ({ browser, watch, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (link, nickname) => {
      const context = await browser.newContext({ baseURL });
      contexts.push(context);
      watch(context);
      const page = await context.newPage();
      await join(page, link, nickname);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

/** What an issue is called that would run a script, if any page wrote it raw. */
export const HARMFUL = '</title></textarea><script>alert(1)</script>';

/** The join links that the server printed at its last start. */
export function joinLinks(server: Server): { resident: string; leader: string; secretary: string; supervisor: string } {
  const links = server.output.match(/https?:\/\/\S+\/join#\w+/g) ?? [];
  const [resident, leader, secretary, supervisor] = links.slice(-4);
  return { resident, leader, secretary, supervisor };
}

/** The code in a slip's link. */
export function codeOf(link: string): string {
  return new URL(link).hash.slice(1);
}

/** Opens a page and waits until the bundle runs. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await ready(page);
}

/** Waits until the bundle runs in the page. */
export async function ready(page: Page): Promise<void> {
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
}

/** Joins with a slip's link, as a person who reads the page would. */
export async function join(page: Page, link: string, nickname: string): Promise<void> {
  await open(page, link);
  // The code is sent for whoever comes by a link.
  await page.locator('#nickname').waitFor();
  await ready(page);
  await page.getByLabel(/邻居看到的名字|The name that neighbours see/).fill(nickname);
  await page.getByLabel(/我已阅读并同意|I have read this and agree/).check();
  await page.getByRole('button', { name: /^(加入|Join)$/ }).click();
  await keepCode(page);
  await expect(page.getByRole('heading', { level: 1, name: /^(议题|Issues)$/ })).toBeVisible();
  await ready(page);
}

/** The recovery code that is shown once to whoever has joined or come back; then goes on. */
export async function keepCode(page: Page): Promise<string> {
  const code = await page.locator('p.code').textContent();
  await page.getByRole('link', { name: /^(收好了，去看议题|Kept it: on to the issues)$/ }).click();
  return code ?? '';
}

/** The community's part of an address, such as `/guihua`. */
export function baseOf(address: string): string {
  return `/${new URL(address).pathname.split('/')[1]}`;
}

/** The same of the page's address. */
export function community(page: Page): string {
  return baseOf(page.url());
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Finds no violation of WCAG 2.2 AA or good practice on the page as it is. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated, not inserted as a script: the page's own policy allows no foreign scripts.
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    // @ts-expect-error axe came with the line above
    const results = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return results.violations.map((v: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
      // One of a kind is enough to find the rest by.
      `${v.id}, ${v.nodes.length} times: ${v.nodes[0].html} ${v.nodes[0].failureSummary}`);
  });
  expect(violations, `axe on ${page.url()}`).toEqual([]);
}

/** Nothing on the page is wider than the screen. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wider, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
  // Nor does what can be pressed stick out of its card.
  const out = await page.evaluate(() => [...document.querySelectorAll('.card :is(button, .btn, select, input, textarea)')].filter((control) => {
    const { left, right, width } = control.getBoundingClientRect();
    const card = control.closest('.card')!.getBoundingClientRect();
    return width > 1 && control.checkVisibility() && (right > card.right + 1 || left < card.left - 1);
  }).map((control) => control.outerHTML));
  expect(out, `${page.url()}: out of its card`).toEqual([]);
}

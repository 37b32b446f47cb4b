// What axe does not see: where the keyboard goes on, in which order things come, and what is left
// where the system gives the colours.
import { type Locator, type Page } from '@playwright/test';
import { community, expect, join, joinLinks, open, test } from './app';

test('the skip link leads into the content, also once the bundle runs', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '王');
  await open(page, `${community(page)}/issues`);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: '跳到正文' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.locator('main :focus')).toHaveCount(1);
});

test('after going to another page the keyboard is on its heading, and the window says where one is', async ({ page, server }) => {
  await join(page, joinLinks(server).secretary, '张');
  const menu = page.getByRole('navigation', { name: '主导航' });
  for (const name of ['会议', '受理台', '消息', '我的', '议题']) {
    await menu.getByRole('link', { name }).click();
    // One's own page is headed by one's name.
    const heading = page.getByRole('heading', { level: 1, name: name === '我的' ? '张' : name });
    await expect(heading).toBeVisible();
    await expect(heading).toBeFocused();
    await expect(page).toHaveTitle(new RegExp(name));
  }
  // Headings that come with what is read.
  const title = page.locator('.issue-card__title a').first();
  const words = await title.innerText();
  await title.click();
  await expect(page.getByRole('heading', { level: 1, name: words })).toBeFocused();
  // The next key goes on in the page.
  await page.keyboard.press('Tab');
  await expect(page.locator('main :focus')).toHaveCount(1);
});

test.describe('on a wide screen', () => {
  test.use({ viewport: { width: 1280, height: 844 } });

  test('the menu comes before the content, as it is seen', async ({ page, server }) => {
    await join(page, joinLinks(server).resident, '王');
    await open(page, `${community(page)}/issues`);
    const seen: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      await page.keyboard.press('Tab');
      seen.push(await page.evaluate(() => (document.activeElement?.closest('main, nav.tabs, header') ?? document.body).tagName));
    }
    const [header, nav, main] = ['HEADER', 'NAV', 'MAIN'].map((tag) => seen.indexOf(tag));
    expect(header).toBeGreaterThanOrEqual(0);
    expect(nav).toBeGreaterThan(header);
    expect(main).toBeGreaterThan(nav);
  });
});

/** How many colours are to be seen in a part of an element: left, top, right, bottom from 0 to 1. */
async function colours(page: Page, element: Locator, [left, top, right, bottom]: number[]): Promise<number> {
  await element.scrollIntoViewIfNeeded();
  const png = (await element.screenshot()).toString('base64');
  return page.evaluate(async ([png, left, top, right, bottom]) => {
    const bytes = Uint8Array.from(atob(png as string), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const part = (of: number, at: number): number => Math.round(of * at);
    const [x, y] = [part(image.width, left as number), part(image.height, top as number)];
    const [width, height] = [part(image.width, right as number) - x, part(image.height, bottom as number) - y];
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    canvas.drawImage(image, 0, 0);
    const pixels = canvas.getImageData(x, y, Math.max(width, 1), Math.max(height, 1)).data;
    const found = new Set<string>();
    for (let n = 0; n < pixels.length; n += 4) found.add(pixels.slice(n, n + 3).join());
    return found.size;
  }, [png, left, top, right, bottom] as const);
}

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`where the system gives ${colorScheme} colours`, () => {
    test.use({ colorScheme, contextOptions: { forcedColors: 'active' } });

    test('bars, icons, arrows, states and the chosen tab are still to be seen', async ({ page, server }) => {
      await join(page, joinLinks(server).resident, '王');
      const base = community(page);
      const feed = `${base}/issues?order=seconds`;
      const seen = async (what: string, element: Locator, part: number[]): Promise<void> => {
        expect(await colours(page, element, part), what).toBeGreaterThan(1);
      };
      await open(page, feed);
      const all = [0, 0, 1, 1];
      await seen('an icon', page.locator('.tabs__item .icon').first(), all);
      await seen('the name\'s two lines', page.locator('.app__name'), [0, 0.2, 0.05, 0.8]);
      for (const status of ['accepted', 'decided', 'closed', 'filed', 'agenda', 'declined']) {
        const shape = page.locator(`.status--${status}`).first();
        if (!(await shape.count())) continue;
        const { width } = (await shape.boundingBox())!;
        await seen(status, shape, [7 / width, 0.25, 19 / width, 0.75]);
      }
      // The chosen one is drawn otherwise than its neighbours.
      const ground = (element: Locator): Promise<string> => element.evaluate((each) => getComputedStyle(each).backgroundColor);
      expect(await ground(page.locator('.segmented__item[aria-current]'))).not.toBe(await ground(page.locator('.segmented__item:not([aria-current])').first()));
      const tab = page.locator('.tabs__item[aria-current=page]');
      await seen('the mark of the chosen tab', tab, [0.2, 0, 0.8, 0.04]);
      await expect(tab).toHaveCSS('text-decoration-line', 'underline');
      await page.locator('summary', { hasText: '筛选' }).click();
      const { width } = (await page.locator('#filter-status').boundingBox())!;
      await seen('the arrow of a list', page.locator('#filter-status'), [1 - 34 / width, 0.35, 1 - 10 / width, 0.65]);
      await page.locator('.issue-card__title a').first().click();
      const bar = page.locator('.rate__bar');
      await expect(bar.first()).toBeVisible();
      // Filled at its left end, and not at its right.
      const inside = await bar.first().locator('.rate__fill').evaluate((fill) => getComputedStyle(fill).backgroundColor);
      expect(inside).not.toBe(await ground(bar.first()));
      await seen('how far the bar is filled', bar.first(), [0, 0.5, 1, 0.6]);
      await seen('the present state of the trace', page.locator('.trace__item--now'), [0, 0, 0.06, 0.2]);
    });
  });
}

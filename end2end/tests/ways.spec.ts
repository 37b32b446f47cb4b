// Ways back: the browser's and the page's own lead to where one was, with filter, search, page and
// how far one had scrolled.
import { type Page } from '@playwright/test';
import { community, expect, join, joinLinks, keepCode, open, ready, test } from './app';

const scrolled = (page: Page): Promise<number> => page.evaluate(() => Math.round(window.scrollY));

/** Opens the issue whose card is in the middle of the screen; returns its address. */
async function openInView(page: Page): Promise<string> {
  const card = page.locator('.issue-card').filter({ has: page.locator('.issue-card__title') });
  const href = await card.evaluateAll((cards) => {
    const seen = cards.find((each) => each.getBoundingClientRect().top > 100)!;
    return seen.querySelector('.issue-card__title a')!.getAttribute('href')!;
  });
  await page.locator(`.issue-card__title a[href="${href}"]`).click();
  await expect(page).toHaveURL(new RegExp(`${href}$`));
  await expect(page.locator('.trace')).toBeVisible();
  return href;
}

for (const [way, goBack] of [
  ['the browser\'s way back', async (page: Page) => void (await page.goBack())],
  ['返回', async (page: Page) => page.getByRole('link', { name: '返回' }).click()],
] as const) {
  test(`${way} leads to the list as it was left`, async ({ page, server }) => {
    await join(page, joinLinks(server).resident, '王');
    await open(page, `${community(page)}/issues?order=seconds`);
    await page.evaluate(() => window.scrollTo(0, 900));
    await expect.poll(() => scrolled(page)).toBe(900);
    const issue = await openInView(page);
    await expect.poll(() => scrolled(page)).toBe(0);
    await goBack(page);
    await expect(page).toHaveURL(/\/issues\?order=seconds$/);
    await expect.poll(() => scrolled(page)).toBe(900);
    await expect(page.locator(`.issue-card__title a[href="${issue}"]`)).toBeFocused();

    // What was looked for, and the next page of it.
    await page.locator('summary', { hasText: '搜索' }).click();
    await page.getByRole('searchbox').fill('楼');
    await page.getByRole('button', { name: '搜索' }).click();
    await expect(page).toHaveURL(/words=/);
    await ready(page);
    const more = page.getByRole('link', { name: '更多' });
    if (await more.count()) {
      await more.click();
      await expect(page).toHaveURL(/after=/);
    }
    const list = page.url();
    await openInView(page);
    await goBack(page);
    await expect(page).toHaveURL(list);
    // Whoever goes on by the menu begins at the top.
    await page.evaluate(() => window.scrollTo(0, 400));
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '会议' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '会议' })).toBeVisible();
    await expect.poll(() => scrolled(page)).toBe(0);
  });
}

test('from an issue on an agenda the way back leads to the meeting', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '王');
  await open(page, `${community(page)}/meetings/1`);
  await page.locator('.agenda-item__title a').last().click();
  await expect(page.locator('.trace')).toBeVisible();
  await page.getByRole('link', { name: '返回' }).click();
  await expect(page).toHaveURL(/\/meetings\/1$/);
  await expect(page.locator('.agenda-item').first()).toBeVisible();
});

test('a resident on a meeting is first offered reading, whoever runs it printing', async ({ page, server, another }) => {
  const links = joinLinks(server);
  await join(page, links.resident, '王');
  const meeting = `${community(page)}/meetings/1`;
  await open(page, meeting);
  await expect(page.locator('main .btn').first()).toHaveAttribute('href', /\/line$/);
  await expect(page.locator('main .btn--primary')).toHaveCount(1);
  const secretary = await another(links.secretary, '张');
  await open(secretary, meeting);
  await expect(secretary.locator('main .btn').first()).toHaveAttribute('href', /\/print$/);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('seconding comes back to the card, and the way back to the list', async ({ page, server }) => {
    // What stands behind # stays in the browser: without script the code is typed.
    const [address, code] = joinLinks(server).resident.split('#');
    await page.goto(address);
    await page.locator('#code').fill(code);
    await page.locator('main form').getByRole('button').first().click();
    await page.locator('#nickname').fill('旧手机');
    await page.locator('#consent').check();
    await page.getByRole('button', { name: '加入', exact: true }).click();
    await keepCode(page);
    await expect(page.getByRole('heading', { level: 1, name: '议题' })).toBeVisible();
    await page.goto(`${community(page)}/issues?order=seconds`);
    const card = page.locator('.issue-card', { has: page.locator('.second[aria-pressed=false]:enabled') }).last();
    const issue = (await card.locator('.issue-card__title a').getAttribute('href'))!;
    const id = await card.getAttribute('id');
    await card.locator('.second').click();
    await expect(page).toHaveURL(new RegExp(`/issues\\?order=seconds#${id}$`));
    await expect(page.locator(`#${id} .second`)).toHaveAttribute('aria-pressed', 'true');
    const top = await page.locator(`#${id}`).evaluate((each) => each.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(844);
    await page.locator(`a[href="${issue}"]`).first().click();
    await page.getByRole('link', { name: '返回' }).click();
    await expect(page).toHaveURL(/\/issues\?order=seconds$/);
  });
});

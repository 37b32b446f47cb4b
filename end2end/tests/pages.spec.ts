// Every page, signed out and in, in both languages, at three widths and in elder mode: no error in the console, no
// violation that axe finds, nothing wider than the screen.
import type { Page } from '@playwright/test';
import { community, expect, expectAccessible, expectNoSidewaysScroll, HARMFUL, join, joinLinks, open, test } from './app';

/** The pages that a member of the community can reach, by their paths. */
async function memberPages(page: Page): Promise<string[]> {
  const base = community(page);
  await open(page, `${base}/meetings`);
  const meeting = await page.locator(`a[href^="${base}/meetings/"]:not([href$="/new"])`).first().getAttribute('href');
  await open(page, `${base}/issues?order=seconds`);
  const issue = await page.locator('.issue-card__title a').first().getAttribute('href');
  return [
    base, `${base}/issues?order=mine`, `${base}/issues?order=ranked`, `${base}/issues?status=declined&category=noise`, `${issue}`, `${base}/issues/new`, `${base}/plan`,
    `${base}/meetings`, `${meeting}`, `${meeting}/print`, `${meeting}/line`, `${base}/inbox`, `${base}/me`, `${base}/outbox`, `${base}/join`,
    `${base}/issues/999999`, '/nowhere/at/all',
  ];
}

for (const locale of ['zh-CN', 'en-GB']) {
  test.describe(locale, () => {
    test.use({ locale });

    test('a visitor finds every page sound', async ({ page, server }) => {
      const { resident } = joinLinks(server);
      const base = `/${new URL(resident).pathname.split('/')[1]}`;
      for (const path of [base, `${base}/meetings`, `${base}/join`, new URL(resident).pathname, `${base}/issues/1`]) {
        await open(page, path);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    });

    for (const width of [320, 390, 1280]) {
      test(`a resident finds every page sound at ${width} px`, async ({ page, server }) => {
        test.slow();
        await page.setViewportSize({ width, height: 844 });
        await join(page, joinLinks(server).resident, '王');
        for (const path of await memberPages(page)) {
          await open(page, path);
          await expectAccessible(page);
          await expectNoSidewaysScroll(page);
        }
      });
    }

    test('the secretary finds the desk and the meeting pages sound', async ({ page, server }) => {
      test.slow();
      await join(page, joinLinks(server).secretary, '张');
      const base = community(page);
      await open(page, `${base}/meetings/new`);
      await page.locator('#meeting_place').fill('二楼');
      await page.locator('form button:not([type=button])').last().click();
      await expect(page).toHaveURL(/\/meetings\/\d+$/);
      const draft = new URL(page.url()).pathname;
      for (const path of [`${base}/desk`, `${base}/meetings/new`, `${base}/meetings/settings`, draft, `${draft}/print`]) {
        await open(page, path);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
      await open(page, draft);
      await page.locator('#confirm-ask').click();
      await page.locator('#confirm form button:not([type=button])').click();
      await expect(page.locator('a[href$="/decisions"]')).toBeVisible();
      for (const path of [draft, `${draft}/decisions`, `${draft}/print`]) {
        await open(page, path);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    });

    test.describe('in the dark', () => {
      test.use({ colorScheme: 'dark' });

      test('every page is legible', async ({ page, server }) => {
        test.slow();
        await join(page, joinLinks(server).resident, '赵');
        for (const path of await memberPages(page)) {
          await open(page, path);
          await expectAccessible(page);
        }
      });
    });

    test('large text fits every page', async ({ page, server }) => {
      test.slow();
      await page.setViewportSize({ width: 320, height: 700 });
      await join(page, joinLinks(server).resident, '李');
      await page.locator('.app__bar button[aria-pressed]').click();
      await expect(page.locator('html.elder')).toBeAttached();
      for (const path of await memberPages(page)) {
        await open(page, path);
        await expect(page.locator('html.elder')).toBeAttached();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    });
  });
}

test('an issue that is called like a script is harmless on every page', async ({ page, server, another }) => {
  const links = joinLinks(server);
  const opened: string[] = [];
  page.on('dialog', (dialog) => {
    opened.push(dialog.message());
    void dialog.dismiss();
  });
  await join(page, links.secretary, HARMFUL.slice(0, 20));
  const base = community(page);
  await open(page, `${base}/issues/new`);
  await page.locator('#category').selectOption('other');
  await page.locator('#title').fill(HARMFUL);
  await page.locator('#body').fill(HARMFUL);
  await page.locator('#building').selectOption({ index: 1 });
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(HARMFUL);
  const issue = new URL(page.url()).pathname;
  await open(page, `${issue}/edit`);
  await expect(page.locator('#title')).toHaveValue(HARMFUL);
  await expect(page.locator('#body')).toHaveValue(HARMFUL);
  await open(page, `${base}/desk`);
  await expect(page.locator('li.card', { hasText: HARMFUL })).toBeVisible();
  const card = page.locator('li.card', { hasText: HARMFUL });
  await card.getByRole('button', { name: '受理', exact: true }).click();
  await card.locator('form').getByRole('button').first().click();
  await expect(card).toHaveCount(0);

  await open(page, `${base}/meetings/new`);
  await page.locator('#meeting_place').fill(HARMFUL);
  await page.locator('#minutes').fill('240');
  await page.locator('form button:not([type=button])').last().click();
  await expect(page).toHaveURL(/\/meetings\/\d+$/);
  const meeting = new URL(page.url()).pathname;
  await page.locator('#confirm-ask').click();
  await page.locator('#confirm form button:not([type=button])').click();
  await expect(page.locator('a[href$="/decisions"]')).toBeVisible();

  const reader = await another(links.resident, '读者');
  reader.on('dialog', (dialog) => opened.push(dialog.message()));
  for (const path of [base, issue, `${base}/plan`, `${base}/meetings`, meeting, `${meeting}/print`]) {
    await open(reader, path);
    await reader.waitForTimeout(100);
  }
  for (const path of [base, issue, `${issue}/edit`, `${base}/plan`, `${base}/inbox`, meeting, `${meeting}/print`, `${meeting}/decisions`, `${base}/me`]) {
    await open(page, path);
    await page.waitForTimeout(100);
    // As the server wrote it, too: no page may contain the tag itself.
    const html = await (await page.request.get(path)).text();
    expect(html, path).not.toContain('<script>alert(1)');
  }
  expect(opened).toEqual([]);
});

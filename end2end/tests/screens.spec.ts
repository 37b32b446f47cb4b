// What fits on a screen, and how it lies there: the feed's first screen, elder mode, a wide window,
// photos in a grid, the choice of a category and of photos, and a tap on the plan.
import { community, expect, expectAccessible, expectNoSidewaysScroll, join, joinLinks, open, test } from './app';
import { PHOTO, choose, demoPhoto, file, newMeeting, submit } from './steps';

/** How many of these are seen whole above the tabs. */
async function whole(page: import('@playwright/test').Page, selector: string): Promise<number> {
  return page.evaluate((selector) => {
    const tabs = document.querySelector('.tabs')!.getBoundingClientRect();
    const end = tabs.top > 100 ? tabs.top : window.innerHeight;
    return [...document.querySelectorAll(selector)].filter((element) => element.getBoundingClientRect().bottom <= end).length;
  }, selector);
}

for (const locale of ['zh-CN', 'en-GB']) {
  test.describe(locale, () => {
    test.use({ locale });

    test('the first screen names the next meeting and shows more than two issues', async ({ page, server }) => {
      await join(page, joinLinks(server).secretary, 'Wang');
      const meeting = await newMeeting(page, 'Room 2', 60);
      await open(page, `${community(page)}/issues`);
      await expect(page.locator('.next-meeting a')).toHaveAttribute('href', meeting);
      expect(await whole(page, '.issue-card')).toBeGreaterThanOrEqual(2);
      expect(await whole(page, '.issue-card .issue-card__title')).toBeGreaterThanOrEqual(3);
      await expectAccessible(page);
      // Larger, it breaks nothing, and an issue fits on it.
      await page.locator('.app__bar button[aria-pressed]').click();
      await expect(page.locator('html.elder')).toBeAttached();
      for (const path of ['issues', 'issues/1', 'issues/new', 'plan', 'meetings']) {
        await open(page, `${community(page)}/${path}`);
        await expectNoSidewaysScroll(page);
      }
      await open(page, `${community(page)}/issues?order=seconds`);
      expect(await whole(page, '.issue-card .issue-card__title')).toBeGreaterThanOrEqual(1);
      const card = (await page.locator('.issue-card').first().boundingBox())!;
      const [bar, tabs] = await Promise.all(['.app__bar', '.tabs'].map((part) => page.locator(part).boundingBox()));
      expect(card.height).toBeLessThan(tabs!.y - bar!.y - bar!.height);
      // No word stands on its neighbour.
      const words = await page.locator('.segmented__item').evaluateAll((items) => items.filter((item) => item.scrollWidth > item.clientWidth).length);
      expect(words).toBe(0);
    });
  });
}

test('a wide window shows the plan beside its list, and an agenda beside its candidates', async ({ page, server }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await join(page, joinLinks(server).secretary, '张');
  const beside = async () => {
    const [one, other] = await Promise.all(['.beside > :first-child', '.beside > :last-child'].map((part) => page.locator(part).boundingBox()));
    expect(other!.x).toBeGreaterThanOrEqual(one!.x + one!.width);
    expect(Math.abs(other!.y - one!.y)).toBeLessThan(60);
    await expectNoSidewaysScroll(page);
  };
  await open(page, `${community(page)}/plan`);
  await beside();
  await newMeeting(page, '二楼', 30);
  await beside();
});

test('photos are chosen by a tile in the app\'s language, and lie in a grid', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '李');
  await open(page, `${community(page)}/issues/new`);
  const tile = page.locator('.photo-pick__tile');
  await expect(tile.locator('label')).toHaveText('拍照或选照片');
  // All of the tile is the input, which says nothing in the browser's own words.
  const [tileBox, input] = await Promise.all([tile.boundingBox(), page.locator('#photo').boundingBox()]);
  expect(input!.width).toBeGreaterThan(tileBox!.width - 8);
  await expect(page.locator('#photo')).toHaveCSS('opacity', '0');
  await choose(page, 'upkeep');
  await page.locator('#title').fill('四张照片');
  await page.locator('#photo').setInputFiles([PHOTO, demoPhoto('fire-lane'), PHOTO, PHOTO]);
  await expect(page.locator('.photo-pick__preview')).toHaveCount(4);
  await submit(page.locator('#report'));
  await expect(page).toHaveURL(/\/issues\/\d+$/);
  const boxes = await page.locator('.photos .photo').evaluateAll((all) => all.map((photo) => photo.getBoundingClientRect()).map((box) => [box.left, box.top]));
  expect(boxes).toHaveLength(4);
  expect(new Set(boxes.map(([left]) => Math.round(left))).size).toBe(2);
  expect(new Set(boxes.map(([, top]) => Math.round(top))).size).toBe(2);
});

test('a tap on a pin shows the issue before one goes there', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '周');
  await open(page, `${community(page)}/plan`);
  const pin = page.locator('.plan a[href*="/issues/"]').first();
  // What is read aloud says the category and where it stands.
  await expect(pin).toHaveAttribute('aria-label', / · .+ · (待受理|附议中|已列议程|暂缓)/);
  const href = (await pin.getAttribute('href'))!;
  await pin.locator('circle').last().click();
  const preview = page.locator('#preview .plan__preview');
  await expect(preview).toBeVisible();
  await expect(page).toHaveURL(/\/plan$/);
  await expectAccessible(page);
  await preview.getByRole('button', { name: '关闭' }).click();
  await expect(preview).toHaveCount(0);
  await pin.locator('circle').last().click();
  await preview.getByRole('link', { name: '打开' }).click();
  await expect(page).toHaveURL(new RegExp(`${href}$`));
});

test('facts and photos are added to one\'s own issue, and wait where there is no network', async ({ page, server, another }) => {
  const links = joinLinks(server);
  await join(page, links.resident, '李');
  const issue = await file(page, { title: '楼道灯又坏了' });
  await page.getByRole('link', { name: '补充情况', exact: true }).click();
  await expect(page.locator('#facts')).toBeVisible();
  await submit(page.locator('#facts'));
  await expect(page.locator('#body-error')).toBeVisible();
  // An error goes when its field is right.
  await page.locator('#body').fill('今晚整栋楼都黑了。');
  await expect(page.locator('#body-error')).toBeHidden();
  await page.locator('#photo').setInputFiles(PHOTO);
  await expect(page.locator('.photo-pick__preview')).toHaveCount(1);
  await expectAccessible(page);
  await submit(page.locator('#facts'));
  await expect(page).toHaveURL(new RegExp(`${issue}$`));
  const added = page.locator('.trace__item', { hasText: '反映人补充情况' });
  await expect(added).toHaveCount(1);
  await expect(added).toContainText('今晚整栋楼都黑了。');
  await expect(added.locator('.trace__photos img')).toHaveCount(1);

  // Without network it waits, photo and all.
  await open(page, `${issue}/add`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await server.stop();
  await page.locator('#body').fill('物业说明天来修。');
  await page.locator('#photo').setInputFiles(PHOTO);
  await expect(page.locator('.photo-pick__preview')).toHaveCount(1);
  await submit(page.locator('#facts'));
  const waits = page.locator('.outbox-item--waiting');
  await expect(waits).toContainText('补充情况');
  await expect(waits).toContainText('物业说明天来修。');
  await server.start();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(waits).toHaveCount(0);
  await open(page, issue);
  await expect(added).toHaveCount(2);
  await expect(added.last()).toContainText('物业说明天来修。');
  await expect(added.last().locator('.trace__photos img')).toHaveCount(1);
  // Nobody else adds to it.
  const neighbour = await another(links.leader, '王');
  await open(neighbour, issue);
  await expect(neighbour.getByRole('link', { name: '补充情况', exact: true })).toHaveCount(0);
});

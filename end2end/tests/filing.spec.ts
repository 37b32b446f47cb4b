// Filing on cheap phones: the camera that costs the page its memory, browsers inside chat apps,
// coarse positions, and photos as they really come.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { community, expect, expectAccessible, join, joinLinks, open, test } from './app';
import { PHOTO, choose, expectDrawn } from './steps';

const preview = (page: Page) => page.locator('.photo-pick__preview img');

function jpeg(buffer: Buffer, name = 'photo.jpg') {
  return { name, mimeType: 'image/jpeg', buffer };
}

/** A picture that the page paints, as a file. */
async function painted(page: Page, width: number, height: number, type: string): Promise<Buffer> {
  const data = await page.evaluate(([width, height, type]) => {
    const canvas = document.createElement('canvas');
    canvas.width = Number(width);
    canvas.height = Number(height);
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#ddd';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = '#222';
    context.font = '40px sans-serif';
    for (let y = 60; y < canvas.height; y += 80) context.fillText(`${y}`, 40, y);
    return canvas.toDataURL(String(type)).split(',')[1];
  }, [width, height, type]);
  return Buffer.from(data, 'base64');
}

test('a page that the phone threw away for the camera comes back with all that was chosen', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '相机');
  const form = `${community(page)}/issues/new`;
  await open(page, form);
  await choose(page, 'upkeep');
  await page.locator('#title').fill('三楼平台漏水');
  await page.locator('#building').selectOption({ index: 3 });
  const building = await page.locator('#building').inputValue();
  // Its area is not the one that follows from the building.
  await page.locator('#area').selectOption('estate');
  await page.locator('#photo').setInputFiles(PHOTO);
  await expect(preview(page)).toHaveCount(1);
  // The camera for a second photo: the browser needs the memory, and makes the page anew.
  await page.goto('about:blank');
  await open(page, form);
  await expect(page.getByRole('status').filter({ hasText: '已恢复' })).toBeVisible();
  await expect(page.locator('#title')).toHaveValue('三楼平台漏水');
  await expect(page.locator('#building')).toHaveValue(building);
  await expect(page.locator('#area')).toHaveValue('estate');
  await expect(preview(page)).toHaveCount(1);
  await expectDrawn(preview(page));

  // A mark by a tap on the plan, too.
  await page.locator('.plan svg').first().click();
  const lat = await page.locator('input[name=lat]').inputValue();
  expect(lat).not.toBe('');
  await page.waitForTimeout(200);
  await page.goto('about:blank');
  await open(page, form);
  await expect(page.locator('input[name=lat]')).toHaveValue(lat);

  // What the phone has lost has to be chosen again, and is said to.
  await page.evaluate(() => new Promise<void>((resolve) => {
    const opening = indexedDB.open('twoline');
    opening.onsuccess = () => {
      const change = opening.result.transaction('drafts', 'readwrite');
      change.objectStore('drafts').clear();
      change.oncomplete = () => resolve(opening.result.close());
    };
  }));
  await open(page, form);
  await expect(page.getByRole('status').filter({ hasText: '照片不全' })).toBeVisible();

  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: '三楼平台漏水' })).toBeVisible();
  // Sent, it is no draft any more.
  await open(page, form);
  await page.waitForTimeout(500);
  await expect(page.locator('#title')).toHaveValue('');
});

test('what is kept from neighbours when filing is not shown to them, and comes back with a draft', async ({ page, server, another }) => {
  await join(page, joinLinks(server).resident, '不显示的名字');
  const form = `${community(page)}/issues/new`;
  await open(page, form);
  await choose(page, 'upkeep');
  await page.locator('#title').fill('厨房漏水');
  await page.locator('#building').selectOption({ index: 3 });
  const nameless = page.getByRole('checkbox', { name: '我的名字' });
  const atHome = page.getByRole('checkbox', { name: '家里的事' });
  await nameless.check();
  await atHome.check();
  await page.goto('about:blank');
  await open(page, form);
  await expect(nameless).toBeChecked();
  await expect(atHome).toBeChecked();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: '厨房漏水' })).toBeVisible();
  const issue = new URL(page.url()).pathname;
  await expect(page.getByText('不显示的名字（对邻居不显示）')).toBeVisible();

  const neighbour = await another(joinLinks(server).leader, '邻居');
  await open(neighbour, issue);
  await expect(neighbour.getByText('不显示名字的邻居')).toBeVisible();
  await expect(neighbour.getByText('不显示的名字')).toHaveCount(0);

  // Afterwards it is chosen anew, by a link on the issue's page.
  await page.getByRole('link', { name: '对邻居不显示的' }).click();
  await expectAccessible(page);
  await page.getByRole('checkbox', { name: '我的名字' }).uncheck();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已保存')).toBeVisible();
  await open(neighbour, issue);
  await expect(neighbour.getByText('不显示的名字')).toBeVisible();
});

test('Enter in the title files nothing', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '回车');
  await open(page, `${community(page)}/issues/new`);
  await choose(page, 'upkeep');
  await page.locator('#title').fill('三楼平台漏水');
  await page.locator('#title').press('Enter');
  await page.locator('#body').fill('还没写完。');
  await expect(page).toHaveURL(/\/issues\/new$/);
  await open(page, `${community(page)}/issues?order=mine`);
  await expect(page.locator('.issue-card')).toHaveCount(0);
});

test('where a chat app shows the page and there is no worker, a large photo is sent made smaller', async ({ page, server, context }) => {
  await context.addInitScript(() => { delete (Navigator.prototype as { serviceWorker?: unknown }).serviceWorker; });
  await join(page, joinLinks(server).resident, '微信');
  await open(page, `${community(page)}/issues/new`);
  await choose(page, 'upkeep');
  await page.locator('#title').fill('大照片');
  // 14 MB, as phones make them that put a short film behind the photo.
  await page.locator('#photo').setInputFiles(jpeg(Buffer.concat([readFileSync(PHOTO), randomBytes(14_000_000)])));
  await expect(preview(page)).toBeVisible();
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/issues/new'));
  await page.getByRole('button', { name: '提交', exact: true }).click();
  const length = Number((await (await sent).allHeaders())['content-length'] ?? 0);
  await expect(page.getByRole('heading', { level: 1, name: '大照片' })).toBeVisible();
  await expectDrawn(page.locator('.photo img'));
  expect(length, 'bytes sent').toBeLessThan(1_500_000);
});

test('without a worker a tap is sent at once', async ({ page, server, context }) => {
  await context.addInitScript(() => { delete (Navigator.prototype as { serviceWorker?: unknown }).serviceWorker; });
  await join(page, joinLinks(server).resident, '微信里');
  const button = page.locator('.second:enabled[aria-pressed=false]').first();
  const id = await button.locator('xpath=ancestor::form').getAttribute('action');
  const same = page.locator(`form[action="${id?.replace(/second$/, 'take-back')}"] .second`);
  await button.click();
  await expect(same).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect(same).toHaveAttribute('aria-pressed', 'true');
});

test('a position that is coarse, or elsewhere, is said and left out', async ({ page, server, context }) => {
  await join(page, joinLinks(server).resident, '定位');
  await open(page, `${community(page)}/issues/new`);
  await context.grantPermissions(['geolocation']);
  const find = page.getByRole('button', { name: '用手机定位' });
  const building = page.locator('#building');
  const lat = page.locator('input[name=lat]');
  // In the middle of the demo's building 1.
  const at = { latitude: 31.301134, longitude: 121.238889 };
  await context.setGeolocation({ ...at, accuracy: 8 });
  await find.click();
  await expect(building).not.toHaveValue('');
  await page.getByRole('button', { name: '去掉标记' }).click();
  await context.setGeolocation({ ...at, accuracy: 2500 });
  await find.click();
  await expect(page.getByText('误差约 2500 米')).toBeVisible();
  await expect(building).toHaveValue('');
  await expect(lat).toHaveValue('');
  await context.setGeolocation({ latitude: 31.23, longitude: 121.47, accuracy: 8 });
  await find.click();
  await expect(page.getByText('不在本小区附近')).toBeVisible();
  await expect(lat).toHaveValue('');
});

test('a photo that can not be used is said, and the others stay', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '照片');
  await open(page, `${community(page)}/issues/new`);
  const whole = readFileSync(PHOTO);
  const wrong = page.locator('#photo-error');
  await page.locator('#photo').setInputFiles([jpeg(whole), jpeg(Buffer.alloc(0), 'empty.jpg')]);
  await expect(wrong).toBeVisible();
  await expect(preview(page)).toHaveCount(1);
  await page.locator('#photo').setInputFiles(jpeg(whole.subarray(0, (whole.length * 2) / 3), 'cut.jpg'));
  await expect(wrong).toBeVisible();
  await expect(preview(page)).toHaveCount(1);
  // What lacks no more than its end is still a photo.
  await page.locator('#photo').setInputFiles(jpeg(whole.subarray(0, -2), 'end.jpg'));
  await expect(preview(page)).toHaveCount(2);
  await expect(wrong).toBeHidden();
});

test('a long screenshot stays legible', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '长图');
  await open(page, `${community(page)}/issues/new`);
  const png = await painted(page, 1080, 14_400, 'image/png');
  await page.locator('#photo').setInputFiles({ name: 'chat.png', mimeType: 'image/png', buffer: png });
  await expect(preview(page)).toBeVisible();
  const size = await preview(page).evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]);
  expect(size).toEqual([600, 8000]);
});

test('what was wrong with a field is gone when it is right, and the rest stays', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '改错');
  await open(page, `${community(page)}/issues/new`);
  await page.getByRole('button', { name: '提交', exact: true }).click();
  const [title, category] = [page.locator('#title-error'), page.locator('#category-error')];
  await expect(title).toBeVisible();
  await expect(category).toBeVisible();
  await page.locator('#title').fill('   ');
  await expect(title).toBeVisible();
  await page.locator('#title').fill('雨棚漏水');
  await expect(title).toBeHidden();
  await expect(page.locator('#title')).not.toHaveAttribute('aria-invalid', 'true');
  await expect(category).toBeVisible();
  await choose(page, 'upkeep');
  await expect(category).toBeHidden();
  await expect(page.locator('#report .message--error')).toHaveCount(0);
});

test('beside all buildings the nearest is proposed, and its area comes with it', async ({ page, server, context }) => {
  await join(page, joinLinks(server).resident, '最近');
  await open(page, `${community(page)}/issues/new`);
  await context.grantPermissions(['geolocation']);
  // Some twenty metres north of the middle of the demo's building 1.
  await context.setGeolocation({ latitude: 31.301334, longitude: 121.238889, accuracy: 8 });
  await page.getByRole('button', { name: '用手机定位' }).click();
  await expect(page.getByText(/离.+最近，约 \d+ 米。/)).toBeVisible();
  await expect(page.locator('#building')).toHaveValue('');
  await page.getByRole('button', { name: /^就是/ }).click();
  await expect(page.locator('#building')).not.toHaveValue('');
  const building = await page.locator('#building').inputValue();
  await expect(page.locator('#area')).toHaveValue(`building:${building}`);
  await expect(page.getByRole('button', { name: /^就是/ })).toHaveCount(0);
});

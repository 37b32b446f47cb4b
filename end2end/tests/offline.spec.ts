// With the server really stopped: the app opens, the agenda and its sheets open and print, the last
// feed opens with its age, and what is filed waits on the phone and arrives exactly once.
import { community, expect, expectAccessible, expectNoSidewaysScroll, join, joinLinks, open, ready, test } from './app';
import { PHOTO, copies, expectDrawn, lock, newMeeting, report, settle, submit } from './steps';

/** What the form of a report needs without network. */
const FORM = ['/api/read/plan?'];

test('the app, the agenda, its sheets and the last feed open without the server', async ({ page, server }) => {
  await join(page, joinLinks(server).secretary, '书记');
  const base = community(page);
  const first = await page.locator('.issue-card__title').first().innerText();
  await open(page, `${base}/meetings`);
  await page.locator('a[href*="/meetings/"]:not([href$="/new"]):not([href$="/settings"])').first().click();
  await expect(page.locator('.agenda-item').first()).toBeVisible();
  const item = await page.locator('.agenda-item__title').first().innerText();
  const meeting = new URL(page.url()).pathname;
  // The sheets and their photos come without having been opened.
  const sheet = await (await page.request.get(`${meeting}/print`)).text();
  const shown = [...sheet.matchAll(/src="(\/[^"]*\/photos\/[^"]*)"/g)].map(([, address]) => address);
  expect(shown.length).toBeGreaterThan(0);
  const number = meeting.split('/').pop();
  const reads = ['/api/read/feed?', '/api/read/meeting?', '/api/read/papers?'];
  await settle(page, reads.map((read) => `${read}slug=${base.slice(1)}`).concat(`number=${number}`), shown);

  await server.stop();
  await open(page, '/');
  await expect(page.locator('.issue-card__title').first()).toHaveText(first);
  await expect(page.locator('.banner--offline')).toContainText(/没有网络.*(刚刚|分钟前)/);
  await open(page, meeting);
  await expect(page.locator('.agenda-item__title').first()).toHaveText(item);
  await open(page, `${meeting}/print`);
  await expect(page.locator('.sheet--agenda')).toContainText(item);
  const sheets = await page.locator('.sheet--item').count();
  expect(sheets).toBeGreaterThan(0);
  await expect(page.locator('.sheet--item .sheet__qr')).toHaveCount(sheets);
  const photos = page.locator('.sheet--item img');
  for (const photo of await photos.all()) await expectDrawn(photo);
  // A leaf an item, on both sides; the agenda and its empty back, the record and the sign-in sheet.
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
  expect(pages.length).toBe(4 + 2 * sheets);
  await server.start();
});

test('a report with a photo waits for the server and arrives exactly once', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '王阿姨');
  const base = community(page);
  await open(page, `${base}/issues/new`);
  await settle(page, FORM);
  await server.stop();

  await open(page, `${base}/issues/new`);
  const body = '二楼到三楼全黑，报修过两次，每次换上新灯泡，没过几天又坏。楼里老人多，晚上下楼只能扶着墙走。';
  await report(page, { title: '断网时反映的楼道灯', category: 'upkeep', body, photo: PHOTO });
  await expect(page).toHaveURL(/\/outbox$/);
  const waiting = page.locator('.outbox-item--waiting');
  await expect(waiting).toContainText('断网时反映的楼道灯');
  // Its words leave the title its place beside the photo.
  await expect(waiting.locator('img')).toBeVisible();
  const card = (await waiting.boundingBox())!;
  expect((await waiting.locator('.outbox-item__title').boundingBox())!.width).toBeGreaterThan(card.width / 2);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);

  // It survives closing the app.
  await page.goto('about:blank');
  await open(page, `${base}/outbox`);
  await expect(page.locator('.outbox-item--waiting')).toHaveCount(1);

  await server.start();
  // Sent by whoever notices first: pressed twice here, and the page looks by itself when it becomes
  // visible.
  const send = page.getByRole('button', { name: '现在发送' });
  for (let press = 0; press < 2; press += 1) await send.click({ timeout: 500 }).catch(() => undefined);
  await expect(page.locator('.outbox-item')).toHaveCount(0);
  await open(page, `${base}/issues`);
  const cards = page.locator('.issue-card', { hasText: '断网时反映的楼道灯' });
  await expect(cards).toHaveCount(1);
  await cards.getByRole('link').click();
  await expectDrawn(page.locator('.photo img'));
});

test('the same report sent over and over, its answers lost, is one issue', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '老周');
  const base = community(page);
  await open(page, `${base}/issues/new`);
  await settle(page, FORM);
  // The server carries it out, but the phone never hears of it.
  let lost = 0;
  await page.context().route('**/api/v1/command', async (route) => {
    if (lost < 2) {
      lost += 1;
      await route.fetch();
      await route.abort('connectionreset');
    } else {
      await route.continue();
    }
  });
  server.unreachable = true;
  await report(page, { title: '答复丢失的噪声反映', category: 'noise' });
  await expect(page).toHaveURL(/\/outbox$/);
  const send = page.getByRole('button', { name: '现在发送' });
  await expect(async () => {
    if (await send.isVisible()) await send.click({ timeout: 1000 });
    await expect(page.locator('.outbox-item')).toHaveCount(0, { timeout: 1000 });
  }).toPass();
  expect(lost).toBe(2);
  await open(page, `${base}/issues`);
  await expect(page.locator('.issue-card', { hasText: '答复丢失的噪声反映' })).toHaveCount(1);
});

test('a report whose photo is refused is sent without it', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '韩');
  const base = community(page);
  await open(page, `${base}/issues/new`);
  await settle(page, FORM);
  await server.stop();
  await open(page, `${base}/issues/new`);
  await report(page, { title: '照片太大的反映', category: 'upkeep', photo: PHOTO });
  await expect(page.locator('.outbox-item--waiting')).toHaveCount(1);

  // A proxy that takes less than the server does.
  await page.context().route('**/photos/*', (route) => route.fulfill({ status: 413, body: 'Too large' }));
  await server.start();
  const refused = page.locator('.outbox-item--refused');
  await page.getByRole('button', { name: '现在发送' }).first().click();
  await expect(refused).toContainText('照片太大的反映');
  await expect(refused.getByRole('button', { name: '现在发送' })).toHaveCount(0);
  await refused.getByRole('button', { name: '不带照片发送' }).click();
  await expect(page.locator('.outbox-item')).toHaveCount(0);
  await open(page, `${base}/issues`);
  const cards = page.locator('.issue-card', { hasText: '照片太大的反映' });
  await expect(cards).toHaveCount(1);
  await expect(cards.locator('img')).toHaveCount(0);
});

test('a second without network waits, shows, and arrives', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '小陈');
  const base = community(page);
  await settle(page, ['/api/read/feed?']);
  const card = page.locator('.issue-card', { has: page.locator('.second[aria-pressed=false]:enabled') }).first();
  const title = await card.locator('.issue-card__title').innerText();
  const button = page.locator('.issue-card', { hasText: title }).locator('.second');
  await server.stop();
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.banner', { hasText: '1 件待发送' })).toBeVisible();
  await open(page, `${base}/issues`);
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  const count = await button.locator('.second__count').innerText();
  await server.start();
  // Delivered while a page stands that was read before: it stays as it was tapped.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(page.locator('.banner', { hasText: '待发送' })).toHaveCount(0);
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(button.locator('.second__count')).toHaveText(count);
  // The page is still the copy, and says so.
  await expect(page.locator('.banner--offline')).toBeVisible();
  await open(page, `${base}/issues`);
  await expect(page.locator('.banner')).toHaveCount(0);
  await expect(button).toHaveAttribute('aria-pressed', 'true');
});

test('what undoes a second that is under way follows it', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '小赵');
  const base = community(page);
  await settle(page, ['/api/read/feed?']);
  await open(page, `${base}/issues`);
  const card = page.locator('.issue-card', { has: page.locator('.second[aria-pressed=false]:enabled') }).first();
  const title = await card.locator('.issue-card__title').innerText();
  const button = page.locator('.issue-card', { hasText: title }).locator('.second');
  await server.stop();
  await button.click();
  await expect(page.locator('.banner', { hasText: '1 件待发送' })).toBeVisible();
  // The worker's answer takes its time: the server has the second, and the phone does not know yet.
  let arrived = () => {};
  const carriedOut = new Promise<void>((resolve) => (arrived = resolve));
  let tapped = () => {};
  const tap = new Promise<void>((resolve) => (tapped = resolve));
  await page.context().route('**/api/v1/command', async (route) => {
    if (!route.request().serviceWorker()) return route.continue();
    const response = await route.fetch();
    arrived();
    await tap;
    await route.fulfill({ response });
  });
  await server.start();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await carriedOut;
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(page.locator('.banner', { hasText: '2 件待发送' })).toBeVisible();
  tapped();
  await expect(page.locator('.banner', { hasText: '待发送' })).toHaveCount(0);
  await open(page, `${base}/issues`);
  await expect(button).toHaveAttribute('aria-pressed', 'false');
});

test('decisions that are entered without network arrive all, in their order', async ({ page, server }) => {
  await join(page, joinLinks(server).secretary, '书记');
  const meeting = await newMeeting(page, '没有信号的活动室', 90);
  await lock(page);
  await open(page, `${meeting}/decisions`);
  await settle(page, [`number=${meeting.split('/').pop()}`]);
  await server.stop();
  const items = page.locator('.decision');
  const status = (n: number) => items.nth(n).locator('.status');
  for (const n of [0, 1]) {
    await items.nth(n).locator('input[value=owners_decide]').check({ force: true });
    await submit(items.nth(n));
    await expect(status(n)).toHaveText('待发送');
  }
  await expect(page.locator('.banner', { hasText: '2 件待发送' })).toBeVisible();
  // The first one was a mistake.
  await items.nth(0).locator('input[value=not_done]').check({ force: true });
  await items.nth(0).locator('textarea').fill('会上没有通过');
  await submit(items.nth(0));
  await expect(page.locator('.banner', { hasText: '3 件待发送' })).toBeVisible();
  // It is not published over what still waits.
  await expect(page.getByText('还有录入的决议待发送')).toBeVisible();
  await expect(page.locator('#confirm-ask')).toBeHidden();
  await open(page, `${meeting}/decisions`);
  await expect(status(1)).toHaveText('待发送');

  await server.start();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(page.locator('.banner', { hasText: '待发送' })).toHaveCount(0);
  await expect(page.locator('#confirm-ask')).toBeVisible();
  await open(page, `${meeting}/decisions`);
  for (const n of [0, 1]) await expect(status(n)).toHaveText('已录入');
  await expect(items.nth(0)).toContainText('会上没有通过');
  await expect(items.nth(0).locator('input[value=not_done]')).toBeChecked();
});

test('what was near, or searched for, leaves no copy', async ({ page, server, context }) => {
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: 31.25, longitude: 121.38 });
  await join(page, joinLinks(server).resident, '小孙');
  await expect.poll(() => copies(page)).toContainEqual(expect.stringContaining('/api/read/feed'));
  await page.getByRole('button', { name: '离我近' }).click();
  await expect(page).toHaveURL(/near=/);
  await expect(page.locator('.issue-card').first()).toBeVisible();
  await open(page, `${community(page)}/issues?words=灯`);
  await expect(page.locator('.issue-card, .empty').first()).toBeVisible();
  await page.waitForTimeout(500);
  const kept = (await copies(page)).map(decodeURIComponent);
  expect(kept.filter((name) => /"lat"|灯/.test(name))).toEqual([]);
});

test('what somebody wrote and left waiting is not the next person\'s on the same phone', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '小吴');
  const base = community(page);
  await open(page, `${base}/issues/new`);
  await settle(page, FORM);
  await server.stop();
  await open(page, `${base}/issues/new`);
  await report(page, { title: '上一位写的反映', category: 'upkeep', photo: PHOTO });
  await expect(page.locator('.outbox-item--waiting')).toHaveCount(1);
  // It stays here: the server takes nothing of it.
  await page.context().route('**/photos/*', (route) => route.abort());
  server.unreachable = true;
  await server.start();
  server.unreachable = true;
  await open(page, `${base}/me`);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByRole('link', { name: '用入户码加入' })).toBeVisible();
  await ready(page);
  await join(page, joinLinks(server).resident, '小郑');
  await open(page, `${base}/outbox`);
  await expect(page.locator('.empty')).toBeVisible();
  await expect(page.locator('.outbox-item')).toHaveCount(0);
  const left = await page.evaluate(() => new Promise<number>((resolve) => {
    const opening = indexedDB.open('twoline');
    opening.onsuccess = () => {
      const count = opening.result.transaction('outbox').objectStore('outbox').count();
      count.onsuccess = () => resolve(count.result);
      opening.result.close();
    };
  }));
  expect(left).toBe(0);
});

test('signing out leaves nothing on the phone; without network it waits', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '小钱');
  const base = community(page);
  await settle(page, ['/api/read/feed?']);
  await open(page, `${base}/issues/new`);
  await page.locator('#title').fill('没有写完的反映');
  await open(page, `${base}/me`);
  const signOut = page.getByRole('button', { name: '退出登录' });
  await expect.poll(() => copies(page)).toContainEqual(expect.stringContaining('/api/read/feed'));
  await server.stop();
  await signOut.click();
  await expect(page.locator('.toast')).toContainText('还没有退出');
  await open(page, `${base}/issues`);
  await expect(page.locator('.issue-card').first()).toBeVisible();

  await server.start();
  await open(page, `${base}/me`);
  await signOut.click();
  await expect(page.getByRole('link', { name: '用入户码加入' })).toBeVisible();
  await ready(page);
  // Whoever joins next on this phone does not find the words of the one before.
  await join(page, joinLinks(server).resident, '小周');
  await open(page, `${base}/issues/new`);
  await page.waitForTimeout(500);
  await expect(page.locator('#title')).toHaveValue('');
});

test('a new version is offered, and what waits survives it', async ({ page, server }) => {
  test.slow();
  await join(page, joinLinks(server).resident, '老李');
  const base = community(page);
  await open(page, `${base}/issues/new`);
  await settle(page, FORM);
  await server.stop();
  await open(page, `${base}/issues/new`);
  await report(page, { title: '更新前就在等的反映', category: 'noise' });
  await expect(page.locator('.outbox-item--waiting')).toHaveCount(1);

  // As if the server had said no: so it waits for the person, and not only for the network.
  await page.evaluate(() => new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('twoline');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const change = opening.result.transaction('outbox', 'readwrite');
      const outbox = change.objectStore('outbox');
      const all = outbox.getAll();
      all.onsuccess = () => all.result.forEach((entry) => outbox.put({ ...entry, refusal: 'not_allowed' }));
      change.oncomplete = () => resolve(opening.result.close());
    };
  }));

  // Another file of the app makes another worker: the server puts a hash of them all into its first
  // line.
  server.newVersion();
  await server.start();
  await open(page, `${base}/outbox`);
  await expect(page.locator('.outbox-item--refused')).toHaveCount(1);
  // What was not accepted is not said to wait, nor to be sent by itself.
  await expect(page.locator('.banner', { hasText: '1 件没有被接受' })).toBeVisible();
  await expect(page.locator('.banner', { hasText: '待发送' })).toHaveCount(0);
  await expect(page.locator('main')).not.toContainText('自动送达');
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  const update = page.locator('.banner', { hasText: '新版本已就绪' }).getByRole('button');
  // It first keeps all files of the new version.
  await expect(update).toBeVisible({ timeout: 30_000 });
  await Promise.all([page.waitForEvent('load'), update.click()]);
  await ready(page);
  const waiting = page.locator('.outbox-item--refused');
  await expect(waiting).toContainText('更新前就在等的反映');
  await waiting.getByRole('button', { name: '现在发送' }).click();
  await expect(page.locator('.outbox-item')).toHaveCount(0);
});

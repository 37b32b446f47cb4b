// The plan: going nearer, naming buildings by hand and by keyboard, and street tiles under it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { community, expect, expectAccessible, expectNoSidewaysScroll, join, joinLinks, open, test } from './app';

test('the plan goes nearer by button, key and pin, and the list follows', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '褚');
  await open(page, `${community(page)}/plan`);
  const box = page.locator('.plan svg').first();
  const whole = await box.getAttribute('viewBox');
  const listed = page.locator('#in-view .issue-card');
  const all = await listed.count();
  await page.getByRole('button', { name: '放大平面图' }).click();
  await page.getByRole('button', { name: '放大平面图' }).click();
  await expect(box).not.toHaveAttribute('viewBox', whole ?? '');
  await expect.poll(() => listed.count()).toBeLessThan(all);
  await page.locator('.plan').first().focus();
  const before = await box.getAttribute('viewBox');
  await page.keyboard.press('ArrowRight');
  await expect(box).not.toHaveAttribute('viewBox', before ?? '');
  await page.keyboard.press('0');
  await expect(box).toHaveAttribute('viewBox', whole ?? '');
  await expect(listed).toHaveCount(all);
});

test('the committee names a building where it stands', async ({ page, server }) => {
  await join(page, joinLinks(server).secretary, '卫');
  await open(page, `${community(page)}/plan`);
  const { x, y, width, height } = (await page.locator('.plan-building').first().boundingBox())!;
  await page.mouse.click(x + width / 2, y + height / 2);
  const name = page.getByLabel('楼栋名称');
  await name.fill('桂花一号');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.locator('.plan-label', { hasText: '桂花一号' })).toBeVisible();
});

for (const { locale, list, field, save, first, name } of [
  { locale: 'zh-CN', list: '楼栋', field: '楼栋名称', save: '保存', first: '请选择', name: '桂花二号' },
  { locale: 'en-GB', list: 'Building', field: 'Name of the building', save: 'Save', first: 'Please choose', name: 'Cassia 2' },
]) {
  test.describe(locale, () => {
    test.use({ locale });

    test('the committee names a building with the keyboard alone', async ({ page, server }) => {
      await join(page, joinLinks(server).secretary, 'Wei');
      await page.locator('.app__bar button[aria-pressed]').click();
      await expect(page.locator('html.elder')).toBeAttached();
      await open(page, `${community(page)}/plan`);
      const select = page.getByLabel(list, { exact: true });
      await expect(select.locator('option').first()).toHaveText(first);
      const buildings = await page.locator('.plan-building').count();
      await expect(select.locator('option')).toHaveCount(1 + buildings);
      await select.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await expect(page.locator('.plan-building.is-selected')).toHaveCount(1);
      const chosen = await select.inputValue();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.keyboard.press('Tab');
      await expect(page.getByLabel(field)).toBeFocused();
      await page.keyboard.press('Control+a');
      await page.keyboard.type(name);
      await page.keyboard.press('Tab');
      await expect(page.getByRole('button', { name: save })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.locator('.plan-label', { hasText: name })).toBeVisible();
      // On to the next one.
      await expect(select).toBeFocused();
      await expect(select).toHaveValue('');
      await expect(select.locator(`option[value="${chosen}"]`)).toHaveText(name);
      await expectAccessible(page);
    });
  });
}

test('a building that is tapped is the one in the list', async ({ page, server }) => {
  await join(page, joinLinks(server).secretary, '蒋');
  await open(page, `${community(page)}/plan`);
  const { x, y, width, height } = (await page.locator('.plan-building').first().boundingBox())!;
  await page.mouse.click(x + width / 2, y + height / 2);
  const select = page.getByLabel('楼栋', { exact: true });
  await expect(select).not.toHaveValue('');
  await page.getByRole('button', { name: '取消' }).click();
  await expect(select).toHaveValue('');
});

test('street tiles lie under the plan, move with it, and are missed by nobody', async ({ page, server }) => {
  const asked: string[] = [];
  const referrers: (string | undefined)[] = [];
  const tiles = createServer((request, answer) => {
    asked.push(request.url ?? '');
    referrers.push(request.headers.referer);
    const [, z, x, y] = request.url?.match(/^\/(\d+)\/(\d+)\/(\d+)$/) ?? [];
    const shade = (Number(x) + Number(y)) % 2 ? '#bcd' : '#dcb';
    answer.setHeader('content-type', 'image/svg+xml');
    answer.end(`<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="${shade}"/><text x="20" y="128">${z}/${x}/${y}</text></svg>`);
  });
  await new Promise<void>((resolve) => tiles.listen(0, '127.0.0.1', resolve));
  const { port } = tiles.address() as AddressInfo;
  await server.stop();
  server.options = ['--tiles', `http://127.0.0.1:${port}/{z}/{x}/{y}`, '--tiles-datum', 'gcj02', '--tiles-attribution', '© 街道图'];
  await server.start();
  await join(page, joinLinks(server).resident, '沈');
  const plan = `${community(page)}/plan`;
  expect(asked).toEqual([]);
  await open(page, plan);
  await expect(page.getByText('© 街道图')).toBeVisible();
  const images = page.locator('.plan__ground image');
  const count = await images.count();
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThanOrEqual(48);
  await expect.poll(() => asked.length).toBe(count);
  expect(referrers.filter((referrer) => referrer !== undefined)).toEqual([]);
  // They cover all of the drawing, and stay under it where one goes nearer.
  const drawing = page.locator('.plan svg').first();
  const ground = page.locator('.plan__ground');
  for (let nearer = 0; nearer < 2; nearer += 1) {
    const box = (await drawing.boundingBox())!;
    expect(await ground.boundingBox()).toEqual(box);
    expect(await ground.getAttribute('viewBox')).toBe(await drawing.getAttribute('viewBox'));
    const edges = await images.evaluateAll((all) => all.map((image) => image.getBoundingClientRect()).map((r) => [r.left, r.top, r.right, r.bottom]));
    expect(Math.min(...edges.map((edge) => edge[0]))).toBeLessThanOrEqual(box.x + 1);
    expect(Math.min(...edges.map((edge) => edge[1]))).toBeLessThanOrEqual(box.y + 1);
    expect(Math.max(...edges.map((edge) => edge[2]))).toBeGreaterThanOrEqual(box.x + box.width - 1);
    expect(Math.max(...edges.map((edge) => edge[3]))).toBeGreaterThanOrEqual(box.y + box.height - 1);
    await page.getByRole('button', { name: '放大平面图' }).click();
    await expect(page.getByRole('button', { name: '全图' })).toBeVisible();
  }
  // Going nearer asks for none again.
  expect(asked.length).toBe(count);
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('tiles.png') });

  // Without the service the plan is as it is without tiles.
  tiles.closeAllConnections();
  await new Promise((resolve) => tiles.close(resolve));
  server.unreachable = true;
  await open(page, `${plan}?again`);
  await expect(page.locator('.plan-building').first()).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('without.png') });
});

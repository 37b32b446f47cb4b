// Joining, filing with and without script, and what goes wrong on the way.
import { baseOf, codeOf, community, expect, expectAccessible, join, joinLinks, keepCode, open, ready, test } from './app';
import { PHOTO, choose, decline, demoPhoto, expectDrawn, file, settle, submit } from './steps';

test('wrong codes get a clear answer, and guessing is slowed down', async ({ page, server }) => {
  const { resident } = joinLinks(server);
  const base = baseOf(resident);
  const guess = async (): Promise<void> => {
    await open(page, `${base}/join`);
    await page.locator('#code').fill('zzzz-2222');
    await page.getByRole('button', { name: '下一步' }).click();
    await ready(page);
  };
  await guess();
  await expect(page.getByRole('alert')).toContainText('没有这个入户码');
  // Before anything else is asked for.
  await expect(page.locator('#nickname')).toHaveCount(0);
  await expect(page.locator('#code')).toBeVisible();
  await expectAccessible(page);
  // Many more, quicker than anybody types.
  const form = { code: 'zzzz2222', nickname: '猜码的人', consent: 'on' };
  for (let attempt = 0; attempt < 20; attempt += 1) {
    await page.request.post(`${base}/join`, { form, headers: { origin: server.url } });
  }
  await guess();
  await expect(page.getByRole('alert')).toContainText(/请等 \d+ 秒/);
});

test('consent is asked for, and the name stays', async ({ page, server }) => {
  const { resident } = joinLinks(server);
  await open(page, resident);
  await page.locator('#nickname').waitFor();
  await ready(page);
  // The code is in no address, not even in that of the way back.
  expect(page.url()).not.toContain('#');
  await page.locator('#nickname').fill('没看说明的人');
  await page.getByRole('button', { name: '加入', exact: true }).click();
  await expect(page.locator('#consent-error')).toContainText('勾选同意');
  await expect(page.locator('#nickname')).toHaveValue('没看说明的人');
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('joining, filing, reading and seconding work as plain forms', async ({ page, server }) => {
    const link = joinLinks(server).resident;
    await page.goto(link);
    await page.locator('#code').fill(codeOf(link));
    await page.getByRole('button', { name: '下一步' }).click();
    await page.locator('#nickname').fill('旧手机');
    await page.locator('#consent').check();
    await page.getByRole('button', { name: '加入', exact: true }).click();
    await keepCode(page);
    await expect(page.getByRole('heading', { level: 1, name: '议题' })).toBeVisible();
    const base = community(page);

    await page.goto(`${base}/issues/new`);
    await page.locator('#title').fill('字'.repeat(61));
    await page.locator('#body').fill('第一行\n<b>第二行</b>');
    await page.locator('#building').selectOption({ index: 2 });
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await expect(page.locator('#title-error')).toContainText('最多 60 字');
    await expect(page.locator('#category-error')).toBeVisible();
    await expect(page.locator('#title')).toHaveValue('字'.repeat(61));
    await expect(page.locator('#body')).toHaveValue('第一行\n<b>第二行</b>');
    expect(await page.locator('#building').evaluate((s: HTMLSelectElement) => s.selectedIndex)).toBe(2);

    await choose(page, 'noise');
    await page.locator('#title').fill('没有脚本也能反映');
    await page.locator('#photo').setInputFiles(PHOTO);
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: '没有脚本也能反映' })).toBeVisible();
    await expectDrawn(page.locator('.photo img'));
    await expect(page.locator('.second__count')).toHaveText('1');
    await page.getByRole('button', { name: /^已附议/ }).click();
    await expect(page.locator('.second__count')).toHaveText('0');
    await page.getByRole('button', { name: /^附议 ?“/ }).click();
    await expect(page.locator('.second__count')).toHaveText('1');
  });
});

test('what is typed is checked beside its field, kept as a draft, and the tap on the plan finds the building', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '赵');
  const base = community(page);
  await open(page, `${base}/issues/new`);
  await page.locator('#body').fill('写到一半');
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect(page.locator('#title-error')).toHaveText('请写一个标题。');
  await expect(page.locator('#category-error')).toHaveText('请选择类别。');
  await expect(page.locator('#category')).toBeFocused();
  await page.locator('#title').fill('草稿标题');
  await open(page, `${base}/plan`);
  await open(page, `${base}/issues/new`);
  await expect(page.getByText('已恢复您上次没有提交的内容')).toBeVisible();
  await expect(page.locator('#title')).toHaveValue('草稿标题');
  await expect(page.locator('#body')).toHaveValue('写到一半');

  const building = page.locator('#where .plan-building').nth(4);
  await building.scrollIntoViewIfNeeded();
  await building.click();
  await expect(page.locator('#where .plan-building.is-selected')).toHaveCount(1);
  expect(await page.locator('#building').inputValue()).not.toBe('');
  expect(await page.locator('#area').inputValue()).toMatch(/^building:/);
  await page.getByRole('button', { name: '去掉标记' }).click();
  await expect(page.locator('#where .plan-building.is-selected')).toHaveCount(0);
  await expect(page.locator('#where .plan-mark')).toHaveCount(0);
  await expect(page.locator('#building')).toHaveValue('');
  await expect(page.locator('#area')).toHaveValue('estate');
  // The person's own choice stays, wherever the mark is.
  await page.locator('#area').selectOption({ index: 3 });
  const own = await page.locator('#area').inputValue();
  await building.click();
  await expect(page.locator('#where .plan-building.is-selected')).toHaveCount(1);
  await expect(page.locator('#area')).toHaveValue(own);
});

test('the phone is asked for its position, and a refusal is no obstacle', async ({ page, server, context }) => {
  await join(page, joinLinks(server).resident, '钱');
  const base = community(page);
  await open(page, `${base}/issues/new`);
  await page.getByRole('button', { name: '用手机定位' }).click();
  await expect(page.getByText('没有得到定位')).toBeVisible();
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: 31.301134, longitude: 121.238889, accuracy: 12 });
  await page.getByRole('button', { name: '用手机定位' }).click();
  await expect(page.getByText('已定位，误差约 12 米。')).toBeVisible();
});

test('the reporter edits until there is an answer, and the earlier text stays', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '孙');
  await file(page, { title: '树枝太低', category: 'greening' });
  await page.getByRole('link', { name: '修改' }).click();
  await page.locator('#title').fill('树枝太低，碰到行人');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '树枝太低，碰到行人' })).toBeVisible();
  await expect(page.locator('.trace')).toContainText('修改文字');
  await expect(page.locator('.trace__quote').first()).toHaveText(/树枝太低\s*$/);
  await page.getByText('撤回', { exact: true }).first().click();
  await page.locator('details[open]').getByRole('button', { name: '撤回' }).click();
  await expect(page.locator('.status--withdrawn')).toBeVisible();
});

test('an answer that was sent does not stay in its form; at the desk one form is open at a time', async ({ page, server }) => {
  await join(page, joinLinks(server).secretary, '郑');
  await open(page, `${community(page)}/desk`);
  const waiting = page.locator('li.card');
  const issue = (await waiting.first().getByRole('link').getAttribute('href'))!;
  await waiting.nth(0).getByRole('button', { name: '不予受理' }).click();
  await waiting.nth(1).getByRole('button', { name: '答复' }).click();
  await expect(page.locator('li.card form')).toHaveCount(1);

  await open(page, issue);
  await page.locator('summary', { hasText: '答复' }).click();
  const form = page.locator('details[open] form');
  await form.locator('textarea').fill('物业明天上门。');
  await form.getByRole('button', { name: '答复' }).click();
  await expect(page.locator('.toast')).toContainText('已答复');
  await expect(page.locator('.trace')).toContainText('物业明天上门。');
  await expect(page.locator('textarea[name=body]')).toHaveValue('');
});

test('what was rewritten since the desk read it is shown before it is accepted, and supporters are told', async ({ page, server, another }) => {
  const links = joinLinks(server);
  await join(page, links.resident, '孙');
  const issue = await file(page, { title: '楼下太吵', category: 'noise' });
  const neighbour = await another(links.leader, '邻居');
  await open(neighbour, issue);
  await neighbour.locator('.second').first().click();
  await expect(neighbour.locator('.second').first()).toHaveAttribute('aria-pressed', 'true');

  const desk = await another(links.secretary, '书记');
  await open(desk, `${community(desk)}/desk`);
  const waiting = desk.locator('li.card', { hasText: '楼下太吵' });
  await waiting.getByRole('button', { name: '受理', exact: true }).click();

  await page.getByRole('link', { name: '修改' }).click();
  await page.locator('#title').fill('给我家装空调');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '给我家装空调' })).toBeVisible();

  await submit(waiting.locator('form'));
  await expect(waiting.locator('.message--warn[role=status]')).toContainText('给我家装空调');
  // Read now, it is what is accepted.
  await submit(waiting.locator('form'));
  await expect(waiting).toHaveCount(0);
  await open(page, issue);
  await expect(page.locator('.status--accepted').first()).toBeVisible();

  await open(neighbour, `${community(neighbour)}/inbox`);
  await expect(neighbour.locator('main')).toContainText('修改文字');
  await open(neighbour, issue);
  await expect(neighbour.locator('.trace')).toContainText('楼下太吵');
});

test('a tap shows before the server has answered, and is put right if it refuses', async ({ page, server, another }) => {
  const links = joinLinks(server);
  await join(page, links.resident, '周');
  const card = page.locator('.issue-card', { has: page.locator('.status--filed') })
    .filter({ has: page.locator('.second[aria-pressed=false]') }).first();
  const href = (await card.getByRole('link').getAttribute('href')) ?? '';
  const title = await card.getByRole('link').innerText();
  await open(page, href);
  const secretary = await another(links.secretary, '吴');
  await decline(secretary, title, '不属于本居民区的范围。');

  // The resident's page is older than the decline. The answer is held back until what the tap shows
  // has been seen; what may wait is sent by the service worker.
  await settle(page, []);
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.context().route('**/api/v1/command', async (route) => {
    await held;
    await route.continue();
  });
  const button = page.locator('.second');
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  answer();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(page.locator('.toast')).toContainText('不予受理');
});

test('up to four photos go with a report, one by one or together', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '冯');
  await open(page, `${community(page)}/issues/new`);
  await choose(page, 'upkeep');
  await page.locator('#title').fill('四张照片');
  const previews = page.locator('.photo-pick__preview');
  await page.locator('#photo').setInputFiles(demoPhoto('lift'));
  await expect(previews).toHaveCount(1);
  await page.locator('#photo').setInputFiles(['paving', 'stairwell', 'fire-lane', 'lift'].map(demoPhoto));
  await expect(page.locator('#photo-error')).toHaveText('最多 4 张照片。');
  await expect(previews).toHaveCount(4);
  await previews.first().getByRole('button', { name: '去掉照片' }).click();
  await expect(previews).toHaveCount(3);
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: '四张照片' })).toBeVisible();
  await expect(page.locator('.photo img')).toHaveCount(3);
});

test('the feed is searched for Chinese words, and sorted by how near issues are', async ({ page, server, context }) => {
  await join(page, joinLinks(server).resident, '陈');
  const titles = page.locator('.issue-card__title');
  await page.locator('summary', { hasText: '搜索' }).click();
  await page.getByRole('searchbox').fill('电梯');
  await page.getByRole('button', { name: '搜索' }).click();
  await expect(page).toHaveURL(/words=/);
  await expect(titles.first()).toContainText('电梯');
  const found = await titles.count();
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(10);
  await page.getByRole('link', { name: '全部', exact: true }).click();
  await expect.poll(() => titles.count()).toBeGreaterThan(found);

  await context.grantPermissions(['geolocation']);
  // In the middle of building 13; 54 metres from there is the middle of building 16.
  await context.setGeolocation({ latitude: 31.299541, longitude: 121.239489, accuracy: 10 });
  await page.getByRole('button', { name: '离我近' }).click();
  // No closer than some ten metres.
  await expect(page).toHaveURL(/near=31299500%2C121239500/);
  await expect(page.getByRole('button', { name: '离我近' })).toHaveAttribute('aria-pressed', 'true');
  await expect(titles.nth(0)).toContainText('13号楼五楼以上水压不足');
  await expect(titles.nth(1)).toContainText('16号楼顶楼漏水');
});

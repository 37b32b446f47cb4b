// The desk, as a committee works through it: what is typed stays, what is done is said, and the
// keyboard goes on at the next issue.
import { type Locator, type Page } from '@playwright/test';
import { community, expect, expectAccessible, join, joinLinks, open, ready, test } from './app';
import { accept, file, submit } from './steps';

async function desk(page: Page, link: string): Promise<Locator> {
  await join(page, link, '郑');
  await open(page, `${community(page)}/desk`);
  return page.locator('li.card');
}

const opener = (card: Locator, name: string): Locator => card.locator('.desk-item__actions').getByRole('button', { name, exact: true });

test('what is half typed at the desk is there again when its form, or the page, opens anew', async ({ page, server }) => {
  const cards = await desk(page, joinLinks(server).secretary);
  const [first, second] = [cards.nth(0), cards.nth(1)];
  await opener(first, '不予受理').click();
  await first.locator('textarea').fill('写到一半的理由');
  await opener(second, '答复').click();
  await expect(page.locator('li.card form')).toHaveCount(1);
  await second.locator('textarea').fill('写到一半的答复');
  await opener(first, '不予受理').click();
  await expect(first.locator('textarea')).toHaveValue('写到一半的理由');

  await page.reload();
  await ready(page);
  await opener(second, '答复').click();
  await expect(second.locator('textarea')).toHaveValue('写到一半的答复');
  await opener(first, '受理').click();
  await first.locator('input[type=number]').fill('40');
  await first.getByRole('checkbox').check();
  await page.reload();
  await ready(page);
  await opener(first, '受理').click();
  await expect(first.locator('input[type=number]')).toHaveValue('40');
  await expect(first.getByRole('checkbox')).toBeChecked();

  // Left on purpose it is gone, and the keyboard is where it came from.
  await first.getByRole('button', { name: '取消' }).click();
  await expect(page.locator('li.card form')).toHaveCount(0);
  await expect(opener(first, '受理')).toBeFocused();
  await opener(first, '受理').click();
  await expect(first.getByRole('checkbox')).not.toBeChecked();
});

test('what was done at the desk says with which issue, covers nothing, and the next one is focused', async ({ page, server }) => {
  const cards = await desk(page, joinLinks(server).secretary);
  const title = (n: number): Locator => cards.nth(n).locator('.desk-item__title a');
  const [done, next] = [await title(0).innerText(), await title(1).innerText()];
  const number = (await title(0).getAttribute('href'))!.split('/').pop();
  await opener(cards.nth(0), '受理').click();
  // What opens and what sends are told apart by their words.
  await cards.nth(0).getByRole('button', { name: '确认受理' }).click();
  const told = page.locator('.desk-done');
  await expect(told).toContainText(`编号 ${number}`);
  await expect(told).toContainText(done);
  await expect(page.getByRole('status').filter({ hasText: done })).toHaveCount(1);
  await expect(title(0)).toHaveText(next);
  await expect(title(0)).toBeFocused();
  await expect(page.locator('.toast')).toHaveCount(0);
  const [note, card] = [(await told.boundingBox())!, (await cards.nth(0).boundingBox())!];
  expect(note.y + note.height).toBeLessThanOrEqual(card.y);
  await expectAccessible(page);

  // An answer keeps the issue, and says so.
  const answered = await title(0).innerText();
  await opener(cards.nth(0), '答复').click();
  await cards.nth(0).locator('textarea').fill('物业明天上门。');
  await submit(cards.nth(0).locator('form'));
  await expect(told).toContainText(answered);
  await expect(page.locator('li.card', { hasText: answered })).toContainText('已答复，待受理');
});

test('ready words have gaps that must be filled in before they are sent', async ({ page, server }) => {
  const cards = await desk(page, joinLinks(server).secretary);
  const card = cards.first();
  await opener(card, '答复').click();
  const words = card.locator('textarea');
  await words.fill('您好。');
  await card.getByLabel('常用语').selectOption({ index: 1 });
  await expect(words).toHaveValue('您好。\n已转〈单位〉，〈日期〉前上门查看。');
  await expect(words).toBeFocused();
  // The first gap is what the next letter replaces.
  await page.keyboard.type('物业');
  await expect(words).toHaveValue('您好。\n已转物业，〈日期〉前上门查看。');
  await submit(card.locator('form'));
  await expect(card.locator('.field__error:visible')).toContainText('〈〉');
  await expect(words).toHaveValue('您好。\n已转物业，〈日期〉前上门查看。');
  await words.fill('您好。\n已转物业，12 月 3 日前上门查看。');
  await submit(card.locator('form'));
  await expect(page.locator('.desk-done')).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test(`the desk is filtered by category and building, ${javaScriptEnabled ? 'with' : 'without'} script`, async ({ page, server, browser }) => {
    const links = joinLinks(server);
    await join(page, links.secretary, '郑');
    await file(page, { title: '只有这件是便民服务', category: 'services', building: 3 });
    const base = community(page);
    const phone = await browser.newContext({
      baseURL: server.url, javaScriptEnabled, storageState: await page.context().storageState(), locale: 'zh-CN',
    });
    const desk = await phone.newPage();
    await desk.goto(`${base}/desk`);
    const cards = desk.locator('li.card');
    const all = await cards.count();
    // What is on offer says how many there are.
    const offered = async (list: string, value: string): Promise<number> => {
      const words = await desk.locator(`${list} option[value="${value}"]`).innerText();
      return Number(words.match(/（(\d+)）$/)![1]);
    };
    const services = await offered('#desk-category', 'services');
    expect(services).toBeLessThan(all);
    await desk.locator('#desk-category').selectOption('services');
    await desk.getByRole('button', { name: '筛选' }).click();
    await expect(cards).toHaveCount(services);
    await expect(cards.filter({ hasText: '便民服务' })).toHaveCount(services);
    // The building is that of the report.
    const ours = desk.locator('li.card', { hasText: '只有这件是便民服务' });
    const at = (await ours.locator('.meta li').nth(2).innerText()).trim();
    const id = (await desk.locator('#desk-building option', { hasText: new RegExp(`^${at}（`) }).getAttribute('value'))!;
    await desk.locator('#desk-building').selectOption(id);
    await desk.getByRole('button', { name: '筛选' }).click();
    await expect(ours).toHaveCount(1);
    await expect(cards.filter({ hasNotText: at })).toHaveCount(0);
    // Its address keeps it, and nothing of another category is there.
    await desk.locator('#desk-category').selectOption('');
    await desk.getByRole('button', { name: '筛选' }).click();
    await expect(cards).toHaveCount(await offered('#desk-building', id));
    await desk.goto(`${base}/desk?category=noise&building=nowhere`);
    await expect(desk.getByText('没有等待受理的议题符合筛选条件。')).toBeVisible();
    await desk.getByRole('link', { name: '显示全部待受理的' }).click();
    await expect(cards).toHaveCount(all);
    await phone.close();
  });
}

test('on the page of an issue, too, what was done names it', async ({ page, server }) => {
  await join(page, joinLinks(server).secretary, '郑');
  const issue = await file(page, { title: '雨棚漏水', category: 'upkeep' });
  await accept(page, '雨棚漏水');
  await open(page, issue);
  await page.locator('summary', { hasText: '答复' }).click();
  await page.locator('details[open] textarea').fill('下周修。');
  await submit(page.locator('details[open] form'));
  await expect(page.locator('.toast')).toContainText('雨棚漏水');
});

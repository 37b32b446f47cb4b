// What screens say: people and households apart, what was decided by its look, what is empty and
// what to do, and windows by what they show.
import { community, expect, HARMFUL, join, joinLinks, open, test } from './app';
import { accept, confirm, file, lock, newMeeting, submit } from './steps';

test('people and households never share a line, and who gave how much is unfolded', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '王');
  await open(page, `${community(page)}/meetings/1`);
  const item = page.locator('.agenda-item').first();
  const lines = await item.locator('.agenda-item__body p, .agenda-item__body li').allInnerTexts();
  expect(lines.some((line) => /\d+ 人附议/.test(line))).toBe(true);
  expect(lines.some((line) => /\d+ 户附议/.test(line))).toBe(true);
  for (const line of lines) expect(/\d+ 人/.test(line) && /\d+ 户/.test(line), line).toBe(false);
  // What comes first is how many seconded.
  await expect(item.locator('.agenda-item__body p').first()).toContainText(/^\d+ 人附议/);
  const gave = item.locator('details', { hasText: '谁出了多少时间' });
  await expect(gave.locator('p')).toBeHidden();
  await gave.locator('summary').click();
  await expect(gave.locator('p')).toContainText(/各出/);
});

test('the trace says what minutes mean, and not again what stands above', async ({ page, server }) => {
  await join(page, joinLinks(server).secretary, '张');
  const issue = await file(page, { title: '门厅积水', body: '下雨天门厅积水，老人容易滑倒。' });
  await accept(page, '门厅积水', { minutes: 15 });
  await open(page, issue);
  await expect(page.getByText('下雨天门厅积水，老人容易滑倒。')).toHaveCount(1);
  await expect(page.locator('.trace')).toContainText('会上约需 15 分钟');
});

test('what is not done has no tick', async ({ page, server }) => {
  await join(page, joinLinks(server).secretary, '张');
  await file(page, { title: '建一座喷泉', category: 'facilities' });
  await accept(page, '建一座喷泉', { minutes: 5, urgent: true });
  const meeting = await newMeeting(page, '二楼', 30, { begun: true });
  await lock(page);
  await open(page, `${meeting}/decisions`);
  for (const decision of await page.locator('.decision').all()) {
    await decision.getByText('不办', { exact: true }).click();
    await decision.locator('textarea').fill('没有场地。');
    await submit(decision);
    await expect(decision.locator('.status--closed')).toBeVisible();
  }
  await confirm(page);
  await expect(page).toHaveURL(new RegExp(`${meeting}$`));
  const told = page.locator('.message', { hasText: '决议：不办' }).first();
  await expect(told).toBeVisible();
  await expect(told).not.toHaveClass(/message--ok/);
  await open(page, `${community(page)}/issues?words=${encodeURIComponent('喷泉')}`);
  await expect(page.locator('.issue-card .status')).toHaveClass(/status--not-done/);
});

test('what is empty says what it is and what to do', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '王');
  const base = community(page);
  await open(page, `${base}/issues?words=${encodeURIComponent('绝没有')}`);
  await expect(page.locator('.empty')).toContainText('绝没有');
  await page.locator('.empty').getByRole('link', { name: '全部议题' }).click();
  await expect(page.locator('.issue-card').first()).toBeVisible();
  await open(page, `${base}/issues?order=mine`);
  await expect(page.locator('.empty')).toContainText('还没有反映或附议过');
  await open(page, `${base}/outbox`);
  await expect(page.locator('main')).toContainText('没有待发送的内容');
  // What is not there is not said to be kept.
  await expect(page.locator('main')).not.toContainText('这些保存在手机里');
});

test('the rules are explained by the last agenda, and one\'s own line by titles', async ({ page, server, another }) => {
  const links = joinLinks(server);
  await join(page, links.secretary, '张');
  const base = community(page);
  const issue = await file(page, { title: '东门路灯不亮', category: 'facilities' });
  await accept(page, '东门路灯不亮', { minutes: 5 });
  const neighbour = await another(links.resident, '李');
  await open(neighbour, issue);
  await neighbour.locator('.second').first().click();
  await expect(neighbour.locator('.second').first()).toHaveAttribute('aria-pressed', 'true');
  const meeting = await newMeeting(page, '二楼', 240);
  await lock(page);
  await open(page, `${base}/meetings/settings`);
  const example = page.locator('section', { hasText: '上次议程的例子' });
  await expect(example).toContainText('“东门路灯不亮”');
  await expect(example).toContainText('只看人数会选');
  await open(neighbour, `${meeting}/line`);
  await expect(neighbour.locator('main .card')).toContainText(/您附议了 \d+ 件，其中 \d+ 件上了这次议程/);
  await expect(neighbour.locator('main .card li', { hasText: '东门路灯不亮' })).toContainText('上了议程');
});

test('windows are called by the issue\'s words, and harmlessly so', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '王');
  const issue = await file(page, { title: HARMFUL });
  await open(page, issue);
  const number = issue.split('/').pop();
  await expect(page).toHaveTitle(`${HARMFUL} · 编号 ${number} · 双线`);
  const html = await (await page.request.get(issue)).text();
  expect(html).not.toContain('<script>alert(1)');
  expect(html.match(/<title>(.*?)<\/title>/s)![1]).toContain('&lt;/title&gt;');
  await open(page, `${community(page)}/issues`);
  await page.locator('.issue-card__title a').nth(1).click();
  const words = await page.getByRole('heading', { level: 1 }).innerText();
  await expect(page).toHaveTitle(new RegExp(`^${words} · `));
});

// An empty server becomes a community, by the set-up's pages alone, in both languages; then its
// people come in.
import { type Page } from '@playwright/test';
import { baseOf, expect, expectAccessible, expectNoSidewaysScroll, join, ready, test as base } from './app';
import { Server } from './server';

const test = base.extend<{ server: Server }>({
  server: async ({}, use) => {
    const server = await Server.launch(false);
    await use(server);
    await server.remove();
  },
});

/** What is on the buttons and in the headings, as the reader has it. */
const WORDS = {
  'zh-CN': {
    begin: '开始', make: '建立居民区', made: '建立', zh: '中文名称', en: '英文名称', address: '网址',
    plan: '平面图', show: '看看会有什么变化', set: '用这张平面图', isSet: '平面图已经设好：2 幢楼。',
    register: '住户登记', bad: '第 3 行：“成年人数”是空的。', take: '就这样登记', taken: '已经登记。', added: '新增 3 户',
    offices: '任职人员', office: '职务', secretary: '书记', leader: '楼组长', room: '室号', link: '生成邀请', handler: '承办人', firm: '承办人所属单位', firmName: '单位名称', addFirm: '添加单位',
    slips: '入户码', print: '在浏览器里打印', steps: '← 全部步骤', named: '桂花苑', desk: '受理台', joined: '3 户中 2 户已加入',
    atDesk: '姓名', doAtDesk: '加入', done: '已经加入。', leaderIs: '楼组长',
  },
  'en-GB': {
    begin: 'Begin', make: 'Make a community', made: 'Make it', zh: 'Its name in Chinese', en: 'Its name in English', address: 'Its address',
    plan: 'Plan', show: 'Show what would change', set: 'Set this plan', isSet: 'The plan is set: 2 buildings.',
    register: 'Register of households', bad: 'Line 3: “adults” is empty.', take: 'Take it over', taken: 'The register is taken over.', added: '3 households added',
    offices: 'People in office', office: 'Office', secretary: 'Branch secretary', leader: 'Building leader', room: 'Flat', link: 'Make an invitation', handler: 'Handler', firm: 'Organisation of a handler', firmName: 'Its name', addFirm: 'Add it',
    slips: 'Household slips', print: 'Print from the browser', steps: '← All steps', named: 'Osmanthus Court', desk: 'Desk', joined: 'Of 3 households 2 have joined',
    atDesk: 'Name', doAtDesk: 'Join', done: 'They have joined.', leaderIs: 'Building leader',
  },
} as const;

async function good(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

/** Makes an invitation to an office, and returns its link. */
async function invite(page: Page, words: (typeof WORDS)[keyof typeof WORDS], office: string, of: { building?: string; firm?: string } = {}): Promise<string> {
  await page.getByLabel(words.office, { exact: true }).selectOption({ label: office });
  if (of.building) await page.getByLabel(of.building, { exact: true }).check();
  if (of.firm) await page.getByLabel(words.firm, { exact: true }).selectOption({ label: of.firm });
  await page.getByRole('button', { name: words.link }).click();
  const link = await page.locator('#office-link').getAttribute('href');
  return link ?? '';
}

for (const locale of ['zh-CN', 'en-GB'] as const) {
  const words = WORDS[locale];
  const step = (page: Page, name: string) => page.getByRole('link', { name: new RegExp(`^\\d\\. ${name}`) }).click();

  test.describe(locale, () => {
    test.use({ locale });

    test('a community is set up from nothing, and its people come in', async ({ page, server, browser, watch }) => {
      const link = server.output.match(/https?:\/\/\S+\/setup\/link\/\S+/)?.[0] ?? '';
      await page.goto(link);
      await good(page);
      await page.getByRole('button', { name: words.begin }).click();
      await good(page);

      await page.getByRole('link', { name: words.make, exact: true }).click();
      await page.getByLabel(words.zh).fill('桂花苑');
      await page.getByLabel(words.en).fill('Osmanthus Court');
      await page.getByLabel(words.address).fill('guihua yuan');
      await page.getByRole('button', { name: words.made, exact: true }).click();
      // What was typed stays, and what is wrong is said.
      await expect(page.getByRole('alert')).toBeVisible();
      await expect(page.getByLabel(words.zh)).toHaveValue('桂花苑');
      await page.getByLabel(words.address).fill('yuan');
      await page.getByRole('button', { name: words.made, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: words.named })).toBeVisible();
      await good(page);

      await step(page, words.plan);
      const plan = await page.request.get('/setup/template/plan.geojson');
      await page.locator('#file').setInputFiles({ name: 'plan.geojson', mimeType: 'application/json', buffer: await plan.body() });
      await page.getByRole('button', { name: words.show }).click();
      await expect(page.locator('.setup__plan svg')).toBeVisible();
      await good(page);
      await page.getByRole('button', { name: words.set }).click();
      await expect(page.getByRole('status')).toContainText(words.isSet);
      await page.getByRole('link', { name: words.steps }).click();

      await step(page, words.register);
      const upload = async (text: string): Promise<void> => {
        await page.locator('#file').setInputFiles({ name: 'register.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
        await page.getByRole('button', { name: words.show }).click();
      };
      await upload('楼栋,室号,成年人数\n1号楼,101,2\n1号楼,102,\n');
      await expect(page.getByText(words.bad)).toBeVisible();
      await good(page);
      await upload('楼栋,室号,成年人数,房屋性质\n1号楼,101,2,商品房\n1号楼,102,1,\n2号楼,201,3,动迁房\n');
      await expect(page.getByText(words.added)).toBeVisible();
      await page.getByRole('button', { name: words.take }).click();
      await expect(page.getByRole('status')).toContainText(words.taken);

      // Left, and taken up again.
      await page.goto('/');
      await page.goto('/setup');
      await page.getByRole('link', { name: words.named }).click();
      await step(page, words.offices);
      const secretary = await invite(page, words, words.secretary);
      await good(page);
      const leader = await invite(page, words, words.leader, { building: '1号楼' });
      await page.getByLabel(words.firmName, { exact: true }).fill('绿苑物业');
      await page.getByRole('button', { name: words.addFirm }).click();
      const handler = await invite(page, words, words.handler, { firm: '绿苑物业' });
      expect(new URL(secretary).pathname).toBe('/yuan/join');
      await page.getByRole('link', { name: words.steps }).click();

      await step(page, words.slips);
      await good(page);
      await page.getByRole('button', { name: words.print }).click();
      await expect(page.locator('.slip')).toHaveCount(3);
      await good(page);
      const codes = await page.locator('.slip__letters').allTextContents();

      const people: Page[] = [];
      const slip = (n: number): string => `${server.url}/yuan/join#${codes[n]}`;
      for (const [address, nickname] of [[secretary, '书记'], [leader, '楼长'], [handler, '物业'], [slip(0), '101'], [slip(2), '201']]) {
        const context = await browser.newContext({ baseURL: server.url, locale });
        watch(context);
        const phone = await context.newPage();
        await join(phone, address, nickname);
        people.push(phone);
      }
      const [desk, leading] = people;
      await leading.goto('/yuan/me');
      await expect(leading.getByText(words.leaderIs)).toBeVisible();

      // The secretary sees who has joined, and joins somebody without a phone.
      await desk.goto('/yuan/desk');
      await ready(desk);
      await desk.locator('a[href$="/households"]').click();
      await expect(desk.getByText(words.joined)).toBeVisible();
      await good(desk);
      const first = desk.locator('details').first();
      await first.locator('summary').click();
      await first.getByLabel(words.room).selectOption({ label: '102' });
      await first.getByLabel(words.atDesk).fill('李阿婆');
      await first.getByRole('button', { name: words.doAtDesk, exact: true }).click();
      await expect(desk.getByRole('status')).toContainText(words.done);
      await good(desk);
      for (const phone of people) await phone.context().close();

      // The link was good once.
      const stranger = await browser.newContext({ baseURL: server.url, locale });
      const other = await stranger.newPage();
      await other.goto(link);
      await other.getByRole('button', { name: words.begin }).click();
      await expect(other.getByRole('alert')).toBeVisible();
      expect((await other.request.get('/setup/c/yuan')).status()).toBe(404);
      await stranger.close();
      expect(baseOf(secretary)).toBe('/yuan');
    });
  });
}

// Every page, by everybody who has it, in both languages: no error in the console, no violation
// that axe finds, nothing wider than the screen. A page that is not among the walks is watched by
// nobody: add it to one.
import type { Page } from '@playwright/test';
import {
  baseOf, community, expect, expectAccessible, expectNoSidewaysScroll, HARMFUL, join, joinLinks, open, test,
} from './app';
import { PHOTO, accept, file, lock, newMeeting, report, settle, submit } from './steps';
import { Server } from './server';

/** Opens one page after the other, and stops at whatever is to be looked at. */
type Walk = (page: Page, server: Server) => AsyncGenerator<void>;

async function* openAll(page: Page, paths: string[]): AsyncGenerator<void> {
  for (const path of paths) {
    await open(page, path);
    yield;
  }
}

/** Pages that the server makes whole: no bundle runs there. */
async function* openPlain(page: Page, paths: string[]): AsyncGenerator<void> {
  for (const path of paths) {
    await page.goto(path);
    yield;
  }
}

/** What a page has folded away. */
async function unfold(page: Page): Promise<void> {
  const folded = page.locator('main details:not([open]) > summary');
  while (await folded.count()) await folded.first().click();
}

const walks: Record<string, Walk> = {
  async *'a visitor'(page, server) {
    const { resident } = joinLinks(server);
    const base = baseOf(resident);
    yield* openAll(page, [base, `${base}/meetings`, `${base}/join`, `${base}/issues/1`]);
    yield* openPlain(page, [`${base}/figures`, `${base}/shared/1`]);
    // With several communities the start lists them; nothing real is mixed with the demo.
    const several = await Server.launch(false);
    try {
      for (const name of ['lan', 'mei']) several.addCommunity(name, name);
      yield* openAll(page, [`${several.url}/`]);
    } finally {
      await several.remove();
    }
  },

  async *'a resident'(page, server) {
    await join(page, joinLinks(server).resident, '王');
    const base = community(page);
    await open(page, `${base}/meetings`);
    const meeting = await page.locator(`a[href^="${base}/meetings/"]:not([href$="/new"])`).first().getAttribute('href');
    await open(page, `${base}/issues?order=seconds`);
    const issue = await page.locator('.issue-card__title a').first().getAttribute('href');
    yield* openAll(page, [
      base, `${base}/issues?order=mine`, `${base}/issues?order=ranked`, `${base}/issues?order=common`, `${base}/issues?status=declined&category=noise`, `${issue}`,
      `${base}/plan`, `${base}/meetings`, `${meeting}`, `${meeting}/print`, `${meeting}/line`, `${base}/inbox`, `${base}/me`,
      `${base}/outbox`, `${base}/join`, `${base}/issues/999999`, '/nowhere/at/all', `${base}/issues/new`,
    ]);
    // What is wrong is said at each field.
    await submit(page.locator('#report'));
    await expect(page.locator('#title-error')).toBeVisible();
    yield;
    const own = await file(page, { title: '楼道里堆着旧家具', building: 3, photo: PHOTO });
    await unfold(page);
    yield;
    yield* openAll(page, [`${own}/edit`]);

    await open(page, `${base}/issues/new`);
    await settle(page, ['/api/read/plan?']);
    await server.stop();
    await open(page, `${base}/issues/new`);
    await report(page, { title: '没有网络时反映的事', body: '第一句话说这里发生了什么。第二句话说为什么需要大家一起想办法。', photo: PHOTO });
    await expect(page.locator('.outbox-item img')).toBeVisible();
    yield;
  },

  async *'a building leader'(page, server) {
    await join(page, joinLinks(server).leader, '李');
    await open(page, `${community(page)}/issues?order=seconds`);
    await page.locator('.issue-card', { has: page.locator('.second:enabled') }).first().getByRole('link').click();
    await expect(page.locator('.trace')).toBeVisible();
    yield;
    const base = community(page);
    yield* openAll(page, [`${base}/behalf/list`, `${base}/behalf`]);
    await expect(page.locator('.behalf__issues label').first()).toBeVisible();
    await page.locator('main form button').click();
    yield;
  },

  async *'a supervisor'(page, server) {
    await join(page, joinLinks(server).supervisor, '钱');
    await open(page, `${community(page)}/meetings`);
    const meeting = await page.locator('a[href*="/meetings/"]').last().getAttribute('href');
    yield* openAll(page, [`${meeting}/verify`]);
  },

  async *'the secretary'(page, server) {
    await join(page, joinLinks(server).secretary, '张');
    const base = community(page);
    yield* openPlain(page, [
      `${base}/issues/2/offers`, `${base}/offers`, `${base}/integration`, `${base}/issues/5/complaint`, `${base}/complaints`, `${base}/odd`, `${base}/issues/9/photos`,
      `${base}/mine`, `${base}/notices`, `${base}/retention`, `${base}/meetings/1/downloads`, `${base}/work/settings`, `${base}/issues/2/tasks`,
    ]);
    yield* openAll(page, [`${base}/work`, `${base}/issues/2/work`, `${base}/desk`]);
    for (const step of await page.locator('li.card').first().locator('.desk-item__actions button').all()) {
      await step.click();
      yield;
    }
    await page.locator('.desk-item__title a').first().click();
    await expect(page.locator('.trace')).toBeVisible();
    await unfold(page);
    yield;
    yield* openAll(page, [`${base}/meetings/new`, `${base}/meetings/settings`]);
    const meeting = await newMeeting(page, '二楼', 60);
    yield* openAll(page, [`${meeting}/print`, meeting]);
    await unfold(page);
    await page.locator('#confirm-ask').click();
    yield;
    await submit(page.locator('#confirm form'));
    await expect(page.locator('a[href$="/decisions"]')).toBeVisible();
    yield* openAll(page, [meeting, `${meeting}/print`, `${meeting}/decisions`]);
  },
};

for (const { locale, width, elder = false, dark = false } of [
  { locale: 'zh-CN', width: 390 },
  { locale: 'zh-CN', width: 320, elder: true },
  { locale: 'zh-CN', width: 390, dark: true },
  // The longer words.
  { locale: 'en-GB', width: 320 },
  { locale: 'en-GB', width: 320, elder: true },
  { locale: 'en-GB', width: 1280 },
]) {
  test.describe(`${locale}, ${width} px${elder ? ', large text' : ''}${dark ? ', in the dark' : ''}`, () => {
    test.use({ locale, viewport: { width, height: 844 }, colorScheme: dark ? 'dark' : 'light' });

    for (const [who, walk] of Object.entries(walks)) {
      test(`${who} finds every page sound`, async ({ page, server, context }) => {
        test.slow();
        if (elder) await context.addCookies([{ name: 'elder', value: '1', url: server.url }]);
        for await (const _ of walk(page, server)) {
          if (elder) await expect(page.locator('html.elder')).toBeAttached();
          await expectAccessible(page);
          await expectNoSidewaysScroll(page);
        }
      });
    }
  });
}

test('times are those of the community, from server and browser alike', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '周');
  await open(page, `${community(page)}/meetings`);
  const link = page.locator('a[href*="/meetings/"]:not([href$="/new"])').first();
  const meeting = await link.getAttribute('href');
  const html = await (await page.request.get(`${meeting}`)).text();
  const written = await page.evaluate((html) => {
    const read = new DOMParser().parseFromString(html, 'text/html');
    return [...read.querySelectorAll('time')].map((time) => time.textContent ?? '');
  }, html);
  expect(written.length).toBeGreaterThan(0);
  // This phone is in New York. First as its bundle makes the page, then as it takes over the
  // server's.
  const times = page.locator('time');
  await link.click();
  await expect(page).toHaveURL(new RegExp(`${meeting}$`));
  await expect(times).toHaveText(written);
  await open(page, `${meeting}`);
  await expect(times).toHaveText(written);
});

test('an issue that is called like a script is harmless on every page', async ({ page, server, another }) => {
  const links = joinLinks(server);
  const opened: string[] = [];
  page.on('dialog', (dialog) => {
    opened.push(dialog.message());
    void dialog.dismiss();
  });
  await join(page, links.secretary, HARMFUL.slice(0, 20));
  const base = community(page);
  const issue = await file(page, { title: HARMFUL, body: HARMFUL, building: 1 });
  await open(page, `${issue}/edit`);
  await expect(page.locator('#title')).toHaveValue(HARMFUL);
  await expect(page.locator('#body')).toHaveValue(HARMFUL);
  await accept(page, HARMFUL);
  const meeting = await newMeeting(page, HARMFUL, 240);
  await lock(page);

  const reader = await another(links.resident, '读者');
  reader.on('dialog', (dialog) => opened.push(dialog.message()));
  for (const path of [base, issue, `${base}/plan`, `${base}/meetings`, meeting, `${meeting}/print`]) {
    await open(reader, path);
  }
  for (const path of [base, issue, `${issue}/edit`, `${base}/plan`, `${base}/inbox`, meeting, `${meeting}/print`, `${meeting}/decisions`, `${base}/me`]) {
    await open(page, path);
    // As the server wrote it, too: no page may contain the tag itself.
    const html = await (await page.request.get(path)).text();
    expect(html, path).not.toContain('<script>alert(1)');
  }
  expect(opened).toEqual([]);
});

test('English quotation marks are as narrow as its letters', async ({ page, server }) => {
  await join(page, joinLinks(server).resident, '王');
  const base = community(page);
  await page.context().addCookies([{ name: 'lang', value: 'en', url: server.url }]);
  for (const [path, place] of [[`${base}/issues/new`, '#title-hint'], [`${base}/meetings/1/print`, '.sheet__words']]) {
    await open(page, path);
    // In parts of the size of its letters: a Chinese one takes all of it.
    const width = await page.locator(place).first().evaluate((text) => {
      const words = document.createElement('span');
      words.textContent = 'a “b';
      text.append(words);
      const mark = document.createRange();
      mark.setStart(words.firstChild!, 2);
      mark.setEnd(words.firstChild!, 3);
      const width = mark.getBoundingClientRect().width / parseFloat(getComputedStyle(words).fontSize);
      words.remove();
      return width;
    });
    expect(width, path).toBeLessThan(0.7);
  }
});

// What comes after the decision: work with a photo, a result, the residents' word; what is not
// solved comes back to the desk, is done again, and is solved. In both languages.
import { expect, expectAccessible, join, joinLinks, open, test } from './app';
import { PHOTO, accept, expectDrawn, file } from './steps';

const words = {
  'zh-CN': {
    title: '北门路灯不亮', second: /^附议 ?“/, begin: '直接办理', beginDo: '开始办理', owner: '由谁办理', due: '期限',
    committee: '居委会', what: '要办什么', handle: '办理这件事', progress: '办得怎么样', progressDo: '报告', result: '公开实施结果',
    done: '做了什么', resultDo: '公开结果', notSolved: '没有解决', solved: '解决了', satisfied: '满意', notSatisfied: '不满意',
    say: '提交评议', words: '想说的话', inWork: '办理中', appraisal: '待评议', returned: '重新办理', again: '重新办理', reopened: '反映人认为没有解决',
    tally: '2 人评议：2 人认为解决了，1 人满意', published: '实施结果公开', cost: '花费 300 元', none: '现在没有正在办理', change: '修改评议', pair: ['办理前', '办理后'],
  },
  'en-GB': {
    title: 'The lamp at the North Gate is out', second: /^Second “/, begin: 'Take it on without a meeting', beginDo: 'Begin',
    owner: 'Done by', due: 'By', committee: 'Neighbourhood committee', what: 'What is to be done', handle: 'Handle it',
    progress: 'How it goes', progressDo: 'Report', result: 'Publish the result', done: 'What was done', resultDo: 'Publish the result',
    notSolved: 'Not solved', solved: 'Solved', satisfied: 'Satisfied', notSatisfied: 'Not satisfied', say: 'Send your word',
    words: 'In your words', inWork: 'Being done', appraisal: 'Result published', returned: 'Taken up again', again: 'Reopened',
    reopened: 'whoever reported it says that it is not solved', tally: '2 answered: 2 say that it is solved, 1 are satisfied',
    published: 'Result published', cost: 'cost 300 yuan', none: 'Nothing is being done', change: 'Change your word', pair: ['Before', 'After'],
  },
};

for (const locale of ['zh-CN', 'en-GB'] as const) {
  test.describe(locale, () => {
    test.use({ locale });
    const w = words[locale];

    test('work comes back to the phone, and what is not solved to the desk', async ({ page, server, another }) => {
      const links = joinLinks(server);
      await join(page, links.resident, 'Wang');
      const issue = await file(page, { title: w.title, category: 'facilities', body: 'Since Monday.', building: 3, photo: PHOTO });
      const base = issue.replace(/\/issues\/\d+$/, '');
      const neighbour = await another(links.leader, 'Li');
      await open(neighbour, issue);
      await neighbour.getByRole('button', { name: w.second }).click();
      await expect(neighbour.locator('.second__count')).toHaveText('2');
      const secretary = await another(links.secretary, 'Zhang');
      await accept(secretary, w.title, { minutes: 15 });

      // Taken on without a meeting: somebody has to do it, by a day.
      const begin = async (what: string) => {
        await open(secretary, `${issue}/work`);
        await secretary.getByRole('button', { name: w.beginDo }).click();
        await expect(secretary.getByLabel(w.owner)).toHaveAttribute('aria-invalid', 'true');
        await secretary.getByLabel(w.owner).selectOption(w.committee);
        await secretary.getByLabel(w.due, { exact: true }).fill('2027-01-31');
        await secretary.getByLabel(w.what).fill(what);
        await secretary.getByRole('button', { name: w.beginDo }).click();
        await expect(secretary.getByLabel(w.progress)).toBeVisible();
      };
      await begin('A new lamp.');
      await open(neighbour, `${base}/work`);
      await expect(neighbour.locator('.card', { hasText: w.title })).toContainText(w.committee);
      await expectAccessible(neighbour);
      await open(page, issue);
      await expect(page.locator('.status').first()).toContainText(w.inWork);
      await expect(page.locator('#work')).toContainText(w.committee);
      await expect(page.getByRole('link', { name: w.handle })).toHaveCount(0);

      // Progress, with a photo that everybody here sees.
      await secretary.getByLabel(w.progress).fill('The lamp is ordered.');
      await secretary.locator('input[type=file]').first().setInputFiles(PHOTO);
      await expect(secretary.locator('.photo-pick__preview')).toHaveCount(1);
      await expectAccessible(secretary);
      await secretary.getByRole('button', { name: w.progressDo, exact: true }).click();
      await expect(secretary.locator('.photo-pick__preview')).toHaveCount(0);
      await expect(secretary.getByLabel(w.progress)).toHaveValue('');
      await open(page, issue);
      const trace = page.locator('.trace__item--now');
      await expect(trace).toContainText('The lamp is ordered.');
      await expectDrawn(trace.locator('img'));

      // Nobody is asked before there is a result.
      await expect(page.getByLabel(w.words)).toHaveCount(0);
      const publish = async (text: string, photo = '') => {
        await open(secretary, `${issue}/work`);
        await secretary.locator('summary', { hasText: w.result }).click();
        const form = secretary.locator('details', { hasText: w.result }).first();
        await form.getByLabel(w.done).fill(text);
        await form.locator('input[name=cost]').fill('300');
        if (photo) await form.locator('input[type=file]').setInputFiles(photo);
        await form.getByRole('button', { name: w.resultDo }).click();
        await expect(secretary.getByLabel(w.progress)).toHaveCount(0);
      };
      await publish('A new lamp hangs there.', PHOTO);
      await open(neighbour, issue);
      await expect(neighbour.locator('.status').first()).toContainText(w.appraisal);
      await expect(neighbour.locator('.trace__item--now')).toContainText(w.cost);
      // What it looked like, beside what it looks like now.
      const pair = neighbour.locator('#work .photo');
      await expect(pair).toHaveText(w.pair);
      await pair.last().scrollIntoViewIfNeeded();
      for (const photo of await pair.locator('img').all()) await expectDrawn(photo);
      const say = async (who: typeof page, solved: string, satisfied: string, button: string) => {
        await open(who, issue);
        await who.getByText(solved, { exact: true }).click();
        await who.getByText(satisfied, { exact: true }).click();
        await who.getByRole('button', { name: button }).click();
      };
      // Both questions want an answer.
      await neighbour.getByRole('button', { name: w.say }).click();
      await expect(neighbour.locator('#solved-error')).toBeVisible();
      await expectAccessible(neighbour);
      // What is chosen and typed is there again when the page comes back.
      await neighbour.getByText(w.solved, { exact: true }).click();
      await neighbour.getByText(w.notSatisfied, { exact: true }).click();
      await neighbour.getByLabel(w.words).fill('It is bright again.');
      await open(neighbour, issue);
      await expect(neighbour.getByLabel(w.words)).toHaveValue('It is bright again.');
      await expect(neighbour.getByLabel(w.solved, { exact: true })).toBeChecked();
      await expect(neighbour.getByLabel(w.notSatisfied, { exact: true })).toBeChecked();
      await say(neighbour, w.solved, w.satisfied, w.say);
      await expect(neighbour.getByRole('button', { name: w.change })).toBeVisible();

      // The reporter's word brings it back, with their reason.
      await page.reload();
      await say(page, w.notSolved, w.notSatisfied, w.say);
      await expect(page.locator('.status').first()).toContainText(w.returned);
      await expect(page.locator('.trace__item--now')).toContainText(w.reopened);
      await open(neighbour, `${base}/inbox`);
      await expect(neighbour.locator('.notice-item', { hasText: w.again })).toContainText(w.title);
      await open(secretary, `${base}/desk`);
      await secretary.locator('.card', { hasText: w.title }).getByRole('link', { name: w.begin }).click();

      // Done again, and solved.
      await begin('A new cable.');
      await publish('Cable and lamp are new.');
      await say(page, w.solved, w.notSatisfied, w.say);
      await expect(page.getByRole('button', { name: w.change })).toBeVisible();
      await say(neighbour, w.solved, w.satisfied, w.say);
      await expect(neighbour.locator('#work')).toContainText(w.tally);
      await open(neighbour, `${base}/work`);
      await expect(neighbour.locator('.card', { hasText: w.title })).toHaveCount(0);
    });
  });
}

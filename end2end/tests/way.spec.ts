// The main way, as people walk it: a resident files, neighbours second, the secretary accepts,
// makes the agenda, locks and prints it, enters the decision from paper, and it comes back to
// whoever raised the issue. In both languages.
import { community, expect, expectAccessible, join, joinLinks, open, ready, test } from './app';
import { accept, confirm, newMeeting, report, submit } from './steps';

const words = {
  'zh-CN': {
    file: '反映问题', title: '3 号楼电梯又停了', body: '早上八点起停在五楼，老人下不了楼。',
    second: /^附议 ?“/, taken: /^已附议/, print: '打印议程和议题单', decisions: '录入决议',
    doIt: '办理', owner: '由谁办理', due: '期限', onAgenda: '列入会议议程', published: '决议公开', votes: '赞成 7、反对 1、弃权 0',
  },
  'en-GB': {
    file: 'Report an issue', title: 'The lift of No. 3 is stuck again', body: 'Since eight this morning, on floor 5.',
    second: /^Second “/, taken: /^Seconded/, print: 'Print the agenda and sheets', decisions: 'Enter decisions',
    doIt: 'Do it', owner: 'Who carries it out', due: 'Due', onAgenda: 'On the agenda', published: 'Decision published', votes: 'for 7, against 1, abstained 0',
  },
};

for (const locale of ['zh-CN', 'en-GB'] as const) {
  test.describe(locale, () => {
    test.use({ locale });
    const w = words[locale];

    test('an issue goes from a phone to the meeting and back', async ({ page, server, another }) => {
      const links = joinLinks(server);
      await join(page, links.resident, 'Wang');
      const base = community(page);

      // File.
      await page.getByRole('link', { name: w.file }).first().click();
      await report(page, { title: w.title, category: 'lift', body: w.body, building: 3 });
      await expect(page.getByRole('heading', { level: 1, name: w.title })).toBeVisible();
      await expect(page).toHaveURL(/\/issues\/\d+$/);
      await expect(page.getByText(w.body)).toHaveCount(1); // not again in the trace
      const issue = new URL(page.url()).pathname;

      // Second: a neighbour.
      const neighbour = await another(links.leader, 'Li');
      await open(neighbour, issue);
      await neighbour.getByRole('button', { name: w.second }).click();
      await expect(neighbour.getByRole('button', { name: w.taken })).toBeVisible();
      await expect(neighbour.locator('.second__count')).toHaveText('2');
      await neighbour.reload();
      await ready(neighbour);
      await expect(neighbour.locator('.second__count')).toHaveText('2');

      // Accept, at the desk.
      const secretary = await another(links.secretary, 'Zhang');
      await accept(secretary, w.title, { minutes: 15 });

      // A meeting with its agenda.
      const meeting = await newMeeting(secretary, 'Room 2', 240, { begun: true });
      await expect(secretary.locator('.agenda-item', { hasText: w.title })).toBeVisible();

      // Residents don't see a draft.
      await open(page, meeting);
      await expect(page.locator('.agenda-item')).toHaveCount(0);

      await confirm(secretary);
      await expect(secretary.getByRole('link', { name: w.print })).toBeVisible();

      // The supporters are told, and the issue is on the agenda.
      await open(neighbour, `${base}/inbox`);
      await expect(neighbour.locator('.notice-item--unread', { hasText: w.title })).toContainText(w.onAgenda);
      await open(page, issue);
      await expect(page.locator('.second')).toBeDisabled();

      // Decide, from paper.
      await secretary.getByRole('link', { name: w.decisions }).click();
      const items = secretary.locator('.decision');
      await expect(items.first()).toBeVisible();
      const count = await items.count();
      let firm = '';
      // All that is missing is said before anybody is asked whether they are sure.
      await secretary.locator('#confirm-ask').click();
      const positions = Array.from({ length: count }, (_, at) => at + 1);
      await expect(secretary.locator('#confirm-missing li')).toContainText([positions.join(locale === 'zh-CN' ? '、' : ', ')]);
      await expect(secretary.locator('#confirm')).toHaveCount(0);
      for (let i = 0; i < count; i += 1) {
        const item = items.nth(i);
        await item.getByText(w.doIt, { exact: true }).click();
        const owner = item.getByLabel(w.owner);
        await owner.selectOption({ index: 1 });
        firm = await owner.evaluate((select: HTMLSelectElement) => select.selectedOptions[0].text);
        await item.getByLabel(w.due, { exact: true }).fill('2027-01-31');
        await item.locator('input[name=in_favour]').fill('7');
        await item.locator('input[name=against]').fill('1');
        await submit(item);
        await expect(item.locator('.status--closed')).toBeVisible();
        if (i > 0) continue;
        // Another choice is not entered until it is saved.
        await item.locator('input[value=pilot]').check({ force: true });
        await expect(item.locator('.status--closed')).toHaveCount(0);
        await item.getByText(w.doIt, { exact: true }).click();
        await expect(item.locator('.status--closed')).toBeVisible();
      }
      await confirm(secretary);
      await expect(secretary).toHaveURL(new RegExp(`${meeting}$`));

      // It comes back to whoever raised it.
      await open(page, issue);
      const trace = page.locator('.trace__item--now');
      await expect(trace).toContainText(w.published);
      await expect(trace).toContainText(w.doIt);
      await expect(trace).toContainText(firm);
      await expect(trace).toContainText(w.votes);
      await open(page, `${base}/inbox`);
      await expect(page.locator('.notice-item', { hasText: w.published })).toContainText(w.title);
      await expectAccessible(page);
    });
  });
}

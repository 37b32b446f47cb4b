// How an agenda is made and can be checked: the rule fills it, changes by hand need reasons, it is
// locked with a fingerprint that a supervisor's download has, everybody finds their own line, and
// what comes later is a supplement.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { community, expect, expectAccessible, join, joinLinks, open, test } from './app';
import { accept, file, lock, newMeeting } from './steps';

test.use({ locale: 'en-GB' });

test('an agenda says why, and can be checked', async ({ page, server, another }) => {
  test.slow();
  const links = joinLinks(server);
  await join(page, links.resident, 'Wang');
  const gas = await file(page, { title: 'Smell of gas in the cellar' });
  const lamp = await file(page, { title: 'A lamp for the yard' });
  const secretary = await another(links.secretary, 'Zhang');
  await accept(secretary, 'Smell of gas', { urgent: true });
  await accept(secretary, 'A lamp for the yard');
  await open(page, gas);
  await expect(page.locator('.urgent', { hasText: 'Urgent' })).toBeVisible();

  const meeting = await newMeeting(secretary, 'Room 2', 60);
  const items = secretary.locator('ol.list .agenda-item');
  await expect(items.first()).toContainText('Smell of gas');
  await expect(items.first()).toContainText('Urgent');
  await expect(items.filter({ hasText: 'Chosen as no. 1' })).toBeVisible();
  const wanted = secretary.locator('ul.list > li.card', { hasText: 'A lamp for the yard' });
  await expect(wanted).toContainText('could not pay its minutes together');

  // Minutes are changed with a reason, and the rule fills what is left anew.
  await items.first().getByRole('button', { name: /^Minutes of/ }).click();
  const form = secretary.locator('li.card', { hasText: 'Smell of gas' }).locator('form');
  await form.getByLabel('Minutes it needs in a meeting').fill('5');
  await form.getByLabel(/^Reason/).fill('The engineer has been');
  await form.getByRole('button', { name: 'Minutes', exact: true }).click();
  await expect(items.first()).toContainText('5 min');
  await expect(secretary.locator('.trace')).toContainText('from 10 to 5 minutes');

  // Something urgent comes between: the draft says that it is no longer what the rule gives, and is
  // filled again.
  const outdated = secretary.getByText('the rule now gives another agenda');
  await expect(outdated).toHaveCount(0);
  await file(page, { title: 'A live wire hangs over the path' });
  await accept(secretary, 'A live wire', { urgent: true });
  await open(secretary, meeting);
  await expect(outdated).toBeVisible();
  await expectAccessible(secretary);
  await secretary.getByRole('button', { name: 'Fill again by the latest support' }).click();
  await expect(secretary.getByText('Filled again.')).toBeVisible();
  await expect(items.filter({ hasText: 'A live wire' })).toBeVisible();
  await expect(outdated).toHaveCount(0);
  await expectAccessible(secretary);
  await lock(secretary);

  // What was left out says so on its page, and is no longer frozen.
  await open(page, lamp);
  await expect(page.locator('.trace')).toContainText('Not on this agenda');
  await expect(page.locator('.second')).toBeEnabled();
  await open(page, gas);
  await expect(page.locator('.second')).toBeDisabled();

  // Everybody finds their own line.
  await open(page, meeting);
  await page.getByRole('link', { name: 'What my seconds did here' }).click();
  await expect(page.getByText('not on this agenda.')).toContainText('A lamp for the yard');
  await expect(page.getByText('you carry')).toBeVisible();
  await page.getByText('Figures to check it by').click();
  await expect(page.getByText(/Your number in the data is \d+ of \d+/)).toBeVisible();

  // The fingerprint on the page is that of what supervisors download.
  const supervisor = await another(links.supervisor, 'Qian');
  await open(supervisor, meeting);
  await supervisor.getByText('How this agenda was chosen').click();
  const shown = await supervisor.locator('.fingerprint').innerText();
  const [download] = await Promise.all([
    supervisor.waitForEvent('download'),
    supervisor.getByRole('link', { name: 'Download the data to check' }).click(),
  ]);
  const bytes = readFileSync(await download.path());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(shown.replaceAll(/\s/g, ''));
  await expectAccessible(supervisor);

  // What comes later is a supplement.
  await secretary.getByText('Supplement', { exact: true }).click();
  await secretary.locator('#issue').selectOption({ label: `No. ${lamp.split('/').pop()} A lamp for the yard` });
  await secretary.locator('details form').getByLabel(/^Reason/).fill('Two more neighbours fell');
  // Somebody enters a decision in another tab: the page shows the agenda as it is now, what is
  // typed stays, and goes through.
  const tab = await secretary.context().newPage();
  await open(tab, `${meeting}/decisions`);
  const decision = tab.locator('.decision').first();
  await decision.locator('input[value=owners_decide]').check({ force: true });
  await decision.getByRole('button', { name: 'Save this item' }).click();
  await expect(decision.locator('.status--closed')).toBeVisible();
  await tab.close();
  const add = secretary.getByRole('button', { name: 'Add as a supplement' });
  await add.click();
  await expect(secretary.locator('.message--error')).toContainText('changed this agenda');
  await add.click();
  await expect(items.last()).toContainText('Supplement 1');
  await expect(items.last()).toContainText('Two more neighbours fell');
});

test('a community sets how its agendas are made', async ({ page, server }) => {
  await join(page, joinLinks(server).secretary, 'Zhang');
  await open(page, `${community(page)}/meetings`);
  await page.getByRole('link', { name: 'How agendas are made' }).click();
  await page.getByLabel('Rule').selectOption({ label: 'Number of supporters only' });
  await page.getByLabel(/^Agendas that pass an issue over/).fill('99');
  await page.getByRole('button', { name: 'Save' }).click();
  // The form says what is wrong, at the field.
  await expect(page.locator('#passed_over_after-error')).toBeVisible();
  await page.getByLabel(/^Agendas that pass an issue over/).fill('4');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel(/^Agendas that pass an issue over/)).toHaveValue('4');
});

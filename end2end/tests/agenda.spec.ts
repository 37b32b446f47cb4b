// How an agenda is made and can be checked: the rule fills it, changes by hand need reasons, it is locked with a fingerprint that
// a supervisor's download has, everybody finds their own line, and what comes later is a supplement.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { community, expect, expectAccessible, join, joinLinks, open, test } from './app';

test.use({ locale: 'en-GB' });

/** Files an issue as the person on this page; returns its address. */
async function file(page: Page, title: string): Promise<string> {
  await open(page, `${community(page)}/issues/new`);
  await page.locator('#category').selectOption({ label: 'Lifts' });
  await page.locator('#title').fill(title);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page).toHaveURL(/\/issues\/\d+$/);
  return new URL(page.url()).pathname;
}

/** Accepts an issue at the desk. */
async function accept(page: Page, title: string, urgent: boolean): Promise<void> {
  await open(page, `${community(page)}/desk`);
  const waiting = page.locator('li.card', { hasText: title });
  await waiting.getByRole('button', { name: 'Accept', exact: true }).click();
  if (urgent) await waiting.getByLabel(/^Urgent/).check();
  await waiting.locator('form').getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(waiting).toHaveCount(0);
}

async function confirm(page: Page): Promise<void> {
  await page.locator('#confirm-ask').click();
  await page.locator('#confirm form button:not([type=button])').click();
}

test('an agenda says why, and can be checked', async ({ page, server, another }) => {
  test.slow();
  const links = joinLinks(server);
  await join(page, links.resident, 'Wang');
  const base = community(page);
  const gas = await file(page, 'Smell of gas in the cellar');
  const lamp = await file(page, 'A lamp for the yard');
  const secretary = await another(links.secretary, 'Zhang');
  await accept(secretary, 'Smell of gas', true);
  await accept(secretary, 'A lamp for the yard', false);
  await open(page, gas);
  await expect(page.locator('.urgent', { hasText: 'Urgent' })).toBeVisible();

  await open(secretary, `${base}/meetings/new`);
  await secretary.locator('#meeting_place').fill('Room 2');
  await secretary.locator('#minutes').fill('60');
  await secretary.getByRole('button', { name: 'Create, and draft the agenda' }).click();
  await expect(secretary).toHaveURL(/\/meetings\/\d+$/);
  const meeting = new URL(secretary.url()).pathname;
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

  // New seconds: the draft says that it is no longer what the rule gives, if it is not, and is filled again.
  await secretary.getByRole('button', { name: 'Fill again by the latest support' }).click();
  await expect(secretary.getByText('Filled again.')).toBeVisible();
  await expectAccessible(secretary);
  await confirm(secretary);
  await expect(secretary.getByRole('link', { name: 'Enter decisions' })).toBeVisible();

  // What was left out says so on its page, and is no longer frozen.
  await open(page, lamp);
  await expect(page.locator('.trace')).toContainText('Not on this agenda');

  // Everybody finds their own line.
  await open(page, meeting);
  await page.getByRole('link', { name: 'What my seconds did here' }).click();
  await expect(page.getByText('My number in the data')).toBeVisible();
  await expect(page.getByText('Carried on', { exact: true })).toBeVisible();

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
  // Somebody enters a decision in another tab: the page shows the agenda as it is now, what is typed stays, and goes through.
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
  const base = community(page);
  await open(page, `${base}/meetings`);
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

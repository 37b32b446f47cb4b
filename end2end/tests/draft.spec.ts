// The draft of an agenda: what a change by hand does is said before it is kept, and items are moved
// for one reason.
import { expect, expectAccessible, join, joinLinks, test } from './app';
import { accept, file, newMeeting } from './steps';

test.use({ locale: 'en-GB' });

test('what a change by hand brings in and throws out is said before it is kept', async ({ page, server, another }) => {
  test.slow();
  const links = joinLinks(server);
  await join(page, links.resident, 'Wang');
  const numbers: string[] = [];
  for (const title of ['Smell of gas', 'A live wire', 'Water in the lift']) {
    numbers.push((await file(page, { title })).split('/').pop() ?? '');
  }
  const [gas, wire, lift] = numbers;
  const secretary = await another(links.secretary, 'Zhang');
  for (const title of ['Smell of gas', 'A live wire']) await accept(secretary, title, { minutes: 10, urgent: true });
  await accept(secretary, 'Water in the lift', { minutes: 10 });
  await newMeeting(secretary, 'Room 2', 20);
  const items = secretary.locator('ol.list > li');
  await expect(items).toHaveCount(2);
  const after = secretary.locator('li.card .after');

  // Escape leaves the form, and the keyboard is at the item again.
  const drop = items.filter({ hasText: 'Smell of gas' });
  await drop.getByRole('button', { name: /^Drop/ }).click();
  await expect(after).toContainText(`No. ${gas} “Smell of gas”`);
  await drop.locator('textarea').press('Escape');
  await expect(after).toHaveCount(0);
  await expect(drop.getByRole('heading')).toBeFocused();

  // What takes its place is said, and comes.
  await drop.getByRole('button', { name: /^Drop/ }).click();
  await expect(after).toContainText('Leaves the agenda:');
  await expect(after.getByRole('list').first()).toHaveText(`No. ${gas} “Smell of gas”`);
  const coming = await after.getByRole('list').last().innerText();
  await expect(after).toContainText('Comes onto the agenda:');
  await expect(after).toContainText('Then 20 of 20 minutes are used.');
  await expectAccessible(secretary);
  await drop.locator('textarea').fill('The engineer has been');
  await drop.getByRole('button', { name: 'Drop', exact: true }).click();
  await expect(drop).toHaveCount(0);
  await expect(items).toHaveCount(2);
  await expect(items.last()).toContainText(coming.replace(/^No\. \d+ “(.*)”$/, '$1'));

  // More minutes throw something out, which is said as soon as they are typed.
  const wired = items.filter({ hasText: 'A live wire' });
  await wired.getByRole('button', { name: /^Minutes of/ }).click();
  await expect(after).toBeHidden();
  await wired.getByLabel('Minutes it needs in a meeting').fill('20');
  await wired.getByLabel(/^Reason/).focus();
  await expect(after).toContainText('Leaves the agenda:');
  await expect(after).toContainText('Then 20 of 20 minutes are used.');
  await wired.locator('textarea').press('Escape');

  // So do fewer minutes of the meeting itself.
  await secretary.getByText('Change time, place or kind').click();
  await secretary.locator('#minutes').fill('10');
  await secretary.locator('#venue').focus();
  await expect(secretary.locator('details .after')).toContainText('Leaves the agenda:');
  expect([wire, lift]).toHaveLength(2);
});

test('several moves share one reason', async ({ page, server }) => {
  test.slow();
  await join(page, joinLinks(server).secretary, 'Zhang');
  const filed = ['First of all', 'Second of all', 'Third of all'];
  for (const title of filed) await file(page, { title });
  for (const title of filed) await accept(page, title, { minutes: 10, urgent: true });
  await newMeeting(page, 'Room 2', 60);
  const titles = page.locator('ol.list .agenda-item__title');
  await expect(titles.nth(2)).toContainText('Third of all');
  const before = await titles.allInnerTexts();
  const moves = page.locator('.moves');
  const item = (title: string) => page.locator('ol.list > li', { hasText: title });
  const up = (title: string) => item(title).getByRole('button', { name: /^Up/ });

  // The keyboard stays where it was; Escape puts all back.
  await up('Third of all').press('Enter');
  await expect(up('Third of all')).toBeFocused();
  await expect(titles.nth(1)).toContainText('Third of all');
  await expect(moves).toContainText('“Third of all”: place 3 → 2');
  await expect(page.locator('#confirm-ask')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(moves).toBeHidden();
  expect(await titles.allInnerTexts()).toEqual(before);

  // One goes up twice, another to a place of its own: two moves, one reason.
  await up('Third of all').click();
  await up('Third of all').click();
  await expect(titles.first()).toContainText('Third of all');
  await item('First of all').getByLabel(/^Move/).selectOption({ label: 'Place 3' });
  await expect(titles.nth(2)).toContainText('First of all');
  await expect(moves.getByRole('listitem')).toHaveText(['“Third of all”: place 3 → 1', '“First of all”: place 2 → 3']);
  await expectAccessible(page);
  await moves.getByRole('button', { name: 'Give a reason and keep it' }).click();
  await moves.getByLabel(/^Reason/).fill('Guests come late');
  await moves.getByRole('button', { name: 'Keep the order' }).click();
  await expect(moves).toBeHidden();
  const changes = page.locator('.trace li', { hasText: 'Moved on a draft agenda' });
  await expect(changes).toHaveCount(2);
  await expect(changes.filter({ hasText: 'Guests come late' })).toHaveCount(2);
  await page.reload();
  await expect(titles.first()).toContainText('Third of all');
  await expect(titles.nth(2)).toContainText('First of all');
  await expect(page.locator('#confirm-ask')).toBeVisible();
});

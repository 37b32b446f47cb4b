// Seconds entered for neighbours (代录), as from a list on paper.
import { community, expect, expectAccessible, expectNoSidewaysScroll, join, joinLinks, open, test } from './app';
import { file } from './steps';

test.use({ locale: 'en-GB' });

test('seconds are entered for neighbours, several issues at once, and taken back', async ({ page, server, another }) => {
  test.slow();
  const links = joinLinks(server);
  await join(page, links.resident, 'Wang');
  const lamp = await file(page, { title: 'A lamp for the yard' });
  const bench = await file(page, { title: 'A bench by the gate' });
  const leader = await another(links.leader, 'Li');
  await open(leader, lamp);
  await leader.getByRole('link', { name: 'Enter seconds for neighbours' }).click();
  // The issue that one came from is chosen, and stays so.
  const chosen = leader.getByRole('checkbox', { name: /A lamp for the yard/ });
  await expect(chosen).toBeChecked();
  const [room, name] = [leader.getByLabel('Door', { exact: true }), leader.getByLabel(/neighbour's name/)];
  const rooms = await leader.locator('#rooms option').evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value));
  expect(rooms.length).toBeGreaterThan(1);

  // A leader finds only their own buildings, and why others are missing.
  await expect(leader.getByText('Only the buildings that you lead.')).toBeVisible();
  await expect(leader.locator('#building option')).toHaveCount(2);

  // What is missing is said, and nothing is lost.
  await room.fill('no such door');
  await name.fill('Old Zhao');
  await name.press('Enter');
  await expect(leader.getByRole('alert').first()).toContainText('no such door');
  await expect(room).toBeFocused();
  await expect(name).toHaveValue('Old Zhao');

  // Two issues at once; an issue is found by words; the keyboard is back at the door.
  await leader.getByLabel('Find an issue').fill('bench');
  await leader.getByRole('checkbox', { name: /A bench by the gate/ }).check();
  await room.fill(rooms[0]);
  await name.press('Enter');
  await expect(room).toBeFocused();
  await expect(room).toHaveValue('');
  const mine = leader.locator('.behalf__row');
  await expect(mine).toHaveCount(2);
  await expect(mine.first()).toContainText('Old Zhao');

  // Whoever has seconded is marked, and is not entered twice.
  await room.fill(rooms[0]);
  await expect(leader.getByText('Entered for this household before:')).toBeVisible();
  await name.fill('Old Zhao');
  await expect(leader.getByText('seconded already')).toHaveCount(2);
  await name.press('Enter');
  await expect(leader.getByRole('alert').first()).toContainText('has seconded what is chosen already');
  await expectAccessible(leader);
  await expectNoSidewaysScroll(leader);

  // A mistake is taken back.
  await mine.filter({ hasText: 'A bench by the gate' }).getByRole('button', { name: /^Take back/ }).click();
  await expect(mine).toHaveCount(1);
  await open(page, bench);
  await expect(page.getByText('On behalf 0')).toBeVisible();
  await open(page, lamp);
  await expect(page.getByText('On behalf 1')).toBeVisible();

  // The list on paper has a line for each door and a column for each issue.
  await leader.getByRole('link', { name: 'Print a list' }).click();
  const sheet = leader.locator('.sheet--collect');
  await expect(sheet.getByRole('columnheader', { name: 'Signature' })).toBeVisible();
  for (const door of rooms.slice(0, 3)) await expect(sheet.getByRole('cell', { name: door, exact: true })).toBeVisible();
  // Residents find neither.
  await page.goto(`${community(page)}/behalf`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('There is nothing at this address');
});

test('forty entries of a list on paper', async ({ page, server }) => {
  test.slow();
  await join(page, joinLinks(server).secretary, 'Zhang');
  await file(page, { title: 'A lamp for the yard' });
  await open(page, `${community(page)}/behalf`);
  await page.locator('#building').selectOption({ index: 1 });
  await expect(page.locator('#rooms option').first()).toBeAttached();
  const rooms = await page.locator('#rooms option').evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value));
  await page.getByRole('checkbox', { name: /A lamp for the yard/ }).check();
  await page.locator('#room').focus();
  // By the keyboard alone; TWOLINE_TYPING says how many milliseconds a person takes for a letter.
  const delay = Number(process.env.TWOLINE_TYPING ?? 0);
  const start = Date.now();
  for (let line = 1; line <= 40; line += 1) {
    await page.keyboard.type(rooms[line % rooms.length], { delay });
    await page.keyboard.press('Tab');
    await page.keyboard.type(`Neighbour ${line}`, { delay });
    await page.keyboard.press('Enter');
    await expect(page.locator('#room')).toBeFocused();
    await expect(page.locator('#room')).toHaveValue('');
  }
  await expect(page.locator('.behalf__row')).toHaveCount(40);
  console.log(`forty entries took ${((Date.now() - start) / 1000).toFixed(1)} s`);
  await expect(page.locator('.message--error')).toHaveCount(0);
});

// A phone is lost, or another browser wanted: one comes back as the same person.
import { community, expect, expectAccessible, expectNoSidewaysScroll, join, joinLinks, keepCode, open, ready, test } from './app';
import { file } from './steps';

test.use({ locale: 'en-GB' });

test('a phone is lost, and its owner comes back as the same person', async ({ page, server, another, browser, watch, baseURL }) => {
  test.slow();
  const { resident } = joinLinks(server);
  // The code is shown when one has joined, once.
  await open(page, resident);
  await page.locator('#nickname').waitFor();
  await ready(page);
  await page.getByLabel('The name that neighbours see').fill('Wang');
  await page.getByLabel(/I have read this/).check();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Your recovery code' })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const code = await keepCode(page);
  expect(code).toMatch(/^(\w{4}-){3}\w{4}$/);
  await ready(page);
  const base = community(page);
  const issue = await file(page, { title: 'A lamp for the yard' });
  await page.goto(`${base}/devices`);
  await expect(page.locator('p.code')).toHaveCount(0);
  await expectAccessible(page);

  // On another phone, without any script that knows the first.
  const context = await browser.newContext({ baseURL, locale: 'en-GB' });
  watch(context);
  const phone = await context.newPage();
  await open(phone, `${base}/join`);
  await phone.getByLabel('Slip code').fill(code.toLowerCase());
  await phone.getByRole('button', { name: 'Next' }).click();
  await expect(phone.getByText(/This code belongs to “.*Wang.*”/)).toBeVisible();
  await expectAccessible(phone);
  await phone.getByRole('button', { name: "That's me: sign in here" }).click();
  const next = await keepCode(phone);
  expect(next).not.toBe(code);
  await ready(phone);
  // What they seconded is still theirs, and counts once.
  await open(phone, issue);
  await expect(phone.locator('.second')).toHaveAttribute('aria-pressed', 'true');
  await expect(phone.getByText('Online 1')).toBeVisible();
  // The lost phone is signed out.
  await phone.goto(`${base}/me`);
  await ready(phone);
  await phone.getByRole('link', { name: 'Devices and coming back' }).click();
  await phone.getByRole('button', { name: 'Sign out all others' }).click();
  await expect(phone.getByText('All other devices are signed out.')).toBeVisible();
  await expectAccessible(phone);
  await expectNoSidewaysScroll(phone);
  const gone = await page.request.get(issue);
  expect(gone.status()).toBe(401);
  await context.close();

  // Whoever has no code gets a slip from the committee, bound to the same person.
  const secretary = await another(joinLinks(server).secretary, 'Zhang');
  await secretary.goto(`${base}/household?building=5#members`);
  await ready(secretary);
  const row = secretary.locator('#members li', { hasText: 'Wang' });
  await row.getByText('Print a slip to come back with').first().click();
  await row.getByRole('button', { name: 'Print a slip to come back with' }).click();
  await expect(secretary.getByRole('heading', { name: 'A slip to come back with' })).toBeVisible();
  const slip = (await secretary.locator('[role=status] code').textContent()) ?? '';
  const found = await browser.newContext({ baseURL, locale: 'en-GB' });
  const third = await found.newPage();
  await third.goto(`${base}/join#${slip.replace('-', '')}`);
  await third.getByRole('button', { name: "That's me: sign in here" }).click();
  await keepCode(third);
  await ready(third);
  await open(third, issue);
  await expect(third.locator('.second')).toHaveAttribute('aria-pressed', 'true');
  await expect(third.getByText('Online 1')).toBeVisible();
  await found.close();
});

test('a session moves to another browser by a code, once', async ({ page, server, browser, baseURL }) => {
  await join(page, joinLinks(server).resident, 'Wang');
  const base = community(page);
  await page.goto(`${base}/devices`);
  await page.getByRole('button', { name: 'Show a code to sign in with' }).click();
  await expect(page.locator('.setup__qr svg')).toBeVisible();
  await expectAccessible(page);
  const code = ((await page.locator('p.code').textContent()) ?? '').replace('-', '');
  for (const good of [true, false]) {
    const context = await browser.newContext({ baseURL, locale: 'en-GB' });
    const other = await context.newPage();
    await other.goto(`${base}/join#${code}`);
    if (good) {
      await other.getByRole('button', { name: "That's me: sign in here" }).click();
      await expect(other.getByRole('heading', { level: 1, name: 'Issues' })).toBeVisible();
    } else {
      await expect(other.getByRole('alert')).toContainText('There is no slip with this code.');
    }
    expect(other.url()).not.toContain(code);
    await context.close();
  }
});

// Sharing an issue: by the phone's own sheet, or the link is copied; a stranger opens it.
import { community, expect, expectAccessible, join, joinLinks, open, test } from './app';

test('an issue is shared by the phone’s sheet, or its link is copied, and a stranger opens it', async ({ page, server, browser }) => {
  await page.addInitScript(() => {
    const shared: string[] = [];
    Object.assign(window, { shared });
    const sheet = (data: { url: string }) => { shared.push(data.url); return Promise.resolve(); };
    Object.defineProperty(navigator, 'share', { value: sheet, writable: true });
  });
  await join(page, joinLinks(server).resident, 'Wang');
  await open(page, `${community(page)}/issues/1`);
  const button = page.getByRole('button', { name: /^(分享|Share)$/ });
  await button.click();
  const link = `${server.url}${community(page)}/shared/1`;
  await expect.poll(() => page.evaluate(() => (window as unknown as { shared: string[] }).shared)).toEqual([link]);

  // A browser without a sheet.
  await page.evaluate(() => {
    const copied: string[] = [];
    Object.assign(window, { copied });
    Object.assign(navigator, { share: undefined });
    const writeText = (text: string) => { copied.push(text); return Promise.resolve(); };
    Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
  });
  await button.click();
  await expect.poll(() => page.evaluate(() => (window as unknown as { copied: string[] }).copied)).toEqual([link]);
  await expect(page.getByText(/链接已复制|The link is copied/)).toBeVisible();

  const context = await browser.newContext();
  const stranger = await context.newPage();
  await stranger.goto(link);
  await expect(stranger).toHaveURL(link);
  await expectAccessible(stranger);
  await expect(stranger.locator('main').getByRole('link', { name: /凭入户码加入|Join with a code/ })).toBeVisible();
  await context.close();
});

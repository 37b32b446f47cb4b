// A locked agenda is checked by supervisors in the app, with the fingerprint from paper.
import { expect, expectAccessible, expectNoSidewaysScroll, join, joinLinks, open, test } from './app';
import { accept, file, lock, newMeeting } from './steps';

for (const { locale, right, otherFile, otherServer, notTyped } of [
  { locale: 'en-GB', right: 'the rule chooses it again', otherFile: 'The file does not fit', otherServer: 'is not the one kept here', notTyped: 'no whole fingerprint' },
  { locale: 'zh-CN', right: '结果相同', otherFile: '文件与纸上的指纹不符', otherServer: '与这里保存的不一致', notTyped: '不是完整的指纹' },
]) {
  test.describe(locale, () => {
    test.use({ locale });
    test('a supervisor checks an agenda and reads a plain verdict', async ({ page, server, another }) => {
      test.slow();
      const links = joinLinks(server);
      await join(page, links.secretary, 'Zhang');
      await file(page, { title: 'Smell of gas in the cellar' });
      await accept(page, 'Smell of gas', { urgent: true });
      const meeting = await newMeeting(page, 'Room 2', 60);
      await lock(page);
      const supervisor = await another(links.supervisor, 'Qian');
      await open(supervisor, meeting);
      const shown = await supervisor.locator('.fingerprint').textContent() ?? '';
      const document = await (await supervisor.request.get(`${meeting}/document.json`)).body();
      await supervisor.locator(`a[href="${meeting}/verify"]`).click();
      const fingerprint = supervisor.locator('#fingerprint');
      const verdict = supervisor.getByRole('status').filter({ has: supervisor.locator('.message') });
      const check = async (digits: string, attached?: Buffer) => {
        await fingerprint.fill(digits);
        await supervisor.locator('#document').setInputFiles(attached ? [{ name: 'agenda.json', mimeType: 'application/json', buffer: attached }] : []);
        await supervisor.locator('form:has(#document) button').click();
        await supervisor.waitForLoadState();
      };
      await expect(fingerprint).toBeVisible();
      // As it is printed, in groups; what is kept here; then the file that was downloaded.
      await check(shown);
      await expect(verdict).toContainText(right);
      await check(shown, document);
      await expect(verdict).toContainText(right);
      await expectAccessible(supervisor);
      await expectNoSidewaysScroll(supervisor);
      // A file that somebody changed, made up, or made huge.
      await check(shown, Buffer.from(document.toString().replace('"minutes":60', '"minutes":90')));
      await expect(verdict).toContainText(otherFile);
      await check(shown, Buffer.from(`${'['.repeat(200_000)}`));
      await expect(verdict).toContainText(otherFile);
      await check(shown, Buffer.alloc(17 * 1024 * 1024, '9'));
      await expect(verdict).toContainText('16 MB');
      // Another fingerprint, and none.
      await check('0'.repeat(64));
      await expect(verdict).toContainText(otherServer);
      await check('0123');
      await expect(verdict).toContainText(notTyped);
      await expect(fingerprint).toHaveValue('0123');
      // It is for supervisors only.
      await page.goto(`${meeting}/verify`);
      await expect(page.locator('#fingerprint')).toHaveCount(0);
      expect((await page.request.post(`${meeting}/verify`, { multipart: { fingerprint: shown }, headers: { origin: server.url } })).status()).toBe(404);
    });
  });
}

import { expect, test } from './server';

test('the server that tests stop and start keeps its address', async ({ page, server }) => {
  expect((await page.goto('/'))?.ok()).toBe(true);
  await server.stop();
  await expect(fetch(server.url)).rejects.toThrow();
  await server.start();
  expect((await fetch(server.url)).ok).toBe(true);
});

// What Chrome's translation does to a page: every text goes into <font><font>…</font></font>,
// before or after the bundle runs, and again when texts change.
import { community, expect, join, joinLinks, open, test } from './app';
import { choose } from './steps';

function translate(): void {
  const wrap = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      if (!text.data.trim() || text.parentElement?.closest('font, script, style, textarea, svg')) continue;
      const outer = document.createElement('font');
      const inner = document.createElement('font');
      inner.textContent = `[${text.data.trim()}]`;
      outer.append(inner);
      text.replaceWith(outer);
    }
  };
  const watch = () => again.observe(document.body, { childList: true, subtree: true, characterData: true });
  const again = new MutationObserver(() => {
    again.disconnect();
    wrap();
    watch();
  });
  wrap();
  watch();
}

for (const when of ['after', 'before'] as const) {
  test(`a page that is translated ${when} the bundle runs still works`, async ({ page, server, context }) => {
    await join(page, joinLinks(server).resident, 'Ann');
    const base = community(page);
    if (when === 'before') await context.addInitScript(`document.addEventListener('DOMContentLoaded', ${translate.toString()})`);
    await open(page, `${base}/issues`);
    if (when === 'after') await page.evaluate(translate);
    await expect(page.locator('font').first()).toBeAttached();
    const button = page.locator('.second:not([disabled])[aria-pressed=false]').first();
    const action = await button.locator('xpath=ancestor::form').getAttribute('action');
    await button.click();
    const same = page.locator(`form[action="${action?.replace(/second$/, 'take-back')}"] .second`);
    await expect(same).toHaveAttribute('aria-pressed', 'true');
    // Other orders of the feed, and on to an issue and back, without loading the page.
    await page.locator('a[href*="order="]').first().click();
    await expect(page).toHaveURL(/order=/);
    await expect(page.locator('.issue-card').first()).toBeVisible();
    await page.locator('.issue-card__title a').nth(1).click();
    await expect(page).toHaveURL(/\/issues\/\d+$/);
    await expect(page.locator('h1.title')).toBeVisible();
    await page.locator('.tabs__item').nth(1).click();
    await expect(page).toHaveURL(/\/issues\/new$/);
    await page.locator('#title').fill('A translated page');
    await choose(page, 'upkeep');
    await page.locator('#report button:not([type=button]):not([hidden])').click();
    await expect(page).toHaveURL(/\/issues\/\d+$/);
    await open(page, `${base}/issues`);
    await expect(same).toHaveAttribute('aria-pressed', 'true');
  });
}

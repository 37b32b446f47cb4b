// Draws the PNG icons in public/icons from the SVG there and, for what phones cut to a shape of
// their own, the one beside this. After a change: CHROMIUM=/usr/bin/chromium node
// end2end/render-icons.mjs
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const folder = new URL('../public/icons/', import.meta.url);
const icons = [
  ['icon.svg', 'icon-192.png', 192],
  ['icon.svg', 'icon-512.png', 512],
  ['../../end2end/icon-maskable.svg', 'icon-maskable-512.png', 512],
  ['../../end2end/icon-maskable.svg', 'apple-touch-icon.png', 180],
];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
for (const [source, target, size] of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const drawing = readFileSync(new URL(source, folder), 'utf8');
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
  await page.screenshot({ path: new URL(target, folder).pathname, omitBackground: true });
  await page.close();
}
await browser.close();

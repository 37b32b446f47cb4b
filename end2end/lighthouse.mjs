// How quick the main pages are on a cheap phone, by Lighthouse's mobile setting: the median of
// three runs each, as lines of README's table. Start the app first (`cargo xtask serve`), then:
//
//   npm --prefix end2end run lighthouse -- http://127.0.0.1:3000/guihua SECRETARYS_JOIN_LINK
//
// Nothing installs Lighthouse with the tests: npm fetches it for this.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';

const LIGHTHOUSE = 'lighthouse@12.8.2'; // The last that runs on Node 20.
const RUNS = 3;
const PORT = 9337;

const [community, link] = process.argv.slice(2);
if (!community || !link) {
  console.error('usage: lighthouse.mjs http://HOST/COMMUNITY SECRETARYS_JOIN_LINK');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'lighthouse-'));
const browser = await chromium.launchPersistentContext(join(folder, 'profile'), {
  executablePath: process.env.CHROMIUM,
  args: [`--remote-debugging-port=${PORT}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  const pages = await signedIn();
  console.log('| page | performance | LCP, s | TBT, ms | layout shift | accessibility |\n|---|---|---|---|---|---|');
  for (const [name, address] of pages) {
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await measure(address));
    const median = (of) => runs.map(of).sort((a, b) => a - b)[Math.floor(RUNS / 2)];
    const audit = (id) => median((run) => run.audits[id].numericValue);
    const score = (category) => Math.round(100 * median((run) => run.categories[category].score));
    console.log(
      `| ${name} | ${score('performance')} | ${(audit('largest-contentful-paint') / 1000).toFixed(1)} | ` +
        `${Math.round(audit('total-blocking-time'))} | ${audit('cumulative-layout-shift').toFixed(3)} | ${score('accessibility')} |`,
    );
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Joins, finds a draft, and names the pages that are measured. */
async function signedIn() {
  const page = await browser.newPage();
  await page.goto(link);
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
  await page.getByLabel(/邻居看到的名字|The name that neighbours see/).fill('灯塔');
  await page.getByLabel(/我已阅读并同意|I have read this and agree/).check();
  await page.getByRole('button', { name: /^(加入|Join)$/ }).click();
  // A code to come back by is shown first.
  await page.waitForURL((url) => !url.pathname.endsWith('/join'));
  const number = (addresses, pattern) => addresses.map((address) => address.match(pattern)?.[1]).find(Boolean);
  const addresses = async (path) => {
    await page.goto(`${community}${path}`);
    return page.locator('main a[href]').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
  };
  const issue = number(await addresses('/issues'), /\/issues\/(\d+)/);
  const meetings = (await addresses('/meetings')).map((address) => address.match(/\/meetings\/(\d+)$/)?.[1]).filter(Boolean);
  let meeting;
  let draft;
  for (const each of meetings) {
    await page.goto(`${community}/meetings/${each}`);
    // A draft can be filled anew, what is locked is read.
    if (await page.getByRole('button', { name: /重新生成|Fill/ }).count()) draft ??= each;
    else meeting ??= each;
  }
  draft ??= await made(page);
  await page.close();
  const pages = [
    ['feed', '/issues'],
    ['issue', `/issues/${issue}`],
    ['plan', '/plan'],
    ['meeting', meeting && `/meetings/${meeting}`],
    ['draft', draft && `/meetings/${draft}`],
    ['filing', '/issues/new'],
  ];
  const missing = pages.filter(([, path]) => !path).map(([name]) => name);
  if (missing.length) console.error(`none found: ${missing.join(', ')}`);
  return pages.filter(([, path]) => path).map(([name, path]) => [name, community + path]);
}

/** A draft of an agenda. */
async function made(page) {
  await page.goto(`${community}/meetings/new`);
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
  await page.locator('#venue').fill('会议室');
  await page.locator('main form').last().locator('button').last().click();
  await page.waitForURL(/\/meetings\/\d+$/);
  return page.url().split('/').pop();
}

/** One run. Cookies stay, so it is the secretary's page; what was kept of an earlier visit is not. */
async function measure(address) {
  const report = join(folder, 'report.json');
  const options = ['--quiet', '--output=json', `--output-path=${report}`, `--port=${PORT}`];
  const only = '--only-categories=performance,accessibility';
  await promisify(execFile)('npm', ['exec', '--yes', '--', LIGHTHOUSE, address, ...options, only]);
  return JSON.parse(readFileSync(report, 'utf8'));
}

// What people do in many tests, by what a page has in either language.
import { join as path } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { community, expect, open } from './app';

export const PHOTO = demoPhoto('stairwell');

/** A photo of the demo's. */
export function demoPhoto(name: string): string {
  return path(import.meta.dirname, `../../server/demo/${name}.jpg`);
}

/** What a person reports. `building` is its place in the list, from 1. */
export interface Report {
  title: string;
  category?: string;
  body?: string;
  building?: number;
  photo?: string;
}

/** Chooses the category of the report whose form is open. */
export async function choose(page: Page, category: string): Promise<void> {
  await page.locator(`#category input[value=${category}]`).check();
}

/** Fills in the open form of a report and sends it. */
export async function report(page: Page, { title, category = 'other', body, building, photo }: Report): Promise<void> {
  await choose(page, category);
  await page.locator('#title').fill(title);
  if (body) await page.locator('#body').fill(body);
  if (building) await page.locator('#building').selectOption({ index: building });
  if (photo) {
    await page.locator('#photo').setInputFiles(photo);
    await expect(page.locator('.photo-pick__preview img')).toBeVisible();
  }
  await submit(page.locator('#report'));
}

/** Reports an issue; returns its address. */
export async function file(page: Page, what: Report): Promise<string> {
  await open(page, `${community(page)}/issues/new`);
  await report(page, what);
  await expect(page).toHaveURL(/\/issues\/\d+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(what.title);
  return new URL(page.url()).pathname;
}

/** Answers an issue at the desk: `fill` what its form asks for. */
async function atDesk(page: Page, title: string, button: number, fill: (form: Locator) => Promise<void>): Promise<void> {
  await open(page, `${community(page)}/desk`);
  const waiting = page.locator('li.card', { hasText: title });
  await waiting.locator('.desk-item__actions button').nth(button).click();
  await fill(waiting.locator('form'));
  await submit(waiting.locator('form'));
  await expect(waiting).toHaveCount(0);
}

export async function accept(page: Page, title: string, how: { minutes?: number; urgent?: boolean } = {}): Promise<void> {
  await atDesk(page, title, 0, async (form) => {
    if (how.minutes) await form.locator('input[type=number]').fill(`${how.minutes}`);
    if (how.urgent) await form.getByRole('checkbox').check();
  });
}

export async function decline(page: Page, title: string, reason: string): Promise<void> {
  await atDesk(page, title, 2, async (form) => form.locator('textarea').fill(reason));
}

/**
 * Enters a meeting; returns its address. Its page is open then, with the draft of the agenda. `begun`
 * is one that is entered on the day itself, an hour after it began.
 */
export async function newMeeting(page: Page, place: string, minutes: number, { begun = false } = {}): Promise<string> {
  await open(page, `${community(page)}/meetings/new`);
  if (begun) await page.locator('#starts_at').fill(inShanghai(new Date(Date.now() - 3_600_000)));
  await page.locator('#venue').fill(place);
  await page.locator('#minutes').fill(`${minutes}`);
  await submit(page.locator('main form').last());
  await expect(page).toHaveURL(/\/meetings\/\d+$/);
  return new URL(page.url()).pathname;
}

/** The time on the clocks of the demo, as a field takes it. */
function inShanghai(at: Date): string {
  return at.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16).replace(' ', 'T');
}

/**
 * Presses the button that asks, then the one that does it: locks an agenda, publishes decisions.
 */
export async function confirm(page: Page): Promise<void> {
  await page.locator('#confirm-ask').click();
  await submit(page.locator('#confirm form'));
}

/** Locks the agenda whose draft is open. */
export async function lock(page: Page): Promise<void> {
  await confirm(page);
  await expect(page.locator('a[href$="/decisions"]')).toBeVisible();
}

/** Presses the button that sends a form. */
export async function submit(form: Locator): Promise<void> {
  await form.locator('button:not([type=button]):not([hidden])').click();
}

/** A photo is there and can be drawn. */
export async function expectDrawn(photo: Locator): Promise<void> {
  await photo.scrollIntoViewIfNeeded();
  await expect.poll(() => photo.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
}

/**
 * Waits until the app would open without the server: the service worker serves this page, and the
 * phone has copies of these reads (of their addresses, some part) and of these photos.
 */
export async function settle(page: Page, reads: string[], photos: string[] = []): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
    }
  });
  await expect(async () => {
    const kept = (await copies(page)).join('\n');
    for (const read of reads) expect(kept).toContain(read);
  }).toPass({ timeout: 30_000 });
  await expect.poll(() => page.evaluate(async (addresses) => {
    const kept = await Promise.all(addresses.map((address) => caches.match(address)));
    return addresses.filter((_, place) => !kept[place]);
  }, photos), { timeout: 30_000 }).toEqual([]);
}

/** The addresses of the reads that the phone has copies of. */
export function copies(page: Page): Promise<string[]> {
  return page.evaluate(() => new Promise((resolve) => {
    const opening = indexedDB.open('twoline');
    // The page makes the database: looking must not make an empty one.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => resolve([]);
    opening.onsuccess = () => {
      const all = opening.result.transaction('copies').objectStore('copies').getAllKeys();
      all.onsuccess = () => resolve(all.result.map(String));
      opening.result.close();
    };
  }));
}

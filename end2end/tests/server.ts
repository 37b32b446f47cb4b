import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test as base } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');
// One that was unpacked has its site beside it.
const unpacked = process.env.TWOLINE_PROGRAM;
const program = unpacked ?? join(root, 'target/release/twoline');

/** The addresses of a part's files, which begin with `/pkg/`, as the build lists them. */
export function partFiles(part: string): string[] {
  const files = readFileSync(join(root, 'target/release/hash.txt'), 'utf8').match(new RegExp(`^part ${part}: (.+)$`, 'm'));
  if (!files) throw new Error(`the bundle has no part ${part}`);
  return files[1].split(' ').map((file) => `/pkg/${file}`);
}

/** The names of all parts of the bundle. */
export function allParts(): string[] {
  const parts = readFileSync(join(root, 'target/release/hash.txt'), 'utf8').matchAll(/^part (\w+): /gm);
  return [...parts].map(([, part]) => part);
}

/**
 * The real server on a database of its own with demo content. `stop` really ends the process and
 * `start` brings it back on the same port and data, which is the only way of going offline that
 * also holds for service workers.
 */
export class Server {
  /** Everything it printed since the first start: the join links among it. */
  output = '';
  /**
   * Pages log requests that fail, which is no error now: while it is stopped, or where a test cuts
   * the way itself.
   */
  unreachable = false;
  /** Further settings, from the next start on. */
  options: string[] = [];
  private site = unpacked ? join(dirname(unpacked), 'site') : join(root, 'target/site');
  private process?: ChildProcess;

  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly demo: boolean,
  ) {}

  private get database(): string {
    return `sqlite:${join(this.folder, 't.db')}`;
  }

  /** With the demo, or empty. */
  static async launch(demo = true): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), 'twoline-'));
    const server = new Server(`http://127.0.0.1:${await freePort()}`, folder, demo);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const { host } = new URL(this.url);
    const child = spawn(
      program,
      ['serve', ...(this.demo ? ['--demo'] : []), '--database', this.database, '--address', host, '--public-url', this.url, ...this.options],
      // The folder holds whatever else it writes; the texts that tests read are the Chinese ones.
      { cwd: this.folder, env: { ...process.env, LANG: 'zh_CN.UTF-8', ...(unpacked ? {} : { TWOLINE_SITE: this.site }) } },
    );
    this.process = child;
    child.on('error', (error) => (this.output += `${error}\n`));
    child.stdout.on('data', (text) => (this.output += text));
    child.stderr.on('data', (text) => (this.output += text));
    await this.answering();
    this.unreachable = false;
  }

  /** Ends the process. `SIGKILL` is the power cut: nothing is flushed or said goodbye to. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.process;
    if (!child || !isRunning(child)) return;
    this.unreachable = true;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  /** Stops it for good and removes its data. */
  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A community at the command line. */
  addCommunity(slug: string, name: string): void {
    this.run('community', 'create', slug, '--name', name);
  }

  /** A command beside the server, on its database; what it says. */
  run(...command: string[]): string {
    return execFileSync(program, [...command, '--database', this.database], { cwd: this.folder, encoding: 'utf8', stdio: 'pipe' });
  }

  /**
   * The next start serves another version of the app: the same files, and a service worker that
   * differs.
   */
  newVersion(): void {
    const site = join(this.folder, 'site');
    cpSync(this.site, site, { recursive: true });
    appendFileSync(join(site, 'sw.js'), '\n// the next version\n');
    rmSync(join(site, 'sw.js.br'), { force: true });
    this.site = site;
  }

  /**
   * The server no longer has the file that only this part of the bundle is in, as after an update
   * with another in its place. Returns what brings them back. Only after `newVersion`, which copies the site.
   */
  withoutPart(part: string): () => void {
    const others = new Set(allParts().filter((other) => other !== part).flatMap(partFiles));
    const files = partFiles(part).filter((file) => !others.has(file)).map((file) => join(this.site, file));
    const kept = files.map((file) => [`${file}.br`, file].map((each) => [each, readFileSync(each)] as const)).flat();
    for (const [file] of kept) rmSync(file);
    return () => kept.forEach(([file, content]) => writeFileSync(file, content));
  }

  private async answering(): Promise<void> {
    for (let wait = 0; wait < 30_000; wait += 50) {
      if (!this.process || !isRunning(this.process)) break;
      const answer = await fetch(this.url).catch(() => undefined);
      if (answer) return;
      await sleep(50);
    }
    throw new Error(`the server did not start; build it with \`cargo xtask build\`. It printed:\n${this.output}`);
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(address)));
    });
  });
}

/**
 * Gives each test a server of its own: `test('…', async ({ page, server }) => …)`; relative
 * addresses go to it.
 */
export const test = base.extend<{ server: Server }>({
  server: async ({}, use) => {
    const server = await Server.launch();
    await use(server);
    await server.remove();
  },
  baseURL: async ({ server }, use) => use(server.url),
});

// The one Chromium that all checks share, and the pages opened in it.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

// How long a check waits for what must come, in milliseconds. A wait ends as soon as it is there, so a busy machine makes
// a check slow, not wrong; only what never comes costs this long.
export const PATIENCE = 120_000;

const SHELL = '/usr/bin/chromium-headless-shell';

// The browser that readers have.
export const CHROMIUM = '/usr/bin/chromium';

// The browser of the checks: the one that is named, or else the shell of Chromium, which has the same engine without a window
// and draws three times as many pages in the same time, or else Chromium.
export const browserProgram = () => process.env.CHROMIUM || (existsSync(SHELL) ? SHELL : CHROMIUM);

const FLAGS = [
  '--no-sandbox', // Chromium as root refuses its sandbox; it is shown nothing here but our own pages
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage', // containers often have a small /dev/shm
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none', // without a window, Chromium rounds the width of each letter otherwise
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', // a page that calls another host is seen, and not served
];

export async function launch() {
  try {
    return await chromium.launch({ executablePath: browserProgram(), args: FLAGS });
  } catch (error) {
    const help = 'install it (Debian: apt-get install chromium-headless-shell), or set CHROMIUM to the path of another browser';
    throw new Error(`Chromium did not start from ${browserProgram()}: ${help}\n${error.message}`);
  }
}

// Tells each error of a page's scripts. Chromium reports like one that it gives up fading from one page to the next, as on
// a busy machine or when the next one is replaced meanwhile; readers lose nothing.
export const onScriptError = (page, tell) =>
  page.on('pageerror', ({ message }) => {
    if (!message.startsWith('Transition was aborted')) tell(message);
  });

// Opens an address, hands the page to `look`, and returns what went wrong in the page meanwhile.
export async function open(context, address, look) {
  const problems = [];
  const { protocol, origin } = new URL(address);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  onScriptError(page, (message) => problems.push(`script error: ${message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console error: ${message.text()} (${message.location().url})`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    const own = url.protocol === protocol && url.origin === origin;
    if (!own && !['data:', 'blob:'].includes(url.protocol)) problems.push(`request to another origin: ${url}`);
  });
  page.on('requestfailed', (request) => problems.push(`failed request: ${request.url()} (${request.failure()?.errorText})`));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`failed request: ${response.url()} (status ${response.status()})`);
  });
  try {
    await page.goto(address, { waitUntil: 'load' });
    problems.push(...((await look(page)) ?? []));
  } catch (error) {
    problems.push(`could not be judged: ${error.message.split('\n')[0]}`);
  } finally {
    await page.close();
  }
  return [...new Set(problems)];
}

// Calls `work` on each item, on at most `width` of them at a time; the results keep the order of the items.
export async function inParallel(width, items, work) {
  const results = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

// Every theme that comes with leadfolio, over the same portfolio: one page of each kind, held to what axe.mjs, html.mjs
// and budgets.mjs ask of the default theme.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { contextsOf, judge } from './axe.mjs';
import { checkBudgets } from './budgets.mjs';
import { inParallel } from './browser.mjs';
import { checkHtml } from './html.mjs';
import { serve } from './server.mjs';
import { readSite } from './site.mjs';

const THEMES = ['dossier', 'field'];
// Pages that only a few see: by the author, and by a panel.
const AUDIENCES = ['private', 'panel'];

export async function checkLooks({ binary, browser, scratch }, report) {
  for (const theme of THEMES) {
    const root = join(scratch, `portfolio-${theme}`);
    execFileSync(binary, ['init', root, '--theme', theme], { stdio: 'pipe' });
    const dir = join(scratch, `site-${theme}`);
    const server = await serve(dir);
    execFileSync(binary, ['build', '--root', root, '--output', dir, '--base-url', server.url], { stdio: 'pipe' });
    const site = readSite(dir, server.url);
    const quiet = { check: (name, problems, note) => report.check(`${theme}: ${name}`, problems, note), canary() {}, note() {} };
    await checkBudgets({ served: site }, quiet);
    await checkHtml({ served: site, scratch: mkdir(scratch, theme) }, quiet);
    await judgeEachKind(browser, site, theme, report);
    server.close();
  }
  const root = join(scratch, 'portfolio-few');
  execFileSync(binary, ['init', root], { stdio: 'pipe' });
  for (const audience of AUDIENCES) {
    const dir = join(scratch, `site-${audience}`);
    const server = await serve(dir);
    execFileSync(binary, ['build', '--root', root, '--output', dir, '--base-url', server.url, '--audience', audience, '--drafts'], { stdio: 'pipe' });
    const site = readSite(dir, server.url);
    const quiet = { check: (name, problems, note) => report.check(`${audience}: ${name}`, problems, note), canary() {}, note() {} };
    await checkHtml({ served: site, scratch: mkdir(scratch, audience) }, quiet);
    await judgeEachKind(browser, site, audience, report);
    server.close();
  }
}

async function judgeEachKind(browser, site, name, report) {
  const contexts = await contextsOf(browser);
  const pages = onePageOfEachKind(site);
  const results = await inParallel(2, pages, (page) => judge(contexts, page.address));
  results.forEach(({ problems }, index) => report.check(`${name}: ${pages[index].file}`, problems));
  await Promise.all(Object.values(contexts).map((context) => context.close()));
}

function mkdir(scratch, theme) {
  const dir = join(scratch, `canary-${theme}`);
  execFileSync('mkdir', ['-p', dir]);
  return dir;
}

// The longest page of each kind shows the most.
export function onePageOfEachKind(site) {
  const kinds = new Map();
  for (const page of site.pages.values()) {
    const text = site.read(page.file);
    const kind = text.match(/<body data-kind="([^"]+)"/)?.[1];
    if (page.redirects || !kind) continue;
    if (!kinds.has(kind) || text.length > kinds.get(kind).length) kinds.set(kind, { length: text.length, page });
  }
  return [...kinds.values()].map(({ page }) => page);
}

// The other themes that come with leadfolio, over the same portfolio, and the pages that only some readers see: held to
// what axe.mjs, html.mjs and budgets.mjs ask of the default theme.
import { join } from 'node:path';
import { contextsOf, judge, modesOf, PAGES_AT_ONCE, WCAG_ONLY } from './axe.mjs';
import { checkBudgets } from './budgets.mjs';
import { inParallel } from './browser.mjs';
import { checkHtml } from './html.mjs';
import { buildAndServe, initPortfolio } from './portfolio.mjs';
import { builtInThemes, pagesToJudge, readSite } from './site.mjs';

// The other checks look at the sample in commons, and base is the ground that each theme stands on.
const THEMES = builtInThemes().filter((theme) => !['base', 'commons'].includes(theme));
// Pages that only a few see: by the author, and by a panel.
const AUDIENCES = ['private', 'panel'];

// One part for each theme and audience.
export const LOOKS = [...THEMES.map((theme) => ({ theme })), ...AUDIENCES.map((audience) => ({ audience }))];

export async function checkLook({ theme, audience }, { binary, browser, scratch, full }, report) {
  const name = theme ?? audience;
  const root = join(scratch, 'portfolio');
  initPortfolio(binary, root, ...(theme ? ['--theme', theme] : []));
  const dir = join(scratch, 'site');
  const how = audience ? ['--audience', audience, '--drafts'] : [];
  const server = await buildAndServe(binary, root, dir, ...how);
  const site = readSite(dir, server.url);
  const quiet = { check: (check, problems, note) => report.check(`${name}: ${check}`, problems, note), canary() {}, note() {} };
  if (theme) await checkBudgets({ served: site }, quiet);
  const pages = pagesToJudge(site, full);
  await checkHtml({ served: site, scratch, pages: pages.map(({ file }) => file) }, quiet);
  const contexts = await contextsOf(browser);
  const results = await inParallel(PAGES_AT_ONCE, pages, (page) => judge(contexts, page.address, modesOf(full), WCAG_ONLY));
  results.forEach(({ problems }, index) => report.check(`${name}: ${pages[index].file}`, problems));
  await Promise.all(Object.values(contexts).map((context) => context.close()));
  server.close();
}

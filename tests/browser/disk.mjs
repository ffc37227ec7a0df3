// The site built with --relative, opened from disk as a double click on a file does: every page with its sheet, and links that work.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inParallel, open } from './browser.mjs';
import { pageAt } from './site.mjs';

export async function checkDisk({ relative, browser, scratch }, report) {
  const context = await browser.newContext();
  await canary(context, scratch, report);
  const pages = [...relative.pages.values()].filter(({ redirects }) => !redirects);
  const results = await inParallel(2, pages, ({ file, address }) =>
    open(context, address, styled).then((problems) => problems.map((problem) => `${file}: ${problem}`)),
  );
  report.check('disk: every page from file://', results.flat(), `${pages.length} pages`);
  report.check('disk: a link is followed from file://', await open(context, pageAt(relative, 'home').address, followLink));
  await context.close();
}

const styled = (page) => page.evaluate(() => (document.styleSheets.length > 0 ? [] : ['no style sheet is loaded']));

async function followLink(page) {
  const link = page.locator('main a[href*=".html"]:not([href*=":"]):visible').first();
  if ((await link.count()) === 0) return ['no link to another page in <main>'];
  const target = await link.evaluate(({ href }) => href);
  await link.click();
  await page.waitForURL(target, { timeout: 5000 });
  return (await page.locator('h1').first().isVisible()) ? [] : [`${target} shows no h1`];
}

async function canary(context, scratch, report) {
  const dir = join(scratch, 'disk-canary');
  mkdirSync(dir);
  writeFileSync(join(dir, 'index.html'), '<!DOCTYPE html><title>x</title><link rel="stylesheet" href="/gone-from-disk.css"><h1>x</h1>');
  const address = `${pathToFileURL(dir)}/index.html`;
  report.canary('disk', [...(await open(context, address, styled)), ...(await open(context, address, followLink))], {
    'sheet by absolute path': /failed request: .*gone-from-disk\.css/,
    'no links': /no link to another page/,
  });
}

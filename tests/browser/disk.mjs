// The site as a plain build writes it, opened from disk as a double click on a file does: every page with its sheet and
// pictures, links that work, and the page to search on, which a browser does not let load its index from there.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PATIENCE, inParallel, open } from './browser.mjs';
import { pageAt } from './site.mjs';

export async function checkDisk({ relative, browser, scratch }, report) {
  const context = await browser.newContext();
  await canary(context, scratch, report);
  // A host shows 404.html at any depth, so it names the whole address of the site.
  const pages = [...relative.pages.values()].filter(({ file, redirects }) => !redirects && file !== '404.html');
  const results = await inParallel(2, pages, ({ file, address }) =>
    open(context, address, shown).then((problems) => problems.map((problem) => `${file}: ${problem}`)),
  );
  report.check('disk: every page from file://', results.flat(), `${pages.length} pages`);
  report.check('disk: links are followed from file://', await open(context, pageAt(relative, 'home').address, followLinks));
  report.check('disk: a search page from file:// lists everything', await open(context, `${relative.url}search/index.html`, listed));
  await context.close();
}

// What is wrong with how the page is shown: a sheet or a picture that is missing.
const shown = (page) =>
  page.evaluate(async () => {
    const problems = [];
    if (document.styleSheets.length === 0) problems.push('no style sheet is loaded');
    // Rules of sheets from disk cannot be read; what they do can.
    if (/^"?Times/.test(getComputedStyle(document.body).fontFamily)) problems.push('the style sheet has no effect');
    for (const image of document.images) {
      image.loading = 'eager';
      await image.decode().catch(() => problems.push(`the picture ${image.getAttribute('src')} is not shown`));
    }
    return problems;
  });

// To the list of case studies, to one of them, to the page of a tag, and back.
async function followLinks(page) {
  const problems = [];
  const follow = async (links, what) => {
    const link = links.first();
    if ((await link.count()) === 0) return void problems.push(`there is no link to ${what}`);
    const target = await link.evaluate(({ href }) => href);
    await link.click();
    await page.waitForURL(target, { timeout: PATIENCE });
    if (!(await page.locator('h1').first().isVisible())) problems.push(`${target} shows no h1`);
    problems.push(...(await shown(page)));
  };
  const home = page.url();
  await follow(page.locator('main a[href*="case-studies/"]:not([href*=":"]):visible'), 'a case study');
  const study = page.url();
  await follow(page.locator('main a[href*="tags/"]:visible'), 'the page of a tag');
  await page.goBack();
  if (page.url() !== study) problems.push(`back leads to ${page.url()}, not to ${study}`);
  await follow(page.locator('a.site-title'), 'the home page');
  if (page.url() !== home) problems.push(`the home page is at ${page.url()}, not at ${home}`);
  return problems;
}

// A browser does not let a page from disk load the index: the page lists what there is in its place.
async function listed(page) {
  const problems = [];
  if (await page.locator('form.search').isVisible()) problems.push('a form is shown that cannot work from disk');
  if ((await page.locator('#search-all a').count()) < 10) problems.push('the pages are not listed');
  return problems;
}

async function canary(context, scratch, report) {
  const dir = join(scratch, 'disk-canary');
  mkdirSync(dir);
  writeFileSync(
    join(dir, 'index.html'),
    '<!DOCTYPE html><title>x</title><link rel="stylesheet" href="/gone-from-disk.css"><h1>x</h1><img alt="" src="gone.png"><a class="site-title" href="index.html">x</a>',
  );
  const address = `${pathToFileURL(dir)}/index.html`;
  report.canary('disk', [...(await open(context, address, shown)), ...(await open(context, address, followLinks))], {
    'sheet by absolute path': /failed request: .*gone-from-disk\.css/,
    'no style': /the style sheet has no effect/,
    'no picture': /the picture gone\.png is not shown/,
    'no links': /there is no link to a case study/,
  });
}

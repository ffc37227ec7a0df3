// The page to search on, used as a reader would: words, filters, an address that keeps both, and no network but ours.
import { PATIENCE, open } from './browser.mjs';
import { judge, contextsOf } from './axe.mjs';

export async function checkSearch({ browser, served }, report) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 } });
  const address = `${served.url}search/`;
  const stateText = (page) => page.locator('#search-state').textContent();
  const wait = (page, pattern) => page.waitForFunction((it) => new RegExp(it).test(document.querySelector('#search-state').textContent), pattern, { timeout: PATIENCE });

  const problems = await open(context, address, async (page) => {
    const wrong = [];
    const expect = (holds, words) => holds || wrong.push(words);
    expect(await page.locator('#search-all a').count() > 10, 'the page does not list what there is');
    await page.locator('#search-q').fill('belonging survey');
    await wait(page, '^Pages found');
    await page.locator('#search-results h2 a').first().waitFor();
    expect(!(await page.locator('#search-all').isVisible()), 'everything is listed beside what was found');
    expect(await page.locator('#search-results mark').count() > 0, 'no word is marked');
    const href = await page.locator('#search-results h2 a').first().getAttribute('href');
    expect(served.files.has(`${href.replace(/^\//, '')}index.html`), `${href} leads nowhere`);
    await page.locator('#search-q').fill('');
    await page.locator('#search-status').selectOption('Stopped');
    await wait(page, '^Pages found: 1$');
    expect(page.url().endsWith('?status=Stopped'), `the address does not keep the search: ${page.url()}`);
    await page.locator('#search-q').fill('zzyzx');
    await wait(page, '^Nothing found');
    expect(await page.locator('#search-results li').count() === 0, 'something is shown for words that are nowhere');
    return wrong;
  });
  report.check('search: words, filters and the address', problems);

  const linked = await open(context, `${address}?q=family`, async (page) => {
    await wait(page, '^Pages found');
    await page.locator('#search-results h2 a').first().waitFor();
    return (await stateText(page)).startsWith('Nothing') ? ['an address with words finds nothing'] : [];
  });
  report.check('search: an address that was passed on', linked);
  await context.close();

  const contexts = await contextsOf(browser);
  const judged = await judge(contexts, `${address}?q=survey`);
  report.check('search: what was found, judged by axe', judged.problems);
  await Promise.all(Object.values(contexts).map((it) => it.close()));

  const quiet = await browser.newContext({ javaScriptEnabled: false });
  const without = await open(quiet, address, async (page) => {
    const visible = await page.locator('form.search').isVisible();
    return visible ? ['a form is shown that does nothing without JavaScript'] : [];
  });
  report.check('search: without JavaScript', without);
  await quiet.close();
}

// Does the preview get along with what is on a page and around it: scripts, policies, many tabs, other browsers, faults?
import { join } from 'node:path';
import { onScriptError, PATIENCE } from './browser.mjs';
import { Portfolio, preview } from './preview.mjs';

const CASE = 'content/case-studies/culture-committee.md';
const ADDRESS = 'case-studies/culture-committee/';
const TEMPLATES = 'themes/commons/templates';
const SCRIPT = 'themes/commons/assets/js/zq.js';

const patience = { polling: 100, timeout: PATIENCE };
const shows = (page, words) => page.waitForFunction((it) => document.body?.innerText.includes(it), words, patience);
const overlay = (page, words) =>
  page.waitForFunction((it) => document.querySelector('leadfolio-preview')?.shadowRoot.textContent.includes(it), words, patience);
const silent = (page) =>
  page.waitForFunction(() => document.querySelector('leadfolio-preview')?.shadowRoot.querySelector('section') === null, null, patience);

// A theme with something in the head of every page.
const head = (portfolio, html) =>
  portfolio.write(`${TEMPLATES}/layout.html`, `{% extends "base:layout.html" %}{% block head_extra %}${html}{% endblock head_extra %}`);
const append = (portfolio, words) => portfolio.write(CASE, `${portfolio.read(CASE)}\n\n${words}\n`);

export async function checkPages({ binary, scratch, browser }, report) {
  const portfolio = new Portfolio(binary, join(scratch, 'serve-pages'));
  const good = portfolio.read(CASE);
  const server = await preview(portfolio, '--port', '4340');
  const step = async (name, work) => {
    const tab = await browser.newContext();
    let problems = [];
    try {
      problems = (await work(tab, await tab.newPage())) ?? [];
    } catch (error) {
      problems = [error.message.split('\n')[0]];
    }
    await tab.close();
    portfolio.save(CASE, good);
    report.check(`serve: ${name}`, problems);
  };
  const given = { portfolio, server, browser };
  await step('the search page after an edit', (tab, page) => searchAfterEdit(page, given));
  await step("scripts of the author's theme run on the page that they are given", (tab, page) => ownScripts(page, given));
  await step('a picture that changed stays so after the next edit', (tab, page) => changedPicture(page, given));
  await step('what a host blocks is blocked', (tab, page) => blockedParts(page, given));
  await step('a fault in a template is shown over the last good page, and goes', (tab, page) => faultyTemplate(page, given));
  await step('the problems of the page come first, and warnings apart', (tab, page) => sortedProblems(page, given));
  await step('eight tabs of one browser', (tab) => manyTabs(tab, given));
  await step('a browser without shared workers', (tab, page) => withoutWorkers(tab, page, given));
  await step('a browser that blocks the data of sites', (tab, page) => withoutSiteData(page, given));
  await step('the audience is that of one browser', (tab, page) => audienceOfOne(tab, page, given));
  await step('what is refused says so', (tab, page) => refusedChoice(page, given));
  await step('a list of what leaves the computer opens', (tab, page) => leavingReport(tab, page, given));
  await server.stop();
}

async function searchAfterEdit(page, { portfolio, server }) {
  await page.goto(`${server.url}search/`);
  await page.locator('#search-q').fill('committee');
  await page.locator('#search-results h2 a').first().waitFor({ timeout: PATIENCE });
  portfolio.edit(CASE, 'title: "', 'title: "zqfound ');
  await page.waitForFunction(() => document.querySelector('#search-results')?.innerText.includes('zqfound'), null, patience);
  const problems = [];
  if (!(await page.locator('form.search').isVisible())) problems.push('the form is hidden');
  if ((await page.locator('#search-q').inputValue()) !== 'committee') problems.push('the words are lost');
  if (await page.locator('#search-all').isVisible()) problems.push('everything is listed beside what was found');
  await page.locator('#search-q').fill('zqxylophone');
  await page.waitForFunction(() => document.querySelector('#search-state').textContent.startsWith('Nothing found'), null, patience);
  append(portfolio, 'zqxylophone');
  await page.waitForFunction(() => document.querySelector('#search-state').textContent.startsWith('Pages found'), null, patience);
  return problems;
}

async function ownScripts(page, { portfolio, server }) {
  const made = (words) => `const made = document.createElement('p'); made.id = 'zqmade'; made.textContent = '${words}'; document.querySelector('main').append(made);`;
  portfolio.write(SCRIPT, made('zqfirst'));
  portfolio.write(`${TEMPLATES}/partials/turn.html`, '<details><summary>zqmore</summary>zqinside</details>');
  head(portfolio, '<script defer src="{{ root }}assets/js/zq.js"></script>');
  await page.goto(server.url + ADDRESS);
  await shows(page, 'zqfirst');
  await page.locator('summary', { hasText: 'zqmore' }).first().click();
  await page.evaluate(() => scrollTo(0, 700));
  append(portfolio, 'zqedited.');
  await shows(page, 'zqedited.');
  await shows(page, 'zqfirst');
  const problems = [];
  const scrolled = await page.evaluate(() => scrollY);
  if (Math.abs(scrolled - 700) > 2) problems.push(`the page is scrolled to ${scrolled}, not to 700`);
  if ((await page.locator('#zqmade').count()) !== 1) problems.push('what the script made is there twice');
  if (!(await page.locator('details', { hasText: 'zqmore' }).first().evaluate(({ open }) => open))) problems.push('what was open is closed');
  portfolio.write(SCRIPT, made('zqsecond'));
  await shows(page, 'zqsecond');
  portfolio.remove('themes/commons');
  await page.waitForFunction(() => !document.querySelector('#zqmade'), null, patience);
  return problems;
}

async function changedPicture(page, { portfolio, server }) {
  const drawing = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" viewBox="0 0 ${width} 20"><path d="M0 0h9v9z"/></svg>`;
  const picture = page.locator('img[alt=zqpicture]');
  const wide = (width) => page.waitForFunction((it) => document.querySelector('img[alt=zqpicture]')?.naturalWidth === it, width, patience);
  portfolio.write('content/files/zq.svg', drawing(30));
  portfolio.edit(CASE, '## ', '![zqpicture](../files/zq.svg)\n\n## ');
  await page.goto(server.url + ADDRESS);
  await picture.scrollIntoViewIfNeeded();
  await wide(30);
  portfolio.save('content/files/zq.svg', drawing(60));
  await wide(60);
  append(portfolio, 'zqafter.');
  await shows(page, 'zqafter.');
  await wide(60);
  portfolio.remove('content/files/zq.svg');
}

async function blockedParts(page, { portfolio, server }) {
  const failures = [];
  page.on('requestfailed', (request) => failures.push(`${request.url()}: ${request.failure()?.errorText}`));
  portfolio.edit('content/portfolio.yaml', 'search: on', 'search: off');
  portfolio.write(SCRIPT, 'window.zqown = true');
  head(portfolio, '<style>h1 { color: rgb(9, 9, 9) }</style><script>window.zqinline = true</script><script defer src="{{ root }}assets/js/zq.js"></script><script src="https://stats.example/zq.js"></script>');
  await page.goto(server.url + ADDRESS);
  await page.locator('script[src^="https://stats.example"]').waitFor({ state: 'attached', timeout: PATIENCE });
  await overlay(page, 'Preview as');
  const found = await page.evaluate(async (own) => ({
    color: getComputedStyle(document.querySelector('h1')).color,
    ran: ['zqinline', 'zqown'].filter((name) => name in window),
    fetched: await fetch(own).then(() => true, () => false),
  }), `/${ADDRESS}`);
  const problems = [];
  if (found.color === 'rgb(9, 9, 9)') problems.push('an inline style has an effect');
  if (found.ran.length > 0) problems.push(`scripts ran that a host blocks: ${found.ran}`);
  if (found.fetched) problems.push('a script may fetch what it may not on a host');
  if (!failures.includes('https://stats.example/zq.js: csp')) problems.push(`another host was asked: ${failures}`);
  append(portfolio, 'zqallowed.');
  await shows(page, 'zqallowed.');
  portfolio.remove('themes/commons');
  portfolio.edit('content/portfolio.yaml', 'search: off', 'search: on');
  return problems;
}

async function faultyTemplate(page, { portfolio, server }) {
  const part = `${TEMPLATES}/partials/turn.html`;
  await page.goto(server.url + ADDRESS);
  append(portfolio, 'zqgood.');
  await shows(page, 'zqgood.');
  const problems = [];
  for (const fault of ['<p>{{ zqnothing }}</p>', '<p>{{ zqnothing }</p>']) {
    portfolio.write(part, fault);
    await overlay(page, 'partials/turn.html');
    await page.reload();
    await overlay(page, 'partials/turn.html');
    if (!(await page.evaluate(() => document.body.innerText.includes('zqgood.')))) problems.push(`${fault}: a page loaded anew is not the last good one`);
    portfolio.remove(part);
    await silent(page);
  }
  portfolio.remove('themes/commons');
  return problems;
}

async function sortedProblems(page, { portfolio, server }) {
  portfolio.write('content/approaches/a-zq.md', '---\ntitle: "zq"\n---\n[x](zqelsewhere.md)\n');
  await page.goto(server.url + ADDRESS);
  append(portfolio, '<blink>zq</blink> [x](zqhere.md)');
  await overlay(page, 'zqhere.md');
  const found = await page.evaluate(() => {
    const box = document.querySelector('leadfolio-preview').shadowRoot.querySelector('section');
    const details = box.querySelector('details');
    const lists = [...box.querySelectorAll(':scope > ol')];
    return { headings: [...box.querySelectorAll(':scope > h3')].map((it) => it.textContent), texts: lists.map((it) => it.textContent), warnings: details?.textContent, open: details?.open };
  });
  const problems = [];
  const expect = (holds, words) => holds || problems.push(`${words}: ${JSON.stringify(found)}`);
  expect(found.headings.join() === 'On this page,Elsewhere', 'the headings');
  expect(found.texts[0]?.includes('zqhere.md') && found.texts[1]?.includes('zqelsewhere.md'), 'the lists');
  expect(found.warnings?.includes('blink') && found.open === false, 'the warnings');
  portfolio.remove('content/approaches/a-zq.md');
  return problems;
}

async function manyTabs(tab, { portfolio, server }) {
  const pages = [];
  for (let number = 0; number < 8; number += 1) {
    const page = await tab.newPage();
    await page.goto(server.url + ADDRESS, { timeout: PATIENCE });
    await overlay(page, 'Preview as');
    pages.push(page);
  }
  append(portfolio, 'zqeverywhere.');
  await Promise.all(pages.map((page) => shows(page, 'zqeverywhere.')));
  const hidden = await Promise.all(pages.map((page) => page.evaluate(() => document.hidden)));
  return hidden.some((it) => it) ? ['a tab was hidden, so that nothing is shown'] : [];
}

async function withoutWorkers(tab, page, { portfolio, server }) {
  await page.addInitScript(() => delete globalThis.SharedWorker);
  await page.goto(server.url + ADDRESS);
  await overlay(page, 'Preview as');
  append(portfolio, 'zqalone.');
  await shows(page, 'zqalone.');
}

async function withoutSiteData(page, { portfolio, server }) {
  await page.addInitScript(() => {
    const blocked = () => { throw new DOMException('blocked', 'SecurityError'); };
    Object.defineProperty(globalThis, 'sessionStorage', { get: blocked });
    globalThis.SharedWorker = class { constructor() { blocked(); } };
  });
  const errors = [];
  onScriptError(page, (message) => errors.push(message));
  portfolio.write(SCRIPT, 'document.documentElement.dataset.zqran = "yes";');
  await page.goto(server.url + ADDRESS);
  await overlay(page, 'Preview as');
  append(portfolio, 'zqblocked.');
  await shows(page, 'zqblocked.');
  // A page with scripts is reloaded, and says before what was open.
  head(portfolio, '<script defer src="{{ root }}assets/js/zq.js"></script>');
  await page.waitForFunction(() => document.documentElement.dataset.zqran, null, patience);
  portfolio.remove('themes/commons');
  return errors;
}

async function audienceOfOne(tab, page, { portfolio, server, browser }) {
  append(portfolio, '<!-- panel -->\n\nzqpanel.\n\n<!-- /panel -->');
  const beside = await tab.newPage();
  const stranger = await (await browser.newContext()).newPage();
  for (const it of [page, beside, stranger]) {
    await it.goto(server.url + ADDRESS);
    await overlay(it, 'Preview as: Everyone');
  }
  const view = page.locator('leadfolio-preview details.view');
  await view.locator('summary').click();
  await view.locator('select').selectOption('panel');
  await shows(page, 'zqpanel.');
  await shows(beside, 'zqpanel.');
  append(portfolio, 'zqlater.');
  await Promise.all([page, beside, stranger].map((it) => shows(it, 'zqlater.')));
  await stranger.reload();
  await overlay(stranger, 'Preview as: Everyone');
  const problems = (await stranger.evaluate(() => document.body.innerText.includes('zqpanel.'))) ? ['another browser sees what the panel sees'] : [];
  if (!(await page.evaluate(() => document.body.innerText.includes('zqpanel.')))) problems.push('the choice is lost with an edit');
  await stranger.context().close();
  return problems;
}

async function refusedChoice(page, { portfolio, server }) {
  await page.route('**/-leadfolio/view*', (route) => route.fulfill({ status: 403, body: 'zqrefused' }));
  await page.goto(server.url + ADDRESS);
  const view = page.locator('leadfolio-preview details.view');
  await view.locator('summary').click();
  await view.locator('select').selectOption('panel');
  await overlay(page, 'zqrefused');
  await page.locator('leadfolio-preview section header button').click();
  await silent(page);
  await page.unroute('**/-leadfolio/view*');
  await page.route('**/-leadfolio/view*', (route) => route.fulfill({ status: 204 }));
  await view.locator('select').selectOption('private');
  await overlay(page, 'Allow cookies for this address');
  await page.evaluate(() => { window.kept = true; });
  await page.route('**/-leadfolio/state*', (route) => route.fulfill({ status: 403, body: 'zqforbidden' }));
  append(portfolio, 'zqunseen.');
  await overlay(page, 'zqforbidden');
  return (await page.evaluate(() => window.kept)) ? [] : ['a page that is refused is reloaded'];
}

async function leavingReport(tab, page, { server }) {
  await page.goto(server.url + ADDRESS);
  await overlay(page, 'Preview as');
  await page.locator('leadfolio-preview details.view summary').click();
  const [report] = await Promise.all([tab.waitForEvent('page'), page.getByText('What leaves your computer').click()]);
  await report.locator('h1').waitFor({ timeout: PATIENCE });
  const text = await report.evaluate(() => document.body.innerText);
  const parts = ['What leaves your computer', 'About you', 'Other people shown', 'Your files', 'Not published'];
  return parts.filter((part) => !text.includes(part)).map((part) => `“${part}” is not there: ${text.slice(0, 200)}`);
}

// Comments that another server keeps: nothing is asked of it before the reader says so, and then it works. Isso runs for
// real, on loopback; GitHub's two are not there, so only what the browser asks them for is looked at.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PATIENCE, open } from './browser.mjs';
import { initPortfolio } from './portfolio.mjs';
import { Folder, running } from './preview.mjs';
import { freePort, serve } from './server.mjs';

const ISSO = process.env.ISSO || fileURLToPath(new URL('../../target/isso/bin/isso', import.meta.url));
const PAGE = 'case-studies/culture-committee/';
const WORDS = 'The notice board by the canteen is better than it was.';

export async function checkComments({ binary, browser, scratch }, report) {
  const root = join(scratch, 'portfolio-comments');
  initPortfolio(binary, root);
  const portfolio = new Folder(root);
  const settings = portfolio.read('content/portfolio.yaml').replace(/comments: off[^\n]*/, 'comments: on');
  const dir = join(scratch, 'site-comments');
  const site = await serve(dir);
  const build = (comments) => {
    portfolio.save('content/portfolio.yaml', `${settings}\ncomments: ${comments}\n`);
    execFileSync(binary, ['build', '--root', root, '--output', dir, '--base-url', site.url], { stdio: 'pipe' });
  };

  const isso = await startIsso(join(scratch, 'isso'), site.origin);
  build(`{ by: isso, server: "${isso.url}", kinds: [case-studies] }`);
  report.check('comments: Isso, from the button to the comment', await talk(browser, site, isso));
  isso.stop();

  build('{ by: giscus, repo: someone/portfolio, repo_id: R_1, category: Comments, category_id: DIC_1 }');
  const giscus = { 'data-repo': 'someone/portfolio', 'data-category-id': 'DIC_1', 'data-term': `/${PAGE}` };
  report.check('comments: giscus is asked when the reader says so', await asks(browser, site, 'https://giscus.app/client.js', giscus));
  build('{ by: utterances, repo: someone/portfolio }');
  const utterances = { repo: 'someone/portfolio', 'issue-term': `/${PAGE}` };
  report.check('comments: utterances is asked when the reader says so', await asks(browser, site, 'https://utteranc.es/client.js', utterances));
  build('{ by: remark42, server: "https://remark.example.org", site: portfolio }');
  report.check('comments: Remark42 is asked when the reader says so', await asks(browser, site, 'https://remark.example.org/web/embed.mjs', { type: 'module' }));
  site.close();
}

// Everything that a page does before the button is pressed is held to what `open` holds every page to.
async function talk(browser, site, isso) {
  const context = await browser.newContext();
  const problems = await open(context, site.url + PAGE, async (page) => {
    await page.locator('.comments').scrollIntoViewIfNeeded();
    const note = await page.locator('.comments').textContent();
    return note.includes(new URL(isso.url).host) ? [] : ['the page does not say which server is told of the reader'];
  });
  const page = await context.newPage();
  const approach = await page.goto(`${site.url}approaches/distributed-leadership/`);
  if ((await approach.text()).includes('data-embed')) problems.push('a kind of page has comments that was not chosen');
  await page.goto(site.url + PAGE);
  await page.getByRole('button', { name: /Show comments/ }).click();
  await page.locator('#isso-thread .isso-textarea').first().fill(WORDS);
  await page.locator('#isso-thread input[name=author]').first().fill('A reader');
  await page.locator('#isso-thread input[type=submit]').first().click();
  await page.locator('.isso-comment', { hasText: WORDS }).waitFor({ timeout: PATIENCE });
  await page.reload();
  if (await page.getByText(WORDS).count() > 0) problems.push('comments are loaded without being asked for');
  await page.getByRole('button', { name: /Show comments/ }).click();
  await page.locator('.isso-comment', { hasText: WORDS }).waitFor({ timeout: PATIENCE });
  await context.close();
  return problems;
}

// Answers for a service that is not there.
async function asks(browser, site, address, attributes) {
  const context = await browser.newContext();
  const asked = [];
  await context.route((url) => url.origin !== site.origin, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: 'text/javascript', headers: { 'access-control-allow-origin': '*' }, body: 'document.body.dataset.came = "yes"' });
  });
  const page = await context.newPage();
  await page.goto(site.url + PAGE);
  const problems = asked.map((url) => `asked before the reader said so: ${url}`);
  await page.getByRole('button', { name: /Show comments/ }).click();
  await page.locator('body[data-came=yes]').waitFor();
  const script = page.locator(`script[src="${address}"]`);
  for (const [name, value] of Object.entries(attributes)) {
    const found = await script.getAttribute(name);
    if (found !== value) problems.push(`${name} is ${found}, not ${value}`);
  }
  if (!asked.includes(address)) problems.push(`${address} was not asked`);
  await context.close();
  return problems;
}

async function startIsso(dir, origin) {
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const settings = [
    '[general]', `dbpath = ${join(dir, 'comments.db')}`, `host = ${origin}/`,
    '[server]', `listen = ${url}`,
    '[guard]', 'enabled = false',
    '[markup]', 'renderer = mistune', '',
  ];
  writeFileSync(join(dir, 'isso.cfg'), settings.join('\n'));
  const child = spawn(ISSO, ['-c', join(dir, 'isso.cfg'), 'run'], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let log = '';
  child.stderr.on('data', (text) => (log += text));
  child.stdout.on('data', (text) => (log += text));
  const ended = new Promise((_, failed) => {
    child.once('error', (error) => failed(new Error(`Isso did not start from ${ISSO}: ${error.message}\ntests/run installs it`)));
    child.once('exit', (code) => failed(new Error(`Isso ended with ${code}\n${log}`)));
  });
  ended.catch(() => running.delete(child));
  const answers = async () => {
    while (!(await fetch(`${url}js/embed.min.js`).catch(() => null))?.ok) await new Promise((next) => setTimeout(next, 100));
  };
  await Promise.race([answers(), ended]);
  return { url, stop: () => child.kill() };
}

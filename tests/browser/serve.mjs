// Is the live preview safe to leave open, does it show what would be built, and does every edit arrive by itself?
import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { onScriptError, PATIENCE } from './browser.mjs';
import { once, Portfolio, preview, raw, status, unlike } from './preview.mjs';
import { readSite } from './site.mjs';

const CASE = 'content/case-studies/culture-committee.md';
const ADDRESS = 'case-studies/culture-committee/';

// --- requests of people who mean no good ---

export async function checkRequests({ binary, scratch }, report) {
  const portfolio = new Portfolio(binary, join(scratch, 'serve-requests'));
  portfolio.write('content/people.private.yaml', 'zqsecret');
  portfolio.write('content/.hidden', 'zqsecret');
  portfolio.write('content/files/zqfilm.bin', 'abcdefghijklmnopqrstuvwxyz');
  portfolio.edit(CASE, '## ', 'A [film](../files/zqfilm.bin).\n\n## ');
  const server = await preview(portfolio, '--port', '4300');
  const { port } = server;
  const problems = [];
  const expect = async (wanted, target, headers, method) => {
    const { code, answer } = await status(port, target, headers, method);
    if (code !== wanted) problems.push(`${method ?? 'GET'} ${target} ${JSON.stringify(headers ?? {})}: ${code}, not ${wanted}`);
    if (/zqsecret|root:x:/.test(answer)) problems.push(`${target} gives a file away`);
    if (/^access-control-/im.test(answer)) problems.push(`${target} is open to other sites`);
    return answer;
  };

  const page = await expect(200, '/');
  const token = page.match(/data-token="([0-9a-f]+)"/)[1];
  for (const target of [
    '/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc/passwd', '/%252e%252e/%252e%252e/etc/passwd',
    '/..\\..\\etc\\passwd', '/..%5c..%5cetc%5cpasswd', '//etc/passwd', '/%2fetc/passwd', '/./../etc/passwd',
    '/files/../../content/people.private.yaml', '/content/people.private.yaml', '/people.private.yaml', '/.hidden',
    '/files/', '/files', '/assets/', '/content/portfolio.yaml', '/themes/base/theme.yaml', '/index.html/', '/index.html%00.png',
    '/%ff', '/nothing?raw', '/-leadfolio/', '/-leadfolio/../../etc/passwd', '/-leadfolio/client.js/..',
  ]) await expect(404, target);
  for (const host of ['evil.example', `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, `localhost.evil.example:${port}`, '127.0.0.1:', '']) {
    await expect(403, '/', { Host: host });
  }
  // A forwarded port is another one.
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, '127.0.0.1', `localhost:${port + 1}`]) await expect(200, '/', { Host: host });
  for (const part of ['events', 'state', 'source']) {
    const own = `/-leadfolio/${part}?token=${token}&page=/`;
    await expect(403, `/-leadfolio/${part}`);
    await expect(410, `/-leadfolio/${part}?token=${'0'.repeat(32)}`);
    await expect(403, own, { Origin: 'http://evil.example' });
    await expect(403, own, { Origin: 'null' });
    await expect(403, own, { 'Sec-Fetch-Site': 'cross-site' });
    await expect(403, own, { Host: `evil.example:${port}`, Origin: `http://evil.example:${port}` });
  }
  await expect(200, `/-leadfolio/state?token=${token}&page=/`, { Origin: `http://127.0.0.1:${port}` });
  const wish = '/-leadfolio/view?audience=private&drafts=true';
  await expect(403, wish, {}, 'POST');
  await expect(403, `${wish}&token=${token}`, { Origin: 'http://evil.example' }, 'POST');
  await expect(403, `${wish}&token=${token}`, { 'Sec-Fetch-Site': 'cross-site' }, 'POST');
  await expect(405, `${wish}&token=${token}`);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']) await expect(405, '/', {}, method);
  // Films are watched from any place.
  const film = '/files/zqfilm.bin';
  for (const [range, code, content] of [['bytes=2-4', 206, 'cde'], ['bytes=-2', 206, 'yz'], ['bytes=24-', 206, 'yz'], ['bytes=26-', 416, ''], ['lines=1-2', 200, 'abcdefghijklmnopqrstuvwxyz']]) {
    const answer = await expect(code, film, { Range: range });
    if (answer.split('\r\n\r\n')[1] !== content) problems.push(`${range} of a file gives ${answer}`);
  }
  const long = await raw(port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`);
  if (/^HTTP\/1\.1 200/.test(long ?? '')) problems.push('a head of 100 kB is read');

  // Whoever connects and says nothing keeps nobody waiting.
  const idle = Array.from({ length: 200 }, () => connect(port, '127.0.0.1'));
  portfolio.edit(CASE, 'title: "', 'title: "zqidle ');
  await until(async () => (await status(port, `/${ADDRESS}`)).answer.includes('zqidle'));
  idle.forEach((socket) => socket.destroy());

  const taken = await preview(portfolio, '--port', String(port));
  if (taken.port === port || !taken.log().includes('is in use')) problems.push('a port that is taken is not said');
  await taken.stop();
  const { code, signal } = await server.stop();
  if (code !== 0) problems.push(`Ctrl-C ends with ${code ?? signal}`);
  if (portfolio.git('init').length === 0) problems.push('git does not work');
  if (/^\?\? dist/m.test(portfolio.git('status', '--short', '--ignored'))) problems.push('dist was written');
  report.check('serve: requests', problems);
}

// Asks again until the answer is yes; the suite's own limit of time is the only one.
async function until(ask) {
  const end = Date.now() + PATIENCE;
  while (!(await ask())) {
    if (Date.now() > end) throw new Error(`it never came: ${ask}`);
  }
}

// --- the bytes that would be built ---

export async function checkBytes({ binary, scratch }, report) {
  const portfolio = new Portfolio(binary, join(scratch, 'serve-bytes'));
  const problems = [];
  for (const folder of ['', 'a/b/']) {
    // The preview is a server: it shows what a build for this address writes.
    const address = `https://rowan-ellery.example/${folder}`;
    portfolio.save('content/portfolio.yaml', portfolio.read('content/portfolio.yaml').replace(/^url: .*$/m, `url: "${address}"`));
    const server = await preview(portfolio, '--port', '4310');
    const output = join(scratch, `serve-built-${folder.length}`);
    execFileSync(binary, ['build', '--root', portfolio.root, '--output', output, '--base-url', address], { stdio: 'ignore' });
    const site = readSite(output, server.url + folder);
    problems.push(...(await unlike(server.url + folder, site)));
    await server.stop();
  }
  report.check('serve: the bytes served are the bytes built', problems);
}

// --- edits ---

export async function checkEdits({ binary, scratch, browser }, report) {
  const portfolio = new Portfolio(binary, join(scratch, 'serve-edits'));
  portfolio.git('init', '--initial-branch=main');
  portfolio.git('add', '.');
  portfolio.git('commit', '--message=Start');
  let server = await preview(portfolio, '--port', '4320');
  const tab = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const page = await tab.newPage();
  const list = await tab.newPage();
  const errors = [];
  for (const it of [page, list]) onScriptError(it, (message) => errors.push(message));
  await list.goto(`${server.url}case-studies/`);
  await page.bringToFront();
  await page.goto(server.url + ADDRESS);
  await page.evaluate(() => {
    window.kept = true;
    document.querySelector('details')?.setAttribute('open', '');
    scrollTo(0, 900);
  });

  const shows = (where, words) => where.waitForFunction((it) => document.body.innerText.includes(it), words, { polling: 100, timeout: PATIENCE });
  const overlay = (where, words) => where.waitForFunction(
    (it) => document.querySelector('leadfolio-preview')?.shadowRoot.textContent.includes(it),
    words,
    { polling: 100, timeout: PATIENCE },
  );
  const silent = (where) => where.waitForFunction(() => !document.querySelector('leadfolio-preview').shadowRoot.querySelector('section'), null, { polling: 100, timeout: PATIENCE });
  const step = async (name, work) => {
    let problem = [];
    try {
      problem = (await work()) ?? [];
    } catch (error) {
      problem = [error.message.split('\n')[0]];
    }
    report.check(`serve: ${name}`, [...problem, ...errors.splice(0)]);
  };
  const same = async () => ((await page.evaluate(() => window.kept)) ? [] : ['the page was loaded anew']);

  await step('the body of a page, with scroll and open parts kept', async () => {
    const before = await page.evaluate(() => ({ y: scrollY, open: document.querySelectorAll('details[open]').length }));
    portfolio.write(CASE, `${portfolio.read(CASE)}\n\nzqbody one.\n`);
    await shows(page, 'zqbody one.');
    const after = await page.evaluate(() => ({ y: scrollY, open: document.querySelectorAll('details[open]').length }));
    const problems = await same();
    if (Math.abs(after.y - before.y) > 2) problems.push(`scrolled from ${before.y} to ${after.y}`);
    if (after.open !== before.open) problems.push(`${before.open} parts were open, ${after.open} are`);
    return problems;
  });
  await step('a title, on the page, in lists and in the feed', async () => {
    portfolio.edit(CASE, 'title: "', 'title: "zqtitle ');
    await shows(page, 'zqtitle');
    await list.bringToFront();
    await shows(list, 'zqtitle');
    await page.bringToFront();
    const feed = await (await once(`${server.url}feed.xml`)).text();
    const problems = await same();
    if (!feed.includes('zqtitle')) problems.push('the feed has the old title');
    if (!(await page.title()).includes('zqtitle')) problems.push('the tab has the old title');
    return problems;
  });
  await step("front matter and somebody's role", async () => {
    portfolio.edit(CASE, 'lesson: "', 'lesson: "zqlesson ');
    await shows(page, 'zqlesson');
    portfolio.edit('content/people.yaml', 'role: "Grade 7 science teacher"', 'role: "zqrole teacher"');
    await shows(page, 'zqrole teacher');
    return same();
  });
  await step('a template and a token of the author, in folders that were not there', async () => {
    portfolio.write('themes/commons/templates/partials/turn.html', '<p>zqtemplate</p>');
    await shows(page, 'zqtemplate');
    portfolio.write('themes/commons/assets/css/custom.css', ':root { --zq: 7px; } main { outline: var(--zq) solid red; }');
    await page.waitForFunction(() => getComputedStyle(document.querySelector('main')).outlineWidth === '7px', null, { polling: 100, timeout: PATIENCE });
    const sheets = await page.evaluate(() => document.querySelectorAll('link[rel="stylesheet"]').length);
    const problems = await same();
    if (sheets !== 4) problems.push(`${sheets} style sheets`);
    return problems;
  });
  await step('a picture', async () => {
    const drawing = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" viewBox="0 0 ${width} 20"><path d="M0 0h9v9z"/></svg>`;
    portfolio.write('content/files/zq.svg', drawing(30));
    portfolio.write(CASE, `${portfolio.read(CASE)}\n\n![zqpicture](../files/zq.svg)\n`);
    const wide = (width) => page.waitForFunction((it) => document.querySelector('img[alt=zqpicture]')?.naturalWidth === it, width, { polling: 100, timeout: PATIENCE });
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForFunction(() => document.querySelector('img[alt=zqpicture]'), null, { polling: 100, timeout: PATIENCE });
    await page.locator('img[alt=zqpicture]').scrollIntoViewIfNeeded();
    await wide(30);
    portfolio.write('content/files/zq.svg', drawing(60));
    await wide(60);
    return same();
  });
  await step('a fault in YAML over the last good page, and its end', async () => {
    const good = portfolio.read(CASE);
    portfolio.save(CASE, good.replace('title: "', 'title: "never closed <b>zqfault</b> ').replace(/^(title: .*)"$/m, '$1'));
    await overlay(page, CASE);
    const problems = await same();
    const text = await page.evaluate(() => ({
      body: document.body.innerText.includes('zqbody one.'),
      html: document.querySelector('leadfolio-preview').shadowRoot.querySelector('section b') !== null,
      link: document.querySelector('leadfolio-preview').shadowRoot.querySelector('section a')?.href,
      title: document.title,
    }));
    if (!text.body) problems.push('the last good page is gone');
    if (text.html) problems.push('an excerpt is read as HTML');
    if (!/^vscode:\/\/file\/.*culture-committee\.md:\d+:\d+$/.test(text.link)) problems.push(`no way into the editor: ${text.link}`);
    if (!text.title.startsWith('✗ ')) problems.push(`the tab does not tell: ${text.title}`);
    portfolio.save(CASE, good);
    await silent(page);
    if ((await page.title()).startsWith('✗')) problems.push('the tab still tells of a fault');
    return problems;
  });
  await step('a fault in a template, and its end', async () => {
    portfolio.write('themes/commons/templates/partials/turn.html', '<p>{{ zqnothing }</p>');
    await overlay(page, 'themes/commons/templates/partials/turn.html');
    portfolio.write('themes/commons/templates/partials/turn.html', '<p>{{ zqnothing }}</p>');
    await overlay(page, 'zqnothing');
    portfolio.write('themes/commons/templates/partials/turn.html', '<p>zqagain</p>');
    await silent(page);
    await shows(page, 'zqagain');
    return same();
  });
  await step('the page as others see it, and what it leaves out', async () => {
    const good = portfolio.read(CASE);
    portfolio.write(CASE, `${good}\n\n<!-- panel -->\n\nzqpanel.\n\n<!-- /panel -->\n\nzqopen.\n`);
    await shows(page, 'zqopen.');
    const problems = [];
    if (await page.evaluate(() => document.body.innerText.includes('zqpanel'))) problems.push('the public sees a block for the panel');
    await overlay(page, 'one block of text: marked for a smaller audience');
    const view = page.locator('leadfolio-preview details.view');
    await view.locator('summary').click();
    await view.locator('select').selectOption('panel');
    await shows(page, 'zqpanel.');
    await overlay(page, 'Preview as: Panel');
    await view.locator('select').selectOption('public');
    await page.waitForFunction(() => !document.body.innerText.includes('zqpanel'), null, { polling: 100, timeout: PATIENCE });
    portfolio.save(CASE, good);
    await page.waitForFunction(() => !document.body.innerText.includes('zqopen'), null, { polling: 100, timeout: PATIENCE });
    return [...problems, ...(await same())];
  });
  await step('words lead to the line that they come from', async () => {
    const line = portfolio.read(CASE).split('\n').findIndex((it) => it.includes('zqbody one.')) + 1;
    const block = page.locator('p', { hasText: 'zqbody one.' });
    await block.scrollIntoViewIfNeeded();
    await page.keyboard.down('Alt');
    await block.hover();
    await overlay(page, `${CASE}:${line}`);
    await page.keyboard.up('Alt');
    await page.waitForFunction(() => !document.querySelector('leadfolio-preview').shadowRoot.querySelector('.origin'), null, { polling: 100, timeout: PATIENCE });
    return page.evaluate(() => (document.querySelector('p[style]') ? ['the mark stays'] : []));
  });
  await step('a page that moves is followed', async () => {
    portfolio.edit(CASE, 'id: culture-committee', 'id: culture-committee\nslug: zqmoved');
    await page.waitForURL('**/case-studies/zqmoved/', { timeout: PATIENCE });
    await shows(page, 'zqbody one.');
    portfolio.edit(CASE, '\nslug: zqmoved', '');
    await page.waitForURL(`**/${ADDRESS}`, { timeout: PATIENCE });
  });
  await step('a site that moves into a folder is followed', async () => {
    portfolio.edit('content/portfolio.yaml', 'url: "https://rowan-ellery.example/"', 'url: "https://rowan-ellery.example/zq/"');
    await page.waitForURL(`${server.url}zq/${ADDRESS}`, { timeout: PATIENCE });
    portfolio.edit('content/portfolio.yaml', 'example/zq/"', 'example/"');
    await page.waitForURL(server.url + ADDRESS, { timeout: PATIENCE });
  });
  await step('a page that is deleted says so, and comes back', async () => {
    const other = 'content/approaches/zqother.md';
    portfolio.write(other, '---\ntitle: "zqother"\n---\nText.\n');
    await until(async () => (await once(`${server.url}approaches/zqother/`)).ok);
    await page.goto(`${server.url}approaches/zqother/`);
    portfolio.remove(other);
    await overlay(page, 'no longer exists');
    const home = await page.evaluate(() => document.querySelector('leadfolio-preview').shadowRoot.querySelector('section a').href);
    portfolio.write(other, '---\ntitle: "zqother"\n---\nzqback.\n');
    await shows(page, 'zqback.');
    portfolio.remove(other);
    await page.goto(server.url + ADDRESS);
    return home === server.url ? [] : [`the way home leads to ${home}`];
  });
  await step('another branch of git', async () => {
    await page.evaluate(() => { window.kept = true; });
    portfolio.git('checkout', '--force', '--', '.');
    portfolio.git('clean', '--force', '-d');
    await page.waitForFunction(() => !document.body.innerText.includes('zqbody'), null, { polling: 100, timeout: PATIENCE });
    portfolio.git('checkout', '-b', 'other');
    for (let number = 0; number < 300; number += 1) {
      portfolio.write(`content/approaches/zq-${number}.md`, `---\ntitle: "zq ${number}"\n---\nText.\n`);
    }
    portfolio.edit(CASE, 'title: "', 'title: "zqbranch ');
    portfolio.git('add', '.');
    portfolio.git('commit', '--message=More');
    await shows(page, 'zqbranch');
    portfolio.git('checkout', 'main');
    await page.waitForFunction(() => !document.body.innerText.includes('zqbranch'), null, { polling: 100, timeout: PATIENCE });
    portfolio.git('checkout', 'other');
    await shows(page, 'zqbranch');
    await until(async () => (await once(`${server.url}approaches/zq-299/`)).ok);
    portfolio.git('checkout', 'main');
    await until(async () => (await once(`${server.url}approaches/zq-299/`)).status === 404);
    return same();
  });
  await step('a server that ends and starts again', async () => {
    await server.stop();
    await page.waitForFunction(() => document.title.startsWith('… '), null, { polling: 100, timeout: PATIENCE });
    server = await preview(portfolio, '--port', '4320');
    await page.waitForFunction(() => !window.kept && !document.title.startsWith('…'), null, { polling: 100, timeout: PATIENCE });
    portfolio.write(CASE, `${portfolio.read(CASE)}\n\nzqafter.\n`);
    await shows(page, 'zqafter.');
  });
  await step('where the system tells of nothing', async () => {
    // A page that is open would load itself anew when the next server starts, while it is led there.
    await page.goto('about:blank');
    await server.stop();
    server = await preview(portfolio, '--port', '4320', '--poll');
    await page.goto(server.url + ADDRESS);
    portfolio.write(CASE, `${portfolio.read(CASE)}\n\nzqpoll.\n`);
    await shows(page, 'zqpoll.');
  });
  await tab.close();
  await server.stop();
}

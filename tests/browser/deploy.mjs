// A site is put into a folder and into a bucket by a program that is killed at random moments: what readers find meanwhile
// has its style sheet, the next run makes it whole, and a file that is not leadfolio's stays.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open } from './browser.mjs';
import { onePageOfEachKind } from './looks.mjs';
import { fileURLToPath } from 'node:url';
import { Folder, running } from './preview.mjs';
import { freePort, serve } from './server.mjs';
import { readSite } from './site.mjs';

const KILLS = 20;
const THEMES = ['commons', 'dossier'];
const OWN = 'folder/notes.txt';
const SECRET = 'zqsecretzq';
const MOTO = process.env.MOTO || fileURLToPath(new URL('../../target/moto/bin/moto_server', import.meta.url));

export async function checkDeploy({ binary, scratch, browser }, report) {
  const root = join(scratch, 'portfolio-deploy');
  execFileSync(binary, ['init', root], { stdio: 'pipe' });
  const portfolio = new Folder(root);
  for (const file of filesOf(join(root, 'content')).filter((name) => /\.(md|yaml)$/.test(name))) {
    const text = portfolio.read(`content/${file}`);
    portfolio.save(`content/${file}`, text.replace(/^sample: true\n/m, ''));
  }
  const site = join(scratch, 'deployed');
  mkdirSync(join(site, 'folder'), { recursive: true });
  writeFileSync(join(site, OWN), 'mine');
  const settings = portfolio.read('content/portfolio.yaml');
  const choose = (theme) =>
    portfolio.save('content/portfolio.yaml', `${settings.replace(/^theme: .*/m, `theme: ${theme}`)}\ndeploy: { here: { kind: folder, path: "${site}" } }\n`);
  const deploy = () => execFileSync(binary, ['deploy', '--yes', '--root', root], { stdio: 'pipe' });

  await checkHeaders({ binary, root, browser, scratch, portfolio, settings }, report);
  choose(THEMES[0]);
  deploy();
  const built = Object.fromEntries(THEMES.map((theme) => [theme, build(binary, root, join(scratch, `built-${theme}`), () => choose(theme))]));
  choose(THEMES[1]);
  const started = performance.now();
  deploy();
  const whole = performance.now() - started;
  report.check('deploy: every page changed', unlike(site, built[THEMES[1]]));

  const problems = [];
  let cut = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const theme = THEMES[kill % THEMES.length];
    choose(theme);
    const child = spawn(binary, ['deploy', '--yes', '--root', root], { stdio: 'ignore' });
    const ended = new Promise((done) => child.once('exit', (_, signal) => done(signal)));
    await new Promise((done) => setTimeout(done, (whole * (kill + 0.5)) / KILLS));
    child.kill('SIGKILL');
    cut += (await ended) === 'SIGKILL' ? 1 : 0;
    const at = `killed after ${kill + 1} of ${KILLS} parts of its time`;
    problems.push(...bare(site).map((it) => `${at}: ${it}`));
    deploy();
    problems.push(...unlike(site, built[theme]).map((it) => `${at}, then run again: ${it}`));
  }
  if (cut < KILLS / 2) problems.push(`only ${cut} of ${KILLS} runs were killed before their end`);
  report.check('deploy: killed at twenty moments', problems, `${cut} of ${KILLS} before their end`);

  execFileSync(binary, ['undeploy', 'here', '--yes', '--root', root], { stdio: 'pipe' });
  const left = filesOf(site).filter((name) => name !== OWN);
  report.check('deploy: taken down', left.map((name) => `${name} is still there`));
  await checkBucket({ binary, root, scratch, portfolio, settings, built }, report);
}

// The site in the zip file, sent with the headers that lie in it: every kind of page is shown whole, and the search works.
async function checkHeaders({ binary, root, browser, scratch, portfolio, settings }, report) {
  const dir = join(scratch, 'unpacked');
  const headers = {};
  const server = await serve(dir, '/', headers);
  portfolio.save('content/portfolio.yaml', `${settings}\ndeploy: { drop: { kind: zip, path: "${dir}.zip", url: "${server.url}" } }\n`);
  execFileSync(binary, ['deploy', '--yes', '--root', root], { stdio: 'pipe' });
  execFileSync('python3', ['-m', 'zipfile', '-e', `${dir}.zip`, dir]);
  const told = readFileSync(join(dir, '_headers'), 'utf8').split('/assets/*')[0];
  for (const [, name, value] of told.matchAll(/^  ([^:]+): (.*)$/gm)) headers[name] = value;
  delete headers['Strict-Transport-Security']; // the server of this suite speaks no TLS
  const site = readSite(dir, server.url);
  const context = await browser.newContext();
  const problems = [];
  for (const page of onePageOfEachKind(site)) {
    const look = async (it) => {
      const styled = await it.evaluate(() => document.styleSheets.length > 0 && getComputedStyle(document.body).marginTop === '0px');
      if (page.file === 'search/index.html') {
        await it.locator('#search-q').fill('family');
        await it.locator('#search-results a').first().waitFor();
      }
      return styled ? [] : ['its style sheet was refused'];
    };
    problems.push(...(await open(context, page.address, look)).map((it) => `${page.file}: ${it}`));
  }
  await context.close();
  server.close();
  if (!headers['Content-Security-Policy']?.includes("default-src 'none'")) problems.push('there is no policy');
  report.check('deploy: pages under the headers of the zip file', problems, headers['Content-Security-Policy']);
}

// A service that speaks like Amazon S3 (moto), on loopback. It takes any key.
async function checkBucket({ binary, root, scratch, portfolio, settings, built }, report) {
  const service = await startMoto();
  const key = { authorization: 'AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x' };
  const ask = (path, method = 'GET', body) => fetch(`${service.url}/site${path}`, { method, headers: key, body });
  await ask('', 'PUT');
  await ask('/web/mine.txt', 'PUT', 'mine');
  const choose = (theme) =>
    portfolio.save('content/portfolio.yaml', `${settings.replace(/^theme: .*/m, `theme: ${theme}`)}\ndeploy: { web: { kind: s3, bucket: site, endpoint: "${service.url}", prefix: web } }\n`);
  const env = { ...process.env, AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: SECRET };
  let said = '';
  const run = (...args) => {
    const { status, stdout, stderr } = spawnSync(binary, [...args, '--root', root], { env, encoding: 'utf8' });
    said += stdout + stderr;
    return { status, words: stderr };
  };
  const deploy = (...args) => run('deploy', '--yes', ...args);
  const contents = async () => {
    const keys = [...(await (await ask('?list-type=2&max-keys=1000')).text()).matchAll(/<Key>web\/([^<]+)<\/Key>/g)].map((it) => it[1]);
    const files = new Map();
    for (const name of keys) files.set(name, Buffer.from(await (await ask(`/web/${name}`)).arrayBuffer()));
    return files;
  };
  const unlikeBucket = async (theme) => {
    const there = await contents();
    const problems = filesOf(built[theme]).filter((name) => !name.startsWith('.leadfolio')).flatMap((name) => {
      const bytes = there.get(name);
      there.delete(name);
      if (!bytes) return [`${name} is missing`];
      return bytes.equals(readFileSync(join(built[theme], name))) ? [] : [`${name} has other bytes`];
    });
    if (there.get('mine.txt')?.toString() !== 'mine') problems.push('a file of somebody else is gone');
    const known = ['mine.txt', '.leadfolio-deploy.json'];
    return [...problems, ...[...there.keys()].filter((name) => !known.includes(name)).map((name) => `${name} is left over`)];
  };

  choose(THEMES[0]);
  const expect = (ran, pattern) => (ran.status === 0 && pattern.test(ran.words) ? [] : [`${pattern} was expected: ${ran.words}`]);
  report.check('deploy: a bucket, the first time', [...expect(deploy(), /write \d+ files/), ...(await unlikeBucket(THEMES[0]))]);
  report.check('deploy: a bucket, nothing new', expect(deploy(), /nothing to do/));
  const page = await ask('/web/index.html', 'HEAD');
  const sheet = await ask(`/web/${filesOf(built[THEMES[0]]).find((name) => /^assets\/site\..*css$/.test(name))}`, 'HEAD');
  const types = [page, sheet].map((it) => `${it.headers.get('content-type')}, ${it.headers.get('cache-control')}`);
  const wanted = ['text/html; charset=utf-8, public, max-age=0, must-revalidate', 'text/css; charset=utf-8, public, max-age=31536000, immutable'];
  report.check('deploy: a bucket, types and times', wanted.filter((it) => !types.includes(it)).map((it) => `${it} is not among ${types.join(' | ')}`));

  choose(THEMES[1]);
  const started = performance.now();
  deploy();
  const whole = performance.now() - started;
  const problems = await unlikeBucket(THEMES[1]);
  let cut = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const theme = THEMES[kill % THEMES.length];
    choose(theme);
    const child = spawn(binary, ['deploy', '--yes', '--root', root], { stdio: 'ignore', env });
    const ended = new Promise((done) => child.once('exit', (_, signal) => done(signal)));
    await new Promise((done) => setTimeout(done, (whole * (kill + 0.5)) / KILLS));
    child.kill('SIGKILL');
    cut += (await ended) === 'SIGKILL' ? 1 : 0;
    deploy();
    problems.push(...(await unlikeBucket(theme)).map((it) => `killed after ${kill + 1} of ${KILLS} parts, then run again: ${it}`));
  }
  report.check('deploy: a bucket, killed at twenty moments', problems, `${cut} of ${KILLS} before their end`);

  run('undeploy', 'web', '--yes');
  const left = [...(await contents()).keys()];
  report.check('deploy: a bucket, taken down', left.join() === 'mine.txt' ? [] : [`there is ${left.join(', ')}`]);
  portfolio.edit('content/portfolio.yaml', 'bucket: site', 'bucket: nowhere');
  const nowhere = deploy();
  report.check('deploy: a bucket that is not there', nowhere.status === 2 && /see that the bucket exists/.test(nowhere.words) ? [] : [nowhere.words]);
  report.check('deploy: no secret in any word', said.includes(SECRET) ? ['the key was told'] : []);
  service.stop();
}

async function startMoto() {
  const port = await freePort();
  const child = spawn(MOTO, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  running.add(child);
  const failed = new Promise((_, no) => {
    child.once('error', (error) => no(new Error(`moto did not start from ${MOTO}: ${error.message}\ntests/run installs it`)));
    child.once('exit', () => no(new Error('moto ended')));
  });
  failed.catch(() => running.delete(child));
  const url = `http://127.0.0.1:${port}`;
  const answers = async () => {
    while (!(await fetch(url).catch(() => null))) await new Promise((next) => setTimeout(next, 100));
  };
  await Promise.race([answers(), failed]);
  return { url, stop: () => child.kill() };
}

const filesOf = (dir) =>
  readdirSync(dir, { recursive: true })
    .filter((name) => statSync(join(dir, name)).isFile())
    .sort();

function build(binary, root, dir, prepare) {
  prepare();
  execFileSync(binary, ['build', '--root', root, '--output', dir], { stdio: 'pipe' });
  return dir;
}

// How what was put there differs from what was built.
function unlike(site, built) {
  const ours = (name) => !name.startsWith('.leadfolio') && name !== OWN;
  const [there, wanted] = [site, built].map((dir) => filesOf(dir).filter(ours));
  const problems = [
    ...wanted.filter((name) => !there.includes(name)).map((name) => `${name} is missing`),
    ...there.filter((name) => !wanted.includes(name)).map((name) => `${name} is left over`),
  ];
  for (const name of wanted.filter((it) => there.includes(it))) {
    if (!readFileSync(join(site, name)).equals(readFileSync(join(built, name)))) problems.push(`${name} has other bytes`);
  }
  if (!existsSync(join(site, OWN)) || readFileSync(join(site, OWN), 'utf8') !== 'mine') problems.push('a file of somebody else is gone');
  return problems;
}

// Pages whose style sheet is not there, or that are cut in two.
function bare(site) {
  const problems = [];
  for (const name of filesOf(site).filter((it) => it.endsWith('.html'))) {
    const text = readFileSync(join(site, name), 'utf8');
    const sheet = text.match(/<link rel="stylesheet" href="\/([^"]+)"/)?.[1];
    if (sheet && !existsSync(join(site, sheet))) problems.push(`${name} has no style sheet: ${sheet}`);
    if (!text.trimEnd().endsWith('</html>')) problems.push(`${name} is cut in two`);
  }
  return problems;
}

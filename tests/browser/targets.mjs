// Every kind of target, through the same battery: first deploy, nothing new, one edit, a rename, a file of
// somebody else, refusals, kills at several moments, taking down, and no secret in any word or file.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startCloudflare, startGithub, startGoogle, startNetlify } from './doubles.mjs';
import { AZURITE_KEY, startAzurite, startMoto, startPasswordSftp, startSshd } from './hosts.mjs';
import { brokenLinks } from './links.mjs';
import { ownPortfolio, running } from './preview.mjs';
import { filesOf, readSite } from './site.mjs';

const THEMES = ['commons', 'dossier'];
const SECRET = 'zqsecretzq';
const MANIFESTS = ['.leadfolio-deploy.json', 'leadfolio-deploy.json'];
const FOREIGN = 'folder/notes.txt';

// The settings of a portfolio, with another theme: every page changes.
const themed = (settings, theme) => settings.replace(/^theme: .*/m, `theme: ${theme}`);

// Runs the program; nothing here may block, since some hosts live in this very process.
function run(binary, args, { env = process.env, kill } = {}) {
  const child = spawn(binary, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (it) => (words += it));
  const timer = kill === undefined ? null : setTimeout(() => child.kill('SIGKILL'), kill);
  return new Promise((done) =>
    child.once('close', (status, signal) => {
      clearTimeout(timer);
      running.delete(child);
      done({ status, words, killed: signal === 'SIGKILL' });
    }),
  );
}

const folderContents = (folder) => async () => new Map(existsSync(folder) ? filesOf(folder).map((name) => [name, readFileSync(join(folder, name))]) : []);
const folderAdd = (folder) => (path, text) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

// The hosts. `meanwhile` tells what readers meet that is not whole after a kill, `wrong` are changes of the environment or the target, and what must be told then.
const TARGETS = {
  async folder({ scratch }) {
    const site = join(scratch, 'deployed');
    const target = (path) => `{ kind: folder, path: "${path}" }`;
    const wrong = [{ target: target('/nowhere/at/all'), says: /is the drive connected/ }];
    return { web: site, contents: folderContents(site), add: folderAdd(site), target: target(site), wrong, meanwhile: () => bare(site), stop: () => {} };
  },
  async s3() {
    const host = await startMoto();
    const env = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: SECRET };
    const target = (bucket) => `{ kind: s3, bucket: ${bucket}, endpoint: "${host.url}", prefix: web }`;
    const wrong = [{ target: target('nowhere'), says: /check that the bucket exists/ }, { env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, says: /key/ }];
    return { ...host, env, target: target('site'), wrong };
  },
  async gcs({ scratch }) {
    const host = await startGoogle(SECRET);
    const file = join(scratch, 'google.json');
    writeFileSync(file, JSON.stringify({ private_key: '', private_key_id: SECRET, client_email: '', disable_oauth: true }));
    const target = (bucket) => `{ kind: gcs, bucket: ${bucket}, endpoint: "${host.url}", prefix: web }`;
    const wrong = [{ target: target('nowhere'), says: /check that the bucket exists/ }, { env: { GOOGLE_SERVICE_ACCOUNT: '' }, says: /gcloud auth application-default login/ }];
    return { ...host, env: { GOOGLE_SERVICE_ACCOUNT: file, HOME: scratch }, target: target('site'), wrong };
  },
  async azure({ scratch }) {
    const host = await startAzurite(join(scratch, 'azurite'));
    const target = (container) => `{ kind: azure, account: ${host.account}, container: ${container}, endpoint: "${host.url}", prefix: web }`;
    const wrong = [
      { target: target('nowhere'), says: /see that the container exists|container does not exist/ },
      { env: { AZURE_STORAGE_ACCOUNT_KEY: Buffer.from(SECRET).toString('base64') }, says: /rejected the key/ },
    ];
    return { ...host, env: { AZURE_STORAGE_ACCOUNT_KEY: AZURITE_KEY }, secrets: [AZURITE_KEY], target: target('site'), wrong };
  },
  async sftp({ scratch }) {
    const start = (sftp) => startSshd(mkdtempSync(join(scratch, 'sshd-')), sftp);
    const [host, off, noisy] = [await start('on'), await start('off'), await start('noisy')];
    const web = join(host.home, 'web');
    const elsewhere = (other) => ({ target: target().replace(`port: ${host.port}`, `port: ${other.port}`), env: { HOME: other.home } });
    const target = (more = '') => `{ kind: sftp, host: 127.0.0.1, port: ${host.port}, user: ${host.user}, path: "${web}"${more} }`;
    const wrong = [
      { before: () => host.trust('nobody'), after: () => host.trust('host'), says: /does not know the server `.*`, and its key is SHA256:/ },
      { before: () => host.trust('other'), after: () => host.trust('host'), says: /the key of `.*` has changed/ },
      { target: target(`, key: "${host.otherKey}"`), says: /did not let `.*` in/ },
      { target: target().replace(web, '/nowhere/at/all'), says: /there is no folder/ },
      { ...elsewhere(off), says: /does not offer SFTP/ },
      { ...elsewhere(noisy), says: /prints text where SFTP is expected: "Welcome to the school"/ },
    ];
    const stop = () => [host, off, noisy].forEach((it) => it.stop());
    return { ...host, web, contents: folderContents(web), add: folderAdd(web), target: target(), wrong, stop };
  },
  async 'sftp-password'({ scratch }) {
    const home = mkdtempSync(join(scratch, 'home-'));
    mkdirSync(join(home, '.ssh'));
    const folder = join(scratch, 'asyncssh');
    const host = await startPasswordSftp(folder, home, 'rowan', SECRET);
    const target = `{ kind: sftp, host: 127.0.0.1, port: ${host.port}, user: rowan, path: public_html }`;
    const web = join(folder, 'public_html');
    const env = { HOME: home, LEADFOLIO_SFTP_PASSWORD: SECRET, SSH_AUTH_SOCK: '' };
    const wrong = [{ env: { LEADFOLIO_SFTP_PASSWORD: 'zqwrong' }, says: /did not let `rowan` in/ }, { env: { LEADFOLIO_SFTP_PASSWORD: '' }, says: /LEADFOLIO_SFTP_PASSWORD/ }];
    return { ...host, web, env, contents: folderContents(web), add: folderAdd(web), target, wrong };
  },
  async rsync({ scratch }) {
    const host = await startSshd(mkdtempSync(join(scratch, 'sshd-')));
    const web = join(host.home, 'web');
    const target = (path = web) => `{ kind: rsync, host: 127.0.0.1, port: ${host.port}, user: ${host.user}, path: "${path}" }`;
    const wrong = [
      { before: () => host.trust('nobody'), after: () => host.trust('host'), says: /this computer does not know the server/ },
      { env: { LEADFOLIO_TEST_KEY: host.otherKey }, says: /did not let you in/ },
      { target: target('/nowhere/at/all'), says: /create the folder on the server/ },
    ];
    return { ...host, contents: folderContents(web), add: folderAdd(web), target: target(), wrong };
  },
  async git({ scratch }) {
    const repository = join(scratch, 'remote.git');
    const work = join(scratch, 'work');
    const git = (...args) => execFileSync('git', ['-c', 'user.name=Nobody', '-c', 'user.email=nobody@example.org', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    git('init', '--quiet', '--bare', repository);
    const checkedOut = () => {
      rmSync(work, { recursive: true, force: true });
      git('clone', '--quiet', '--branch', 'gh-pages', repository, work);
    };
    const contents = async () => {
      if (!git('-C', repository, 'branch', '--list', 'gh-pages').length) return new Map();
      checkedOut();
      rmSync(join(work, '.git'), { recursive: true });
      return folderContents(work)();
    };
    const add = (path, text) => {
      if (git('-C', repository, 'branch', '--list', 'gh-pages').length) checkedOut();
      else git('init', '--quiet', '--initial-branch=gh-pages', work);
      folderAdd(work)(path, text);
      git('-C', work, 'add', '.');
      git('-C', work, 'commit', '--quiet', '-m', 'Mine');
      git('-C', work, 'push', '--quiet', repository, 'HEAD:gh-pages');
    };
    const wrong = [{ target: `{ kind: git, remote: "${scratch}/nowhere.git" }`, says: /git could not/ }];
    return { contents, add, own: ['.nojekyll'], target: `{ kind: git, remote: "${repository}" }`, wrong, stop: () => {} };
  },
  async github() {
    const host = await startGithub(SECRET);
    const target = (repo) => `{ kind: github, repo: ${repo}, endpoint: "${host.url}" }`;
    const wrong = [{ target: target('me/nowhere'), says: /could not find the repository/ }, { env: { GITHUB_TOKEN: 'zqwrong' }, says: /Bad credentials[\s\S]*the token needs permission/ }];
    return { ...host, env: { GITHUB_TOKEN: SECRET }, own: ['.nojekyll'], target: target('me/site'), wrong };
  },
  async netlify() {
    const host = await startNetlify(SECRET);
    const target = (site) => `{ kind: netlify, site: ${site}, endpoint: "${host.url}/api/v1" }`;
    const wrong = [{ target: target('other'), says: /could not find the site/ }, { env: { NETLIFY_AUTH_TOKEN: '' }, says: /there is no token for Netlify/ }, { env: { NETLIFY_AUTH_TOKEN: 'zqwrong' }, says: /Bad credentials/ }];
    return { ...host, env: { NETLIFY_AUTH_TOKEN: SECRET }, headers: true, target: target('me.netlify.app'), wrong };
  },
  async 'cloudflare-pages'() {
    const host = await startCloudflare(SECRET);
    const target = (project) => `{ kind: cloudflare-pages, project: ${project}, account: acct, endpoint: "${host.url}" }`;
    const wrong = [{ target: target('other'), says: /could not find the project/ }, { env: { CLOUDFLARE_API_TOKEN: 'zqwrong' }, says: /Bad credentials/ }];
    // A deployment is the whole site: nobody can add a file to it, and the last one is not taken down by a deploy.
    return { ...host, env: { CLOUDFLARE_API_TOKEN: SECRET }, headers: true, alone: true, target: target('me'), wrong };
  },
};

// The kinds to try; TARGETS chooses some of them.
export const TARGET_KINDS = process.env.TARGETS?.split(',') ?? Object.keys(TARGETS);

export async function checkTarget(name, context, report) {
  const host = await TARGETS[name](context);
  try {
    await tryTarget(name, host, context, report);
  } finally {
    host.stop();
  }
}

// That of `ownPortfolio`.
const ADDRESS = 'https://portfolio.example/';

// The settings with neither cards nor search: a card for every page doubles what is uploaded, and each deploy makes the search
// index anew. That all these are files like others is seen in a folder.
const makeLean = (settings) => `${settings.replace(/^search: on/m, 'search: off')}\ncard: false\n`;

async function tryTarget(name, host, context, report) {
  const { binary, scratch, full } = context;
  const isWhole = full || name === 'folder';
  const { root, portfolio, settings } = ownPortfolio(context, isWhole ? 'principal' : 'officer');
  const kills = Number(process.env.KILLS ?? (full ? 20 : 5));
  // What a deploy writes: a build for the address in the settings.
  const build = (dir) => execFileSync(binary, ['build', '--root', root, '--output', dir, '--base-url', ADDRESS], { stdio: 'pipe' });
  // What the portfolio looks like in the theme that is chosen. Pages show the date, so that a new day needs a new build.
  const built = (theme) => {
    const dir = join(scratch, `built-${theme}-${new Date().toISOString().slice(0, 10)}`);
    if (!existsSync(dir)) build(dir);
    return dir;
  };
  const given = name === 'folder' ? settings : makeLean(settings);
  const choose = (theme, target = host.target) => portfolio.save('content/portfolio.yaml', `${themed(given, theme)}\ndeploy: { web: ${target} }\n`);
  let said = '';
  const go = async (args, how = {}) => {
    const ran = await run(binary, [...args, '--root', root], { ...how, env: { ...process.env, ...host.env, ...how.env } });
    said += ran.words;
    return ran;
  };
  const deploy = (how) => go(['deploy', '--yes'], how);
  const expect = (ran, pattern, status = 0) => (ran.status === status && pattern.test(ran.words) ? [] : [`${pattern} with status ${status} was expected, and came ${ran.status}: ${ran.words}`]);
  const unlike = async (dir) => {
    const there = await host.contents();
    const known = [...MANIFESTS, ...(host.own ?? []), ...(host.headers ? ['_headers'] : [])];
    const problems = filesOf(dir).filter((file) => !file.startsWith('.leadfolio')).flatMap((file) => {
      const bytes = there.get(file);
      there.delete(file);
      if (!bytes) return [`${file} is missing`];
      return bytes.equals(readFileSync(join(dir, file))) ? [] : [`${file} has other bytes`];
    });
    if (!host.alone && there.get(FOREIGN)?.toString() !== 'mine') problems.push('a file of somebody else is gone');
    return [...problems, ...[...there.keys()].filter((file) => file !== FOREIGN && !known.includes(file)).map((file) => `${file} is left over`)].slice(0, 5);
  };

  choose(THEMES[0]);
  if (!host.alone) await host.add(FOREIGN, 'mine');
  report.check(`deploy: ${name}, the first time`, [...expect(await deploy(), /upload \d+ files/), ...(await unlike(built(THEMES[0])))]);
  const before = host.asked?.length ?? 0;
  const idle = expect(await deploy(), /nothing to do/);
  const writes = (host.asked ?? []).slice(before).filter((it) => /^(PUT|PATCH|POST)/.test(it));
  report.check(`deploy: ${name}, nothing new`, [...idle, ...writes.map((it) => `it was asked to ${it}`)]);
  if (name === 's3') {
    const page = await host.ask('/web/index.html', 'HEAD');
    const sheet = await host.ask(`/web/${filesOf(built(THEMES[0])).find((file) => /^assets\/site\..*css$/.test(file))}`, 'HEAD');
    const types = [page, sheet].map((it) => `${it.headers.get('content-type')}, ${it.headers.get('cache-control')}`);
    const wanted = ['text/html; charset=utf-8, public, max-age=0, must-revalidate', 'text/css; charset=utf-8, public, max-age=31536000, immutable'];
    report.check(`deploy: ${name}, types and times`, wanted.filter((it) => !types.includes(it)).map((it) => `${it} is not among ${types.join(' | ')}`));
  }

  if (!host.alone) {
    // Cut short, and then changed without another length, which only a look at every file finds.
    const home = readFileSync(join(built(THEMES[0]), 'index.html'), 'latin1');
    await host.add('index.html', 'changed');
    const cut = expect(await deploy(), /1 published file was changed or deleted/);
    const whole = await unlike(built(THEMES[0]));
    await host.add('index.html', Buffer.from(home.replace('<body', '<bodi'), 'latin1'));
    const changed = expect(await go(['deploy', '--yes', '--verify']), /1 published file was changed or deleted/);
    report.check(`deploy: ${name}, changed there`, [...cut, ...whole, ...changed, ...(await unlike(built(THEMES[0]))), ...expect(await go(['deploy', '--yes', '--verify']), /nothing to do: the published site is up to date/)]);
  }

  const study = `content/case-studies/${filesOf(join(root, 'content/case-studies')).find((it) => it.endsWith('.md'))}`;
  const text = portfolio.read(study);
  const edited = join(scratch, `edited-${name}`);
  const ours = async (change, pattern) => {
    portfolio.save(study, change);
    build(edited);
    return [...expect(await deploy(), pattern), ...(await unlike(edited))];
  };
  report.check(`deploy: ${name}, one edit`, await ours(`${text}\nOne more sentence.\n`, /upload \d{1,2} files?,/));
  const edit = host.edit ?? host.add;
  if (edit) {
    const page = filesOf(edited).find((file) => file.endsWith('.html') && readFileSync(join(edited, file), 'utf8').includes('One more sentence.'));
    await edit(page, 'edited by hand');
    report.check(`deploy: ${name}, edited there and here`, await ours(`${text}\nAnother sentence.\n`, /1 published file was edited there since the last deploy.*these edits will be lost/s));
  }
  report.check(`deploy: ${name}, a rename`, await ours(text.replace('---\n', '---\nslug: moved-for-a-test\n'), /delete \d/));
  portfolio.save(study, text);

  if (host.web) report.check(`deploy: ${name}, links there`, await tryLinks(host.web, join(scratch, `victim-of-${name}`), deploy, expect));

  for (const { env, target, before: prepare, after, says } of host.wrong) {
    choose(THEMES[0], target);
    prepare?.();
    report.check(`deploy: ${name}, refused: ${says.source.slice(0, 50)}`, expect(await deploy({ env }), says, 2));
    after?.();
  }

  choose(THEMES[1]);
  const started = performance.now();
  await deploy();
  let whole = performance.now() - started;
  const problems = await unlike(built(THEMES[1]));
  let cut = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const theme = THEMES[kill % THEMES.length];
    choose(theme);
    const begun = performance.now();
    const { killed } = await deploy({ kill: (whole * (kill + 0.5)) / kills });
    cut += killed ? 1 : 0;
    // A run that ended first tells how long one takes by now.
    if (!killed) whole = performance.now() - begun;
    const killedAt = `killed after ${kill + 1} of ${kills} parts`;
    problems.push(...(host.meanwhile?.() ?? []).map((it) => `${killedAt}: ${it}`));
    const again = await deploy();
    const at = `${killedAt}, then run again`;
    if (again.status !== 0) problems.push(`${at}: ${again.words}`);
    problems.push(...(await unlike(built(theme))).map((it) => `${at}: ${it}`));
  }
  if (cut < kills / 2) problems.push(`only ${cut} of ${kills} runs were killed before their end`);
  report.check(`deploy: ${name}, killed at ${kills} moments`, problems, `${cut} of ${kills} before their end`);

  const there = await host.contents();
  await checkCopy(name, there, scratch, settings.match(/^url: "?([^"\n]+)/m)?.[1] ?? 'https://portfolio.example/', report);
  const secrets = [SECRET, ...(host.secrets ?? [])];
  const leaks = [['what was said', said], ...there].filter(([, words]) => secrets.some((it) => words.includes(it)));
  report.check(`deploy: ${name}, no secret in any word or file`, leaks.map(([where]) => `a secret stands in ${where}`));

  const down = await go(['undeploy', 'web', '--yes']);
  if (host.alone) {
    report.check(`deploy: ${name}, taken down`, expect(down, /delete the project in the dashboard/, 2));
    return;
  }
  const left = [...(await host.contents()).keys()].filter((it) => !host.own?.includes(it));
  report.check(`deploy: ${name}, taken down`, [...expect(down, /taken down/), ...(left.join() === FOREIGN ? [] : [`there is ${left.join(', ')}`])]);
}

// Nothing is written or deleted through a link in the folder of the site, whatever it is called. It is one edit behind.
async function tryLinks(web, victim, deploy, expect) {
  mkdirSync(victim);
  writeFileSync(join(victim, 'file'), 'ORIGINAL');
  const linked = [join(web, 'index.html.leadfolio-half'), join(web, 'index.html')];
  for (const link of linked) {
    rmSync(link, { force: true });
    symlinkSync(join(victim, 'file'), link);
  }
  const problems = expect(await deploy(), /upload \d+ files?/);
  if (readFileSync(join(victim, 'file'), 'utf8') !== 'ORIGINAL') problems.push('a file was written through a link');
  if (!lstatSync(join(web, 'index.html')).isFile()) problems.push('the home page is still a link');
  if (!existsSync(linked[0])) problems.push('a half file of somebody else is gone');
  rmSync(linked[0], { force: true });
  // The manifest is a link, then a folder of pages is one.
  for (const [name, says] of [['.leadfolio-deploy.json', /it is (a link|not a file)/], ['case-studies', /is a link/]]) {
    const [there, moved] = [join(web, name), join(victim, name)];
    renameSync(there, moved);
    symlinkSync(moved, there);
    const before = statSync(moved).mtimeMs;
    problems.push(...expect(await deploy(), says, 2));
    if (statSync(moved).mtimeMs !== before) problems.push(`${name} was changed through a link`);
    rmSync(there);
    renameSync(moved, there);
  }
  problems.push(...expect(await deploy(), /nothing to do|done/));
  return problems;
}

// The deployed copy, shown and walked: every link of it leads somewhere.
async function checkCopy(name, files, scratch, address, report) {
  const dir = join(scratch, `copy-of-${name}`);
  for (const [path, bytes] of files) {
    if (path === FOREIGN || MANIFESTS.includes(path)) continue;
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), bytes);
  }
  const { problems, count } = brokenLinks(readSite(dir, address));
  const pages = filesOf(dir).filter((it) => it.endsWith('.html')).length;
  report.check(`deploy: ${name}, links of the copy`, [...(pages > 30 ? [] : [`it has ${pages} pages`]), ...problems], `${count} references`);
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

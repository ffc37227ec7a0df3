// A site is put into a folder, and to every host of targets.mjs, by a program that is killed at random moments: what readers find meanwhile
// has its style sheet, the next run makes it whole, and a file that is not leadfolio's stays.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open } from './browser.mjs';
import { onePageOfEachKind } from './looks.mjs';
import { Folder } from './preview.mjs';
import { serve } from './server.mjs';
import { readSite } from './site.mjs';
import { checkTargets, filesOf, run } from './targets.mjs';

const KILLS = Number(process.env.KILLS ?? 20);
const THEMES = ['commons', 'dossier'];
const OWN = 'folder/notes.txt';

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
  let whole = performance.now() - started;
  report.check('deploy: every page changed', unlike(site, built[THEMES[1]]));

  const problems = [];
  let cut = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const theme = THEMES[kill % THEMES.length];
    choose(theme);
    const begun = performance.now();
    const { killed } = await run(binary, ['deploy', '--yes', '--root', root], { kill: (whole * (kill + 0.5)) / KILLS });
    cut += killed ? 1 : 0;
    // A run that ended first tells how long one takes by now.
    if (!killed) whole = performance.now() - begun;
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
  await checkTargets({ binary, root, scratch, portfolio, settings, built }, report);
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

// A site is put into a folder by a program that is killed at random moments: what readers find meanwhile has its style
// sheet, the next run makes it whole, and a file that is not leadfolio's stays.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Folder } from './preview.mjs';

const KILLS = 20;
const THEMES = ['commons', 'dossier'];
const OWN = 'folder/notes.txt';

export async function checkDeploy({ binary, scratch }, report) {
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

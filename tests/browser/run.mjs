// Builds the portfolio three ways with the release binary and lets every judge look at the result, several at once.
// Exit code: 0 all checks passed, 1 some failed, 2 the suite could not do its work.
import { execFileSync, fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { CHROMIUM, inParallel, launch } from './browser.mjs';
import { ALONE, CHECKS } from './checks.mjs';
import { serve } from './server.mjs';
import { takeShots } from './shots.mjs';
import { readSite } from './site.mjs';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const HELP = `Usage: node tests/browser/run.mjs [options]

  --only CHECK[,CHECK]  run these checks only: ${Object.keys(CHECKS).join(', ')}
  --full                all pages of every theme, more kills and more random edits
  --jobs N              run N parts of checks at once (default: ${defaultJobs()})
  --root DIR            build the portfolio in DIR (default: the repository)
  --shots DIR           write screenshots and a PDF to DIR
  --keep                keep the built sites, and say where they are
  --help                print this

LEADFOLIO names the binary (default: target/release/leadfolio), CHROMIUM the browser (default: with
--full ${CHROMIUM}, otherwise the shell of Chromium where it is installed).`;

// Parts wait for a server, a connection or Chromium most of the time.
function defaultJobs() {
  return 2 * availableParallelism() + 1;
}

function options() {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const { values } = parseArgs({ options: { only: text, jobs: text, root: text, shots: text, full: flag, keep: flag, help: flag } });
  const chosen = values.only?.split(',') ?? Object.keys(CHECKS);
  const unknown = chosen.filter((name) => !(name in CHECKS));
  if (unknown.length > 0) throw new Error(`no check is named ${unknown.join(', ')}; there are ${Object.keys(CHECKS).join(', ')}`);
  const jobs = Number(values.jobs ?? defaultJobs());
  if (!(jobs >= 1)) throw new Error(`--jobs needs a number, not ${values.jobs}`);
  return { ...values, chosen, jobs };
}

function program() {
  const binary = resolve(process.env.LEADFOLIO || join(REPOSITORY, 'target/release/leadfolio'));
  if (!existsSync(binary)) throw new Error(`${binary} is missing: run "cargo build --release --all-features", or name the binary by LEADFOLIO=…`);
  return binary;
}

function build(binary, root, output, ...how) {
  const args = ['build', '--root', root, '--output', output, ...how];
  try {
    execFileSync(binary, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  } catch ({ status, signal, stdout, stderr }) {
    throw new Error(`leadfolio ${args.join(' ')} ended with ${signal ?? status}\n${stdout}${stderr}`);
  }
}

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill()));

// Runs a part in a process of its own and gives back what it reports.
function runPart(check, part, context) {
  const child = fork(fileURLToPath(new URL('part.mjs', import.meta.url)));
  running.add(child);
  child.send({ check, part, context });
  let result = { lines: [], passed: 0, failed: 0, fault: 'its process ended', seconds: 0 };
  child.once('message', (message) => (result = message));
  child.once('exit', () => running.delete(child));
  return new Promise((done) => child.once('disconnect', () => done(result)));
}

async function runChecks({ chosen, full, jobs }, given) {
  const total = { passed: 0, failed: 0, broken: 0 };
  const times = [];
  const work = async ([check, part]) => {
    const name = check === part ? check : `${check}: ${part}`;
    const scratch = join(given.scratch, `${check}-${part.replaceAll(' ', '-')}`);
    const { lines, passed, failed, fault, seconds } = await runPart(check, part, { ...given, scratch, full });
    for (const line of lines) console.log(line);
    if (fault) console.log(`FAIL  ${name} could not do its work: ${fault}`);
    total.passed += passed;
    total.failed += failed;
    total.broken += fault ? 1 : 0;
    times.push({ name, seconds });
  };
  const partsOf = (names) => names.flatMap((check) => Object.keys(CHECKS[check](full)).map((part) => [check, part]));
  await inParallel(jobs, partsOf(chosen.filter((name) => !ALONE.includes(name))), work);
  await inParallel(1, partsOf(chosen.filter((name) => ALONE.includes(name))), work);
  console.log('\nSeconds:');
  for (const { name, seconds } of times.sort((a, b) => b.seconds - a.seconds)) console.log(`${seconds.toFixed(1).padStart(7)}  ${name}`);
  return total;
}

async function main() {
  const given = options();
  const { root = REPOSITORY, shots, keep, help } = given;
  if (help) return console.log(HELP);
  if (given.full) process.env.CHROMIUM ||= CHROMIUM;

  const scratch = mkdtempSync(join(tmpdir(), 'leadfolio-browser-'));
  const dirs = { served: join(scratch, 'served'), nested: join(scratch, 'nested'), relative: join(scratch, 'relative') };
  const servers = [await serve(dirs.served), await serve(dirs.nested, '/a/b/')];
  const urls = { served: servers[0].url, nested: servers[1].url, relative: `${pathToFileURL(dirs.relative)}/` };
  const binary = program();
  let total;
  try {
    build(binary, resolve(root), dirs.served, '--base-url', urls.served);
    build(binary, resolve(root), dirs.nested, '--base-url', urls.nested);
    build(binary, resolve(root), dirs.relative);
    const sites = Object.fromEntries(Object.keys(dirs).map((name) => [name, { dir: dirs[name], url: urls[name] }]));
    total = await runChecks(given, { scratch, binary, sites });
    if (shots) await shoot(sites, shots);
  } finally {
    for (const server of servers) server.close();
    if (!keep) rmSync(scratch, { recursive: true, force: true });
  }

  if (shots) console.log(`note  the shots are in ${resolve(shots)}`);
  if (keep) console.log(`note  the built sites are in ${scratch}`);
  else if (total.failed > 0) console.log('note  to look at the pages: --keep keeps the built sites, --shots DIR takes pictures');
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.broken > 0 ? 2 : Number(total.failed > 0);
}

async function shoot({ served: { dir, url } }, folder) {
  const browser = await launch();
  await takeShots({ served: readSite(dir, url), browser }, folder);
  await browser.close();
}

main().catch((error) => {
  console.error(`browser suite: ${error.stack}`);
  process.exit(2);
});

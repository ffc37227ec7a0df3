// Builds the portfolio three ways with the release binary and lets every judge look at the result.
// Exit code: 0 all checks passed, 1 some failed, 2 the suite could not do its work.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { checkAxe } from './axe.mjs';
import { launch } from './browser.mjs';
import { checkBudgets } from './budgets.mjs';
import { checkComments } from './comments.mjs';
import { checkDeploy } from './deploy.mjs';
import { checkDisk } from './disk.mjs';
import { checkFeeds } from './feeds.mjs';
import { checkHtml } from './html.mjs';
import { checkLighthouse } from './lighthouse.mjs';
import { checkLinks } from './links.mjs';
import { checkLooks } from './looks.mjs';
import { checkPdf } from './pdf.mjs';
import { checkPrint } from './print.mjs';
import { Report } from './report.mjs';
import { serve } from './server.mjs';
import { checkSearch } from './search.mjs';
import { checkServe } from './serve.mjs';
import { takeShots } from './shots.mjs';
import { readSite } from './site.mjs';

const CHECKS = {
  budgets: checkBudgets,
  feeds: checkFeeds,
  links: checkLinks,
  html: checkHtml,
  disk: checkDisk,
  print: checkPrint,
  axe: checkAxe,
  search: checkSearch,
  comments: checkComments,
  looks: checkLooks,
  lighthouse: checkLighthouse,
  pdf: checkPdf,
  deploy: checkDeploy,
  serve: checkServe,
};
const IN_BROWSER = ['disk', 'print', 'axe', 'search', 'comments', 'looks', 'deploy', 'serve'];

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const HELP = `Usage: node tests/browser/run.mjs [options]

  --only CHECK[,CHECK]  run these checks only: ${Object.keys(CHECKS).join(', ')}
  --root DIR            build the portfolio in DIR (default: the repository)
  --shots DIR           write screenshots and a PDF to DIR
  --keep                keep the built sites, and say where they are
  --help                print this

LEADFOLIO names the binary (default: target/release/leadfolio), CHROMIUM the browser (default: /usr/bin/chromium).`;

function options() {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const { values } = parseArgs({ options: { only: text, root: text, shots: text, keep: flag, help: flag } });
  const chosen = values.only?.split(',') ?? Object.keys(CHECKS);
  const unknown = chosen.filter((name) => !(name in CHECKS));
  if (unknown.length > 0) throw new Error(`no check is named ${unknown.join(', ')}; there are ${Object.keys(CHECKS).join(', ')}`);
  return { ...values, chosen };
}

function program() {
  const binary = resolve(process.env.LEADFOLIO || join(REPOSITORY, 'target/release/leadfolio'));
  if (!existsSync(binary)) throw new Error(`${binary} is missing: run "cargo build --release", or name the binary by LEADFOLIO=…`);
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

async function main() {
  const { chosen, root = REPOSITORY, shots, keep, help } = options();
  if (help) return console.log(HELP);

  const scratch = mkdtempSync(join(tmpdir(), 'leadfolio-browser-'));
  const dirs = { served: join(scratch, 'served'), nested: join(scratch, 'nested'), relative: join(scratch, 'relative') };
  const servers = [await serve(dirs.served), await serve(dirs.nested, '/a/b/')];
  const urls = { served: servers[0].url, nested: servers[1].url, relative: `${pathToFileURL(dirs.relative)}/` };
  const binary = program();
  const context = { scratch, binary };
  const report = new Report();
  try {
    build(binary, resolve(root), dirs.served, '--base-url', urls.served);
    build(binary, resolve(root), dirs.nested, '--base-url', urls.nested);
    build(binary, resolve(root), dirs.relative, '--relative');
    for (const name of Object.keys(dirs)) context[name] = readSite(dirs[name], urls[name]);

    if (shots || chosen.some((name) => IN_BROWSER.includes(name))) context.browser = await launch();
    for (const name of chosen) await CHECKS[name](context, report);
    if (shots) await takeShots(context, shots);
  } finally {
    await context.browser?.close();
    for (const server of servers) server.close();
    if (!keep) rmSync(scratch, { recursive: true, force: true });
  }

  if (shots) report.note(`the shots are in ${resolve(shots)}`);
  if (keep) report.note(`the built sites are in ${scratch}`);
  else if (report.failed > 0) report.note('to look at the pages: --keep keeps the built sites, --shots DIR takes pictures');
  console.log(`\n${report.passed} passed, ${report.failed} failed`);
  process.exitCode = report.failed > 0 ? 1 : 0;
}

main().catch((error) => {
  console.error(`browser suite: ${error.stack}`);
  // Servers that a check has left running must not keep the suite waiting.
  process.exit(2);
});

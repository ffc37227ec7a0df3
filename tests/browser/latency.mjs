// A bench, not a test: how long from a saved edit to the changed page, as served and as seen in the browser.
//
//   node tests/browser/latency.mjs [--sizes 100,1000] [--edits 15] [--hugo]
//
// LEADFOLIO names the binary, CHROMIUM the browser. The portfolio is the starter with its first case study copied as
// often as asked; with --hugo the same texts stand in a plain Hugo site, beside it in the same run. Every line gives
// the median and the worst of the edits, in milliseconds.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { Folder, Portfolio, preview, running } from './preview.mjs';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const KINDS = ['body', 'title', 'template', 'css'];

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '100,1000' },
    edits: { type: 'string', default: '15' },
    hugo: { type: 'boolean', default: false },
  },
});
const edits = Number(values.edits);
const binary = resolve(process.env.LEADFOLIO || join(REPOSITORY, 'target/release/leadfolio'));
const scratch = mkdtempSync(join(tmpdir(), 'leadfolio-latency-'));
const browser = await launch();
let port = 4700;

// --- what is compared: a folder of `size` case studies, its server, and how each kind of edit is made in it ---

function leadfolio(size) {
  const page = 'content/case-studies/culture-committee.md';
  const portfolio = new Portfolio(binary, join(scratch, `leadfolio-${size}`));
  const text = portfolio.read(page);
  for (let number = 12; number < size; number += 1) {
    portfolio.write(`content/case-studies/copy-${number}.md`, text.replace('id: culture-committee', `id: copy-${number}`));
  }
  const files = { page, template: 'themes/commons/templates/partials/turn.html', css: 'themes/commons/assets/css/custom.css' };
  const start = async () => preview(portfolio, '--port', String(port));
  return { name: 'leadfolio', folder: portfolio, text, files, address: 'case-studies/culture-committee/', start };
}

function hugo(size) {
  const folder = new Folder(join(scratch, `hugo-${size}`));
  const model = new Portfolio(binary, join(scratch, `model-${size}`)).read('content/case-studies/culture-committee.md');
  const [title, body] = [model.match(/^title: .*$/m)[0], model.split(/^---$/m)[2].replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')];
  const text = `---\n${title}\ndate: 2024-08-01\n---\n${body}`;
  const files = { page: 'content/case-studies/culture-committee.md', template: 'layouts/partials/turn.html', css: 'static/site.css' };
  folder.write(files.page, text);
  for (let number = 12; number < size; number += 1) folder.write(`content/case-studies/copy-${number}.md`, text);
  const layout = (main) => `<!doctype html><html lang="en"><head><title>{{ .Title }}</title><link rel="stylesheet" href="/site.css"></head><body><main>${main}</main>{{ partial "turn.html" . }}</body></html>`;
  folder.write('hugo.toml', 'baseURL = "https://example.org/"\ntitle = "Bench"\n');
  folder.write('layouts/_default/single.html', layout('<h1>{{ .Title }}</h1>{{ .Content }}{{ with .Prev }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .Next }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'));
  folder.write('layouts/_default/list.html', layout('<h1>{{ .Title }}</h1>{{ range (.Paginate .Pages 24).Pages }}<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>{{ .Summary }}</article>{{ end }}{{ partial "pagination.html" . }}'));
  folder.write('layouts/index.html', layout('<h1>{{ .Title }}</h1>{{ range first 6 .Site.RegularPages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'));
  folder.write(files.template, '<p></p>');
  folder.write(files.css, 'main { color: black; }');
  const start = () => new Promise((done, fail) => {
    const child = spawn('hugo', ['server', '--source', folder.root, '--port', String(port), '--bind', '127.0.0.1'], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    // Some installations put a program of their own before Hugo: both are of one group.
    const end = () => process.kill(-child.pid, 'SIGTERM');
    running.add({ kill: end });
    const ended = new Promise((stopped) => child.once('exit', stopped));
    let log = '';
    ended.then(() => fail(new Error(`hugo ended\n${log}`)));
    child.stdout.on('data', (words) => {
      log += words;
      if (!log.includes('Web Server is available')) return;
      done({ url: `http://127.0.0.1:${port}/`, stop: () => (end(), ended) });
    });
  });
  return { name: 'hugo', folder, text, files, address: 'case-studies/culture-committee/', start };
}

// --- one edit of each kind, and where it is seen ---

function edit({ folder, text, files }, kind, token) {
  if (kind === 'body') folder.save(files.page, `${text}\n\n${token}\n`);
  else if (kind === 'title') folder.save(files.page, text.replace('title: "', `title: "${token} `));
  else if (kind === 'template') folder.write(files.template, `<p>${token}</p>`);
  else folder.write(files.css, `main { --zq: ${token}; color: black; }`);
}

const isSeen = ([kind, token]) =>
  kind === 'css'
    ? getComputedStyle(document.querySelector('main')).getPropertyValue('--zq').trim() === token
    : document.body.innerText.includes(token);

// The style sheet that a page names, which changes with every edit where its name tells its bytes.
async function served(url, address, kind) {
  const page = await (await fetch(url + address)).text();
  if (kind !== 'css') return page;
  const sheet = page.match(/rel="?stylesheet"?\s+href="?([^" >]+)/)[1];
  return (await fetch(new URL(sheet, url + address))).text();
}

// In milliseconds: until the server has it, and until the browser shows it.
async function measure(site, server, page, kind, token) {
  const seen = page?.waitForFunction(isSeen, [kind, token], { polling: 'raf', timeout: 120_000 });
  const start = performance.now();
  edit(site, kind, token);
  const times = { served: 0, seen: 0 };
  const arrives = async () => {
    // Asking all the time would keep the machine from building.
    const ask = () => served(server.url, site.address, kind).catch(() => '');
    while (!(await ask()).includes(token)) await setTimeout(2);
    times.served = performance.now() - start;
  };
  await Promise.all([arrives(), seen?.then(() => (times.seen = performance.now() - start))]);
  return times;
}

function formatTimes(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const round = (it) => String(Math.round(it)).padStart(7);
  return round(sorted[Math.floor(sorted.length / 2)]) + round(sorted.at(-1));
}

async function bench(site, size) {
  const before = performance.now();
  const server = await site.start();
  // Hugo loads a page anew, which takes the question with it: what it serves is compared, not what is seen.
  const page = site.name === 'leadfolio' ? await browser.newPage() : null;
  await (page ? page.goto(server.url + site.address, { timeout: 120_000 }) : fetch(server.url + site.address));
  const first = Math.round(performance.now() - before);
  for (const kind of KINDS) {
    const all = [];
    for (let number = 0; number < edits; number += 1) all.push(await measure(site, server, page, kind, `zq${kind}${number}zq`));
    const [one, two] = [formatTimes(all.map((it) => it.served)), page ? formatTimes(all.map((it) => it.seen)) : ''];
    console.log(`${site.name.padEnd(10)}${String(size).padStart(12)}  ${kind.padEnd(10)}${one}${two}`);
  }
  console.log(`${site.name.padEnd(10)}${String(size).padStart(12)}  first page ${String(first).padStart(6)}`);
  await page?.close();
  await server.stop();
  port += 10;
}

try {
  if (values.hugo) console.log(execFileSync('hugo', ['version'], { encoding: 'utf8' }).trim());
  console.log('            case studies  edit      served: median, worst; seen: median, worst (ms)');
  for (const size of values.sizes.split(',').map(Number)) {
    await bench(leadfolio(size), size);
    if (values.hugo) await bench(hugo(size), size);
  }
} catch (error) {
  console.error(`latency: ${error.stack}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}

// A bench, not a test: how long from a saved edit to the changed page, as served and as seen in the browser.
//
//   node tests/browser/latency.mjs [--sizes 12,100,1000] [--edits 15]
//
// LEADFOLIO names the binary, CHROMIUM the browser. The portfolio is the starter with its first case study copied as
// often as asked. Every line gives the median and the worst of the edits, in milliseconds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { Portfolio, preview } from './preview.mjs';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const CASE = 'content/case-studies/culture-committee.md';
const ADDRESS = 'case-studies/culture-committee/';

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '12,100,1000' }, edits: { type: 'string', default: '15' } } });
const edits = Number(values.edits);
const binary = resolve(process.env.LEADFOLIO || join(REPOSITORY, 'target/release/leadfolio'));
const scratch = mkdtempSync(join(tmpdir(), 'leadfolio-latency-'));
const browser = await launch();
let port = 4700;

const KINDS = {
  body: (portfolio, token) => portfolio.save(CASE, `${original}\n\n${token}\n`),
  title: (portfolio, token) => portfolio.save(CASE, original.replace('title: "', `title: "${token} `)),
  template: (portfolio, token) => portfolio.write('themes/commons/templates/partials/turn.html', `<p>${token}</p>`),
};
let original = '';

function told(name, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const round = (it) => String(Math.round(it)).padStart(6);
  return `${name}${round(sorted[Math.floor(sorted.length / 2)])}${round(sorted.at(-1))}`;
}

try {
  console.log('case studies  edit       served: median, worst   seen: median, worst   (ms)');
  for (const size of values.sizes.split(',').map(Number)) {
    const portfolio = new Portfolio(binary, join(scratch, String(size)));
    original = portfolio.read(CASE);
    for (let number = 12; number < size; number += 1) {
      const copy = original.replace('id: culture-committee', `id: copy-${number}`);
      portfolio.write(`content/case-studies/copy-${number}.md`, copy);
    }
    const server = await preview(portfolio, '--port', String(port));
    port += 10;
    const page = await browser.newPage();
    await page.goto(server.url + ADDRESS);
    for (const [kind, edit] of Object.entries(KINDS)) {
      const [served, seen] = [[], []];
      for (let number = 0; number < edits; number += 1) {
        const token = `zq${kind}${number}zq`;
        const visible = page.waitForFunction((it) => document.body.innerText.includes(it), token, { polling: 'raf', timeout: 60_000 });
        const start = performance.now();
        edit(portfolio, token);
        const change = (async () => {
          while (!(await (await fetch(server.url + ADDRESS)).text()).includes(token));
          served.push(performance.now() - start);
        })();
        await Promise.all([change, visible.then(() => seen.push(performance.now() - start))]);
      }
      console.log(`${String(size).padStart(12)}  ${kind.padEnd(9)}${told('', served).padStart(20)}${told('', seen).padStart(20)}`);
    }
    await page.close();
    await server.stop();
  }
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}

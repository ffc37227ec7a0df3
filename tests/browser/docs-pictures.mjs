// Makes the pictures of the documentation from its own examples: `node tests/browser/docs-pictures.mjs`
//
// Each block of `examples.md` becomes a case study of the sample, and the part of its page that the table below names is
// photographed. The portfolio of `start.md` is put together as the page says.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { initPortfolio } from './portfolio.mjs';
import { serve } from './server.mjs';

const BINARY = process.env.LEADFOLIO || fileURLToPath(new URL('../../target/release/leadfolio', import.meta.url));
const DOCS = fileURLToPath(new URL('../../docs/content/', import.meta.url));
const SIZE = { width: 1000, height: 1400 };
const MARGIN = 16;

// What of a page each picture shows: the elements that it contains, the first of each selector.
const PARTS = {
  head: ['.page-title', '.brief'],
  people: ['#lf-people'],
  decisions: ['#lf-handover figure'],
  terms: ['#lf-handover .facts'],
  history: ['#lf-handover'],
  outcome: ['.outcomes > li'],
  series: ['.outcomes > li'],
  comparison: ['.outcomes > li'],
  qualitative: ['.outcomes > li'],
  pitfalls: ['#lf-pitfalls'],
  timeline: ['#lf-timeline'],
  communication: ['#lf-contact'],
  artifacts: ['#lf-artifacts'],
  standards: ['#lf-standards'],
  checked: ['#lf-checked'],
};

const STUDY = {
  title: 'title: From the documentation\n',
  summary: 'summary: An example.\n',
  status: 'status: ongoing\n',
  led_by: 'led_by: [p-science-lead]\n',
  accountable: 'accountable: p-owner\n',
  delegation: 'delegation: { level: 5 }\n',
  start: 'start: 2024-08\n',
};

// Top-level entries of a block of YAML by key, each with all its lines.
function entries(yaml) {
  const found = {};
  let key = '';
  for (const line of yaml.split('\n')) {
    key = /^([a-z_]+):/.exec(line)?.[1] ?? key;
    if (line.trim() !== '') found[key] = (found[key] ?? '') + line + '\n';
  }
  return found;
}

// The blocks of a page with what is before them and the name of the picture after them, if there is one.
function blocks(page) {
  const text = readFileSync(join(DOCS, 'pages', page), 'utf8');
  const pattern = /([^\n]*)\n\n```(yaml[^\n]*)\n([^]*?)\n```\n(?:\n!\[[^\]]*\]\(\.\.\/files\/([^ )]*))?/g;
  return [...text.matchAll(pattern)].map(([, before, words, code, picture]) => ({ before, words, code, picture }));
}

const scratch = mkdtempSync(join(tmpdir(), 'leadfolio-docs-'));
const browser = await launch();

async function withSite(root, look) {
  const dir = join(root, 'dist');
  const server = await serve(dir);
  execFileSync(BINARY, ['build', '--root', root, '--base-url', server.url], { stdio: 'pipe' });
  const context = await browser.newContext({ viewport: SIZE, deviceScaleFactor: 1.25 });
  await look(await context.newPage(), server.url);
  await context.close();
  server.close();
}

// Photographs the box around elements.
async function shoot(page, selectors, path) {
  const boxes = [];
  for (const selector of selectors) {
    const box = await page.locator(selector).first().boundingBox();
    if (!box) throw new Error(`${path}: nothing is at ${selector}`);
    boxes.push(box);
  }
  const [left, top] = [Math.min(...boxes.map((it) => it.x)), Math.min(...boxes.map((it) => it.y))];
  const right = Math.max(...boxes.map((it) => it.x + it.width));
  const bottom = Math.max(...boxes.map((it) => it.y + it.height));
  const x = Math.max(0, left - MARGIN);
  const clip = { x, y: Math.max(0, top - MARGIN), width: Math.min(SIZE.width - x, right - left + 2 * MARGIN), height: bottom - top + 2 * MARGIN };
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, clip, fullPage: true, type: 'jpeg', quality: 72 });
}

const sample = join(scratch, 'sample');
initPortfolio(BINARY, sample);
const files = join(sample, 'content/files');
copyFileSync(join(files, 'culture-decision-chart.pdf'), join(files, 'plan.pdf'));
const examples = blocks('examples.md').filter(({ picture }) => picture);
for (const { code, picture } of examples) {
  const name = /([a-z]+)\.jpeg$/.exec(picture)[1];
  const front = Object.values({ ...STUDY, ...entries(code) }).join('');
  // Two pages with the same text would be an error.
  const body = `The story of ${name}.\n\n## Reflection\n\nWords.\n`;
  writeFileSync(join(sample, `content/case-studies/docs-${name}.md`), `---\n${front}---\n${body}`);
}
await withSite(sample, async (page, url) => {
  for (const { picture } of examples) {
    const name = /([a-z]+)\.jpeg$/.exec(picture)[1];
    await page.goto(`${url}case-studies/docs-${name}/`);
    await page.evaluate(() => document.querySelectorAll('details').forEach((it) => { it.open = true; }));
    await shoot(page, PARTS[name], join(DOCS, 'files', picture));
  }
});

const first = join(scratch, 'first');
for (const { before, code } of blocks('start.md')) {
  const path = join(first, /`([^`]+)`:$/.exec(before)[1]);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${code}\n`, { flag: 'a' });
}
await withSite(first, async (page, url) => {
  await page.setViewportSize({ width: 1080, height: 1000 });
  await page.goto(`${url}case-studies/night-rounds/`);
  mkdirSync(join(DOCS, 'files/start'), { recursive: true });
  await page.screenshot({ path: join(DOCS, 'files/start/case-study.jpeg'), type: 'jpeg', quality: 70, scale: 'css' });
});

await browser.close();
rmSync(scratch, { recursive: true });
console.log(`the pictures are in ${DOCS}files`);

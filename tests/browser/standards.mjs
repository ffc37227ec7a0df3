// The pages that are derived from the case studies, on screens and on paper: the matrix with every cell and all its evidence,
// the résumé on two pages, the overview of a long portfolio, the consent report on a phone. What a printed document looks like is judged here too.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inParallel, open } from './browser.mjs';
import { buildAndServe, initPortfolio } from './portfolio.mjs';
import { serve } from './server.mjs';

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 320, height: 640 };
const PAPERS = ['A4', 'Letter'];
// Case studies of a long portfolio, and how many pixels its overview may be long on a desk.
const MANY = 68;
const MAX_OVERVIEW = 8000;
// Case studies and what else a reader prints, in pages.
const MAX_PAGES = { resume: 2, summary: 1 };
const BOOK = 'portfolio.pdf';

export async function checkStandards({ binary, browser, scratch }, report) {
  const root = join(scratch, 'portfolio');
  initPortfolio(binary, root);
  const site = await buildAndServe(binary, root, join(scratch, 'site'), '--audience', 'private');
  await canaries(browser, scratch, report);
  const context = await browser.newContext();
  report.check('standards: the matrix on a desk', await judge(context, `${site.url}standards/`, DESK, matrixFaults));
  report.check('standards: a list on a phone', await judge(context, `${site.url}standards/`, PHONE, listFaults));
  report.check('standards: the matrix on paper', await paperFaults(context, `${site.url}standards/`, scratch));
  for (const page of ['consent/', 'standards/', 'resume/', 'overview/', 'overview/pitfalls/', 'overview/levels/']) {
    report.check(`standards: ${page} at 320 px`, await judge(context, site.url + page, PHONE, sidewaysFaults));
  }
  for (const paper of PAPERS) {
    report.check(`standards: the résumé on ${paper}`, await resumeFaults(context, `${site.url}resume/`, paper, scratch));
  }
  await context.close();
  site.close();
}

// A long portfolio: the sample's own case studies, over and over.
export async function checkManyStudies({ binary, browser, scratch }, report) {
  const root = join(scratch, 'portfolio-many');
  initPortfolio(binary, root);
  const folder = join(root, 'content/case-studies');
  const files = readdirSync(folder).filter((file) => file.endsWith('.md'));
  // A page with the text of another one is an error, so each has its number in every line.
  for (let number = files.length + 1; number < MANY; number += 1) {
    const source = files[number % files.length];
    const [, head, ...body] = readFileSync(join(folder, source), 'utf8').split(/^---$/m);
    const front = head.replace(/^(id|slug|aliases):.*\n/gm, '').replace(/^title: "?(.*?)"?$/m, `title: "$1, year ${number}"`);
    const text = ['', front, body.join('---').replace(/^\w.{30,}$/gm, `$& (${number})`)].join('---');
    writeFileSync(join(folder, source.replace('.md', `-${number}.md`)), text);
  }
  const site = await buildAndServe(binary, root, join(scratch, 'site-many'), '--drafts');
  const context = await browser.newContext();
  report.check(`standards: the overview of ${MANY} case studies`, await judge(context, `${site.url}overview/`, DESK, lengthFaults, MAX_OVERVIEW));
  report.check(`standards: the matrix of ${MANY} case studies`, await judge(context, `${site.url}standards/`, DESK, matrixFaults));
  await context.close();
  site.close();
}

// Documents that the program printed into a folder have no blank page, and none of which two thirds are blank before the last.
export async function checkBlank(folder, scratch, report) {
  const documents = readdirSync(folder).filter((file) => file.endsWith('.pdf'));
  const results = await inParallel(2, documents, async (file) => {
    const most = MAX_PAGES[file.replace('.pdf', '')] ?? Infinity;
    const pages = inkOf(join(folder, file), scratch);
    const long = pages.length > most ? [`${file} has ${pages.length} pages, at most ${most} are wanted`] : [];
    return [...long, ...blankFaults(pages, file === BOOK).map((fault) => `${file}: ${fault}`)];
  });
  report.canary('pdf, blank pages', blankFaults([0.9, 0, 0.2, 0.2]), { 'a blank page': /page 2 is blank/, 'an empty half': /page 3 ends/ });
  report.check('pdf: no blank page in any document', results.flat(), `${documents.length} documents`);
}

const judge = (context, address, size, faults, ...given) =>
  open(context, address, async (page) => {
    await page.setViewportSize(size);
    return page.evaluate(faults, ...given);
  });

// Runs in the page: the matrices of a wide screen.
function matrixFaults() {
  const problems = [];
  const tables = [...document.querySelectorAll('table.matrix')];
  if (tables.length === 0) problems.push('there is no matrix');
  for (const table of tables) {
    const box = table.closest('.table-scroll');
    const codes = [...table.querySelectorAll('thead abbr')].map((code) => code.textContent.trim());
    if (!table.checkVisibility()) problems.push('the matrix is not shown');
    if (codes.length === 0 || codes.some((code) => code.length > 5)) problems.push(`its columns have no short codes: ${codes}`);
    if (new Set(codes).size < codes.length) problems.push(`a code stands for two case studies: ${codes}`);
    if (box.scrollWidth > box.clientWidth + 1) problems.push(`a column is clipped: ${box.scrollWidth} in ${box.clientWidth} px`);
    for (const row of table.tBodies[0].rows) {
      const [head, ...cells] = row.cells;
      if (getComputedStyle(head).position !== 'sticky') problems.push('the head of a row does not stay');
      for (const cell of cells.slice(0, codes.length)) if (!cell.textContent.trim()) problems.push(`a cell says nothing to a screen reader: ${head.textContent}`);
    }
  }
  return [...new Set(problems)];
}

// Runs in the page: one entry a standard, which opens.
function listFaults() {
  const problems = [];
  for (const framework of document.querySelectorAll('.framework')) {
    const standards = framework.querySelectorAll('.matrix tbody tr').length;
    const shown = [...framework.querySelectorAll('.standards > li')].filter((entry) => entry.checkVisibility());
    if (framework.querySelector('.matrix')?.checkVisibility()) problems.push('the matrix is shown on a phone');
    if (shown.length !== standards) problems.push(`${shown.length} of ${standards} standards are listed`);
    if (!framework.querySelector('.standards details')) problems.push('no standard can be opened');
  }
  return problems;
}

// Runs in the page: what leaves the screen, in a box that scrolls too.
function sidewaysFaults() {
  const problems = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) problems.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} px`);
  for (const cell of document.querySelectorAll('main :is(td, th)')) {
    if (cell.closest('.years') || !cell.checkVisibility()) continue;
    const { left, right } = cell.getBoundingClientRect();
    if (left < -1 || right > width + 1) problems.push(`off the screen: ${cell.textContent.trim().slice(0, 30)}`);
  }
  return problems;
}

// Runs in the page.
function lengthFaults(most) {
  const { scrollHeight } = document.documentElement;
  return scrollHeight > most ? [`it is ${scrollHeight} px long, at most ${most} are wanted`] : [];
}

// The standards as a reader prints them: every row, mark and piece of evidence, on pages that lie across.
const paperFaults = (context, address, scratch) =>
  open(context, address, async (page) => {
    const wanted = await page.evaluate(() =>
      [...document.querySelectorAll('.framework')].map((framework) => ({
        name: framework.querySelector('h2').textContent.trim(),
        words: [...framework.querySelectorAll('.matrix tbody th a, .matrix abbr, .standards details :not(.no-print) > a')].map((element) => element.textContent.trim()),
      })),
    );
    await page.emulateMedia({ media: 'print' });
    const problems = await page.evaluate(() => {
      const shown = (element) => element.checkVisibility({ contentVisibilityAuto: true });
      const hidden = [...document.querySelectorAll('.matrix td, .standards details li, .standards details p:not(.no-print)')].filter((element) => !shown(element));
      const scroll = [...document.querySelectorAll('.table-scroll')].filter((box) => getComputedStyle(box).overflowX !== 'visible');
      return [...hidden.map((element) => `not printed: ${element.textContent.trim().slice(0, 40)}`), ...scroll.map(() => 'a scrollbar is printed')];
    });
    const { text, info } = await documentOf(page, 'A4', scratch, 'standards');
    for (const { name, words } of wanted) {
      const start = text.indexOf(plain(name));
      if (start < 0) problems.push(`the document does not name ${name}`);
      for (const word of words) if (!text.includes(plain(word), start)) problems.push(`the document does not say “${word}” below ${name}`);
    }
    if (!/Page +1 size: +84\d\.?\d* x 59\d/.test(info)) problems.push(`its pages do not lie across: ${info.match(/Page.*size.*/)}`);
    return problems;
  });

const resumeFaults = (context, address, paper, scratch) =>
  open(context, address, async (page) => {
    const { text, pages } = await documentOf(page, paper, scratch, 'resume');
    const problems = pages > MAX_PAGES.resume ? [`it has ${pages} pages`] : [];
    if (/[▼▾▶]/.test(text)) problems.push('the mark of something that opens is printed');
    return problems;
  });

// Without spaces and hyphens, which depend on where lines break.
export const plain = (text) => text.replace(/[\s­‐-]+/g, '');

export async function documentOf(page, format, scratch, name) {
  const file = join(scratch, `${name}-${format}.pdf`);
  writeFileSync(file, await page.pdf({ format, preferCSSPageSize: name === 'standards', printBackground: true }));
  const text = plain(execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }));
  const info = execFileSync('pdfinfo', ['-f', '1', '-l', '99', file], { encoding: 'utf8' });
  return { file, text, info, pages: Number(info.match(/^Pages:\s+(\d+)/m)[1]) };
}

// How far down the ink of each page goes, from 0 (none) to 1, without the foot of the page, where its number stands.
export function inkOf(file, scratch) {
  const folder = join(scratch, 'ink', file.split('/').pop());
  mkdirSync(folder, { recursive: true });
  execFileSync('pdftoppm', ['-r', '20', '-gray', file, join(folder, 'page')]);
  return readdirSync(folder).sort().map((name) => {
    const bytes = readFileSync(join(folder, name));
    const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+\d+\s/.exec(bytes.toString('latin1', 0, 40));
    const rows = Math.floor(Number(height) * 0.92);
    for (let row = rows - 1; row >= 0; row -= 1) {
      const start = head.length + row * width;
      if (bytes.subarray(start, start + Number(width)).some((gray) => gray < 200)) return (row + 1) / rows;
    }
    return 0;
  });
}

// Any chapter of the book may end at the top of a page.
function blankFaults(pages, isBook = false) {
  return pages.flatMap((ink, index) => {
    if (ink === 0) return [`page ${index + 1} is blank`];
    return ink < 1 / 3 && index + 1 < pages.length && !isBook ? [`page ${index + 1} ends after ${Math.round(ink * 100)} % of its height`] : [];
  });
}

async function canaries(browser, scratch, report) {
  const dir = join(scratch, 'standards-canary');
  mkdirSync(dir);
  const cells = '<td>none yet</td>'.repeat(40);
  writeFileSync(
    join(dir, 'index.html'),
    `<!DOCTYPE html><html lang="en"><title>x</title><link rel="icon" href="data:,"><main><section class="framework"><h2>F</h2>
    <div class="table-scroll" style="overflow-x: auto"><table class="matrix"><thead><tr><th>S</th><th>A very long title</th></tr></thead>
    <tbody><tr><th><a>1 One</a></th><td></td>${cells}</tr></tbody></table></div>
    <ul class="standards"><li><details><summary>2 Two</summary><ul><li><a>Evidence</a></li></ul></details></li><li>3</li></ul></section>
    <div style="height: 9000px"></div></main>`,
  );
  const server = await serve(dir);
  const context = await browser.newContext();
  const findings = [
    ...(await judge(context, server.url, DESK, matrixFaults)),
    ...(await judge(context, server.url, PHONE, listFaults)),
    ...(await judge(context, server.url, PHONE, sidewaysFaults)),
    ...(await judge(context, server.url, DESK, lengthFaults, MAX_OVERVIEW)),
    ...(await paperFaults(context, server.url, scratch)),
    ...(await resumeFaults(context, server.url, 'A4', scratch)),
  ];
  report.canary('standards', findings, {
    'no codes': /no short codes/,
    'a clipped column': /a column is clipped/,
    'a head that scrolls away': /does not stay/,
    'the matrix on a phone': /is shown on a phone/,
    'a standard too many': /2 of 1 standards/,
    'a column off the screen': /off the screen: none yet/,
    'a long page': /px long/,
    'a scrollbar on paper': /a scrollbar is printed/,
    'closed details on paper': /not printed: Evidence/,
    'upright paper': /do not lie across/,
    'many pages': /it has \d+ pages/,
  });
  await context.close();
  server.close();
}

// Pages on paper, in every theme: no navigation, dark text on a light ground whatever scheme the screen has, and documents of
// few, full, numbered pages that say all that the page says, and where its links lead.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCHEMES } from './axe.mjs';
import { inParallel, open } from './browser.mjs';
import { serveTheme, THEMES } from './portfolio.mjs';
import { serve } from './server.mjs';
import { pageAt, pagesOfKind } from './site.mjs';
import { documentOf, inkOf, plain } from './standards.mjs';

const PAPERS = ['A4', 'Letter'];
// The most pages of a document, by its kind.
const MAX_PAGES = { study: 3, approach: 3, resume: 2, standards: 3, summary: 1 };
// How far down the ink of a page goes that is not the last one.
const LEAST_INK = 0.25;

export async function checkPrint(theme, { binary, browser, scratch, full }, report) {
  // An ordinary run has one paper a theme, so that each is used.
  const papers = full ? PAPERS : [PAPERS[THEMES.indexOf(theme) % PAPERS.length]];
  const context = await browser.newContext();
  await canary(context, scratch, report);
  const { site, close } = await serveTheme(binary, theme, scratch);
  const { file, address } = pageAt(site, 'case');
  report.check(`print: ${file} in ${theme}`, await judge(context, address));
  for (const [kind, most] of Object.entries(MAX_PAGES)) {
    const pages = pagesOfKind(site, kind);
    if (pages.length === 0) throw new Error(`no ${kind} to print`);
    // The matrix lies across, which a size of paper that is asked for would turn.
    for (const paper of kind === 'standards' ? PAPERS.slice(0, 1) : papers) {
      const results = await inParallel(2, pages, (page) => documentFaults(context, page, { paper, kind, most }, scratch));
      report.check(`print: ${kind} on ${paper} in ${theme}`, results.flat(), `${pages.length} documents`);
    }
  }
  await context.close();
  close();
}

// The page as PDF, on A4.
export const pdfOf = (page) => page.pdf({ format: 'A4', printBackground: true });

const judge = (context, address) =>
  open(context, address, async (page) => {
    const problems = new Set();
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ media: 'print', colorScheme });
      for (const problem of await page.evaluate(paperFaults)) problems.add(`[print, ${colorScheme} screen] ${problem}`);
    }
    await page.emulateMedia({ media: null, colorScheme: null });
    const pages = (await pdfOf(page)).toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
    if (pages.length === 0) problems.add('the PDF has no page');
    return problems;
  });

// A document has few pages, numbered from the second on, of a case study none nearly blank before the last, and every heading,
// title and address of a link that the page has.
const documentFaults = (context, { file, address }, { paper, kind, most }, scratch) =>
  open(context, address, async (page) => {
    const { titles, links } = await page.evaluate(() => ({
      titles: [...document.querySelectorAll('.study :is(h1, h2, h3, h4, .outcome-title)')].map(({ childNodes }) =>
        // A mark may be between a title and the small words behind it.
        [...childNodes].filter(({ localName }) => localName !== 'small').map(({ textContent }) => textContent).join(''),
      ),
      links: [...document.querySelectorAll('.prose a[href^="http"]')]
        .filter((link) => link.origin !== location.origin && !link.closest('figure, table'))
        .map((link) => link.getAttribute('href')),
    }));
    const name = kind === 'standards' ? kind : `print-${file.replaceAll('/', '-')}`;
    const printed = await documentOf(page, paper, scratch, name);
    const problems = printed.pages > most ? [`it has ${printed.pages} pages, at most ${most} are wanted`] : [];
    for (const title of titles) if (!printed.text.includes(plain(title))) problems.push(`it does not say “${title.trim()}”`);
    for (const link of links) if (!printed.text.includes(plain(link))) problems.push(`it does not say that a link leads to ${link}`);
    const inks = inkOf(printed.file, scratch);
    inks.slice(0, -1).forEach((ink, index) => {
      if (kind === 'study' && ink < LEAST_INK) problems.push(`page ${index + 1} ends after ${Math.round(ink * 100)} % of its height`);
    });
    footsOf(printed.file).forEach((foot, index) => {
      const wanted = index === 0 ? '' : String(index + 1);
      if (/^\d*$/.test(foot) ? foot !== wanted : wanted) problems.push(`page ${index + 1} has the number “${foot}”`);
    });
    return problems.map((problem) => `${file} on ${paper}: ${problem}`);
  });

// The last words of each page.
function footsOf(file) {
  const pages = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
  return pages.map((text) => text.trimEnd().split('\n').pop().trim());
}

// Runs in the page.
function paperFaults() {
  const brush = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
  const paint = (colors) => {
    brush.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      brush.fillStyle = color;
      brush.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = [...brush.getImageData(0, 0, 1, 1).data].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const grounds = (element) => (element ? [...grounds(element.parentElement), getComputedStyle(element).backgroundColor] : ['white']);
  const name = (element) => element.localName + (element.id && `#${element.id}`) + [...element.classList].map((c) => `.${c}`).join('');

  const problems = [];
  for (const nav of document.querySelectorAll('nav, [role=navigation]')) {
    if (nav.checkVisibility()) problems.push(`navigation is printed: ${name(nav)}`);
  }
  for (const part of document.querySelectorAll('.chart .plot > *')) {
    if (part.closest('.chart').checkVisibility() && !part.checkVisibility()) problems.push(`a part of a chart is not printed: ${name(part)}`);
  }
  const texts = [...document.querySelectorAll('main :is(h1, h2, h3, p, li, dt, dd, td, th)')].filter((element) => element.checkVisibility());
  if (!texts.some(({ localName }) => localName === 'h1')) problems.push('no h1 is printed');
  for (const element of texts) {
    const ground = grounds(element);
    const [paper, ink] = [paint(ground), paint([...ground, getComputedStyle(element).color])];
    const contrast = (paper + 0.05) / (ink + 0.05);
    if (contrast >= 4.5) continue;
    const text = element.textContent.trim().slice(0, 30);
    problems.push(`not dark on light: ${name(element)} "${text}" (contrast ${contrast.toFixed(1)})`);
  }
  return problems;
}

async function canary(context, scratch, report) {
  const dir = join(scratch, 'print-canary');
  mkdirSync(dir);
  writeFileSync(
    join(dir, 'index.html'),
    `<!DOCTYPE html><html lang="en"><title>x</title><link rel="icon" href="data:,"><style>
      @media (prefers-color-scheme: dark) { body { background: oklch(20% 0 0); color: #fff } }
      @media print { h2, .band { display: none } .page { break-after: page } }
    </style><nav id="menu">x</nav><main><p id="text">x</p><div class="chart"><svg class="plot" height="1"><path class="band" d="M0 1H9"/></svg></div><article class="study"><h2>Hidden</h2><p class="prose"><a href="https://example.org/way">x</a></p>${'<p class="page">x</p>'.repeat(4)}</article></main>`,
  );
  const server = await serve(dir);
  try {
    const address = server.url;
    const findings = [...(await judge(context, address)), ...(await documentFaults(context, { file: 'canary', address }, { paper: 'A4', kind: 'study', most: 3 }, scratch))];
    report.canary('print', findings, {
      'navigation': /navigation is printed: nav#menu/,
      'no heading': /no h1 is printed/,
      'a bar that is not printed': /a part of a chart is not printed: path.band/,
      'light on dark': /\[print, dark screen\] not dark on light: p#text/,
      'many pages': /at most 3 are wanted/,
      'a title that is not printed': /does not say “Hidden”/,
      'a page without a number': /page 2 has the number “x”/,
      'a link to nowhere': /that a link leads to https:\/\/example.org\/way/,
      'a page with little on it': /page 1 ends after/,
    });
  } finally {
    server.close();
  }
}

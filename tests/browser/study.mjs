// The page of a case study, in every theme: the story comes first and the record below it stays short, nothing is said twice, and whatever is
// closed opens for a link and on paper. Approaches use the width of the screen.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inParallel, open } from './browser.mjs';
import { serveTheme } from './portfolio.mjs';
import { serve } from './server.mjs';
import { pagesOfKind } from './site.mjs';

// In CSS pixels, and as a share of the height of the page.
const LIMITS = { summary: 320, evidence: 0.35, phone: 320 };
const LAPTOP = { width: 1280, height: 800 };

export async function checkStudy(theme, { binary, browser, scratch }, report) {
  await canary(browser, scratch, report);
  const { site, close } = await serveTheme(binary, theme, scratch);
  const studies = pagesOfKind(site, 'study');
  if (studies.length === 0) throw new Error('the sample has no case study');
  const problems = await inParallel(2, studies, ({ address }) => judge(browser, address));
  for (const [index, { file }] of studies.entries()) report.check(`study: ${file} in ${theme}`, problems[index]);
  const widths = await inParallel(2, pagesOfKind(site, 'approach'), ({ address }) => look(browser, address, approachFaults));
  report.check(`study: approaches use the width in ${theme}, and tell no heading twice`, widths.flat(), `${widths.length} pages`);
  close();
}

async function judge(browser, address) {
  const problems = await look(browser, address, studyFaults, LIMITS);
  const printed = await look(browser, address, paperFaults, undefined, 'print');
  const phone = await look(browser, address, phoneFaults, undefined, 'screen', { width: LIMITS.phone, height: 700 });
  return [...problems, ...printed, ...phone, ...(await fragmentFaults(browser, address))];
}

async function look(browser, address, faults, given, media = 'screen', viewport = LAPTOP) {
  const context = await browser.newContext({ viewport });
  const problems = await open(context, address, async (page) => {
    await page.emulateMedia({ media });
    return page.evaluate(faults, given);
  });
  await context.close();
  return [...problems];
}

// Runs in the page.
function studyFaults(limits) {
  const problems = [];
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const height = (selector) => document.querySelector(selector)?.getBoundingClientRect().height ?? 0;
  const [summary, evidence] = [height('.brief'), height('.evidence-zone')];
  const share = evidence / document.documentElement.scrollHeight;
  if (evidence === 0) problems.push('there is no evidence');
  if (summary > limits.summary) problems.push(`the summary is ${Math.round(summary)} px high, the limit is ${limits.summary}`);
  if (share > limits.evidence) problems.push(`the evidence is ${Math.round(share * 100)} % of the page, the limit is ${limits.evidence * 100} %`);

  // The summary may say in short what is told below; a link to what is told elsewhere does not tell it.
  const told = (texts) => texts.filter((text, index) => text && texts.indexOf(text) !== index);
  const outside = (selector) => all(`main ${selector}`).filter((element) => !element.closest('.brief'));
  const titles = outside('.outcome-title').filter((title) => !title.querySelector('a')).map((title) => title.textContent.trim());
  for (const title of told(titles)) problems.push(`an outcome is told twice: ${title}`);
  const charts = outside('.chart').map((chart) => chart.getAttribute('aria-label') ?? chart.outerHTML);
  for (const chart of told(charts)) problems.push(`a chart is drawn twice: ${chart.slice(0, 60)}`);
  for (const heading of told(outside(':is(h2, h3)').map((heading) => heading.textContent.trim()))) problems.push(`a heading stands twice: ${heading}`);
  if (all('.steps').length > 1) problems.push(`the scale of levels is drawn ${all('.steps').length} times`);
  if (all('main abbr').some(({ textContent }) => /^[RACI]$/.test(textContent))) problems.push('parts of people are letters');

  // What follows in the source is never above what it follows.
  const story = document.querySelector('.story');
  const tops = [...(story?.children ?? [])].map((element) => element.getBoundingClientRect().top);
  tops.forEach((top, index) => {
    if (index > 0 && top < tops[index - 1] - 1) problems.push(`what is read later stands above: ${story.children[index].textContent.trim().slice(0, 30)}`);
  });
  if (story?.scrollWidth > story?.clientWidth) problems.push('the story is wider than its place');
  for (const details of all('details.fold')) {
    const answer = details.querySelector('summary > span')?.textContent.trim();
    if (!answer) problems.push(`closed, this says nothing: ${details.querySelector('summary')?.textContent.trim()}`);
  }
  return problems;
}

// Runs in the page, as it is printed. What opens for paper is laid out with one of the next frames.
async function paperFaults() {
  const findClosed = () =>
    [...document.querySelectorAll('main details.fold')].filter((details) => {
      const content = [...details.children].find(({ localName }) => localName !== 'summary');
      return !content?.checkVisibility({ contentVisibilityAuto: true }) || content.getBoundingClientRect().height === 0;
    });
  let closed = findClosed();
  for (let frame = 0; frame < 30 && closed.length > 0; frame += 1) {
    await new Promise((done) => requestAnimationFrame(done));
    closed = findClosed();
  }
  return closed.map((details) => `not printed: ${details.querySelector('summary')?.textContent.trim()}`);
}

// Runs in the page.
function phoneFaults() {
  const problems = [];
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over > 0) problems.push(`on a phone the page is ${over} px wider than the screen`);
  // The name of a group that a result is compared with has the whole width, below the chart.
  const isShown = (element) => element?.checkVisibility({ contentVisibilityAuto: true });
  for (const chart of document.querySelectorAll('.chart:has(.sides .line.other)')) {
    const below = [...chart.querySelectorAll('.group')].some((group) => isShown(group) && group.textContent.trim());
    if (isShown(chart) && !below) problems.push(`no name below a chart: ${chart.textContent.trim()}`);
  }
  return problems;
}

// Every link to a place of the page shows that place.
async function fragmentFaults(browser, address) {
  const context = await browser.newContext({ viewport: LAPTOP });
  const problems = await open(context, address, async (page) => {
    const links = await page.$$eval('main a[href^="#"]', (found) => [...new Set(found.map((link) => link.getAttribute('href')))]);
    const hidden = [];
    for (const link of links) {
      await page.goto(`${address}${link}`);
      const isShown = await page.evaluate((id) => {
        const target = document.getElementById(decodeURIComponent(id));
        return target !== null && target.checkVisibility({ contentVisibilityAuto: true }) && target.getBoundingClientRect().height > 0;
      }, link.slice(1));
      if (!isShown) hidden.push(`${link} leads to what is not shown`);
    }
    return hidden;
  });
  await context.close();
  return [...problems];
}

// Runs in the page.
function approachFaults() {
  const problems = [];
  const headings = [...document.querySelectorAll('main h2')].map(({ textContent }) => textContent.trim());
  for (const heading of headings.filter((text, index) => headings.indexOf(text) !== index)) problems.push(`a heading stands twice: ${heading}`);
  const parts = [...document.querySelectorAll('.reading > *')].map((element) => element.getBoundingClientRect());
  const width = Math.max(...parts.map(({ right }) => right)) - Math.min(...parts.map(({ left }) => left));
  if (width < 0.85 * document.querySelector('main').clientWidth) problems.push(`only ${Math.round(width)} px of the width are used`);
  return problems;
}

async function canary(browser, scratch, report) {
  const dir = join(scratch, 'study-canary');
  mkdirSync(dir, { recursive: true });
  const outcome = '<h3 class="outcome-title">Told</h3><p class="chart" aria-label="A chart">x</p>';
  writeFileSync(
    join(dir, 'index.html'),
    `<!DOCTYPE html><html lang="en"><title>x</title><link rel="icon" href="data:,"><style>
      .brief { height: 400px } .evidence-zone { height: 900px } .late { position: relative; top: -500px } .wide { width: 500px }
    </style><main><div class="brief">x</div><a href="#closed">x</a><div class="story"><p>x</p><p class="late">x</p></div>${outcome}
    <section class="evidence-zone">${outcome}<p class="steps">1</p><p class="steps">1</p><abbr>R</abbr><p class="wide">x</p>
    <div class="chart"><div class="sides"><svg><path class="line other"/></svg><div class="side"><p>54<small>Others</small></p></div></div></div>
    <details class="fold" id="closed" style="display: none"><summary>A section</summary><p>x</p></details></section></main>`,
  );
  const server = await serve(dir);
  try {
    report.canary('study', await judge(browser, server.url), {
      'a high summary': /the summary is 400 px high/,
      'much evidence': /the evidence is \d+ % of the page/,
      'an outcome twice': /an outcome is told twice: Told/,
      'a chart twice': /a chart is drawn twice: A chart/,
      'the scale twice': /the scale of levels is drawn 2 times/,
      'letters for parts': /parts of people are letters/,
      'another order': /what is read later stands above/,
      'a section that says nothing': /closed, this says nothing: A section/,
      'a section that is not printed': /not printed: A section/,
      'a link to what is hidden': /#closed leads to what is not shown/,
      'a wide page': /on a phone the page is \d+ px wider/,
      'a name beside a chart': /no name below a chart: 54Others/,
    });
  } finally {
    server.close();
  }
}

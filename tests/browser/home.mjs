// The home page and the list of case studies: a reader sees who it is and comes to the work soon, on a phone and on a laptop,
// whether the portfolio is the sample, the least that there can be, or one of 68 case studies.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PATIENCE } from './browser.mjs';
import { buildAndServe } from './portfolio.mjs';
import { serve } from './server.mjs';

// How far down the first case study may begin: on a laptop, on the second screen.
const PHONE = { width: 390, height: 844, work: 700 };
const LAPTOP = { width: 1280, height: 800, work: 1600 };
const SMALL = { width: 320, height: 640, work: Infinity };
// How long a page of the list may be.
const LIST = 6000;

export async function checkHome({ binary, browser, scratch, served }, report) {
  const canary = join(scratch, 'home-canary');
  put(canary, 'index.html', CANARY);
  put(canary, 'choice.html', CHOICE);
  const faulty = await serve(canary);
  const found = [...(await look(browser, faulty.url, PHONE, 'R')), ...(await length(browser, faulty.url, PHONE)), ...(await ask(browser, `${faulty.url}choice.html`, LAPTOP, choiceFaults))];
  report.canary('home', found, {
    'a name twice': /2 headings of the first level/,
    'work far below': /the first case study begins at/,
    'a tall first screen': /the first screen is \d+ px high/,
    'a figure without its metric': /“63%” without what was measured/,
    'two links in a card': /a card has 2 links/,
    'a card that is no link': /the middle of a card is no link/,
    'an empty row': /an empty <li>/,
    'an endless list': /\d+ px long/,
    'a choice that hides nothing': /“met” shows 2 case studies, not 1/,
    'a year of nothing': /“met” leaves an empty year/,
  });
  faulty.close();

  for (const screen of [PHONE, LAPTOP, SMALL]) {
    report.check(`home: the sample at ${screen.width} px`, await look(browser, served.url, screen, 'Rowan Ellery'));
  }
  const portfolios = { 'one case study': [1, 'Dana Whitlock'], '68 case studies': [68, 'Alexandria Featherstonehaugh-Montgomery'] };
  for (const [name, [count, owner]] of Object.entries(portfolios)) {
    const site = await build(binary, join(scratch, `home-${count}`), count, owner);
    const problems = [];
    for (const screen of [PHONE, LAPTOP, SMALL]) {
      problems.push(...(await look(browser, site.url, screen, owner)), ...(await length(browser, `${site.url}case-studies/`, screen)));
    }
    report.check(`home: ${name}`, problems);
    site.close();
  }
  const site = await build(binary, join(scratch, 'home-choice'), 20, 'Dana Whitlock', 'field');
  report.check('home: field shows the results that a reader chooses', await ask(browser, `${site.url}case-studies/`, LAPTOP, choiceFaults));
  site.close();
}

const put = (root, path, text) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

// Serves a portfolio of some case studies of one owner, with nothing that nobody has to write.
async function build(binary, scratch, count, owner, theme = 'commons') {
  const root = join(scratch, 'portfolio');
  put(root, 'content/portfolio.yaml', `profile: { name: "${owner}" }\ntheme: ${theme}\n`);
  put(root, 'content/people.yaml', `people:
  - { id: owner, kind: owner, role: Principal, show_as: full_name, name: { full: "${owner}" }, minor: false, consent: { status: not_needed } }
  - { id: team, kind: staff, role: Team of grade 5, minor: false, consent: { status: not_asked } }\n`);
  for (let number = 0; number < count; number += 1) {
    put(root, `content/case-studies/duty-${number}.md`, `---
title: The ${number + 1}th plan of hallway duty, made by the people who stand it
summary: The team rewrote the duty plan and decides about changes. I kept the number of adults on each floor.
status: ${number % 5 ? 'completed' : 'stopped\nstatus_reason: The team asked for it.'}
verdict: not_met
led_by: [team]
accountable: owner
delegation: { level: 5 }
start: ${2014 + Math.floor(number / 6)}-01
end: ${2014 + Math.floor(number / 6)}-06
outcomes: [{ id: gaps, kind: quantitative, primary: true, metric: Duties that nobody stood in an average week, unit: count, direction: decrease, baseline: { value: 9 }, target: { value: 2 }, result: { value: 3 } }]
---
The plan held.

## Reflection

It took longer than I had thought.
`);
  }
  const dir = join(scratch, 'site');
  const site = await buildAndServe(binary, root, dir);
  return site;
}

// Opens an address on a screen and asks the page.
async function ask(browser, address, { width, height }, question, value) {
  const page = await browser.newPage({ viewport: { width, height } });
  page.setDefaultTimeout(PATIENCE);
  await page.goto(address);
  const answer = await page.evaluate(question, value);
  await page.close();
  return answer;
}

const length = async (browser, address, screen) => {
  const pixels = await ask(browser, address, screen, () => document.documentElement.scrollHeight);
  return pixels > LIST ? [`the list is ${pixels} px long at ${screen.width} px, the limit is ${LIST}`] : [];
};

// What is wrong with a home page.
async function look(browser, address, screen, owner) {
  const problems = await ask(browser, address, screen, faults, { owner, work: screen.work, tall: screen === SMALL });
  return problems.map((problem) => `${screen.width} px: ${problem}`);
}

// Runs in the page.
function faults({ owner, work, tall }) {
  const problems = [];
  const headings = [...document.querySelectorAll('h1')];
  if (headings.length !== 1) problems.push(`${headings.length} headings of the first level`);
  if (headings[0]?.textContent.trim() !== owner) problems.push(`the page begins with “${headings[0]?.textContent}”`);
  if (headings[0]?.scrollWidth > headings[0]?.clientWidth) problems.push('the name does not fit');
  if (document.documentElement.scrollWidth > innerWidth) problems.push('the page scrolls sideways');
  const cards = [...document.querySelectorAll('main .card')];
  const top = Math.round(cards[0]?.getBoundingClientRect().top ?? 0);
  if (top > work) problems.push(`the first case study begins at ${top} px, the limit is ${work}`);
  const hero = document.querySelector('.hero')?.getBoundingClientRect();
  if (!hero) problems.push('there is no first screen');
  else if (!tall && hero.bottom > innerHeight) problems.push(`the first screen is ${Math.round(hero.bottom)} px high`);
  for (const figure of document.querySelectorAll('main .metric b, main .card-figure')) {
    const before = figure.matches('b') ? figure.previousSibling : figure.previousElementSibling;
    if (!before?.textContent.trim()) problems.push(`“${figure.textContent}” without what was measured`);
  }
  for (const card of cards) {
    const links = card.querySelectorAll('a');
    if (links.length !== 1) problems.push(`a card has ${links.length} links`);
    card.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = card.getBoundingClientRect();
    const middle = document.elementFromPoint(left + width / 2, top + height / 2);
    if (!links[0]?.contains(middle)) problems.push('the middle of a card is no link');
  }
  for (const element of document.querySelectorAll('main :is(p, li, ul, dl, dd, h1, h2, h3, section, figure, .portrait, .about)')) {
    const isEmpty = !element.textContent.trim() && !element.querySelector('img, svg');
    if (isEmpty) problems.push(`an empty <${element.localName}>`);
  }
  return problems;
}

// Runs in the page: chooses each result in turn.
function choiceFaults() {
  const problems = [];
  const choices = [...document.querySelectorAll('label:has(> [name=lf-state][value])')];
  if (choices.length < 2) problems.push(`${choices.length} results to choose from`);
  const isShown = (element) => element.checkVisibility();
  for (const choice of choices) {
    choice.click();
    const name = choice.querySelector('input').value;
    const shown = [...document.querySelectorAll('.cards > li')].filter(isShown);
    const count = Number(choice.querySelector('b').textContent);
    if (shown.length !== count) problems.push(`“${name}” shows ${shown.length} case studies, not ${count}`);
    if (shown.some((item) => !item.querySelector(`[data-standing=${name}]`))) problems.push(`“${name}” shows others`);
    const years = [...document.querySelectorAll('.year')].filter(isShown);
    if (years.some((year) => !shown.some((item) => year.contains(item)))) problems.push(`“${name}” leaves an empty year`);
  }
  return problems;
}

const CHOICE = `<!DOCTYPE html><title>x</title><label><input type="radio" name="lf-state" value="met"><b>1</b></label>
<ul class="cards"><li><i data-standing="met">x</i></li><li>x</li></ul><section class="year"><h2>2024</h2></section>`;
const CANARY = `<!DOCTYPE html><title>x</title><meta name="viewport" content="width=device-width">
<style>.hero { height: 1000px } .card { height: 200px } footer { height: 6000px }</style>
<main><header class="hero"><h1>R</h1></header><h1>R</h1><ul><li></li></ul>
<article class="card"><a href="#a">One</a> <a href="#b">two</a><p class="metric"><b>63%</b></p></article></main><footer></footer>`;

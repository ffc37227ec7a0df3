// Charts: no two texts overlap, none is cut off, no line strikes through one, and figures stand beside their points, on phones and wide screens, in a narrow and a
// wide font, left to right and right to left: for the sample, for data sets that are hard to draw, and for many random ones.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PATIENCE, inParallel } from './browser.mjs';
import { buildAndServe } from './portfolio.mjs';
import { serve } from './server.mjs';
import { readSite } from './site.mjs';

const WIDTHS = [320, 390, 768, 1280];
// A chart has to hold whatever font a theme, or a reader's browser, brings.
const FONTS = { 'the theme’s font': '', 'a wide font': '* { font-family: "DejaVu Sans", Verdana, sans-serif !important; letter-spacing: .03em !important }' };
const LANGUAGES = ['en', 'ar'];
const SERIES = 200;
const OUTCOMES_A_PAGE = 24;
// A small chart of short figures is no higher, in pixels, in a cell of this width.
const SMALL_HEIGHT = 80;
// How far a figure beside a plot may be from its point, in pixels, unless another one is in its way.
const FAR = 12;
const CELL = '.cell { inline-size: 16rem; margin-block: 2rem; }';
const TEMPLATE = 'templates/partials/figure-outcome.html';

const percent = (metric, before, target, after, more = {}) => outcome(metric, 'percent', before, target, after, more);

// An outcome in front matter. A figure is a number, or what YAML says of it.
function outcome(metric, unit, before, target, after, { direction = 'increase', ...more } = {}) {
  const figure = (value) => (typeof value === 'number' ? { value } : value);
  const figures = { baseline: before, target, result: after };
  const given = Object.entries(figures).filter(([, value]) => value !== null);
  return { kind: 'quantitative', metric, unit, direction, ...Object.fromEntries(given.map(([name, value]) => [name, figure(value)])), ...more };
}

const month = (value, count) => ({ value, date: `${2024 + Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}` });
const series = (values) => ({ series: values.slice(1, -1).map((value, index) => month(value, index + 1)) });
const over = (metric, unit, values, target, more) =>
  outcome(metric, unit, month(values[0], 0), target, month(values.at(-1), values.length - 1), { ...series(values), ...more });

// Data sets that are hard to draw.
const AWKWARD = [
  percent('Tiny change', 96.1, 97, 96.3),
  outcome('From zero', 'count', 0, 40, 46),
  outcome('Lower is better', 'rate', month(7.8, 11), 6.8, month(6.5, 16), {
    direction: 'decrease',
    comparison: { kind: 'randomised', label: 'Twelve classes that were drawn to begin later', baseline: 7.7, result: 7.9 },
  }),
  percent('Target equals result', 52, 65, 65),
  percent('Schülerinnen und Schüler der Jahrgangsstufe acht und der Förderstufe', 48, 65, 66, {
    comparison: { kind: 'other_group', label: 'Donaudampfschifffahrtsgesellschaftskapitäne der Jahrgangsstufe', baseline: 48, result: 65 },
  }),
  percent('One measurement', null, 80, 71),
  over('Twelve points', 'count', [61, 63, 58, 57, 52, 55, 49, 47, 48, 44, 41, 38], 45, { direction: 'decrease' }),
  over('Four points, target near a value', 'count', [0, 18, 31, 39, 46], 40),
  outcome('Currency, keep it level', 'currency:USD', 1.45, 1.45, 1.52, { direction: 'maintain' }),
  outcome('Large numbers', 'count', 1162150, 1200000, 1248300),
  percent('The wrong way', 58, 65, 51),
  percent('No change', 96, 96, 96, { direction: 'maintain' }),
  outcome('Far past the target', 'count', 12, 50, 480),
  { kind: 'qualitative', statement: 'Some families read the first wording as an accusation, and said so.', method: 'Complaints' },
  outcome('A unit of many words', 'late arrivals per homeroom and week', month(-12.5, 0), -40, month(-38.25, 9), { direction: 'decrease' }),
  over('A unit of many words over time', 'late arrivals per homeroom and week', [12.5, 14, 9, 7.75], 8, { direction: 'decrease' }),
  percent('Only zeros', 0, 0, 0),
  percent('From all to nothing', 100, 0, 0, { direction: 'decrease' }),
  over('All points the same', 'percent', [50, 50, 50, 50], 50, { direction: 'maintain' }),
  percent('Four lines at one place', 50, 51, 51, { comparison: { kind: 'trend', label: 'District', baseline: 50, result: 51 } }),
];

// Units of figures that may be below zero.
const SIGNED = ['rate', 'currency:EUR', 'referrals a month'];

// Numbers that look random and are the same on every run.
function dice(seed) {
  let state = BigInt(seed);
  return (most) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((state >> 33n) % BigInt(most));
  };
}

// Outcomes of every kind: points close together and far apart, at the ends of the scale, equal to each other, negative.
function random(seed, count) {
  const below = dice(seed);
  const some = (list) => list[below(list.length)];
  const make = (index) => {
    const unit = some(['percent', 'percent', 'count', 'rate', 'hours', 'currency:EUR', 'referrals a month']);
    const scale = unit === 'percent' ? 100 : some([1, 10, 500, 100000, 3000000]);
    const middle = below(101) / 100;
    const spread = some([0, 0.01, 0.1, 1]);
    const value = () => {
      const raw = Math.min(1, Math.max(0, middle + (spread * (below(201) - 100)) / 100)) * scale;
      const sign = SIGNED.includes(unit) && below(9) === 0 ? -1 : 1;
      return (sign * Math.round(raw * some([1, 10]))) / 10;
    };
    const direction = some(['increase', 'decrease', 'maintain']);
    const target = some([null, value(), value()]);
    const title = `Figure ${index}`;
    if (below(2) === 0) return over(title, unit, Array.from({ length: 3 + below(12) }, value), target, { direction });
    const comparison = { kind: 'other_group', label: some(['Others', 'The four other middle schools of the district', 'Schülervertretung']), baseline: value(), result: value() };
    return outcome(title, unit, some([null, value(), value()]), target, value(), { direction, ...(below(3) === 0 ? { comparison } : {}) });
  };
  return Array.from({ length: count }, (_, index) => make(index));
}

// A portfolio whose case studies have these outcomes, and histories of levels that go up and down.
function write(root, language, outcomes) {
  const content = (file) => join(root, 'content', file);
  mkdirSync(content('case-studies'), { recursive: true });
  // JSON is YAML.
  const yaml = (fields) => Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`).join('');
  writeFileSync(content('portfolio.yaml'), yaml({ schema: 1, language, theme: 'commons', profile: { name: 'Rowan Ellery' } }));
  const people = [
    { id: 'p-owner', kind: 'owner', role: 'Principal', show_as: 'full_name', name: { full: 'Rowan Ellery' }, minor: false, consent: { status: 'not_needed' } },
    { id: 'p-lead', kind: 'staff', role: 'Science teacher', minor: false, consent: { status: 'not_asked' } },
  ];
  writeFileSync(content('people.yaml'), yaml({ people }));
  for (let page = 0; page * OUTCOMES_A_PAGE < outcomes.length; page += 1) {
    const own = outcomes.slice(page * OUTCOMES_A_PAGE, (page + 1) * OUTCOMES_A_PAGE);
    const levels = [[4, '2024-09'], [6, '2025-01'], [7, '2026-09'], [1, '2026-10'], [2, '2026-11']].slice(0, 2 + (page % 4));
    const front = {
      id: `charts-${page}`, title: `Charts ${page}`, summary: 'Charts.', status: 'ongoing', start: '2024-09-01', led_by: ['p-lead'], accountable: 'p-owner',
      delegation: { level: levels.at(-1)[0], history: levels.map(([level, date]) => ({ date, level, why: `Now it was ${level}, and everybody knew` })) },
      outcomes: own.map((it, index) => ({ id: `o-${index}`, ...it })),
    };
    writeFileSync(content(`case-studies/charts-${page}.md`), `---\n${yaml(front)}---\nText.\n`);
  }
  const own = join(root, 'themes/commons', TEMPLATE);
  mkdirSync(join(own, '..'), { recursive: true });
  const base = readFileSync(fileURLToPath(new URL(`../../themes/base/${TEMPLATE}`, import.meta.url)), 'utf8');
  writeFileSync(own, `${base}{% if outcome.bullet %}<div class="cell">{{ outcome.bullet | safe }}</div>{% endif %}`);
}

export async function checkCharts({ binary, browser, scratch, served }, report) {
  await canaries(browser, scratch, report);
  await judgeAll(browser, 'the sample', withCharts(served), report);
  for (const language of LANGUAGES) {
    const root = join(scratch, `portfolio-${language}`);
    const dir = join(scratch, `site-${language}`);
    write(root, language, [...AWKWARD, ...random(20261127, SERIES)]);
    const server = await buildAndServe(binary, root, dir);
    const site = readSite(dir, server.url);
    const charts = withCharts(site);
    const drawn = charts.reduce((sum, { file }) => sum + site.read(file).split('class="cell"').length - 1, 0);
    const least = SERIES / 2;
    report.check(`charts: ${language}: most of the data sets are drawn`, drawn < least ? [`${drawn} charts, at least ${least} expected`] : [], `${drawn} charts`);
    await judgeAll(browser, language, charts, report);
    server.close();
  }
}

export const withCharts = (site) => [...site.pages.values()].filter(({ file }) => /class="(chart|time)\b/.test(site.read(file)));

export async function judgeAll(browser, name, pages, report) {
  const results = await inParallel(2, pages, ({ file, address }) => judge(browser, file, address));
  report.check(`charts: ${name}: no text overlaps another, is cut or struck through`, results.flat(), `${pages.length} pages`);
}

// A page at every width and in every font.
async function judge(browser, file, address) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(address, { waitUntil: 'load' });
  await page.addStyleTag({ content: CELL });
  // What is closed is measured too.
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
  const problems = [];
  for (const [font, css] of Object.entries(FONTS)) {
    if (css) await page.addStyleTag({ content: css });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(() => document.fonts.ready);
      for (const problem of await page.evaluate(measure, { smallHeight: SMALL_HEIGHT, far: FAR })) problems.push(`${file} at ${width} px in ${font}: ${problem}`);
    }
  }
  await page.close();
  return problems;
}

// Runs in the page: what is wrong with the texts of charts.
function measure({ smallHeight, far }) {
  const problems = [];
  const charts = [...document.querySelectorAll('.chart, .stairs, .time')];
  for (const box of new Set(charts.map((chart) => chart.closest('figure') ?? chart))) {
    const texts = textsOf(box);
    for (const [index, one] of texts.entries()) {
      for (const other of texts.slice(index + 1)) {
        if (one.node !== other.node && meet(one.rect, other.rect, 2)) problems.push(`“${one.text}” overlaps “${other.text}”`);
      }
    }
  }
  for (const chart of charts) {
    const frame = chart.getBoundingClientRect();
    const lines = [...chart.querySelectorAll('.goal')].map((line) => line.getBoundingClientRect());
    for (const { text, rect, node } of textsOf(chart)) {
      if (rect.left < frame.left - 1 || rect.right > frame.right + 1 || rect.right > innerWidth + 1 || rect.left < -1) problems.push(`“${text}” is cut`);
      const clips = node.parentElement.closest('svg');
      if (clips && rect.right > clips.getBoundingClientRect().right + 1) problems.push(`“${text}” is cut`);
      if (lines.some((line) => meet(rect, line, -1))) problems.push(`“${text}” is struck through`);
    }
    const isPlain = [...chart.querySelectorAll('p')].every((line) => line.getBoundingClientRect().height < 24);
    if (chart.matches('.small') && isPlain && frame.height > smallHeight) problems.push(`a small chart is ${frame.height} px high`);
    for (const problem of strays(chart)) problems.push(problem);
  }
  return problems;

  // Figures at the sides of a plot that are not beside their points, though nothing is in their way. Both are in order from the top.
  function strays(chart) {
    const plot = chart.querySelector('.sides > .plot');
    if (!plot) return [];
    const top = plot.getBoundingClientRect().top;
    return [...chart.querySelectorAll('.sides > .side')].flatMap((side, isEnd) => {
      const marks = [...plot.querySelectorAll('.dot, .ring, .goal')].map((mark) => /^M([-\d.]+) ([-\d.]+)(H100)?/.exec(mark.getAttribute('d')));
      const own = marks.filter((mark) => mark && (mark[3] ? isEnd : Number(mark[1]) === isEnd * 100)).map((mark) => Number(mark[2]));
      const points = [...new Set(own)].sort((a, b) => a - b);
      const labels = [...side.querySelectorAll('bdi')].map((label) => label.getBoundingClientRect());
      if (points.length !== labels.length) return [];
      return labels.flatMap(({ top: start, bottom }, index) => {
        const moved = start + 10 - top - points[index];
        const isPushed = moved > 0 ? index > 0 && start - labels[index - 1].bottom < 2 : index + 1 < labels.length && labels[index + 1].top - bottom < 2;
        const isAtEdge = moved < 0 && bottom > plot.getBoundingClientRect().bottom - 2;
        if (Math.abs(moved) <= far || isPushed || isAtEdge) return [];
        return [`“${side.querySelectorAll('bdi')[index].textContent}” is ${Math.round(Math.abs(moved))} px from its point`];
      });
    });
  }

  function textsOf(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.data.trim() === '') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) if (rect.width > 0) found.push({ node, rect, text: node.data.trim() });
    }
    return found;
  }

  // Whether two boxes have more than `slack` pixels in common in both directions.
  function meet(a, b, slack) {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return across > slack && down > slack;
  }
}

async function canaries(browser, scratch, report) {
  const dir = join(scratch, 'charts-canary');
  mkdirSync(dir, { recursive: true });
  const label = (text, style) => `<p style="position: absolute; margin: 0; white-space: nowrap; ${style}">${text}</p>`;
  const chart = [
    label('one', 'inset: 40px auto auto 40px'), label('two', 'inset: 44px auto auto 44px'), label('three of many words', 'inset: 80px auto auto 150px'),
    label('four', 'inset: 120px auto auto 9px'), '<svg class="plot" viewBox="0 0 100 200" height="200" preserveAspectRatio="none"><path class="goal" d="M0 130H100" stroke="red"/></svg>',
  ];
  const stray = '<div class="chart"><div class="sides" style="display: flex"><div class="side"></div><svg class="plot" height="150" width="100"><path class="dot" d="M100 20h0"/><path class="goal" d="M0 90H100"/></svg><div class="side" style="font: 16px/20px sans-serif"><p style="margin: 10px 0 20px"><bdi>five</bdi></p><p style="margin: 0"><bdi>six</bdi></p></div></div></div>';
  writeFileSync(join(dir, 'index.html'), `<!DOCTYPE html><title>x</title><div class="chart" style="position: relative; inline-size: 200px">${chart.join('')}</div><div class="chart small" style="block-size: 99px"></div>${stray}`);
  const server = await serve(dir);
  report.canary('charts', await judge(browser, 'index.html', server.url), {
    'labels that overlap': /“one” overlaps “two”/,
    'a label that is cut': /“three of many words” is cut/,
    'a label below a line': /“four” is struck through/,
    'a small chart that is not small': /99 px high/,
    'a figure beside no point': /“six” is \d+ px from its point/,
  });
  server.close();
}

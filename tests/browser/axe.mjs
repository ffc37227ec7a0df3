// Pages in Chromium, one of each kind and all of them in a full run, light and dark, on a phone and on a desk: accessible
// by axe-core's WCAG rules, no error, no failed or foreign request, no sideways scrolling, readable without JavaScript,
// with forced colours and reduced motion.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inParallel, open } from './browser.mjs';
import { serve } from './server.mjs';
import { pageAt, pagesToJudge } from './site.mjs';

export const SCHEMES = ['light', 'dark'];
export const WIDTHS = [360, 1280];
export const HEIGHT = 800;

const AXE = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const OPTIONS = {
  runOnly: { type: 'tag', values: [...WCAG, 'best-practice'] },
  rules: { 'target-size': { enabled: true } }, // the one WCAG 2.2 rule, which axe-core leaves off
  resultTypes: ['violations'],
};
// Without advice that is only printed.
export const WCAG_ONLY = { ...OPTIONS, runOnly: { type: 'tag', values: WCAG } };
export const PAGES_AT_ONCE = 2;

// How a page is shown. An ordinary run has each scheme and each width once.
const EVERY_MODE = SCHEMES.flatMap((colorScheme) => WIDTHS.map((width) => ({ colorScheme, width })));
export const modesOf = (full) => (full ? EVERY_MODE : SCHEMES.map((colorScheme, index) => ({ colorScheme, width: WIDTHS[index] })));

export const contextsOf = async (browser) => ({
  scripted: await browser.newContext({ serviceWorkers: 'block' }),
  plain: await browser.newContext({ javaScriptEnabled: false }),
});

export async function checkAxe({ served, browser, scratch, full }, report) {
  const contexts = await contextsOf(browser);
  await canaries(contexts, scratch, report);

  const pages = pagesToJudge(served, full);
  const started = performance.now();
  const modes = modesOf(full);
  const results = await inParallel(PAGES_AT_ONCE, pages, (page) => judge(contexts, page.address, modes));
  const each = (performance.now() - started) / (pages.length * modes.length);
  const practice = new Set();
  results.forEach(({ problems, advice }, index) => {
    report.check(`axe: ${pages[index].file}`, problems);
    advice.forEach((text) => practice.add(`${pages[index].file} ${text}`));
  });
  for (const text of practice) report.note(`axe, best practice: ${text}`);
  const shown = modes.map(({ colorScheme, width }) => `${colorScheme} ${width} px`);
  report.note(`axe: ${pages.length} pages × ${shown.join(', ')}, ${Math.round(each)} ms each`);

  const special = pageAt(served, 'case');
  report.check(`axe: forced colours and reduced motion, ${special.file}`, await judgeAdapted(contexts.scripted, special.address));
  await Promise.all(Object.values(contexts).map((context) => context.close()));
}

export async function judge({ scripted, plain }, address, modes = EVERY_MODE, options = OPTIONS) {
  const found = new Map(); // finding → the modes it was seen in
  const advice = new Map();
  const add = (map, finding, mode) => map.set(finding, [...(map.get(finding) ?? []), mode]);

  const problems = await open(scripted, address, async (page) => {
    await page.evaluate(`${AXE};0`);
    for (const { colorScheme, width } of modes) {
      const mode = `${colorScheme} ${width} px`;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: HEIGHT });
      for (const finding of await page.evaluate(sidewaysScroll)) add(found, finding, mode);
      const { broken, advised } = await runAxe(page, options);
      for (const finding of broken) add(found, finding, mode);
      for (const finding of advised) add(advice, finding, mode);
    }
  });
  problems.push(...(await open(plain, address, readableWithoutScript)).filter((problem) => !problems.includes(problem)));

  const describe = (map) => [...map].map(([finding, seen]) => `[${seen.join(', ')}] ${finding}`);
  return { problems: [...problems, ...describe(found)], advice: describe(advice) };
}

// Runs axe-core on the page as it stands, with what <details> hide in the text laid open.
async function runAxe(page, how = OPTIONS) {
  const { violations } = await page.evaluate(async (options) => {
    const shut = [...document.querySelectorAll('main details:not([open])')];
    for (const details of shut) details.open = true;
    // A colour that is on its way from light to dark would be judged half way.
    for (const animation of document.getAnimations()) {
      if (animation.effect.getComputedTiming().endTime !== Infinity) animation.finish();
    }
    const results = await window.axe.run(document, options);
    for (const details of shut) details.open = false;
    return results;
  }, how);
  const findings = violations.flatMap(({ id, tags, nodes, helpUrl }) =>
    nodes.map(({ target, any, all, none }) => ({
      wcag: tags.some((tag) => WCAG.includes(tag)),
      text: `${id} at ${target.flat().join(' ')}: ${[...any, ...all, ...none][0]?.message ?? ''} (${helpUrl.split('?')[0]})`,
    })),
  );
  const texts = (wcag) => findings.filter((finding) => finding.wcag === wcag).map(({ text }) => text);
  return { broken: texts(true), advised: texts(false) };
}

// Runs in the page.
function sidewaysScroll() {
  if (document.scrollingElement.scrollWidth <= innerWidth) return [];
  const scrolls = (element) => getComputedStyle(element).overflowX !== 'visible';
  const inScroller = (element) => {
    const parent = element.parentElement;
    return parent !== null && parent !== document.body && (scrolls(parent) || inScroller(parent));
  };
  const wide = [...document.body.querySelectorAll('*')].filter(
    (element) => element.getBoundingClientRect().right > innerWidth + 0.5 && !inScroller(element),
  );
  const name = (element) => element.localName + (element.id && `#${element.id}`) + [...element.classList].map((c) => `.${c}`).join('');
  return [`scrolls sideways: too wide are ${wide.slice(0, 4).map(name).join(', ')}`];
}

async function readableWithoutScript(page) {
  const problems = [];
  if (!(await page.locator('h1').first().isVisible())) problems.push('without JavaScript no h1 is visible');
  const main = page.locator('main').first();
  const text = (await main.count()) === 0 ? '' : await main.innerText();
  if (text.trim() === '') problems.push('without JavaScript <main> shows no text');
  return problems;
}

const judgeAdapted = (context, address) =>
  open(context, address, async (page) => {
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await page.evaluate(`${AXE};0`);
    const { broken } = await runAxe(page);
    const moving = await page.evaluate(() => {
      if (!matchMedia('(forced-colors: active) and (prefers-reduced-motion: reduce)').matches) {
        return ['the modes were not emulated'];
      }
      const problems = document.getAnimations().map((moving) => {
        return `moves although motion is reduced: ${moving.animationName ?? moving.transitionProperty}`;
      });
      const smooth = getComputedStyle(document.documentElement).scrollBehavior === 'smooth';
      return smooth ? [...problems, 'scrolls smoothly although motion is reduced'] : problems;
    });
    return [...broken, ...moving];
  });

async function canaries(contexts, scratch, report) {
  const dir = join(scratch, 'axe-canary');
  mkdirSync(dir);
  writeFileSync(
    join(dir, 'index.html'),
    `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,"><style>
      html { scroll-behavior: smooth } @keyframes spin { to { rotate: 1turn } } #spin { inline-size: 1em; animation: spin 1s infinite }
      body { background: #fff; color: #000 } #pale { color: #ccc } #wide { inline-size: 500px }
      @media (prefers-color-scheme: dark) { body { background: #000; color: #fff } #pale { color: #fff } #dim { color: #333 } }
    </style><main><h1 hidden>x</h1><p id="pale">pale in light</p><p id="dim">dim in dark</p><p id="wide">wide</p><p id="spin">x</p>
    <img alt="" src="gone.png"><img alt="" src="http://example.org/x.png">
    <details><summary>more</summary><img id="mute" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="></details></main>
    <script>document.querySelector('h1').hidden = false; console.error('oh'); nonsense();</script>`,
  );
  const server = await serve(dir);
  try {
    const { problems } = await judge(contexts, server.url);
    const adapted = await judgeAdapted(contexts.scripted, server.url);
    report.canary('axe', [...problems, ...adapted], {
      'contrast in light only': /^\[light 360 px, light 1280 px\] color-contrast at #pale/,
      'contrast in dark only': /^\[dark 360 px, dark 1280 px\] color-contrast at #dim/,
      'picture without text in details': /image-alt at #mute/,
      'sideways scrolling': /^\[light 360 px, dark 360 px\] scrolls sideways: .*p#wide/,
      'console error': /console error: oh/,
      'script error': /script error: nonsense/,
      'missing file': /failed request: .*gone\.png \(status 404\)/,
      'another origin': /another origin: http:\/\/example\.org/,
      'needs JavaScript': /without JavaScript no h1/,
      'animation': /moves although motion is reduced: spin/,
      'smooth scrolling': /scrolls smoothly/,
    });
  } finally {
    server.close();
  }
}

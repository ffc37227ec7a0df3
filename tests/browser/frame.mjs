// The frame of every page in every theme: a bar of one row, at most five items, fonts of the site's own that move nothing when they
// arrive, colors that can be read, and words in one piece on a phone.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { PATIENCE } from './browser.mjs';
import { buildAndServe, initPortfolio } from './portfolio.mjs';
import { serve } from './server.mjs';
import { builtInThemes } from './site.mjs';

// The limits stand here and nowhere else in this suite.
const BAR = 64; // pixels of the bar at the head of a page, and of the one at its foot, on a phone
const ITEMS = 5; // in the menu at the head
const TARGET = 44; // pixels of a tab, the least
const FONT_BYTES = 60_000; // of all fonts that a page loads
const MOVED = 0.02; // layout shift when the fonts arrive
const CONTRAST = 7; // of text, with the default accent

const PHONE = { width: 390, height: 844 };
const LAPTOP = { width: 1280, height: 800 };
// Themes in which the menu of a phone is a bar of tabs at its foot.
const TABBED = ['field'];
const PAGES = ['', 'case-studies/', 'case-studies/culture-committee/', 'standards/', 'resume/'];
const TEXTS = ['ink', 'soft', 'accent', 'met', 'partly', 'missed', 'open'];
const PAIRS = [...TEXTS.flatMap((text) => ['paper', 'tint'].map((ground) => [text, ground])), ['on-deep', 'deep'], ['bright', 'deep']];

export const FRAMES = builtInThemes();

export async function checkFrame(theme, { binary, browser, scratch }, report) {
  const root = join(scratch, 'portfolio-frame');
  const dir = join(scratch, 'site-frame');
  initPortfolio(binary, root, '--theme', theme);
  const site = await buildAndServe(binary, root, dir);
  await checkCanary(browser, scratch, report);
  for (const page of PAGES) {
    const name = `frame: ${theme}: /${page}`;
    report.check(`${name} on a phone`, await look(browser, site.url + page, PHONE, TABBED.includes(theme)));
    report.check(`${name} on a laptop`, await look(browser, site.url + page, LAPTOP));
  }
  for (const colorScheme of ['light', 'dark']) {
    report.check(`frame: ${theme}: contrast of text in ${colorScheme} mode`, await contrasts(browser, site.url, colorScheme));
  }
  for (const screen of [PHONE, LAPTOP]) {
    const { problems, note } = await fonts(browser, site.url, screen);
    report.check(`frame: ${theme}: fonts at ${screen.width} px`, problems, note);
  }
  for (const [name, cut, parts] of PIECES) {
    report.check(`frame: ${theme}: ${name} that arrives in pieces`, await inPieces(browser, site.url, cut, parts));
  }
  site.close();
  const arabic = await serveArabic(theme, binary, scratch);
  for (const screen of [PHONE, LAPTOP]) {
    report.check(`frame: ${theme}: titles and callouts from right to left at ${screen.width} px`, await rightToLeft(browser, arabic.url, screen));
  }
  arabic.close();
}

// A page of an Arabic site, with titles that begin with a foreign word.
async function serveArabic(theme, binary, scratch) {
  const root = join(scratch, 'portfolio-arabic');
  const dir = join(scratch, 'site-arabic');
  mkdirSync(join(root, 'content', 'pages'), { recursive: true });
  writeFileSync(join(root, 'content', 'portfolio.yaml'), `language: ar\ntheme: ${theme}\nprofile: { name: "Rowan" }\n`);
  const text = '## Larkmere 2030\n\nنص قصير.\n\n> [!NOTE]\n> نص قصير.\n';
  writeFileSync(join(root, 'content', 'pages', 'a.md'), `---\ntitle: Larkmere\n---\n${text}`);
  execFileSync(binary, ['build', '--root', root, '--output', dir], { stdio: 'pipe' });
  const site = await serve(dir);
  return { url: `${site.url}pages/a/`, close: () => site.close() };
}

async function checkCanary(browser, scratch, report) {
  const dir = join(scratch, 'frame-canary');
  mkdirSync(dir, { recursive: true });
  const items = '<li><a href="#x">Item</a></li>'.repeat(6);
  writeFileSync(join(dir, 'index.html'), `<!DOCTYPE html><title>x</title><style>:root { --ink: #888; --paper: #fff; }</style>
<div class="site-bar" style="height: 90px"><nav class="site-nav"><ul>${items}</ul></nav></div>
<main style="width: 4rem; overflow-wrap: anywhere"><p>Accountability</p></main>`);
  writeFileSync(join(dir, 'tabs.html'), `<!DOCTYPE html><title>x</title><style>nav { position: fixed; bottom: 9px; height: 80px } li { display: inline-block; width: 20px } footer { height: 900px }</style>
<div class="site-bar"><nav class="site-nav"><ul><li><a href="#x">Item</a></li></ul></nav></div><footer class="site-footer">x</footer>`);
  const faulty = await serve(dir);
  const problems = [...(await look(browser, faulty.url, PHONE, true)), ...(await look(browser, `${faulty.url}tabs.html`, PHONE)), ...(await contrasts(browser, faulty.url, 'light'))];
  mkdirSync(join(dir, 'arabic'), { recursive: true });
  writeFileSync(join(dir, 'arabic', 'index.html'), `<!DOCTYPE html><html lang="ar" dir="rtl"><title>x</title><style>h1 { text-align: left; }
.callout { border-left: 4px solid; }</style><main><h1>Larkmere</h1><div class="callout"><p class="callout-title">x</p></div></main>`);
  problems.push(...(await rightToLeft(browser, `${faulty.url}arabic/`, LAPTOP)));
  const bar = '<div style="display: flex; justify-content: end">';
  writeFileSync(join(dir, 'pieces.html'), `<!DOCTYPE html><title>x</title>${bar}<nav class="site-nav"><ul><li>Item</li><li>Another item</li></ul></nav></div><p>x</p>`);
  problems.push(...(await inPieces(browser, `${faulty.url}pieces.html`, ...PIECES[0].slice(1))));
  const face = '<header class="hero" style="display: flex; justify-content: end"><div class="hero-name">x</div><div class="portrait">xxx</div></header>';
  const counts = '<ul class="proof" style="display: flex; justify-content: end"><li>1</li><li>2</li><li>333</li></ul>';
  writeFileSync(join(dir, 'pieces-of-home.html'), `<!DOCTYPE html><title>x</title><nav class="site-nav"><ul><li>Item</li></ul></nav>${face}${counts}`);
  for (const [, cut, parts] of PIECES.slice(1)) problems.push(...(await inPieces(browser, `${faulty.url}pieces-of-home.html`, cut, parts)));
  report.canary('frame', problems, {
    'a name that moves while its page arrives': /“.hero” moves by/,
    'counts that move while their page arrives': /“.proof” moves by/,
    'a bar of two rows': /the bar is 90 px high/,
    'six items': /6 items/,
    'no tabs': /a phone has no bar of tabs/,
    'high tabs': /the bar of tabs is 80 px high/,
    'tabs that float': /the bar of tabs is not at the foot/,
    'a narrow tab': /a tab is \d+(\.\d+)? px wide/,
    'a tab without a drawing': /1 tabs have no drawing/,
    'tabs over the end': /the bar of tabs covers the end/,
    'a broken word': /“Accountability” is broken/,
    'pale text': /--ink on --paper has a contrast of 3\.5/,
    'a title on the left of a page from right to left': /the title “Larkmere” ends/,
    'a menu that moves while it arrives': /“.site-bar, .site-nav” moves by .* while it arrives/,
    'the mark of a callout on the wrong side': /a callout has its line on the left/,
  });
  faulty.close();
}

async function visit(browser, address, options, work) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  try {
    return await work(page, address);
  } finally {
    await context.close();
  }
}

// What is wrong with the bar, the menu and the words of a page.
const look = (browser, address, viewport, isTabbed = false) =>
  visit(browser, address, { viewport }, async (page) => {
    await page.goto(address, { waitUntil: 'load' });
    await page.evaluate(() => document.fonts.ready);
    const { bar, tabs, items, hidden, broken } = await page.evaluate(readFrame);
    const problems = broken.map((word) => `“${word}” is broken in the middle`);
    if (viewport === PHONE && bar > BAR) problems.push(`the bar is ${bar} px high, the limit is ${BAR}`);
    if (items > ITEMS) problems.push(`the menu has ${items} items, the limit is ${ITEMS}`);
    if (viewport === LAPTOP && hidden > 0) problems.push(`${hidden} items of the menu are hidden`);
    if (isTabbed && !tabs) problems.push('a phone has no bar of tabs');
    const menu = page.locator('.menu > summary');
    if (viewport === PHONE && tabs) {
      if (hidden > 0) problems.push(`${hidden} tabs are hidden`);
      if (tabs.height > BAR) problems.push(`the bar of tabs is ${tabs.height} px high, the limit is ${BAR}`);
      if (tabs.bottom !== viewport.height) problems.push('the bar of tabs is not at the foot of the screen');
      if (tabs.narrowest < TARGET) problems.push(`a tab is ${tabs.narrowest} px wide, the least is ${TARGET}`);
      if (tabs.drawings < items) problems.push(`${items - tabs.drawings} tabs have no drawing`);
      if (tabs.covers) problems.push('the bar of tabs covers the end of the page');
    } else if (viewport === PHONE && (await menu.count()) > 0) {
      if (hidden === 0) problems.push('the menu is open before anybody asks for it');
      await menu.click();
      const open = await page.evaluate(readFrame);
      if (open.hidden > 0) problems.push(`${open.hidden} items are hidden in the open menu`);
    }
    return problems;
  });

// Titles and callouts that don't begin at the right, on a page that is read from right to left.
const rightToLeft = (browser, address, viewport) =>
  visit(browser, address, { viewport }, async (page) => {
    await page.goto(address, { waitUntil: 'load' });
    await page.evaluate(() => document.fonts.ready);
    return page.evaluate(() => {
      const problems = [];
      const titles = [...document.querySelectorAll('main :is(h1, h2)')];
      for (const title of titles) {
        const range = document.createRange();
        range.selectNodeContents(title);
        const gap = Math.round(title.getBoundingClientRect().right - range.getBoundingClientRect().right);
        if (gap > 2) problems.push(`the title “${title.textContent.trim()}” ends ${gap} px before the right`);
      }
      const callouts = [...document.querySelectorAll('.callout')];
      for (const callout of callouts) {
        const style = getComputedStyle(callout);
        if (parseFloat(style.borderLeftWidth) > parseFloat(style.borderRightWidth)) problems.push('a callout has its line on the left');
        if (parseFloat(style.borderRightWidth) === 0) problems.push('a callout has no line on the right');
      }
      if (titles.length === 0 || callouts.length === 0) problems.push('there is no title or no callout');
      return problems;
    });
  });

function readFrame() {
  const items = [...document.querySelectorAll('.site-bar .site-nav:not(.languages) a')];
  const isHidden = (item) => !item.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
  const broken = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest('svg, code, pre, .address') || !text.parentElement.checkVisibility()) continue;
    // A word may be divided at a hyphen, a dash or a slash; addresses anywhere.
    for (const { 0: word, index } of text.data.matchAll(/[\p{L}\p{M}\p{N}’'.@:]{4,}/gu)) {
      if (/[@:]|\.\w/.test(word)) continue;
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
      if (boxes.some((box) => Math.abs(box.top - boxes[0].top) > box.height / 2)) broken.add(word);
    }
  }
  // A menu that stays at the foot of the screen, over the page: the page must end above it.
  const readTabs = (menu) => {
    if (!menu || getComputedStyle(menu).position !== 'fixed') return null;
    const { height, bottom } = menu.getBoundingClientRect();
    const links = [...menu.querySelectorAll('a')];
    const end = document.querySelector('.site-footer')?.getBoundingClientRect().bottom + scrollY;
    return {
      height,
      bottom,
      narrowest: Math.min(...links.map((link) => link.getBoundingClientRect().width)),
      drawings: links.filter((link) => link.querySelector('svg')?.checkVisibility()).length,
      covers: document.documentElement.scrollHeight - end < height,
    };
  };
  return {
    bar: document.querySelector('.site-bar').getBoundingClientRect().height,
    tabs: readTabs(document.querySelector('.site-bar .site-nav:not(.languages)')),
    items: items.length,
    hidden: items.filter(isHidden).length,
    broken: [...broken],
  };
}

// Texts that are hard to read on a ground that they may stand on, in the colors that the browser paints.
const contrasts = (browser, address, colorScheme) =>
  visit(browser, address, { colorScheme }, async (page) => {
    await page.goto(address, { waitUntil: 'load' });
    const ratios = await page.evaluate((pairs) => {
      const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
      const probe = document.body.appendChild(document.createElement('i'));
      const luminance = (token) => {
        probe.style.color = `var(--${token})`;
        pen.fillStyle = getComputedStyle(probe).color;
        pen.fillRect(0, 0, 1, 1);
        const channels = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => value / 255);
        const [red, green, blue] = channels.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      return pairs.map((pair) => {
        const [low, high] = pair.map(luminance).sort((one, other) => one - other);
        return (high + 0.05) / (low + 0.05);
      });
    }, PAIRS);
    const low = PAIRS.map(([text, ground], index) => ({ text, ground, ratio: ratios[index] })).filter(({ ratio }) => ratio < CONTRAST);
    return low.map(({ text, ground, ratio }) => `--${text} on --${ground} has a contrast of ${ratio.toFixed(1)}`);
  });

// Waits until a page is painted.
const painted = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

// Which fonts a page loads, and how much it moves when they arrive after everything else.
const fonts = (browser, address, viewport) =>
  visit(browser, address, { viewport }, async (page) => {
    const held = [];
    let isHeld = true;
    const sizes = [];
    const foreign = [];
    await page.route('**/*', async (route) => {
      const request = route.request();
      if (request.resourceType() !== 'font') return route.continue();
      if (!request.url().startsWith(address)) foreign.push(request.url());
      if (isHeld) return held.push(route);
      return route.continue();
    });
    page.on('response', (response) => {
      if (response.request().resourceType() === 'font') sizes.push(response.body().then((body) => body.length));
    });
    await page.goto(address, { waitUntil: 'domcontentloaded' });
    await page.evaluate(() => Promise.all([...document.images].filter(({ loading }) => loading !== 'lazy').map((image) => image.decode())));
    await painted(page);
    await page.evaluate(() => {
      window.shifts = [];
      new PerformanceObserver((list) => window.shifts.push(...list.getEntries())).observe({ type: 'layout-shift' });
    });
    isHeld = false;
    await Promise.all(held.map((route) => route.continue()));
    await page.evaluate(() => document.fonts.ready);
    await painted(page);
    await painted(page);
    const { moved, loaded } = await page.evaluate(() => ({
      moved: window.shifts.reduce((sum, { value }) => sum + value, 0),
      loaded: [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family),
    }));
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    const problems = foreign.map((url) => `loads ${url}`);
    if (bytes > FONT_BYTES) problems.push(`the page loads ${bytes} bytes of fonts, the limit is ${FONT_BYTES}`);
    if (moved > MOVED) problems.push(`the page moves by ${moved.toFixed(3)} when its fonts arrive`);
    if (loaded.length < held.length) problems.push(`only ${loaded.join(', ')} arrived of ${held.length} fonts`);
    return { problems, note: `${held.length} fonts, ${bytes} bytes, moved ${moved.toFixed(4)}` };
  });

// Parts of a page whose items stand side by side: what each is called, where it is cut in two, and which elements may not move.
const PIECES = [
  ['a menu', /site-nav[^]*?(?=<\/li>)/, '.site-bar, .site-nav'],
  ['a name and a face', /class="hero-name"[^]*?(?=<div class="portrait")/, '.hero'],
  ['a row of counts', /class="proof"(?:[^]*?<\/li>){2}/, '.proof'],
];

// How much a part of a page moves if it arrives in two pieces, and the second one after the first has been painted.
const inPieces = (browser, address, cut, parts) =>
  visit(browser, address, { viewport: LAPTOP }, async (page) => {
    const html = await (await fetch(address)).text();
    const found = cut.exec(html);
    if (!found) return [`nothing in the page is like ${cut}`];
    const middle = found.index + found[0].length;
    let sendRest;
    const slow = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      // A browser shows nothing of a page that sends less than this.
      response.write(html.slice(0, middle).replace('<title>', `<!--${' '.repeat(4096)}--><base href="${address}"><title>`));
      sendRest = () => response.end(html.slice(middle));
    });
    await new Promise((done) => slow.listen(0, '127.0.0.1', done));
    try {
      await page.goto(`http://127.0.0.1:${slow.address().port}/`, { waitUntil: 'commit' });
      await page.waitForSelector('.site-nav li', { state: 'attached' });
      await page.evaluate(() => {
        window.shifts = [];
        new PerformanceObserver((list) => window.shifts.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true });
      });
      await painted(page);
      sendRest();
      await page.waitForLoadState('load');
      await painted(page);
      const moved = await page.evaluate((parts) => {
        const isPart = ({ node }) => (node?.closest ? node : node?.parentElement)?.closest(parts);
        const shifts = window.shifts.filter(({ sources }) => sources.some(isPart));
        return shifts.reduce((sum, { value }) => sum + value, 0);
      }, parts);
      return moved > 0 ? [`“${parts}” moves by ${moved.toFixed(3)} while it arrives`] : [];
    } finally {
      slow.close();
      slow.closeAllConnections();
    }
  });

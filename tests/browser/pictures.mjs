// Pictures of a phone on a page: a browser loads the copy that fits its screen, and nothing moves when it arrives. All pictures
// are held back until the reader has scrolled through the page, so that each one arrives while it could move something.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PATIENCE, inParallel } from './browser.mjs';
import { buildAndServe, initPortfolio } from './portfolio.mjs';
import { serve } from './server.mjs';

// A phone, a laptop, and a laptop with a fine screen; the widest copy that each needs.
const SCREENS = [
  { width: 390, height: 844, scale: 2, widest: 960 },
  { width: 1280, height: 800, scale: 1, widest: 960 },
  { width: 1440, height: 900, scale: 2, widest: 1600 },
];

export async function checkPictures({ binary, browser, scratch }, report) {
  const root = join(scratch, 'portfolio-pictures');
  const dir = join(scratch, 'site-pictures');
  initPortfolio(binary, root);
  for (const [name, ...size] of [['wide', 4000, 3000], ['tall', 1500, 2400]]) {
    writeFileSync(join(root, `content/files/${name}.jpg`), await photo(browser, size));
  }
  const paragraph = 'A paragraph that stands between two pictures, long enough to be more than a line on a phone.';
  const text = [paragraph, '![Wide](../../files/wide.jpg)', paragraph, '![Tall](../../files/tall.jpg "A tall one")', paragraph,
    '![Wide again](../../files/wide.jpg "A wide one")', paragraph, '![Tall again](../../files/tall.jpg)', paragraph].join('\n\n');
  const portfolio = join(root, 'content/pages/pictures/index.md');
  mkdirSync(dirname(portfolio), { recursive: true });
  writeFileSync(portfolio, `---\ntitle: Pictures\n---\n${text}\n`);
  const site = await buildAndServe(binary, root, dir);

  const canary = join(scratch, 'pictures-canary');
  mkdirSync(join(canary, 'files'), { recursive: true });
  writeFileSync(join(canary, 'files/big-4000w.0.jpg'), await photo(browser, [4000, 3000]));
  writeFileSync(join(canary, 'index.html'), '<!DOCTYPE html><title>x</title><p>x</p><img alt="" src="files/big-4000w.0.jpg" style="max-width: 100%"><p>Moved.</p>');
  const faulty = await serve(canary);
  report.canary('pictures', await look(browser, faulty.url, SCREENS[0]), {
    'a picture without its size': /the page moves by/,
    'a picture for a larger screen': /loads files\/big-4000w\.0\.jpg/,
  });
  faulty.close();

  const results = await inParallel(2, SCREENS, (screen) => look(browser, `${site.url}pages/pictures/`, screen));
  for (const [index, { width, scale }] of SCREENS.entries()) {
    report.check(`pictures: ${width} px at ${scale}x`, results[index]);
  }
  site.close();
}

// What the home page of the sample loads on a phone: bytes of its HTML, its style sheet and its pictures.
const HOME_BYTES = 250_000;

// Nothing moves on any page of the sample either, covers and galleries included.
export async function checkSample({ served, browser }, report) {
  const pages = [...served.pages.values()].filter((page) => !page.redirects);
  for (const screen of [SCREENS[0], SCREENS[1]]) {
    const problems = await inParallel(3, pages, async ({ file, address }) => {
      const { moved } = await readThrough(browser, address, screen);
      return moved > 0 ? [`${file} moves by ${moved} while it is read`] : [];
    });
    report.check(`pictures: nothing moves on any page at ${screen.width} px`, problems.flat(), `${pages.length} pages`);
  }
  const { loaded } = await readThrough(browser, served.url, SCREENS[0]);
  const names = loaded.map((address) => decodeURIComponent(address.slice(served.url.length)));
  const sheets = [...served.files].filter((file) => /^assets\/site\..*css$/.test(file));
  const weight = ['index.html', ...sheets, ...new Set(names)].reduce((sum, file) => sum + served.bytes(file).length, 0);
  const heavy = weight > HOME_BYTES ? [`the home page loads ${weight} bytes, the limit is ${HOME_BYTES}`] : [];
  report.check('pictures: the home page of the sample is light', heavy, `${weight} bytes`);
}

// What moves on a page at some screen while its pictures arrive, and which are wider than it needs.
async function look(browser, address, screen) {
  const { moved, loaded } = await readThrough(browser, address, screen);
  const problems = moved > 0 ? [`the page moves by ${moved} while its pictures arrive`] : [];
  if (loaded.length === 0) problems.push('the page shows no picture');
  for (const address of loaded) {
    const [file, copy] = /files\/.*-(\d+)w\..*$/.exec(address) ?? [address, Infinity];
    if (Number(copy) > screen.widest) problems.push(`loads ${file}, and ${screen.widest} pixels are enough`);
  }
  return problems;
}

// How much a page moves while somebody scrolls through it before its pictures arrive, and again after; and which arrived.
async function readThrough(browser, address, { width, height, scale }) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const held = [];
  let isHeld = true;
  await page.route('**/*', (route) =>
    isHeld && route.request().resourceType() === 'image' ? held.push(route) : route.continue(),
  );
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  await page.evaluate(() => {
    window.shifts = [];
    new PerformanceObserver((list) => window.shifts.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true });
  });
  await scroll(page);
  isHeld = false;
  await Promise.all(held.map((route) => route.continue()));
  await page.evaluate(() => Promise.all([...document.images].map((image) => {
    image.loading = 'eager';
    return image.decode();
  })));
  await scroll(page);
  const { moved, loaded } = await page.evaluate(() => ({
    moved: window.shifts.reduce((sum, { value }) => sum + value, 0),
    loaded: [...document.images].map(({ currentSrc }) => currentSrc),
  }));
  await context.close();
  return { moved, loaded };
}

// Through the page and back to its middle, a screen at a time, each painted.
const scroll = (page) =>
  page.evaluate(async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const all = document.documentElement.scrollHeight;
    for (let top = 0; top < all; top += innerHeight / 2) {
      scrollTo(0, top);
      await painted();
    }
    scrollTo(0, all / 2);
    await painted();
  });

// A JPEG of some size with soft colors and a little noise.
async function photo(browser, [width, height]) {
  const page = await browser.newPage();
  const data = await page.evaluate(
    async ([width, height]) => {
      const canvas = new OffscreenCanvas(width, height);
      const pen = canvas.getContext('2d');
      const colors = pen.createLinearGradient(0, 0, width, height);
      ['#274', '#db7', '#36a'].forEach((color, index) => colors.addColorStop(index / 2, color));
      pen.fillStyle = colors;
      pen.fillRect(0, 0, width, height);
      for (let x = 0; x < width; x += 25) pen.fillRect(x, (x * 7919) % height, 9, 9);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer());
      return bytes.reduce((text, byte) => text + String.fromCharCode(byte), '');
    },
    [width, height],
  );
  await page.close();
  return Buffer.from(data, 'latin1');
}

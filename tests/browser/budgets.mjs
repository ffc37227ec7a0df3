// Weight: what a page makes a reader's browser load. The limits stand here and nowhere else in this suite.
import { gzipSync } from 'node:zlib';

export const BUDGETS = {
  css_raw: 32 * 1024, // bytes of style sheets that one page uses, inline ones included
  css_gzip: 8 * 1024, // the same, compressed
  chrome: 8 * 1024, // bytes of HTML around the main part of a page
  js: 0, // bytes of script that one page runs, inline ones included
  js_search: 8 * 1024, // the same on the page to search on, before the first search
  third_party: 0, // things that a page loads from another host
};

const SEARCH = 'search/index.html';

export async function checkBudgets({ served }, report) {
  canaries(report);
  const weights = [...served.pages.values()].map((page) => weigh(served, page));
  for (const [name, limit] of Object.entries(BUDGETS)) {
    const worst = Math.max(...weights.map((weight) => weight[name]));
    report.check(`budgets: ${name} at most ${limit}`, over(weights, name), `heaviest page: ${worst}`);
  }
}

const over = (weights, name) =>
  weights
    .filter((weight) => weight[name] > BUDGETS[name])
    .map((weight) => `${weight.file}: ${name} is ${weight[name]}, the limit is ${BUDGETS[name]} (${weight.why[name].join(', ')})`);

function weigh(site, page) {
  const own = (ref) => {
    const { origin, pathname } = new URL(ref.url, page.base);
    return origin === new URL(site.url).origin ? decodeURIComponent(pathname.slice(new URL(site.url).pathname.length)) : null;
  };
  const assets = page.refs.filter(({ kind, url }) => kind === 'asset' && !url.startsWith('data:'));
  const local = [...new Set(assets.map(own))].filter((file) => site.files.has(file));
  // No reader waits for the rules of paper.
  const sheets = local.filter((file) => file.endsWith('.css') && !/[./]print\./.test(file));
  const scripts = local.filter((file) => /\.m?js$/.test(file));
  const foreign = assets.filter((ref) => own(ref) === null).map(({ url }) => url);

  const css = [...sheets.map(site.read), ...page.styles].join('\n');
  const js = [...scripts.map(site.read), ...page.scripts].join('\n');
  const named = (files, inline) => [...files, ...(inline.length > 0 ? [`${inline.length} inline`] : [])];
  return {
    file: page.file,
    css_raw: Buffer.byteLength(css),
    css_gzip: css === '' ? 0 : gzipSync(css).length,
    chrome: Buffer.byteLength(site.read(page.file).replace(/<main[\s>].*<\/main>/s, '')),
    js: page.file === SEARCH ? 0 : Buffer.byteLength(js),
    js_search: page.file === SEARCH ? Buffer.byteLength(js) : 0,
    third_party: foreign.length,
    why: {
      css_raw: named(sheets, page.styles),
      css_gzip: named(sheets, page.styles),
      chrome: [page.file],
      js: named(scripts, page.scripts),
      js_search: named(scripts, page.scripts),
      third_party: foreign,
    },
  };
}

function canaries(report) {
  let noise = '';
  for (let n = 1; noise.length <= 2 * BUDGETS.css_raw; n += 1) noise += `.c${(n * 2654435761) % 4294967296} { top: ${n}px }\n`;
  const site = { url: 'http://127.0.0.1/', files: new Set(['heavy.css']), read: () => noise };
  const refs = ['heavy.css', 'http://example.org/font.woff2'].map((url) => ({ kind: 'asset', url }));
  const page = { file: 'page.html', base: site.url, refs, styles: [], scripts: ['run()'] };
  const weight = weigh(site, page);
  const search = weigh({ ...site, read: () => noise }, { ...page, file: SEARCH, scripts: [noise] });
  const findings = Object.keys(BUDGETS).flatMap((name) => over([weight, search], name));
  report.canary('budgets', findings, {
    'heavy sheet': /css_raw is .*heavy\.css/,
    'heavy sheet, compressed': /css_gzip is .*heavy\.css/,
    'inline script': /js is 5,.*1 inline/,
    'script of the page to search on': /js_search is /,
    'file from another host': /third_party is 1,.*example\.org/,
  });
}

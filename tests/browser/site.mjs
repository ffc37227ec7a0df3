// Reads a built site from disk: which files it has, which pages, and what each page refers to.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'parse5';

// Where the pages that stand for their kind lie, as addresses below the home page.
export const PLACES = {
  home: /^$/,
  list: /^case-studies\/$/,
  case: /^case-studies\/[^/]+\/$/,
  matrix: /^standards\/$/,
  approach: /^approaches\/[^/]+\/$/,
};

// Every file below a folder, by its path in it.
export const filesOf = (dir) =>
  readdirSync(dir, { recursive: true })
    .filter((name) => statSync(join(dir, name)).isFile())
    .sort();

// The themes that come with the program: the folders of themes/.
export const builtInThemes = () =>
  readdirSync(fileURLToPath(new URL('../../themes/', import.meta.url)), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

// `url` is the address of the site's home page: http://…/ where it is served, file:///…/ where it is opened from disk.
export function readSite(dir, url) {
  const files = new Set(
    filesOf(dir)
      .map((name) => name.split(sep).join('/'))
      .sort(),
  );
  const read = (file) => readFileSync(join(dir, file), 'utf8');
  const pages = new Map();
  for (const file of files) {
    if (file.endsWith('.html')) pages.set(file, readPage(file, read(file), addressOf(file, url)));
  }
  if (pages.size === 0) throw new Error(`no page under ${dir}`);
  const bytes = (file) => readFileSync(join(dir, file));
  return { dir, url, files, pages, read, bytes };
}

const kindOf = (text) => text.match(/<body data-kind="([^"]+)"/)?.[1];

// All pages of a kind, by its name in templates.
export const pagesOfKind = (site, kind) => [...site.pages.values()].filter(({ file, redirects }) => !redirects && kindOf(site.read(file)) === kind);

// The longest page of each kind shows the most.
export function onePageOfEachKind(site) {
  const kinds = new Map();
  for (const page of site.pages.values()) {
    const text = site.read(page.file);
    const kind = kindOf(text);
    if (page.redirects || !kind) continue;
    if (!kinds.has(kind) || text.length > kinds.get(kind).length) kinds.set(kind, { length: text.length, page });
  }
  return [...kinds.values()].map(({ page }) => page);
}

// Which pages are judged in the browser: all of them in a full run.
export const pagesToJudge = (site, full) => (full ? [...site.pages.values()].filter(({ redirects }) => !redirects) : onePageOfEachKind(site));

// The first page of a kind of PLACES.
export function pageAt(site, kind) {
  for (const page of site.pages.values()) {
    if (PLACES[kind].test(page.file.replace(/(^|\/)index\.html$/, '$1'))) return page;
  }
  throw new Error(`no page matches ${PLACES[kind]} (kind "${kind}"): if its address has changed, change PLACES in site.mjs`);
}

function addressOf(file, url) {
  const path = url.startsWith('file:') ? file : file.replace(/(^|\/)index\.html$/, '$1');
  return url + path.split('/').map(encodeURIComponent).join('/');
}

function readPage(file, text, address) {
  const page = {
    file,
    address,
    ids: new Set(),
    refs: [], // {kind, url, where}: kind is link (to go to), asset (to load) or meta (to know)
    styles: [], // texts of <style>
    scripts: [], // texts of inline scripts that run
    jsonLd: [], // texts of JSON-LD blocks
    base: address,
    redirects: false, // whether it only sends the reader on to another page
  };
  const tree = parse(text, { sourceCodeLocationInfo: true });
  visit(tree, (element) => readElement(page, element));
  return page;
}

export function visit(node, see) {
  if (node.tagName) see(node);
  for (const child of node.childNodes ?? []) visit(child, see);
  if (node.content) visit(node.content, see);
}

export const attrsOf = (element) =>
  Object.fromEntries(element.attrs.map(({ prefix, name, value }) => [prefix ? `${prefix}:${name}` : name, value]));

const textOf = (element) => element.childNodes.map((child) => child.value ?? '').join('');

function readElement(page, element) {
  const tag = element.tagName;
  const attrs = attrsOf(element);
  const where = `line ${element.sourceCodeLocation?.startLine ?? '?'} <${tag}>`;
  const refer = (kind, url) => page.refs.push({ kind, url: url.trim(), where });

  if (attrs.id) page.ids.add(attrs.id);
  if (tag === 'a' && attrs.name) page.ids.add(attrs.name);
  if (tag === 'base' && attrs.href) page.base = new URL(attrs.href, page.address).href;

  if (attrs['http-equiv']?.toLowerCase() === 'refresh') page.redirects = true;
  if (tag === 'style') page.styles.push(textOf(element));
  if (tag === 'script' && attrs.src === undefined) {
    if (attrs.type === 'application/ld+json') page.jsonLd.push(textOf(element));
    else if (!/json|^speculationrules$|^importmap$/.test(attrs.type ?? '')) page.scripts.push(textOf(element));
  }

  for (const { kind, url } of elementRefs(tag, attrs)) refer(kind, url);
  const inline = Object.values(attrs).filter((value) => value.includes('url('));
  const css = tag === 'style' ? textOf(element) : inline.join('\n');
  for (const url of cssRefs(css)) refer('asset', url);
}

// What an element's own attributes refer to.
export function elementRefs(tag, attrs) {
  const refs = [];
  const href = attrs.href ?? attrs['xlink:href'];
  if (href !== undefined && tag !== 'base') refs.push({ kind: kindOfHref(tag, attrs.rel), url: href });
  for (const url of [attrs.src, attrs.poster, tag === 'object' ? attrs.data : undefined]) {
    if (url !== undefined) refs.push({ kind: 'asset', url });
  }
  for (const candidate of `${attrs.srcset ?? ''}, ${attrs.imagesrcset ?? ''}`.split(/,\s+/).filter(Boolean)) {
    refs.push({ kind: 'asset', url: candidate.trim().split(/\s+/)[0] });
  }
  if (attrs.action !== undefined) refs.push({ kind: 'link', url: attrs.action });
  if (tag === 'meta') {
    if (/^(og:(url|image|video|audio)|twitter:image)$/.test(attrs.property ?? attrs.name)) {
      refs.push({ kind: 'meta', url: attrs.content ?? '' });
    }
    const refresh = attrs['http-equiv']?.toLowerCase() === 'refresh' && attrs.content?.match(/url\s*=\s*['"]?([^'"]+)/i);
    if (refresh) refs.push({ kind: 'link', url: refresh[1] });
  }
  return refs;
}

function kindOfHref(tag, rel = '') {
  if (tag === 'a' || tag === 'area') return 'link';
  if (tag !== 'link') return 'asset'; // <use> and <image> in a drawing
  const loaded = /\b(stylesheet|icon|apple-touch-icon|mask-icon|manifest|preload|modulepreload|prefetch|preconnect|dns-prefetch)\b/i;
  return loaded.test(rel) ? 'asset' : 'meta';
}

// What a style sheet loads.
export function cssRefs(css) {
  const plain = css.replace(/\/\*[^]*?\*\//g, '');
  const refs = [...plain.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)/g)];
  refs.push(...plain.matchAll(/@import\s+(?:"([^"]*)"|'([^']*)')/g));
  return refs.map(([, double, single, bare]) => double ?? single ?? bare).filter(Boolean);
}

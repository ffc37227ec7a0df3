// Every address that the site names in itself leads somewhere: pages, fragments, pictures, sheets, what sheets load,
// feed, sitemap, structured data. Looked up in the built files, so it holds for any plain host, and for file://.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseFragment } from 'parse5';
import { attrsOf, cssRefs, elementRefs, readSite, visit } from './site.mjs';
import { parseXml, visitXml } from './xml.mjs';

const SCHEMES = ['http:', 'https:', 'mailto:', 'tel:'];

export async function checkLinks({ served, nested, relative, scratch }, report) {
  canaries(scratch, report);
  for (const [name, site] of Object.entries({ 'at the root': served, 'under a sub-path': nested, 'from file://': relative })) {
    const { problems, count } = brokenLinks(site);
    report.check(`links: ${name}`, problems, `${count} references`);
  }
}

export function brokenLinks(site) {
  const refs = [...site.files].flatMap((file) => refsOf(site, file));
  const problems = refs.flatMap(({ file, where, base, kind, url }) => {
    const fault = faultOf(site, base, kind, url);
    return fault ? [`${file}${where && ` ${where}`}: "${url}" ${fault}`] : [];
  });
  return { problems: [...new Set(problems)], count: refs.length };
}

function refsOf(site, file) {
  const page = site.pages.get(file);
  if (page) {
    // A host answers with 404.html at any depth, so its own references must hold from anywhere.
    const lost = file === '404.html' && !site.url.startsWith('file:');
    const baseOf = (url) => (lost && !url.startsWith('#') ? `${site.url}no/such/page` : page.base);
    const data = page.jsonLd.flatMap((text) => jsonRefs(site, text));
    return [...page.refs, ...data].map((ref) => ({ where: '', ...ref, file, base: baseOf(ref.url) }));
  }
  return fileRefs(site, file).map((ref) => ({ where: '', ...ref, file, base: site.url + file }));
}

function fileRefs(site, file) {
  if (/\.css$/.test(file)) return cssRefs(site.read(file)).map((url) => ({ kind: 'asset', url }));
  if (/\.(xml|svg)$/.test(file)) return xmlRefs(site.read(file));
  if (/\.json$/.test(file)) return jsonRefs(site, site.read(file));
  if (/\.webmanifest$/.test(file)) {
    const { start_url, icons = [] } = JSON.parse(site.read(file));
    return [start_url, ...icons.map(({ src }) => src)].filter(Boolean).map((url) => ({ kind: 'asset', url }));
  }
  if (file === 'robots.txt') {
    return [...site.read(file).matchAll(/^sitemap:\s*(\S+)/gim)].map(([, url]) => ({ kind: 'meta', url }));
  }
  return [];
}

function xmlRefs(text) {
  const refs = [...text.matchAll(/<\?xml-stylesheet[^?]*href="([^"]+)"/g)].map(([, url]) => ({ kind: 'asset', url }));
  let root;
  try {
    root = parseXml(text);
  } catch {
    return refs; // what is not well-formed is the business of feeds.mjs and html.mjs
  }
  visitXml(root, ({ name, attrs, text }) => {
    for (const attr of ['href', 'xlink:href', 'src']) {
      if (attrs[attr] !== undefined) refs.push({ kind: 'meta', where: `<${name}>`, url: attrs[attr] });
    }
    if (name === 'loc') refs.push({ kind: 'meta', where: '<loc>', url: text.trim() });
    if (attrs.type !== 'html') return;
    visit(parseFragment(text), (element) => {
      refs.push(...elementRefs(element.tagName, attrsOf(element)).map((ref) => ({ where: `in <${name}>`, ...ref })));
    });
  });
  return refs;
}

// The strings in JSON that are addresses in this site.
function jsonRefs(site, text) {
  const refs = [];
  try {
    JSON.parse(text, (_, value) => {
      if (typeof value === 'string' && value.startsWith(site.url)) refs.push({ kind: 'meta', where: 'JSON', url: value });
      return value;
    });
  } catch {
    return []; // feeds.mjs says what does not parse
  }
  return refs;
}

function faultOf(site, base, kind, raw) {
  if (raw === '') return 'is empty';
  let url;
  try {
    url = new URL(raw, base);
  } catch {
    return 'is not an address';
  }
  const fromDisk = site.url.startsWith('file:');
  if (url.origin !== new URL(site.url).origin || (fromDisk && url.protocol !== 'file:')) {
    if (url.protocol === 'data:' && kind === 'asset') return null;
    return SCHEMES.includes(url.protocol) ? null : `has the scheme ${url.protocol} (allowed: ${SCHEMES.join(' ')})`;
  }
  const [address] = url.href.split(/[?#]/);
  if (!address.startsWith(site.url)) return `leaves the site, which lies under ${site.url}`;

  let target = decodeURIComponent(address.slice(site.url.length));
  const folder = target === '' || target.endsWith('/');
  if (folder && fromDisk) return 'opens a list of files when the site is read from disk';
  if (folder) target += 'index.html';
  if (!site.files.has(target)) {
    return site.files.has(`${target}/index.html`) ? 'lacks the final slash' : `leads to ${target}, which is not built`;
  }

  const [fragment] = decodeURIComponent(url.hash.slice(1)).split(':~:');
  if (fragment === '' || fragment === 'top') return null;
  const ids = site.pages.get(target)?.ids ?? (target.endsWith('.svg') ? svgIds(site.read(target)) : null);
  return ids === null || ids.has(fragment) ? null : `names #${fragment}, but nothing in ${target} has that id`;
}

const svgIds = (text) => new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));

function canaries(scratch, report) {
  const dir = join(scratch, 'links-canary');
  mkdirSync(join(dir, 'there'), { recursive: true });
  const page = (body) => `<!DOCTYPE html><html lang="en"><title>x</title><link rel="stylesheet" href="sheet.css"><h1 id="here">x</h1>${body}`;
  writeFileSync(join(dir, 'there/index.html'), page(''));
  writeFileSync(join(dir, 'sheet.css'), 'p { background: url("gone.png") }');
  writeFileSync(join(dir, 'feed.xml'), '<feed><link href="gone.html"/><content type="html">&lt;a href="away.html">x&lt;/a></content></feed>');
  writeFileSync(
    join(dir, 'index.html'),
    page(`<a href="#here">fine</a> <a href="#nowhere">x</a> <a href="there/#lost">x</a> <a href="there">x</a>
      <a href="gone/">x</a> <a href="/">x</a> <a href="javascript:void 0">x</a> <img alt="" src="sheet.css" srcset="sheet.css 1x, two.png 2x">
      <script type="application/ld+json">{"url": "http://127.0.0.1/site/data/"}</script>`),
  );
  report.canary('links', brokenLinks(readSite(dir, 'http://127.0.0.1/site/')).problems, {
    'fragment in the page': /index\.html line 1 <a>: "#nowhere" names/,
    'fragment in another page': /"there\/#lost" names #lost/,
    'no final slash': /"there" lacks/,
    'page': /"gone\/" leads to/,
    'outside the sub-path': /"\/" leaves/,
    'scheme': /"javascript:void 0" has the scheme/,
    'picture in srcset': /"two\.png" leads to/,
    'picture in a sheet': /sheet\.css: "gone\.png" leads to/,
    'sheet from another folder': /there\/index\.html .*"sheet\.css" leads to/,
    'feed': /feed\.xml <link>: "gone\.html" leads to/,
    'text in the feed': /feed\.xml in <content>: "away\.html" leads to/,
    'structured data': /JSON: "http:\/\/127\.0\.0\.1\/site\/data\/" leads to/,
  });
  report.canary('links from file://', brokenLinks(readSite(dir, `${pathToFileURL(dir)}/`)).problems, {
    'folder': /"there\/#lost" opens a list/,
    'absolute path': /"\/" leaves/,
  });
}

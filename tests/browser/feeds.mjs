// What machines read: the Atom feed, the sitemap, JSON-LD in pages and the JSON Resume.
import { basename } from 'node:path';
import { parseFragment } from 'parse5';
import { attrsOf, elementRefs, visit } from './site.mjs';
import { childrenOf, parseXml, textOf } from './xml.mjs';

const ATOM = 'http://www.w3.org/2005/Atom';
const SITEMAP = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const W3C_DATE = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/;

export async function checkFeeds({ served, nested }, report) {
  canaries(report);
  for (const [name, site] of Object.entries({ 'at the root': served, 'under a sub-path': nested })) {
    const judge = (title, wanted, faults) => {
      const files = [...site.files].filter((file) => basename(file) === wanted);
      const problems = files.flatMap((file) => faults(site.read(file)).map((fault) => `${file}: ${fault}`));
      if (files.length === 0) problems.push(`no ${wanted} in the site`);
      report.check(`feeds: ${title} ${name}`, problems);
    };
    judge('Atom feed', 'feed.xml', feedFaults);
    judge('sitemap', 'sitemap.xml', (text) => sitemapFaults(text, [...site.pages.values()].map(({ address }) => address)));
    judge('JSON Resume', 'resume.json', resumeFaults);

    const blocks = [...site.pages.values()].flatMap(({ file, jsonLd }) => jsonLd.map((text) => ({ file, text })));
    const problems = blocks.flatMap(({ file, text }) => jsonLdFaults(text).map((fault) => `${file}: ${fault}`));
    if (blocks.length === 0) problems.push('no page has a block of JSON-LD');
    report.check(`feeds: JSON-LD ${name}`, problems, `${blocks.length} blocks`);
  }
}

const absolute = (text = '') => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text);

function parsed(parser, text, faults) {
  try {
    return faults(parser(text));
  } catch (error) {
    return [`does not parse: ${error.message}`];
  }
}

const feedFaults = (text) =>
  parsed(parseXml, text, (feed) => {
    if (feed.name !== 'feed' || feed.uri !== ATOM) return ['is no Atom feed'];
    const entries = childrenOf(feed, 'entry');
    const faults = atomFaults(feed, 'the feed');
    if (entries.length === 0) faults.push('the feed has no entry');
    if (!childrenOf(feed, 'link').some(({ attrs }) => attrs.rel === 'self' && absolute(attrs.href))) {
      faults.push('the feed lacks <link rel="self"> with an absolute address');
    }
    const ids = entries.map((entry) => textOf(entry, 'id'));
    if (new Set(ids).size < ids.length) faults.push('two entries have the same id');

    entries.forEach((entry, index) => {
      const name = `entry ${index + 1} "${textOf(entry, 'title') ?? ''}"`;
      faults.push(...atomFaults(entry, name));
      if (!childrenOf(feed, 'author').concat(childrenOf(entry, 'author')).some((author) => textOf(author, 'name'))) {
        faults.push(`${name} has no author, nor has the feed`);
      }
      const published = textOf(entry, 'published');
      if (published !== undefined && !RFC_3339.test(published)) faults.push(`${name}: published "${published}" is no RFC 3339 date`);
      const links = childrenOf(entry, 'link');
      if (!links.some(({ attrs }) => absolute(attrs.href))) faults.push(`${name} lacks a <link> with an absolute address`);
      for (const { attrs, text } of entry.children) {
        if (attrs.type === 'html') faults.push(...relativeRefs(text).map((url) => `${name}: "${url}" in its text is not absolute`));
      }
    });
    return faults;
  });

function atomFaults(element, name) {
  const faults = [];
  const [id, title, updated] = ['id', 'title', 'updated'].map((child) => textOf(element, child));
  if (!absolute(id)) faults.push(`${name} lacks an absolute id: "${id ?? ''}"`);
  if (!title) faults.push(`${name} lacks a title`);
  if (!RFC_3339.test(updated)) faults.push(`${name}: updated "${updated ?? ''}" is no RFC 3339 date`);
  return faults;
}

function relativeRefs(html) {
  const found = [];
  visit(parseFragment(html), (element) => {
    for (const { url } of elementRefs(element.tagName, attrsOf(element))) if (!absolute(url)) found.push(url);
  });
  return found;
}

const sitemapFaults = (text, addresses) =>
  parsed(parseXml, text, (sitemap) => {
    if (sitemap.name !== 'urlset' || sitemap.uri !== SITEMAP) return ['is no sitemap'];
    const faults = childrenOf(sitemap, 'url').flatMap((url) => {
      const [loc, lastmod] = [textOf(url, 'loc') ?? '', textOf(url, 'lastmod')];
      if (!absolute(loc)) return [`<loc> "${loc}" is not absolute`];
      if (lastmod !== undefined && !W3C_DATE.test(lastmod)) return [`${loc}: lastmod "${lastmod}" is no W3C date`];
      return addresses.includes(loc) ? [] : [`<loc> ${loc} is not the address of a built page`];
    });
    return sitemap.children.length > 0 ? faults : ['lists nothing'];
  });

const jsonLdFaults = (text) =>
  parsed(JSON.parse, text, (data) =>
    [data].flat().flatMap((block) => {
      const faults = /^https?:\/\/schema\.org\/?$/.test(block['@context']) ? [] : [`JSON-LD lacks "@context": "https://schema.org"`];
      const nodes = block['@graph'] ?? [block];
      return faults.concat(nodes.filter((node) => !node['@type']).map((node) => `JSON-LD lacks "@type": ${JSON.stringify(node).slice(0, 80)}`));
    }),
  );

const resumeFaults = (text) => parsed(JSON.parse, text, ({ basics }) => (basics?.name ? [] : ['lacks basics.name']));

function canaries(report) {
  const entry = '<entry><id>1</id><title>t</title><updated>1 March</updated><content type="html">&lt;a href="x"></content></entry>';
  const findings = [
    ...feedFaults(`<feed xmlns="${ATOM}"><id>urn:x:1</id><updated>2026-01-01T00:00:00Z</updated>${entry}</feed>`),
    ...feedFaults(`<feed xmlns="${ATOM}"><title>a & b</title></feed>`).map((fault) => `bad XML ${fault}`),
    ...sitemapFaults(`<urlset xmlns="${SITEMAP}"><url><loc>/a</loc></url><url><loc>https://example.org/b</loc></url></urlset>`, []),
    ...jsonLdFaults('{"@context": "https://schema.org", "@graph": [{}]}'),
    ...jsonLdFaults('{"@type": "Person"}'),
    ...resumeFaults('{"basics": {}'),
  ];
  report.canary('feeds', findings, {
    'no title': /the feed lacks a title/,
    'no self link': /rel="self"/,
    'no author': /entry 1 .* has no author/,
    'id not absolute': /entry 1 .* lacks an absolute id/,
    'bad date': /"1 March" is no RFC 3339 date/,
    'no entry link': /entry 1 .* lacks a <link>/,
    'relative link in text': /"x" in its text/,
    'XML not well-formed': /bad XML does not parse/,
    'loc not absolute': /"\/a" is not absolute/,
    'loc without page': /example\.org\/b is not the address/,
    'JSON-LD without type': /lacks "@type"/,
    'JSON-LD without context': /lacks "@context"/,
    'JSON that does not parse': /^does not parse/,
  });
}

// Documents that `leadfolio pdf` prints: on so many pages of the right size, with title, language, bookmarks and tags, and
// with links that lead somewhere for whoever gets the document.
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { browserProgram } from './browser.mjs';
import { initPortfolio } from './portfolio.mjs';
import { pagesOfKind, readSite } from './site.mjs';
import { checkBlank } from './standards.mjs';

const SIZES = { a4: /\(A4\)/, letter: /\(letter\)/ };
const DOCUMENTS = {
  summary: { most: 1, words: ['Handing school culture', 'Lesson', 'Rowan Ellery'] },
  'larkmere-panel': { most: 2, words: ['Builds the capacity of staff', 'packs/larkmere-panel/'] },
  'culture-committee': { most: 10, words: ['Reflection', '63%'] },
};

export async function checkPdf({ binary, scratch }, report) {
  const root = join(scratch, 'pdf-portfolio');
  initPortfolio(binary, root);
  const print = (name, ...what) => {
    const output = join(scratch, `pdf-${name}`);
    execFileSync(binary, ['pdf', ...what, '--browser', browserProgram(), '--root', root, '--output', output], { stdio: 'pipe' });
    return readdirSync(output).map((file) => join(output, file));
  };
  const all = print('a4', '--all', '--paper', 'a4');
  await checkBlank(join(scratch, 'pdf-a4'), scratch, report);
  for (const name of Object.keys(DOCUMENTS)) print('letter', name, '--paper', 'letter');
  for (const [paper, size] of Object.entries(SIZES)) {
    for (const [name, { most, words }] of Object.entries(DOCUMENTS)) {
      report.check(`pdf: ${name} on ${paper}`, faults(join(scratch, `pdf-${paper}`, `${name}.pdf`), most, size, words));
    }
  }
  const book = join(scratch, 'pdf-a4/portfolio.pdf');
  const words = ['Contents', 'Reflection', 'Challenges', 'Evidence by year'];
  report.check('pdf: the book on a4', [...faults(book, 200, SIZES.a4, words), ...strayChapters(book)]);
  const settings = join(root, 'content/portfolio.yaml');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace(/^url:.*\n/m, ''));
  // The book holds the main part of every page.
  for (const name of Object.keys(DOCUMENTS)) print('unknown', name);
  checkAddresses(all, print('unknown', '--book'), report);
}

// PDFs that pages link to: there while they show what the page shows, and not a moment longer.
export async function checkPublishedPdf({ binary, scratch }, report) {
  const root = join(scratch, 'published-portfolio');
  initPortfolio(binary, root);
  const settings = join(root, 'content/portfolio.yaml');
  writeFileSync(settings, `${readFileSync(settings, 'utf8')}\npublish_pdf: on\n`);
  const run = (...what) => spawnSync(binary, [...what, '--root', root], { encoding: 'utf8' });
  const build = () => {
    const { stderr } = run('build', '--output', join(scratch, 'published'));
    return { warnings: stderr, site: readSite(join(scratch, 'published'), 'file:///') };
  };
  const before = linkFaults(build().site);
  report.canary('published pdf', before, { 'no link': /case-studies\/culture-committee\/index.html has no link to a PDF/ });
  const printed = run('pdf', '--publish', '--browser', browserProgram());
  const { site, warnings } = build();
  const spoken = /POR-09/.test(warnings) ? [`the build warns: ${warnings}`] : [];
  report.check('pdf: pages link to their PDF', [...(printed.status === 0 ? [] : [printed.stderr]), ...spoken, ...linkFaults(site)]);
  const checked = run('check', '--format', 'short');
  const found = `${checked.stdout}${checked.stderr}`.split('\n').filter((line) => /pdf\/|POR-09/.test(line));
  report.check('pdf: check finds nothing in the PDFs of pages', found);

  const study = join(root, 'content/case-studies/culture-committee.md');
  writeFileSync(study, `${readFileSync(study, 'utf8')}\nAnother line.\n`);
  const edited = build();
  const file = 'pdf/case-studies/culture-committee.pdf';
  const stale = edited.site.files.has(file) ? [`${file} is published, and is older than its page`] : [];
  if (!/POR-09.*\n*.*culture-committee/.test(edited.warnings)) stale.push(`the build does not warn: ${edited.warnings}`);
  const about = statSync(join(root, 'content/pdf/pages/about.pdf')).mtimeMs;
  run('pdf', '--publish', '--browser', browserProgram());
  if (statSync(join(root, 'content/pdf/pages/about.pdf')).mtimeMs !== about) stale.push('a page that has not changed was printed again');
  report.check('pdf: a PDF that is older than its page is not published', [...stale, ...linkFaults(build().site)]);
}

// Pages whose PDF is not there, or is not what the link says.
function linkFaults(site) {
  const pages = ['study', 'approach', 'resume', 'summary', 'overview', 'standards'].flatMap((kind) => pagesOfKind(site, kind));
  return pages.flatMap(({ file }) => {
    const link = site.read(file).match(/<a href="([^"]+)" type="application\/pdf">PDF · (\d+) pages? · ([^<]+)<\/a>/);
    if (!link) return [`${file} has no link to a PDF`];
    const document = join(site.dir, dirname(file), link[1]);
    const info = execFileSync('pdfinfo', [document], { encoding: 'utf8' });
    const problems = [];
    if (Number(info.match(/^Pages:\s+(\d+)/m)[1]) !== Number(link[2])) problems.push(`${file} says ${link[2]} pages`);
    if (link[3] !== `${Math.ceil(statSync(document).size / 1000)} kB`) problems.push(`${file} says ${link[3]}`);
    if (!/^Tagged:\s+yes/m.test(info)) problems.push(`the PDF of ${file} is not tagged`);
    if (!/^Title:\s+\S/m.test(info)) problems.push(`the PDF of ${file} has no title`);
    if (!/\/Outlines /.test(rawOf(document))) problems.push(`the PDF of ${file} has no bookmarks`);
    return problems;
  });
}

// Looks at every address in the documents of a portfolio, printed with and without an address of the site.
function checkAddresses(known, unknown, report) {
  const problemsOf = (documents, isRight) =>
    documents.flatMap((file) => {
      const raw = rawOf(file);
      const wrong = addressesOf(raw).filter((address) => !isRight(address)).map((address) => `${file} links to ${address}`);
      return [...wrong, ...tracesOf(raw).map((word) => `${file} holds ${word}`)];
    });
  const ofOthers = (address) => /^(https:\/\/(?!rowan-ellery\.example)|mailto:|tel:)/.test(address);
  const any = (address) => ofOthers(address) || address.startsWith('https://rowan-ellery.example/');
  report.canary('pdf', problemsOf(known, ofOthers), { 'a link that is not wanted': /links to https:\/\/rowan-ellery\.example\// });
  report.check('pdf: every address leads to the web', problemsOf(known, any), `${known.length} documents`);
  const links = unknown.flatMap((file) => addressesOf(rawOf(file)));
  const few = links.some((address) => address.startsWith('mailto:')) ? [] : ['no document has a link to write to the author'];
  report.check('pdf: without an address no document links to the site', [...problemsOf(unknown, ofOthers), ...few], `${links.length} links`);
}

const rawOf = (file) => execFileSync('qpdf', ['--qdf', '--object-streams=disable', file, '-'], { maxBuffer: 1 << 28 }).toString('latin1');

const addressesOf = (raw) => [...raw.matchAll(/\/URI \(((?:[^()\\]|\\.)*)\)/g)].map(([, address]) => address.replace(/\\(.)/g, '$1'));

// Words that tell of the machine. A short name of an account or a host may be a word of the text.
function tracesOf(raw) {
  const words = ['file:', tmpdir(), 'Mozilla', 'Linux', userInfo().homedir, ...[userInfo().username, hostname()].filter((name) => name.length > 7)];
  return words.filter((word) => raw.includes(word));
}

// Chapters that do not begin on the page that the contents name.
function strayChapters(file) {
  const plain = (text) => text.replace(/\s+/g, ' ').trim();
  const pages = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\f');
  const contents = pages[1].split('\n').map((line) => line.match(/^(\S.*\S)\s{3,}(\d+)$/)).filter(Boolean);
  if (contents.length < 8) return [`the contents have ${contents.length} lines with a page`];
  return contents
    .filter(([, title, page]) => !plain(pages[page - 1] ?? '').startsWith(plain(title)))
    .map(([, title, page]) => `“${title}” does not begin on page ${page}`);
}

function faults(file, most, size, words) {
  const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
  const raw = rawOf(file);
  const pages = Number(info.match(/^Pages:\s+(\d+)/m)?.[1]);
  const problems = [];
  if (!(pages >= 1 && pages <= most)) problems.push(`it has ${pages} pages, at most ${most} are wanted`);
  if (!size.test(info)) problems.push(`its pages have another size: ${info.match(/^Page size:.*/m)}`);
  if (!/^Title:\s+\S/m.test(info)) problems.push('it has no title');
  if (!/^Tagged:\s+yes/m.test(info)) problems.push('it is not tagged');
  if (!/\/Lang \(?\S/.test(raw)) problems.push('it names no language');
  if (!/\/Outlines /.test(raw)) problems.push('it has no bookmarks');
  for (const word of words) if (!text.includes(word)) problems.push(`it does not say "${word}"`);
  return problems;
}

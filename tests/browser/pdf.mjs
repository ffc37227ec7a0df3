// Documents that `leadfolio pdf` prints: on so many pages of the right size, with title, language, bookmarks and tags.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const SIZES = { a4: /\(A4\)/, letter: /\(letter\)/ };
const DOCUMENTS = {
  summary: { most: 1, words: ['Handing school culture', 'Lesson', 'Rowan Ellery'] },
  'larkmere-panel': { most: 2, words: ['Builds the capacity of staff', 'packs/larkmere-panel/'] },
  'culture-committee': { most: 10, words: ['Reflection', '63%'] },
};

export async function checkPdf({ binary, scratch }, report) {
  const root = join(scratch, 'pdf-portfolio');
  execFileSync(binary, ['init', root], { stdio: 'pipe' });
  for (const [paper, size] of Object.entries(SIZES)) {
    for (const [name, { most, words }] of Object.entries(DOCUMENTS)) {
      const output = join(scratch, `pdf-${paper}`);
      execFileSync(binary, ['pdf', name, '--root', root, '--paper', paper, '--output', output], { stdio: 'pipe' });
      report.check(`pdf: ${name} on ${paper}`, faults(join(output, `${name}.pdf`), most, size, words));
    }
  }
  const output = join(scratch, 'pdf-book');
  execFileSync(binary, ['pdf', '--book', '--root', root, '--output', output], { stdio: 'pipe' });
  const file = join(output, 'portfolio.pdf');
  const words = ['Contents', 'Reflection', 'What got in the way', 'Evidence by year'];
  report.check('pdf: the book on a4', [...faults(file, 200, SIZES.a4, words), ...strayChapters(file)]);
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
  const raw = execFileSync('qpdf', ['--qdf', '--object-streams=disable', file, '-'], { maxBuffer: 1 << 28 }).toString('latin1');
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

// Random edits, as many as asked, on a portfolio of any size: does the preview end where a build ends?
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { PATIENCE } from './browser.mjs';
import { Portfolio, once, preview, unlike } from './preview.mjs';
import { readSite } from './site.mjs';

const EDITS = 300;
const MODEL = 'content/case-studies/culture-committee.md';

// Numbers that look random and are the same on every run.
function dice(seed) {
  let state = BigInt(seed);
  return (most) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((state >> 33n) % BigInt(most));
  };
}

// A portfolio of a size, and what becomes of it by 300 edits. `wrong` holds files with a fault that is mended later.
class Story {
  constructor(portfolio, size, below) {
    this.portfolio = portfolio;
    this.below = below;
    this.copies = [];
    this.wrong = new Map();
    this.serial = 0;
    this.model = portfolio.read(MODEL);
    for (let number = 12; number < size; number += 1) this.add(`copy-${number}`);
    this.pages = [
      MODEL,
      'content/index.md',
      'content/approaches/distributed-leadership.md',
      'content/case-studies/teacher-led-pd.md',
      'content/pages/vision.md',
    ].filter((it) => this.exists(it));
  }

  exists(file) {
    try {
      return Boolean(this.portfolio.read(file));
    } catch {
      return false;
    }
  }

  add(id) {
    const file = `content/case-studies/${id}.md`;
    // A page with the same text would be refused as a copy.
    const [, head, body] = this.model.match(/^(---\n.*?\n---\n)(.*)$/s);
    this.portfolio.write(file, head.replace('id: culture-committee', `id: ${id}`) + body.replace(/^[A-Za-z].{40,}$/gm, `$& ${id}.`));
    this.copies.push(file);
  }

  some = (list) => list[this.below(list.length)];

  // A page that may be edited, more often one of the author's own than a copy.
  page = () => (this.below(3) > 0 || this.copies.length === 0 ? this.some(this.pages) : this.some(this.copies));

  step() {
    this.serial += 1;
    const { portfolio, serial } = this;
    const file = this.page();
    const edits = [
      () => portfolio.write(file, `${portfolio.read(file)}\n\n## Part ${serial}\n\nMore words.\n`),
      () => portfolio.save(file, portfolio.read(file).replace(/^title: "(?:T\d+ )?/m, `title: "T${serial} `)),
      () => portfolio.save(file, portfolio.read(file).replace(/^lesson: "(?:L\d+ )?/m, `lesson: "L${serial} `)),
      () => portfolio.save('content/people.yaml', portfolio.read('content/people.yaml').replace(/role: "(?:Acting \d+ )?/, `role: "Acting ${serial} `)),
      () => portfolio.write('themes/commons/assets/css/custom.css', `main { outline-offset: ${serial}px; }`),
      () => portfolio.write('themes/commons/templates/partials/turn.html', `<p>turn ${serial}</p>`),
      () => portfolio.write('content/files/zq.svg', `<svg xmlns="http://www.w3.org/2000/svg" width="${serial}" height="9" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>`),
      () => portfolio.write(file, `${portfolio.read(file)}\n\n![A square](${'../'.repeat(file.split('/').length - 2)}files/zq.svg)\n`),
      () => this.add(`new-${serial}`),
      () => this.copies.length > 0 && portfolio.remove(this.copies.splice(this.below(this.copies.length), 1)[0]),
      () => this.break(file, (text) => text.replace('title: "', 'title: "" "')),
      () => this.break(file, (text) => `${text}\n\n[nowhere](zq-nowhere.md)\n`),
      () => this.mend(),
    ];
    this.some(edits)();
  }

  break(file, how) {
    if (this.wrong.has(file)) return;
    const good = this.portfolio.read(file);
    this.wrong.set(file, good);
    this.portfolio.save(file, how(good));
  }

  mend() {
    for (const [file, good] of this.wrong) if (this.exists(file)) this.portfolio.save(file, good);
    this.wrong.clear();
  }

  // The last edit is one that can be seen to arrive.
  end() {
    this.portfolio.write('content/files/zq.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>');
    this.mend();
    this.portfolio.save(MODEL, `${this.portfolio.read(MODEL)}\n\nzqlast.\n`);
  }
}

const SMALL = [1, 2, 3].map((seed) => ({ seed, size: 12 }));

// What is tried, in an ordinary run and in a full one.
export const stories = (full) => (full ? [...SMALL, { seed: 4, size: 1000 }] : [SMALL[0], { seed: 4, size: 100 }]);

// That of the sample. The preview shows what a build for a server writes.
const ADDRESS = 'https://rowan-ellery.example/';

export async function checkRandom({ seed, size }, { binary, scratch }, report) {
  const below = dice(seed);
  const portfolio = new Portfolio(binary, join(scratch, 'portfolio'));
  const story = new Story(portfolio, size, below);
  const server = await preview(portfolio, '--port', String(4340 + seed));
  for (let number = 0; number < EDITS; number += 1) {
    story.step();
    // Some edits come in one burst; after others somebody looks first.
    if (below(4) === 0) await (await once(server.url)).arrayBuffer();
  }
  story.end();
  const output = join(scratch, 'built');
  let problems = [];
  try {
    execFileSync(binary, ['build', '--root', portfolio.root, '--output', output, '--base-url', ADDRESS], { stdio: ['ignore', 'ignore', 'pipe'] });
    const site = readSite(output, server.url);
    // What was saved last may still be on its way.
    const end = Date.now() + PATIENCE;
    do {
      problems = await unlike(server.url, site);
    } while (problems.length > 0 && Date.now() < end);
    problems.push(...(site.files.size > size ? [] : [`only ${site.files.size} files`]));
  } catch (error) {
    problems.push(`${error.stderr ?? error.stack} ${error.cause ?? ''}`);
  }
  await server.stop();
  report.check(`serve: ${EDITS} random edits, ${size} case studies, seed ${seed}`, problems);
}

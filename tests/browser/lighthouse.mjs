// Lighthouse, as search engines' own tool sees a page on a telephone: the home page, a case study and the matrix, which is looked
// at in every theme.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PATIENCE, browserProgram } from './browser.mjs';
import { serveTheme, THEMES } from './portfolio.mjs';
import { pageAt } from './site.mjs';

const LIGHTHOUSE = fileURLToPath(new URL('node_modules/lighthouse/cli/index.js', import.meta.url));
const LEAST = { accessibility: 100, 'best-practices': 100, seo: 100, performance: 99 };
const MOST_SHIFT = 0; // of the layout, while a page loads
const RUNS = 3; // performance is a measurement: in a full run the middle one of so many counts, else the best
const FLAGS = '--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage';

export async function checkLighthouse(context, report) {
  await checkPages(context.served, ['home', 'case', 'matrix'], 'commons', context, report);
  for (const theme of THEMES.filter((theme) => theme !== 'commons')) {
    const { site, close } = await serveTheme(context.binary, theme, context.scratch);
    await checkPages(site, ['matrix'], theme, context, report);
    close();
  }
}

async function checkPages(site, kinds, theme, { scratch, full }, report) {
  const enough = full ? 2 : 1;
  for (const kind of kinds) {
    const { file, address } = pageAt(site, kind);
    const clean = [];
    const faulty = [];
    let last;
    for (let run = 0; run < RUNS && clean.length < enough && faulty.length <= RUNS - enough; run += 1) {
      last = await look(address, join(scratch, `lighthouse-${theme}-${kind}-${run}.json`));
      (problems(last).length === 0 ? clean : faulty).push(last);
    }
    const summary = Object.entries(scores(last)).map(([name, score]) => `${name} ${score}`).join(', ');
    report.check(`lighthouse: ${file} in ${theme}`, clean.length >= enough ? [] : problems(faulty[0]), summary);
  }
}

async function look(address, output) {
  const args = [LIGHTHOUSE, address, '--quiet', '--output=json', `--output-path=${output}`, `--chrome-flags=${FLAGS}`];
  const only = `--only-categories=${Object.keys(LEAST).join(',')}`;
  // This process serves the site meanwhile, so it must not wait idly.
  await promisify(execFile)(process.execPath, [...args, only], { env: { ...process.env, CHROME_PATH: browserProgram() }, timeout: 2 * PATIENCE });
  return JSON.parse(readFileSync(output, 'utf8'));
}

const scores = ({ categories }) => Object.fromEntries(Object.keys(LEAST).map((name) => [name, Math.round(categories[name].score * 100)]));

function problems(result) {
  const low = Object.entries(scores(result)).filter(([name, score]) => score < LEAST[name]);
  const shift = result.audits['cumulative-layout-shift'].numericValue;
  const why = ([name, score]) => {
    const failed = result.categories[name].auditRefs.filter(({ id, weight }) => weight > 0 && (result.audits[id].score ?? 1) < 1);
    return `${name} is ${score}, at least ${LEAST[name]} is wanted: ${failed.map(({ id }) => id).join(', ')}`;
  };
  return [...low.map(why), ...(shift > MOST_SHIFT ? [`the layout shifts by ${shift}`] : [])];
}

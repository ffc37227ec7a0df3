// HTML, CSS and SVG, judged by the Nu Html Checker: no error and no warning in any file of the site.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const JAR = fileURLToPath(new URL('node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

// CSS that every current browser knows and this release of the checker does not, and what marks the current heading in a list of
// contents in those that know it; “--fit” is a size in cqi, and “Cannot invoke” how it gives up on a color.
const CSS_UNKNOWN_TO_CHECKER =
  /^error: CSS: .*(“@(container|property|view-transition)”|“(container(-type|-name)?|view-transition-name|paint-order|scroll-target-group|vector-effect)”: Property|pseudo-class “:target-current”|“--fit”: Parse|Cannot invoke "org\.w3c\.css)/;

const CANARY = {
  'page.html': '<!DOCTYPE html><html lang="en"><title>x</title><section><p id="a">x</p></section><p id="a">y</p></html>',
  'sheet.css': 'p { colr: red; }',
  'drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg"><rectangle/></svg>',
};

// `pages` are the HTML files to judge: all of them unless some are chosen.
export async function checkHtml({ served, scratch, pages }, report) {
  const canary = join(scratch, 'html-canary');
  mkdirSync(canary);
  for (const [file, text] of Object.entries(CANARY)) writeFileSync(join(canary, file), text);
  const html = pages ?? [...served.files].filter((file) => file.endsWith('.html'));
  const files = [...html, ...[...served.files].filter((file) => /\.(css|svg)$/.test(file))];

  // One run for both, since starting Java takes longer than judging a small site.
  const faults = await judge([...Object.keys(CANARY).map((file) => join(canary, file)), ...files.map((file) => join(served.dir, file))]);
  const findings = (dir, some) =>
    some
      .filter(({ path }) => path.startsWith(dir + sep))
      .map(({ path, place, text }) => `${relative(dir, path)}:${place} ${text}`);

  report.canary('html', findings(canary, faults), {
    'doubled id': /page\.html.*Duplicate ID/,
    'section without heading': /page\.html.*warning.*Section lacks heading/,
    'unknown CSS property': /sheet\.css.*colr/,
    'unknown SVG element': /drawing\.svg.*rectangle/,
  });
  const held = faults.filter(({ text }) => !CSS_UNKNOWN_TO_CHECKER.test(text));
  const ignored = faults.length - held.length;
  report.check('html: Nu Html Checker', findings(served.dir, held), `${files.length} files, ${ignored} messages about newer CSS ignored`);
}

// The errors and warnings of the checker; what it calls information is left out.
async function judge(paths) {
  const args = ['-Xss2m', '-XX:+UseSerialGC', '-jar', JAR, '--format', 'json', '--stdout', '--exit-zero-always'];
  const output = await new Promise((done, failed) => {
    execFile('java', [...args, '--also-check-css', '--also-check-svg', ...paths], { maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      error ? failed(new Error(`the Nu Html Checker did not run: ${stderr || error.message}`)) : done(stdout),
    );
  });
  const faults = JSON.parse(output).messages.filter(({ type, subType }) => type !== 'info' || subType === 'warning');
  const lost = faults.filter(({ url }) => !url);
  if (lost.length > 0) throw new Error(`the Nu Html Checker did not work: ${lost[0].message}`);
  return faults.map(({ url, type, lastLine = 0, lastColumn = 0, message, extract }) => ({
    path: decodeURIComponent(url.replace(/^file:(\/\/)?/, '')),
    place: `${lastLine}:${lastColumn}`,
    text: `${type === 'info' ? 'warning' : type}: ${message}${extract ? ` near: ${extract.replace(/\s+/g, ' ').trim()}` : ''}`,
  }));
}

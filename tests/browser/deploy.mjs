// A portfolio of somebody's own, shown under the headers that it asks a host for.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { open } from './browser.mjs';
import { ownPortfolio } from './preview.mjs';
import { serve } from './server.mjs';
import { onePageOfEachKind, readSite } from './site.mjs';

// The site in the zip file, sent with the headers that lie in it: every kind of page is shown whole, and the search works.
export async function checkHeaders(context, report) {
  const { binary, browser, scratch } = context;
  const { root, portfolio, settings } = ownPortfolio(context);
  const dir = join(scratch, 'unpacked');
  const headers = {};
  const server = await serve(dir, '/', headers);
  portfolio.save('content/portfolio.yaml', `${settings}\ndeploy: { drop: { kind: zip, path: "${dir}.zip", url: "${server.url}" } }\n`);
  execFileSync(binary, ['deploy', '--yes', '--root', root], { stdio: 'pipe' });
  execFileSync('python3', ['-m', 'zipfile', '-e', `${dir}.zip`, dir]);
  const forAll = readFileSync(join(dir, '_headers'), 'utf8').split('/assets/*')[0];
  for (const [, name, value] of forAll.matchAll(/^  ([^:]+): (.*)$/gm)) headers[name] = value;
  delete headers['Strict-Transport-Security']; // the server of this suite speaks no TLS
  const site = readSite(dir, server.url);
  const tab = await browser.newContext();
  const problems = [];
  for (const page of onePageOfEachKind(site)) {
    const look = async (it) => {
      const styled = await it.evaluate(() => document.styleSheets.length > 0 && getComputedStyle(document.body).marginTop === '0px');
      if (page.file === 'search/index.html') {
        await it.locator('#search-q').fill('family');
        await it.locator('#search-results a').first().waitFor();
      }
      return styled ? [] : ['its style sheet was refused'];
    };
    problems.push(...(await open(tab, page.address, look)).map((it) => `${page.file}: ${it}`));
  }
  await tab.close();
  server.close();
  if (!headers['Content-Security-Policy']?.includes("default-src 'none'")) problems.push('there is no policy');
  report.check('deploy: pages under the headers of the zip file', problems, headers['Content-Security-Policy']);
}

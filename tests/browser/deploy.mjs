// A portfolio of somebody's own is put everywhere that targets.mjs knows, and shown under the headers that it asks for.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { open } from './browser.mjs';
import { onePageOfEachKind } from './looks.mjs';
import { Folder } from './preview.mjs';
import { serve } from './server.mjs';
import { readSite } from './site.mjs';
import { checkTargets, filesOf, themed, THEMES } from './targets.mjs';

export async function checkDeploy({ binary, scratch, browser }, report) {
  const root = join(scratch, 'portfolio-deploy');
  execFileSync(binary, ['init', root], { stdio: 'pipe' });
  const portfolio = new Folder(root);
  for (const file of filesOf(join(root, 'content')).filter((name) => /\.(md|yaml)$/.test(name))) {
    const text = portfolio.read(`content/${file}`);
    portfolio.save(`content/${file}`, text.replace(/^sample: true\n/m, ''));
  }
  const settings = portfolio.read('content/portfolio.yaml');
  await checkHeaders({ binary, root, browser, scratch, portfolio, settings }, report);
  const built = Object.fromEntries(
    THEMES.map((theme) => {
      portfolio.save('content/portfolio.yaml', themed(settings, theme));
      const dir = join(scratch, `built-${theme}`);
      execFileSync(binary, ['build', '--root', root, '--output', dir], { stdio: 'pipe' });
      return [theme, dir];
    }),
  );
  await checkTargets({ binary, root, scratch, portfolio, settings, built }, report);
}

// The site in the zip file, sent with the headers that lie in it: every kind of page is shown whole, and the search works.
async function checkHeaders({ binary, root, browser, scratch, portfolio, settings }, report) {
  const dir = join(scratch, 'unpacked');
  const headers = {};
  const server = await serve(dir, '/', headers);
  portfolio.save('content/portfolio.yaml', `${settings}\ndeploy: { drop: { kind: zip, path: "${dir}.zip", url: "${server.url}" } }\n`);
  execFileSync(binary, ['deploy', '--yes', '--root', root], { stdio: 'pipe' });
  execFileSync('python3', ['-m', 'zipfile', '-e', `${dir}.zip`, dir]);
  const told = readFileSync(join(dir, '_headers'), 'utf8').split('/assets/*')[0];
  for (const [, name, value] of told.matchAll(/^  ([^:]+): (.*)$/gm)) headers[name] = value;
  delete headers['Strict-Transport-Security']; // the server of this suite speaks no TLS
  const site = readSite(dir, server.url);
  const context = await browser.newContext();
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
    problems.push(...(await open(context, page.address, look)).map((it) => `${page.file}: ${it}`));
  }
  await context.close();
  server.close();
  if (!headers['Content-Security-Policy']?.includes("default-src 'none'")) problems.push('there is no policy');
  report.check('deploy: pages under the headers of the zip file', problems, headers['Content-Security-Policy']);
}

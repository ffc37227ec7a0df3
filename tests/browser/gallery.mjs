// Makes the pictures of the gallery in docs/content/pages/themes.md: `node tests/browser/gallery.mjs`
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { initPortfolio } from './portfolio.mjs';
import { serve } from './server.mjs';
import { builtInThemes } from './site.mjs';

const BINARY = process.env.LEADFOLIO || fileURLToPath(new URL('../../target/release/leadfolio', import.meta.url));
const GALLERY = fileURLToPath(new URL('../../docs/content/files/gallery/', import.meta.url));
const THEMES = builtInThemes().filter((theme) => theme !== 'base');
const PAGES = { home: '', 'case-study': 'case-studies/culture-committee/', matrix: 'standards/' };
const SIZE = { width: 1080, height: 1350 };

const scratch = mkdtempSync(join(tmpdir(), 'leadfolio-gallery-'));
const browser = await launch();
mkdirSync(GALLERY, { recursive: true });
for (const theme of THEMES) {
  const root = join(scratch, theme);
  const dir = join(root, 'dist');
  const server = await serve(dir);
  initPortfolio(BINARY, root, '--theme', theme);
  execFileSync(BINARY, ['build', '--root', root, '--base-url', server.url], { stdio: 'pipe' });
  const context = await browser.newContext({ viewport: SIZE, deviceScaleFactor: 0.6 });
  const page = await context.newPage();
  for (const [name, path] of Object.entries(PAGES)) {
    await page.goto(server.url + path);
    await page.screenshot({ path: join(GALLERY, `${theme}-${name}.jpeg`), type: 'jpeg', quality: 70 });
  }
  await context.close();
  server.close();
}
await browser.close();
rmSync(scratch, { recursive: true });
console.log(`the pictures are in ${GALLERY}`);

// Pictures for people to look at: one page of each kind, narrow and wide, light and dark, and a case study as PDF.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HEIGHT, SCHEMES, WIDTHS } from './axe.mjs';
import { pdfOf } from './print.mjs';
import { PLACES, pageAt } from './site.mjs';

export async function takeShots({ served, browser }, dir) {
  mkdirSync(dir, { recursive: true });
  const page = await browser.newPage();
  for (const kind of Object.keys(PLACES)) {
    await page.goto(pageAt(served, kind).address);
    for (const colorScheme of SCHEMES) {
      for (const width of WIDTHS) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: HEIGHT });
        await page.screenshot({ path: join(dir, `${kind}-${width}-${colorScheme}.png`), fullPage: true, animations: 'disabled' });
      }
    }
  }
  await page.goto(pageAt(served, 'case').address);
  writeFileSync(join(dir, 'case.pdf'), await pdfOf(page));
  await page.close();
}

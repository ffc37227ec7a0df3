// The portfolio that `init` makes, that of this repository, and the site that is built of one.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from './server.mjs';
import { builtInThemes, readSite } from './site.mjs';

// The pictures in the cache of this repository are those of the portfolio.
const CACHE = '.leadfolio/cache';
const DRAWN = fileURLToPath(new URL(`../../${CACHE}`, import.meta.url));

export function initPortfolio(binary, root, ...options) {
  initSample(binary, root, 'principal', ...options);
}

// The sample of a kind of leader.
export function initSample(binary, root, kind, ...options) {
  execFileSync(binary, ['init', root, '--sample', kind, ...options], { stdio: 'pipe' });
  if (existsSync(DRAWN)) cpSync(DRAWN, join(root, CACHE), { recursive: true });
}

// The themes that authors choose: base is the ground that each of them stands on.
export const THEMES = builtInThemes().filter((theme) => theme !== 'base');

// The sample in a theme, built and served.
export async function serveTheme(binary, theme, scratch) {
  const [root, dir] = ['portfolio', 'site'].map((name) => join(scratch, `${name}-${theme}`));
  initPortfolio(binary, root, '--theme', theme);
  const server = await buildAndServe(binary, root, dir);
  return { site: readSite(dir, server.url), close: () => server.close() };
}

// Serves a folder, and builds a portfolio into it for that address.
export async function buildAndServe(binary, root, dir, ...options) {
  const server = await serve(dir);
  execFileSync(binary, ['build', '--root', root, '--output', dir, '--base-url', server.url, ...options], { stdio: 'pipe' });
  return server;
}

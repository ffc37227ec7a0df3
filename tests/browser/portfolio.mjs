// The portfolio that `init` makes: that of this repository, so the pictures in the repository's cache are its own.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = '.leadfolio/cache';
const DRAWN = fileURLToPath(new URL(`../../${CACHE}`, import.meta.url));

export function initPortfolio(binary, root, ...options) {
  execFileSync(binary, ['init', root, ...options], { stdio: 'pipe' });
  if (existsSync(DRAWN)) cpSync(DRAWN, join(root, CACHE), { recursive: true });
}

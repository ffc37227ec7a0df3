// Runs one part of a check in a process of its own, for run.mjs: parts that block, or load the processor, hold up no other.
import { mkdirSync } from 'node:fs';
import { inspect } from 'node:util';
import { CHECKS } from './checks.mjs';
import { Report } from './report.mjs';
import { readSite } from './site.mjs';

// What a part may use. A site is read when a part asks for it.
function contextOf({ sites, ...given }) {
  const context = { ...given };
  const lazily = (name, make) => {
    Object.defineProperty(context, name, {
      configurable: true,
      get() {
        const value = make();
        Object.defineProperty(context, name, { value });
        return value;
      },
    });
  };
  for (const [name, { dir, url }] of Object.entries(sites)) lazily(name, () => readSite(dir, url));
  return context;
}

// Nobody waits for the result any more.
process.once('disconnect', () => process.exit(2));

process.once('message', async ({ check, part, context: given }) => {
  const lines = [];
  const report = new Report((line) => lines.push(line));
  const started = performance.now();
  mkdirSync(given.scratch, { recursive: true });
  let fault;
  try {
    await CHECKS[check](given.full)[part](contextOf(given), report);
  } catch (error) {
    // With the cause, which a stack does not have.
    fault = inspect(error);
  }
  const seconds = (performance.now() - started) / 1000;
  // Servers that a part has left running must not keep the suite waiting.
  process.send({ lines, passed: report.passed, failed: report.failed, fault, seconds }, () => process.exit());
});

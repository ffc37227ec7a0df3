// Counts and prints the checks. A check is a name and a list of problems; an empty list passes.

const SHOWN = 25;

export class Report {
  passed = 0;
  failed = 0;

  // `print` takes one line.
  constructor(print = console.log) {
    this.print = print;
  }

  check(name, problems, note = '') {
    if (problems.length === 0) {
      this.passed += 1;
      this.print(`ok    ${name}${note && ` (${note})`}`);
      return;
    }
    this.failed += 1;
    this.print(`FAIL  ${name}`);
    for (const problem of problems.slice(0, SHOWN)) this.print(`        ${problem}`);
    if (problems.length > SHOWN) this.print(`        and ${problems.length - SHOWN} more`);
  }

  // A judge that finds nothing may have looked at nothing, so each one is shown a known fault first:
  // `wanted` maps what should be found to a pattern that one of the findings must match.
  canary(name, findings, wanted) {
    const missed = Object.entries(wanted)
      .filter(([, pattern]) => !findings.some((finding) => pattern.test(finding)))
      .map(([fault, pattern]) => `known fault not caught: ${fault} (${pattern})`);
    if (missed.length > 0) missed.push(...findings.map((finding) => `found instead: ${finding}`));
    this.check(`${name}: known faults are caught`, missed, `${Object.keys(wanted).length} faults`);
  }

  // Something to see that is not held against the site.
  note(text) {
    this.print(`note  ${text}`);
  }
}

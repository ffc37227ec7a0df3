#!/usr/bin/env node
// Runs the program in the package for this system, which npm has installed beside this one.
"use strict";

const { spawn } = require("node:child_process");
const { constants } = require("node:os");

const name = `@leadfolio/${process.platform}-${process.arch}`;
// An npm that doesn't know which C library a package is for installs both; only one of them starts.
const packages = process.platform === "linux" ? [`${name}-gnu`, `${name}-musl`] : [name];
const file = process.platform === "win32" ? "leadfolio.exe" : "leadfolio";

const programs = packages.flatMap((it) => {
  try {
    return [require.resolve(`${it}/bin/${file}`)];
  } catch {
    return [];
  }
});

function start() {
  const program = programs.shift();
  if (program === undefined) {
    console.error(`leadfolio: there is no program for this system: the package ${packages.join(" or ")} is missing`);
    console.error("  to fix it: install leadfolio again, without --omit=optional or --no-optional");
    process.exit(2);
  }
  const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
  child.on("error", start);
  child.on("spawn", () => {
    // The terminal sends Ctrl-C to the program itself.
    process.on("SIGINT", () => {});
    for (const signal of ["SIGTERM", "SIGHUP"]) {
      process.on(signal, () => child.kill(signal));
    }
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

start();

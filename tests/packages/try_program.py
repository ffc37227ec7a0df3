#!/usr/bin/env python3
"""Tries an installed program on any system: its version, a new portfolio, a build, and a page of the preview.

    tests/packages/try_program.py leadfolio            the one on PATH
    tests/packages/try_program.py target/dist/leadfolio
"""

import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

# A preview that has not answered by then hangs.
SECONDS = 120


def run(command, **options):
    done = subprocess.run([str(it) for it in command], capture_output=True, text=True, encoding="utf-8", **options)
    if done.returncode != 0:
        raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def preview(command, portfolio):
    """The home page, as a browser gets it from `serve`."""
    with subprocess.Popen(
        [*command, "serve", "--root", str(portfolio), "--port", "4600"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    ) as server:  # fmt: skip
        told = ""
        try:
            end = time.monotonic() + SECONDS
            while time.monotonic() < end and (line := server.stdout.readline()):
                told += line
                if address := re.search(r"http://(?:localhost|127\.0\.0\.1):\d+/", told):
                    with urllib.request.urlopen(address[0], timeout=SECONDS) as answer:
                        return answer.read().decode()
            raise RuntimeError(f"the preview gave no address:\n{told}")
        finally:
            server.terminate()


def try_program(command, version):
    """Raises an error that says what does not work. `command` is the program, with what starts it."""
    told = run([*command, "--version"])
    if told.split() != ["leadfolio", version]:
        raise RuntimeError(f"it says that it is {told.strip()!r}, not {version}")
    with tempfile.TemporaryDirectory() as folder:
        portfolio = Path(folder) / "portfolio"
        run([*command, "init", portfolio])
        run([*command, "build", "--root", portfolio])
        built = (portfolio / "dist/index.html").read_text(encoding="utf-8")
        if "<main" not in built:
            raise RuntimeError(f"the home page has no text:\n{built}")
        # What a program without the features `cards`, `search` and `webp` does not make.
        for pattern in ["assets/cards/index.png", "**/*.pf_meta", "**/*.webp"]:
            if not any((portfolio / "dist").glob(pattern)):
                raise RuntimeError(f"the site has no {pattern}: the program lacks a feature")
        if "<main" not in preview(command, portfolio):
            raise RuntimeError("the preview's home page has no text")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    root = Path(__file__).resolve().parents[2]
    version = re.search(r'^version = "(.*)"', (root / "Cargo.toml").read_text(), re.MULTILINE)[1]
    try:
        try_program(sys.argv[1:], version)
    except RuntimeError as problem:
        sys.exit(f"try_program.py: {problem}")
    print(f"{' '.join(sys.argv[1:])} {version}: version, init, build and serve work")


if __name__ == "__main__":
    main()

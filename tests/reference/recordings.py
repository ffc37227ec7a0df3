#!/usr/bin/env python3
"""Publishes recordings of every kind that are full of tags, and compares them with their originals: sound and pictures are
the same, and other programs find nothing in the published file that tells who made it, where or when.

Needs ffmpeg, exiftool and mat2, and the program: LEADFOLIO=target/debug/leadfolio tests/reference/recordings.py
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SECRET = "zqSecret"
TEXT = "zqSubtitle"
PLACE = "+52.5163+013.3777/"

SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:duration=2"]
FILM = ["-f", "lavfi", "-i", "testsrc=size=128x96:rate=10:duration=2", *SOUND]
H264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"]
VP9 = ["-c:v", "libvpx-vp9", "-b:v", "100k", "-c:a", "libopus"]

# Name, input, options. Every file gets the tags below, too.
SAMPLES = [
    ("a.mp3", SOUND, ["-c:a", "libmp3lame", "-write_id3v1", "1"]),
    ("cover.mp3", SOUND, ["COVER", "-c:a", "libmp3lame", "-id3v2_version", "3"]),
    ("a.mp2", SOUND, ["-c:a", "mp2"]),
    ("ape.mp3", SOUND, ["-c:a", "libmp3lame", "-write_apetag", "1"]),
    ("mpeg2.mp3", SOUND, ["-c:a", "libmp3lame", "-ar", "22050", "-b:a", "32k"]),
    ("a.aac", SOUND, ["-c:a", "aac", "-write_id3v2", "1"]),
    ("a.wav", SOUND, ["-write_bext", "1"]),
    ("wide.wav", SOUND, ["-rf64", "always"]),
    ("float.wav", SOUND, ["-c:a", "pcm_f32le"]),
    ("a.aif", SOUND, ["-write_id3v2", "1"]),
    ("a.aiff", SOUND, ["-write_id3v2", "1"]),
    ("a.flac", SOUND, []),
    ("cover.flac", SOUND, ["COVER", "-c:a", "flac"]),
    ("a.ogg", SOUND, ["-c:a", "libvorbis"]),
    ("a.oga", SOUND, ["-c:a", "flac"]),
    ("flac.ogg", SOUND, ["-c:a", "flac"]),
    ("a.opus", SOUND, ["-c:a", "libopus"]),
    ("speex.ogg", SOUND, ["-c:a", "libspeex", "-ar", "16000"]),
    ("a.ogv", FILM, ["-c:v", "libtheora", "-c:a", "libvorbis"]),
    ("a.m4a", SOUND, ["-c:a", "aac"]),
    ("cover.m4a", SOUND, ["COVER", "-c:a", "aac"]),
    ("alac.m4a", SOUND, ["-c:a", "alac"]),
    ("a.mp4", FILM, H264),
    ("fast.mp4", FILM, [*H264, "-movflags", "+faststart"]),
    ("fragments.mp4", FILM, [*H264, "-movflags", "frag_keyframe+empty_moov"]),
    ("dash.mp4", FILM, [*H264, "-movflags", "dash+global_sidx"]),
    ("implicit.mp4", FILM, [*H264, "-movflags", "frag_keyframe+empty_moov+omit_tfhd_offset"]),
    ("separate.mp4", FILM, [*H264, "-movflags", "frag_keyframe+separate_moof+default_base_moof"]),
    ("part.mov", FILM, [*H264, "-g", "5", "-movflags", "frag_keyframe", "-timecode", "10:11:12:00"]),
    ("spoken.mp4", FILM, ["SUBTITLES", *H264, "-c:s", "mov_text", "-movflags", "frag_keyframe+empty_moov+default_base_moof"]),
    ("hevc.mp4", FILM, ["-c:v", "libx265", "-tag:v", "hvc1", "-c:a", "aac"]),
    ("vp9.mp4", FILM, [*VP9]),
    ("flac.mp4", FILM, ["-c:v", "mpeg4", "-c:a", "flac", "-strict", "-2"]),
    ("subtitles.mp4", FILM, ["SUBTITLES", *H264, "-c:s", "mov_text"]),
    ("chapters.mp4", FILM, ["CHAPTERS", *H264]),
    ("a.m4v", FILM, [*H264, "-f", "mp4"]),
    ("a.mov", FILM, [*H264, "-movflags", "use_metadata_tags"]),
    ("place.mov", FILM, [*H264, "-metadata", f"com.apple.quicktime.location.ISO6709={PLACE}", "-movflags", "use_metadata_tags"]),
    ("pcm.mov", FILM, ["-c:v", "prores", "-c:a", "pcm_s16le"]),
    ("timecode.mov", FILM, [*H264, "-timecode", "10:11:12:00"]),
    ("a.m4b", SOUND, ["CHAPTERS", "-c:a", "aac", "-f", "ipod"]),
    ("a.3gp", FILM, ["-c:v", "h263", "-s", "128x96", "-c:a", "aac"]),
    ("a.webm", FILM, VP9),
    ("a.weba", SOUND, ["-c:a", "libopus", "-f", "webm"]),
    ("a.mka", SOUND, ["-c:a", "aac"]),
    ("live.webm", FILM, [*VP9, "-live", "1"]),
    ("vorbis.webm", FILM, ["-c:v", "libvpx", "-c:a", "libvorbis"]),
    ("subtitles.webm", FILM, ["SUBTITLES", *VP9, "-c:s", "webvtt"]),
    ("a.mkv", FILM, [*H264, "ATTACHMENT"]),
    ("chapters.mkv", FILM, ["CHAPTERS", *H264]),
    ("subtitles.mkv", FILM, ["SUBTITLES", *H264, "-c:s", "ass"]),
    ("flac.mkv", FILM, ["-c:v", "mpeg4", "-c:a", "flac"]),
    ("a.avi", FILM, ["-c:v", "mpeg4", "-c:a", "libmp3lame"]),
    ("pcm.avi", FILM, ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "pcm_s16le"]),
    # These must be refused.
    ("jpeg.avi", FILM, ["-c:v", "mjpeg", "-c:a", "libmp3lame"]),
    ("jpeg.mp4", FILM, ["-c:v", "mjpeg", "-c:a", "aac"]),
    ("jpeg.mkv", FILM, ["-c:v", "mjpeg", "-c:a", "aac"]),
    ("a.wmv", FILM, ["-c:v", "wmv2", "-c:a", "wmav2"]),
    ("a.wma", SOUND, ["-c:a", "wmav2"]),
    ("a.caf", SOUND, ["-c:a", "pcm_s16le"]),
    ("a.mpg", FILM, ["-c:v", "mpeg2video", "-c:a", "mp2", "-r", "25"]),
    ("a.mpeg", FILM, ["-c:v", "mpeg2video", "-c:a", "mp2", "-r", "25"]),
    ("a.ts", FILM, [*H264]),
    ("a.m2ts", FILM, [*H264]),
    ("a.flv", FILM, ["-c:v", "flv", "-c:a", "libmp3lame", "-ar", "44100"]),
]
REFUSED = {"jpeg.avi", "jpeg.mp4", "jpeg.mkv", "a.wmv", "a.wma", "a.caf", "a.mpg", "a.mpeg", "a.ts", "a.m2ts", "a.flv"}

TAGS = {
    name: f"{SECRET} {name}"
    for name in ["title", "artist", "album", "comment", "copyright", "composer", "genre", "description", "synopsis",
                 "author", "performer", "publisher", "encoded_by", "lyrics", "originator", "IART", "ICRD", "Zq_custom"]
} | {"creation_time": "2021-03-04T05:06:07Z", "date": "2021-03-04", "location": PLACE, "location-eng": PLACE}

# What exiftool and mat2 may find: how the sound and the pictures are stored, and programs for them.
GROUPS_OF_THE_FILE_SYSTEM = ("System", "ExifTool", "File", "Composite")


def run(*command, check=True):
    ran = subprocess.run([str(part) for part in command], capture_output=True, text=True, errors="replace")
    if check and ran.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}\n{ran.stderr[-3000:]}")
    return ran


def make_samples(folder, helpers):
    run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=red:size=64x64:d=1", "-frames:v", "1", helpers / "cover.jpg")
    run("exiftool", "-q", "-overwrite_original", f"-Artist={SECRET}", "-GPSLatitude=52.5", "-GPSLatitudeRef=N", helpers / "cover.jpg")
    (helpers / "titles.srt").write_text(f"1\n00:00:00,000 --> 00:00:01,000\n<i>{TEXT}</i> speaks\n\n2\n00:00:01,000 --> 00:00:02,000\nthe end\n")
    (helpers / "chapters.txt").write_text(f";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle={TEXT} begins\n")
    extra = {
        "COVER": ["-i", helpers / "cover.jpg"],
        "SUBTITLES": ["-i", helpers / "titles.srt"],
        "CHAPTERS": ["-i", helpers / "chapters.txt"],
    }
    for name, source, options in SAMPLES:
        inputs, rest, maps = [], [], [["0"], ["0", "1"]][source is FILM]
        for option in options:
            if option in extra:
                inputs += extra[option]
                maps = maps + ([str(len(maps))] if option != "CHAPTERS" else [])
            elif option == "ATTACHMENT":
                rest += ["-attach", helpers / "cover.jpg", "-metadata:s:t", "mimetype=image/jpeg"]
            else:
                rest.append(option)
        if "CHAPTERS" in options:
            rest += ["-map_chapters", str(len(maps))]
        tags = [part for name, value in TAGS.items() for part in ("-metadata", f"{name}={value}")]
        tags += ["-metadata:s:0", f"title={SECRET} track", "-metadata:s:0", f"handler_name={SECRET} handler"]
        command = ["ffmpeg", "-v", "error", "-y", *source, *inputs]
        command += [part for number in maps for part in ("-map", number)]
        if "COVER" in options:
            rest += ["-disposition:v", "attached_pic", "-c:v", "copy"]
        made = run(*command, *rest, *tags, folder / name, check=False)
        if made.returncode != 0:
            print(f"  {name}: not made: {made.stderr.strip().splitlines()[-1:]}")
            (folder / name).unlink(missing_ok=True)
        elif name.endswith((".mp4", ".mov", ".m4a", ".m4v", ".3gp")):
            run("exiftool", "-q", "-overwrite_original", "-m", f"-XMP:Creator={SECRET}", "-XMP:GPSLatitude=52.5",
                f"-ItemList:Artist={SECRET}", f"-UserData:LocationInformation={SECRET}", "-UserData:GPSCoordinates=52.5,13.4,30",
                f"-Keys:Author={SECRET}", "-Keys:GPSCoordinates=52.5,13.4,30", folder / name, check=False)


def publish(root, names):
    """Writes a portfolio that links to all files, and builds it. Returns what `check` says of each."""
    content = root / "content"
    (content / "pages").mkdir(parents=True)
    (content / "portfolio.yaml").write_text('url: "https://example.org/"\nprofile: { name: "Rowan Ellery" }\n')
    (content / "people.yaml").write_text(
        'people:\n  - { id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: { full: "Rowan Ellery" }, '
        "minor: false, consent: { status: not_needed } }\n"
        '  - { id: p-lead, kind: staff, role: "Science teacher", minor: false, consent: { status: not_asked } }\n')
    (content / "people.private.yaml").write_text(f"watch_for:\n  - {{ person: p-lead, names: [{TEXT}] }}\n")
    (content / "case-studies").mkdir()
    links = "\n".join(f"[a file](../files/{name})\n" for name in names)
    (content / "case-studies/a.md").write_text(
        "---\ntitle: A\nsummary: S.\nstatus: ongoing\nled_by: [p-lead]\naccountable: p-owner\ndelegation: { level: 5 }\n"
        f"start: 2024-08\n---\n{links}\n")
    program = os.path.abspath(os.environ.get("LEADFOLIO", "target/debug/leadfolio"))
    run(program, "build", "--root", root, check=False)
    checked = run(program, "check", "--root", root, "--format", "short", check=False).stdout
    return {name: [line for line in checked.splitlines() if line.startswith(f"content/files/{name}:")] for name in names}


def frames(path):
    """Hashes of all frames of sound and pictures; covers are not among them."""
    probe = json.loads(run("ffprobe", "-v", "error", "-show_streams", "-of", "json", path).stdout)
    wanted = [stream for stream in probe["streams"]
              if stream["codec_type"] in ("audio", "video") and not stream.get("disposition", {}).get("attached_pic")]
    maps = [part for stream in wanted for part in ("-map", f"0:{stream['index']}")]
    hashes = run("ffmpeg", "-v", "error", "-i", path, *maps, "-f", "framemd5", "-", check=False)
    lines = [line for line in hashes.stdout.splitlines() if not line.startswith("#")]
    return [line.split(",", 1)[0] + line.rsplit(",", 1)[1] for line in lines], hashes.stderr.strip()


def leftovers(path):
    """What other programs find that is personal."""
    found = []
    tags = json.loads(run("exiftool", "-a", "-G1", "-ee", "-j", "-u", path, check=False).stdout or "[{}]")[0]
    for key, value in tags.items():
        group = key.split(":")[0]
        if group in GROUPS_OF_THE_FILE_SYSTEM or key == "SourceFile":
            continue
        name = key.split(":")[-1]
        is_time = "Date" in name and not str(value).startswith("0000")
        if is_time or "GPS" in name or "Location" in name or SECRET in str(value):
            found.append(f"{key}={value}")
    probe = json.loads(run("ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json", path).stdout)
    technical = {"major_brand", "minor_version", "compatible_brands", "language", "encoder", "vendor_id", "handler_name"}
    for part in [probe["format"], *probe["streams"]]:
        found += [f"{key}={value}" for key, value in part.get("tags", {}).items()
                  if (key.lower() not in technical or SECRET in value) and "DURATION" not in key.upper() and value]
    data = path.read_bytes()
    found += [f"the bytes {word}" for word in (SECRET, PLACE) if word.encode() in data]
    shown = run("mat2", "--show", path, check=False).stdout
    found += [f"mat2: {line.strip()}" for line in shown.splitlines()
              if SECRET in line or "2021" in line or "creation" in line.lower()]
    return found


def compare(original, published, told):
    name = original.name
    if name in REFUSED:
        return [] if any("error MED-16" in line for line in told) else ["it is not refused"]
    problems = [line for line in told if "MED-" in line and " error " in line]
    if problems:
        return problems
    before, _ = frames(original)
    after, errors = frames(published)
    if not before or before != after:
        problems.append(f"{len(before)} frames before, {len(after)} after, and not the same")
    if errors and frames(original)[1] != errors:
        problems.append(f"ffmpeg says: {errors[:300]}")
    problems += leftovers(published)
    keeps_text = TEXT.encode() in published.read_bytes()
    if keeps_text != any("PPL-" in line for line in told):
        problems.append(f"text is left: {keeps_text}; told: {told}")
    return problems


def main():
    missing = [tool for tool in ("ffmpeg", "ffprobe", "exiftool", "mat2") if not shutil.which(tool)]
    if missing:
        print(f"recordings: skipped, because this machine lacks {', '.join(missing)}")
        return 0
    keep = os.environ.get("KEEP")
    folder = Path(keep or tempfile.mkdtemp())
    root, helpers = folder / "portfolio", folder / "helpers"
    files = root / "content/files"
    for path in (files, helpers):
        path.mkdir(parents=True)
    make_samples(files, helpers)
    names = sorted(path.name for path in files.iterdir())
    told = publish(root, names)
    failed = 0
    for name in names:
        problems = compare(files / name, root / "dist/files" / name, told[name])
        failed += bool(problems)
        print(f"{name:16} {'refused' if name in REFUSED and not problems else 'ok' if not problems else 'FAILED'}")
        for problem in problems:
            print(f"    {problem}")
    if not keep:
        shutil.rmtree(folder)
    print(f"recordings: {len(names)} files, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

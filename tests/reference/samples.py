"""Files of every format that mat2 knows, with the secret in as many fields as the programs at hand write."""

import shutil
import subprocess
import zipfile
from pathlib import Path

SECRET = "zqSecret"

SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:duration=1"]
FILM = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=1", *SOUND, "-pix_fmt", "yuv420p"]
PICTURE = ["-f", "lavfi", "-i", "testsrc=size=64x48:d=1", "-frames:v", "1"]

# What ffmpeg makes, and with which options.
MADE_BY_FFMPEG = {
    "a.aif": [*SOUND, "-write_id3v2", "1"],
    "a.aifc": [*SOUND, "-c:a", "pcm_s16le", "-f", "aiff", "-write_id3v2", "1"],
    "a.aiff": [*SOUND, "-write_id3v2", "1"],
    "a.flac": SOUND,
    "a.m4a": [*SOUND, "-c:a", "aac"],
    "a.mp2": [*SOUND, "-c:a", "mp2"],
    "a.mp3": [*SOUND, "-c:a", "libmp3lame", "-write_id3v1", "1"],
    "a.mpga": [*SOUND, "-c:a", "mp2", "-f", "mp2"],
    "a.oga": [*SOUND, "-c:a", "flac"],
    "a.ogg": [*SOUND, "-c:a", "libvorbis"],
    "a.opus": [*SOUND, "-c:a", "libopus"],
    "a.spx": [*SOUND, "-c:a", "libspeex", "-ar", "16000"],
    "a.wav": [*SOUND, "-write_bext", "1"],
    "a.avi": [*FILM, "-c:v", "mpeg4", "-c:a", "libmp3lame"],
    "a.m4v": [*FILM, "-c:v", "mpeg4", "-c:a", "aac", "-f", "mp4"],
    "a.mp4": [*FILM, "-c:v", "libx264", "-c:a", "aac"],
    "fragments.mp4": [*FILM, "-c:v", "libx264", "-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"],
    "a.mpg4": [*FILM, "-c:v", "mpeg4", "-c:a", "aac", "-f", "mp4"],
    "a.wmv": [*FILM, "-c:v", "wmv2", "-c:a", "wmav2"],
    "a.gif": PICTURE,
    "a.jpe": [*PICTURE, "-f", "image2", "-c:v", "mjpeg"],
    "a.jfif": [*PICTURE, "-f", "image2", "-c:v", "mjpeg"],
    "a.jpeg": PICTURE,
    "a.jpg": PICTURE,
    "a.png": PICTURE,
    "a.ppm": PICTURE,
    "a.tif": PICTURE,
    "a.tiff": PICTURE,
    "a.webp": PICTURE,
    "a.bmp": PICTURE,
}

OFFICE_ENDINGS = ("odc", "odf", "odg", "odi", "odp", "ods", "odt", "docx", "epub", "pptx", "xlsx")

FFMPEG_TAGS = ["title", "artist", "album", "comment", "copyright", "composer", "genre", "description", "author", "performer",
               "publisher", "encoded_by", "lyrics", "originator", "IART", "ICMT", "ISFT", "zq_custom"]

# What exiftool writes where the format has a place for it.
EXIF_TEXTS = [
    "EXIF:Artist", "EXIF:Copyright", "EXIF:ImageDescription", "EXIF:Make", "EXIF:Model", "EXIF:Software", "EXIF:OwnerName",
    "EXIF:SerialNumber", "EXIF:LensModel", "EXIF:LensSerialNumber", "EXIF:UserComment", "EXIF:XPAuthor", "EXIF:XPComment",
    "EXIF:XPTitle", "EXIF:HostComputer", "IPTC:By-line", "IPTC:City", "IPTC:Caption-Abstract", "IPTC:Keywords",
    "IPTC:Credit", "IPTC:Source", "Photoshop:CopyrightFlag", "XMP-dc:Creator", "XMP-dc:Rights", "XMP-dc:Title",
    "XMP-dc:Subject", "XMP-xmp:CreatorTool", "XMP-xmp:Label", "XMP-photoshop:City", "XMP-photoshop:AuthorsPosition",
    "XMP-xmpMM:DocumentID", "XMP-iptcCore:CreatorWorkEmail", "XMP-aux:SerialNumber", "XMP-pdf:Author", "PNG:Author",
    "PNG:Comment", "PNG:Software", "File:Comment", "PDF:Author", "PDF:Creator", "PDF:Keywords", "PDF:Subject", "PDF:Title",
    "ItemList:Artist", "ItemList:Comment", "UserData:LocationInformation", "Keys:Author", "Keys:Comment", "GIF:Comment",
]
EXIF_VALUES = ["-EXIF:GPSLatitude=52.5", "-EXIF:GPSLatitudeRef=N", "-EXIF:GPSLongitude=13.4", "-EXIF:GPSLongitudeRef=E",
               "-XMP:GPSLatitude=52.5", "-EXIF:DateTimeOriginal=2021:03:04 05:06:07", "-XMP:CreateDate=2021:03:04 05:06:07",
               "-PNG:CreationTime=2021:03:04 05:06:07", "-Keys:GPSCoordinates=52.5,13.4,30",
               "-UserData:GPSCoordinates=52.5,13.4,30"]

WRITTEN = {
    "a.css": f"/* by {SECRET} */\np {{ color: red }}\n",
    "a.html": f'<html><head><meta name="author" content="{SECRET}"><title>{SECRET}</title></head><body><p>Words</p></body></html>',
    "a.ncx": f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><head><meta name="a" content="{SECRET}"/></head></ncx>',
    "a.svg": f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape" width="9" height="9" '
             f'i:export-filename="/home/{SECRET}/a.png"><!-- {SECRET} --><metadata><a>{SECRET}</a></metadata>'
             f'<desc>A square</desc><rect width="9" height="9" data-by="{SECRET}"/></svg>',
    "a.torrent": f"d7:comment8:{SECRET}10:created by8:{SECRET}4:infod6:lengthi1e4:name1:a12:piece lengthi1e6:pieces20:{'x' * 20}ee\u00ff",
    "a.txt": "Words\n",
    "a.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><head><meta name="author" content="{SECRET}"/><title>A</title></head>'
               "<body><p>Words</p></body></html>",
    "a.heic": "\0\0\0\x18ftypheic\0\0\0\0mif1heic",
}


def quietly(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, check=False, timeout=180).returncode == 0


def plant(path):
    """Writes the secret into all fields that exiftool knows for the format."""
    texts = [f"-{name}={SECRET}" for name in EXIF_TEXTS]
    quietly("exiftool", "-q", "-m", "-overwrite_original", *texts, *EXIF_VALUES, path)


def make_files(folder):
    """All files but those of LibreOffice."""
    made = []
    for name, options in MADE_BY_FFMPEG.items():
        tags = [part for tag in FFMPEG_TAGS for part in ("-metadata", f"{tag}={SECRET}")]
        tags += ["-metadata", "creation_time=2021-03-04T05:06:07Z", "-metadata", "date=2021-03-04"]
        if quietly("ffmpeg", "-v", "error", "-y", *options, *tags, folder / name):
            plant(folder / name)
            made.append(folder / name)
        else:
            print(f"ffmpeg made no {name}")
    for name, text in WRITTEN.items():
        (folder / name).write_text(text, encoding="latin-1")
        made.append(folder / name)
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.write(folder / "a.jpg", "a.jpg")
    quietly("tar", "-C", folder, "-cf", folder / "a.tar", "a.jpg")
    return [*made, folder / "a.zip", folder / "a.tar"]


def rewrite(document, copy, change):
    """A copy of an office file whose parts are changed."""
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, change(entry.filename, old.read(entry)))
    return copy


def more_documents(folder, documents):
    """OpenDocument files of kinds that LibreOffice does not make by a conversion, and damaged ones."""
    by_name = {document.suffix[1:]: document for document in documents}
    more = []
    for ending, kind in (("odc", b"chart"), ("odf", b"formula"), ("odi", b"image")):
        def retype(name, data, kind=kind):
            return data.replace(b"opendocument.graphics", b"opendocument." + kind) if name in (
                "mimetype", "META-INF/manifest.xml") else data
        more.append(rewrite(by_name["odg"], folder / f"a.{ending}", retype))
    for ending, part in (("odt", "content.xml"), ("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml"),
                         ("pptx", "ppt/presentation.xml")):
        def cut(name, data, part=part):
            return data[: len(data) // 2] if name == part else data
        more.append(rewrite(by_name[ending], folder / f"unclosed.{ending}", cut))
        short = folder / f"short.{ending}"
        short.write_bytes(by_name[ending].read_bytes()[:-200])
        more.append(short)
        longer = Path(shutil.copy(by_name[ending], folder / f"longer.{ending}"))
        longer.write_bytes(longer.read_bytes() + SECRET.encode())
        more.append(longer)
    return more

"""Compares published files of every format with mat2, another program that removes metadata.

Makes documents with LibreOffice, recordings and pictures with ffmpeg and exiftool, some of them damaged; publishes them, and
checks that

- mat2 and exiftool find nothing more in a published file than in the copy that mat2 cleans;
- LibreOffice shows the same text before and after.

Run it with `tests/run --only metadata`, or `LEADFOLIO=target/debug/leadfolio python3 tests/reference/mat2.py [FILE...]`: with
files, those are compared too. Without these programs nothing is compared. The table has a row for each file: how many
fields were planted, and how many each program leaves. What leadfolio refuses to publish is a row, too.
"""

import base64
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

import samples
from samples import SECRET

LEADFOLIO = os.environ.get("LEADFOLIO", "target/debug/leadfolio")

# An e-book is not valid without these, and its reader shows the title. mat2 shows them in one line. The date is the same for all.
KEPT_IN_BOOKS = re.compile(
    r"metadata: (<dc:(title|identifier|language)[^<]*</dc:\2>"
    r'|<meta property="dcterms:modified"[^<>]*>1980-01-01T00:00:00Z</meta>)*'
)

# LibreOffice draws a document by the old version that wrote it.
KEPT_OF_OLD_VERSIONS = re.compile(r".*: (LibreOffice/[3-6]\.\d+ LibreOffice_project/0|OpenOffice\.org/\S+ OpenOffice\.org_project/\S+)")

# What a picture needs to be shown in its size and colors.
KEPT_IN_PICTURES = ("PixelUnits: ", "PixelsPerUnit", "SRGBRendering: ", "Gamma: ")

# What is planted: the secret, the author of documents, a date, a place.
PLANTED = (SECRET, "Alex Other", "2021:03:04", "2026:01:02", "52 deg 30", "52.5")

# The rules by which a file is refused as a whole.
REFUSALS = {"FIL-02", "LNK-01", "MED-14", "MED-16"}

# Words in the names of fields that tell about people, places and times. The others say how sound and pictures are stored.
PERSONAL = re.compile("Date|Time:|GPS|Location|Author|Artist|Creat|Owner|Serial|Make|Model|Software|Comment", re.IGNORECASE)

# What is published as it was written, or nearly so, and searched for names.
READABLE = (".css", ".html", ".ncx", ".txt", ".xhtml")

# The title of a page is what its readers see.
KEPT_IN_PAGES = ("title: ",)

# A PDF keeps the title that readers and screen readers show.
KEPT_IN_PDFS = ("title: ", "format: PDF")

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "draw": "drawing",
        "text": "text",
        "table": "table",
        "svg": "svg-compatible",
        "meta": "meta",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'

PROPERTIES = """<office:meta><meta:initial-creator>Alex Other</meta:initial-creator><dc:creator>Alex Other</dc:creator>
<dc:title>The title</dc:title><dc:subject>The subject</dc:subject><meta:keyword>key</meta:keyword>
<meta:creation-date>2026-01-02T03:04:05</meta:creation-date><dc:date>2026-01-02T03:04:05</dc:date>
<meta:user-defined meta:name="Client">Alex Other</meta:user-defined></office:meta>"""


def picture():
    """A PNG of one pixel that names its author."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"tEXt", b"Author\0Alex Other")
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


def flat(kind, body):
    """A document in the flat format of OpenDocument."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.{kind}">{PROPERTIES}'
        f"<office:body><office:{body[0]}>{body[1]}</office:{body[0]}></office:body></office:document>"
    )


def sources():
    """Documents by name, each with the formats that LibreOffice makes of it."""
    frame = (
        '<draw:frame svg:width="3cm" svg:height="3cm" svg:x="1cm" svg:y="9cm"><draw:image><office:binary-data>'
        f"{base64.b64encode(picture()).decode()}</office:binary-data></draw:image></draw:frame>"
    )
    box = (
        '<draw:frame svg:width="12cm" svg:height="3cm" svg:x="1cm" svg:y="1cm"><draw:text-box>'
        "<text:p>Words on a page</text:p></draw:text-box></draw:frame>"
    )
    text = (
        '<text:h text:outline-level="1">Heading</text:h>'
        "<text:p>Title field: <text:title>The title</text:title>, by <text:initial-creator>A. O.</text:initial-creator></text:p>"
        f"<text:p>A <text:span>word</text:span> and a picture {frame}</text:p>"
    )
    cells = '<table:table table:name="First"><table:table-row>' + "".join(
        f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>'
        for word in ("one", "two")
    )
    cells += "</table:table-row></table:table>"
    return {
        "text.fodt": (flat("text", ("text", text)), ("odt", "docx", "epub")),
        "sheet.fods": (flat("spreadsheet", ("spreadsheet", cells)), ("ods", "xlsx")),
        "slides.fodp": (
            flat("presentation", ("presentation", f'<draw:page draw:name="a">{box}{frame}</draw:page>')),
            ("odp", "pptx", "pdf"),
        ),
        "drawing.fodg": (flat("graphics", ("drawing", f'<draw:page draw:name="a">{box}{frame}</draw:page>')), ("odg",)),
    }


def office(folder, *arguments):
    """Runs LibreOffice with a profile of its own, so that an open one does not matter."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)


def make_documents(folder):
    documents = []
    for name, (source, endings) in sources().items():
        (folder / name).write_text(source)
        for ending in endings:
            office(folder, "--convert-to", ending, "--outdir", str(folder), str(folder / name))
            document = folder / f"{Path(name).stem}.{ending}"
            if not document.exists():
                sys.exit(f"mat2.py: LibreOffice made no {document.name}")
            documents.append(document)
    return documents


def publish(folder, document):
    """The published copy of a file, if there is one, and the rules by which `check` reports it."""
    root = folder / "portfolios" / document.name
    content = root / "content"
    (content / "files").mkdir(parents=True)
    (content / "pages").mkdir()
    (content / "portfolio.yaml").write_text('url: "https://example.org/"\nprofile: { name: "Rowan Ellery" }\n')
    shutil.copy(document, content / "files" / document.name)
    (content / "pages" / "a.md").write_text(f'---\ntitle: "A"\n---\n[x](../files/{document.name})\n')
    program = os.path.abspath(LEADFOLIO)
    command = [program, "check", "--format", "short", "--root", str(root)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    rules = re.findall(r": error ([A-Z]+-[0-9]+)", checked.stdout)
    told = " ".join(sorted(set(rules)))
    if checked.returncode not in (0, 1):
        sys.exit(f"mat2.py: leadfolio fails at {document.name}: {checked.stderr}")
    subprocess.run([program, "build", "--root", str(root)], check=False, capture_output=True)
    published = root / "dist" / "files" / document.name
    is_refused = REFUSALS.intersection(rules) or not published.exists()
    return (None, told or "not published") if is_refused else (published, told)


def metadata(document):
    """The lines in which mat2 shows metadata, without the names of files, and the fields in which exiftool finds something
    planted."""
    shown = subprocess.run(["mat2", "--show", str(document)], check=False, capture_output=True, text=True).stdout
    lines = {line.strip() for line in shown.splitlines() if ": " in line and not line.startswith("[")}
    told = subprocess.run(
        ["exiftool", "-a", "-G1", "-u", "-ee", "-j", str(document)], check=False, capture_output=True, text=True
    ).stdout
    fields = json.loads(told or "[{}]")[0]
    return lines | {
        f"exiftool: {key}"
        for key, value in fields.items()
        if not key.startswith(("System:", "ExifTool:", "Source")) and any(word in str(value) for word in PLANTED)
    }


def holds_secret(path):
    """Whether the secret is in the bytes of a file, or of the parts of an archive."""
    data = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            data += b"".join(archive.read(name) for name in archive.namelist())
    return SECRET.encode() in data


def clean_with_mat2(document):
    """The copy that mat2 cleans; `None` if it can't clean this file."""
    subprocess.run(["mat2", "--unknown-members", "keep", str(document)], capture_output=True, check=False)
    cleaned = document.with_name(f"{document.stem}.cleaned{document.suffix}")
    return cleaned if cleaned.exists() else None


def text(folder, document):
    """The text that LibreOffice shows."""
    if document.suffix == ".pdf":
        return subprocess.run(["pdftotext", str(document), "-"], check=True, capture_output=True, text=True).stdout.split()
    printed = folder / "printed"
    office(folder, "--convert-to", "pdf", "--outdir", str(printed), str(document))
    pdf = printed / f"{document.stem}.pdf"
    shown = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    pdf.unlink()
    return shown.split()


def is_kept(document, line):
    """Whether a field may stay where mat2 removes it."""
    match document.suffix:
        case ".epub" if KEPT_IN_BOOKS.fullmatch(line):
            return True
        case ".pdf":
            return line.startswith(KEPT_IN_PDFS)
        case ".html" | ".xhtml" if line.startswith(KEPT_IN_PAGES):
            return True
        case ".ncx":
            return True
        case ending if ending in READABLE:
            return False
        case ending if ending[1:] in samples.OFFICE_ENDINGS:
            return line.startswith(KEPT_IN_PICTURES) or bool(KEPT_OF_OLD_VERSIONS.fullmatch(line))
    name, _, value = line.partition(": ")
    is_planted = name == "exiftool" or any(word in value for word in PLANTED)
    return not is_planted and (value.startswith("0000") or not PERSONAL.search(f"{name}:"))


def compare(folder, document, is_office):
    """One row of the table, and what is wrong."""
    before = metadata(document)
    cleaned = clean_with_mat2(document)
    theirs = metadata(cleaned) if cleaned else set()
    published, told = publish(folder, document)
    cells = [document.name, str(len(before)), str(len(theirs)) if cleaned else "-"]
    if not published:
        return [*cells, "-", f"refused: {told}"], []
    after = metadata(published)
    wrong = [f"{document.name}: left is {line}" for line in sorted(after - theirs) if not is_kept(document, line)]
    if document.suffix not in READABLE and holds_secret(published) and not (cleaned and holds_secret(cleaned)):
        wrong.append(f"{document.name}: left is {SECRET} in its bytes")
    # LibreOffice writes e-books and reads none.
    if is_office and document.suffix != ".epub" and text(folder, document) != text(folder, published):
        wrong.append(f"{document.name}: LibreOffice shows another text")
    verdict = "right, and searched for names" if document.suffix in READABLE else "right"
    verdict = "WRONG" if wrong else f"{verdict}, and reported: {told}" if told else verdict
    return [*cells, str(len(after)), verdict], wrong


def main():
    needed = ("mat2", "soffice", "pdftotext", "ffmpeg", "exiftool")
    missing = [program for program in needed if not shutil.which(program)]
    if missing:
        print(f"mat2.py: nothing is compared, since these programs are missing: {', '.join(missing)}")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = make_documents(folder)
        files = [*samples.more_documents(folder, documents), *samples.make_files(folder)]
        files += [Path(shutil.copy(given, folder)) for given in sys.argv[1:]]
        failures = []
        print(f"{'file':<20} {'planted':>7} {'mat2':>5} {'leadfolio':>9}  verdict")
        for file in [*documents, *files]:
            (name, planted, theirs, ours, verdict), wrong = compare(folder, file, file in documents)
            print(f"{name:<20} {planted:>7} {theirs:>5} {ours:>9}  {verdict}", flush=True)
            failures += wrong
    for failure in failures:
        print(failure)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()

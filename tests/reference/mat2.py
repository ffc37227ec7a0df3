"""Compares published office files and e-books with mat2, another program that removes metadata.

Makes documents of every format with LibreOffice, publishes them, and checks that

- mat2 finds nothing more in a published file than in its own cleaned copy;
- LibreOffice shows the same text before and after.

Run it with `tests/run --only mat2`, or `LEADFOLIO=target/debug/leadfolio python3 tests/reference/mat2.py [FILE...]`: with
files, those are compared too. Without mat2 or LibreOffice nothing is compared.
"""

import base64
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

LEADFOLIO = os.environ.get("LEADFOLIO", "target/debug/leadfolio")

# An e-book is not valid without these, and its reader shows the title. mat2 shows them in one line.
KEPT_IN_BOOKS = re.compile(r"metadata: (<dc:(title|identifier|language)[^<]*</dc:\2>)*")

# What a picture needs to be shown in its size and colors.
KEPT_IN_PICTURES = ("PixelUnits: ", "PixelsPerUnit", "SRGBRendering: ", "Gamma: ")

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
            ("odp", "pptx"),
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


def publish(folder, documents):
    """The published copies, by the names of the documents."""
    content = folder / "portfolio" / "content"
    (content / "files").mkdir(parents=True)
    (content / "case-studies").mkdir()
    (content / "portfolio.yaml").write_text('url: "https://example.org/"\nprofile: { name: "Rowan Ellery" }\n')
    (content / "people.yaml").write_text(
        'people:\n  - { id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: { full: "Rowan Ellery" },'
        " minor: false, consent: { status: not_needed } }\n"
    )
    links = []
    for document in documents:
        shutil.copy(document, content / "files" / document.name)
        links.append(f"[{document.name}](../files/{document.name})\n")
    (content / "case-studies" / "a.md").write_text(
        "---\ntitle: A\nsummary: S.\nstatus: ongoing\nled_by: [p-owner]\naccountable: p-owner\n"
        "delegation: { level: 5 }\nstart: 2024-08\n---\n\n" + "\n".join(links)
    )
    command = [os.path.abspath(LEADFOLIO), "build", "--root", str(folder / "portfolio")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return {document.name: folder / "portfolio" / "dist" / "files" / document.name for document in documents}


def metadata(document):
    """The lines in which mat2 shows metadata, without the names of files."""
    shown = subprocess.run(["mat2", "--show", str(document)], check=True, capture_output=True, text=True).stdout
    return {line.strip() for line in shown.splitlines() if ": " in line and not line.startswith("[")}


def clean_with_mat2(document):
    """The copy that mat2 cleans; `None` if it can't clean this file."""
    subprocess.run(["mat2", "--unknown-members", "keep", str(document)], capture_output=True, check=False)
    cleaned = document.with_name(f"{document.stem}.cleaned{document.suffix}")
    return cleaned if cleaned.exists() else None


def text(folder, document):
    """The text that LibreOffice shows."""
    printed = folder / "printed"
    office(folder, "--convert-to", "pdf", "--outdir", str(printed), str(document))
    pdf = printed / f"{document.stem}.pdf"
    shown = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    pdf.unlink()
    return shown.split()


def compare(folder, document, published):
    """One row of the table, and whether everything is right."""
    before, after = metadata(document), metadata(published)
    cleaned = clean_with_mat2(document)
    theirs = metadata(cleaned) if cleaned else set()
    is_kept = document.suffix == ".epub" and KEPT_IN_BOOKS.fullmatch
    more = {line for line in after - theirs if not line.startswith(KEPT_IN_PICTURES)}
    more = {line for line in more if not (is_kept and is_kept(line))}
    # LibreOffice writes e-books and reads none.
    is_shown = document.suffix == ".epub" or text(folder, document) == text(folder, published)
    row = (
        f"{document.name:<24} {len(before):>4} {len(theirs) if cleaned else '-':>5} {len(after):>9}  "
        f"{'same' if is_shown else 'DIFFERS'}"
    )
    return row, sorted(more), is_shown


def main():
    missing = [program for program in ("mat2", "soffice", "pdftotext") if not shutil.which(program)]
    if missing:
        print(f"mat2.py: nothing is compared, since these programs are missing: {', '.join(missing)}")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = make_documents(folder)
        for given in sys.argv[1:]:
            documents.append(Path(shutil.copy(given, folder)))
        published = publish(folder, documents)
        failures = []
        print(f"{'file':<24} {'was':>4} {'mat2':>5} {'leadfolio':>9}  text")
        for document in documents:
            row, more, is_shown = compare(folder, document, published[document.name])
            print(row)
            failures += [f"{document.name}: mat2 finds {line}" for line in more]
            failures += [] if is_shown else [f"{document.name}: LibreOffice shows another text"]
    for failure in failures:
        print(failure)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Makes the fonts of the built-in themes, and the style sheets that load them.

The build doesn't run this: the files that it writes are in the repository. Run it after a change of the tables below,
or when a language in Latin script is added to src/i18n/locales/:

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools==4.68.0 brotli==1.2.1
    /tmp/fonts/bin/python themes/fonts.py

It takes the fonts from npm, keeps the letters and weights that pages use, and measures them: while a font is on its way, readers
see Arial or Times in its measures, so that nothing moves when it arrives.
"""

import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent
LOCALES = ROOT.parent / "src/i18n/locales"
FONTS = ROOT / "base/assets/fonts"
SHEETS = ROOT / "base/assets/css/options"

# Bytes that the fonts of a pairing may have together.
BUDGET = 60_000

# What authors write besides letters: quotation marks, dashes, fractions, signs.
SIGNS = "\u00a0¡¢£§©«®°²·»½¿×–—‘’‚“”„•…€−"
# Letters of neighbors, in whose languages people have names.
NEIGHBORS = "ÅÆËÏØåæëïøÌìÒòŒœ"

# Packages of npm: version and SHA-256.
PACKAGES = {
    "archivo": ("5.3.0", "20c4384ed6219fc792761ad56fd578a70ba8758374b307f2f8da3db2009924a9"),
    "figtree": ("5.3.0", "745eb850be26774948b5aa9342b7182660ed3a48ac40509c7babcfdcd90c39d7"),
    "newsreader": ("5.3.0", "4b8cfba8f4e79abe7b221b761b751d76569fd2d2303a9cace2e90b862c56630d"),
    "public-sans": ("5.3.0", "bf6187114c40190dab8a429eb90ddc44c0ef0b731ec3ea868cecea1d7f9179bd"),
    "source-serif-4": ("5.3.1", "8c452853c74be1e43e9fbfe76321c26f4678a2d431e93209ff1d9faec03fd96f"),
}

# Widths of the space and of a to z, of fonts that nearly every computer has, or another with the same measures.
STAND_INS = {
    "Arial": "278 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500",
    "Arial Bold": "278 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500",
    "Times New Roman": "250 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444",
    "Times New Roman Italic": "250 500 500 444 500 444 278 500 500 278 278 444 278 722 500 500 500 500 389 389 278 500 444 667 444 444 389",
}
# Free fonts with the same measures.
SAME_MEASURES = {"Arial": "Liberation Sans", "Times New Roman": "Liberation Serif"}

# How often the space and the letters a to z occur in a thousand characters of text.
FREQUENCIES = [180, 65, 12, 22, 32, 102, 18, 16, 49, 56, 1, 5, 33, 20, 57, 61, 15, 1, 49, 51, 74, 22, 8, 18, 1, 16, 1]


@dataclass
class Face:
    """A font file: where it comes from, what is kept of its axes, and what stands in until it is there."""

    file: str
    family: str
    package: str
    source: str
    axes: dict
    # Weight at which it is measured, and the font that stands in, for each range of weights.
    stand_ins: dict = field(default_factory=dict)
    style: str = "normal"
    # What is kept of its rules: `kern`, the pairs of letters that stand closer, makes up half of a font.
    features: tuple = ("kern", "liga", "lnum", "tnum")

    @property
    def weights(self):
        """Its range of weights, as CSS writes it."""
        weight = self.axes["wght"]
        return f"{weight[0]} {weight[1]}" if isinstance(weight, tuple) else str(weight)


NEWSREADER = Face("newsreader", "Newsreader", "newsreader", "newsreader-latin-opsz-normal",
                  {"opsz": 24, "wght": (400, 600)}, {"400 600": (400, "Times New Roman")}, "normal", ("kern", "liga", "lnum"))
NEWSREADER_ITALIC = Face("newsreader-italic", "Newsreader", "newsreader", "newsreader-latin-opsz-italic",
                         {"opsz": 24, "wght": 400}, {"400": (400, "Times New Roman Italic")}, "italic", ("liga", "lnum"))
FIGTREE = Face("figtree", "Figtree", "figtree", "figtree-latin-wght-normal",
               {"wght": (400, 700)}, {"400 500": (400, "Arial"), "600 700": (650, "Arial Bold")})
PUBLIC_SANS = Face("public-sans", "Public Sans", "public-sans", "public-sans-latin-wght-normal",
                   {"wght": (400, 700)}, {"400 500": (400, "Arial"), "600 700": (650, "Arial Bold")})
# "Source" is a reserved name: a subset must have another one.
SERIF = Face("leadfolio-serif", "Leadfolio Serif", "source-serif-4", "source-serif-4-latin-opsz-normal",
             {"opsz": 18, "wght": (400, 600)}, {"400 600": (400, "Times New Roman")})
ARCHIVO = Face("archivo", "Archivo", "archivo", "archivo-latin-wdth-normal",
               {"wdth": 100, "wght": (400, 700)}, {"400 500": (400, "Arial"), "600 700": (650, "Arial Bold")})
ARCHIVO_WIDE = Face("archivo-wide", "Archivo Wide", "archivo", "archivo-latin-wdth-normal",
                    {"wdth": 114, "wght": (600, 850)}, {"600 850": (760, "Arial Bold")})

# The values of the option `fonts`, except for `system`: their fonts, and what these are for.
PAIRINGS = {
    "magazine": ([NEWSREADER, NEWSREADER_ITALIC, FIGTREE],
                 {"text": NEWSREADER, "display": NEWSREADER, "sans": FIGTREE, "lede": NEWSREADER}, {"title": 450, "bold": 600}),
    "friendly": ([FIGTREE], {"text": FIGTREE, "display": FIGTREE, "sans": FIGTREE, "lede": FIGTREE}, {"title": 650, "bold": 600}),
    "formal": ([PUBLIC_SANS, SERIF],
               {"text": PUBLIC_SANS, "display": PUBLIC_SANS, "sans": PUBLIC_SANS, "lede": SERIF}, {"title": 650, "bold": 650}),
    "bold": ([ARCHIVO, ARCHIVO_WIDE],
             {"text": ARCHIVO, "display": ARCHIVO_WIDE, "sans": ARCHIVO, "lede": ARCHIVO}, {"title": 760, "bold": 650}),
}


def letters():
    """All letters in Latin script that the languages of leadfolio have, and the signs."""
    texts = "".join(path.read_text(encoding="utf-8") for path in sorted(LOCALES.glob("*.ftl")))
    latin = {ord(letter) for letter in texts if letter.isalpha() and ord(letter) < 0x250}
    capitals = {ord(chr(letter).upper()) for letter in latin if len(chr(letter).upper()) == 1}
    return latin | capitals | set(range(0x20, 0x7F)) | {ord(sign) for sign in SIGNS + NEIGHBORS}


def fetch(package, folder):
    """The files of a package of npm, by name."""
    version, digest = PACKAGES[package]
    pack = ["npm", "pack", "--silent", f"@fontsource-variable/{package}@{version}"]
    name = subprocess.run(pack, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
    data = (Path(folder) / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        sys.exit(f"{name} is not the file that was reviewed")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive if member.isfile()}


def subset(data, face):
    """The font with the axes of a face, and only the letters, features and names that pages need."""
    font = TTFont(io.BytesIO(data))
    options = Options()
    options.layout_features = list(face.features)
    options.name_IDs = [0, 1, 2, 13, 14]
    options.hinting = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters())
    subsetter.subset(font)
    font = instantiateVariableFont(font, face.axes)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = face.family
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def stand_in(face, data, weights, weight, name):
    """The `@font-face` rule of what stands in for a face, in its measures."""
    axes = {axis: weight if axis == "wght" else value for axis, value in face.axes.items()}
    font = instantiateVariableFont(TTFont(io.BytesIO(data)), axes)
    cmap, metrics, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    own = sum(metrics[cmap[code]][0] * share for code, share in zip([32, *range(97, 123)], FREQUENCIES, strict=True)) / em
    widths = [int(width) for width in STAND_INS[name].split()]
    other = sum(width * share for width, share in zip(widths, FREQUENCIES, strict=True)) / 1000
    adjust = own / other
    table = font["hhea"]
    share = {key: percent(value / em / adjust) for key, value in
             {"ascent": table.ascent, "descent": -table.descent, "line-gap": table.lineGap}.items()}
    regular = next(known for known in SAME_MEASURES if name.startswith(known))
    free = name.replace(regular, SAME_MEASURES[regular])
    style = " font-style: italic;" if face.style == "italic" else ""
    overrides = " ".join(f"{key}-override: {value};" for key, value in share.items())
    return (f'@font-face {{ font-family: "{face.family} fallback"; src: local("{name}"), local("{free}"); font-weight: {weights};'
            f"{style} size-adjust: {percent(adjust)}; {overrides} }}")


def percent(share):
    """A share as CSS writes it: `93.1%`."""
    return f"{share * 100:.1f}".removesuffix(".0") + "%"


def stack(face):
    """The fonts of a token: the face, what stands in for it, and what every computer has."""
    generic = "serif" if "Times New Roman" in {name for _, name in face.stand_ins.values()} else "sans-serif"
    system = "" if generic == "serif" else "system-ui, "
    name = f'"{face.family}"' if " " in face.family else face.family
    return f'{name}, "{face.family} fallback", {system}{generic}'


def sheet(pairing, faces, tokens, weights, sources, licenses):
    """The style sheet of a value of the option `fonts`."""
    files = " ".join(f"fonts/{name}" for name in licenses)
    lines = [f"/* The option `fonts: {pairing}`, written by themes/fonts.py. Licenses: {files} */"]
    for face in faces:
        style = " font-style: italic;" if face.style == "italic" else ""
        name = f'"{face.family}"' if " " in face.family else face.family
        lines.append(f'@font-face {{ font-family: {name}; src: url(fonts/{face.file}.woff2) format("woff2");'
                     f" font-weight: {face.weights};{style} font-display: optional; }}")
    for face in faces:
        lines += [stand_in(face, sources[face.file], weights, *measured) for weights, measured in face.stand_ins.items()]
    lines.append(":root {")
    lines += [f"  --{token}: {stack(face)};" for token, face in tokens.items()]
    lines += [f"  --{token}: {weight};" for token, weight in weights.items()]
    return "\n".join([*lines, "}", ""])


def main():
    FONTS.mkdir(parents=True, exist_ok=True)
    SHEETS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        packages = {package: fetch(package, folder) for package in PACKAGES}
    for package, files in packages.items():
        (FONTS / f"OFL-{package}.txt").write_bytes(files["package/LICENSE"])
    for pairing, (faces, tokens, weights) in PAIRINGS.items():
        sources = {face.file: packages[face.package][f"package/files/{face.source}.woff2"] for face in faces}
        size = 0
        for face in faces:
            data = subset(sources[face.file], face)
            (FONTS / f"{face.file}.woff2").write_bytes(data)
            size += len(data)
        licenses = sorted({f"OFL-{face.package}.txt" for face in faces})
        text = sheet(pairing, faces, tokens, weights, sources, licenses)
        (SHEETS / f"fonts.{pairing}.css").write_text(text, encoding="utf-8")
        print(f"{pairing}: {size} bytes")
        if size > BUDGET:
            sys.exit(f"the fonts of {pairing} have more than {BUDGET} bytes")


if __name__ == "__main__":
    main()

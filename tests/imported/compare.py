#!/usr/bin/env python3
"""Compares the words of pages from other programs with the words that leadfolio publishes.

    LEADFOLIO=target/release/leadfolio python3 tests/imported/compare.py [NAME]...

Needs the packages of `requirements.txt`. Each page becomes a portfolio of its own in a temporary folder. Its words are
compared with those of the same page as markdown-it renders it, with raw HTML kept. A word that only markdown-it shows
is lost, unless a warning names its line. The exit code is 1 if a page loses a word or is not built.
"""

import base64
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from difflib import SequenceMatcher
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

HERE = Path(__file__).parent

# A portfolio whose theme prints nothing but the text of the page.
PORTFOLIO = {
    "content/portfolio.yaml": """\
url: "https://example.org/"
theme: t
profile: { name: "Rowan Ellery", contact: { email: "team@example.org" } }
""",
    "content/people.yaml": """\
people:
  - { id: owner, kind: owner, role: Principal, minor: false, consent: { status: not_needed } }
  - { id: lead, kind: staff, role: Teacher, minor: false, consent: { status: not_asked } }
""",
    "content/case-studies/a.md": """\
---
title: A garden run by a committee
summary: A committee decided about the garden for a year.
status: ongoing
led_by: [lead]
accountable: owner
delegation: { level: 5 }
start: 2024-08
---

The committee met.
""",
    "themes/t/templates/page.html": "{{ prose.body | safe }}",
    # A picture's alternative text is no visible word, but its caption is.
    "themes/t/templates/partials/figure-picture.html": "<p>{{ caption }}</p>",
}
FRONT_MATTER = "---\ntitle: Page\n---\n"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)

HIDDEN = {"script", "style", "template", "noscript", "head", "title", "iframe", "datalist", "annotation"}
INLINE = set(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i img input ins kbd label mark nobr o:p q s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)

# Marks of other programs that are no words: fences and classes of containers, attribute lists.
FENCE = re.compile(r"^( {0,3}):{3,}[ \t]*(\{[^}\n]*\}|[\w-]*)", re.MULTILINE)
ATTRIBUTES = re.compile(r"\{:?[ \t]*(?:[.#][\w-]+|-|[\w-]+=(?:\"[^\"\n]*\"|[^\s}]*)|[ \t])+\}")
# An image of Markdown within a block of HTML is text for markdown-it, and a picture for leadfolio.
IMAGE = re.compile(r"!\[[^\]\n]*\]\([^()\s]*\)")
# Formulas, as Pandoc tells them from money: no space inside of the dollar signs, and no digit after the last.
FORMULA = re.compile(r"\$\$[^$]+\$\$|(?<![\\$])\$(?=[^\s$])(?:\\.|[^$\\\n])*(?<=\S)\$(?![\d$])")
# A footnote mark within a block of HTML is text for markdown-it; leadfolio links it to the footnote, if there is one.
MARK = re.compile(r"\[\^([^\]\s]+)\]")
QUOTED = re.compile(r'title="([^"]*)"')
EMOJI = re.compile(r"(?<!\w):[a-z0-9_+-]+:(?!\w)")
ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]")
# An amount of money is a word with its dollar sign; other dollar signs may enclose a formula.
WORD = re.compile(r"(?:\$(?=\d))?[^\W_]+|[%&€]")

# A warning and the line that it names. One that promises that the text is kept excuses no loss.
WARNING = re.compile(r"^warning\S* (.*)\n\s*--> content/pages/page\.md:(\d+)", re.MULTILINE)
KEPT = "your text is kept"


class Word(NamedTuple):
    """A word and its line in the page."""

    text: str
    line: int


class VisibleText(HTMLParser):
    """The words of HTML as a browser shows them. A comment `<!--line 7-->` says on which line of the page what follows
    it stands."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.runs: list[tuple[str, int]] = []
        self.hidden: list[str] = []
        self.shift = 0
        self.feed(html)
        self.close()

    def words(self) -> list[Word]:
        """A word may be written in several runs: `sm<b>all</b>`. Soft hyphens and the like are no part of it."""
        characters = []
        for run, line in self.runs:
            for character in run:
                if character not in "\u00ad\u200b":
                    characters.append((character, line))
                line += character == "\n"
        text = "".join(character for character, _ in characters)
        blanked = EMOJI.sub(lambda match: " " * len(match[0]), text)
        return [Word(match[0].casefold(), characters[match.start()][1]) for match in WORD.finditer(blanked)]

    def line(self) -> int:
        return self.getpos()[0] + self.shift

    def handle_starttag(self, tag, attributes):
        if tag in HIDDEN or ("class", "footnote-mark") in attributes:
            self.hidden.append(tag)
        self.handle_tag(tag)

    def handle_endtag(self, tag):
        if tag in self.hidden:
            del self.hidden[self.hidden.index(tag) :]
        self.handle_tag(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_tag(tag)

    def handle_tag(self, tag):
        if tag not in INLINE:
            self.runs.append((" ", self.line()))

    def handle_data(self, data):
        if not self.hidden:
            self.runs.append((data, self.line()))

    def handle_comment(self, data):
        if data.startswith("line "):
            # What follows begins on the next line of the HTML, and on this line of the page.
            self.shift = int(data[5:]) - self.getpos()[0] - 1


def reference_renderer() -> MarkdownIt:
    markdown = MarkdownIt("gfm-like", {"html": True})
    markdown.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)
    for name in ("footnote_ref", "footnote_anchor"):
        markdown.add_render_rule(name, lambda *_: "")
    return markdown


REFERENCE = reference_renderer()


def reference_words(page: str) -> list[Word]:
    """The words that markdown-it shows."""
    page = FENCE.sub(lambda match: match[1] + " ".join(QUOTED.findall(match[2])), page)
    page = ALERT.sub(r"\1", page)
    for marks in (ATTRIBUTES, IMAGE, FORMULA):
        # Lines keep their numbers.
        page = marks.sub(lambda match: "\n" * match[0].count("\n"), page)
    html = []
    environment: dict = {}
    tokens = REFERENCE.parse(page, environment)
    footnotes = environment.get("footnotes", {}).get("refs", {})
    for index, token in enumerate(tokens):
        if token.type == "html_block":
            token.content = MARK.sub(lambda mark: "" if f":{mark[1]}" in footnotes else mark[0], token.content)
        before = "".join(html)
        # The mark of a line would end a comment that goes on over several blocks.
        is_in_comment = before.rfind("<!--") > before.rfind("-->")
        if token.map and token.nesting >= 0 and not is_in_comment:
            # The content of fenced code begins on the line after the fence.
            html.append(f"\n<!--line {token.map[0] + 1 + (token.type == 'fence')}-->\n")
        if token.type == "inline":
            html.append(REFERENCE.renderer.renderInline(token.children, REFERENCE.options, environment))
        else:
            render = REFERENCE.renderer.rules.get(token.type, REFERENCE.renderer.renderToken)
            html.append(render(tokens, index, REFERENCE.options, environment))
    return VisibleText("".join(html)).words()


class Built(NamedTuple):
    code: int
    words: list[Word]
    report: str
    warned: set[int]


def build(program: str, page: str) -> Built:
    """Publishes one page; the lines of warnings are those of the page."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in {**PORTFOLIO, "content/pages/page.md": FRONT_MATTER + page}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        (root / "content/files").mkdir()
        (root / "content/files/photo.png").write_bytes(PICTURE)
        command = [program, "build", "--root", folder]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        report = done.stdout + done.stderr
        before = FRONT_MATTER.count("\n")
        warned = {int(line) - before for title, line in WARNING.findall(report) if KEPT not in title}
        published = root / "dist/page/index.html"
        published = published if published.exists() else root / "dist/pages/page/index.html"
        html = published.read_text() if published.exists() else ""
        return Built(done.returncode, VisibleText(html).words(), report, warned)


def lost_words(expected: list[Word], shown: list[Word]) -> list[Word]:
    """Words that are shown fewer times than expected, in the order of the text."""
    missing = Counter(word.text for word in expected)
    missing.subtract(word.text for word in shown)
    matcher = SequenceMatcher(None, [word.text for word in expected], [word.text for word in shown], False)
    lost = []
    for kind, start, end, _, _ in matcher.get_opcodes():
        for word in expected[start:end] if kind in ("delete", "replace") else []:
            if missing[word.text] > 0:
                missing[word.text] -= 1
                lost.append(word)
    return lost


def pages_of(file: Path) -> list[tuple[str, str]]:
    """Names and texts of the pages of one file."""
    parts = re.split(r"^=== ([a-z0-9-]+)\n", file.read_text(), flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def main() -> int:
    program = os.environ.get("LEADFOLIO")
    if not program:
        print("set LEADFOLIO to the program to try", file=sys.stderr)
        return 2
    program = str(Path(program).resolve())
    wanted = sys.argv[1:]
    files = [HERE / name for name in ("jekyll.md", "hugo.md", "quarto.md", "word.md")]
    pages = [(file.stem, name, text) for file in files for name, text in pages_of(file)]
    pages = [page for page in pages if not wanted or page[0] in wanted or page[1] in wanted]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda page: build(program, page[2]), pages))

    compared = failed = reported = 0
    for (origin, name, text), built in zip(pages, results, strict=True):
        if built.code != 0 or not built.words:
            failed += 1
            print(f"FAILED {origin}/{name} was not built:\n{built.report}")
            continue
        expected = reference_words(text)
        compared += len(expected)
        for word in lost_words(expected, built.words):
            if word.line in built.warned:
                reported += 1
                continue
            failed += 1
            lines = text.splitlines()
            source = lines[word.line - 1].strip() if word.line <= len(lines) else ""
            print(f"FAILED {origin}/{name}:{word.line} `{word.text}` is lost: {source[:100]}")
    print(f"{len(pages)} pages, {compared} words, {reported} left out with a warning")
    print(f"{len(pages)} passed, 0 failed" if failed == 0 else f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

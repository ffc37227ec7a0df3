"""Writes the same portfolio of N case studies for leadfolio, Hugo, Eleventy or Astro, always alike.

The texts are put together from fixed words by a random generator with a fixed seed; only the spelling of the front matter
differs, and that leadfolio gets what its pages show besides: people, standards, approaches.
"""
import datetime
import json
import random
import re
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEED = "leadfolio"
CASES = {
    "leadfolio": "content/case-studies",
    "hugo": "content/studies",
    "eleventy": "src/studies",
    "astro": "src/content/studies",
}
STATIC = {"leadfolio": "content/files", "hugo": "static", "eleventy": "static", "astro": "public"}

TAGS = """change-management coaching crisis-response culture cost-control customer-focus data-driven delegation
digital-transformation diversity engagement ethics feedback governance growth hiring hybrid-work innovation
inclusion knowledge-sharing lean learning mentoring mergers metrics negotiation onboarding operations
org-design performance planning portfolio quality restructuring retention risk safety stakeholders
succession sustainability""".split()
APPROACHES = """servant-leadership transformational-leadership situational-leadership adaptive-leadership
distributed-leadership coaching-leadership strategic-leadership authentic-leadership""".split()
STANDARDS = ["ISO 9001", "ISO 14001", "ISO 45001", "ISO 30414", "ISO 21502", "ISO 22301", "ISO 56002",
             "ISO 31000", "CMI Level 7", "EFQM 2025"]
FIRST = """Ada Amara Anders Beatriz Chen Chloe Dalia Daniel Elif Emeka Farah Felix Grace Hana Ibrahim Ines Jonas
Joy Kaori Karim Lena Liam Mateo Mei Nadia Noah Olga Omar Priya Quinn Rafael Rosa Sami Sofia Tariq Uma Viktor
Wanjiru Yusuf Zoe""".split()
LAST = ["Okafor", "Lindqvist", "Moreau", "Tanaka", "Reyes"]
PEOPLE = [f"{f} {l}" for l in LAST for f in FIRST]          # 200
ORGANIZATIONS = """hospital-trust logistics-group city-council regional-bank software-house university rail-operator
food-producer charity insurer energy-supplier retailer port-authority publisher airline steelworks""".split()
THEMES = """turnaround merger rebuild transition pilot program rollout recovery redesign expansion review
handover consolidation relaunch""".split()

SUBJ = """the leadership team|a cross-functional working group|each line manager|the program office|the board
|frontline staff|the new director|every regional lead|the change network|our operations cell|the finance partner
|the quality circle|a small group of supervisors|the people team|the executive sponsor|union representatives
|the transition lead|two experienced mentors|the service desk|the safety committee""".replace("\n", "").split("|")
VERB = """agreed|rewrote|tested|questioned|simplified|published|measured|protected|delegated|reviewed|rehearsed
|postponed|shortened|challenged|documented|funded|adopted|retired|mapped|explained""".replace("\n", "").split("|")
OBJ = """the weekly decision log|a shared set of priorities|the escalation path|the monthly performance review
|the induction program|a plain-language risk register|the rota and the handover notes|every standing meeting
|the budget assumptions|a coaching plan for new managers|the customer promise|the capability matrix
|the feedback ritual|the definition of a finished task|the supplier agreements|the succession chart
|the incident timeline|the shift pattern|the training curriculum|the reporting pack""".replace("\n", "").split("|")
TAIL = """before the next quarter opened|so that decisions could be taken closer to the work
|after three rounds of listening sessions|without adding a single approval step|while the old process still ran
|even though the evidence was incomplete|because trust had worn thin|and shared the result on the same day
|with help from people who had done it before|in less than two weeks|despite a hiring freeze
|to give every team the same starting point|and kept the parts that worked|under close scrutiny from the regulator
|so nobody had to guess what came next|when absence was at its highest|and invited disagreement in the open
|by asking for one change at a time|with a clear owner and a clear date|as the market moved against us""".replace("\n", "").split("|")
METRICS = [("Voluntary turnover", "%"), ("Lead time", " days"), ("Engagement score", " points"),
           ("Incidents per month", ""), ("Customer complaints", " per week"), ("On-time delivery", "%"),
           ("Unit cost", " EUR"), ("Time to hire", " days"), ("Absence rate", "%"), ("Audit findings", "")]
SECTIONS = ["Context", "The challenge", "What we decided", "How the team worked", "Results",
            "What we would do differently", "Evidence and sources"]
SUBS = ["Listening first", "Making it visible", "Roles and rhythm", "Risks we accepted", "Early signals",
        "Handing it over"]


def sentence(r):
    s = f"{r.choice(SUBJ)} {r.choice(VERB)} {r.choice(OBJ)} {r.choice(TAIL)}"
    k = r.random()
    if k < .10:
        s = s.replace(" the ", " **the** ", 1)
    elif k < .20:
        w = s.split()
        i = r.randrange(len(w) - 2)
        w[i] = f"*{w[i]}*"
        s = " ".join(w)
    elif k < .35:
        s += f", moving {r.randint(3, 97)} of {r.randint(98, 400)} cases"
    return s[0].upper() + s[1:] + "."


def para(r, n):
    return " ".join(sentence(r) for _ in range(n))


class Study:
    """One case study, the same for every generator. With another N only its date and the targets of its links differ."""

    def __init__(self, i, n, slugs, span):
        r = random.Random(f"{SEED}:{i}")
        self.i, self.slug = i, slugs[i]
        org, theme = slugs[i].split("-", 1)[1].rsplit("-", 1)
        self.title = f"{org.replace('-', ' ').title()} {theme}, study {i}"
        # one unique minute each, oldest first, over eleven years
        self.date = datetime.datetime(2015, 1, 5, 9) + datetime.timedelta(minutes=span * i)
        self.tags = sorted(r.sample(TAGS, 3))
        self.approach = r.choice(APPROACHES)
        self.people = r.sample(PEOPLE, 2)
        self.standards = r.sample(STANDARDS, 2)
        self.outcomes = []
        for m, u in r.sample(METRICS, r.randint(2, 4)):
            a = r.randint(20, 90)
            self.outcomes.append((m, f"{a}{u}", f"{max(1, a - r.randint(5, 40))}{u}"))
        self.summary = f"How {r.choice(SUBJ)} {r.choice(VERB)} {r.choice(OBJ)} {r.choice(TAIL)}."
        self.body = self._body(r, n, slugs)

    def _link(self, r, n, slugs):
        j = r.randrange(n)
        return f"[{slugs[j].split('-', 1)[1].replace('-', ' ')}](/studies/{slugs[j]}/)"

    def _body(self, r, n, slugs):
        target, out, words, notes = r.randint(600, 900), [], 0, []

        def add(text):
            nonlocal words
            words += len(text.split())
            out.append(text)

        add(para(r, 3) + f" See also {self._link(r, n, slugs)}.")
        add(f"![Figure one: course of the work](/img/fig-{r.randrange(12):02}.svg)")
        subs = r.sample(SUBS, 3)
        for k, h in enumerate(SECTIONS):
            out.append(f"## {h}")
            share = target * (k + 1) / len(SECTIONS)
            if k == 0:
                add(para(r, 2) + f"[^{len(notes) + 1}]")
                notes.append(sentence(r))
                add("\n".join(f"- **{r.choice(METRICS)[0]}**: {sentence(r)}" for _ in range(4)))
            elif k == 1:
                add("\n>\n".join("> " + sentence(r) for _ in range(2)) + f"\n>\n> — {r.choice(self.people)}")
            elif k == 2:
                out.append(f"### {subs[0]}")
                add("\n".join(f"{x + 1}. {sentence(r)}" for x in range(3)))
                add(f"This followed the pattern of {self._link(r, n, slugs)} and {self._link(r, n, slugs)}.")
            elif k == 3:
                out.append(f"### {subs[1]}")
                add("- " + sentence(r) + "\n  - " + sentence(r) + "\n  - " + sentence(r) + "\n- " + sentence(r))
            elif k == 4:
                rows = "\n".join(f"| {m} | {a} | {b} | {'met' if r.random() < .8 else 'in part'} |"
                                 for m, a, b in self.outcomes)
                add("| Measure | Before | After | Target |\n|---|---:|---:|:---|\n" + rows)
                add(f"![Figure two: measures over time](/img/fig-{r.randrange(12):02}.svg)")
            elif k == 5:
                out.append(f"### {subs[2]}")
                add(para(r, 1) + f"[^{len(notes) + 1}]")
                notes.append(sentence(r))
            else:
                add(f"Sources: [public report](https://example.org/reports/{self.i}), "
                    f"internal survey `S-{r.randint(100, 999)}` and {self._link(r, n, slugs)}.")
            while words < share:
                add(para(r, r.randint(2, 4)))
        for k, t in enumerate(notes):
            out.append(f"[^{k + 1}]: {t}")
        self.words = words
        return "\n\n".join(out) + "\n"


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def listed(items):
    return "[" + ", ".join(map(quoted, items)) + "]"


def outcomes_as_text(study, indent):
    pad = " " * indent
    rows = "".join(
        f"{pad}  - metric: {quoted(metric)}\n{pad}    baseline: {quoted(before)}\n{pad}    result: {quoted(after)}\n"
        for metric, before, after in study.outcomes
    )
    return f"{pad}outcomes:\n{rows}"


def front_matter(study, generator):
    """The facts of a case study as a generator spells them."""
    iso = study.date.strftime("%Y-%m-%dT%H:%M:00Z")
    head = f"title: {quoted(study.title)}\ndate: {iso}\nsummary: {quoted(study.summary)}\ntags: {listed(study.tags)}\n"
    if generator == "leadfolio":
        return leadfolio_front_matter(study)
    if generator == "hugo":
        params = f"params:\n  people: {listed(study.people)}\n  standards: {listed(study.standards)}\n"
        return f"{head}approaches: [{study.approach}]\n{params}{outcomes_as_text(study, 2)}"
    facts = f"approach: {study.approach}\npeople: {listed(study.people)}\nstandards: {listed(study.standards)}\n"
    return head + facts + outcomes_as_text(study, 0)


def leadfolio_front_matter(study):
    number = lambda text: f"{float(re.match('[0-9.]+', text).group()):g}"
    outcomes = "".join(
        f"  - id: o{index}\n    kind: quantitative\n" + ("    primary: true\n" if index == 1 else "")
        + f"    metric: {quoted(metric)}\n    unit: count\n    direction: decrease\n    population: \"All teams\"\n"
        f"    baseline: {{ value: {number(before)}, date: 2014-12-01, n: 120 }}\n"
        f"    target: {{ value: {number(after)}, date: 2026-06-30 }}\n"
        f"    result: {{ value: {number(after)}, date: 2026-06-01, n: 118 }}\n"
        f"    source: {{ name: \"Staff survey\", type: survey, collected_by: third_party }}\n    claim: reported\n"
        for index, (metric, before, after) in enumerate(study.outcomes, 1)
    )
    leads = [f"p-lead-{PEOPLE.index(person)}" for person in study.people]
    standards = "".join(
        f"  - {{ ref: bench-2020/{STANDARDS.index(standard) + 1}, why: \"Shown by the outcome\", evidence: [o1] }}\n"
        for standard in study.standards
    )
    return (
        f"title: {quoted(study.title)}\nsummary: {quoted(study.summary)}\nstatus: ongoing\nupdated: 2026-06-01\n"
        f"approaches: [{study.approach}]\ntags: {listed(study.tags)}\nled_by: [{', '.join(leads)}]\naccountable: p-owner\n"
        "delegation:\n  level: 5\n  joined: volunteered\n  authority: [\"Decide the routine\"]\n"
        "  retained: [\"Answering for the result\"]\n  take_back: \"Only for safety, and said first\"\n"
        f"  decisions:\n    - {{ area: \"Routine\", decided_by: [{leads[0]}], level: 5 }}\n"
        "  support:\n    - { kind: time, what: \"Cover\" }\n"
        f"communication:\n  channels: [\"Weekly note\"]\n"
        f"  check_ins:\n    - {{ with: [{leads[0]}], cadence: weekly, minutes: 20, purpose: \"Blocks\" }}\n"
        f"  escalation: \"Call the same day\"\nstart: {study.date:%Y-%m-%d}\noutcomes:\n{outcomes}standards:\n{standards}"
    )


def document(study, generator):
    body = study.body
    if generator == "leadfolio":  # links and pictures by file, people by role
        body = re.sub(r"/studies/([\w-]+)/", r"\1.md", body).replace("](/img/", "](../files/")
        body = re.sub(r"^> — .*$", "> — a program lead", body, flags=re.M)
    return f"---\n{front_matter(study, generator)}---\n\n{body}"


def write_leadfolio(root, slugs):
    """Everything of a leadfolio portfolio but its case studies."""
    content = root / "content"
    for folder in ("standards", "approaches"):
        (content / folder).mkdir(parents=True)
    (content / "portfolio.yaml").write_text(
        'schema: 1\nprofile:\n  name: "Bench Owner"\n  headline: "Fictional leader of a benchmark"\n'
        '  bio: "Invented for measuring."\n  contact: { email: "bench@example.org" }\n'
        f"frameworks: [bench-2020]\nprimary_framework: bench-2020\nfeatured: [{', '.join(slugs[-3:])}]\n"
        'copyright: { holder: "Bench Owner", since: 2015 }\n'
    )
    consent = "minor: false, consent: { status: not_needed }"
    leads = "".join(
        f'  - {{ id: p-lead-{index}, kind: staff, role: "Program lead {index}", show_as: role, {consent} }}\n'
        for index in range(len(PEOPLE))
    )
    (content / "people.yaml").write_text(
        'people:\n  - { id: p-owner, kind: owner, role: "Director", show_as: full_name, '
        f'name: {{ full: "Bench Owner" }}, {consent} }}\n{leads}'
    )
    standards = "".join(
        f'  - {{ id: "{index}", title: {quoted(name)} }}\n' for index, name in enumerate(STANDARDS, 1)
    )
    (content / "standards" / "bench-2020.yaml").write_text(
        'id: bench-2020\nname: "Benchmark standards"\nshort: Bench\npublisher: "Fictional"\nyear: 2020\n'
        f"status: current\nunit: standard\nstandards:\n{standards}"
    )
    for approach in APPROACHES:
        (content / "approaches" / f"{approach}.md").write_text(
            f'---\ntitle: {quoted(approach.replace("-", " ").capitalize())}\nsummary: "How it is used here."\npitfalls:\n'
            '  - { kind: unclear_roles, title: "Nobody knows who decides", signs: ["Two answers"], guard: "One name per line" }\n'
            "---\n\n## What is it?\n\nLeadership that is shared.\n\n## What are the pitfalls?\n\nRoles that are not clear.\n"
        )
    (content / "index.md").write_text("---\ntitle: Home\n---\n\nA portfolio made for measuring.\n")


def write(root, generator, count):
    """Writes the portfolio of `count` case studies for a generator into a new folder."""
    rng = random.Random(f"{SEED}:slugs")
    slugs = [f"{index:06}-{rng.choice(ORGANIZATIONS)}-{rng.choice(THEMES)}" for index in range(count)]
    root.mkdir(parents=True)
    static = root / STATIC[generator]
    if generator == "leadfolio":
        write_leadfolio(root, slugs)
        shutil.copytree(HERE / "static" / "img", static)
    else:
        shutil.copytree(HERE / generator, root, dirs_exist_ok=True)
        shutil.copytree(HERE / "static", static, dirs_exist_ok=True)
    cases = root / CASES[generator]
    cases.mkdir(parents=True, exist_ok=True)
    minutes = max(1, 11 * 365 * 24 * 60 // count)
    for index in range(count):
        study = Study(index, count, slugs, minutes)
        (cases / f"{study.slug}.md").write_text(document(study, generator))

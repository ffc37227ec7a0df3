//! Names in every spelling in which readers would recognize them, and innocent words that only look like names.

use leadfolio::check;
use leadfolio::pipeline::{self, Build};
use leadfolio::privacy::name_scanner::{NameScanner, PrivateNames, TextKind, TextOrigin, WatchedNames};
use rayon::prelude::*;

use super::support::{Site, rounds, site, study};

fn scanner(names: &[&str]) -> NameScanner {
    scanner_for("en", names)
}

fn scanner_for(language: &str, names: &[&str]) -> NameScanner {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    let watched = WatchedNames { person: "p-lead".to_owned(), names, also_common: false };
    NameScanner::new(&[], "", &[language], &PrivateNames { watch_for: vec![watched], not_them: Vec::new() })
        .unwrap()
}

fn is_found(names: &[&str], text: &str) -> bool {
    is_found_in("en", names, text)
}

fn is_found_in(language: &str, names: &[&str], text: &str) -> bool {
    let hits = scanner_for(language, names).find_names(text, TextKind::Prose, TextOrigin::Page(None));
    hits.iter().any(|hit| !hit.is_doubtful)
}

#[test]
fn a_name_is_found_in_every_spelling() {
    let jordan = &["Jordan Example"][..];
    for text in [
        "Jor&shy;dan Example",
        "Jor\u{200d}dan Example",
        "Jor\u{200b}dan Example",
        "Jor\u{ad}dan Exam\u{ad}ple",
        "Jordan\\\nExample",
        "Jor-\ndan Exam-\nple",
        "Jordan–Example",
        "Jordan/Example",
        "jordan.example",
        "JordanExample",
        "Example, Jordan",
        "Example Jordan",
        "Jordan M. Example",
        "Jordan Maria Example",
        "J. Example",
        "Ms Example",
        "@jordanexample",
        "the Jordan Examples",
        "#JordanExample",
        "| First | Last |\n|---|---|\n| Jordan | Example |",
        "Jordan[^1] Example",
        "jordan%20example.jpg",
        "jexample@school.example",
    ] {
        assert!(is_found(jordan, text), "{text}");
    }
    for (name, text) in [
        ("Jörg Müller", "Joerg Mueller"),
        ("Joerg Mueller", "Jörg Müller"),
        ("Jörg Müller", "Jo\u{308}rg Mueller"),
        ("Søren Bakke", "Soren Bakke"),
        ("Soeren Bakke", "Søren Bakke"),
        ("Łukasz Nowak", "Lukasz Nowak"),
        ("Łukasz Nowak", "dla Łukasza Nowaka"),
        ("Straßner Weiß", "Strassner Weiss"),
        ("Æsa Björk", "Aesa Bjork"),
        ("Işık Yıldız", "Isik Yildiz"),
        ("Đặng Thị", "Dang Thi"),
        ("Ana O'Brien", "Ana O’Brien"),
        ("Ana O'Brien", "Ana OBrien"),
        ("王小明", "学生王小明说了。"),
        ("山田太郎", "山田太郎さん"),
        ("김민수", "김민수는"),
        ("יעל כהן", "ליעל כהן"),
        ("Ann", "Ann Leeds spoke"),
        ("Max", "We met Max Williams and left"),
        ("Jo Martin", "Jo Martins and others"),
        ("Grace", "We kept grace's drawing"),
        ("Ms. Rivera", "Ms Rivera"),
        ("Anna-Maria Lopez", "Annamaria Lopez"),
        ("Иван Петров", "у Ивана Петрова"),
    ] {
        assert!(is_found(&[name], text), "{name}: {text}");
    }
}

#[test]
fn names_within_other_words_are_no_names() {
    for (name, text) in [
        ("Ann", "Annual announcements"),
        ("Al", "Als wir also alle"),
        ("Ana", "an a for effort"),
        ("Max Will", "They maximize willingness"),
        ("Ben Arden", "The bench in the garden"),
        ("Jo Martin", "Joint marathon"),
    ] {
        assert!(!is_found(&[name], text), "{name}: {text}");
    }
}

#[test]
fn names_are_found_with_the_endings_of_their_language() {
    for (language, name, text) in [
        ("en", "Maria Kowalska", "Zapytaliśmy Marię Kowalską"),
        ("en", "Maria Kowalska", "plan Marii Kowalskiej"),
        ("en", "Piotr Kowalski", "dla Piotra Kowalskiego"),
        ("pl", "Jordan Example", "z Jordanem Examplem"),
        ("ru", "Анна Смирнова", "с Анной Смирновой"),
        ("ru", "Анна Смирнова", "без Анны Смирновой"),
        ("ru", "Дмитрий Толстой", "у Дмитрия Толстого"),
        ("el", "Γιώργος Παπαδόπουλος", "του Γιώργου Παπαδόπουλου"),
        ("el", "Ελένη Παππά", "της Ελένης Παππά"),
        ("hu", "Szabó Péter", "Szabó Péterrel, Szabó Péternek"),
        ("fi", "Aino Virtanen", "Ainon Virtasen"),
        ("tr", "Ayşe Yılmaz", "Ayşeye Yılmazdan"),
        ("pl", "Marek Szymański", "raport Marka Szymańskiego"),
        ("cs", "Jiří Procházka", "Jiřímu Procházkovi"),
        ("uk", "Оксана Шевчук", "Оксані Шевчук"),
        ("hu", "Gábor Szalai", "Szalai Gáborral"),
        ("es", "José Núñez", "El sargento Nunez dio la orden"),
        ("pl", "Piotr Zając", "podziękowałem panu Zającowi"),
        ("ru", "Андрей Мороз", "у капитана Мороза"),
        ("hu", "Péter Fekete", "Fekete őrmesterrel"),
        ("tr", "Bahar Koç", "Bahar Hanım yönetti"),
        ("en", "Jordan", "J o r d a n"),
        ("en", "Jordan Example", "> Jor-\n> dan Exam-\n> ple"),
    ] {
        assert!(is_found_in(language, &[name], text), "{name}: {text}");
    }
    // A stem alone is another name, and so is one with the ending of another language.
    for (language, name, text) in [
        ("pl", "Karola Zbik", "Karol Zbik"),
        ("ru", "Анна Смирнова", "Анн Смирнов"),
        ("en", "Virtanen", "Virtasen"),
        ("en", "Mark", "Markban"),
    ] {
        assert!(!is_found_in(language, &[name], text), "{name}: {text}");
    }
}

#[test]
fn a_lone_name_may_mean_somebody_or_something_else() {
    let hits = |names: &[&str], text: &str| {
        let hits = scanner_for("en", names).find_names(text, TextKind::Prose, TextOrigin::Page(None));
        hits.iter().map(|hit| hit.is_doubtful).collect::<Vec<_>>()
    };
    let names = ["Jordan Example", "Jordan", "Example"];
    for text in [
        "We watched Jordan Peele in class.",
        "The unit was in Jordan.",
        "They planned a trip to Jordan together.",
        "A book by Helen Example was read.",
        "The Jordan Luther King assembly was theirs.",
        "The Jordan office took over.",
        "We came from Amman, Jordan, by bus.",
        "Then we visited Jordan in spring.",
        "The capital of Jordan is Amman.",
    ] {
        assert_eq!(hits(&names, text), [true], "{text}");
    }
    assert_eq!(hits(&["June Castle", "June"], "By June the platoon ran it."), [true]);
    assert_eq!(hits(&["Austin Law", "Austin"], "The talk in Austin, Texas, went well."), [true]);
    assert_eq!(hits(&["Max Winter", "Max"], "Max. 8 people fit in."), [true]);
    for text in [
        "We asked Jordan on Monday.",
        "We asked Jordan Monday.",
        "How Jordan Led The New Schedule",
        "The trust in Jordan's plan grew.",
        "We asked Ms. Jordan Peele.",
        "We asked Jordan E. about it.",
        "We asked Nurse Manager Example.",
        "Yesterday Example said so.",
    ] {
        let found = hits(&names, text);
        assert!(!found.is_empty() && found.contains(&false), "{text}: {found:?}");
    }
    for (names, text) in [
        (&["Jordan Example", "Jordan"][..], "Then Jordan Exampel spoke."),
        (&["Jordan Example", "Jordan"], "We believed in Jordan."),
        (&["Jordan Example", "Example"], "We asked Trustee Example."),
        (&["Austin Law", "Austin"], "The pupils Austin, Georgia and Ben led it."),
        (&["Max Winter", "Max"], "The prize went to Max. 8 students clapped."),
        (&["Grace Miller", "Grace"], "Grace, aged nine, drew it."),
        (&["Will Read", "Will"], "By the end it was Will\n\nBen"),
        (&["May Thornton", "May"], "In room 12 May led it."),
        (&["Ana García López"], "@agarcia wrote"),
        (&["Ana de la Cruz"], "A. de la Cruz wrote it."),
        (&["Jordan Example"], "j_example.txt"),
        (&["علي كريم"], "على کریم"),
    ] {
        assert!(hits(names, text).contains(&false), "{text}");
    }
    let german = scanner_for("de", &["Jonas Example", "Jonas"]);
    let found = german.find_names("Dann hat Jonas Kuchen gebracht.", TextKind::Prose, TextOrigin::Page(None));
    assert!(found.iter().all(|hit| !hit.is_doubtful) && !found.is_empty());
    // With a first name alone, any surname may be theirs.
    assert_eq!(hits(&["Jordan"], "We asked Jordan Peele."), [false]);
}

#[test]
fn people_are_found_in_sentences_that_mean_them() {
    let rows = include_str!("people.tsv").lines().skip(1);
    let rows = rows.map(|row| <[&str; 3]>::try_from(row.split('\t').collect::<Vec<_>>()).unwrap());
    let missed = rows.filter(|[language, name, sentence]| {
        // As an author lists a name: in full, and by the first name.
        let names = if name.contains([' ', ',']) {
            vec![*name, name.split([' ', ',']).next().unwrap()]
        } else {
            vec![*name]
        };
        let by_surname =
            ["Keller", "Becker", "Stern", "Nowaka", "Young's"].iter().any(|word| sentence.contains(word));
        let surname = name.rsplit(' ').next().unwrap();
        let names = if by_surname { vec![*name, surname] } else { names };
        !is_found_in(language, &names, &sentence.replace("\\n", "\n"))
    });
    let missed: Vec<String> = missed.map(|[_, name, sentence]| format!("{name}: {sentence}")).collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn common_words_that_are_names_break_nothing() {
    for (names, text) in [
        (&["May Day"][..], "we met May Day today"),
        (&["Sue Fox"], "then Sue Fox, and SUE FOX"),
        (&["Christian"], "Chris-\nTian"),
        (&["Jo Lee"], "Jo Lee"),
        (&["Will Read"], "students will read"),
        (&["Rose Hill"], "a rose. Hill climbing"),
    ] {
        is_found(names, text);
    }
    for (name, text) in [
        ("Will Read", "students will read"),
        ("Will Power", "the will power of all"),
        ("Rose Hill", "a rose. Hill climbing"),
    ] {
        assert!(!is_found(&[name], text), "{name}: {text}");
    }
}

#[test]
fn innocent_sentences_raise_few_alarms() {
    let rows = include_str!("innocent.tsv").lines().skip(1).map(|row| row.split('\t').collect::<Vec<_>>());
    let mut alarms = Vec::new();
    let mut all = 0;
    for row in rows {
        let [language, kind, watched, sentence] = row[..] else { panic!("{row:?}") };
        all += 1;
        if kind == "name" {
            let first = watched.split(' ').next().unwrap();
            if is_found_in(language, &[watched, first], sentence) {
                alarms.push(format!("{watched}: {sentence}"));
            }
            continue;
        }
        let built = site("").file("content/case-studies/a.md", study(sentence)).build();
        let report = built.report();
        let found: Vec<&str> = report
            .lines()
            .filter(|line| line.contains(" PPL-0") && !line.trim_start().starts_with("info"))
            .collect();
        if !found.is_empty() {
            alarms.push(format!("{kind}: {sentence}\n    {}", found.join("\n    ")));
        }
    }
    assert!(alarms.len() * 50 <= all, "{} of {all}:\n{}", alarms.len(), alarms.join("\n"));
}

/// Ways to write a name that readers recognize: a label, and the name as it is written.
fn spellings(first: &str, last: &str) -> Vec<(&'static str, String)> {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    let (f, l) = (capital(first), capital(last));
    let cut = |word: &str, mark: &str| format!("{}{mark}{}", &word[..2], &word[2..]);
    let initial = &f[..1];
    vec![
        ("plain", format!("{f} {l}")),
        ("small letters", format!("{first} {last}")),
        ("capitals", format!("{f} {l}").to_uppercase()),
        ("line end", format!("{f}\n{l}")),
        ("no-break space", format!("{f}\u{a0}{l}")),
        ("hyphen", format!("{f}-{l}")),
        ("en dash", format!("{f}–{l}")),
        ("slash", format!("{f}/{l}")),
        ("point", format!("{first}.{last}")),
        ("underscore", format!("{first}_{last}")),
        ("percent", format!("{first}%20{last}")),
        ("soft hyphen", format!("{} {}", cut(&f, "\u{ad}"), cut(&l, "\u{ad}"))),
        ("entity", format!("{} {l}", cut(&f, "&shy;"))),
        ("joiner", format!("{} {l}", cut(&f, "\u{200d}"))),
        ("zero-width space", format!("{f}\u{200b} {}", cut(&l, "\u{200b}"))),
        ("word joiner", format!("{} {l}", cut(&f, "\u{2060}"))),
        ("byte order mark", format!("{f}\u{feff} {l}")),
        ("combining accent", format!("{} {l}", cut(&f, "\u{301}"))),
        ("hyphenated line", format!("{} {}", cut(&f, "-\n"), l)),
        ("full width", f.chars().chain(" ".chars()).chain(l.chars()).map(full_width).collect()),
        ("last, first", format!("{l}, {f}")),
        ("last first", format!("{l} {f}")),
        ("middle initial", format!("{f} M. {l}")),
        ("middle name", format!("{f} Maria {l}")),
        ("two middle names", format!("{f} Maria Luz {l}")),
        ("initial", format!("{initial}. {l}")),
        ("initial after", format!("{l}, {initial}.")),
        ("title", format!("Ms. {l}")),
        ("joined", format!("{f}{l}")),
        ("handle", format!("@{first}{last}")),
        ("handle by initial", format!("{}{last}", initial.to_lowercase())),
        ("hashtag", format!("#{f}{l}")),
        ("plural", format!("{f} {l}s")),
        ("possessive", format!("{f} {l}’s")),
        ("footnote", format!("{f}[^1] {l}\n\n[^1]: x")),
        ("table", format!("{f} | {l}")),
        ("bold", format!("**{f}** _{l}_")),
    ]
}

fn full_width(letter: char) -> char {
    match letter {
        ' ' => '\u{3000}',
        c => char::from_u32(c as u32 + 0xfee0).unwrap(),
    }
}

/// A pseudorandom sequence: the same names in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    /// A word that can be pronounced, and is none.
    fn name(&mut self) -> String {
        const STARTS: [&str; 12] = ["br", "dv", "f", "gl", "j", "kr", "m", "pl", "qu", "tv", "v", "z"];
        const VOWELS: [&str; 5] = ["a", "e", "i", "o", "u"];
        const ENDS: [&str; 8] = ["ndr", "lk", "mb", "rt", "x", "zz", "ft", "lm"];
        let mut word = String::new();
        for part in 0..=self.below(2) {
            word += if part == 0 { STARTS[self.below(12)] } else { ["b", "d", "k", "t"][self.below(4)] };
            word += VOWELS[self.below(5)];
            word += ENDS[self.below(8)];
        }
        word + VOWELS[self.below(5)]
    }
}

#[test]
fn random_names_are_found_in_every_spelling() {
    let mut random = Random(20_261_126);
    for _ in 0..1_000 {
        let (first, last) = (random.name(), random.name());
        let listed = format!(
            "{}{} {}{}",
            first[..1].to_uppercase(),
            &first[1..],
            last[..1].to_uppercase(),
            &last[1..]
        );
        let scanner = scanner(&[&listed]);
        for (label, written) in spellings(&first, &last) {
            let text = format!("We asked {written} for help, and the plan went on.");
            let hits = scanner.find_names(&text, TextKind::Prose, TextOrigin::Page(None));
            assert!(!hits.is_empty(), "{label}: {listed} in {text}");
        }
        let text = format!("We asked {}q{} and the x{last}y for help.", &first[..2], &last[1..]);
        assert!(
            scanner.find_names(&text, TextKind::Prose, TextOrigin::Page(None)).is_empty(),
            "{listed} in {text}"
        );
    }
}

/// Every place where an author's words are published, as files with a case study around them.
fn places(name: &str) -> Vec<(&'static str, Site)> {
    let quoted = format!("\"We asked {} for help\"", name.replace('\n', " "));
    let text = format!("We asked {name} for help.");
    let front = |line: &str| study("Text.").replace("title: A\n", &format!("title: A\n{line}\n"));
    let page = |line: &str, body: &str| format!("---\ntitle: P\n{line}\n---\n\n{body}\n");
    let own = |path: &str, text: String| site("").file(path, text);
    let study_path = "content/case-studies/a.md";
    vec![
        ("title", own(study_path, study("Text.").replace("title: A", &format!("title: {quoted}")))),
        ("summary", own(study_path, study("Text.").replace("summary: S.", &format!("summary: {quoted}")))),
        ("lesson", own(study_path, front(&format!("lesson: {quoted}")))),
        ("problem", own(study_path, front(&format!("problem: {quoted}")))),
        ("tag", own(study_path, front(&format!("tags: [{quoted}]")))),
        (
            "limit",
            own(study_path, study("Text.").replace("level: 5", &format!("level: 5, limits: [{quoted}]"))),
        ),
        (
            "timeline",
            own(
                study_path,
                front(&format!("timeline: [{{ date: 2024-09-01, kind: decision, event: {quoted} }}]")),
            ),
        ),
        (
            "pitfall",
            own(
                study_path,
                front(&format!(
                    "pitfalls: [{{ kind: other, what: {quoted}, mitigation: None, resolved: \"yes\" }}]"
                )),
            ),
        ),
        ("body", own(study_path, study(&text))),
        ("heading", own(study_path, study(&format!("## {}\n\nText.", text.replace('\n', " "))))),
        (
            "cell",
            own(
                study_path,
                study(&format!("| A | B |\n|---|---|\n| x | {} |\n", text.replace(['\n', '|'], " "))),
            ),
        ),
        (
            "link",
            own(
                study_path,
                study(&format!("[{}](https://other.example/)", text.replace(['\n', '[', ']'], " "))),
            ),
        ),
        ("home page", own("content/index.md", page("", &text))),
        ("page", own("content/pages/p.md", page("", &text))),
        ("page summary", own("content/pages/p.md", page(&format!("summary: {quoted}"), "Text."))),
        ("approach", own("content/approaches/p.md", page("summary: S.", &text))),
        (
            "approach pitfall",
            own(
                "content/approaches/p.md",
                page(&format!("summary: S.\npitfalls: [{{ title: {quoted} }}]"), "Text."),
            ),
        ),
        ("bio", own("content/portfolio.yaml", format!("profile: {{ name: Rowan Ellery, bio: {quoted} }}\n"))),
        (
            "headline",
            own("content/portfolio.yaml", format!("profile: {{ name: Rowan Ellery, headline: {quoted} }}\n")),
        ),
        (
            "highlight",
            own(
                "content/portfolio.yaml",
                format!(
                    "profile: {{ name: Rowan Ellery }}\npositions: [{{ title: P, organisation: O, start: 2020, highlights: [{quoted}] }}]\n"
                ),
            ),
        ),
        (
            "role",
            own(
                "content/people.yaml",
                format!(
                    "people:\n  - {{ id: p-owner, kind: owner, role: Principal, minor: false, consent: {{ status: not_needed }} }}\n  - {{ id: p-lead, kind: staff, role: {quoted}, minor: false, consent: {{ status: not_asked }} }}\n"
                ),
            ),
        ),
        (
            "testimonial",
            own(
                "content/testimonials.yaml",
                format!(
                    "testimonials:\n  - {{ id: t, from: p-lead, relation: R, text: {quoted}, permission: {{ status: given }} }}\n"
                ),
            ),
        ),
        (
            "comment",
            own(
                "content/comments/case-studies/a.yaml",
                format!(
                    "comments:\n  - {{ from: p-lead, date: 2025-01-01, text: {quoted}, permission: {{ status: given }} }}\n"
                ),
            ),
        ),
        ("pack", own("content/packs/k.yaml", format!("title: K\nintro: {quoted}\ncases: [{{ case: a }}]\n"))),
        (
            "standard",
            own(
                "content/standards/s.yaml",
                format!("id: s\nname: S\nstandards: [{{ id: 1, title: {quoted} }}]\n"),
            ),
        ),
        (
            "translation",
            own("content/case-studies/a.es.md", format!("---\ntitle: T\nsummary: S.\n---\n\n{text}\n"))
                .file(study_path, study("Text.")),
        ),
        (
            "attached text",
            own(study_path, study("[x](../files/x.txt)")).file("content/files/x.txt", text.clone()),
        ),
        (
            "attached captions",
            own(study_path, study("[x](../files/x.vtt)"))
                .file("content/files/x.vtt", format!("WEBVTT\n\n00:00.000 --> 00:01.000\n{text}\n")),
        ),
    ]
}

/// Whether a build and its check report a name.
fn is_reported(site: &Site) -> bool {
    let (inputs, options) = site.parts();
    let Build { output, mut diagnostics } = pipeline::build(inputs, options);
    if let Some(output) = &output {
        check::check_site(output, &options.private_names, &mut diagnostics);
    }
    diagnostics.iter().any(|found| found.leak.is_some())
}

#[test]
fn random_names_are_found_wherever_they_would_be_published() {
    (0..rounds(60, 10_000) as u64).into_par_iter().for_each(|round| {
        let mut random = Random(20_261_126 + round * 7_919);
        let (first, last) = (random.name(), random.name());
        let all = spellings(&first, &last);
        let (spelling, written) = &all[random.below(all.len())];
        let mut places = places(written);
        let (place, site) = places.swap_remove(random.below(places.len()));
        let site = site.watched("p-lead", &[&format!("{first} {last}")]);
        assert!(is_reported(&site), "{place}, {spelling}: {first} {last} as {written:?}");
    });
    // Nothing is reported where the name is not.
    for (place, site) in places("somebody") {
        assert!(!is_reported(&site.watched("p-lead", &["Quandra Zeltix"])), "{place}");
    }
}

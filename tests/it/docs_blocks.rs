//! The examples of the documentation: each is put into a portfolio and built, and each command is run or at least parsed.
//!
//! The words after the fence say what a block is: `yaml case-study` is part of the front matter of a case study, and
//! `yaml case-study wrong` one that must be an error.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use leadfolio::embedded;

use super::docs::{documentation, read};
use super::documents::archive;
use super::support::{Bench, Built, Site, bare_site, run, site, study};

/// A fenced block of a page.
#[derive(Debug)]
struct Block {
    /// `docs/content/pages/writing.md:70`.
    place: String,
    /// The words after the fence.
    words: Vec<String>,
    code: String,
}

impl Block {
    fn is(&self, language: &str, kind: &str) -> bool {
        self.words[0] == language && self.words.get(1).map(String::as_str).unwrap_or_default() == kind
    }

    fn is_wrong(&self) -> bool {
        self.words.iter().any(|word| word == "wrong")
    }
}

/// The fenced blocks of a page, in its order.
fn blocks(path: &str) -> Vec<Block> {
    let text = read(path);
    let mut found: Vec<Block> = Vec::new();
    let mut is_open = false;
    for (index, line) in text.lines().enumerate() {
        if let Some(info) = line.strip_prefix("```") {
            is_open = !is_open;
            if is_open {
                let words = info.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
                assert!(!words.is_empty(), "{path}:{}: write after ``` what the block is", index + 1);
                found.push(Block { place: format!("{path}:{}", index + 1), words, code: String::new() });
            }
        } else if is_open {
            let block = found.last_mut().unwrap();
            block.code.push_str(line);
            block.code.push('\n');
        }
    }
    assert!(!is_open, "{path}: the last block has no end");
    found
}

/// The blocks of all pages but those that are made from something else, which has tests of its own.
fn all_blocks() -> Vec<Block> {
    let is_made = |path: &String| {
        ["fields", "rules", "commands", "templates", "security"]
            .iter()
            .any(|name| path.ends_with(&format!("/{name}.md")))
    };
    documentation().iter().filter(|path| !is_made(path)).flat_map(|path| blocks(path)).collect()
}

/// What a block of YAML may be a part of.
const KINDS: [&str; 14] = [
    "approach",
    "case-study",
    "comments",
    "framework",
    "pack",
    "page",
    "people",
    "people-translation",
    "portfolio",
    "private",
    "program",
    "testimonials",
    "theme",
    "translation",
];

#[test]
fn every_block_says_what_it_is() {
    let blocks = all_blocks();
    for block in &blocks {
        let Block { place, words, .. } = block;
        let kind = words.get(1).map(String::as_str);
        match words[0].as_str() {
            "yaml" => assert!(
                kind.is_some_and(|kind| KINDS.contains(&kind)),
                "{place}: write ```yaml KIND: {KINDS:?}"
            ),
            "md" | "sh" | "text" | "css" | "html" | "js" | "json" | "ftl" | "rust" | "python" => {}
            other => panic!("{place}: the language `{other}` is not expected here"),
        }
    }
    let count = |language: &str| blocks.iter().filter(|block| block.words[0] == language).count();
    assert!(count("yaml") > 40 && count("sh") > 15, "{} and {}", count("yaml"), count("sh"));
}

/// Front matter of a case study of the sample's people.
const STUDY: &str = "title: From the documentation\nsummary: S.\nstatus: ongoing\nled_by: [p-science-lead]\n\
                     accountable: p-owner\ndelegation: { level: 5 }\nstart: 2024-08\n";

/// Top-level entries of a YAML file: the key, and all its lines.
fn entries(yaml: &str) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    for line in yaml.split_inclusive('\n') {
        let key = line.split(':').next().unwrap_or_default();
        let begins = line.contains(':') && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        match entries.last_mut() {
            Some((_, text)) if !begins => text.push_str(line),
            _ => entries.push((key.to_owned(), line.to_owned())),
        }
    }
    entries
}

/// A YAML file with the entries of another in place of its own.
fn merge(base: &str, over: &str) -> String {
    let over = entries(over);
    let kept = entries(base).into_iter().filter(|(key, _)| over.iter().all(|(other, _)| other != key));
    kept.chain(over.iter().cloned()).map(|(_, text)| text).collect()
}

/// A page with the front matter of a block over another, or the block itself if it is a whole page. Each number makes
/// another text, because two pages with the same one are an error.
fn page(base: &str, code: &str, number: usize) -> String {
    let Some(rest) = code.strip_prefix("---\n") else {
        return format!("---\n{}---\nText {number}.\n\n## Reflection\n\nWords.\n", merge(base, code));
    };
    let (front_matter, body) = rest.split_once("---\n").unwrap();
    format!("---\n{}---\n{body}\n\n## Reflection\n\nWords.\n", merge(base, front_matter))
}

fn sample(path: &str) -> String {
    let bytes = embedded::starter_content().get(path).unwrap().read().unwrap().into_owned();
    String::from_utf8(bytes).unwrap()
}

/// The sample, with files for all names of files that the blocks mention and the sample doesn't have.
fn sample_site(blocks: &[&Block]) -> Site {
    let mut built = bare_site("");
    for (path, blob) in embedded::starter_content().iter().filter(|(path, _)| !path.contains(".private")) {
        built = built.file(&format!("content/{path}"), blob.read().unwrap().into_owned());
    }
    for name in file_names(blocks) {
        let path = format!("files/{name}");
        if embedded::starter_content().get(&path).is_none() {
            built = built.file(&format!("content/{path}"), example_file(&name));
        }
    }
    built
}

/// Names of files in the blocks, such as `garden.jpg`.
fn file_names(blocks: &[&Block]) -> BTreeSet<String> {
    let is_part = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let words = blocks.iter().flat_map(|block| block.code.split(move |c| !is_part(c)));
    let has_kind = |name: &&str| {
        name.rsplit_once('.').is_some_and(|(stem, kind)| !stem.is_empty() && source_of(kind).is_some())
    };
    words.filter(has_kind).map(str::to_owned).collect()
}

/// A file of the sample that can stand for one of this kind; empty for those that are made here.
fn source_of(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "csv" => "files/absence-by-homeroom.csv",
        "docx" => "",
        "jpg" => "files/table.jpg",
        "mp3" => "files/three-limits.mp3",
        "mp4" => "files/morning-in-six-cards.mp4",
        "pdf" => "files/duty-rota-brief.pdf",
        "png" => "files/everyone-eats.png",
        "svg" => "files/lottery.svg",
        "txt" => "files/three-limits.txt",
        "vtt" => "files/morning-in-six-cards.vtt",
        _ => return None,
    })
}

fn example_file(name: &str) -> Vec<u8> {
    let kind = name.rsplit_once('.').unwrap().1;
    match source_of(kind).unwrap() {
        "" => archive(&[
            ("[Content_Types].xml", b"<Types><Override PartName=\"/word/document.xml\"/></Types>".as_slice()),
            ("word/document.xml", b"<w:p><w:r><w:t>Plan</w:t></w:r></w:p>".as_slice()),
        ]),
        source => embedded::starter_content().get(source).unwrap().read().unwrap().into_owned(),
    }
}

/// A site with the file that a block is, and the path of that file. `number` makes the path its own.
fn place(site: Site, block: &Block, number: usize) -> (Site, String) {
    let code = &block.code;
    let (path, text) = match block.words.get(1).map(String::as_str).unwrap_or("page") {
        "case-study" => (format!("content/case-studies/docs-{number}.md"), page(STUDY, code, number)),
        "approach" => (format!("content/approaches/docs-{number}.md"), page("title: T\n", code, number)),
        "page" if block.words[0] == "yaml" => {
            (format!("content/pages/docs-{number}.md"), page("title: T\n", code, number))
        }
        "page" if code.starts_with("---\n") => (format!("content/pages/docs-{number}.md"), code.clone()),
        "page" => (format!("content/pages/docs-{number}.md"), format!("---\ntitle: T\n---\n{code}")),
        "pack" => (format!("content/packs/docs-{number}.yaml"), code.clone()),
        "framework" => (format!("content/standards/docs-{number}.yaml"), code.clone()),
        "comments" => ("content/comments/case-studies/student-news.yaml".to_owned(), code.clone()),
        "program" => ("content/program.yaml".to_owned(), code.clone()),
        "translation" => ("content/case-studies/culture-committee.es.md".to_owned(), page("", code, number)),
        "people-translation" => ("content/people.es.yaml".to_owned(), code.clone()),
        "portfolio" => ("content/portfolio.yaml".to_owned(), merge(&sample("portfolio.yaml"), code)),
        "testimonials" => {
            let more = code.strip_prefix("testimonials:\n").unwrap();
            (
                "content/testimonials.yaml".to_owned(),
                format!("{}\n{more}", sample("testimonials.yaml").trim_end()),
            )
        }
        other => panic!("{}: no file for `{other}`", block.place),
    };
    (site.file(&path, text), path)
}

/// The errors of a build that a block has caused; every error, if the file of the block decides about all.
fn errors_at(built: &Built, path: &str) -> Vec<String> {
    let is_at =
        |line: &String| line.split(' ').nth(1).is_some_and(|place| place.split(':').next() == Some(path));
    built.errors().into_iter().filter(is_at).collect()
}

#[test]
fn every_page_and_data_file_of_the_documentation_builds() {
    let blocks = all_blocks();
    // Several can be in one portfolio, because each is a file of its own.
    let together = ["case-study", "approach", "page", "pack", "framework"];
    let is_one = |block: &&Block| {
        let is_page = block.words[0] == "md" && block.words.len() == 1;
        (is_page || together.iter().any(|kind| block.is("yaml", kind))) && !is_step(block)
    };
    let chosen: Vec<&Block> = blocks.iter().filter(is_one).collect();
    assert!(chosen.len() > 15, "{}", chosen.len());
    let (right, wrong): (Vec<&Block>, Vec<&Block>) = chosen.into_iter().partition(|block| !block.is_wrong());
    let mut site = sample_site(&right);
    let mut paths = Vec::new();
    for (number, block) in right.iter().enumerate() {
        let (with_block, path) = place(site, block, number);
        site = with_block;
        paths.push(path);
    }
    let built = site.build();
    let mut faults = String::new();
    for (block, path) in right.iter().zip(&paths) {
        let errors = errors_at(&built, path);
        if !errors.is_empty() {
            let _ = writeln!(faults, "{}: {errors:#?}\n{}", block.place, block.code);
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert!(built.errors().is_empty(), "{:#?}", built.errors());
    for (number, block) in wrong.iter().enumerate() {
        let (site, path) = place(sample_site(&wrong), block, number);
        assert!(!errors_at(&site.build(), &path).is_empty(), "{}: nothing is wrong with it", block.place);
    }
}

/// Whether a block is one of several files that belong together: of the first page, or of a recipe for themes. Other tests
/// follow these from the first to the last.
fn is_step(block: &Block) -> bool {
    block.place.contains("/start.md:") || block.place.contains("/themes.md:") && block.words[0] == "md"
}

/// The files of the page for beginners: each block after a path. A second block for a file comes after the first.
fn steps() -> Vec<(String, String)> {
    let text = read("docs/content/pages/start.md");
    let mut steps = Vec::new();
    let mut rest = text.as_str();
    while let Some((before, code)) = rest.split_once("\n```") {
        let (code, after) = code.split_once("\n```").unwrap();
        let (info, code) = code.split_once('\n').unwrap();
        if info.starts_with("yaml") {
            let path = before.trim_end().strip_suffix("`:").unwrap().rsplit_once('`').unwrap().1;
            steps.push((path.to_owned(), format!("{code}\n")));
        }
        rest = after;
    }
    steps
}

#[test]
fn the_page_for_beginners_leads_from_nothing_to_a_published_portfolio() {
    let bench = Bench::new();
    let steps = steps();
    assert_eq!(steps.len(), 4, "{steps:?}");
    for (path, text) in steps {
        let before = if bench.has(&path) { bench.read(&path) } else { String::new() };
        bench.write(&path, before + &text);
    }
    let ran = bench.run("build --today 2026-11-23").ends(0);
    assert!(!ran.stderr.contains("warning"), "{}", ran.stderr);
    assert!(bench.read("dist/case-studies/night-rounds/index.html").contains("Falls at night on the ward"));
    let ran = bench.run("check --today 2026-11-23").ends(0);
    let advice = ran.stdout + &ran.stderr;
    let line = read("docs/content/pages/start.md");
    let line = line.lines().find(|line| line.starts_with("content/case-studies/night-rounds.md: ")).unwrap();
    assert!(advice.contains(line), "no `{line}` in\n{advice}");
    bench.run("deploy drop --yes").ends(0);
    assert!(bench.has("portfolio.zip"));
}

#[test]
fn every_setting_of_the_documentation_builds() {
    let alone = ["portfolio", "program", "comments", "translation", "people-translation", "testimonials"];
    let blocks = all_blocks();
    let is_alone = |block: &&Block| alone.iter().any(|kind| block.is("yaml", kind)) && !is_step(block);
    for block in blocks.iter().filter(is_alone) {
        let (site, _) = place(sample_site(&[block]), block, 0);
        // A translation of people needs a page that is translated.
        let site = if block.is("yaml", "people-translation") {
            site.file("content/index.es.md", "---\ntitle: Inicio\n---\nHola.\n")
        } else {
            site
        };
        let errors = site.build().errors();
        assert_eq!(errors.is_empty(), !block.is_wrong(), "{}: {errors:#?}\n{}", block.place, block.code);
    }
}

#[test]
fn every_list_of_people_and_every_theme_of_the_documentation_builds() {
    let blocks = all_blocks();
    for block in blocks.iter().filter(|block| block.words[0] == "yaml" && !is_step(block)) {
        let code = &block.code;
        let built = match block.words.get(1).map(String::as_str).unwrap_or_default() {
            "people" => {
                let owner = if code.contains("kind: owner") {
                    String::new()
                } else {
                    "  - { id: p-owner, kind: owner, role: R, show_as: full_name, name: { full: \"Your Name\" }, \
                     minor: false, consent: { status: not_needed } }\n"
                        .to_owned()
                };
                let settings = "--- content/portfolio.yaml\nprofile: { name: \"Your Name\" }\n";
                site(settings).file("content/people.yaml", format!("{}\n{owner}", code.trim_end())).build()
            }
            "theme" => {
                let name = code.lines().find_map(|line| line.strip_prefix("name: ")).unwrap_or("mine");
                let base = format!("name: {name}\nextends: commons\n");
                site(&format!(
                    "--- content/portfolio.yaml\ntheme: {name}\nprofile: {{ name: \"Your Name\" }}\n"
                ))
                .file(&format!("themes/{name}/theme.yaml"), merge(&base, code))
                .file(&format!("themes/{name}/assets/js/site.js"), "1;\n")
                .build()
            }
            _ => continue,
        };
        let errors = built.errors();
        assert_eq!(errors.is_empty(), !block.is_wrong(), "{}: {errors:#?}\n{code}", block.place);
    }
}

#[test]
fn every_private_list_of_the_documentation_is_read() {
    let blocks = all_blocks();
    let private: Vec<&Block> = blocks.iter().filter(|block| block.is("yaml", "private")).collect();
    assert!(!private.is_empty());
    for block in private {
        let bench = Bench::with("");
        bench.write("content/people.private.yaml", &block.code);
        let ran = bench.run("check --today 2026-11-23");
        assert_eq!(ran.code, Some(0), "{}\n{}", block.place, ran.stderr);
    }
}

/// A command of a block: its words, and where its output goes.
fn command_words(line: &str) -> (Vec<String>, Option<String>) {
    let line = line.split(" #").next().unwrap_or_default();
    let (line, file) = match line.split_once(" > ") {
        Some((line, file)) => (line, Some(file.trim().to_owned())),
        None => (line, None),
    };
    (line.split_whitespace().map(|word| word.trim_matches('"').to_owned()).collect(), file)
}

/// Commands of other programs, which no test runs.
const OTHER_PROGRAMS: [&str; 21] = [
    "apt",
    "brew",
    "cargo",
    "cd",
    "cp",
    "docker",
    "gh",
    "git",
    "node",
    "npm",
    "npx",
    "pip",
    "python3",
    "rustup",
    "scoop",
    "sha256sum",
    "tests/fuzz/run",
    "tests/packages/try_program.py",
    "tests/run",
    "uvx",
    "winget",
];

/// Whether a command changes only the folder that it is run in, asks nothing, and needs no network and no other program.
fn can_run(words: &[String]) -> bool {
    let has = |option: &str| words.iter().any(|word| word == option);
    let is_local = match words[1].as_str() {
        "build" | "schema" | "messages" | "themes" | "evidence" | "clean" => true,
        "init" => words.len() > 2,
        "check" => true,
        "theme" => has("new") || has("check"),
        _ => false,
    };
    is_local
        && !has("--external")
        && !has("--root")
        && !has("--workspace")
        && !has("--help")
        && !words.iter().any(|word| word.contains('…'))
}

/// Fails unless the program knows the command and its options.
fn parse(bench: &Bench, words: &[String], place: &str) {
    let mut command = bench.command("");
    let ran = run(command.args(&words[1..]).arg("--help"));
    assert_eq!(ran.code, Some(0), "{place}: `{}`\n{}", words.join(" "), ran.stderr);
}

#[test]
fn every_command_of_the_documentation_runs_or_is_known() {
    let mut known = BTreeSet::new();
    let artifact =
        "title: A\nartifacts: [{ id: notes, type: document, title: Notes, file: notes.txt, date: 2025-05 }]";
    let files =
        format!("--- content/files/notes.txt\nWords.\n--- content/case-studies/a.md\n{}", study("Text."));
    let bench = Bench::with(&files.replace("title: A", artifact));
    let (mut ran_count, mut faults) = (0, String::new());
    for block in all_blocks().iter().filter(|block| block.words[0] == "sh") {
        let mut folder = bench.path("");
        if block.code.contains("leadfolio init") {
            folder = bench.path("new");
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
        }
        for line in block.code.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let (words, file) = command_words(line);
            if words[0] == "cd" {
                folder = folder.join(&words[1]);
            }
            if words[0] != "leadfolio" {
                let program = words[0].trim_start_matches("./");
                assert!(OTHER_PROGRAMS.contains(&program), "{}: `{line}`", block.place);
                continue;
            }
            parse(&bench, &words, &block.place);
            let is_new = known.insert((folder.clone(), words.clone())) || words[1] == "init";
            // Other tests build the sample, whose pictures take long.
            let is_of_sample = block.code.contains("leadfolio init") && words[1] != "init";
            if can_run(&words) && is_new && !is_of_sample {
                ran_count += 1;
                if let Err(fault) = run_command(&bench, &folder, &words, file) {
                    let _ = writeln!(faults, "{}: `{}` {fault}", block.place, words.join(" "));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert!(ran_count > 10, "only {ran_count} commands were run");
}

/// Runs a command in a folder; what went wrong, if it did. It may find faults in a portfolio, but not fail for another reason.
fn run_command(bench: &Bench, folder: &Path, words: &[String], file: Option<String>) -> Result<(), String> {
    if words[1..3.min(words.len())] == ["theme", "new"] {
        let _ = fs::remove_dir_all(folder.join("themes").join(&words[3]));
    }
    fs::create_dir_all(folder).unwrap();
    let mut command = bench.command("");
    let ran = run(command.args(&words[1..]).current_dir(folder));
    let may_find = words[1] == "check" || words.iter().any(|word| word == "--strict");
    let is_fine = ran.code == Some(0) || may_find && ran.code == Some(1);
    if !is_fine {
        return Err(format!("ended with {:?}\n{}", ran.code, ran.stderr));
    }
    if let Some(file) = file {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, ran.stdout).unwrap();
    }
    Ok(())
}

/// Code in running text that is a command, without those that only name its parts: `leadfolio COMMAND --help`.
fn inline_commands(page: &str) -> Vec<(usize, String)> {
    let lines = super::docs::prose(page);
    let found = lines.flat_map(|(number, line)| {
        let spans = line.split('`').skip(1).step_by(2);
        let commands = spans.filter(|span| span.starts_with("leadfolio ") && !span.contains("COMMAND"));
        commands.map(|span| (number, span.to_owned())).collect::<Vec<_>>()
    });
    found.collect()
}

#[test]
fn every_command_in_running_text_is_known() {
    let bench = Bench::new();
    let mut known = BTreeSet::new();
    for path in documentation() {
        for (number, command) in inline_commands(&read(&path)) {
            let (words, _) = command_words(&command);
            if known.insert(words.clone()) {
                parse(&bench, &words, &format!("{path}:{number}"));
            }
        }
    }
    assert!(known.len() > 20, "only {} commands were found", known.len());
}

#[test]
fn a_block_replaces_only_the_entries_that_it_has() {
    let base = "a: 1\nb:\n  - x: 2\n  - y\nc: 3\n";
    assert_eq!(merge(base, "# why\nb: 4\nd: 5\n"), "a: 1\nc: 3\n# why\nb: 4\nd: 5\n");
    assert_eq!(
        page("title: T\n", "---\ntitle: U\n---\nWords.\n", 1),
        "---\ntitle: U\n---\nWords.\n\n\n## Reflection\n\nWords.\n"
    );
    let (words, file) = command_words("leadfolio messages es > content/i18n/es.ftl   # in Spanish");
    assert_eq!(
        (words.join(" ").as_str(), file.as_deref()),
        ("leadfolio messages es", Some("content/i18n/es.ftl"))
    );
    assert_eq!(
        inline_commands("Run `leadfolio check` or `x`.\n\n`leadfolio COMMAND --help`"),
        [(1, "leadfolio check".to_owned())]
    );
}

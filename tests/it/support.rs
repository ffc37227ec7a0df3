//! Small sites as strings, built through `pipeline::rebuild`, and the real program in a folder of its own.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use jiff::civil::date;
use leadfolio::content::advice::HelpWriter;
use leadfolio::content::enums::Visibility;
use leadfolio::content::{document, text};
use leadfolio::diagnostic::{Diagnostic, Location, Severity};
use leadfolio::embedded;
use leadfolio::media::PictureCache;
use leadfolio::model::case_study::CaseStudy;
use leadfolio::model::portfolio::Portfolio;
use leadfolio::pipeline::{self, Build, BuildCache, Inputs, Options};
use leadfolio::privacy::name_scanner::WatchedNames;
use leadfolio::render::LinkStyle;
use leadfolio::resolve::Drafts;
use leadfolio::urls::BaseUrl;
use leadfolio::vfs::FileTree;
use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use tempfile::{NamedTempFile, TempDir};

/// How often a test tries something at random: the first number in an ordinary run, the second in `tests/run --full`.
pub(crate) fn rounds(ordinary: usize, full: usize) -> usize {
    if std::env::var_os("LEADFOLIO_TEST_LONG").is_some() { full } else { ordinary }
}

/// How often a property is tried, and on what: in an ordinary run on the same cases each time, so that a change fails for faults of its
/// own only; in `tests/run --full` on ten times as many, which differ from run to run.
pub(crate) fn proptest_config(cases: u32) -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("LEADFOLIO_TEST_LONG").is_some() {
        ProptestConfig { cases: cases * 10, ..config }
    } else {
        ProptestConfig { cases, rng_seed: RngSeed::Fixed(2024), ..config }
    }
}

/// A color profile with a text in its description, its copyright and a tag of a program.
pub(crate) fn color_profile(space: &[u8; 4], text: &str) -> Vec<u8> {
    let text = [b"text\0\0\0\0", text.as_bytes(), &[0]].concat();
    let white = [b"XYZ \0\0\0\0", &[1; 12][..]].concat();
    let mut profile = vec![0; 128];
    profile[8] = 2;
    profile[12..24].copy_from_slice(&[b"mntr", &space[..], b"XYZ "].concat());
    profile[36..40].copy_from_slice(b"acsp");
    profile.extend(4_u32.to_be_bytes());
    let (first, len) = (180_u32, u32::try_from(text.len()).unwrap());
    for (tag, start, len) in
        [(b"desc", first, len), (b"cprt", first, len), (b"priv", first, len), (b"wtpt", first + len, 20)]
    {
        profile.extend([&tag[..], &start.to_be_bytes(), &len.to_be_bytes()].concat());
    }
    [profile, text, white].concat()
}

/// The least that a portfolio needs: an owner and somebody who leads.
const BASICS: &str = r#"
--- content/portfolio.yaml
url: "https://example.org/"
profile: { name: "Rowan Ellery" }
--- content/people.yaml
people:
  - { id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: { full: "Rowan Ellery" }, minor: false, consent: { status: not_needed } }
  - { id: p-lead, kind: staff, role: "Science teacher", minor: false, consent: { status: not_asked } }
"#;

/// Front matter of a case study that needs nothing more, without its fences.
pub(crate) const MINIMUM: &str = "title: A\nsummary: S.\nstatus: ongoing\nled_by: [p-lead]\naccountable: p-owner\ndelegation: { level: 5 }\nstart: 2024-08\n";

/// A theme that prints bodies and little else, so that a test holds for any theme: `theme: t`.
pub(crate) const PLAIN: &str = r#"
--- content/portfolio.yaml
url: "https://example.org/"
theme: t
profile: { name: "Rowan Ellery", contact: { email: "me@example.org" } }
--- themes/t/templates/study.html
{{ study.body | safe }}
--- themes/t/templates/approach.html
{{ approach.body | safe }}[{{ approach.used_title }}|{{ approach.used_id }}|{{ approach.used_summary or "none" }}|{% for it in studies %}{{ it.title }};{% endfor %}]
--- themes/t/templates/page.html
{{ prose.body | safe }}
--- themes/t/templates/home.html
{% if prose %}{{ prose.body | safe }}{% endif %}
--- themes/t/templates/partials/figure-picture.html
[picture {{ picture.path }} {{ picture.width }}x{{ picture.height }} alt={{ picture.alt }} caption={{ caption or "none" }}]
--- themes/t/templates/partials/figure-outcome.html
[outcome {{ outcome.id }} caption={{ caption or "none" }}]
--- themes/t/templates/partials/figure-artifact.html
[artifact {{ artifact.id }} caption={{ caption or "none" }}]
--- themes/t/templates/partials/figure-testimonial.html
[testimonial {{ testimonial.id }}]
--- themes/t/templates/partials/figure-decisions.html
[decisions {% for it in decisions %}{{ it.area }};{% endfor %}]
--- themes/t/templates/partials/figure-timeline.html
[timeline {% for it in events %}{{ it.event }};{% endfor %}]
--- themes/t/templates/partials/video-link.html
[video {{ url }} title={{ title }} host={{ host }}]
"#;

/// A case study with the least front matter and a body.
pub(crate) fn study(body: &str) -> String {
    format!("---\n{MINIMUM}---\n{body}\n")
}

/// A site made of files in one string: each begins with a line `--- path`, from the root of the portfolio.
pub(crate) struct Site {
    inputs: Inputs,
    options: Options,
}

/// A site with the least that a portfolio needs, and these files over it.
pub(crate) fn site(files: &str) -> Site {
    bare_site(&format!("{BASICS}{files}"))
}

/// A site of these files alone.
pub(crate) fn bare_site(files: &str) -> Site {
    let mut inputs = Inputs::default();
    for (path, text) in parts(files) {
        put(&mut inputs, path, text.into_bytes());
    }
    // Addresses are easier to read without the way up from each page.
    let options =
        Options { links: LinkStyle::RootRelative, ..Options::new(Visibility::Public, date(2026, 11, 23)) };
    Site { inputs, options }
}

/// Files begin where a line names a path: `--- content/x.md`. Front matter has its bare `---`.
fn parts(files: &str) -> Vec<(&str, String)> {
    let mut parts: Vec<(&str, String)> = Vec::new();
    for line in files.trim_start_matches('\n').split_inclusive('\n') {
        match line.strip_prefix("--- ").map(str::trim).filter(|it| !it.is_empty()) {
            Some(path) => parts.push((path, String::new())),
            None => {
                if let Some((_, text)) = parts.last_mut() {
                    text.push_str(line);
                }
            }
        }
    }
    parts
}

fn put(inputs: &mut Inputs, path: &str, bytes: Vec<u8>) {
    let (tree, rest): (&mut FileTree, &str) = match path.split_once('/') {
        Some(("content", rest)) => (&mut inputs.content, rest),
        Some(("themes", rest)) => (&mut inputs.themes, rest),
        _ => panic!("`{path}` is neither in content/ nor in themes/"),
    };
    tree.insert(rest, bytes);
}

impl Site {
    pub(crate) fn file(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        put(&mut self.inputs, path, bytes.into());
        self
    }

    pub(crate) fn audience(mut self, audience: Visibility) -> Self {
        self.options.audience = audience;
        self
    }

    pub(crate) fn watched(mut self, person: &str, names: &[&str]) -> Self {
        let names = names.iter().map(|it| (*it).to_owned()).collect();
        let watched = WatchedNames { person: person.to_owned(), names, also_common: false };
        self.options.private_names.watch_for.push(watched);
        self
    }

    /// As on another day.
    pub(crate) fn today(mut self, today: jiff::civil::Date) -> Self {
        self.options.today = today;
        self
    }

    /// As a program that was compiled without the index.
    pub(crate) fn without_search_index(mut self) -> Self {
        self.options.search_index = false;
        self
    }

    /// As a program that was compiled with the encoder.
    #[cfg(feature = "webp")]
    pub(crate) fn webp(mut self) -> Self {
        self.options.webp = true;
        self
    }

    /// As a program that was compiled with the drawing of cards.
    #[cfg(feature = "cards")]
    pub(crate) fn cards(mut self) -> Self {
        self.options.cards = true;
        self
    }

    pub(crate) fn picture_cache(mut self, cache: Arc<dyn PictureCache>) -> Self {
        self.options.picture_cache = Some(cache);
        self
    }

    pub(crate) fn drafts(mut self) -> Self {
        self.options.drafts = Drafts::Show;
        self
    }

    pub(crate) fn links(mut self, style: LinkStyle) -> Self {
        self.options.links = style;
        self
    }

    pub(crate) fn relative(self) -> Self {
        self.links(LinkStyle::PageRelative)
    }

    pub(crate) fn base_url(mut self, url: &str) -> Self {
        self.options.base_url = Some(BaseUrl::parse(url).unwrap());
        self
    }

    pub(crate) fn parts(&self) -> (&Inputs, &Options) {
        (&self.inputs, &self.options)
    }

    /// Built as the preview does, which keeps the theme and what it read from one build to the next: a test of a hundred sites
    /// spends half of its time on themes otherwise. `again` sees that both ways give the same, one portfolio after another.
    pub(crate) fn build(self) -> Built {
        thread_local!(static CACHE: RefCell<BuildCache> = RefCell::default());
        let build = CACHE.with_borrow_mut(|cache| pipeline::rebuild(&self.inputs, &self.options, cache));
        Built { inputs: self.inputs, build }
    }
}

/// What builds made of pictures, kept in memory.
#[derive(Debug, Default)]
pub(crate) struct MemoryCache(Mutex<BTreeMap<String, Vec<u8>>>);

impl MemoryCache {
    /// The keys of all that is kept.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.0.lock().unwrap().keys().cloned().collect()
    }
}

impl PictureCache for MemoryCache {
    fn read(&self, key: &str) -> Option<Vec<u8>> {
        self.0.lock().unwrap().get(key).cloned()
    }

    fn write(&self, key: &str, bytes: &[u8]) {
        self.0.lock().unwrap().insert(key.to_owned(), bytes.to_vec());
    }
}

/// A site, built.
pub(crate) struct Built {
    inputs: Inputs,
    build: Build,
}

impl Built {
    /// Findings of a severity but advice, one line each: `rule path:line:column message`.
    fn lines(&self, severity: Severity) -> Vec<String> {
        let found =
            self.build.diagnostics.iter().filter(|it| it.severity == severity && it.advice_rank().is_none());
        found.map(|it| self.line(it)).collect()
    }

    fn line(&self, diagnostic: &Diagnostic) -> String {
        let Diagnostic { rule, path, message, .. } = diagnostic;
        let place =
            self.place(diagnostic).map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
        format!("{rule} {path}{place} {message}")
    }

    fn place(&self, diagnostic: &Diagnostic) -> Option<(usize, usize)> {
        let source = self.source(&diagnostic.path)?;
        let at = match &diagnostic.location {
            Location::File => return None,
            Location::Field(field) => document::locate_field(&source, field)?.start,
            Location::Range(range) => range.start,
        };
        Some(text::line_column(&source, at))
    }

    pub(crate) fn errors(&self) -> Vec<String> {
        self.lines(Severity::Error)
    }

    pub(crate) fn warnings(&self) -> Vec<String> {
        self.lines(Severity::Warning)
    }

    /// Every finding, advice too, that the author has not accepted, by rule: `W OUT-01`.
    pub(crate) fn rules(&self) -> BTreeSet<String> {
        let letter = |it: &Diagnostic| it.severity.name()[..1].to_uppercase();
        let open = self.build.diagnostics.iter().filter(|it| it.accepted.is_none());
        open.map(|it| format!("{} {}", letter(it), it.rule)).collect()
    }

    /// The help of a finding, as it is printed.
    pub(crate) fn help(&self, diagnostic: &Diagnostic) -> String {
        let writer = HelpWriter::new(self.build.diagnostics.iter());
        writer.help(diagnostic, self.source(&diagnostic.path).as_deref()).unwrap_or_default()
    }

    /// A file of the portfolio as text.
    pub(crate) fn source(&self, path: &str) -> Option<String> {
        let bytes = self.inputs.content.get(path.strip_prefix("content/")?)?.read().ok()?.into_owned();
        Some(text::decode(&bytes).ok()?.into_owned())
    }

    /// Everything that was found, in the order in which it is printed.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.build.diagnostics.iter()
    }

    /// The advice about a file, the most useful first.
    pub(crate) fn advice(&self, path: &str) -> Vec<&Diagnostic> {
        self.build.diagnostics.advice_by_file().remove(path).unwrap_or_default()
    }

    /// Path of the style sheet that all pages load.
    pub(crate) fn sheet_path(&self) -> String {
        self.paths().into_iter().find(|path| path.starts_with("assets/site.")).unwrap()
    }

    /// The style sheet that all pages load.
    pub(crate) fn sheet(&self) -> String {
        self.text(&self.sheet_path())
    }

    /// Everything that was found, with its help, for looking through.
    pub(crate) fn report(&self) -> String {
        let mut report = String::new();
        for it in self.build.diagnostics.iter() {
            let help = self.help(it);
            let _ = writeln!(report, "{} {} [{help}]", it.severity.name(), self.line(it));
        }
        report
    }

    /// Fails unless there are no errors.
    #[track_caller]
    pub(crate) fn fine(self) -> Self {
        assert!(self.errors().is_empty(), "{}", self.report());
        self
    }

    /// Fails unless an error begins so: `rule path:line:column message`.
    #[track_caller]
    pub(crate) fn fails(self, expected: &str) -> Self {
        assert!(
            self.errors().iter().any(|it| it.starts_with(expected)),
            "no `{expected}` in\n{}",
            self.report()
        );
        self
    }

    /// Fails unless a warning begins so, advice or not.
    #[track_caller]
    pub(crate) fn warns(self, expected: &str) -> Self {
        let is_expected =
            |it: &Diagnostic| it.severity == Severity::Warning && self.line(it).starts_with(expected);
        assert!(self.findings().any(is_expected), "no `{expected}` in\n{}", self.report());
        self
    }

    /// What the portfolio means.
    #[track_caller]
    pub(crate) fn output(&self) -> &leadfolio::render::RenderedSite {
        self.build.output.as_ref().expect("there is a site")
    }

    pub(crate) fn portfolio(&self) -> &Portfolio {
        self.build.output.as_ref().unwrap_or_else(|| panic!("{}", self.report())).portfolio()
    }

    /// A case study by its id.
    #[track_caller]
    pub(crate) fn study(&self, id: &str) -> &CaseStudy {
        let found = self.portfolio().studies.iter().find(|it| it.head.id == id);
        found.unwrap_or_else(|| panic!("no case study `{id}`\n{}", self.report()))
    }

    pub(crate) fn paths(&self) -> Vec<String> {
        let output = self.build.output.as_ref();
        output.map(|it| it.paths().map(str::to_owned).collect()).unwrap_or_default()
    }

    /// What was not published: `path: what: reason`.
    pub(crate) fn held_back(&self) -> Vec<String> {
        let output = self.build.output.as_ref();
        let list = output.map(|it| it.portfolio().excluded.clone()).unwrap_or_default();
        list.into_iter().map(|it| format!("{}: {}: {}", it.path, it.what, it.reason)).collect()
    }

    #[track_caller]
    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        let output = self.build.output.as_ref().unwrap_or_else(|| panic!("{}", self.report()));
        let file = output.render_file(path).unwrap_or_else(|| panic!("no `{path}` among {:?}", self.paths()));
        file.unwrap_or_else(|it| panic!("{path}: {it:?}")).read().unwrap().into_owned()
    }

    /// A file of the output as text.
    #[track_caller]
    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(self.bytes(path)).unwrap()
    }

    /// Every file of the output as text; bytes that are none are replaced.
    pub(crate) fn everything(&self) -> Vec<(String, String)> {
        let read = |path: String| {
            let text = String::from_utf8_lossy(&self.bytes(&path)).into_owned();
            (path, text)
        };
        self.paths().into_iter().map(read).collect()
    }
}

/// These files, and a case study.
pub(crate) fn with_study(files: &str) -> Site {
    site(&format!("{files}--- content/case-studies/a.md\n{}", study("Words of the body.")))
}

/// The settings of a portfolio with an address, and more lines.
pub(crate) fn settings(more: &str) -> String {
    format!(
        "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: {{ name: \"Rowan Ellery\" }}\n{more}\n"
    )
}

/// The public files of the sample, in a theme.
pub(crate) fn sample_files(theme: &str) -> FileTree {
    let mut content = FileTree::default();
    for (path, blob) in embedded::starter_content().iter().filter(|(path, _)| !path.contains(".private")) {
        content.insert(path, blob.clone());
    }
    let settings = content.get("portfolio.yaml").unwrap().read().unwrap().into_owned();
    let settings = String::from_utf8(settings).unwrap();
    content.insert("portfolio.yaml", settings.replace("theme: commons", &format!("theme: {theme}")));
    content
}

/// The real program, in a folder of its own.
pub(crate) struct Bench {
    folder: TempDir,
    /// The portfolios that `init` began here.
    begun: RefCell<Vec<PathBuf>>,
}

/// Where the pictures of the sample are once a test had them made: encoding them takes most of the time of a build.
const SHARED_CACHE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/sample-cache");

impl Drop for Bench {
    fn drop(&mut self) {
        for root in self.begun.take() {
            copy_new_files(&root.join(".leadfolio/cache"), Path::new(SHARED_CACHE));
        }
    }
}

/// Copies what is not there yet; a file appears whole.
fn copy_new_files(from: &Path, to: &Path) {
    if !from.is_dir() {
        return;
    }
    for (name, bytes) in files(from) {
        let file = to.join(name);
        if !file.exists() {
            let folder = file.parent().unwrap();
            fs::create_dir_all(folder).unwrap();
            let mut whole = NamedTempFile::new_in(folder).unwrap();
            whole.write_all(&bytes).unwrap();
            whole.persist(&file).unwrap();
        }
    }
}

/// How a run of the program ended.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Bench {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), begun: RefCell::default() }
    }

    /// Begins the sample of a principal: the folder, and options of `init`. Its pictures are those that other tests have made.
    pub(crate) fn init(&self, arguments: &str) -> Ran {
        let ran = self.run(&format!("init {arguments} --sample"));
        if ran.code == Some(0) {
            let root = self.path(arguments.split_whitespace().next().unwrap());
            copy_new_files(Path::new(SHARED_CACHE), &root.join(".leadfolio/cache"));
            self.begun.borrow_mut().push(root);
        }
        ran
    }

    /// A folder with the least that a portfolio needs, and these files.
    pub(crate) fn with(files: &str) -> Self {
        let bench = Self::new();
        for (path, text) in parts(&format!("{BASICS}{files}")) {
            bench.write(path, text);
        }
        bench
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|it| panic!("{path}: {it}"))
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        fs::symlink_metadata(self.path(path)).is_ok()
    }

    /// The program with arguments, in the folder; environment and working folder may still be changed.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_leadfolio"));
        command.current_dir(self.folder.path()).env("NO_COLOR", "1").args(arguments.split_whitespace());
        command
    }

    /// Runs the program with arguments, in the folder.
    pub(crate) fn run(&self, arguments: &str) -> Ran {
        run(&mut self.command(arguments))
    }
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Ran {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    Ran { code: status.code(), stdout: text(&stdout), stderr: text(&stderr) }
}

impl Ran {
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "no `{words}` in\n{}", self.stderr);
        self
    }
}

/// Makes a symbolic link. Windows lets administrators and those in developer mode do that.
pub(crate) fn symlink(target: impl AsRef<Path>, link: impl AsRef<Path>) -> std::io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::symlink(target, link);
    #[cfg(windows)]
    {
        let (target, link) = (target.as_ref(), link.as_ref());
        if link.parent().unwrap().join(target).is_dir() {
            std::os::windows::fs::symlink_dir(target, link)
        } else {
            std::os::windows::fs::symlink_file(target, link)
        }
    }
}

/// What tells a file or folder from one that took its place, and its time.
pub(crate) fn identity(path: &Path) -> (u64, std::time::SystemTime) {
    let meta = fs::metadata(path).unwrap();
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&meta);
    #[cfg(windows)]
    let number = std::os::windows::fs::MetadataExt::creation_time(&meta);
    (number, meta.modified().unwrap())
}

/// A path with `/` between its names, as messages and sites have it.
pub(crate) fn with_slashes(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// Every file of a folder with its bytes, by path.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder_at) = open.pop() {
        for entry in fs::read_dir(folder_at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = with_slashes(path.strip_prefix(folder).unwrap());
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The themes that come with the program.
pub(crate) fn built_in_themes() -> Vec<String> {
    let files = leadfolio::embedded::builtin_themes();
    let names = files.iter().filter_map(|(path, _)| path.strip_suffix("/theme.yaml"));
    names.map(str::to_owned).collect()
}

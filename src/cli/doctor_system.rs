//! What the system has: features of this program, a browser, git, events about files, permissions, the clock.
#![expect(clippy::disallowed_methods, reason = "it reads the clock and the environment")]

use std::env;
use std::path::Path;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use leadfolio::git::{self, Repository};
use leadfolio::platform::{Program, install_help};
use leadfolio::project::{CACHE_FOLDER, Project};
use leadfolio::serve;
use tempfile::TempDir;

use super::common::display_path;
use super::doctor_finding::Finding;
use super::print_browser::find_browser;
use leadfolio::content::enums::Visibility;

/// The day before which no clock that is right can be.
const EARLIEST: civil::Date = civil::date(2026, 1, 1);

/// Start of the names of files that are written to try whether that is possible; they are deleted at once.
const PROBE_PREFIX: &str = ".leadfolio-doctor-";

/// "linux x86_64".
pub(super) fn describe_system() -> String {
    format!("{} {}", env::consts::OS, env::consts::ARCH)
}

/// Looks at everything that doesn't depend on what the portfolio says.
pub(super) fn check_system(project: Option<&Project>) -> Vec<Finding> {
    let mut findings = vec![check_features(), check_browser(), check_git(project)];
    if let Some(project) = project {
        findings.push(check_output(project));
        findings.extend(check_cache(project));
    }
    findings.extend([check_watching(project), check_clock(), check_time_zone(), check_locale()]);
    findings
}

/// What this program was compiled with: name of the feature, whether it is there, and what it is for.
const FEATURES: [(&str, bool, &str); 8] = [
    ("cards", cfg!(feature = "cards"), "pictures beside links"),
    ("highlight", cfg!(feature = "highlight"), "colored code"),
    ("https", cfg!(feature = "https"), "deploys and checks over HTTPS"),
    ("import", cfg!(feature = "import"), "drafts from files of other programs"),
    ("object-storage", cfg!(feature = "object-storage"), "deploys to S3, Google Cloud Storage and Azure"),
    ("search", cfg!(feature = "search"), "search by readers"),
    ("ssh", cfg!(feature = "ssh"), "deploys by SFTP"),
    ("webp", cfg!(feature = "webp"), "smaller pictures as WebP"),
];

fn check_features() -> Finding {
    let missing: Vec<String> = FEATURES
        .iter()
        .filter(|(_, has, _)| !has)
        .map(|(name, _, purpose)| format!("{name} ({purpose})"))
        .collect();
    if missing.is_empty() {
        return Finding::ok("features", "this copy of leadfolio has all features");
    }
    Finding::problem("features", format!("this copy of leadfolio was built without {}", missing.join(", ")))
        .help("install a released version, which has all features, if you need one of them")
}

fn check_browser() -> Finding {
    match find_browser(None) {
        Ok(path) => Finding::ok("browser", format!("browser for PDF files: `{}`", path.display())),
        Err(_) => Finding::problem("browser", "no browser for PDF files was found: Chromium, Chrome or Edge")
            .help(format!("to use `leadfolio pdf`, {}", install_help(Program::Browser))),
    }
}

fn check_git(project: Option<&Project>) -> Finding {
    let folder = project.map_or(Path::new("."), Project::root);
    let output = git::command(folder).arg("--version").output();
    let version = match &output {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        Ok(output) => {
            let reason = git::reason_lines(&output.stderr).join(" ");
            return Finding::unknown("git", format!("git gave no version: {reason}"));
        }
        Err(error) => return missing_git(project, error),
    };
    match project.map(|project| Repository::discover(project.root())) {
        Some(Err(error)) => Finding::problem("git", format!("{version} refuses to look at this repository"))
            .help(format!("{error:#}"))
            .essential(),
        Some(Ok(Some(_))) => Finding::ok("git", format!("{version}; the portfolio is in a repository")),
        Some(Ok(None)) | None => Finding::ok("git", version),
    }
}

/// Without git, a portfolio in a repository can't be checked: the list of real names may be in it.
fn missing_git(project: Option<&Project>, error: &std::io::Error) -> Finding {
    let help = install_help(Program::Git);
    let finding = Finding::problem("git", format!("git can't be started: {error}"));
    let is_in_repository = project.is_some_and(|project| Repository::discover(project.root()).is_err());
    if is_in_repository {
        finding.help(format!("this portfolio is in a Git repository, so {help}")).essential()
    } else {
        finding.help(format!("to publish with Git, {help}"))
    }
}

/// Whether a file can be created in a folder; it is deleted at once.
fn try_write(folder: &Path) -> std::io::Result<()> {
    tempfile::Builder::new().prefix(PROBE_PREFIX).tempfile_in(folder).map(drop)
}

fn check_output(project: &Project) -> Finding {
    let output = project.default_output(Visibility::Public);
    let name = display_path(&output);
    if output.exists() && !output.is_dir() {
        return Finding::problem("output", format!("`{name}` is a file, so the site can't be written there"))
            .help("move it away")
            .essential();
    }
    // The new site takes the place of the old one in the folder above.
    let folders = [Some(project.root()), output.is_dir().then_some(output.as_path())];
    for folder in folders.into_iter().flatten() {
        if let Err(error) = try_write(folder) {
            let message = format!("can't write to `{}`: {error}", folder.display());
            return Finding::problem("output", message)
                .help("give yourself permission to write there, or build elsewhere with `--output DIR`")
                .essential();
        }
    }
    Finding::ok("output", format!("the site can be written to `{name}`"))
}

fn check_cache(project: &Project) -> Option<Finding> {
    let cache = project.root().join(CACHE_FOLDER);
    // What isn't there is made by the first build, if it can write at all.
    cache.exists().then(|| match try_write(&cache) {
        Ok(()) => Finding::ok("cache", format!("the cache in `{CACHE_FOLDER}` can be written")),
        Err(error) => {
            Finding::problem("cache", format!("can't write to the cache in `{CACHE_FOLDER}`: {error}"))
                .help("builds work without it, but take longer; give yourself permission to write there")
        }
    })
}

fn check_watching(project: Option<&Project>) -> Finding {
    const NAME: &str = "file_watching";
    let folder = |parent: Option<&Path>| -> std::io::Result<TempDir> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PROBE_PREFIX);
        parent.map_or_else(|| builder.tempdir(), |parent| builder.tempdir_in(parent))
    };
    // On the drive of the portfolio, if that is possible: network drives report no changes.
    let folder = match project {
        Some(project) => folder(Some(project.root())).or_else(|_| folder(None)),
        None => folder(None),
    };
    let polling = "the preview can look for changes at intervals: `leadfolio serve --poll`";
    let folder = match folder {
        Ok(folder) => folder,
        Err(error) => return Finding::unknown(NAME, format!("can't try whether changes are seen: {error}")),
    };
    match serve::reports_changes(folder.path()) {
        Ok(true) => Finding::ok(NAME, "the preview sees changes to files at once"),
        Ok(false) => Finding::problem(NAME, "this system reports no changes to files").help(polling),
        Err(error) => {
            Finding::problem(NAME, format!("changes to files can't be watched: {error:#}")).help(polling)
        }
    }
}

fn check_clock() -> Finding {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    if today < EARLIEST {
        return Finding::problem("clock", format!("the clock of this computer says {today}"))
            .help("set it: pages with a later date are not published");
    }
    Finding::ok("clock", format!("today is {today} (UTC), which decides what is published"))
}

fn check_time_zone() -> Finding {
    match TimeZone::try_system() {
        Ok(zone) if zone.is_unknown() => Finding::unknown(
            "time_zone",
            "the time zone of this computer is not known; nothing depends on it",
        ),
        Ok(zone) => {
            let name = zone.iana_name().unwrap_or("without a name").to_owned();
            Finding::ok("time_zone", format!("time zone: {name}"))
        }
        Err(error) => Finding::unknown("time_zone", format!("the time zone can't be found out: {error}")),
    }
}

fn check_locale() -> Finding {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| Some((name, variable(name)?)));
    let Some((name, value)) = set else {
        return Finding::unknown(
            "locale",
            "no locale is set, so it isn't known which letters the terminal shows",
        );
    };
    let encoding = value.to_ascii_lowercase().replace('-', "");
    if encoding.contains("utf8") {
        return Finding::ok("locale", format!("locale: {value}"));
    }
    Finding::problem(
        "locale",
        format!("`{name}` is `{value}`: the terminal may show letters such as é wrongly"),
    )
    .help("your files are not affected; `export LC_ALL=C.UTF-8` helps on most systems")
}

/// The value of a variable of the environment, if it is set and not empty.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

//! Where the time of a build went, for `build --timings`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use leadfolio::content::markdown::escape;
use leadfolio::render::{OutputKind, RenderedSite};
use serde_json::{Value, json};

use super::common::pluralize;

/// How many of the slowest files are listed.
const LISTED: usize = 15;
/// What took less is not worth a reader's time.
const SHORTEST: Duration = Duration::from_millis(1);

/// How times are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TimesFormat {
    /// Lines for people.
    Text,
    /// A web page, on standard output.
    Html,
}

/// The times of a build.
#[derive(Debug)]
pub(super) struct BuildTimes {
    /// Whether single files are timed: without need, nobody should pay for that.
    times_files: bool,
    mark: Instant,
    stages: Vec<(&'static str, Duration)>,
    files: Mutex<Vec<FileTime>>,
}

/// How long a file took to make, on one thread.
#[derive(Clone, Debug)]
struct FileTime {
    path: String,
    kind: OutputKind,
    took: Duration,
}

/// The times of all files of a kind.
#[derive(Clone, Copy, Debug, Default)]
struct KindTime {
    files: usize,
    took: Duration,
}

impl BuildTimes {
    /// Begins with the first stage.
    pub(super) fn start(times_files: bool) -> Self {
        Self { times_files, mark: Instant::now(), stages: Vec::new(), files: Mutex::default() }
    }

    /// Ends a stage; the next one begins.
    pub(super) fn end_stage(&mut self, name: &'static str) {
        let now = Instant::now();
        self.stages.push((name, now - self.mark));
        self.mark = now;
    }

    /// Notes how long a file of a site took, if files are timed. Called on several threads.
    pub(super) fn add_file(&self, path: &str, site: &RenderedSite, took: Duration) {
        if let Some(kind) = self.times_files.then(|| site.kind_of(path)).flatten() {
            self.add_time(path, kind, took);
        }
    }

    fn add_time(&self, path: &str, kind: OutputKind, took: Duration) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.push(FileTime { path: path.to_owned(), kind, took });
    }

    fn kinds(&self) -> Vec<(OutputKind, KindTime)> {
        let mut kinds: BTreeMap<OutputKind, KindTime> = BTreeMap::new();
        for file in self.files.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let kind = kinds.entry(file.kind).or_default();
            kind.files += 1;
            kind.took += file.took;
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, kind)| Reverse(kind.took));
        kinds
    }

    fn slowest(&self) -> Vec<FileTime> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner).clone();
        files.retain(|file| file.took >= SHORTEST);
        files.sort_by(|a, b| b.took.cmp(&a.took).then_with(|| a.path.cmp(&b.path)));
        files.truncate(LISTED);
        files
    }

    /// The three tables: a title, and rows of a time and what took it.
    fn tables(&self) -> [(&'static str, Vec<(Duration, String)>); 3] {
        let stages = self.stages.iter().map(|(name, took)| (*took, (*name).to_owned()));
        let kinds = self.kinds().into_iter().map(|(kind, KindTime { files, took })| {
            (took, format!("{} ({})", kind.name(), pluralize(files, "file", "files")))
        });
        let slowest = self.slowest().into_iter().map(|file| (file.took, file.path));
        [
            ("Stages, one after another", stages.collect()),
            ("Making files, on all threads together", kinds.collect()),
            ("Slowest files", slowest.collect()),
        ]
    }

    /// Lines for people.
    pub(super) fn to_text(&self) -> String {
        let mut text = String::new();
        for (title, rows) in self.tables().into_iter().filter(|(_, rows)| !rows.is_empty()) {
            let _ = writeln!(text, "{title}:");
            for (took, what) in rows {
                let _ = writeln!(text, "  {}  {what}", format_seconds(took));
            }
        }
        text
    }

    /// A web page of its own.
    pub(super) fn to_html(&self) -> String {
        let mut html = String::from(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
             <title>Times of a build</title>\n<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; \
             padding: 0 1rem } td { padding: 0 1rem 0 0; overflow-wrap: anywhere } td:first-child { text-align: right; white-space: nowrap } \
             meter { width: 10rem }</style>\n<h1>Times of a build</h1>\n",
        );
        for (title, rows) in self.tables().into_iter().filter(|(_, rows)| !rows.is_empty()) {
            let most = rows.iter().map(|(took, _)| took.as_secs_f64()).fold(f64::MIN_POSITIVE, f64::max);
            let _ = writeln!(html, "<h2>{title}</h2>\n<table>");
            for (took, what) in rows {
                let share = took.as_secs_f64() / most;
                let what = escape(&what);
                let _ = writeln!(
                    html,
                    "<tr><td>{}<td><meter value=\"{share:.3}\"></meter><td>{what}",
                    format_seconds(took).trim()
                );
            }
            html.push_str("</table>\n");
        }
        html
    }

    /// For scripts, in seconds.
    pub(super) fn to_json(&self) -> Value {
        let stages =
            self.stages.iter().map(|(name, took)| json!({ "stage": name, "seconds": took.as_secs_f64() }));
        let kinds = self.kinds().into_iter().map(|(kind, KindTime { files, took })| {
            json!({ "kind": kind.name(), "files": files, "seconds": took.as_secs_f64() })
        });
        let slowest = self.slowest().into_iter();
        let slowest = slowest.map(|file| json!({ "path": file.path, "seconds": file.took.as_secs_f64() }));
        json!({
            "stages": stages.collect::<Vec<_>>(),
            "kinds": kinds.collect::<Vec<_>>(),
            "slowest": slowest.collect::<Vec<_>>(),
        })
    }
}

fn format_seconds(took: Duration) -> String {
    format!("{:7.3} s", took.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use leadfolio::render::OutputKind;

    use super::BuildTimes;

    #[test]
    fn the_slowest_files_come_first_and_quick_ones_are_only_counted() {
        let mut times = BuildTimes::start(true);
        times.end_stage("read the files");
        for (path, milliseconds) in [("quick.html", 0), ("b&<b>.html", 5), ("a.html", 5), ("slow.html", 1200)]
        {
            times.add_time(path, OutputKind::CaseStudy, Duration::from_millis(milliseconds));
        }
        let text = times.to_text();
        let rows = "Making files, on all threads together:\n    1.210 s  case studies (4 files)\n\
                    Slowest files:\n    1.200 s  slow.html\n    0.005 s  a.html\n    0.005 s  b&<b>.html\n";
        assert!(text.ends_with(rows), "{text}");
        assert!(
            times
                .to_html()
                .contains("<td>0.005 s<td><meter value=\"0.004\"></meter><td>b&amp;&lt;b&gt;.html\n")
        );
    }
}

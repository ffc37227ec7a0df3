//! Prints pages with an installed browser.
#![expect(
    clippy::disallowed_methods,
    reason = "the command line knows its environment, and writes the documents"
)]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use leadfolio::content::enums::PaperSize;
use leadfolio::model::portfolio::Portfolio;
use leadfolio::platform::runs_as_root;

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Paper {
    /// 210 by 297 millimeters
    A4,
    /// 8.5 by 11 inches
    Letter,
}

impl Paper {
    /// Countries whose offices use letter paper.
    const LETTER_COUNTRIES: [&str; 14] =
        ["US", "CA", "MX", "PH", "CL", "CO", "CR", "DO", "GT", "NI", "PA", "PR", "SV", "VE"];

    /// The paper that the settings name, or else that of the owner's country: the country of the profile, or that of a
    /// language such as `en-US`.
    pub(super) fn for_portfolio(portfolio: &Portfolio) -> Self {
        match portfolio.settings.paper {
            Some(PaperSize::A4) => return Self::A4,
            Some(PaperSize::Letter) => return Self::Letter,
            None => {}
        }
        let of_language = portfolio.settings.language.split('-').nth(1);
        // English without a country is American, as on the pages.
        let of_english = (portfolio.settings.language == "en").then_some("US");
        let country =
            portfolio.profile.country_code.as_deref().or(of_language).or(of_english).unwrap_or_default();
        let uses_letter = Self::LETTER_COUNTRIES.iter().any(|code| code.eq_ignore_ascii_case(country));
        if uses_letter { Self::Letter } else { Self::A4 }
    }

    /// Its name in style sheets.
    pub(super) const fn css_name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "letter",
        }
    }
}

/// Executables of Chromium-based browsers, searched for in `PATH`; those without a window last.
const BROWSER_NAMES: [&str; 10] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "chromium-headless-shell",
    "chrome-headless-shell",
];
/// Install locations of the same browsers on macOS and Windows.
const BROWSER_PATHS: [&str; 6] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];

/// Appends the paper size to the style sheets of the temporary site: browsers have no argument for it.
pub(super) fn append_paper_size(folder: &Path, paper: Paper) -> Result<()> {
    let size = paper.css_name();
    for entry in fs::read_dir(folder.join("assets")).context("cannot list the style sheets")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "css") {
            let mut sheet = fs::OpenOptions::new().append(true).open(&path)?;
            // The size of all pages would override `landscape` of the matrix, which is in a layer.
            write!(sheet, "\n@page {{ size: {size}; }}\n@page matrix {{ size: {size} landscape; }}\n")?;
        }
    }
    Ok(())
}

/// Prints one page. `temp` also holds the browser profile, so that a running browser is not affected.
pub(super) fn print_page(browser: &Path, page: &Path, document: &Path, temp: &Path) -> Result<()> {
    let mut command = Command::new(browser);
    command
        .args(["--headless", "--disable-gpu", "--no-pdf-header-footer", "--generate-pdf-document-outline"])
        .args(["--no-first-run", "--disable-extensions", "--disable-background-networking"])
        // Without a window, some versions round the width of each letter, and lines break elsewhere.
        .arg("--font-render-hinting=none")
        // Chromium writes its user agent, and with it the operating system, into the properties of the document.
        .arg("--user-agent=leadfolio")
        .arg(format!("--user-data-dir={}", temp.join("profile").display()))
        .arg(format!("--print-to-pdf={}", document.display()));
    // Chromium refuses to start its sandbox as root, as in a container. The pages are the author's own.
    if runs_as_root() {
        command.arg("--no-sandbox");
    }
    command.arg(page).stdin(Stdio::null());
    let result = command.output().with_context(|| format!("cannot start `{}`", browser.display()))?;
    // Some browsers exit with 0 although they wrote nothing.
    let has_document = fs::metadata(document).is_ok_and(|metadata| metadata.len() > 0);
    if !result.status.success() || !has_document {
        let stderr = String::from_utf8_lossy(&result.stderr);
        let last = stderr.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("no message");
        bail!("`{}` could not create `{}`\nit reported: {last}", browser.display(), document.display());
    }
    Ok(())
}

/// The browser to print with: the one that was named, or the first that is installed.
pub(super) fn find_browser(named: Option<&Path>) -> Result<PathBuf> {
    if let Some(path) = named {
        return Ok(path.to_owned());
    }
    let folders: Vec<PathBuf> =
        env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    let names = BROWSER_NAMES.iter().map(|name| format!("{name}{}", env::consts::EXE_SUFFIX));
    let on_path = names.flat_map(|name| folders.iter().map(move |folder| folder.join(&name)));
    let all = on_path.chain(BROWSER_PATHS.iter().map(PathBuf::from));
    all.into_iter().find(|path| path.is_file()).context(
        "no browser for creating PDFs was found: Chromium, Chrome or Edge\n\
         install one, or name it with `--browser PROGRAM`; you can also print any page from your own browser",
    )
}

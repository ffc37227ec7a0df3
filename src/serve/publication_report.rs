//! The page of the preview that lists what a deploy would send.

use std::fmt::Write as _;

use super::snapshot::Snapshot;
use crate::check::publication_report::{PublicationReport, ReportSection};
use crate::content::markdown::escape;
use crate::privacy::name_scanner::PrivateNames;
use crate::render::RenderedSite;

const STYLE: &str = "<style>\n:root { color-scheme: light dark }\nbody { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; \
     padding: 0 1rem; overflow-wrap: anywhere }\nh2 { margin-top: 2rem }\nli { margin: .5rem 0 }\nstrong { font-weight: 600 }\n</style>\n";

/// The report about the site of a snapshot as a page; without the findings of `leadfolio check` in its files, which the
/// preview does not look for.
pub(super) fn publication_report_page(snapshot: &Snapshot, output: &RenderedSite) -> String {
    let private = PrivateNames::default();
    let report = PublicationReport::new(output, &private, snapshot.diagnostics());
    let audience = report.audience_words();
    let pages = if report.pages == 1 { "1 page".to_owned() } else { format!("{} pages", report.pages) };
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>What leaves your computer</title>\n{STYLE}</head>\n<body>\n<h1>What leaves your computer</h1>\n\
         <p>A deploy for {audience} would send {pages}. Run <code>leadfolio check</code> to look through the files, too.</p>\n"
    );
    if snapshot.errors > 0 {
        html.push_str("<p><strong>Nothing would be published yet: the portfolio has errors.</strong></p>\n");
    }
    for ReportSection { title, items } in report.sections() {
        let _ = writeln!(html, "<h2>{}</h2>\n<ul>", escape(&title));
        for (item, details) in items {
            let details =
                if details.is_empty() { String::new() } else { format!("<br>{}", escape(&details)) };
            let _ = writeln!(html, "<li><strong>{}</strong>{details}</li>", escape(&item));
        }
        html.push_str("</ul>\n");
    }
    html + "</body>\n</html>\n"
}

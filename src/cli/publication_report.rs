//! Prints what a deploy would send: `leadfolio check --leaving`, and its short form before a deploy.

use leadfolio::check::publication_report::{PublicationReport, PublicationSummary, ReportSection};
use leadfolio::content::enums::Visibility;

use super::common::{format_paths, pluralize};

/// Characters of an item that fit into one line with its details.
const MAX_LINE: usize = 90;

/// The report as text.
pub(super) fn format_report(report: &PublicationReport) -> String {
    let audience = report.audience_words();
    let pages = pluralize(report.pages, "page", "pages");
    let mut text = format!("What leaves your computer: {pages} for {audience}\n");
    for ReportSection { title, items } in report.sections() {
        text += &format!("\n{title}\n");
        for (item, details) in items {
            let between =
                if item.chars().count() + details.chars().count() > MAX_LINE { "\n    " } else { ": " };
            let details = if details.is_empty() { String::new() } else { format!("{between}{details}") };
            text += &format!("  {item}{details}\n");
        }
    }
    text
}

/// The summary in one line, for the moment before a deploy.
pub(super) fn format_summary(summary: &PublicationSummary) -> String {
    let PublicationSummary { audience, named_people, other_people, left_out, accepted_unread } = summary;
    let people = match (*named_people, *other_people) {
        (0, 0) => "shows no one but you".to_owned(),
        (0, others) => {
            format!("shows {} by role, and no one but you by name", pluralize(others, "person", "people"))
        }
        (named, others) => {
            format!(
                "shows {} besides you by name, and {others} by role",
                pluralize(named, "person", "people")
            )
        }
    };
    let kept = (*left_out > 0).then(|| format!("leaves out {}", pluralize(*left_out, "item", "items")));
    let unread = (!accepted_unread.is_empty()).then(|| {
        format!("publishes what only you have looked through: {}", format_paths(accepted_unread, true))
    });
    let parts: Vec<String> = [Some(people), kept, unread].into_iter().flatten().collect();
    let profile = if *audience == Visibility::Panel { " --profile panel" } else { "" };
    format!("  {} (`leadfolio check --leaving{profile}` lists it all)", parts.join("; "))
}

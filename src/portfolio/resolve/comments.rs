//! `comments/**/*.yaml`: what readers said about a page, approved by the owner and with the reader's leave.
//!
//! A file stands where its page stands: `comments/case-studies/news.yaml` belongs to `case-studies/news.md`.

use std::collections::BTreeMap;

use super::head::{Gate, schema_version};
use super::people::no_leave;
use super::sorter::Hidden;
use crate::content::schema::{RawComment, RawComments};
use crate::diagnostic::Diagnostics;
use crate::portfolio::checker::{Checker, Names, text};
use crate::portfolio::links::{Bound, Links};
use crate::portfolio::model::{Comment, HeldBack, Person};

/// What comments may refer to.
pub(super) struct Around<'a> {
    pub(super) people: &'a [Person],
    pub(super) names: &'a Names,
    pub(super) links: &'a Links,
    pub(super) gate: &'a Gate,
    /// Whether the owner wants comments.
    pub(super) wanted: bool,
}

/// Resolves comments, by the file of their page.
pub(super) fn comments(
    raw: Vec<(String, RawComments)>,
    around: &Around<'_>,
    hidden: &mut Hidden,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Vec<Comment>> {
    let mut all = BTreeMap::new();
    for (path, RawComments { schema, sample: _, comments }) in raw {
        let mut checker = Checker { path: &path, diagnostics };
        schema_version(schema, &mut checker);
        let mut hold = |what: String, reason: String| {
            hidden.held_back.push(HeldBack { path: path.clone(), what, reason, page: false });
        };
        let found = page_of(&path, around.links);
        let page = match found {
            Found::Page(page) if around.wanted => Some(page),
            Found::Page(_) => {
                hold("comments".to_owned(), "comments are off: `privacy: { comments: on }`".to_owned());
                None
            }
            Found::HeldBack => {
                hold("comments".to_owned(), "their page is not part of this build".to_owned());
                None
            }
            Found::Nothing(page) => {
                let help = "a file of comments stands where its page stands: `comments/case-studies/news.yaml` for `case-studies/news.md`";
                checker.warning("LNK-02", "", format!("there is no page `{page}` for these comments"), help);
                None
            }
        };
        let mut done = Vec::new();
        for (at, raw) in comments.unwrap_or_default().into_iter().enumerate() {
            // Faults are told even where nothing is shown.
            match comment(raw, at, around, &mut checker) {
                Some(Ok(comment)) => done.push(comment),
                Some(Err(reason)) if page.is_some() => hold(format!("comment {}", at + 1), reason),
                Some(Err(_)) | None => {}
            }
        }
        all.extend(page.map(|it| (it, done)));
    }
    all
}

enum Found {
    /// Its file, from the root of the portfolio.
    Page(String),
    HeldBack,
    /// The file that is not there.
    Nothing(String),
}

fn page_of(path: &str, links: &Links) -> Found {
    let stem = path.trim_start_matches("content/comments/");
    let stem = stem.rsplit_once('.').map_or(stem, |it| it.0);
    let candidates = [format!("{stem}.md"), format!("{stem}/index.md")];
    for page in &candidates {
        match links.bind("content/index.md", page) {
            Bound::Page { .. } | Bound::Here(_) => return Found::Page(format!("content/{page}")),
            Bound::Absent(_) => return Found::HeldBack,
            _ => {}
        }
    }
    let [page, _] = candidates;
    Found::Nothing(page)
}

/// A comment, or why it is not shown.
fn comment(
    raw: RawComment,
    at: usize,
    around: &Around<'_>,
    checker: &mut Checker<'_>,
) -> Option<Result<Comment, String>> {
    let field = format!("comments[{at}]");
    let RawComment { from, text: words, date, permission, reply, visibility } = raw;
    let from = checker.required_text(from, &format!("{field}.from"), "from: p-families");
    let words = checker.required_text(words, &format!("{field}.text"), "text: \"…\"");
    let from = from.and_then(|it| checker.person(&it, &format!("{field}.from"), around.names))?;
    let words = words?;
    let refused = around.gate.not_for_audience(visibility);
    Some(match refused.or_else(|| no_leave(permission, &around.people[from.0])) {
        Some(reason) => Err(reason),
        None => Ok(Comment { from, text: words, date, reply: text(reply) }),
    })
}

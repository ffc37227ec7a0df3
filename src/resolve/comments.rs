//! Resolves `comments/**/*.yaml`: reader comments that the owner approved and the reader permitted to publish.
//!
//! The path of a file mirrors that of its page: `comments/case-studies/news.yaml` belongs to `case-studies/news.md`.

use std::collections::BTreeMap;

use super::exclusions::Exclusions;
use super::head::{PublishFilter, check_schema_version};
use super::people::{quote_exclusion_reason, report_hidden_words, report_unstated_permission};
use crate::content::checker::{Checker, IdIndex, non_blank};
use crate::content::schema::people::{RawComment, RawComments};
use crate::diagnostic::Diagnostics;
use crate::model::ids::PersonId;
use crate::model::links::{LinkIndex, ResolvedLink};
use crate::model::page::Comment;
use crate::model::person::Person;

/// What resolving comments needs from the rest of the portfolio.
pub(super) struct CommentResolveContext<'a> {
    pub(super) people: &'a [Person],
    pub(super) person_ids: &'a IdIndex<PersonId>,
    pub(super) links: &'a LinkIndex,
    pub(super) filter: &'a PublishFilter,
    /// Whether comments are enabled for the site.
    pub(super) enabled: bool,
}

/// Resolves comments, keyed by the file of their page, such as `content/case-studies/news.md`.
pub(super) fn resolve_comments(
    raw: Vec<(String, RawComments)>,
    context: &CommentResolveContext<'_>,
    exclusions: &mut Exclusions,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Vec<Comment>> {
    let mut all = BTreeMap::new();
    for (path, RawComments { schema, sample: _, comments }) in raw {
        let mut checker = Checker { path: &path, diagnostics };
        check_schema_version(schema, &mut checker);
        let mut exclude = |what: &str, reason: &str| exclusions.add_part(&path, what, reason);
        let found = find_page(&path, context.links);
        let page = match found {
            CommentedPage::Page(page) if context.enabled => Some(page),
            CommentedPage::Page(_) => {
                exclude("comments", "comments are off; `privacy: { comments: on }` turns them on");
                None
            }
            CommentedPage::Excluded => {
                exclude("comments", "their page isn't part of this build");
                None
            }
            CommentedPage::NotFound(page) => {
                let help = "a comments file has the same path as its page: `comments/case-studies/news.yaml` for \
                    `case-studies/news.md`";
                checker.warning("LNK-02", "", format!("there is no page `{page}` for these comments"), help);
                None
            }
        };
        let mut resolved = Vec::new();
        for (index, raw) in comments.unwrap_or_default().into_iter().enumerate() {
            // Errors are reported even if the page shows no comments.
            match resolve_comment(raw, index, page.is_some(), context, &mut checker) {
                Some(Ok(comment)) => resolved.push(comment),
                Some(Err(reason)) if page.is_some() => exclude(&format!("comment {}", index + 1), &reason),
                Some(Err(_)) | None => {}
            }
        }
        all.extend(page.map(|page| (page, resolved)));
    }
    all
}

/// The page that a comment file belongs to.
enum CommentedPage {
    /// Its file, relative to the project root.
    Page(String),
    /// The page exists and is not part of this build.
    Excluded,
    /// The file that was looked for first, relative to `content/`.
    NotFound(String),
}

fn find_page(path: &str, links: &LinkIndex) -> CommentedPage {
    let stem = path.trim_start_matches("content/comments/");
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let candidates = [format!("{stem}.md"), format!("{stem}/index.md")];
    for page in &candidates {
        match links.resolve("content/index.md", page) {
            ResolvedLink::Page { .. } | ResolvedLink::SamePage(_) => {
                return CommentedPage::Page(format!("content/{page}"));
            }
            ResolvedLink::Unavailable(_) => return CommentedPage::Excluded,
            _ => {}
        }
    }
    let [page, _] = candidates;
    CommentedPage::NotFound(page)
}

/// A comment, or the reason why it is not published; `None` if it is invalid. `has_page` says whether a page would show
/// it.
fn resolve_comment(
    raw: RawComment,
    index: usize,
    has_page: bool,
    context: &CommentResolveContext<'_>,
    checker: &mut Checker<'_>,
) -> Option<Result<Comment, String>> {
    let field = format!("comments[{index}]");
    let RawComment { from, text: body, date, permission, reply, visibility } = raw;
    let example = || context.person_ids.placeholder().unwrap_or_else(|| "p-owner".to_owned());
    let from = checker.require(non_blank(from), &format!("{field}.from"), example);
    let body = checker.require_text(body, &format!("{field}.text"), "what they wrote");
    let from =
        from.and_then(|id| checker.resolve_person(&id, &format!("{field}.from"), context.person_ids))?;
    let body = body?;
    let reason = context.filter.audience_exclusion_reason(visibility);
    if has_page && reason.is_none() {
        report_unstated_permission(permission.as_ref(), &field, checker);
        let speaker = &context.people[from.0];
        report_hidden_words(permission.as_ref(), speaker, &field, context.filter.today, checker);
    }
    Some(match reason.or_else(|| quote_exclusion_reason(permission, &context.people[from.0])) {
        Some(reason) => Err(reason),
        None => Ok(Comment { from, text: body, date, reply: non_blank(reply) }),
    })
}

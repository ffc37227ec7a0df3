//! Checks the rendered site before it is published.
//!
//! The author's own text is validated when the portfolio is resolved. This module finds what only shows in the output:
//! undisclosed names that markup splits, that a template prints, or that a file name, a document or its metadata
//! contains; broken links that a template writes; what a browser would not load or run ([`content_policy`]); and, on request,
//! external links that no longer respond ([`external_links`]). [`publication_report`] lists what a deploy sends,
//! [`evidence`] the artifacts with their files, which [`evidence_archive`] collects for a submission.

mod blocked_content;
mod coded_text;
pub mod content_policy;
pub mod evidence;
pub mod evidence_archive;
pub mod external_links;
mod extract;
mod host_resolver;
pub mod html_lint;
mod leaks;
mod links;
mod named_in_texts;
mod pieces;
pub mod publication_report;
mod site;
mod sources;
mod unread;

pub use self::blocked_content::{BlockedContentCollector, report_blocked_content};
pub use self::site::check_site;

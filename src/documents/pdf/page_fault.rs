//! Why a page isn't read completely.

use super::limits::{DAMAGED, TOO_LARGE};

/// Why a page can't be read completely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageFault {
    UnknownLetters,
    Damaged,
    TooLarge,
}

/// Why a page with a fault isn't read completely.
pub(super) fn describe_fault(fault: PageFault, page: Option<usize>) -> String {
    let what = page.map_or_else(|| "a part of it".to_owned(), |page| format!("page {page}"));
    match fault {
        PageFault::UnknownLetters => format!("{what} uses a font whose letters leadfolio can't read"),
        PageFault::Damaged if page.is_none() => DAMAGED.to_owned(),
        PageFault::Damaged => format!("{what} is damaged"),
        PageFault::TooLarge if page.is_none() => TOO_LARGE.to_owned(),
        PageFault::TooLarge => format!("{what} has too much content to look through"),
    }
}

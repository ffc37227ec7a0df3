//! The error for a link where leadfolio opens none.

use std::error::Error;
use std::{fmt, io};

/// Marks an error as that of a link.
#[derive(Debug)]
struct IsLink;

impl fmt::Display for IsLink {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("it is a link")
    }
}

impl Error for IsLink {}

/// The error for what is not opened because it is a link.
pub(super) fn link_error() -> io::Error {
    io::Error::other(IsLink)
}

/// Whether something was not opened because it is a link.
pub(crate) fn is_link_error(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|cause| cause.is::<IsLink>())
}

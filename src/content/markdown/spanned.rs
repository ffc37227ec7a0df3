//! Events with their place.

use std::ops::Range;

use pulldown_cmark::Event;

/// An event and the bytes of the body that it comes from.
pub(super) type Spanned<'a> = (Event<'a>, Range<usize>);

//! Compound files (MS-CFB): old office documents, encrypted new ones, and what is embedded in documents.

/// The bytes that a compound file begins with.
pub(super) const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

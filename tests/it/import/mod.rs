//! What an import reads, one module a format.

mod page_support;
mod pasted_text;
mod web_pages;

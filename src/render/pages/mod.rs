//! The kinds of pages: what each shows, built from the portfolio for its template.

mod approach;
mod case_study;
mod overview;
mod owner_pages;
mod resume;
mod summary;

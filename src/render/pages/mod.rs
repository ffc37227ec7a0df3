//! The pages: one file for each kind, with the builder of its metadata and of the values for its template.

mod approach;
mod approaches;
mod authored;
mod case_study;
mod consent;
mod home;
mod interview;
mod levels;
mod not_found;
mod overview;
mod pack;
mod pitfalls;
mod redirect;
mod resume;
mod resume_json;
mod search;
mod standard;
mod standards;
mod studies;
mod summary;
mod tags;

//! One integration binary: a module a subject. `README.md` beside this folder tells how to add a test.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stands outside the doors and may fail"
)]

mod contract;
mod golden;
mod media;
mod program;
mod publish;
mod support;
mod tidy;
mod yaml;

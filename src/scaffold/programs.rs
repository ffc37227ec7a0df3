//! The built-in programs, whose requirements a new portfolio can have, and the built-in themes.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::embedded;

/// The file of a built-in program.
///
/// # Errors
/// If there is none of this name.
pub(super) fn find_program(name: &str) -> Result<&'static str> {
    let Some((_, program)) = embedded::SAMPLE_PROGRAMS.iter().find(|(id, _)| *id == name) else {
        let known: Vec<String> = embedded::SAMPLE_PROGRAMS.iter().map(|(id, _)| format!("`{id}`")).collect();
        bail!("there is no program `{name}`; the programs are {}", known.join(", "));
    };
    Ok(program)
}

/// Fails if there is no built-in theme of this name.
///
/// # Errors
/// See above; the error lists the themes.
pub fn require_theme(theme: &str) -> Result<()> {
    let themes = embedded::builtin_themes();
    let known: BTreeSet<&str> =
        themes.iter().filter_map(|(path, _)| path.split_once('/').map(|(folder, _)| folder)).collect();
    if !known.contains(theme) {
        let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        bail!("there is no theme `{theme}`; the themes are {}", known.join(", "));
    }
    Ok(())
}

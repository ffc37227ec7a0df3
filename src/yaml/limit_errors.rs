//! Messages for sources that exceed the limits, and for the other reasons to stop parsing.

use std::ops::Range;

use super::error::YamlError;
use super::limits::Limits;
use super::node::StopReason;

/// The source is longer than [`Limits::bytes`].
pub(super) fn source_too_long(source: &str, limits: &Limits) -> YamlError {
    let message =
        format!("the YAML here is {}; the limit is {}", format_size(source.len()), format_size(limits.bytes));
    YamlError::new("YML-07", source, 0..source.len(), message)
        .help("move long parts into the text, or split them into several files")
}

/// Formats a number of bytes, rounded up: `65 kB`, `5 MB`.
fn format_size(count: usize) -> String {
    let kilobytes = count.div_ceil(1024);
    if kilobytes < 1024 { format!("{kilobytes} kB") } else { format!("{} MB", kilobytes.div_ceil(1024)) }
}

/// There are more than `MAX_FAULTS` errors.
pub(super) fn too_many_errors(source: &str) -> YamlError {
    let message = "there are more problems than are listed here";
    YamlError::new("YML-07", source, source.len()..source.len(), message).help("fix these first")
}

/// The error for a source that is valid YAML, but was not parsed to its end.
pub(super) fn stop_error(source: &str, stop: &StopReason, limits: &Limits) -> YamlError {
    let Limits { depth, nodes, aliases, bytes: _ } = limits;
    let error =
        |range: &Range<usize>, message: String| YamlError::new("YML-07", source, range.clone(), message);
    match stop {
        StopReason::TooDeep(range) => {
            error(range, format!("lists and groups are nested too deeply: the limit is {depth} levels"))
                .help("close a bracket that was left open, or indent less")
        }
        StopReason::TooManyNodes(range) => {
            error(range, format!("too many values: the limit is {nodes}")).help("split it into several files")
        }
        StopReason::TooManyAliases(range) => error(
            range,
            format!("too many aliases (`*name`): the limit is {aliases}, or {nodes} values with them"),
        )
        .help("write out what they stand for"),
        StopReason::RecursiveAlias(range) => {
            YamlError::new("YML-06", source, range.clone(), "this alias refers to itself")
                .help("write out what it stands for")
        }
        StopReason::ExtraDocument(range) => {
            YamlError::new("YML-06", source, range.clone(), "`---` is allowed only at the top")
                .help("remove the line, and everything below it if that belongs in another file")
        }
        // Only for completeness: `syntax` handles these.
        StopReason::Syntax(_) => YamlError::new("YML-06", source, 0..source.len(), "this can't be read"),
    }
}

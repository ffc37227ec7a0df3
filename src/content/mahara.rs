//! Imports `standards/*.matrix`: frameworks exported by Mahara's SmartEvidence, in both versions of that format.
//!
//! Only names and numbers are imported: the full text of a standard is under its publisher's copyright (rule STD-07),
//! and how an assessor marks it has no use outside Mahara.

use serde::Deserialize;

use super::document;
use super::scalar::Scalar;
use super::schema::standards::{RawFramework, RawStandard};
use crate::diagnostic::{Diagnostic, Diagnostics};

#[derive(Deserialize)]
struct MatrixFile {
    framework: MatrixFramework,
}

#[derive(Deserialize)]
struct MatrixFramework {
    name: Option<String>,
    #[serde(default)]
    standards: Vec<MatrixStandard>,
    /// Format version 2: a flat list of elements that refer to their standard by `standardid`.
    #[serde(default)]
    standardelements: Vec<MatrixElement>,
}

#[derive(Deserialize)]
struct MatrixStandard {
    name: Option<String>,
    shortname: Option<String>,
    standardid: Option<Scalar>,
    /// Format version 1: elements nested in their standard.
    #[serde(default)]
    standardelement: Vec<MatrixElement>,
}

#[derive(Deserialize)]
struct MatrixElement {
    name: Option<String>,
    shortname: Option<String>,
    standardid: Option<Scalar>,
    elementid: Option<Scalar>,
}

/// Parses a Mahara framework. Errors go to `diagnostics`; `None` when the file is not such a framework.
pub(crate) fn read_framework(
    path: &str,
    bytes: &[u8],
    diagnostics: &mut Diagnostics,
) -> Option<RawFramework> {
    let source = document::decode_or_report(path, bytes, diagnostics)?;
    match serde_json::from_str::<MatrixFile>(&source) {
        Ok(file) => Some(convert_framework(file.framework)),
        Err(error) => {
            let help = "export it from Mahara again (Administration menu, Extensions, SmartEvidence), or write the titles \
                        in your own file: `leadfolio schema standards`";
            let message = format!(
                "this isn't a framework exported from Mahara: {}",
                strip_position(&error.to_string())
            );
            let at = error_range(&source, error.line(), error.column());
            diagnostics.push(Diagnostic::error("STD-08", path, message).help(help).at(at));
            None
        }
    }
}

fn convert_framework(matrix: MatrixFramework) -> RawFramework {
    let MatrixFramework { name, standards: groups, standardelements: mut remaining } = matrix;
    let mut standards = Vec::new();
    for MatrixStandard { name, shortname, standardid, standardelement: mut elements } in groups {
        let title = name.or_else(|| shortname.clone());
        let number = standardid.and_then(Scalar::into_text);
        let is_own = |element: &MatrixElement| number.is_some() && element.standard_id() == number;
        let (own, others) = remaining.into_iter().partition(is_own);
        remaining = others;
        elements.extend::<Vec<MatrixElement>>(own);
        if elements.is_empty() {
            standards.push(RawStandard { id: number.or(shortname), title, group: None });
        } else {
            standards.extend(elements.into_iter().map(|element| element.into_standard(title.clone())));
        }
    }
    // Elements that belong to no standard become standards without a group, so that nothing is lost.
    standards.extend(remaining.into_iter().map(|element| element.into_standard(None)));
    RawFramework { name, standards: Some(standards), ..RawFramework::default() }
}

impl MatrixElement {
    fn standard_id(&self) -> Option<String> {
        self.standardid.clone()?.into_text()
    }

    fn into_standard(self, group: Option<String>) -> RawStandard {
        let Self { name, shortname, standardid: _, elementid } = self;
        let id = elementid.and_then(Scalar::into_text).or_else(|| shortname.clone());
        RawStandard { id, title: name.or(shortname), group }
    }
}

/// The message of a JSON error without its position, which the diagnostic shows anyway.
fn strip_position(message: &str) -> &str {
    message.rfind(" at line ").map_or(message, |at| &message[..at])
}

/// Converts the position of a JSON error to an empty byte range. Line and column count from 1; `serde_json` reports
/// 0 for the beginning of the file.
fn error_range(source: &str, line: usize, column: usize) -> std::ops::Range<usize> {
    let start = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let mut at = (start + column.saturating_sub(1)).min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at..at
}

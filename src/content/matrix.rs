//! `standards/*.matrix`: frameworks as Mahara's SmartEvidence exports them, in both versions of its format.
//!
//! Only names and numbers are taken: what a standard says in full belongs to its publisher (rule STD-07), and how an
//! assessor marks it belongs to Mahara.

use serde::Deserialize;

use super::document;
use super::scalar::Scalar;
use super::schema::{RawFramework, RawStandard};
use crate::diagnostic::{Diagnostic, Diagnostics};

#[derive(Deserialize)]
struct File {
    framework: Matrix,
}

#[derive(Deserialize)]
struct Matrix {
    name: Option<String>,
    #[serde(default)]
    standards: Vec<Group>,
    /// Version 2: elements beside the standards that they belong to.
    #[serde(default)]
    standardelements: Vec<Element>,
}

#[derive(Deserialize)]
struct Group {
    name: Option<String>,
    shortname: Option<String>,
    standardid: Option<Scalar>,
    /// Version 1: elements within their standard.
    #[serde(default)]
    standardelement: Vec<Element>,
}

#[derive(Deserialize)]
struct Element {
    name: Option<String>,
    shortname: Option<String>,
    standardid: Option<Scalar>,
    elementid: Option<Scalar>,
}

/// Reads a framework of Mahara. Faults go to `diagnostics`.
pub(super) fn read(path: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<RawFramework> {
    let source = document::decode(path, bytes, diagnostics)?;
    match serde_json::from_str::<File>(&source) {
        Ok(file) => Some(framework(file.framework)),
        Err(fault) => {
            let help = "export it from Mahara again (Administration menu, Extensions, SmartEvidence), or write the titles \
                        into a file of your own: `leadfolio schema standards`";
            let message = format!(
                "it is not a framework as Mahara exports them: {}",
                without_place(&fault.to_string())
            );
            let at = place(&source, fault.line(), fault.column());
            diagnostics.push(Diagnostic::error("STD-08", path, message).help(help).at(at));
            None
        }
    }
}

fn framework(matrix: Matrix) -> RawFramework {
    let Matrix { name, standards: groups, standardelements: mut beside } = matrix;
    let mut standards = Vec::new();
    for Group { name, shortname, standardid, standardelement: mut elements } in groups {
        let title = name.or_else(|| shortname.clone());
        let number = standardid.and_then(written);
        let (own, others) = beside.into_iter().partition(|it| number.is_some() && it.group() == number);
        beside = others;
        elements.extend::<Vec<Element>>(own);
        if elements.is_empty() {
            standards.push(RawStandard { id: number.or(shortname), title, group: None });
        } else {
            standards.extend(elements.into_iter().map(|it| it.standard(title.clone())));
        }
    }
    // Elements of no standard: better shown alone than lost.
    standards.extend(beside.into_iter().map(|it| it.standard(None)));
    RawFramework { name, standards: Some(standards), ..RawFramework::default() }
}

impl Element {
    fn group(&self) -> Option<String> {
        written(self.standardid.clone()?)
    }

    fn standard(self, group: Option<String>) -> RawStandard {
        let Self { name, shortname, standardid: _, elementid } = self;
        let id = elementid.and_then(written).or_else(|| shortname.clone());
        RawStandard { id, title: name.or(shortname), group }
    }
}

fn written(number: Scalar) -> Option<String> {
    match number {
        Scalar::Text(text) => Some(text),
        Scalar::None | Scalar::Switch(_) => None,
    }
}

/// The words of a fault of JSON without the place, which is shown.
fn without_place(fault: &str) -> &str {
    fault.rfind(" at line ").map_or(fault, |at| &fault[..at])
}

/// The line that a fault of JSON is in; line and column count from 1, and 0 is the beginning.
fn place(source: &str, line: usize, column: usize) -> std::ops::Range<usize> {
    let start = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let mut at = (start + column.saturating_sub(1)).min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at..at
}

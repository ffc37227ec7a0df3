//! Files that are to be published, looked over: a picture must be whole, and nothing else may be one in disguise.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::media::{self, Format, Picture};
use crate::tree::Blob;

/// What was seen of files, so that a picture is decoded once and not at every build.
#[derive(Debug, Default)]
pub(super) struct Looks {
    known: HashMap<String, (Blob, Look)>,
}

/// What was seen of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    pub(super) picture: Option<Picture>,
    finding: Option<Finding>,
}

#[derive(Clone, Debug)]
struct Finding {
    severity: Severity,
    rule: &'static str,
    message: String,
    help: String,
}

impl Looks {
    /// Looks files over, in the order given; those that are known and unchanged are not opened. What is known of other
    /// files is forgotten.
    pub(super) fn over(&mut self, files: &[(&str, &Blob)]) -> Vec<Look> {
        let known = &self.known;
        let look_at =
            |(source, blob): &(&str, &Blob)| match known.get(*source).filter(|it| it.0.is_same(blob)) {
                Some((_, look)) => look.clone(),
                None => look(source, blob),
            };
        let looks: Vec<Look> = files.par_iter().map(look_at).collect();
        let keep = |((source, blob), look): (&(&str, &Blob), &Look)| {
            ((*source).to_owned(), ((*blob).clone(), look.clone()))
        };
        self.known = files.iter().zip(&looks).map(keep).collect();
        looks
    }
}

impl Look {
    /// What is to be told of it, at the place that cites the file.
    pub(super) fn report(&self, path: &str, place: &Place) -> Option<Diagnostic> {
        let Finding { severity, rule, message, help } = self.finding.clone()?;
        Some(Diagnostic { place: place.clone(), ..Diagnostic::new(rule, severity, path, message).help(help) })
    }

    fn wrong(rule: &'static str, message: String, help: String) -> Self {
        Self { picture: None, finding: Some(Finding { severity: Severity::Error, rule, message, help }) }
    }
}

fn look(source: &str, blob: &Blob) -> Look {
    let is_picture = media::is_picture(source);
    let bytes = if is_picture { blob.read() } else { blob.beginning(media::BEGINNING) };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            let help = "allow yourself to read it, or copy it again from where it came".to_owned();
            return Look::wrong("FIL-02", format!("`content/{source}` cannot be read: {error}"), help);
        }
    };
    let refused =
        |fault: media::Fault| Look::wrong("MED-14", format!("`{source}`: {}", fault.message), fault.help);
    if !is_picture {
        return media::disguised(&bytes).map_or_else(Look::default, refused);
    }
    match media::inspect(source, &bytes).and_then(|it| media::verify(source, &bytes).map(|()| it)) {
        Ok(picture) => Look { picture: Some(picture), finding: taken_out(source, picture, &bytes) },
        Err(fault) => refused(fault),
    }
}

/// What an author should hear of the cleaning; photographs lose only what nobody sees.
fn taken_out(source: &str, picture: Picture, bytes: &[u8]) -> Option<Finding> {
    if picture.format != Format::Svg {
        return None;
    }
    let removed = media::clean(source, bytes).ok()?.notes.removed;
    (!removed.is_empty()).then(|| Finding {
        severity: Severity::Warning,
        rule: "MED-15",
        message: format!("taken out of `{source}`: {}", removed.join(", ")),
        help: "the file in `content/` stays as it is".to_owned(),
    })
}

//! Resolves the pictures that front matter names: the cover of a page, and the portrait.

use crate::content::checker::{Checker, non_blank};
use crate::content::scalar::Scalar;
use crate::content::schema::page::RawPicture;
use crate::diagnostic::Severity;
use crate::media::{Crop, FocusPoint};
use crate::model::file::{NamedPicture, ShownAs};
use crate::model::links::LinkIndex;
use crate::yaml;

/// Resolves the cover of a page; `None` also if its file does not exist, which is an error.
pub(super) fn resolve_cover(
    raw: RawPicture,
    links: &LinkIndex,
    checker: &mut Checker<'_>,
) -> Option<NamedPicture> {
    let (picture, focus) = resolve_picture(raw, "cover", checker)?;
    let crop = Some(Crop::cover(focus.unwrap_or(FocusPoint::CENTER)));
    let file = resolve_file(Some(picture.file), "cover.file", links, checker)?;
    Some(NamedPicture { file, crop, ..picture })
}

/// Resolves the portrait of the owner. The name of its file is as written: files are not known yet.
pub(super) fn resolve_portrait(raw: RawPicture, checker: &mut Checker<'_>) -> Option<NamedPicture> {
    let (picture, focus) = resolve_picture(raw, "profile.photo", checker)?;
    Some(NamedPicture { crop: focus.map(Crop::portrait), ..picture })
}

fn resolve_picture(
    raw: RawPicture,
    field: &str,
    checker: &mut Checker<'_>,
) -> Option<(NamedPicture, Option<FocusPoint>)> {
    let RawPicture { file, alt, focus } = raw;
    let focus = focus.and_then(|point| resolve_focus(&point, &format!("{field}.focus"), checker));
    let file = non_blank(file);
    if file.is_none() && field == "cover" {
        checker.error(
            "REQ-01",
            field,
            "the picture has no `file`",
            "name a picture in `content/files/` or in the folder of the page: `file: team.jpg`",
        );
    }
    let file = file?;
    if !yaml::is_placeholder(&file) && ShownAs::from_path(&file) != ShownAs::Picture {
        let message = format!("`{file}` isn't a picture");
        checker.error(
            "MED-13",
            &format!("{field}.file"),
            message,
            "name a JPEG, PNG, WebP, GIF, or SVG file",
        );
        return None;
    }
    let alt = non_blank(alt);
    if alt.is_none() {
        let help = match field.rsplit('.').next() {
            Some("photo") => "say what it shows, for people who can't see it: `alt: \"Portrait\"`",
            _ => {
                "say what it shows, for people who can't see it: `alt: \"A round table with the plan for the week\"`"
            }
        };
        checker.error("MED-03", field, "the picture has no `alt` text", help);
    }
    Some((NamedPicture { file, alt: alt?, crop: None }, focus))
}

/// The point that stays in view. People also write it in percent, as style sheets do.
fn resolve_focus(point: &[Scalar], field: &str, checker: &mut Checker<'_>) -> Option<FocusPoint> {
    let numbers: Option<Vec<f64>> = point.iter().map(part_of_length).collect();
    let (x, y) = match *numbers.as_deref().unwrap_or_default() {
        [x, y] => (x, y),
        _ => (f64::NAN, f64::NAN),
    };
    let found = FocusPoint::new(x, y);
    if found.is_none() {
        let message = "`focus` isn't a point in the picture";
        // 1 is a whole length or one percent of it: then nobody knows what was meant.
        let is_percent = [x, y].iter().all(|&part| part == 0.0 || part > 1.0);
        let help = match FocusPoint::new(x / 100.0, y / 100.0).filter(|_| is_percent) {
            Some(_) => format!("if this is percent, write `focus: [{x}%, {y}%]`"),
            None => match point {
                [Scalar::Text(text)] => format!("write `focus: {}`", point_of_words(text)),
                _ => "write two numbers from 0 to 1, from the left and from the top: `focus: [0.5, 0.3]` is in the \
                      middle, a third from the top"
                    .to_owned(),
            },
        };
        checker.error("REQ-03", field, message, help);
    }
    found
}

/// A part of the width or the height: `0.5` or `50%`.
fn part_of_length(written: &Scalar) -> Option<f64> {
    let Scalar::Text(text) = written else { return None };
    match text.trim().strip_suffix('%') {
        Some(percent) => percent.trim().parse().ok().map(|percent: f64| percent / 100.0),
        None => text.trim().parse().ok(),
    }
}

/// The list that a text means: two numbers that only lack their brackets, or what words such as `top left` say.
fn point_of_words(text: &str) -> String {
    let parts: Vec<&str> = text.split([' ', ',', '/']).filter(|part| !part.is_empty()).collect();
    let is_part = |part: &&str| part_of_length(&Scalar::Text((*part).to_owned())).is_some();
    if parts.len() == 2 && parts.iter().all(is_part) {
        return format!("[{}]", parts.join(", "));
    }
    let says = |word: &str| text.to_lowercase().contains(word);
    let part = |start: &str, end: &str| match (says(start), says(end)) {
        (true, false) => "0.1",
        (false, true) => "0.9",
        _ => "0.5",
    };
    format!("[{}, {}]", part("left", "right"), part("top", "bottom"))
}

/// Looks up a file named in front matter; an unknown file is an error.
pub(super) fn resolve_file(
    name: Option<String>,
    field: &str,
    links: &LinkIndex,
    checker: &mut Checker<'_>,
) -> Option<String> {
    let name = non_blank(name).filter(|name| !yaml::is_placeholder(name))?;
    match links.find_file(checker.path, &name) {
        Ok(file) => return Some(file),
        Err(broken) => {
            let mut diagnostic = links.to_diagnostic(broken, Severity::Error, checker.path).field(field);
            diagnostic.help.get_or_insert_with(|| "check the spelling, including capital letters".to_owned());
            checker.diagnostics.push(diagnostic);
        }
    }
    None
}

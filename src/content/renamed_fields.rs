//! Fields that have a new name. The old one is still read, with a hint that `check --fix` and `leadfolio upgrade` apply.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, Location};

/// Old and new names of fields at the top of the front matter. `RawCaseStudy` accepts both.
const RENAMED: [(&str, &str); 2] = [("themes", "tags"), ("lint_ack", "lint_allow")];

/// Reports fields that are written under their old name. `yaml` is the range of the front matter in `source`.
pub(super) fn report_renamed_fields(
    path: &str,
    source: &str,
    yaml: Range<usize>,
    diagnostics: &mut Diagnostics,
) {
    let mut start = yaml.start;
    for line in source[yaml].split_inclusive('\n') {
        let key = line.split(':').next().unwrap_or_default();
        if let Some((old, new)) = RENAMED.iter().find(|(old, _)| *old == key) {
            let range = start..start + old.len();
            let message = format!("`{old}` is now called `{new}`; the old name still works");
            let hint = Diagnostic::info("YML-10", path, message)
                .at(range.clone())
                .help(format!("write `{new}:`"))
                .fix(Location::Range(range), *new);
            diagnostics.push(hint);
        }
        start += line.len();
    }
}

/// A field path as the author may still write it: `tags[1]` becomes `themes[1]`.
pub(super) fn old_field_name(field: &str) -> Option<String> {
    RENAMED.iter().find_map(|(old, new)| replace_first_part(field, new, old))
}

/// A field path under its current name: `themes[1]` becomes `tags[1]`, and others stay.
pub(super) fn current_field_name(field: &str) -> String {
    let renamed = RENAMED.iter().find_map(|(old, new)| replace_first_part(field, old, new));
    renamed.unwrap_or_else(|| field.to_owned())
}

fn replace_first_part(field: &str, from: &str, to: &str) -> Option<String> {
    let rest = field.strip_prefix(from)?;
    (rest.is_empty() || rest.starts_with(['[', '.'])).then(|| format!("{to}{rest}"))
}

//! What a source says for `portfolio.yaml`: a new file, or lines to paste into the author's.

use serde_json::{Map, Value};

use super::existing::Existing;
use super::field_check::{CheckedFields, check_fields};
use super::proposed::SettingToPaste;
use super::yaml_text::{write_fields, write_inline};
use crate::content::schema::portfolio::RawPortfolio;
use crate::content::schema::resume::RawProfile;
use crate::yaml::{self, Insertion};

/// Fields in the order of a new file; the others follow.
const ORDER: [&str; 8] =
    ["title", "url", "language", "profile", "positions", "education", "credentials", "frameworks"];

/// What becomes of the settings of a source.
#[derive(Default)]
pub(super) struct ProposedSettings {
    /// The text of a new `portfolio.yaml`; `None` if the author has one.
    pub(super) file: Option<String>,
    /// Whether the new file lacks the owner's name.
    pub(super) needs_owner_name: bool,
    /// Lines to paste into the author's file.
    pub(super) to_paste: Vec<SettingToPaste>,
    /// What can't be taken over: YAML and the reason.
    pub(super) bad: Vec<(String, String)>,
    /// The portrait, whose file comes along.
    pub(super) photo: Option<Value>,
}

/// Proposes settings. A portrait is taken out of them, because its owner decides whether it is shown.
pub(super) fn propose_settings(settings: &Map<String, Value>, existing: &Existing<'_>) -> ProposedSettings {
    let CheckedFields { mut good, mut bad } = check_fields::<RawPortfolio>(settings);
    let mut photo = None;
    if let Some(Value::Object(profile)) = good.get_mut("profile") {
        photo = profile.remove("photo");
    }
    good.retain(|_, value| !matches!(value, Value::Object(fields) if fields.is_empty()));
    // What can only be lost together is checked field by field.
    if let Some(Value::Object(profile)) = settings.get("profile").filter(|_| !good.contains_key("profile")) {
        let checked = check_fields::<RawProfile>(profile);
        if !checked.good.is_empty() {
            bad.retain(|(yaml, _)| !yaml.starts_with("profile:"));
            bad.extend(checked.bad);
            let mut profile = checked.good;
            photo = photo.or_else(|| profile.remove("photo"));
            good.insert("profile".to_owned(), Value::Object(profile));
        }
    }
    let proposed = match &existing.settings {
        None => new_file(good),
        Some((source, raw)) => lines_to_paste(&good, source, raw),
    };
    ProposedSettings { bad, photo, ..proposed }
}

fn new_file(mut fields: Map<String, Value>) -> ProposedSettings {
    let profile = fields.entry("profile").or_insert_with(|| Value::Object(Map::new()));
    let has_name = profile.get("name").and_then(Value::as_str).is_some_and(|name| !name.trim().is_empty());
    if let Value::Object(profile) = profile
        && !has_name
    {
        let name = format!("TODO: {}", "your full name, as the site shows it");
        profile.insert("name".to_owned(), Value::String(name));
    }
    let mut text = String::new();
    let others: Vec<String> = fields.keys().filter(|name| !ORDER.contains(&name.as_str())).cloned().collect();
    for name in ORDER.into_iter().chain(others.iter().map(String::as_str)) {
        let Some(value) = fields.get(name) else { continue };
        let mut one = Map::new();
        one.insert(name.to_owned(), value.clone());
        text += &write_fields(&one);
    }
    ProposedSettings { file: Some(text), needs_owner_name: !has_name, ..ProposedSettings::default() }
}

/// The fields that the author's settings don't have, each with its place.
fn lines_to_paste(fields: &Map<String, Value>, source: &str, raw: &RawPortfolio) -> ProposedSettings {
    let given = raw.given_fields();
    let in_profile = raw.profile.as_ref().map(RawProfile::given_fields).unwrap_or_default();
    let mut proposed = ProposedSettings::default();
    let mut block = Map::new();
    for (name, value) in fields {
        if !given.contains(&name.as_str()) {
            block.insert(name.clone(), value.clone());
            continue;
        }
        let Value::Object(profile) = value else { continue };
        let missing =
            profile.iter().filter(|(field, _)| name == "profile" && !in_profile.contains(&field.as_str()));
        let lines: Vec<(String, String)> =
            missing.map(|(field, value)| (format!("profile.{field}"), write_inline(value))).collect();
        let lines: Vec<(&str, &str)> =
            lines.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
        for insertion in yaml::find_insertions(source, &lines).into_iter().flatten() {
            let setting = setting_to_paste(insertion, profile_indent(source));
            if !proposed.to_paste.contains(&setting) {
                proposed.to_paste.push(setting);
            }
        }
    }
    if !block.is_empty() {
        proposed.to_paste.push(SettingToPaste {
            instruction: "At the end of `content/portfolio.yaml`, add:".to_owned(),
            yaml: write_fields(&block),
        });
    }
    proposed
}

/// How to show the owner's portrait. `earlier` are lines to paste before; `source` is `portfolio.yaml` as it is now.
pub(super) fn photo_to_paste(
    photo: &Value,
    source: &str,
    earlier: &[SettingToPaste],
) -> Option<SettingToPaste> {
    // What is written in place of the whole profile has to keep what was written there before.
    let rewritten = earlier.iter().find(|setting| setting.instruction.contains(IN_PLACE));
    let source = rewritten.map_or(source, |setting| &setting.yaml);
    let line = write_inline(photo);
    let insertion = yaml::find_insertions(source, &[("profile.photo", &line)]).pop().flatten()?;
    let SettingToPaste { instruction, yaml } = setting_to_paste(insertion, profile_indent(source));
    Some(SettingToPaste { instruction: format!("If you want to show your picture: {instruction}"), yaml })
}

/// What the instruction says where lines are to be replaced.
const IN_PLACE: &str = "in place of the lines of";

/// Spaces before the fields below `profile:`.
fn profile_indent(source: &str) -> usize {
    let mut lines = source.lines().skip_while(|line| line.trim_end() != "profile:").skip(1);
    let first = lines.find(|line| !line.trim().is_empty());
    first.map_or(2, |line| line.len() - line.trim_start_matches(' ').len()).max(1)
}

fn setting_to_paste(insertion: Insertion, indent: usize) -> SettingToPaste {
    let (instruction, yaml) = match insertion {
        Insertion::Line(line) | Insertion::InEntry(line) => {
            ("At the end of `content/portfolio.yaml`, add:".to_owned(), line)
        }
        Insertion::Under { key, line } => (
            format!("In `content/portfolio.yaml`, right below the line `{key}:`, add this line:"),
            format!("{}{line}", " ".repeat(indent)),
        ),
        Insertion::Instead(text) => {
            let key = text.split(':').next().unwrap_or_default().to_owned();
            (format!("In `content/portfolio.yaml`, {IN_PLACE} `{key}`, write:"), text)
        }
        Insertion::Append { key, bracket, text } => (
            format!(
                "In `content/portfolio.yaml`, before the `{bracket}` that closes `{}`, add:",
                key.unwrap_or_default()
            ),
            text,
        ),
    };
    SettingToPaste { instruction, yaml: format!("{}\n", yaml.trim_end()) }
}

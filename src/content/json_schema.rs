//! The kinds of files that an author writes, each with its JSON Schema for editors and its Markdown field reference for
//! people. Both are generated from the types of `content::schema` that parse the file.

use std::fmt::Write as _;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value};

use super::schema::case_study::RawCaseStudy;
use super::schema::pack::RawPack;
use super::schema::page::{RawApproach, RawPage};
use super::schema::people::{RawComments, RawPeople, RawTestimonials, RawWatchList};
use super::schema::portfolio::RawPortfolio;
use super::schema::program::RawProgram;
use super::schema::standards::RawFramework;

/// A kind of content file, such as a case study or the register of people.
#[derive(Clone, Copy, Debug)]
pub struct ContentKind {
    /// Name on the command line, as in `leadfolio schema case-study`.
    pub name: &'static str,
    /// Globs of such files from the portfolio root, separated by a comma and a space.
    pub files: &'static str,
    /// One sentence on the content, without the final period; the `description` of the schema.
    pub description: &'static str,
    /// Whether the fields are the front matter of a Markdown file; otherwise the whole file is YAML.
    pub is_front_matter: bool,
    /// A minimal useful example, in YAML.
    pub example: &'static str,
    /// Makes the schema from the type that the file is read as.
    pub(crate) root_schema: fn() -> Schema,
}

/// The kinds of files in `content/`, most commonly used first.
pub const CONTENT_KINDS: [ContentKind; 11] = [
    ContentKind {
        name: "case-study",
        files: "content/case-studies/*.md",
        description: "Work that you delegated, and what came of it",
        is_front_matter: true,
        example: "title: \"Handing school culture to a committee\"\nsummary: \"What I delegated, and what came of it.\"\nstatus: ongoing\nled_by: [p-science-lead]\naccountable: p-owner\ndelegation: { level: 5 }\nstart: 2024-08\n",
        root_schema: generate_schema::<RawCaseStudy>,
    },
    ContentKind {
        name: "approach",
        files: "content/approaches/*.md",
        description: "A leadership approach that you believe in, and what can go wrong with it",
        is_front_matter: true,
        example: "title: \"Distributed leadership\"\npitfalls:\n  - { kind: unclear_roles, title: \"Unclear roles\", guard: \"One name per decision\" }\n",
        root_schema: generate_schema::<RawApproach>,
    },
    ContentKind {
        name: "page",
        files: "content/pages/*.md, content/index.md",
        description: "Any other page, such as your vision",
        is_front_matter: true,
        example: "title: \"My vision\"\nkind: vision\n",
        root_schema: generate_schema::<RawPage>,
    },
    ContentKind {
        name: "portfolio",
        files: "content/portfolio.yaml",
        description: "Your name, positions and degrees, the address of the site, its theme",
        is_front_matter: false,
        example: "url: \"https://www.example.org/portfolio/\"\nprofile: { name: \"Rowan Ellery\", headline: \"Principal\" }\n",
        root_schema: generate_schema::<RawPortfolio>,
    },
    ContentKind {
        name: "people",
        files: "content/people.yaml",
        description: "Everyone who appears, and what each has agreed to",
        is_front_matter: false,
        example: "people:\n  - { id: p-science-lead, kind: staff, role: \"Grade 7 science teacher\", minor: false, consent: { status: not_asked } }\n",
        root_schema: generate_schema::<RawPeople>,
    },
    ContentKind {
        name: "testimonials",
        files: "content/testimonials.yaml",
        description: "What others said, with their permission",
        is_front_matter: false,
        example: "testimonials:\n  - { id: t-board, from: p-board-chair, text: \"She asked before she decided.\", permission: { status: given } }\n",
        root_schema: generate_schema::<RawTestimonials>,
    },
    ContentKind {
        name: "comments",
        files: "content/comments/*/*.yaml",
        description: "What readers said about a page, approved by you; the file has the folder and the name of its page",
        is_front_matter: false,
        example: "comments:\n  - { from: p-families, text: \"The news is on at breakfast here.\", permission: { status: given } }\n",
        root_schema: generate_schema::<RawComments>,
    },
    ContentKind {
        name: "standards",
        files: "content/standards/*.yaml",
        description: "A framework of standards that your work addresses",
        is_front_matter: false,
        example: "id: custom\nname: \"Standards of our district\"\nstandards:\n  - { id: 1, title: \"Culture\" }\n",
        root_schema: generate_schema::<RawFramework>,
    },
    ContentKind {
        name: "pack",
        files: "content/packs/*.yaml",
        description: "A few case studies for one panel, matched to its criteria; an unlisted page, so you share its link",
        is_front_matter: false,
        example: "title: \"For the panel of Larkmere\"\ncases:\n  - { case: culture-committee, criterion: \"Builds capacity\", why: \"Teachers decided, and results came.\" }\n",
        root_schema: generate_schema::<RawPack>,
    },
    ContentKind {
        name: "program",
        files: "content/program.yaml",
        description: "What a university or a district requires of a portfolio; `leadfolio check` lists how much of it is there",
        is_front_matter: false,
        example: "name: \"Principal preparation\"\nframework: psel-2015\neach_standard: { artifacts: 2, narrative: true }\n",
        root_schema: generate_schema::<RawProgram>,
    },
    ContentKind {
        name: "people-private",
        files: "content/people.private.yaml",
        description: "Real names that `leadfolio check` looks for; no build ever reads this file, and it must stay out of version control",
        is_front_matter: false,
        example: "watch_for:\n  - { person: p-science-lead, names: [\"Nadia Example\"] }\n",
        root_schema: generate_schema::<RawWatchList>,
    },
];

/// The schema of a type, as [`ContentKind::root_schema`] makes it.
pub(crate) fn generate_schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<T>()
}

impl ContentKind {
    /// The JSON Schema of the file. Draft 07, because that is the version that the YAML extensions of editors read.
    pub fn json_schema(&self) -> Value {
        let mut schema = (self.root_schema)().to_value();
        if let Some(root) = schema.as_object_mut() {
            root.insert("title".to_owned(), Value::from(format!("leadfolio: {}", self.files)));
            root.insert("description".to_owned(), Value::from(self.description));
            let example: Result<Value, _> = serde_yaml::from_str(self.example);
            root.insert("examples".to_owned(), Value::from(example.into_iter().collect::<Vec<_>>()));
        }
        schema
    }

    /// The field reference of this kind: a Markdown section with an example and a table.
    pub fn to_markdown(&self) -> String {
        let Self { name, files, description, example, .. } = self;
        let files = files.replace(", ", "`, `");
        let mut text = format!(
            "## {name}: `{files}`\n\n{description}.\n\n```yaml\n{example}```\n\n| field | value | meaning |\n|---|---|---|\n"
        );
        let schema = self.json_schema();
        let definitions = schema.get("definitions").and_then(Value::as_object).cloned().unwrap_or_default();
        write_field_rows(&schema, "", &definitions, &mut text);
        text
    }
}

/// The complete field reference of these kinds in Markdown, as printed by `leadfolio schema --markdown`.
pub fn field_reference<'a>(kinds: impl Iterator<Item = &'a ContentKind>) -> String {
    let head = "# Every field of every file\n\nGenerated by `leadfolio schema --markdown`. You can leave a field out unless `leadfolio check` asks for \
                it. `x[].y` is the field `y` of every entry of the list `x`.\n";
    let kinds = kinds.map(|kind| format!("\n{}", kind.to_markdown()));
    kinds.fold(head.to_owned(), |all, section| all + &section)
}

/// Writes a table row for every field; the fields of a group follow the row of the group.
fn write_field_rows(schema: &Value, prefix: &str, definitions: &Map<String, Value>, text: &mut String) {
    for (name, field) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let path = format!("{prefix}{name}");
        let meaning = field.get("description").and_then(Value::as_str).unwrap_or_default().replace('\n', " ");
        let (inner, is_list) = unwrap_field_schema(field, definitions);
        let label = type_label(&inner);
        let label = if is_list { format!("list of {label}") } else { label };
        let _ =
            writeln!(text, "| `{path}` | {} | {} |", label.replace('|', "\\|"), meaning.replace('|', "\\|"));
        let prefix = format!("{path}{}.", if is_list { "[]" } else { "" });
        write_field_rows(&inner, &prefix, definitions, text);
    }
}

/// The schema of a field's value, with references followed and the "or null" of an optional field removed; and
/// whether the field is a list of such values.
fn unwrap_field_schema(field: &Value, definitions: &Map<String, Value>) -> (Value, bool) {
    if let Some(items) = field.get("items") {
        return (unwrap_field_schema(items, definitions).0, true);
    }
    let choices_of = |key: &str| field.get(key).and_then(Value::as_array);
    if let Some(choices) = choices_of("anyOf").or_else(|| choices_of("allOf")) {
        let value = choices.iter().find(|choice| choice.get("type").and_then(Value::as_str) != Some("null"));
        return value.map_or((field.clone(), false), |choice| unwrap_field_schema(choice, definitions));
    }
    let name = field.get("$ref").and_then(Value::as_str).and_then(|reference| reference.rsplit('/').next());
    match name.and_then(|name| definitions.get(name)) {
        Some(found) if found.get("$ref").is_some() || found.get("items").is_some() => {
            unwrap_field_schema(found, definitions)
        }
        Some(found) => (found.clone(), false),
        None => (field.clone(), false),
    }
}

/// The type of a value as readers see it: "text", "whole number", "`met`, `partly_met`", "date".
fn type_label(schema: &Value) -> String {
    let choices: Vec<&Value> = match schema.get("enum").and_then(Value::as_array) {
        Some(all) => all.iter().collect(),
        None => schema
            .get("oneOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|choice| choice.get("const"))
            .collect(),
    };
    if !choices.is_empty() {
        let quoted =
            |value: &&Value| value.as_str().map_or_else(|| format!("`{value}`"), |text| format!("`{text}`"));
        let values = choices.iter().filter(|value| !value.is_null());
        return values.map(quoted).collect::<Vec<_>>().join(", ");
    }
    // Only dates have a pattern.
    if schema.get("pattern").is_some() {
        return "date".to_owned();
    }
    let names: Vec<&str> = match schema.get("type") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let label = match names.iter().find(|name| **name != "null") {
        Some(&"string") if names.contains(&"number") => "text, number or switch",
        Some(&"string") if names.contains(&"boolean") => "text or switch",
        Some(&"string") => "text",
        Some(&"integer") => "whole number",
        Some(&"number") => "number",
        Some(&"boolean") => "`true`, `false`",
        Some(&"array") => "list",
        Some(&"object") => "group",
        _ => "value",
    };
    label.to_owned()
}

//! Output formats of `leadfolio check`.

use clap::ValueEnum;
use leadfolio::content::advice::HelpWriter;
use leadfolio::content::text;
use leadfolio::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use leadfolio::model::requirements::{ProgramReport, Requirement};
use leadfolio::pipeline::Inputs;
use leadfolio::rules::Rule;
use serde_json::{Value, json};

use super::report::{self, SourceTexts};

/// Version of all JSON that commands print: it changes when a value is removed or means something else.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Human-readable, with the source lines for each finding
    Human,
    /// One line per finding, for editors
    Short,
    /// JSON, in a documented and stable format
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// Formats all diagnostics for stdout.
pub(super) fn format_diagnostics(
    format: Format,
    all: &Diagnostics,
    inputs: &Inputs,
    readiness: Option<&ProgramReport>,
) -> String {
    match format {
        Format::Human => format_human(all, inputs) + &readiness.map(format_readiness).unwrap_or_default(),
        Format::Short => format_short(all, inputs),
        Format::Json => pretty_json(&to_json(all, inputs, readiness)),
        Format::Sarif => pretty_json(&to_sarif(all, inputs)),
    }
}

fn pretty_json(value: &Value) -> String {
    format!("{value:#}\n")
}

fn format_human(all: &Diagnostics, inputs: &Inputs) -> String {
    // What matters most comes last, next to the prompt.
    let mut text = report::render_advice(all, inputs);
    let accepted: Vec<&Diagnostic> = all.iter().filter(|diagnostic| diagnostic.accepted.is_some()).collect();
    if !accepted.is_empty() {
        text.push_str("accepted by you:\n");
    }
    for Diagnostic { rule, path, message, accepted, .. } in accepted {
        text += &format!("  {rule} {path}: {message}: {}\n", accepted.as_deref().unwrap_or_default());
    }
    let is_shown =
        |diagnostic: &&Diagnostic| diagnostic.accepted.is_none() && diagnostic.advice_rank().is_none();
    for excerpt in report::render_diagnostics(all.iter().filter(is_shown), inputs) {
        text += &format!("{excerpt}\n\n");
    }
    text
}

/// One line per diagnostic: `content/case-studies/a.md:12:3: warning DEL-07: level 6 was given, …`
fn format_short(all: &Diagnostics, inputs: &Inputs) -> String {
    let mut locations = PositionLookup(SourceTexts::new(inputs), HelpWriter::new(all.iter()));
    let open = all.iter().filter(|diagnostic| diagnostic.accepted.is_none());
    open.map(|diagnostic| {
        let location = locations.line_column(diagnostic);
        let location = location.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
        let message = diagnostic.message.replace('\n', " ");
        let Diagnostic { path, severity, rule, .. } = diagnostic;
        format!("{path}{location}: {} {rule}: {message}\n", severity.name())
    })
    .collect()
}

/// The program's requirements, a line each, such as "✗ Standard 4: 1 of 2 artifacts, no narrative".
fn format_readiness(readiness: &ProgramReport) -> String {
    let ProgramReport { program, requirements: needs } = readiness;
    let mut text = format!("{program}: {} of {} requirements met\n", readiness.met_count(), needs.len());
    for Requirement { description: what, status: state, met, .. } in needs {
        let sign = if *met { "✓" } else { "✗" };
        text += &format!("  {sign} {what}: {state}\n");
    }
    text + "\n"
}

fn to_json(all: &Diagnostics, inputs: &Inputs, readiness: Option<&ProgramReport>) -> Value {
    let mut locations = PositionLookup(SourceTexts::new(inputs), HelpWriter::new(all.iter()));
    let one = |diagnostic: &Diagnostic| {
        let location = locations.line_column(diagnostic);
        json!({
            "rule": diagnostic.rule,
            "severity": diagnostic.severity.name(),
            "path": diagnostic.path,
            "line": location.map(|(line, _)| line),
            "column": location.map(|(_, column)| column),
            "field": field_of(diagnostic),
            "message": diagnostic.message,
            "help": locations.help(diagnostic),
            "fix": locations.fix_to_json(diagnostic),
            "accepted": diagnostic.accepted,
        })
    };
    let diagnostics: Vec<Value> = all.iter().map(one).collect();
    json!({
        "schema_version": SCHEMA_VERSION,
        "diagnostics": diagnostics,
        "summary": {
            "errors": all.count(Severity::Error),
            "warnings": all.count(Severity::Warning),
            "infos": all.count(Severity::Info),
            "accepted": all.iter().filter(|diagnostic| diagnostic.accepted.is_some()).count(),
        },
        "readiness": readiness.map(|readiness| json!({
            "program": readiness.program,
            "needs": readiness.requirements.iter().map(|need| json!({ "what": need.description, "state": need.status, "met": need.met })).collect::<Vec<_>>(),
        })),
    })
}

/// The field that a diagnostic is about, such as `theme_options.logo`; `None` for other locations.
fn field_of(diagnostic: &Diagnostic) -> Option<&str> {
    match &diagnostic.location {
        Location::Field(field) => Some(field),
        Location::File | Location::Range(_) => None,
    }
}

/// SARIF 2.1.0 (OASIS), which GitHub's code scanning imports.
fn to_sarif(all: &Diagnostics, inputs: &Inputs) -> Value {
    let mut locations = PositionLookup(SourceTexts::new(inputs), HelpWriter::new(all.iter()));
    let mut used: Vec<&str> = all.iter().map(|diagnostic| diagnostic.rule).collect();
    used.sort_unstable();
    used.dedup();
    let rule = |id: &&str| {
        let documented = Rule::find(id);
        json!({
            "id": id,
            "shortDescription": { "text": documented.map_or(*id, |rule| rule.finds) },
            "fullDescription": { "text": documented.map_or(*id, |rule| rule.why) },
        })
    };
    let rules: Vec<Value> = used.iter().map(rule).collect();
    let result = |diagnostic: &Diagnostic| {
        let level = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let help = locations.help(diagnostic).map(|help| format!("\n{help}")).unwrap_or_default();
        let mut location = json!({ "artifactLocation": { "uri": diagnostic.path } });
        if let Some((line, column)) = locations.line_column(diagnostic) {
            location["region"] = json!({ "startLine": line, "startColumn": column });
        }
        let mut result = json!({
            "ruleId": diagnostic.rule,
            "level": level,
            "message": { "text": format!("{}{help}", diagnostic.message) },
            "locations": [{ "physicalLocation": location }],
        });
        if let Some(why) = &diagnostic.accepted {
            result["suppressions"] = json!([{ "kind": "inSource", "justification": why }]);
        }
        result
    };
    let results: Vec<Value> = all.iter().map(result).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "leadfolio",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "results": results,
        }],
    })
}

/// Converts byte ranges of diagnostics to lines and columns, both from 1, columns in characters.
struct PositionLookup<'a>(SourceTexts<'a>, HelpWriter<'a>);

impl PositionLookup<'_> {
    /// The help in full, with the lines to write.
    fn help(&mut self, diagnostic: &Diagnostic) -> Option<String> {
        self.1.help(diagnostic, self.0.text(&diagnostic.path))
    }

    /// The fix as JSON: start, end and replacement text.
    fn fix_to_json(&mut self, diagnostic: &Diagnostic) -> Option<Value> {
        let fix = diagnostic.fix.as_ref()?;
        let source = self.0.text(&diagnostic.path)?;
        let range = report::location_range(&fix.location, source)?;
        let position = |offset: usize| {
            let (line, column) = text::line_column(source, offset);
            json!({ "line": line, "column": column })
        };
        Some(json!({ "start": position(range.start), "end": position(range.end), "text": fix.text }))
    }

    /// Line and column of a diagnostic; `None` if it is about the whole file.
    fn line_column(&mut self, diagnostic: &Diagnostic) -> Option<(usize, usize)> {
        let source = self.0.text(&diagnostic.path)?;
        let range = report::first_line_range(diagnostic, source)?;
        Some(text::line_column(source, range.start))
    }
}

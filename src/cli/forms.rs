//! Findings in the forms that people, editors and services read.

use clap::ValueEnum;
use leadfolio::content::text;
use leadfolio::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use leadfolio::pipeline::Inputs;
use leadfolio::portfolio::lint::rules::Rule;
use leadfolio::portfolio::readiness::{Need, Readiness};
use serde_json::{Value, json};

use super::report::{self, Sources};

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the lines that they are about
    Human,
    /// A line each, which editors lead to
    Short,
    /// JSON, documented and stable
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// All findings in a form, ready to be printed.
pub(super) fn write(
    format: Format,
    all: &Diagnostics,
    inputs: &Inputs,
    readiness: Option<&Readiness>,
) -> String {
    match format {
        Format::Human => human(all, inputs) + &readiness.map(ready).unwrap_or_default(),
        Format::Short => short(all, inputs),
        Format::Json => pretty(&json_form(all, inputs, readiness)),
        Format::Sarif => pretty(&sarif(all, inputs)),
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn human(all: &Diagnostics, inputs: &Inputs) -> String {
    let open = all.iter().filter(|it| it.accepted.is_none());
    let mut told: String = report::excerpts(open, inputs).iter().map(|it| format!("{it}\n\n")).collect();
    let accepted: Vec<&Diagnostic> = all.iter().filter(|it| it.accepted.is_some()).collect();
    if !accepted.is_empty() {
        told.push_str("accepted by you:\n");
    }
    for Diagnostic { rule, path, message, accepted, .. } in accepted {
        told += &format!("  {rule} {path}: {message}: {}\n", accepted.as_deref().unwrap_or_default());
    }
    told
}

/// `content/case-studies/a.md:12:3: warning DEL-07: level 6 was given, …`
fn short(all: &Diagnostics, inputs: &Inputs) -> String {
    let mut places = Places(Sources::new(inputs));
    let open = all.iter().filter(|it| it.accepted.is_none());
    open.map(|it| {
        let place = places.of(it).map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
        let message = it.message.replace('\n', " ");
        format!("{}{place}: {} {}: {message}\n", it.path, it.severity.name(), it.rule)
    })
    .collect()
}

/// "Standard 4: 1 of 2 artifacts, no narrative"
fn ready(readiness: &Readiness) -> String {
    let Readiness { program, needs } = readiness;
    let mut text = format!("{program}: {} of {} needs are met\n", readiness.met(), needs.len());
    for Need { what, state, met, .. } in needs {
        let sign = if *met { "✓" } else { "✗" };
        text += &format!("  {sign} {what}: {state}\n");
    }
    text + "\n"
}

fn json_form(all: &Diagnostics, inputs: &Inputs, readiness: Option<&Readiness>) -> Value {
    let mut places = Places(Sources::new(inputs));
    let one = |it: &Diagnostic| {
        let place = places.of(it);
        json!({
            "rule": it.rule,
            "severity": it.severity.name(),
            "path": it.path,
            "line": place.map(|it| it.0),
            "column": place.map(|it| it.1),
            "field": field(it),
            "message": it.message,
            "help": it.help,
            "fix": places.fix(it),
            "accepted": it.accepted,
        })
    };
    let diagnostics: Vec<Value> = all.iter().map(one).collect();
    json!({
        "diagnostics": diagnostics,
        "summary": {
            "errors": all.count(Severity::Error),
            "warnings": all.count(Severity::Warning),
            "infos": all.count(Severity::Info),
            "accepted": all.iter().filter(|it| it.accepted.is_some()).count(),
        },
        "readiness": readiness.map(|it| json!({
            "program": it.program,
            "needs": it.needs.iter().map(|it| json!({ "what": it.what, "state": it.state, "met": it.met })).collect::<Vec<_>>(),
        })),
    })
}

fn field(diagnostic: &Diagnostic) -> Option<&str> {
    match &diagnostic.place {
        Place::Field(field) => Some(field),
        Place::File | Place::Range(_) => None,
    }
}

/// SARIF 2.1.0 (OASIS): what GitHub's code scanning reads.
fn sarif(all: &Diagnostics, inputs: &Inputs) -> Value {
    let mut places = Places(Sources::new(inputs));
    let mut used: Vec<&str> = all.iter().map(|it| it.rule).collect();
    used.sort_unstable();
    used.dedup();
    let rule = |id: &&str| {
        let told = Rule::find(id);
        json!({
            "id": id,
            "shortDescription": { "text": told.map_or(*id, |it| it.finds) },
            "fullDescription": { "text": told.map_or(*id, |it| it.why) },
        })
    };
    let rules: Vec<Value> = used.iter().map(rule).collect();
    let result = |it: &Diagnostic| {
        let level = match it.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let help = it.help.as_ref().map(|it| format!("\n{it}")).unwrap_or_default();
        let mut location = json!({ "artifactLocation": { "uri": it.path } });
        if let Some((line, column)) = places.of(it) {
            location["region"] = json!({ "startLine": line, "startColumn": column });
        }
        let mut result = json!({
            "ruleId": it.rule,
            "level": level,
            "message": { "text": format!("{}{help}", it.message) },
            "locations": [{ "physicalLocation": location }],
        });
        if let Some(why) = &it.accepted {
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

/// Line and column of findings, from 1.
struct Places<'a>(Sources<'a>);

impl Places<'_> {
    /// What to put from where to where, columns in characters.
    fn fix(&mut self, diagnostic: &Diagnostic) -> Option<Value> {
        let fix = diagnostic.fix.as_ref()?;
        let source = self.0.text(&diagnostic.path)?;
        let range = report::place_of(&fix.place, source)?;
        let place = |at: usize| {
            let (line, column) = text::line_column(source, at);
            json!({ "line": line, "column": column })
        };
        Some(json!({ "start": place(range.start), "end": place(range.end), "text": fix.text }))
    }
    fn of(&mut self, diagnostic: &Diagnostic) -> Option<(usize, usize)> {
        let source = self.0.text(&diagnostic.path)?;
        let range = report::range_of(diagnostic, source)?;
        Some(text::line_column(source, range.start))
    }
}

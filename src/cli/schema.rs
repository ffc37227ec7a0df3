//! `leadfolio schema`: prints the fields of each kind of file, as JSON Schema or Markdown.

use anyhow::{Result, bail};
use clap::Args;
use leadfolio::content::json_schema::{self, ContentKind};
use leadfolio::scaffold::file_kinds;

use super::common::CommandOutcome;
use super::report;

/// List the fields of each kind of file, as JSON Schema for editors or as a readable table
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio schema                       # list the kinds of files\n  leadfolio schema people > people.json\n  leadfolio schema --markdown > fields.md"
)]
pub(super) struct Arguments {
    /// Kind of file; leave it out to list the kinds
    #[arg(value_name = "KIND")]
    kind: Option<String>,
    /// List the fields in Markdown, for one kind of file or for all
    #[arg(long)]
    markdown: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let kind = arguments.kind.as_deref().map(find_kind).transpose()?;
    let text = match (kind, arguments.markdown) {
        (Some(kind), false) => format!("{:#}\n", kind.json_schema()),
        (Some(kind), true) => kind.to_markdown(),
        (None, true) => json_schema::field_reference(file_kinds()),
        (None, false) => file_kinds().map(|kind| format!("{:<15} {}\n", kind.name, kind.files)).collect(),
    };
    report::print_data(&text)?;
    Ok(CommandOutcome::Success)
}

fn find_kind(name: &str) -> Result<&'static ContentKind> {
    let Some(kind) = file_kinds().find(|kind| kind.name == name) else {
        let names: Vec<&str> = file_kinds().map(|kind| kind.name).collect();
        bail!("there is no kind of file `{}`\nthe kinds are {}", name.escape_debug(), names.join(", "));
    };
    Ok(kind)
}

//! `leadfolio messages`: prints the words of pages, to translate or replace them.

use anyhow::{Result, bail};
use clap::Args;
use leadfolio::i18n;

use super::common::CommandOutcome;
use super::report;

/// Print the text of generated pages, so you can translate or replace it
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio messages > content/i18n/it.ftl    # then translate it into Italian\n  leadfolio messages es                       # the text of Spanish pages"
)]
pub(super) struct Arguments {
    /// Language code
    #[arg(value_name = "LANGUAGE", default_value = "en")]
    language: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let Some(text) = i18n::built_in(&arguments.language) else {
        let languages: Vec<&str> = i18n::built_in_languages().collect();
        bail!(
            "leadfolio has no translation for `{}`\nthere are {}",
            arguments.language.escape_debug(),
            languages.join(", ")
        );
    };
    report::print_data(text)?;
    Ok(CommandOutcome::Success)
}

//! `leadfolio messages`: prints the words of pages, to translate or replace them.

use anyhow::{Result, bail};
use clap::Args;
use leadfolio::i18n;

use super::common::CommandOutcome;

/// Print the words that pages show, to translate or replace them
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio messages > content/i18n/it.ftl    # then translate them into Italian\n  leadfolio messages es                       # the words of Spanish pages"
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
            "leadfolio has no words in `{}`\nit has {}",
            arguments.language.escape_debug(),
            languages.join(", ")
        );
    };
    anstream::print!("{text}");
    Ok(CommandOutcome::Success)
}

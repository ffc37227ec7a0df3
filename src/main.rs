//! The program: parse the arguments, run the command, say how it ended.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}

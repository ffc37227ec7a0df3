//! Who may be named: how much of a person is shown ([`consent`]), and where an undisclosed name still appears
//! ([`name_scanner`], [`source_scan`]).

pub mod consent;
mod context;
mod doubt;
mod file_name;
pub mod initials;
mod letters;
mod name_matcher;
mod name_parts;
pub mod name_scanner;
mod script;
pub mod source_scan;
mod titles;

//! Who may be named: how much of a person is shown ([`consent`]), and where an undisclosed name still appears
//! ([`name_scanner`]).

pub mod consent;
mod context;
mod letters;
mod name_matcher;
pub mod name_scanner;
mod script;

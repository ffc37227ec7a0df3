//! Who may be named: how much of a person is shown ([`consent`]), and where an undisclosed name still appears
//! ([`name_scanner`]).

pub mod consent;
pub mod name_scanner;

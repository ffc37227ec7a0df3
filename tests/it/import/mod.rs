//! What an import reads, one module a format.

mod case_package;
mod docx;
mod feed;
mod json_resume;
mod leap2a;
mod linkedin;
mod mahara_matrix;
mod odt;
mod open_badges;
mod page_support;
mod pasted_text;
mod support;
mod web_pages;
mod wordpress;
//! Importing texts of other programs: what becomes of them in a portfolio.

mod adding;
mod command;
mod proposal;
//! Readers of what other programs have.

mod markdown_folder;
mod markdown_odd;
mod support;

//! What an import reads, one module a format.

mod page_support;
mod pasted_text;
mod web_pages;
mod case_package;
mod json_resume;
mod leap2a;
mod linkedin;
mod mahara_matrix;
mod open_badges;
mod support;
//! Sources of other programs, and what is made of them.

mod docx;
mod feed;
mod odt;
mod support;
mod wordpress;

//! What an import reads, one module a format, and what becomes of it.

mod adding;
mod case_package;
mod command;
mod docx;
mod feed;
mod folder_support;
mod json_resume;
mod leap2a;
mod linkedin;
mod mahara_matrix;
mod markdown_folder;
mod markdown_odd;
mod odt;
mod open_badges;
mod page_support;
mod pasted_text;
mod proposal;
mod support;
mod web_pages;
mod wordpress;

//! Folders of Markdown: the program that they were written for, their front matter, and its markup.

mod addresses;
mod bibtex;
mod citations;
mod embedded;
mod fields;
mod folder;
mod front_matter;
pub(super) mod generator;
mod hugo;
mod leftovers;
mod links;
mod liquid;
mod notion;
mod obsidian;
mod own_files;
mod page_context;
mod pages;
mod pandoc;
mod players;
mod prose;
mod settings;
mod tables;

pub(super) use pages::read_pages;

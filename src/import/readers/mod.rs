//! One file a format. Each says which sources it recognizes, and reads them.

mod badge_files;
mod case_package;
mod docx;
mod feed;
mod feed_text;
mod json_resume;
mod leap2a;
mod leap2a_feed;
mod leap2a_portfolio;
mod leap2a_resume;
mod linkedin;
mod linkedin_tables;
mod list_label;
mod mahara_matrix;
mod markdown;
mod markdown_folder;
mod odt;
mod office_folder;
mod open_badges;
mod page_files;
mod page_furniture;
mod page_metadata;
mod plain_text;
mod saved_pages;
mod text_document;
mod text_style;
mod web_page;
mod wordpress;

pub(super) use office_folder::is_text_document;

use super::imported::Imported;
use super::source::{ImportError, Source};

/// A format that can be imported.
pub(super) struct Format {
    /// What people call it, for messages.
    pub(super) description: &'static str,
    /// Whether a source is in this format. It looks at names and at the first bytes only.
    pub(super) recognizes: fn(&Source) -> bool,
    /// Reads a source in this format.
    pub(super) read: fn(&Source) -> Result<Imported, ImportError>,
}

/// Every format, the most specific first.
pub(super) const FORMATS: &[Format] = &[
    Format {
        description: "a framework from Mahara (`.matrix`)",
        recognizes: mahara_matrix::recognizes,
        read: mahara_matrix::read,
    },
    Format {
        description: "a portfolio in Leap2A, as Mahara exports it",
        recognizes: leap2a::recognizes,
        read: leap2a::read,
    },
    Format {
        description: "LinkedIn's copy of your data",
        recognizes: linkedin::recognizes,
        read: linkedin::read,
    },
    Format {
        description: "a framework as a CASE package (JSON)",
        recognizes: case_package::recognizes,
        read: case_package::read,
    },
    Format {
        description: "Open Badges (JSON, PNG or SVG)",
        recognizes: open_badges::recognizes,
        read: open_badges::read,
    },
    Format {
        description: "a résumé in JSON Resume (`resume.json`)",
        recognizes: json_resume::recognizes,
        read: json_resume::read,
    },
    Format {
        description: "the export file of WordPress (`.xml`, from Tools > Export)",
        recognizes: wordpress::recognizes,
        read: wordpress::read,
    },
    Format { description: "feeds (RSS and Atom)", recognizes: feed::recognizes, read: feed::read },
    Format { description: "Word documents (`.docx`)", recognizes: docx::recognizes, read: docx::read },
    Format { description: "OpenDocument texts (`.odt`)", recognizes: odt::recognizes, read: odt::read },
    Format {
        description: "a folder of such documents, and of texts (`.txt`)",
        recognizes: office_folder::recognizes,
        read: office_folder::read,
    },
    Format {
        description: "a folder of Markdown files (Jekyll, Hugo, Quarto, Obsidian, Notion, Google Docs)",
        recognizes: markdown_folder::recognizes,
        read: markdown_folder::read,
    },
    Format {
        description: "a web page saved from the browser (`.html`, `.mhtml`, or a folder with pages)",
        recognizes: web_page::recognizes,
        read: web_page::read,
    },
    Format {
        description: "text that was copied from a page or a document (`.txt`, or standard input)",
        recognizes: plain_text::recognizes,
        read: plain_text::read,
    },
];

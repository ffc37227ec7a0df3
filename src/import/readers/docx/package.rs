//! The parts of a Word document, and how they are related. ECMA-376, part 2.

use std::collections::BTreeMap;

use crate::import::readers::text_document::unreadable;
use crate::import::source::ImportError;
use crate::import::{archive, xml};
use crate::vfs::{Blob, FileTree};

/// What a Word document in the old format, and one with a password, begins with.
const COMPOUND_SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// An open document.
pub(super) struct Package {
    files: FileTree,
}

/// What a part refers to.
#[derive(Clone, Debug)]
pub(super) struct Relationship {
    /// Path of a part, or an address if it is external.
    pub(super) target: String,
    /// The last part of the address that names its kind: `image`, `hyperlink`, `header`.
    pub(super) kind: String,
    pub(super) is_external: bool,
}

/// What a part refers to, by id.
pub(super) type Relationships = BTreeMap<String, Relationship>;

impl Package {
    /// Opens a document.
    ///
    /// # Errors
    /// When it is damaged, protected or in the old format.
    pub(super) fn open(path: &str, bytes: &[u8]) -> Result<Self, ImportError> {
        if bytes.starts_with(COMPOUND_SIGNATURE) {
            let reason = "it is protected by a password, or is in the old format of Word";
            return Err(unreadable(path, reason));
        }
        Ok(Self { files: archive::unpack(path, bytes)? })
    }

    /// Path of the part with the text.
    pub(super) fn main_part(&self) -> String {
        let root = self.relationships("");
        let main = root.into_values().find(|related| related.kind == "officeDocument");
        main.map_or_else(|| "word/document.xml".to_owned(), |related| related.target)
    }

    /// The file of a part.
    pub(super) fn blob(&self, part: &str) -> Option<&Blob> {
        self.files.get(part)
    }

    /// The text of an XML part; `None` if there is none.
    ///
    /// # Errors
    /// When it is damaged, as the end of a sentence.
    pub(super) fn xml(&self, part: &str) -> Result<Option<String>, String> {
        let Some(blob) = self.files.get(part) else { return Ok(None) };
        let bytes = blob.read().map_err(|error| error.to_string())?;
        xml::decode(&bytes).map(Some).map_err(|reason| format!("in `{part}`, {reason}"))
    }

    /// What a part refers to; `""` stands for the whole document. Empty if that can't be read.
    pub(super) fn relationships(&self, part: &str) -> Relationships {
        let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
        let path = join(folder, &format!("_rels/{name}.rels"));
        let text = self.xml(&path).ok().flatten().unwrap_or_default();
        let Ok(document) = xml::parse(&text) else { return Relationships::new() };
        let relationships = xml::children(document.root_element(), "Relationship").filter_map(|node| {
            let target = xml::attribute(node, "Target")?;
            let kind = xml::attribute(node, "Type")?.rsplit('/').next()?;
            let is_external = xml::attribute(node, "TargetMode") == Some("External");
            let target = if is_external { target.to_owned() } else { join(folder, target) };
            let id = xml::attribute(node, "Id")?.to_owned();
            Some((id, Relationship { target, kind: kind.to_owned(), is_external }))
        });
        relationships.collect()
    }

    /// Names of files that are embedded as objects, and of macros.
    pub(super) fn embedded_files(&self) -> Vec<String> {
        let is_embedded = |path: &str| path.contains("/embeddings/") || path.ends_with("vbaProject.bin");
        self.files.iter().map(|(path, _)| path).filter(|path| is_embedded(path)).map(str::to_owned).collect()
    }
}

/// A path from a folder, without `..`.
fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

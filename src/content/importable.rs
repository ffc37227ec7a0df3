//! Documents of other programs among the pages: how to import them.

use crate::platform::quote_for_shell;
use crate::vfs::lowercase_extension;

/// Endings of the documents that `leadfolio import` reads and that people put where pages belong.
const IMPORTED: [&str; 4] = ["docx", "htm", "html", "odt"];

/// How to import a file, by its ending; `None` if it can't be imported.
pub(crate) fn import_help(path: &str) -> Option<String> {
    let extension = lowercase_extension(path)?;
    let is_imported = cfg!(feature = "import") && IMPORTED.contains(&extension.as_str());
    is_imported.then(|| format!("run `leadfolio import {}`, then delete it here", quote_for_shell(path)))
}

/// How to import a document whose ending says that it is something else; `None` if it can't be imported.
pub(super) fn renamed_document_help(path: &str, bytes: &[u8]) -> Option<String> {
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    let ending = if !bytes.starts_with(b"PK") {
        return None;
    } else if holds(b"word/document.xml") {
        "docx"
    } else if holds(b"mimetypeapplication/vnd.oasis.opendocument.text") {
        "odt"
    } else {
        return None;
    };
    let (stem, _) = path.rsplit_once('.')?;
    let renamed = format!("{stem}.{ending}");
    let name = renamed.rsplit('/').next().unwrap_or(&renamed);
    import_help(&renamed).map(|help| format!("rename it to `{name}`, {help}"))
}

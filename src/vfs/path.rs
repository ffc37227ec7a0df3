//! Checks on relative paths, file extensions, and the media types that they stand for.

use std::path::Path;

/// Whether a relative path with `/` separators stays inside its folder: no part is empty, `.` or `..`.
pub fn is_safe_relative_path(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// The ending of a file's name in small letters, without the dot; `None` if it has none, as `.png` has.
pub fn lowercase_extension(path: &str) -> Option<String> {
    Some(Path::new(path).extension()?.to_str()?.to_ascii_lowercase())
}

/// A path that a file in a folder names, from the top; `None` if it leads out of the top folder.
pub(crate) fn join_relative_path(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The folders that a path is in, the outermost first.
pub(crate) fn parent_folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(slash, _)| &path[..slash])
}

/// What a list of published files has in place of a path: its BLAKE3 hash, truncated to 128 bits, in hexadecimal digits.
///
/// Anyone may read such a list, and it does not tell the names of unlisted pages. It protects a name as well as the page
/// itself is protected, by nobody guessing it: who has a guess can compare its hash, as they can ask the host for the page.
/// It hides neither how many files there are nor their sizes, and who has a file can tell that it is published.
pub(crate) fn path_key(path: &str) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("leadfolio: path in a list of published files");
    hasher.update(path.as_bytes());
    hasher.finalize().to_hex()[..KEY_DIGITS].to_owned()
}

/// Whether a text has the form of a [`path_key`].
pub(crate) fn is_path_key(text: &str) -> bool {
    text.len() == KEY_DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Number of digits of a [`path_key`].
const KEY_DIGITS: usize = 32;

/// The media type of a file by its extension, such as `text/html; charset=utf-8`; `application/octet-stream` if the
/// extension is unknown. Text types are given as UTF-8.
pub fn media_type(path: &str) -> String {
    // Endings that browsers give to JPEG pictures.
    if matches!(lowercase_extension(path).as_deref(), Some("pjp" | "pjpeg")) {
        return "image/jpeg".to_owned();
    }
    let guessed = mime_guess::from_path(path).first_or_octet_stream();
    let is_text =
        guessed.type_() == "text" || ["json", "xml", "javascript"].contains(&guessed.subtype().as_str());
    if is_text { format!("{guessed}; charset=utf-8") } else { guessed.to_string() }
}

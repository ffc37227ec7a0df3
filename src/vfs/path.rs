//! Checks on relative paths, and the media type by file extension.

/// Whether a relative path with `/` separators stays inside its folder: no part is empty, `.` or `..`.
pub fn is_safe_relative_path(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// The media type of a file by its extension, such as `text/html; charset=utf-8`; `application/octet-stream` if the
/// extension is unknown. Text types are given as UTF-8.
pub fn media_type(path: &str) -> String {
    let guessed = mime_guess::from_path(path).first_or_octet_stream();
    let is_text =
        guessed.type_() == "text" || ["json", "xml", "javascript"].contains(&guessed.subtype().as_str());
    if is_text { format!("{guessed}; charset=utf-8") } else { guessed.to_string() }
}

//! What the path of a file tells: whether it stays where it belongs, and what a browser is to make of the file.

/// Whether a path, with `/` between its parts, names a file below where it is meant from.
pub fn is_inside(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// The media type of a file by the ending of its name; text is UTF-8.
pub fn media_type(path: &str) -> String {
    let guessed = mime_guess::from_path(path).first_or_octet_stream();
    let is_text =
        guessed.type_() == "text" || ["json", "xml", "javascript"].contains(&guessed.subtype().as_str());
    if is_text { format!("{guessed}; charset=utf-8") } else { guessed.to_string() }
}

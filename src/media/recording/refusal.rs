//! Why a recording cannot be cleaned, as the end of a sentence.

pub(super) fn incomplete() -> String {
    "it ends too early".to_owned()
}

pub(super) fn damaged() -> String {
    "it is damaged".to_owned()
}

pub(super) fn unreadable(error: &std::io::Error) -> String {
    format!("it can't be read: {error}")
}

pub(super) fn mismatch(kind: &str) -> String {
    format!("its name says {kind}, but its content is something else")
}

pub(super) fn unknown_format(what: &str, format: &[u8]) -> String {
    format!("its {what} has a format that leadfolio doesn't know (`{}`)", format.escape_ascii())
}

pub(super) fn picture_frames() -> String {
    "each of its pictures is a file of its own, which may hold data of the camera".to_owned()
}

pub(super) fn too_much_text() -> String {
    "its subtitles are too long to be read".to_owned()
}

pub(super) fn dependent_fragments() -> String {
    "its sound and pictures can't be located without data that isn't published".to_owned()
}

pub(super) fn too_many_parts() -> String {
    "it has too many parts".to_owned()
}

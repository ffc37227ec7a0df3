//! Report of what cleaning removed from an image.

/// The most entries of a list; a hostile file could otherwise produce any number of them.
const MOST: usize = 20;

/// What cleaning removed from an image, as descriptions such as "a script". Each is listed once, at most 20 per list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Content that the author may miss or should know about: scripts, external links, embedded pages.
    pub removed: Vec<String>,
    /// Invisible data: EXIF, comments, editor-specific data.
    pub stripped: Vec<String>,
}

impl Notes {
    pub(super) fn removed(&mut self, what: impl Into<String>) {
        tell(&mut self.removed, what.into());
    }

    pub(super) fn stripped(&mut self, what: impl Into<String>) {
        tell(&mut self.stripped, what.into());
    }
}

fn tell(list: &mut Vec<String>, what: String) {
    if list.len() < MOST && !list.contains(&what) {
        list.push(what);
    }
}

//! Report of what cleaning removed from an image.

/// The most entries of a list; a hostile file could otherwise produce any number of them.
const MAX_ENTRIES: usize = 20;

/// What cleaning removed from an image, as descriptions such as "a script". Each is listed once, at most 20 per list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanReport {
    /// Content that the author may miss or should know about: scripts, external links, embedded pages.
    pub removed: Vec<String>,
    /// Invisible data: EXIF, comments, editor-specific data.
    pub stripped: Vec<String>,
}

impl CleanReport {
    /// Records what became of a color profile: without its texts it is `kept`, unless nobody can read it.
    pub(super) fn record_profile(&mut self, profile: &[u8], kept: Option<&[u8]>) {
        match kept {
            Some(kept) if kept == profile => {}
            Some(_) => self.record_stripped("texts of the color profile"),
            None => self.record_removed("the color profile, which leadfolio can't read"),
        }
    }

    pub(super) fn record_removed(&mut self, what: impl Into<String>) {
        push_unique(&mut self.removed, what.into());
    }

    pub(super) fn record_stripped(&mut self, what: impl Into<String>) {
        push_unique(&mut self.stripped, what.into());
    }
}

fn push_unique(list: &mut Vec<String>, what: String) {
    if list.len() < MAX_ENTRIES && !list.contains(&what) {
        list.push(what);
    }
}

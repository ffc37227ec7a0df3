//! What was taken out of a picture, in words.

/// How many different things are told; the rest of a hostile file is left out in silence.
const MOST: usize = 20;

/// What was taken out of a picture, in words such as "a script". Each thing is told once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// What the author may miss, or should know to have been there: scripts, links out, embedded pages.
    pub removed: Vec<String>,
    /// What nobody sees: EXIF, comments, an editor's own data.
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

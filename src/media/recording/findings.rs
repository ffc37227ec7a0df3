//! What a walk through a recording collects.

use super::patches::Patches;
use super::refusal;

/// What a walk through a file found.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// What changes.
    pub(super) patches: Patches,
    /// Text that stays.
    pub(super) captions: Vec<String>,
}

/// The longest text that is read of a file.
const MAX_CAPTIONS_LEN: usize = 16 << 20;

impl Findings {
    /// Notes a text that stays.
    pub(super) fn keep_text(&mut self, text: String) -> Result<(), String> {
        let len: usize = self.captions.last().map_or(0, String::len);
        // One string for all of a file, so that a name that two captions share is found.
        match self.captions.last_mut() {
            Some(all) if len + text.len() <= MAX_CAPTIONS_LEN => {
                all.push('\n');
                all.push_str(&text);
            }
            Some(_) => return Err(refusal::too_much_text()),
            None => self.captions.push(text),
        }
        Ok(())
    }
}

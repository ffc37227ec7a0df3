//! How words are bounded in the script of a name, and what is written together with a name.

/// How the words of a name are bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameScript {
    /// By spaces; endings are added in the way of the script.
    Latin {
        is_slavic: bool,
    },
    Cyrillic,
    /// Hebrew and Arabic: prepositions and articles are written together with a name.
    Semitic,
    /// Chinese, Japanese, Korean, Thai and others: not at all.
    Unbounded,
}

impl NameScript {
    /// The script of a name.
    pub(super) fn of(name: &str) -> Self {
        const SLAVIC: [char; 15] =
            ['ą', 'ć', 'č', 'ď', 'đ', 'ě', 'ł', 'ń', 'ř', 'ś', 'š', 'ź', 'ż', 'ž', 'ů'];
        let is_in = |range: &[std::ops::RangeInclusive<char>]| {
            name.chars().any(|c| range.iter().any(|part| part.contains(&c)))
        };
        if is_unbounded(name) {
            Self::Unbounded
        } else if is_in(&['\u{590}'..='\u{8ff}', '\u{fb1d}'..='\u{fdff}', '\u{fe70}'..='\u{feff}']) {
            Self::Semitic
        } else if is_in(&['\u{400}'..='\u{52f}']) {
            Self::Cyrillic
        } else {
            const ENDINGS: [&str; 16] = [
                "ak", "ák", "ek", "ik", "ík", "ski", "sky", "ský", "cki", "wicz", "vic", "vić", "ov", "ev",
                "ová", "owa",
            ];
            let name = name.to_lowercase();
            let is_slavic = name.contains(SLAVIC) || ENDINGS.iter().any(|ending| name.ends_with(ending));
            Self::Latin { is_slavic }
        }
    }

    /// Whether letters after a name are an ending of it.
    pub(super) fn is_ending(self, ending: &str, name_length: usize) -> bool {
        /// A shorter name with an ending is another word: `Al` and `als`.
        const MIN_LETTERS: usize = 4;
        let endings: &[&str] = match self {
            Self::Latin { is_slavic: true } => &[
                "s", "a", "u", "em", "om", "owi", "ovi", "ie", "e", "y", "i", "ow", "ova", "owa", "ej", "ou",
            ],
            Self::Latin { is_slavic: false } => &["s", "es"],
            Self::Cyrillic => {
                &["а", "у", "ом", "ем", "е", "ы", "и", "ой", "ою", "ю", "я", "ым", "ых", "ов", "ові"]
            }
            Self::Semitic | Self::Unbounded => return false,
        };
        name_length >= MIN_LETTERS && endings.contains(&ending)
    }

    /// Whether letters before a name in the same word are prepositions and articles.
    pub(super) fn is_prefix(self, prefix: &str) -> bool {
        const LETTERS: &str = "ולבכמהשوفبلكاسأ";
        self == Self::Semitic && prefix.chars().count() <= 3 && prefix.chars().all(|c| LETTERS.contains(c))
    }
}

/// Whether a text is in a script without spaces between words.
pub(super) fn is_unbounded(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    })
}

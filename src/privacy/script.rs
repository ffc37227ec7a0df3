//! How words are bounded in the script of a name, and what is written together with a name.

use super::context::Languages;

/// How the words of a name are bounded, and how it is declined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameScript {
    /// By spaces, in a language that adds hardly an ending.
    Latin,
    /// Latin letters in Polish, Czech and their relatives, or a name from there.
    Slavic,
    /// Latin letters in Hungarian, Finnish and Turkish: prepositions are endings.
    Agglutinative,
    Cyrillic,
    Greek,
    /// Hebrew and Arabic: prepositions and articles are written together with a name.
    Semitic,
    /// Chinese, Japanese, Korean, Thai and others: not at all.
    Unbounded,
}

impl NameScript {
    /// The script of a name, in texts of these languages.
    pub(super) fn of(name: &str, languages: Languages) -> Self {
        let is_in = |range: &[std::ops::RangeInclusive<char>]| {
            name.chars().any(|c| range.iter().any(|part| part.contains(&c)))
        };
        if is_unbounded(name) {
            return Self::Unbounded;
        } else if is_in(&['\u{590}'..='\u{8ff}', '\u{fb1d}'..='\u{fdff}', '\u{fe70}'..='\u{feff}']) {
            return Self::Semitic;
        } else if is_in(&['\u{400}'..='\u{52f}']) {
            return Self::Cyrillic;
        } else if is_in(&['\u{370}'..='\u{3ff}', '\u{1f00}'..='\u{1fff}']) {
            return Self::Greek;
        }
        if languages.share(Languages::AGGLUTINATIVE) {
            Self::Agglutinative
        } else if looks_slavic(name) || languages.share(Languages::SLAVIC) {
            Self::Slavic
        } else {
            Self::Latin
        }
    }

    /// The endings of names, as they are compared: without accents.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Latin => &["s", "es"],
            Self::Slavic => &[
                "a", "e", "ego", "ej", "em", "emu", "i", "ich", "ie", "iego", "iej", "iem", "iemu", "iho",
                "im", "imu", "o", "om", "ou", "ova", "ovi", "ow", "owa", "owi", "s", "u", "y", "ych", "ym",
            ],
            Self::Agglutinative => &[
                "a", "at", "ba", "ban", "be", "ben", "bol", "da", "dan", "de", "den", "e", "ek", "en", "ert",
                "et", "hez", "hoz", "i", "ig", "ile", "in", "kent", "ksi", "l", "la", "le", "lla", "lle",
                "lta", "n", "na", "nak", "nek", "nin", "nun", "on", "ot", "ra", "re", "rol", "s", "se",
                "sella", "selle", "selta", "sen", "si", "ssa", "sta", "t", "ta", "tan", "ten", "tol", "tta",
                "u", "un", "val", "vel", "ya", "ye", "yi",
            ],
            Self::Cyrillic => &[
                "а", "ам", "ами", "ах", "е", "ев", "еви", "ем", "еи", "ею", "и", "ии", "им", "их", "о", "ов",
                "ови", "ого", "ои", "ом", "ому", "ою", "у", "ы", "ыи", "ым", "ых", "ю", "юю", "я", "є",
                "єві", "єм", "єю", "і", "іи", "ії", "ію", "ові",
            ],
            Self::Greek => &[
                "α", "ασ", "ε", "εσ", "η", "ησ", "ι", "ισ", "ο", "οι", "οσ", "ου", "ουσ", "υ", "ω", "ων",
                "ωσ",
            ],
            Self::Semitic | Self::Unbounded => &[],
        }
    }

    /// The letters of a name that stay the same where an ending replaces its last ones: `kowalsk` of `kowalska`.
    pub(super) fn stems(self, letters: &str) -> Vec<String> {
        let stem = self.stem(letters);
        // `Толстой`, `Толстого`
        let of_adjective = stem.filter(|_| self == Self::Cyrillic && letters.ends_with('и'));
        let of_adjective = of_adjective.and_then(|stem| self.stem(stem));
        // `Marek` loses its last vowel in `Marka`.
        let endings =
            ["ek", "ec", "ок", "ек", "ец"].iter().filter(|_| matches!(self, Self::Slavic | Self::Cyrillic));
        let shortened = endings.filter_map(|ending| {
            let last = ending.chars().next_back()?;
            letters.strip_suffix(ending).map(|start| format!("{start}{last}"))
        });
        stem.into_iter().chain(of_adjective).map(str::to_owned).chain(shortened).collect()
    }

    fn stem(self, letters: &str) -> Option<&str> {
        /// A shorter stem is another word too often.
        const MIN_LETTERS: usize = 2;
        let replaced: &[char] = match self {
            Self::Slavic => &['a', 'e', 'i', 'o', 'y'],
            Self::Cyrillic => &['а', 'е', 'и', 'о', 'ы', 'ь', 'я'],
            Self::Greek => &['α', 'ε', 'η', 'ι', 'ο', 'υ', 'ω'],
            // `Virtanen`, `Virtasen`
            Self::Agglutinative => return letters.strip_suffix("nen"),
            Self::Latin | Self::Semitic | Self::Unbounded => return None,
        };
        let bare = if self == Self::Greek { letters.trim_end_matches('σ') } else { letters };
        let stem = bare.strip_suffix(replaced)?;
        (stem.chars().count() >= MIN_LETTERS).then_some(stem)
    }

    /// Whether letters after a name are an ending of it.
    pub(super) fn is_ending(self, ending: &str, name_length: usize) -> bool {
        // A shorter name with an ending is another word: `Al` and `als`.
        let min_letters = if self == Self::Latin { 4 } else { 3 };
        name_length >= min_letters && self.is_ending_of_stem(ending)
    }

    /// Whether letters after the stem of a name are an ending of it.
    pub(super) fn is_ending_of_stem(self, ending: &str) -> bool {
        // `-val` and `-vel` double the last letter of a Hungarian name: `Gáborral`.
        let is_with = || {
            let mut letters = ending.chars();
            letters.next().is_some_and(|first| first.is_ascii_lowercase())
                && matches!(letters.as_str(), "al" | "el")
        };
        self.endings().contains(&ending) || self == Self::Agglutinative && is_with()
    }

    /// Whether letters before a name in the same word are prepositions and articles.
    pub(super) fn is_prefix(self, prefix: &str) -> bool {
        const LETTERS: &str = "ולבכמהשوفبلكاسأ";
        self == Self::Semitic && prefix.chars().count() <= 3 && prefix.chars().all(|c| LETTERS.contains(c))
    }
}

/// Whether a name is from Poland, Czechia or another country with such names, as its letters and its ending show.
fn looks_slavic(name: &str) -> bool {
    const LETTERS: [char; 15] = ['ą', 'ć', 'č', 'ď', 'đ', 'ě', 'ł', 'ń', 'ř', 'ś', 'š', 'ź', 'ż', 'ž', 'ů'];
    const ENDINGS: [&str; 20] = [
        "ak", "ák", "ek", "ik", "ík", "ski", "ska", "sky", "ský", "ská", "cki", "cka", "wicz", "vic", "vić",
        "ov", "ev", "ová", "ova", "owa",
    ];
    let name = name.to_lowercase();
    name.contains(LETTERS) || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Whether a text is in a script without spaces between words.
pub(super) fn is_unbounded(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    })
}

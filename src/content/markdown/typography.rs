//! Typographic quotes, dashes and ellipses for straight ones.
//!
//! The parser has an option for this, which sees one piece of text at a time. Quotes need more: what stands on the other
//! side of emphasis or a link, and the quotes of the site's language.

/// The quotation marks of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteStyle {
    /// Opening and closing mark of a quotation.
    double: (&'static str, &'static str),
    /// Opening and closing mark of a quotation within a quotation.
    single: (&'static str, &'static str),
}

impl Default for QuoteStyle {
    fn default() -> Self {
        Self { double: ("“", "”"), single: ("‘", "’") }
    }
}

impl QuoteStyle {
    /// The marks for a language tag such as `de` or `fr-CA` (Unicode CLDR, delimiters). English ones for languages that
    /// are not listed here.
    pub fn for_language(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let (double, single) = match tag.split('-').next().unwrap_or_default() {
            "de" if tag.ends_with("-ch") => (("«", "»"), ("‹", "›")),
            "de" | "cs" | "sk" | "sl" | "is" => (("„", "“"), ("‚", "‘")),
            // French sets its marks off by a no-break space.
            "fr" => (("«\u{a0}", "\u{a0}»"), ("“", "”")),
            "es" | "it" | "pt" | "ca" | "eu" | "gl" if tag != "pt-br" => (("«", "»"), ("“", "”")),
            "pl" | "ro" | "hu" => (("„", "”"), ("«", "»")),
            "ru" | "uk" | "be" | "bg" => (("«", "»"), ("„", "“")),
            "sv" | "fi" => (("”", "”"), ("’", "’")),
            "nb" | "nn" | "no" | "da" => (("«", "»"), ("‘", "’")),
            _ => return Self::default(),
        };
        Self { double, single }
    }
}

/// A text that is no Markdown with typographic marks; `None` if nothing changes. Addresses and code between backticks stay as
/// they are.
pub fn typeset_plain_text(text: &str, style: QuoteStyle) -> Option<String> {
    if !text.bytes().any(is_replaceable) {
        return None;
    }
    let mut typographer = Typographer::new(style);
    let mut is_code = false;
    let mut typeset = String::with_capacity(text.len() + 8);
    for word in text.split_inclusive(char::is_whitespace) {
        let is_verbatim = is_code || word.contains(['`', '@']) || word.contains("://");
        is_code ^= word.matches('`').count() % 2 == 1;
        match typographer.replace(word, None).filter(|_| !is_verbatim) {
            Some(replaced) => typeset.push_str(&replaced),
            None => typeset.push_str(word),
        }
    }
    (typeset != text).then_some(typeset)
}

/// Whether typographic marks may stand in place of a byte and its neighbors.
fn is_replaceable(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'-' | b'.')
}

/// Replaces straight quotes, hyphens and dots within one block, from one piece of text to the next.
#[derive(Debug)]
pub(super) struct Typographer {
    style: QuoteStyle,
    /// The character before the next piece, across markup; `None` at the start of the block.
    previous: Option<char>,
    /// Whether a single quotation is open, which tells its end from an apostrophe where the two differ.
    is_single_open: bool,
}

impl Typographer {
    pub(super) fn new(style: QuoteStyle) -> Self {
        Self { style, previous: None, is_single_open: false }
    }

    /// Begins a new block.
    pub(super) fn start_block(&mut self) {
        *self = Self::new(self.style);
    }

    /// Notes a text that stays as it is, such as code.
    pub(super) fn pass(&mut self, text: &str) {
        self.previous = text.chars().next_back().or(self.previous);
    }

    /// The text with typographic marks; `None` if nothing changes. `next` is the character after it, across markup.
    pub(super) fn replace(&mut self, text: &str, next: Option<char>) -> Option<String> {
        if !text.bytes().any(is_replaceable) {
            self.pass(text);
            return None;
        }
        let mut out = String::with_capacity(text.len() + 8);
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let plain = rest.bytes().position(is_replaceable).unwrap_or(rest.len());
            if plain > 0 {
                out.push_str(&rest[..plain]);
                self.previous = out.chars().next_back();
                rest = &rest[plain..];
                continue;
            }
            let run = || rest.len() - rest.trim_start_matches(first).len();
            let length = match first {
                '-' | '.' => {
                    let run = run();
                    match first {
                        '-' if run > 1 => out.push_str(&dashes(run)),
                        '.' if run == 3 => out.push('…'),
                        _ => out.push_str(&rest[..run]),
                    }
                    run
                }
                _ => {
                    let after = rest[1..].chars().next().or(next);
                    out.push_str(if first == '"' {
                        self.double(after)
                    } else {
                        self.single(&rest[1..], after)
                    });
                    1
                }
            };
            self.previous = out.chars().next_back();
            rest = &rest[length..];
        }
        (out != text).then_some(out)
    }

    fn double(&self, after: Option<char>) -> &'static str {
        if self.is_opening(after) { self.style.double.0 } else { self.style.double.1 }
    }

    fn single(&mut self, rest: &str, after: Option<char>) -> &'static str {
        const APOSTROPHE: &str = "’";
        if self.is_opening(after) && !begins_with_apostrophe(rest) {
            self.is_single_open = true;
            return self.style.single.0;
        }
        let ends_word = after.is_none_or(|after| !after.is_alphanumeric());
        if self.is_single_open && ends_word {
            self.is_single_open = false;
            return self.style.single.1;
        }
        APOSTROPHE
    }

    /// Whether a quote opens a quotation: something follows it, and nothing stands before it that could end one.
    fn is_opening(&self, after: Option<char>) -> bool {
        let starts = self
            .previous
            .is_none_or(|previous| previous.is_whitespace() || "([{<«“‘„‚‹-–—/=".contains(previous));
        starts && after.is_some_and(|after| !after.is_whitespace())
    }
}

/// Whether the text after a quote shows that letters are left out before it: '24, '90s, 'tis.
fn begins_with_apostrophe(rest: &str) -> bool {
    const SHORTENED: [&str; 8] = ["tis", "twas", "em", "til", "cause", "n", "round", "bout"];
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let digits = word.trim_end_matches('s');
    let is_year = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    // In '24' the second quote closes a quotation; a year stands alone.
    let closes = rest[word.len()..].starts_with('\'');
    !closes && (is_year || SHORTENED.contains(&word.to_ascii_lowercase().as_str()))
}

/// Two hyphens are an en dash, three an em dash; longer runs are made of as few kinds as possible, as CommonMark's
/// reference implementations do it.
fn dashes(count: usize) -> String {
    let (em, en) = match count % 6 {
        0 | 3 => (count / 3, 0),
        2 | 4 => (0, count / 2),
        1 => ((count - 4) / 3, 2),
        _ => ((count - 2) / 3, 1),
    };
    "—".repeat(em) + &"–".repeat(en)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(language: &str, text: &str) -> String {
        let mut typographer = Typographer::new(QuoteStyle::for_language(language));
        typographer.replace(text, None).unwrap_or_else(|| text.to_owned())
    }

    #[test]
    fn quotes_turn_toward_what_they_enclose() {
        for (straight, right) in [
            ("\"We began.", "“We began."),
            ("away,\" she said.", "away,” she said."),
            ("\"'Yes,' she said.\"", "“‘Yes,’ she said.”"),
            ("30\" wide", "30” wide"),
            ("the class of '24 and the '90s", "the class of ’24 and the ’90s"),
            ("the teachers' lounge; it's theirs", "the teachers’ lounge; it’s theirs"),
            ("(\"so\")--\"and so\"", "(“so”)–“and so”"),
            ("“Who decides?\"", "“Who decides?”"),
            ("'tis theirs", "’tis theirs"),
            ("she said \"", "she said ”"),
        ] {
            assert_eq!(set("en", straight), right);
        }
    }

    #[test]
    fn quotes_are_those_of_the_language() {
        let text = "\"Das 'Ja' gibt's.\"";
        assert_eq!(set("de", text), "„Das ‚Ja‘ gibt’s.“");
        assert_eq!(set("fr-CA", text), "«\u{a0}Das “Ja” gibt’s.\u{a0}»");
        assert_eq!(set("es", text), "«Das “Ja” gibt’s.»");
        assert_eq!(set("pt-BR", text), "“Das ‘Ja’ gibt’s.”");
    }

    #[test]
    fn a_plain_text_keeps_addresses_and_code() {
        let set = |text: &str| typeset_plain_text(text, QuoteStyle::default());
        assert_eq!(
            set("\"We didn't,\" they said -- twice...").as_deref(),
            Some("“We didn’t,” they said – twice…")
        );
        assert_eq!(
            set("The leader's page: https://a.org/o'neil--b").unwrap(),
            "The leader’s page: https://a.org/o'neil--b"
        );
        for same in ["o'neil@example.org", "run `make --all 'now'`", "well-known", "5.2. Words", ""] {
            assert_eq!(set(same), None, "{same}");
        }
    }

    #[test]
    fn hyphens_and_dots_become_dashes_and_ellipses() {
        assert_eq!(set("en", "a -- b --- c ... d - e .. f .... g"), "a – b — c … d - e .. f .... g");
        assert_eq!(["–", "—", "––", "—–", "——"], [2, 3, 4, 5, 6].map(dashes).each_ref().map(String::as_str));
        assert_eq!(dashes(7), "—––");
    }
}

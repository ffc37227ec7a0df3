//! Words that stood alone, such as a role, within a sentence.

use super::main_language;

/// Words that English writes with a capital wherever they stand: languages, and the people who speak them.
const ALWAYS_CAPITAL: [&str; 26] = [
    "African",
    "American",
    "Arabic",
    "Asian",
    "British",
    "Catholic",
    "Chinese",
    "Christian",
    "Dutch",
    "English",
    "European",
    "French",
    "German",
    "Greek",
    "Hebrew",
    "Hindi",
    "Indian",
    "Italian",
    "Japanese",
    "Jewish",
    "Korean",
    "Latin",
    "Muslim",
    "Portuguese",
    "Russian",
    "Spanish",
];

/// Articles, and words that stand in their place, by language.
const ARTICLES: [(&str, &[&str]); 5] = [
    ("en", &["a", "an", "the", "my", "our", "one", "two", "three", "four", "some", "several", "all", "both"]),
    (
        "de",
        &[
            "ein", "eine", "einem", "einer", "der", "die", "das", "dem", "den", "unser", "unsere", "mein",
            "meine",
        ],
    ),
    ("es", &["un", "una", "unos", "unas", "el", "la", "los", "las", "mi", "mis", "nuestro", "nuestra"]),
    ("fr", &["un", "une", "des", "le", "la", "les", "mon", "ma", "mes", "notre", "nos"]),
    ("pt", &["um", "uma", "uns", "umas", "o", "a", "os", "as", "meu", "minha", "nosso", "nossa"]),
];

/// A role within a sentence: `Grade 7 teacher` becomes `grade 7 teacher`; `ICT lead`, `English teacher` and the nouns of
/// German are kept.
pub fn role_in_sentence(role: &str, language: &str) -> String {
    let first_word = role.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let keeps_capital = has_capital_nouns(language) || ALWAYS_CAPITAL.contains(&first_word);
    if keeps_capital { text_in_sentence(role, language) } else { lower_first(role) }
}

/// A text that may begin with a name, within a sentence: only an article at its start gets a small letter. `A student`
/// becomes `a student`; `Ana` and `A. Perera` are kept.
pub fn text_in_sentence(text: &str, language: &str) -> String {
    let language = main_language(language);
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let articles =
        ARTICLES.iter().find(|(tag, _)| *tag == language).map_or(&[][..], |(_, articles)| articles);
    let is_article = !rest.is_empty() && articles.contains(&first.to_lowercase().as_str());
    if is_article { format!("{} {rest}", first.to_lowercase()) } else { text.to_owned() }
}

/// Whether a language writes nouns with a capital, as German does.
fn has_capital_nouns(language: &str) -> bool {
    matches!(main_language(language).as_str(), "de" | "lb")
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && (second.is_lowercase() || second == ' ') => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{role_in_sentence, text_in_sentence};

    #[test]
    fn a_role_begins_with_a_small_letter_unless_its_language_or_its_first_word_has_a_capital() {
        for (role, language, expected) in [
            ("Grade 7 science teacher", "en", "grade 7 science teacher"),
            ("A grade 8 student", "en", "a grade 8 student"),
            ("ICT lead", "en", "ICT lead"),
            ("English teacher", "en-GB", "English teacher"),
            ("Écoles coordinator", "en", "écoles coordinator"),
            ("Lehrerin der Klasse 7", "de-CH", "Lehrerin der Klasse 7"),
            ("Eine Lehrerin", "de", "eine Lehrerin"),
            ("X", "en", "X"),
        ] {
            assert_eq!(role_in_sentence(role, language), expected);
        }
    }

    #[test]
    fn only_an_article_of_a_text_gets_a_small_letter() {
        for (text, language, expected) in [
            ("A grade 8 student", "en", "a grade 8 student"),
            ("The office manager", "en", "the office manager"),
            ("Ana Perera", "en", "Ana Perera"),
            ("A. Perera", "en", "A. Perera"),
            ("La Toya Grant", "en", "La Toya Grant"),
            ("La clase de 8.º", "es-ES", "la clase de 8.º"),
            ("A", "en", "A"),
        ] {
            assert_eq!(text_in_sentence(text, language), expected);
        }
    }
}

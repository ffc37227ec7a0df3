//! "Did you mean": the only place that decides which known name a misspelled one may stand for.

mod synonyms;

pub use synonyms::{ForeignField, ambiguous_value, foreign_field, value_synonym};

/// A help text, `` did you mean `…`? ``; `None` if no known name is similar enough.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    closest(word, known).map(question)
}

/// The question whether a name is meant: `` did you mean `…`? ``
pub fn question(name: &str) -> String {
    format!("did you mean `{name}`?")
}

/// The known name that is most similar to a word; `None` if none is similar enough.
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.into_iter().filter_map(|name| Some((similarity(word, name)?, name)));
    scored.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, name)| name)
}

/// Like [`closest`], for names that are looked up in a fixed list, such as fields and values of YAML, where a wrong
/// guess misleads: `summaryImage` does not mean `summary`, nor `incomplete` `completed`.
pub fn closest_word<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Words that people mean as they are: `comment` does not stand for `consent`, nor `state` for `start`.
    const WORDS_OF_THEIR_OWN: [&str; 7] = ["comment", "comments", "note", "notes", "place", "stage", "state"];
    if WORDS_OF_THEIR_OWN.contains(&plain_name(word).as_str()) {
        return None;
    }
    closest(word, known.into_iter().filter(|name| !has_another_meaning(word, name)))
}

/// The known name that a word certainly stands for: it differs in case or separators alone, or by a typing error of one
/// letter, in a word of eight letters or more also of two, begins alike, and resembles no other name as much.
pub fn certain_typo<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const MIN_LETTERS: usize = 5;
    const LONG: usize = 8;
    let plain = plain_name(word);
    let letters = plain.chars().count();
    let mut distances: Vec<(usize, &str)> =
        known.into_iter().map(|name| (strsim::osa_distance(&plain, &plain_name(name)), name)).collect();
    distances.sort_unstable();
    let &(distance, name) = distances.first()?;
    let is_alone = distances.get(1).is_none_or(|(other, _)| *other > distance + 1);
    let begins_alike = plain.chars().next() == name.chars().next();
    let few = if letters >= LONG { 2 } else { 1 };
    let is_slip = distance <= few && letters >= MIN_LETTERS && !has_another_meaning(word, name);
    (is_alone && begins_alike && (distance == 0 || is_slip)).then_some(name)
}

/// Whether a word is another one with a further part (`summaryImage`, `date-proj`), with a prefix that changes its
/// meaning (`incomplete`, `biweekly`), or with another number (`guskey-6`).
fn has_another_meaning(word: &str, name: &str) -> bool {
    const PREFIXES: [&str; 10] = ["anti", "bi", "dis", "im", "in", "non", "not", "pre", "semi", "un"];
    let (plain, name_plain) = (plain_name(word), plain_name(name));
    let is_longer = split_words(word).len() > split_words(name).len();
    let has_further_part = is_longer && plain.starts_with(&name_plain);
    let is_negated = PREFIXES.iter().filter_map(|prefix| plain.strip_prefix(prefix)).any(|rest| {
        !name_plain.starts_with(&plain[..plain.len() - rest.len()])
            && strsim::osa_distance(rest, &name_plain) * 4 <= rest.chars().count()
    });
    has_further_part || is_negated || has_other_number(&plain, &name_plain)
}

/// Whether two names hold different numbers: `class-of-2024` is not a misspelled `class-of-2023`.
fn has_other_number(one: &str, other: &str) -> bool {
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let (one, other) = (digits(one), digits(other));
    !one.is_empty() && !other.is_empty() && one != other
}

/// The words of a name in camel case or with separators.
fn split_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if matches!(c, '-' | '_' | ' ') || c.is_uppercase() && was_lower {
            words.push(String::new());
        }
        was_lower = c.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.push(c);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A name in lower case, without hyphens, underscores and spaces.
fn plain_name(name: &str) -> String {
    name.to_lowercase().replace(['-', ' ', '_'], "")
}

/// The known path that is most similar to a path. The last component decides, without its extension: authors misspell
/// names, not folders. Among equal names, the path in the most similar folder wins.
pub fn closest_path<'a>(path: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let stem = file_stem(path);
    let score = |candidate: &str| {
        let near = similarity(&stem, &file_stem(candidate))?;
        Some(near + strsim::jaro_winkler(path, candidate) / 100.0)
    };
    let scored = known.into_iter().filter_map(|name| Some((score(name)?, name)));
    scored.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, name)| name)
}

/// The first names of a list in backticks, with an ellipsis if there are more: "`a`, `b`, …".
pub fn list_some(names: &[&str], most: usize) -> String {
    let mut listed: Vec<String> = names.iter().take(most).map(|name| format!("`{name}`")).collect();
    if names.len() > most {
        listed.push("…".to_owned());
    }
    listed.join(", ")
}

/// The known paths in order of their likeness to a name, the likest first: for a list to choose from when nothing may
/// be close.
pub fn rank_paths<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let likeness = |path: &str| strsim::jaro_winkler(path.rsplit('/').next().unwrap_or_default(), name);
    let mut ranked: Vec<&str> = known.into_iter().collect();
    ranked.sort_by(|one, other| likeness(other).total_cmp(&likeness(one)));
    ranked
}

/// Whether a word is one of these with a single typing error: a letter changed, missing, added or swapped.
///
/// Stricter than [`closest`]: for words that change what is published, where a false alarm is an error.
pub fn is_mistyped(word: &str, known: &[&str]) -> bool {
    known.iter().any(|name| strsim::damerau_levenshtein(name, word) == 1)
}

/// Similarity of two names, 0 to 1; `None` if one is hardly meant by the other.
///
/// Case, hyphens, underscores and spaces do not count. Names are similar if at most every third letter was changed,
/// inserted, dropped or swapped, or if they begin alike (Jaro-Winkler, 0.9).
fn similarity(word: &str, candidate: &str) -> Option<f64> {
    const MIN_JARO_WINKLER: f64 = 0.9;
    let (word, candidate) = (plain_name(word), plain_name(candidate));
    let likeness = strsim::jaro_winkler(&word, &candidate);
    let edits = strsim::osa_distance(&word, &candidate);
    let few_edits = edits * 3 <= word.chars().count().max(3);
    (few_edits || likeness >= MIN_JARO_WINKLER).then_some(likeness)
}

/// Name of a path without its extension: the file name, or the folder name for `FOLDER/index.md`.
fn file_stem(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/index.md").unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or_default();
    [".md", ".html", ".htm"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{certain_typo, closest, closest_path, closest_word, is_mistyped, rank_paths};

    #[test]
    fn a_typing_error_is_certain_only_if_no_other_word_can_be_meant() {
        let known =
            ["summary", "led_by", "status", "status_reason", "title", "date", "updated", "accountable"];
        for (word, name) in [
            ("sumary", "summary"),
            ("titel", "title"),
            ("LedBy", "led_by"),
            ("Title", "title"),
            ("acountabel", "accountable"),
        ] {
            assert_eq!(certain_typo(word, known), Some(name), "{word}");
        }
        for word in ["summaryImage", "dateProj", "dat", "late", "stats_raeson_x", "mission"] {
            assert_eq!(certain_typo(word, known), None, "{word}");
        }
    }

    #[test]
    fn a_word_of_another_meaning_is_not_taken_for_a_slip() {
        let known = ["weekly", "completed", "guskey-1", "summary", "date"];
        for word in ["biweekly", "incomplete", "guskey-6", "summaryImage", "dateProj"] {
            assert_eq!(closest_word(word, known), None, "{word}");
        }
        assert_eq!(closest_word("complete", known), Some("completed"));
        assert_eq!(closest_word("weakly", known), Some("weekly"));
    }

    #[test]
    fn a_word_is_meant_that_differs_in_little() {
        let known = ["summary", "led_by", "status", "slug"];
        assert_eq!(closest("sumary", known), Some("summary"));
        assert_eq!(closest("Led-By", known), Some("led_by"));
        assert_eq!(closest("weather", known), None);
        assert_eq!(closest("", known), None);
    }

    #[test]
    fn a_single_typing_error_is_told_from_another_word() {
        let markers = ["private", "panel"];
        assert!(is_mistyped("privat", &markers) && is_mistyped("pnael", &markers));
        assert!(!is_mistyped("private", &markers) && !is_mistyped("primate", &["panel"]));
    }

    #[test]
    fn paths_are_ranked_by_their_names() {
        let known = ["case-studies/reading", "standards", "pages/vision"];
        assert_eq!(rank_paths("visoin", known)[0], "pages/vision");
    }

    #[test]
    fn a_path_is_meant_by_its_name_and_then_by_its_folder() {
        let known = ["files/chart.png", "case-studies/reading/index.md", "files/old/chart.png"];
        assert_eq!(closest_path("files/old/chrt.png", known), Some("files/old/chart.png"));
        assert_eq!(closest_path("case-studies/raeding.md", known), Some("case-studies/reading/index.md"));
        assert_eq!(closest_path("files/report.pdf", known), None);
    }
}

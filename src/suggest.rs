//! "Did you mean": the only place that decides which known name a misspelled one may stand for.

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
    let plain = |name: &str| name.to_lowercase().replace(['-', ' ', '_'], "");
    let (word, candidate) = (plain(word), plain(candidate));
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
    name.strip_suffix(".md").unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{closest, closest_path, is_mistyped, rank_paths};

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

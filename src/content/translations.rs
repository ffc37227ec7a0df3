//! Translations: a file `NAME.LANG.md` or `NAME.LANG.yaml` is the translation of the file `NAME.md` or `NAME.yaml` beside it.

use std::sync::Arc;

use super::document::Document;
use super::schema::case_study::RawCaseStudy;
use super::schema::page::{RawApproach, RawPage};
use super::schema::people::RawPeople;
use super::schema::portfolio::RawPortfolio;
use super::schema::standards::RawFramework;

/// The codes of ISO 639-1: only these make a file a translation, so that `plan.v2.md` is none.
const LANGUAGE_CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da \
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io \
    is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my \
    na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq \
    sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// The files of a portfolio that are translated into a language, before they are merged with their originals.
#[derive(Clone, Debug, Default)]
pub struct RawTranslations {
    /// `case-studies/**/*.LANG.md`.
    pub studies: Vec<Arc<Document<RawCaseStudy>>>,
    /// `approaches/**/*.LANG.md`.
    pub approaches: Vec<Arc<Document<RawApproach>>>,
    /// `pages/**/*.LANG.md`.
    pub pages: Vec<Arc<Document<RawPage>>>,
    /// `index.LANG.md`.
    pub home_page: Option<Arc<Document<RawPage>>>,
    /// `portfolio.LANG.yaml`.
    pub portfolio: Option<RawPortfolio>,
    /// `people.LANG.yaml`.
    pub people: Option<RawPeople>,
    /// `standards/**/*.LANG.yaml`, each with its path from the portfolio root.
    pub frameworks: Vec<(String, RawFramework)>,
    /// Pages that could not be parsed at all, by path from the portfolio root.
    pub unparsed: Vec<String>,
}

/// The path of the original and the language of a translation; `None` for the path of another file.
///
/// ```
/// # use leadfolio::content::translations::split_language;
/// let (original, language) = split_language("content/case-studies/handover.es.md").unwrap();
/// assert_eq!((&*original, language), ("content/case-studies/handover.md", "es"));
/// assert_eq!(split_language("content/case-studies/plan.v2.md"), None);
/// ```
pub fn split_language(path: &str) -> Option<(String, &str)> {
    let (stem, extension) = path.rsplit_once('.')?;
    let (name, language) = stem.rsplit_once('.')?;
    let is_named = !name.is_empty() && !name.ends_with('/');
    (is_named && is_language_tag(language)).then(|| (format!("{name}.{extension}"), language))
}

/// The path of the original of a translation; the path itself for another file.
pub fn original_path(path: &str) -> std::borrow::Cow<'_, str> {
    split_language(path).map_or_else(|| path.into(), |(original, _)| original.into())
}

/// The path of the translation of a file into a language.
pub fn translated_path(original: &str, language: &str) -> String {
    match original.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{language}.{extension}"),
        None => original.to_owned(),
    }
}

/// What people write in a file's name for a language, in lower case, with its tag. Codes that are English words, such as
/// `it`, are not among them.
const LANGUAGE_NAMES: [(&str, &str); 33] = [
    ("ar", "ar"),
    ("arabic", "ar"),
    ("العربية", "ar"),
    ("chinese", "zh"),
    ("zh", "zh"),
    ("de", "de"),
    ("deutsch", "de"),
    ("english", "en"),
    ("german", "de"),
    ("es", "es"),
    ("espanol", "es"),
    ("español", "es"),
    ("spanish", "es"),
    ("sp", "es"),
    ("esp", "es"),
    ("fr", "fr"),
    ("francais", "fr"),
    ("français", "fr"),
    ("french", "fr"),
    ("italian", "it"),
    ("korean", "ko"),
    ("ko", "ko"),
    ("portugues", "pt"),
    ("português", "pt"),
    ("portuguese", "pt"),
    ("pt", "pt"),
    ("pt-br", "pt-BR"),
    ("russian", "ru"),
    ("ru", "ru"),
    ("somali", "so"),
    ("vietnamese", "vi"),
    ("vi", "vi"),
    ("ukrainian", "uk"),
];

/// The tag of a language that is called by its name or by what people take for its code.
pub(crate) fn tag_by_name(name: &str) -> Option<&'static str> {
    find_language(name).map(|(_, tag)| *tag)
}

fn find_language(name: &str) -> Option<&'static (&'static str, &'static str)> {
    let is_named = |known: &str| known.chars().eq(name.trim().chars().flat_map(char::to_lowercase));
    LANGUAGE_NAMES.iter().find(|(known, _)| is_named(known))
}

/// What a file may be the translation of that is not named like one: `x_es.md`, `x.ES.md`, `x-spanish.md`, `es/x.md`. The
/// path of the original, the language, and whether it is certain: letters such as `pt` may mean something else.
///
/// ```
/// # use leadfolio::content::translations::guess_original;
/// assert_eq!(guess_original("pages/vision_spanish.md"), Some(("pages/vision.md".to_owned(), "es", true)));
/// assert_eq!(guess_original("pages/es/vision.md"), Some(("pages/vision.md".to_owned(), "es", false)));
/// assert_eq!(guess_original("pages/vision.md"), None);
/// ```
pub fn guess_original(path: &str) -> Option<(String, &'static str, bool)> {
    let language = |name: &str| find_language(name).map(|(known, tag)| (*tag, known.len() > 3));
    let (folder, file) = path.rsplit_once('/').map_or(("", path), |(folder, file)| (folder, file));
    let (stem, extension) = file.rsplit_once('.')?;
    let extension = if extension == "yml" { "yaml" } else { extension };
    if let Some((outer, inner)) = folder.rsplit_once('/')
        && let Some((tag, is_name)) = language(inner)
    {
        return Some((format!("{outer}/{file}"), tag, is_name));
    }
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let marks = stem.char_indices().filter(|(at, c)| *at > 0 && matches!(c, '.' | '_' | '-' | ' '));
    let mut found = marks.filter_map(|(at, mark)| {
        let (tag, is_name) = language(&stem[at + mark.len_utf8()..])?;
        // A hyphen joins words, as in `staffing-pt`.
        let is_certain = is_name || mark != '-';
        Some((format!("{folder}{}.{extension}", &stem[..at]), tag, is_certain))
    });
    found.next()
}

/// Whether a text is a language tag of the form `es`, `pt-BR` or `zh-Hant`.
fn is_language_tag(text: &str) -> bool {
    let (language, rest) =
        text.split_once('-').map_or((text, None), |(language, rest)| (language, Some(rest)));
    let is_part =
        |part: &str| (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    LANGUAGE_CODES.split_ascii_whitespace().any(|known| known == language)
        && rest.is_none_or(|rest| rest.split('-').all(is_part))
}

#[cfg(test)]
mod tests {
    use super::split_language;

    #[test]
    fn only_a_language_before_the_ending_makes_a_translation() {
        for (path, language) in [("x.es.md", "es"), ("a/index.pt-BR.md", "pt-BR"), ("people.ar.yaml", "ar")] {
            assert_eq!(split_language(path).map(|it| it.1), Some(language), "{path}");
        }
        for path in ["x.md", "es.md", "a/.es.md", "people.private.yaml", "x.min.md", "plan.v2.md", "x.ES.md"]
        {
            assert_eq!(split_language(path), None, "{path}");
        }
    }
}

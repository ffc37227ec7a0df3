//! The messages of a language, with those of English behind them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Message, PatternElement};
use unic_langid::LanguageIdentifier;

use super::{FALLBACK, built_in, is_same_language};

type Bundle = FluentBundle<Arc<FluentResource>>;

/// A value that a message is filled with: a text, or a number that chooses between singular and plural.
pub type MessageValue<'a> = FluentValue<'a>;

/// The messages of a language. What the language lacks is taken from the language without its region, then from
/// English.
pub struct Catalog {
    language: String,
    /// From the most specific language to English; never empty.
    bundles: Vec<Bundle>,
    /// Messages without values, by key: most are, and pages show each of them often.
    plain: HashMap<String, String>,
}

impl fmt::Debug for Catalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalog").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Catalog {
    /// The catalog of a language. `own` are the portfolio's own messages, each with the tag of its language; they come
    /// before the built-in ones of the same language.
    pub fn new(language: &str, own: &[(&str, &str)]) -> Self {
        let chain = fallback_chain(language);
        let mut bundles = Vec::new();
        let mut plain = HashMap::new();
        // The more specific language comes later, and so replaces plain messages of the others.
        for tag in chain.iter().rev() {
            let own = own.iter().filter(|(own_tag, _)| own_tag.eq_ignore_ascii_case(tag));
            let own = own.map(|(_, text)| parse_resource(text));
            let resources: Vec<Arc<FluentResource>> = built_in_resource(tag).into_iter().chain(own).collect();
            if !resources.is_empty() {
                bundles.push(bundle(tag, resources, &mut plain));
            }
        }
        bundles.reverse();
        Self { language: language.to_owned(), bundles, plain }
    }

    /// The catalog of American English.
    pub fn english() -> Self {
        Self::new(FALLBACK, &[])
    }

    /// Whether any language of the catalog has a message with this key.
    pub fn contains(&self, key: &str) -> bool {
        self.bundles.iter().any(|bundle| bundle.has_message(key))
    }

    /// The message with this key.
    pub fn text(&self, key: &str) -> Cow<'_, str> {
        match self.plain.get(key) {
            Some(text) => Cow::Borrowed(text),
            None => self.format(key, None),
        }
    }

    /// The name of the language in that language, such as "Español"; its tag if there are no words of it.
    pub fn language_name(&self) -> String {
        let is_own = |bundle: &&Bundle| {
            bundle.locales.first().is_some_and(|locale| is_same_language(&locale.to_string(), &self.language))
        };
        let mut own = self.bundles.iter().filter(is_own);
        if own.any(|bundle| bundle.has_message("language-name")) {
            self.text("language-name").into_owned()
        } else {
            self.language.clone()
        }
    }

    /// The messages without values: key and text.
    pub fn plain_messages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.plain.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// The message with this key, filled with values.
    ///
    /// ```
    /// # use leadfolio::i18n::Catalog;
    /// let catalog = Catalog::english();
    /// assert_eq!(catalog.text_with("case-study-count", [("count", 2.into())]), "2 case studies");
    /// ```
    pub fn text_with<'a>(
        &self,
        key: &str,
        values: impl IntoIterator<Item = (&'a str, MessageValue<'a>)>,
    ) -> String {
        self.format(key, Some(&values.into_iter().collect())).into_owned()
    }

    /// The key itself stands for a message that does not exist: a page with a strange word is better than none, and a
    /// test finds every such key.
    fn format<'a>(&'a self, key: &str, args: Option<&'a FluentArgs<'_>>) -> Cow<'a, str> {
        let pattern = |bundle: &'a Bundle| Some((bundle, bundle.get_message(key)?.value()?));
        match self.bundles.iter().find_map(pattern) {
            Some((bundle, pattern)) => bundle.format_pattern(pattern, args, &mut Vec::new()),
            None => Cow::Owned(key.to_owned()),
        }
    }
}

/// The tag, the tags without their last parts, and English: `es-MX`, `es`, `en`. Outside North America, English is
/// written as in Britain: `en-AU`, `en-GB`, `en`. The words of Portuguese are those of Brazil, so far.
pub fn fallback_chain(language: &str) -> Vec<&str> {
    let mut chain = vec![language];
    let mut rest = language;
    while let Some((shorter, region)) = rest.rsplit_once('-') {
        let is_north_american = ["US", "CA", "PH"].iter().any(|known| known.eq_ignore_ascii_case(region));
        if shorter.eq_ignore_ascii_case(FALLBACK) && !is_north_american && !rest.eq_ignore_ascii_case("en-GB")
        {
            chain.push("en-GB");
        }
        chain.push(shorter);
        rest = shorter;
    }
    if rest.eq_ignore_ascii_case("pt") && !chain.iter().any(|tag| tag.eq_ignore_ascii_case("pt-BR")) {
        chain.push("pt-BR");
    }
    if !rest.eq_ignore_ascii_case(FALLBACK) {
        chain.push(FALLBACK);
    }
    chain
}

/// The messages of leadfolio in a language. A file is parsed once: a preview makes a catalog after every edit.
fn built_in_resource(language: &str) -> Option<Arc<FluentResource>> {
    static PARSED: LazyLock<Mutex<HashMap<String, Arc<FluentResource>>>> = LazyLock::new(Mutex::default);
    let text = built_in(language)?;
    let mut parsed = PARSED.lock().unwrap_or_else(PoisonError::into_inner);
    let resource = parsed.entry(language.to_ascii_lowercase()).or_insert_with(|| parse_resource(text));
    Some(Arc::clone(resource))
}

/// The messages of a text. What is wrong with it is reported by `check`; the rest can be used.
fn parse_resource(text: &str) -> Arc<FluentResource> {
    Arc::new(FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource))
}

/// A bundle with messages of several files, the later ones in place of the earlier. Those without values are added to
/// `plain`, and those that have some are taken out of it.
fn bundle(tag: &str, resources: Vec<Arc<FluentResource>>, plain: &mut HashMap<String, String>) -> Bundle {
    // The tag chooses the rules of plural forms; an unknown one has the rules of the root language.
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Marks around each value, which would keep directions apart, are not wanted in titles, attributes and feeds.
    bundle.set_use_isolating(false);
    for resource in resources {
        for entry in resource.entries() {
            let Entry::Message(Message { id, value: Some(pattern), .. }) = entry else { continue };
            match &*pattern.elements {
                [PatternElement::TextElement { value }] => {
                    plain.insert(id.name.to_owned(), (*value).to_owned())
                }
                _ => plain.remove(id.name),
            };
        }
        bundle.add_resource_overriding(resource);
    }
    bundle
}

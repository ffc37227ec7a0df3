//! Editions: the portfolio in each language that pages of it are translated into.
//!
//! An edition is resolved like the portfolio itself, from content in which each translated page stands in place of its
//! original. Pages that nobody has translated are in it too, so that its lists, charts and matrices are complete.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::head::{PublishFilter, RawHead};
use super::options::PublishOptions;
use crate::content::document::{Body, Document};
use crate::content::load::{PEOPLE_FILE, RawContent, SETTINGS_FILE};
use crate::content::schema::case_study::RawCaseStudy;
use crate::content::schema::page::{RawApproach, RawPage};
use crate::content::schema::portfolio::RawPortfolio;
use crate::content::translated::{Difference, Merge, Translated};
use crate::content::translations::{RawTranslations, original_path, translated_path};
use crate::diagnostic::{Addition, Diagnostic, Diagnostics, Location, Severity};
use crate::model::file::Excluded;
use crate::model::links::{Anchors, LinkIndex, PageTarget, Unavailable};
use crate::model::page::PageHead;
use crate::rules::RuleTrait;
use crate::suggest;
use crate::urls::edition_folder;

/// A page that can be translated.
trait TranslatedPage: Translated {
    /// The translation with what it lacks from its original. What belongs to one of the two alone, such as `updated` and
    /// `draft`, is not compared.
    fn merge_page(self, original: &Self, merge: &mut Merge) -> Self;
    /// The names of the fields that are given.
    fn given(&self) -> Vec<&'static str>;
}

macro_rules! impl_translated_page {
    ($($raw:ty),+) => {
        $(impl TranslatedPage for $raw {
            fn merge_page(mut self, original: &Self, merge: &mut Merge) -> Self {
                let (updated, date, draft) = (self.updated.take(), self.date.take(), self.draft.take());
                let (visibility, aliases) = (self.visibility.take(), self.aliases.take());
                self.language = None;
                Self {
                    updated,
                    date: date.or(original.date),
                    draft: draft.max(original.draft),
                    visibility: visibility.max(original.visibility),
                    aliases,
                    language: None,
                    ..self.translate(original, merge)
                }
            }

            fn given(&self) -> Vec<&'static str> {
                self.given_fields()
            }
        })+
    };
}

impl_translated_page!(RawCaseStudy, RawApproach, RawPage);

/// The content of an edition, and what is needed to tell what its diagnostics are about.
pub(super) struct RawEdition {
    pub(super) contents: RawContent,
    /// Tag of its language.
    pub(super) language: String,
    /// What each translation gives itself, by its path.
    given: HashMap<String, TranslatedFields>,
    /// Translations that are not part of this build.
    pub(super) held_back: Vec<Excluded>,
}

/// What a translation gives itself.
struct TranslatedFields {
    fields: Vec<&'static str>,
    /// Entries that stand at another place than in the original: their path there, and their own.
    moved: Vec<(String, String)>,
    is_page: bool,
}

impl TranslatedFields {
    /// Whether a field is given, by its path.
    fn has(&self, field: &str) -> bool {
        self.fields.contains(&field.split(['.', '[']).next().unwrap_or_default())
    }

    /// Whether something that was found is about what the translation gives itself.
    fn concerns(&self, found: &Diagnostic) -> bool {
        // Advice about the work is given once, at the original.
        let is_advice = found.advice_rank().is_some();
        match &found.location {
            Location::Range(_) => self.is_page,
            Location::Field(field) => {
                self.has(field) && (!is_advice || found.has_trait(RuleTrait::ConcernsWords))
            }
            Location::File => {
                self.is_page
                    && (found.severity == Severity::Error || found.has_trait(RuleTrait::ConcernsWords))
            }
        }
    }

    /// The path of a field in the translation.
    fn own_path(&self, field: &str) -> String {
        let own = |(merged, own): &(String, String)| {
            let rest = field.strip_prefix(merged.as_str())?;
            Some(format!("{own}{rest}"))
        };
        self.moved.iter().find_map(own).unwrap_or_else(|| field.to_owned())
    }
}

/// Puts the translations into a language in place of their originals.
pub(super) fn merge_edition<'a>(
    contents: &RawContent,
    language: &'a str,
    options: &'a PublishOptions,
    diagnostics: &'a mut Diagnostics,
) -> RawEdition {
    let mut edition = contents.clone();
    // They stay among the translations: links to one that is not part of this build say so, in its own edition too.
    let own = edition.translations.get(language).cloned().unwrap_or_default();
    let filter = PublishFilter { audience: options.audience, drafts: options.drafts, today: options.today };
    let mut merger = Merger {
        language,
        filter,
        options,
        given: HashMap::new(),
        untranslated: Vec::new(),
        held_back: Vec::new(),
        diagnostics,
    };
    let RawTranslations { studies, approaches, pages, home_page, portfolio, people, frameworks, unparsed: _ } =
        own;
    merger.merge_pages(&mut edition.studies, studies);
    merger.merge_pages(&mut edition.approaches, approaches);
    merger.merge_pages(&mut edition.pages, pages);
    let mut home: Vec<_> = edition.home_page.take().into_iter().collect();
    merger.merge_pages(&mut home, home_page.into_iter().collect());
    edition.home_page = home.pop();
    let settings = edition.portfolio.take().unwrap_or_default();
    edition.portfolio = Some(merger.merge_settings(settings, portfolio, language));
    if let (Some(original), Some(own)) = (&edition.people, people) {
        let path = translated_path(PEOPLE_FILE, language);
        let fields = own.given_fields();
        edition.people = Some(merger.merge_file(original, own, fields, &path));
    }
    for (path, own) in frameworks {
        let original = original_path(&path);
        if let Some((_, framework)) = edition.frameworks.iter_mut().find(|(path, _)| *path == original) {
            let fields = own.given_fields();
            *framework = merger.merge_file(framework, own, fields, &path);
        }
    }
    merger.report_untranslated(language);
    RawEdition {
        contents: edition,
        language: language.to_owned(),
        given: merger.given,
        held_back: merger.held_back,
    }
}

/// Whether a page says that it is in a language.
fn is_in_language(head: &RawHead, language: &str) -> bool {
    head.language.as_deref().map(str::trim) == Some(language)
}

/// The settings of a translation without what concerns the site as a whole.
fn words_of(own: RawPortfolio) -> RawPortfolio {
    RawPortfolio {
        language: None,
        url: None,
        theme: None,
        theme_options: None,
        comments: None,
        deploy: None,
        glossary: None,
        ..own
    }
}

struct Merger<'a> {
    language: &'a str,
    filter: PublishFilter,
    options: &'a PublishOptions,
    given: HashMap<String, TranslatedFields>,
    /// Published pages without a translation.
    untranslated: Vec<String>,
    held_back: Vec<Excluded>,
    diagnostics: &'a mut Diagnostics,
}

impl Merger<'_> {
    fn merge_pages<T: TranslatedPage>(
        &mut self,
        originals: &mut [Arc<Document<T>>],
        translations: Vec<Arc<Document<T>>>,
    ) where
        for<'raw> RawHead: From<&'raw T>,
    {
        let by_original: HashMap<String, Arc<Document<T>>> =
            translations.into_iter().map(|own| (original_path(&own.path).into_owned(), own)).collect();
        for document in originals {
            let own = by_original.get(&document.path);
            let reason =
                own.and_then(|own| self.held_back_reason(own).or_else(|| self.held_back_reason(document)));
            match (own, reason) {
                (Some(own), Some(reason)) => {
                    let title = RawHead::from(&own.raw).title;
                    let what = title.map_or_else(|| "page".to_owned(), |title| format!("“{title}”"));
                    let is_draft = [&**own, &**document]
                        .iter()
                        .any(|page| self.filter.is_hidden_draft(&RawHead::from(&page.raw)));
                    let path = own.path.clone();
                    self.held_back.push(Excluded { path, what, reason, is_page: true, is_draft });
                }
                (Some(own), None) => *document = Arc::new(self.merge_page(document, own)),
                (None, _) if self.held_back_reason(document).is_some() => {}
                // It is in this language anyway.
                (None, _) if is_in_language(&RawHead::from(&document.raw), self.language) => {}
                (None, _) => self.untranslated.push(document.path.clone()),
            }
        }
    }

    /// Why a page is no part of this build.
    fn held_back_reason<T>(&self, document: &Document<T>) -> Option<String>
    where
        for<'raw> RawHead: From<&'raw T>,
    {
        let is_invalid = self.options.invalid_pages.contains_key(&document.path);
        let reason = self.filter.exclusion_reason(&RawHead::from(&document.raw));
        reason.or_else(|| is_invalid.then(|| "it has errors".to_owned()))
    }

    fn merge_page<T: TranslatedPage>(&mut self, original: &Document<T>, own: &Document<T>) -> Document<T>
    where
        for<'raw> RawHead: From<&'raw T>,
    {
        let fields = own.raw.given();
        self.report_age(&RawHead::from(&original.raw), &RawHead::from(&own.raw), &own.path);
        if own.body.text().trim().is_empty() && !original.body.text().trim().is_empty() {
            let help = "write it below the closing `---`";
            let message = "the translation has no text";
            self.diagnostics.push(Diagnostic::warning("POR-04", &own.path, message).help(help));
        }
        let mut merge = Merge::default();
        let raw = own.raw.clone().merge_page(&original.raw, &mut merge);
        let moved = std::mem::take(&mut merge.moved);
        self.given.insert(own.path.clone(), TranslatedFields { fields, moved, is_page: true });
        self.report_differences(&merge, &own.path);
        self.report_original_texts(&merge, &own.path);
        let is_complete = own.is_complete && original.is_complete;
        Document {
            path: own.path.clone(),
            raw,
            body: own.body.clone(),
            is_complete,
            lone_values: own.lone_values.clone(),
        }
    }

    /// Merges a data file; `fields` are those that the translation gives.
    fn merge_file<T: Translated>(
        &mut self,
        original: &T,
        own: T,
        fields: Vec<&'static str>,
        path: &str,
    ) -> T {
        let mut merge = Merge::default();
        let merged = own.translate(original, &mut merge);
        let moved = std::mem::take(&mut merge.moved);
        self.given.insert(path.to_owned(), TranslatedFields { fields, moved, is_page: false });
        self.report_differences(&merge, path);
        merged
    }

    /// The settings of an edition: its words, and what belongs to the site as a whole as it is.
    fn merge_settings(
        &mut self,
        original: RawPortfolio,
        own: Option<RawPortfolio>,
        language: &str,
    ) -> RawPortfolio {
        let path = translated_path(SETTINGS_FILE, language);
        // What an abbreviation stands for is written in the language of the page.
        let glossary =
            own.as_ref().and_then(|own| own.glossary.clone()).or_else(|| original.glossary.clone());
        if let Some(own) = &own {
            self.report_site_settings(own, &path);
        }
        let merged = match own {
            Some(own) => {
                let own = words_of(own);
                let fields = own.given_fields();
                self.merge_file(&original, own, fields, &path)
            }
            None => original,
        };
        RawPortfolio { glossary, language: Some(language.to_owned()), ..merged }
    }

    /// Reports settings that concern the site as a whole, and have no meaning in a translation.
    fn report_site_settings(&mut self, own: &RawPortfolio, path: &str) {
        const OF_SITE: [&str; 6] = ["comments", "deploy", "language", "theme", "theme_options", "url"];
        for field in own.given_fields().into_iter().filter(|field| OF_SITE.contains(field)) {
            let message = format!("`{field}` is set for the whole site, in `portfolio.yaml`");
            let help = "remove it here";
            self.diagnostics.push(Diagnostic::warning("LNG-06", path, message).field(field).help(help));
        }
    }

    fn report_differences(&mut self, merge: &Merge, path: &str) {
        let original = original_path(path);
        for (field, difference) in &merge.differences {
            let (message, help) = match difference {
                Difference::Value => (
                    format!("this differs from `{original}`, and pages show what is written there"),
                    "facts are the same in every language: change it there, or remove it here".to_owned(),
                ),
                Difference::Count(theirs, own) => (
                    format!(
                        "`{original}` has {theirs} of these and this has {own}, so pages show those of the original"
                    ),
                    "translate each entry, in the same order".to_owned(),
                ),
                Difference::Repeated(id) => (
                    format!("there is already an entry for `{id}`, so this one isn't shown"),
                    "remove one of the two, or correct its id".to_owned(),
                ),
                Difference::Entry(id, known) => {
                    let near = suggest::did_you_mean(id, known.iter().map(String::as_str));
                    (
                        format!("`{original}` has no entry `{id}`, so this one isn't shown"),
                        near.unwrap_or_else(|| "use the `id` of an entry there, or remove this".to_owned()),
                    )
                }
            };
            self.diagnostics.push(Diagnostic::warning("LNG-06", path, message).field(field).help(help));
        }
    }

    /// Reports a translation that may be older than its original.
    fn report_age(&mut self, original: &RawHead, own: &RawHead, path: &str) {
        let Some(updated) = original.updated.filter(|updated| own.updated.is_none_or(|own| own < *updated))
        else {
            return;
        };
        let message = format!("the original was updated on {updated}; this translation has no later date");
        self.diagnostics.push(
            Diagnostic::info("LNG-08", path, message)
                .field("updated")
                .help("bring the translation up to date, then")
                .addition(Addition::new("updated", updated.to_string())),
        );
    }

    /// Reports texts of the front matter that readers of the translation get in the language of the original.
    fn report_original_texts(&mut self, merge: &Merge, path: &str) {
        let mut fields: Vec<&str> = Vec::new();
        for field in &merge.untranslated {
            let field = field.split(['.', '[']).next().unwrap_or_default();
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        if fields.is_empty() {
            return;
        }
        let message = "parts of this page are still in the original language";
        let listed = suggest::list_some(&fields, fields.len());
        let help = format!("translate these fields of `{}`: {listed}", original_path(path));
        self.diagnostics.push(Diagnostic::info("LNG-09", path, message).help(help));
    }

    fn report_untranslated(&mut self, language: &str) {
        const MAX_LISTED: usize = 30;
        let Some(first) = self.untranslated.first() else { return };
        let names: Vec<&str> =
            self.untranslated.iter().map(|path| path.strip_prefix("content/").unwrap_or(path)).collect();
        let (pages, are) = if names.len() == 1 { ("page", "isn't") } else { ("pages", "aren't") };
        let message = format!(
            "{} {pages} {are} translated into `{language}`: {}",
            names.len(),
            suggest::list_some(&names, MAX_LISTED)
        );
        let name = translated_path(first, language);
        let help = format!(
            "until then, lists link to the original; to translate a page, save the translation as `{name}`"
        );
        self.diagnostics
            .push(Diagnostic::info("LNG-07", SETTINGS_FILE, message).field("language").help(help));
    }
}

impl RawEdition {
    /// Keeps what is found in the translations alone: everything else was found in the originals too.
    pub(super) fn retain_own(&self, found: &mut Diagnostics, in_originals: &Diagnostics) {
        let known: HashSet<(&str, &str, &Location)> =
            in_originals.iter().map(|known| (known.path.as_str(), known.rule, &known.location)).collect();
        for mut diagnostic in found.extract(|_| true) {
            let original = original_path(&diagnostic.path).into_owned();
            if known.contains(&(original.as_str(), diagnostic.rule, &diagnostic.location)) {
                continue;
            }
            let Some((path, given)) = self.find_given(&diagnostic.path) else { continue };
            if given.concerns(&diagnostic) {
                diagnostic.path = path;
                if let Location::Field(field) = &mut diagnostic.location {
                    *field = given.own_path(field);
                }
                if let Some(addition) = &mut diagnostic.addition {
                    addition.field = given.own_path(&addition.field);
                }
                found.push(diagnostic);
            }
        }
    }

    /// The translation that a path stands for: that of a page, which has taken the place of its original, or that of a data
    /// file, whose words were merged into it.
    fn find_given(&self, path: &str) -> Option<(String, &TranslatedFields)> {
        if let Some(given) = self.given.get(path) {
            return Some((path.to_owned(), given));
        }
        let translated = translated_path(path, &self.language);
        let given = self.given.get(&translated).filter(|given| !given.is_page)?;
        Some((translated, given))
    }

    /// Whether a file is a translation of this edition.
    pub(super) fn has(&self, path: &str) -> bool {
        self.given.get(path).is_some_and(|given| given.is_page)
    }
}

/// Registers the translations as link targets: a page may link to the translation of another, or of itself. `heads` are
/// those of the published pages, each with the id of its case study.
pub(super) fn add_translated_pages<'a>(
    translations: &BTreeMap<String, RawTranslations>,
    heads: impl Iterator<Item = (&'a PageHead, Option<&'a str>)>,
    filter: PublishFilter,
    invalid_pages: &BTreeMap<String, Option<String>>,
    links: &mut LinkIndex,
) {
    let heads: HashMap<String, (&PageHead, Option<&str>)> =
        heads.map(|(head, study)| (original_path(&head.source).into_owned(), (head, study))).collect();
    for (language, translated) in translations {
        let pages = translated.pages.iter().chain(&translated.home_page);
        let studies = translated.studies.iter().map(link_target);
        let documents =
            studies.chain(translated.approaches.iter().map(link_target)).chain(pages.map(link_target));
        for (path, body, head) in documents {
            let original: Option<&(&PageHead, Option<&str>)> = heads.get(&*original_path(path));
            // The page of this edition is registered already.
            if original.is_some_and(|(head, _)| head.source == *path) {
                continue;
            }
            let is_invalid = invalid_pages.contains_key(path);
            let reason = filter
                .exclusion_reason(&head)
                .or_else(|| is_invalid.then(|| "it is a draft".to_owned()))
                .or_else(|| original.is_none().then(|| "its original isn't part of this build".to_owned()));
            links.add_page(
                path,
                match (original, reason) {
                    (Some((original, study)), None) => PageTarget::Page {
                        path: format!("{}{}", edition_folder(language), original.path),
                        study: study.map(str::to_owned),
                        anchors: Anchors::from_body(body),
                    },
                    (_, reason) => PageTarget::Unavailable(Unavailable::Excluded(reason.unwrap_or_default())),
                },
            );
        }
        for path in &translated.unparsed {
            links.add_page(path, PageTarget::Unavailable(Unavailable::Invalid));
        }
    }
}

/// What links need to know of a translation: its path, its text and its head.
fn link_target<T>(document: &Arc<Document<T>>) -> (&String, &Body, RawHead)
where
    for<'raw> RawHead: From<&'raw T>,
{
    (&document.path, &document.body, RawHead::from(&document.raw))
}

//! Front matter of approaches and other pages.

use crate::content::date::PartialDate;
use crate::content::enums::{PageKind, PitfallKind, Visibility};
use crate::content::scalar::{Scalar, TextOrSwitch};

raw! {
    /// Front matter of `approaches/**/*.md`.
    RawApproach {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the content is fictional; the page then shows a banner that says so.
        sample: bool,
        /// Id that other files use for this approach; the file name by default.
        id: String,
        /// Last part of the page's web address; the id by default.
        slug: String,
        /// Template of the theme for this page, such as `gallery` for `templates/gallery.html`, if it has one of its own.
        template: String,
        /// The picture that other sites show beside a link to this page: a picture of yours, such as `photo.jpg`, in place of
        /// the one that leadfolio draws, or `false` for none; by default, what `portfolio.yaml` says.
        #[schemars(with = "Option<TextOrSwitch>")]
        card: Scalar,
        /// Name of the approach, such as `Distributed leadership`.
        title: String,
        /// Other names of the approach.
        aka: Vec<String>,
        /// One or two sentences on the approach.
        summary: String,
        /// Picture at the head of the page.
        cover: RawPicture,
        /// When you use it, in one sentence.
        stance: String,
        /// Books and articles for further reading.
        sources: Vec<RawReference>,
        /// Problems that this approach can cause.
        pitfalls: Vec<RawApproachPitfall>,
        /// Duties that stay with the leader.
        leader_keeps: Vec<String>,
        /// Questions to ask before using it.
        checklist: Vec<String>,
        /// Ids of related approaches.
        related: Vec<String>,
        /// Language of the page, such as `es`, if it differs from the site's.
        language: String,
        /// Who may see the page; `public` by default.
        visibility: Visibility,
        /// Date of the last revision of the page.
        updated: PartialDate,
        /// First day of publication; the page is not published before that day.
        date: PartialDate,
        /// `true` keeps the page from being published.
        draft: bool,
        /// Earlier web addresses of the page, such as `/approaches/old-name/`; they redirect here.
        aliases: Vec<String>,
        /// Suggestions and warnings of `leadfolio check` that you accept, each with a reason.
        lint_allow: Vec<RawLintAllow>,
    }
}

raw! {
    /// A picture of a page, or of the owner.
    RawPicture {
        /// Name of the file, in `files/` or in the folder of the page.
        file: String,
        /// Description of the picture for people who cannot see it.
        alt: String,
        /// The point that stays in view when the picture is cut, from the left and from the top: `[0, 0]` is the top left
        /// corner, `[0.5, 0.3]` a place in the middle, a third from the top. A cover is cut to 16:9, around its middle by
        /// default. A portrait is cut only if it has a `focus`, to an upright 4:5. `[50%, 30%]` says the same in percent.
        #[schemars(with = "Option<Vec<f64>>")]
        focus: Vec<Scalar>,
    }
}

raw! {
    /// A warning that the author accepts.
    RawLintAllow {
        /// Id of the rule, such as `DEL-07`.
        rule: String,
        /// Why you accept it.
        why: String,
    }
}

raw! {
    /// A book or article.
    RawReference {
        /// Author or authors, such as `Spillane, J. P.`.
        who: String,
        /// Year of publication, such as `2006`.
        year: PartialDate,
        /// Title, and where it was published.
        what: String,
        /// The idea that you take from it.
        idea: String,
        /// Web address of the book or article.
        url: String,
    }
}

raw! {
    /// A problem that an approach can cause.
    RawApproachPitfall {
        /// Kind of problem; links it to problems of the same kind in case studies.
        kind: PitfallKind,
        /// Short name of the problem.
        title: String,
        /// Signs that it is happening.
        signs: Vec<String>,
        /// How to prevent it.
        guard: String,
    }
}

raw! {
    /// Front matter of `pages/**/*.md` and `index.md`.
    RawPage {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the content is fictional; the page then shows a banner that says so.
        sample: bool,
        /// Id that other files use for this page; the file name by default.
        id: String,
        /// Last part of the page's web address; the id by default.
        slug: String,
        /// Web address of the page within the site, such as `/entry-plan/`, instead of one under `/pages/`.
        url: String,
        /// Template of the theme for this page, such as `gallery` for `templates/gallery.html`, if it has one of its own.
        template: String,
        /// The picture that other sites show beside a link to this page: a picture of yours, such as `photo.jpg`, in place of
        /// the one that leadfolio draws, or `false` for none; by default, what `portfolio.yaml` says.
        #[schemars(with = "Option<TextOrSwitch>")]
        card: Scalar,
        /// Title of the page.
        title: String,
        /// One or two sentences on the page.
        summary: String,
        /// Picture at the head of the page.
        cover: RawPicture,
        /// Kind of page; `page` by default.
        kind: PageKind,
        /// Dated versions of the page.
        versions: Vec<RawVersion>,
        /// Date of the current version.
        current: PartialDate,
        /// Whether the page appears in the main navigation (`true` by default), or a shorter name for it there.
        navigation: Scalar,
        /// Language of the page, such as `es`, if it differs from the site's.
        language: String,
        /// Who may see the page; `public` by default.
        visibility: Visibility,
        /// Date of the last revision of the page.
        updated: PartialDate,
        /// First day of publication; the page is not published before that day.
        date: PartialDate,
        /// `true` keeps the page from being published.
        draft: bool,
        /// Earlier web addresses of the page, such as `/pages/old-name/`; they redirect here.
        aliases: Vec<String>,
        /// Suggestions and warnings of `leadfolio check` that you accept, each with a reason.
        lint_allow: Vec<RawLintAllow>,
    }
}

raw! {
    /// A dated version of a page.
    RawVersion {
        /// Date of the version.
        date: PartialDate,
        /// What changed in it.
        note: String,
    }
}

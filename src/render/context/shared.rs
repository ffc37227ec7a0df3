//! Values that many pages share.

use serde::Serialize;

/// A language, for the `lang` attribute and for readers.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageName {
    /// BCP 47 tag: "en".
    pub tag: String,
    /// Name of the language in that language: "English".
    pub name: String,
}

/// A term of a fixed vocabulary: `id` for code and style sheets, `label` for readers.
#[derive(Clone, Debug, Serialize)]
pub struct Label {
    /// Stable and machine-readable, such as `partly_met`.
    pub id: &'static str,
    /// Text for readers, such as "partly met".
    pub label: String,
}

/// A date, as precise as its author gave it.
#[derive(Clone, Debug, Serialize)]
pub struct DateText {
    /// `2024`, `2024-08` or `2024-08-19`, for `<time datetime>`.
    pub iso: String,
    /// "August 19, 2024", "August 2024" or "2024", in the language of the portfolio.
    pub text: String,
}

/// A link to a page of the site.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// The text of the link.
    pub title: String,
    /// Path of the page, to be written after `root`.
    pub path: String,
}

/// A link to another site.
#[derive(Clone, Debug, Serialize)]
pub struct ExternalLink {
    /// Name of the service: "LinkedIn".
    pub network: String,
    /// Absolute URL, or a `mailto:` link.
    pub url: String,
}

/// A picture with the attributes of an `img` element. `partials/picture.html` makes the element.
#[derive(Clone, Debug, Serialize)]
pub struct PictureContext {
    /// Path of the picture file, at most 1600 pixels wide, that every browser can show.
    pub path: String,
    /// Its width in pixels, after rotation.
    pub width: u32,
    /// Its height in pixels, after rotation.
    pub height: u32,
    /// Text alternative; empty for a decorative picture.
    pub alt: String,
    /// The same picture in several widths, for `srcset`, the widest last; empty for a small picture, an animation or an SVG.
    pub copies: Vec<PictureCopyContext>,
    /// The same as WebP; empty if there are no copies, or if this leadfolio was compiled without WebP.
    pub webp: Vec<PictureCopyContext>,
}

/// A picture in one of the widths that it is published in.
#[derive(Clone, Debug, Serialize)]
pub struct PictureCopyContext {
    /// Path of the file.
    pub path: String,
    /// Width in pixels.
    pub width: u32,
}

/// A picture of a gallery.
#[derive(Clone, Debug, Serialize)]
pub struct GalleryPicture {
    /// The picture; its `path` is that of the largest copy.
    pub picture: PictureContext,
    /// The words below it.
    pub caption: Option<String>,
}

/// A person, as their consent allows them to be shown.
#[derive(Clone, Debug, Serialize)]
pub struct PersonContext {
    /// A name, "Nadia, Grade 7 science teacher", a role, or "one person not named".
    pub label: String,
    /// The label within a line of names, where a role begins with a small letter.
    pub label_in_line: String,
    /// The role alone; for a hidden person the same as `label`.
    pub role: String,
    /// `owner`, `staff`, `student`, `family`, `community`, `board`, `partner`, `group`; none for a hidden person.
    pub kind: Option<&'static str>,
    /// Whether this is the owner of the portfolio.
    pub owner: bool,
    /// Number of members, for a group.
    pub size: Option<u32>,
}

/// One of the seven levels of delegation (Appelo).
#[derive(Clone, Debug, Serialize)]
pub struct LevelContext {
    /// 1 to 7: a position on a scale, not a score.
    pub number: u8,
    /// Name of the level: "Advise".
    pub name: String,
    /// What the level means, in the words of the author: "They decide, with my advice".
    pub meaning: String,
}

/// A heading in a table of contents.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingContext {
    /// Heading level as rendered, 2 or 3.
    pub level: u8,
    /// The heading as plain text.
    pub title: String,
    /// Id of the heading's element, for links.
    pub id: String,
}

/// The case studies of a list whose work began in the same year: `studies[year.first:year.end]`.
#[derive(Clone, Debug, Serialize)]
pub struct YearRange {
    /// The year: "2024".
    pub year: String,
    /// Position in the list of the first of them, from 0.
    pub first: usize,
    /// Position after the last of them.
    pub end: usize,
}

/// Pagination of a long list.
#[derive(Clone, Debug, Serialize)]
pub struct PagerContext {
    /// Number of this page, from 1.
    pub number: usize,
    /// Number of pages of the list.
    pub of: usize,
    /// Number of entries on all pages.
    pub total: usize,
    /// Link to the page before, with newer entries.
    pub newer: Option<Link>,
    /// Link to the page after, with older entries.
    pub older: Option<Link>,
}

//! The kind of a file of `content/`: its path decides.

/// The kind of a file, as decided by its path.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum FileKind {
    Portfolio,
    People,
    Testimonials,
    Program,
    Framework,
    MaharaFramework,
    Pack,
    Comments,
    CaseStudy,
    Approach,
    Page,
    HomePage,
    Messages,
    Asset,
    Unrecognized,
}

/// Whether a file is a case study, an approach or a page other than the home page; `path` is from the portfolio root.
pub fn is_page(path: &str) -> bool {
    let kind = path.strip_prefix("content/").map(classify_path);
    matches!(kind, Some(FileKind::CaseStudy | FileKind::Approach | FileKind::Page))
}

/// The kind of a file; `path` is relative to `content/`.
pub(super) fn classify_path(path: &str) -> FileKind {
    let (folder, rest) = path.split_once('/').unwrap_or(("", path));
    // Windows and many cameras write extensions in capitals: `VISION.MD` is a page.
    let has_extension = |extensions: &[&str]| {
        let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        extension.is_some_and(|extension| extensions.contains(&extension.as_str()))
    };
    let is_markdown = has_extension(&["md"]);
    let is_nearly_markdown = has_extension(&["markdown", "mdown", "mkd", "mdx"]);
    let is_yaml = has_extension(&["yaml", "yml"]);
    match (folder, rest) {
        ("", "portfolio.yaml") => FileKind::Portfolio,
        ("", "people.yaml") => FileKind::People,
        ("", "testimonials.yaml") => FileKind::Testimonials,
        ("", "program.yaml") => FileKind::Program,
        ("", name) if name.eq_ignore_ascii_case("index.md") => FileKind::HomePage,
        ("files", _) => FileKind::Asset,
        ("standards", _) if is_yaml => FileKind::Framework,
        ("packs", _) if is_yaml => FileKind::Pack,
        ("comments", _) if is_yaml => FileKind::Comments,
        ("i18n", _) if has_extension(&["ftl"]) => FileKind::Messages,
        ("i18n", _) => FileKind::Unrecognized,
        ("standards", _) if path.ends_with(".matrix") => FileKind::MaharaFramework,
        ("case-studies", _) if is_markdown => FileKind::CaseStudy,
        ("approaches", _) if is_markdown => FileKind::Approach,
        ("pages", _) if is_markdown => FileKind::Page,
        // A text file in a folder that has no use for it is a mistake of the author, not a file to publish.
        (_, _) if is_markdown || is_nearly_markdown || is_yaml => FileKind::Unrecognized,
        ("", _) => FileKind::Unrecognized,
        _ => FileKind::Asset,
    }
}

//! Builds the style sheets of the site from the CSS files of all theme layers: one for all pages, and one for each kind of page
//! that needs more. What such a kind needs on paper only is in a third, for which no reader waits.

use std::collections::BTreeMap;
use std::fmt::Write;

use memchr::memchr3;

use super::manifest::ThemeOptionValue;

/// Cascade layers, the weakest first. They are declared once at the top, so the rules may follow in any order.
const LAYERS: [&str; 9] =
    ["reset", "tokens", "base", "layout", "components", "pages", "theme", "utilities", "print"];

/// Folder of files that belong to the layer `components`, one for each component.
const COMPONENTS: &str = "components/";

/// Folder of files for some kinds of page only: `study+book.css` is for the kinds `study` and `book`, in the layer `pages`.
/// `study+book.NAME.css` adds to it, in the layer `theme`.
const PAGES: &str = "pages/";

/// Folder of files for one value of an option: `fonts.magazine.css` is read only where the option `fonts` is `magazine`. It
/// belongs to the layer `tokens`, before `tokens.css`.
const OPTIONS: &str = "options/";

/// The layer of paper. It is a style sheet of its own, for all kinds of page.
pub(crate) const PRINT: &str = "print";

/// The layer with the colors of code blocks.
const HIGHLIGHT: &str = "highlight";

/// Joins the style sheets of all pages: cascade layers first, then unlayered files, which always win over layers.
pub(super) fn join_stylesheets(
    files: &BTreeMap<String, String>,
    options: &BTreeMap<String, ThemeOptionValue>,
) -> String {
    let mut sheet = format!("@layer {};\n", LAYERS.join(", "));
    for (_, css) in files.iter().filter(|(name, _)| name.starts_with(OPTIONS)) {
        add_layer(&mut sheet, "tokens", css);
    }
    for layer in LAYERS.into_iter().filter(|layer| *layer != PRINT) {
        if let Some(css) = files.get(layer) {
            add_layer(&mut sheet, layer, css);
        }
    }
    for (_, css) in files.iter().filter(|(name, _)| name.starts_with(COMPONENTS)) {
        add_layer(&mut sheet, "components", css);
    }
    add_seed_tokens(&mut sheet, options);
    let has_place = |name: &str| {
        let folders = [COMPONENTS, OPTIONS, PAGES];
        name == HIGHLIGHT || LAYERS.contains(&name) || folders.iter().any(|folder| name.starts_with(folder))
    };
    for (_, css) in files.iter().filter(|(name, _)| !has_place(name)) {
        sheet.push_str(css.trim());
        sheet.push('\n');
    }
    minify(&sheet)
}

/// Whether a portfolio with these options has a use for a style sheet: one for another value of an option is left out.
pub(super) fn is_used(name: &str, options: &BTreeMap<String, ThemeOptionValue>) -> bool {
    let Some(name) = name.strip_prefix(OPTIONS) else { return true };
    options.iter().any(|(option, value)| match value {
        ThemeOptionValue::Text(text) => name == format!("{option}.{text}"),
        ThemeOptionValue::Switch(on) => name == format!("{option}.{on}"),
        _ => false,
    })
}

/// The name of the style sheet that pages of a kind load for paper.
pub(crate) fn print_stylesheet_name(kind: &str) -> String {
    format!("{kind}.print")
}

/// The style sheets that only some kinds of page load, besides that of all pages, by kind of page; those for paper have the
/// names of [`print_stylesheet_name`], and that of all pages for paper is [`PRINT`].
pub(super) fn page_stylesheets(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut sheets: BTreeMap<String, String> = BTreeMap::new();
    if let Some(css) = files.get(PRINT) {
        add_layer(sheets.entry(PRINT.to_owned()).or_default(), PRINT, &minify(css));
    }
    for (name, css) in files {
        let Some(name) = name.strip_prefix(PAGES) else { continue };
        let (kinds, layer) = name.split_once('.').map_or((name, "pages"), |(kinds, _)| (kinds, "theme"));
        let (screen, print) = split_print(&minify(css));
        for kind in kinds.split('+') {
            for (name, css) in [(kind.to_owned(), &screen), (print_stylesheet_name(kind), &print)] {
                if !css.is_empty() {
                    add_layer(sheets.entry(name).or_default(), layer, css);
                }
            }
        }
    }
    sheets
}

/// The part of the style sheet that only sites with colored code have. It goes before the rest, as its weakest layer, so
/// that a theme may change a color in any other.
pub(super) fn highlight_stylesheet(files: &BTreeMap<String, String>) -> String {
    let mut sheet = String::new();
    if let Some(css) = files.get(HIGHLIGHT) {
        add_layer(&mut sheet, HIGHLIGHT, css);
    }
    minify(&sheet)
}

/// Takes what is for paper only, in `@media print`, out of a minified style sheet: what remains, and what was taken out. A
/// block within another one stays where it is.
fn split_print(css: &str) -> (String, String) {
    const OPENING: &str = "@media print{";
    let (mut screen, mut print) = (String::new(), String::new());
    let (mut start, mut at, mut depth) = (0, 0, 0_usize);
    let mut print_start = None;
    while at < css.len() {
        let byte = css.as_bytes()[at];
        if depth == 0 && css[at..].starts_with(OPENING) {
            screen.push_str(&css[start..at]);
            print_start = Some(at);
        }
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'"' | b'\'' => at += string_end(&css[at..]) - 1,
            _ => {}
        }
        at += css[at..].chars().next().map_or(1, char::len_utf8);
        if let Some(from) = print_start.filter(|_| byte == b'}' && depth == 0) {
            print.push_str(&css[from..at]);
            (start, print_start) = (at, None);
        }
    }
    let rest = &css[print_start.unwrap_or(start)..];
    if print_start.is_some() { &mut print } else { &mut screen }.push_str(rest);
    (screen, print)
}

/// Minifies a style sheet: removes comments, indentation, line breaks and redundant spaces.
fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = memchr3(b'"', b'\'', b'/', rest.as_bytes()) {
        let (before, from) = rest.split_at(at);
        out.push_str(&collapse_spaces(before));
        let end = match from.strip_prefix("/*") {
            Some(comment) => {
                rest = comment.find("*/").map_or("", |close| &comment[close + 2..]);
                continue;
            }
            None if from.starts_with('/') => 1,
            None => string_end(from),
        };
        out.push_str(&from[..end]);
        rest = &from[end..];
    }
    out.push_str(&collapse_spaces(rest));
    let mut sheet = String::with_capacity(out.len());
    for line in out.lines().map(str::trim).filter(|line| !line.is_empty()) {
        sheet.push_str(line);
        // After one of these, no white space is needed before the next token.
        if !line.ends_with(['{', '}', ';', ',']) {
            sheet.push('\n');
        }
    }
    sheet
}

/// Removes redundant spaces from CSS outside of strings. A space before a colon is significant in selectors.
fn collapse_spaces(css: &str) -> String {
    const PAIRS: [(&str, &str); 8] = [
        ("; ", ";"),
        (": ", ":"),
        (", ", ","),
        (" > ", ">"),
        ("{ ", "{"),
        (" {", "{"),
        (" }", "}"),
        (";}", "}"),
    ];
    PAIRS.iter().fold(css.to_owned(), |css, (wide, tight)| css.replace(wide, tight))
}

/// Byte offset after the end of the string that starts here, quotes included (CSS Syntax, 4.3.5).
fn string_end(from: &str) -> usize {
    let quote = from.as_bytes()[0];
    let mut escaped = false;
    let close = from.bytes().enumerate().skip(1).find(|(_, byte)| {
        let closes = !escaped && (*byte == quote || *byte == b'\n');
        escaped = !escaped && *byte == b'\\';
        closes
    });
    close.map_or(from.len(), |(at, _)| at + 1)
}

/// Adds a file to its layer. A file may declare the layer itself; otherwise it is wrapped in one.
fn add_layer(sheet: &mut String, layer: &str, css: &str) {
    let css = css.trim();
    if css.contains(&format!("@layer {layer}")) {
        let _ = writeln!(sheet, "{css}");
    } else {
        let _ = write!(sheet, "@layer {layer}{{{css}}}");
    }
}

/// Turns color options into custom properties: `accent` becomes `--accent-seed`.
fn add_seed_tokens(sheet: &mut String, options: &BTreeMap<String, ThemeOptionValue>) {
    let mut tokens = String::new();
    for (name, value) in options {
        if let ThemeOptionValue::Color(colour) = value {
            let _ = write!(tokens, " --{name}-seed: {colour};");
        }
    }
    if !tokens.is_empty() {
        let _ = writeln!(sheet, "@layer tokens {{ :root {{{tokens} }} }}");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{is_used, join_stylesheets, minify, page_stylesheets, split_print};
    use crate::theme::ThemeOptionValue;

    #[test]
    fn what_is_for_paper_is_apart() {
        let css = "a{b:'}é'}@media print{c{d:e}@page{f:g}}h{i:j}@container (x){@media print{k{}}}";
        let (screen, print) = split_print(css);
        assert_eq!(screen, "a{b:'}é'}h{i:j}@container (x){@media print{k{}}}");
        assert_eq!(print, "@media print{c{d:e}@page{f:g}}");
        assert_eq!(split_print("@media print{a{}"), (String::new(), "@media print{a{}".to_owned()));
        let files = BTreeMap::from([(
            "pages/study".to_owned(),
            "a { b: c }\n@media print { d { e: f } }".to_owned(),
        )]);
        let pages = page_stylesheets(&files);
        assert_eq!(pages["study"], "@layer pages{a{b:c}}");
        assert_eq!(pages["study.print"], "@layer pages{@media print{d{e:f}}}");
    }

    #[test]
    fn pages_of_a_kind_have_a_sheet_of_their_own() {
        let files = [
            ("components/card", "b{}"),
            ("pages/study+book", "i{}"),
            ("pages/study.mine", "u{}"),
            ("own", "p{}"),
        ];
        let files: BTreeMap<String, String> =
            files.into_iter().map(|(name, css)| (name.to_owned(), css.to_owned())).collect();
        let shared = join_stylesheets(&files, &BTreeMap::new());
        assert!(shared.ends_with("@layer components{b{}}p{}"), "{shared}");
        let pages = page_stylesheets(&files);
        assert_eq!(pages["study"], "@layer pages{i{}}@layer theme{u{}}");
        assert_eq!(pages["book"], "@layer pages{i{}}");
        assert_eq!(pages.len(), 2);
    }

    #[test]
    fn a_sheet_for_an_option_stands_before_the_tokens_that_may_change_it() {
        let files = [("options/fonts.bold", "b{}"), ("tokens", "t{}"), ("reset", "r{}")];
        let files: BTreeMap<String, String> =
            files.map(|(name, css)| (name.to_owned(), css.to_owned())).into();
        let sheet = join_stylesheets(&files, &BTreeMap::new());
        assert!(sheet.ends_with("@layer tokens{b{}}@layer reset{r{}}@layer tokens{t{}}"), "{sheet}");
        let options = BTreeMap::from([
            ("dark".to_owned(), ThemeOptionValue::Switch(true)),
            ("fonts".to_owned(), ThemeOptionValue::Text("bold".to_owned())),
        ]);
        for (name, used) in [
            ("options/fonts.bold", true),
            ("options/dark.true", true),
            ("options/fonts.plain", false),
            ("options/dark.false", false),
            ("options/bold", false),
            ("fonts", true),
        ] {
            assert_eq!(is_used(name, &options), used, "{name}");
        }
    }

    #[test]
    fn comments_go_and_strings_stay() {
        let css = "/* a */ p { /* b */\n\n    content: \"/* c */ \\\" '\"; }\n/* open";
        assert_eq!(minify(css), "p{content:\"/* c */ \\\" '\"}");
        assert_eq!(minify("a { font: 1px/2 'it''s'; } "), "a{font:1px/2 'it''s'}");
        assert_eq!(minify("a > b { content: ' > ' }"), "a>b{content:' > '}");
        assert_eq!(minify("nav :hover { a: b; --c: 'x: y;  {' }"), "nav :hover{a:b;--c:'x: y;  {'}");
    }
}

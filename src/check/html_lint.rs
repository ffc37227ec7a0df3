//! Lints the HTML of a rendered page, as far as that is possible without a browser: markup that parses without error
//! recovery, and the landmarks, labels and language that screen readers rely on.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{Token, Tokenizer};

/// Void elements, which have no end tag (HTML Standard, section 13.1.2).
const VOID_ELEMENTS: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Elements whose end tag may be omitted (HTML Standard, section 13.1.2.4).
const OPTIONAL_END_TAGS: [&str; 16] = [
    "body", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "tbody", "td", "tfoot",
    "th", "thead", "tr",
];

/// Returns one message per distinct problem of a page, in document order; empty if there is none.
///
/// A page with `<meta http-equiv="refresh">` needs no title, `<main>` or `<h1>`: readers never see it.
pub fn lint_html(html: &str) -> Vec<String> {
    let mut page = HtmlLinter::default();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                let name = text(&tag.name);
                let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value)));
                page.start_tag(&name, &attributes.collect(), tag.self_closing);
            }
            Token::EndTag(tag) => page.end_tag(&String::from_utf8_lossy(&tag.name)),
            Token::Error(error) => {
                page.report(format!("browsers have to guess what this HTML means: {}", *error));
            }
            _ => {}
        }
    }
    page.finish()
}

#[derive(Default)]
struct HtmlLinter {
    problems: Vec<String>,
    open_elements: Vec<String>,
    ids: BTreeSet<String>,
    element_counts: BTreeMap<String, usize>,
    is_redirect: bool,
}

impl HtmlLinter {
    fn report(&mut self, problem: String) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn start_tag(&mut self, name: &str, attributes: &BTreeMap<String, String>, self_closing: bool) {
        *self.element_counts.entry(name.to_owned()).or_default() += 1;
        self.is_redirect |=
            name == "meta" && attributes.get("http-equiv").is_some_and(|value| value == "refresh");
        if let Some(id) = attributes.get("id")
            && !self.ids.insert(id.clone())
        {
            self.report(format!("the id `{id}` is used twice"));
        }
        if name == "img" && !attributes.contains_key("alt") {
            self.report("a picture has no `alt` text".to_owned());
        }
        if name == "html" && attributes.get("lang").is_none_or(String::is_empty) {
            self.report(
                "the page doesn't name its language: `<html lang=\"{{ site.language }}\">`".to_owned(),
            );
        }
        if !VOID_ELEMENTS.contains(&name) && !self_closing {
            self.open_elements.push(name.to_owned());
        }
    }

    fn end_tag(&mut self, name: &str) {
        let Some(index) = self.open_elements.iter().rposition(|element| element == name) else {
            self.report(format!("`</{name}>` has no opening tag"));
            return;
        };
        for unclosed in self.open_elements.split_off(index).into_iter().skip(1) {
            self.check_unclosed(&unclosed);
        }
    }

    fn check_unclosed(&mut self, name: &str) {
        if !OPTIONAL_END_TAGS.contains(&name) {
            self.report(format!("`<{name}>` isn't closed"));
        }
    }

    fn finish(mut self) -> Vec<String> {
        for name in std::mem::take(&mut self.open_elements) {
            self.check_unclosed(&name);
        }
        if self.is_redirect {
            return self.problems;
        }
        let count = |name: &str| self.element_counts.get(name).copied().unwrap_or_default();
        let (titles, mains, headings) = (count("title"), count("main"), count("h1"));
        if titles == 0 {
            self.report("the page has no `<title>`".to_owned());
        }
        if mains != 1 {
            self.report(format!("the page has {mains} `<main>` elements, but screen readers look for one"));
        }
        if headings != 1 {
            self.report(format!("the page has {headings} `<h1>` elements, but screen readers look for one"));
        }
        self.problems
    }
}

#[cfg(test)]
mod tests {
    use super::lint_html;

    const FINE: &str = "<!doctype html>\n<html lang=\"en\"><head><title>T</title></head><body><main id=\"m\"><h1>T</h1><ul><li>a<li>b</ul><p>c<br><img src=\"x\" alt=\"\"><svg><path d=\"M0 0\"/></svg></main></body></html>";

    #[test]
    fn a_page_that_is_fit_has_no_fault() {
        assert_eq!(lint_html(FINE), Vec::<String>::new());
        let redirect = "<!doctype html><html lang=\"en\"><head><meta http-equiv=\"refresh\" content=\"0\"><title>T</title></head></html>";
        assert_eq!(lint_html(redirect), Vec::<String>::new());
    }

    #[test]
    fn what_people_stumble_over_is_told() {
        for (from, to, message) in [
            (" lang=\"en\"", "", "name its language"),
            (" alt=\"\"", "", "no `alt`"),
            ("<p>c", "<p id=\"m\">c", "the id `m` is used twice"),
            ("<h1>T</h1>", "<h2>T</h2>", "0 `<h1>`"),
            ("<title>T</title>", "", "no `<title>`"),
            ("</svg>", "", "`<svg>` isn't closed"),
            ("</main>", "</main></div>", "`</div>` has no opening tag"),
            ("<p>c", "<p class=\"a\" class=\"b\">c", "browsers have to guess"),
        ] {
            let problems = lint_html(&FINE.replacen(from, to, 1)).join("\n");
            assert!(problems.contains(message), "{message}: {problems}");
        }
    }
}

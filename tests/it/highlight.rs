//! Colors of code blocks: `highlight: on`.
//!
//! Without the Cargo feature of the same name, code is shown plain and one warning says so.

use super::support::{Built, PLAIN, Site, site, study};

const ON: &str = "highlight: on";

fn page(settings: &str, body: &str) -> Site {
    let settings = format!(
        "--- content/portfolio.yaml\nurl: \"https://example.org/\"\ntheme: t\n{settings}\nprofile: {{ name: Rowan Ellery }}\n"
    );
    site(&format!("{PLAIN}{settings}--- content/case-studies/a.md\n{}", study(body)))
}

fn shown(built: &Built) -> String {
    built.text("case-studies/a/index.html").trim().to_owned()
}

#[cfg(feature = "highlight")]
fn code(info: &str, code: &str) -> String {
    shown(&page(ON, &format!("~~~{info}\n{code}\n~~~\n")).build().fine())
}

/// The text of the page, without tags.
#[cfg(feature = "highlight")]
fn text(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn sheet(settings: &str) -> String {
    site(&format!(
        "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: {{ name: Rowan Ellery }}\n{settings}\n"
    ))
    .build()
    .sheet()
}

#[test]
fn a_site_without_colors_has_neither_their_classes_nor_their_style() {
    for settings in ["", "highlight: off"] {
        let built = page(settings, "~~~python\nx = 1\n~~~\n").build().fine();
        assert!(built.warnings().is_empty(), "{}", built.report());
        assert_eq!(shown(&built), "<pre><code class=\"language-python\">x = 1\n</code></pre>");
        assert!(!sheet(settings).contains("hl-"), "{}", sheet(settings));
    }
}

#[test]
fn a_program_that_cannot_color_code_says_how_to_get_one_that_can() {
    let built = page(ON, "~~~python\nx = 1\n~~~\n").build().fine();
    let warnings = built.warnings();
    if cfg!(feature = "highlight") {
        assert!(warnings.is_empty(), "{}", built.report());
        return;
    }
    assert_eq!(warnings.len(), 1, "{}", built.report());
    let built = built.warns("POR-06 content/portfolio.yaml:3:12 this copy of leadfolio can't color code");
    assert!(built.report().contains("cargo install --path . --all-features"), "{}", built.report());
    assert_eq!(shown(&built), "<pre><code class=\"language-python\">x = 1\n</code></pre>");
    assert!(!sheet(ON).contains("hl-"));
}

#[cfg(feature = "highlight")]
#[test]
fn code_is_colored_by_what_it_is() {
    assert_eq!(
        code(
            "python",
            "# Count\ndef count(names: list) -> int:\n    return len(names) + 1 if \"<a>\" else None"
        ),
        "<pre><code class=\"language-python\"><span class=\"hl-comment\"># Count</span>\n<span class=\"hl-keyword\">def</span> <span class=\"hl-name\">count</span>(names: <span class=\"hl-type\">list</span>) -&gt; <span class=\"hl-type\">int</span>:\n    <span class=\"hl-keyword\">return</span> <span class=\"hl-name\">len</span>(names) + <span class=\"hl-number\">1</span> <span class=\"hl-keyword\">if</span> <span class=\"hl-string\">\"&lt;a&gt;\"</span> <span class=\"hl-keyword\">else</span> <span class=\"hl-number\">None</span>\n</code></pre>"
    );
}

#[cfg(feature = "highlight")]
#[test]
fn every_character_of_the_code_stays() {
    let samples = [
        (
            "python",
            "def f(a='x\\n', *, b=f\"{a!r:>{1}}\"):\n\t'''Doc &amp; <b>\n\n  é 漢 🎉'''\n    return a and b",
        ),
        (
            "html",
            "<!doctype html>\n<p class=\"a b\" id='x'>&copy; <script>if (a < b && c > 1) { alert(\"</p>\") }</script>",
        ),
        ("js", "const f = async (a, b) => `x ${a + `y ${b}`} z`; // ende\n/* a\n\n b */ let re = /[a-z]+/gi"),
        ("rust", "fn main<'a>() -> Result<(), &'a str> { println!(\"{:?} \\\"\", r#\"x\"#); }"),
        ("bash", "for f in *.md; do echo \"${f%.md}\" | sed 's/a/b/'; done <<EOF\nx\nEOF"),
        ("yaml", "a: &x [1, \"two\", ~]\nb: |\n  text\n\n  more # no\nc: *x # yes"),
        ("json", "{ \"a\": [1, -2.5e3, true, null, \"\\u00e9\"] }"),
        ("sql", "SELECT name, COUNT(*) FROM staff WHERE role <> 'x' -- why\nGROUP BY 1;"),
        ("r", "x <- c(1, 2); y = if (x > 1) \"a\" else NULL # note"),
        ("css", "a:hover > b { color: #fff; margin: 0 auto !important } /* x */"),
        ("php", "<?php echo \"a $b {$c['d']}\"; ?><b>"),
        ("diff", "+++ b\n@@ -1 +1 @@\n-old\n+new"),
        ("c++", "#include <a>\ntemplate <class T> T f(T&& x) { return x << 1; }"),
        ("latex", "\\section{A} $x^2$ % note"),
    ];
    for (info, sample) in samples {
        for sample in [sample.to_owned(), sample.replace('\n', " ")] {
            let html = code(info, &sample);
            assert_eq!(text(&html), format!("{sample}\n"), "{info}: {html}");
        }
        assert!(code(info, sample).contains("<span class=\"hl-"), "{info}");
    }
}

#[cfg(feature = "highlight")]
#[test]
fn a_language_is_known_by_its_names_in_other_programs() {
    for info in [
        "python",
        "Python",
        "py",
        "{.python}",
        "{.python .numberLines}",
        "{python, echo=FALSE}",
        "python title=\"a\"",
        "python,ignore",
        "{python}",
    ] {
        assert!(
            code(info, "None").contains("<span class=\"hl-number\">None</span>"),
            "{info}: {}",
            code(info, "None")
        );
    }
    for info in ["ts", "typescript", "jsx"] {
        assert!(code(info, "null").contains("hl-number"), "{info}: {}", code(info, "null"));
    }
    for info in ["", "nothing", "pythn", "{", ".", "text"] {
        let built = page(ON, &format!("~~~{info}\nNone\n~~~\n")).build().fine();
        assert!(built.warnings().is_empty(), "{info}: {}", built.report());
        assert!(!shown(&built).contains("<span"), "{info}: {}", shown(&built));
    }
    assert_eq!(shown(&page(ON, "    None\n").build().fine()), "<pre><code>None\n</code></pre>");
}

#[cfg(feature = "highlight")]
#[test]
fn long_code_is_shown_plain_and_hostile_code_ends() {
    let long = "x = 'a' + ".repeat(150);
    assert!(!code("python", &long).contains("<span"));
    assert!(!code("python", &"x = 1\n".repeat(20_000)).contains("<span"));
    assert!(!code("js", &format!("let x = {}", "a".repeat(100))).contains("<span"));
    for (info, line) in
        [("js", "(((((((((((((((((((("), ("html", "<a <a <a <a <a <a"), ("php", "/* /* ' \" ${ {$")]
    {
        let hostile = format!("{}\n", line.repeat(20)).repeat(20);
        assert_eq!(text(&code(info, &hostile)), format!("{hostile}\n"), "{info}");
    }
}

#[cfg(feature = "highlight")]
#[test]
fn every_built_in_theme_has_readable_colors_in_a_small_style_sheet() {
    for theme in ["base", "commons", "dossier", "field"] {
        let css = sheet(&format!("theme: {theme}\n{ON}"));
        for role in ["comment", "keyword", "string", "number", "name", "type"] {
            assert!(css.contains(&format!(".hl-{role}{{color:var(--code-{role})}}")), "{theme}: {css}");
        }
        assert_eq!(leadfolio::theme::check_tokens(&css), [], "{theme}");
        assert!(css.len() <= 30 * 1024, "{theme}: {}", css.len());
        assert_ne!(css, sheet(&format!("theme: {theme}")), "{theme}");
    }
}

#[cfg(feature = "highlight")]
#[test]
fn a_theme_changes_one_color_or_all() {
    let tokens = format!("{ON}\n--- themes/commons/assets/css/own.css\n:root {{ --code-name: #123456 }}");
    let css = sheet(&tokens);
    assert!(css.contains("--code-name:#123456") && css.contains(".hl-name"), "{css}");
    let css =
        sheet(&format!("{ON}\n--- themes/commons/assets/css/highlight.css\n.hl-name {{ color: #abcdef }}"));
    assert!(css.contains("@layer highlight{.hl-name{color:#abcdef}}"), "{css}");
    assert!(!css.contains("hl-type"), "{css}");
}

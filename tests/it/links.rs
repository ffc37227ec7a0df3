//! Where links lead: files of the portfolio become addresses of the site, whatever way they are written.

use super::support::{Built, PLAIN, Site, site, study};

const DRAWING: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d="M0 0h20v10z"/></svg>"#;

/// A case study with this body among pages of every kind.
fn page(body: &str) -> Site {
    site(&format!(
        r#"{PLAIN}
--- content/case-studies/a.md
{}
--- content/case-studies/b.md
{}
--- content/case-studies/2024/bundle/index.md
{}
--- content/approaches/coaching.md
---
title: Coaching
---
Essay.
--- content/pages/plan.md
---
title: Plan
url: /entry-plan/
---
Plan.

## Über uns
--- content/pages/old.md
---
title: Old
url: /legacy/page.html
---
Old.
--- content/index.md
---
title: Home
---
[a](case-studies/a.md) Home.
--- content/standards/own.yaml
name: Own
standards: [{{ id: "1", title: T }}]
"#,
        study(body),
        study("Text.\n\n## What I kept\n\nText.").replace("start:", "slug: slugged\ntags: [School culture]\nstandards: [{ ref: own/1 }]\noutcomes: [{ id: o, kind: qualitative, statement: S }]\nstart:"),
        study("![x](chart.svg) [y](data/table.csv) [b](../../b.md)"),
    ))
    .file("content/case-studies/2024/bundle/chart.svg", DRAWING)
    .file("content/case-studies/2024/bundle/data/table.csv", "a,b")
    .file("content/files/report.pdf", "PDF")
    .file("content/files/Two words & more.pdf", "PDF")
    .file("content/files/100%.pdf", "PDF")
    .file("content/files/übung.pdf", "PDF")
}

fn shown(built: &Built) -> String {
    built.text("case-studies/a/index.html").trim().to_owned()
}

/// Where a link to a target leads.
#[track_caller]
fn href(target: &str) -> String {
    let built = page(&format!("[x]({target})")).build().fine();
    let html = shown(&built);
    let rest =
        html.strip_prefix("<p><a href=\"").unwrap_or_else(|| panic!("no link: {html}\n{}", built.report()));
    rest.split('"').next().unwrap().to_owned()
}

#[track_caller]
fn broken(target: &str, message: &str) -> Built {
    page(&format!("[x]({target})")).build().fails(&format!("LNK-01 content/case-studies/a.md:10:1 {message}"))
}

#[test]
fn a_file_is_named_from_the_page_or_from_the_root_of_the_content() {
    for target in ["b.md", "./b.md", "../case-studies/b.md", "/case-studies/b.md", "x/../b.md"] {
        assert_eq!(href(target), "/case-studies/slugged/", "{target}");
    }
    for target in ["../approaches/coaching.md", "/approaches/coaching.md"] {
        assert_eq!(href(target), "/approaches/coaching/", "{target}");
    }
    assert_eq!(href("2024/bundle/index.md"), "/case-studies/bundle/");
    assert_eq!(href("../pages/plan.md"), "/entry-plan/");
    assert_eq!(href("../pages/old.md"), "/legacy/page.html");
    assert_eq!(href("../index.md"), "/");
}

#[test]
fn a_page_is_named_by_its_file_without_an_ending() {
    for target in ["b", "b/", "/case-studies/b"] {
        assert_eq!(href(target), "/case-studies/slugged/", "{target}");
    }
    for target in ["2024/bundle", "2024/bundle/"] {
        assert_eq!(href(target), "/case-studies/bundle/", "{target}");
    }
}

#[test]
fn a_page_is_named_by_its_address() {
    for (target, address) in [
        ("/case-studies/slugged/", "/case-studies/slugged/"),
        ("/case-studies/slugged", "/case-studies/slugged/"),
        ("/case-studies/bundle/", "/case-studies/bundle/"),
        ("/entry-plan/", "/entry-plan/"),
        ("/legacy/page.html", "/legacy/page.html"),
        ("/", "/"),
        ("/case-studies/", "/case-studies/"),
        ("/approaches", "/approaches/"),
        ("/tags/school-culture/", "/tags/school-culture/"),
        ("/standards/own/1/", "/standards/own/1/"),
        ("/resume/", "/resume/"),
        ("/resume.json", "/resume.json"),
        ("/feed.xml", "/feed.xml"),
        ("/sitemap.xml", "/sitemap.xml"),
    ] {
        assert_eq!(href(target), address, "{target}");
    }
}

#[test]
fn a_fragment_must_be_a_heading_or_a_figure_of_the_page() {
    assert_eq!(href("b.md#what-i-kept"), "/case-studies/slugged/#what-i-kept");
    assert_eq!(href("b.md#outcome-o"), "/case-studies/slugged/#outcome-o");
    assert_eq!(href("/case-studies/slugged/#what-i-kept"), "/case-studies/slugged/#what-i-kept");
    assert_eq!(href("b.md#"), "/case-studies/slugged/");
    let built = broken("b.md#what-i-keep", "there is no heading `#what-i-keep` in `case-studies/b.md`");
    assert!(built.report().contains("did you mean `what-i-kept`?"), "{}", built.report());
}

#[test]
fn a_fragment_in_another_script_may_be_percent_encoded() {
    for target in ["../pages/plan.md#über-uns", "../pages/plan.md#%C3%BCber-uns"] {
        assert_eq!(href(target), "/entry-plan/#%C3%BCber-uns", "{target}");
    }
    for target in ["#über-uns", "#%C3%BCber-uns"] {
        let html = shown(&page(&format!("[x]({target})\n\n## Über uns")).build().fine());
        assert!(html.starts_with("<p><a href=\"#%C3%BCber-uns\">x</a></p>"), "{html}");
    }
}

#[test]
fn a_fragment_alone_leads_to_a_place_on_the_same_page() {
    let html = shown(&page("[x](#results) [top](#)\n\n## Results\n").build().fine());
    assert!(html.starts_with("<p><a href=\"#results\">x</a> <a href=\"#\">top</a></p>"), "{html}");
    let built = broken("#result", "there is no heading `#result` in `case-studies/a.md`");
    built.fails("LNK-01 ");
}

#[test]
fn a_query_is_left_out_of_a_link_inside() {
    assert_eq!(href("b.md?print=1#what-i-kept"), "/case-studies/slugged/#what-i-kept");
}

#[test]
fn a_link_to_nothing_is_told_with_the_nearest_name_and_its_words_stay() {
    let built = broken("../approaches/coachin.md", "there is no `approaches/coachin.md` in `content/`");
    assert!(built.report().contains("did you mean `../approaches/coaching.md`?"), "{}", built.report());
    assert_eq!(shown(&built), "<p>x</p>");
    broken("../files/reprot.pdf", "there is no `files/reprot.pdf`");
}

#[test]
fn a_link_out_of_the_portfolio_is_refused() {
    broken("../../secret.txt", "`../../secret.txt` points outside the portfolio");
    broken("/../secret.txt", "`/../secret.txt` points outside the portfolio");
    broken("%2e%2e/%2e%2e/secret.txt", "`%2e%2e/%2e%2e/secret.txt` points outside the portfolio");
    broken("../people.yaml", "there is no `people.yaml` in `content/`");
    broken("../portfolio.yaml", "there is no `portfolio.yaml` in `content/`");
}

#[test]
fn names_of_files_may_hold_spaces_signs_and_accents_encoded_or_not() {
    for target in [
        "<../files/Two words & more.pdf>",
        "../files/Two%20words%20&%20more.pdf",
        "../files/Two%20words%20%26%20more.pdf",
    ] {
        assert_eq!(href(target), "/files/Two%20words%20%26%20more.pdf", "{target}");
    }
    for target in ["../files/100%.pdf", "../files/100%25.pdf"] {
        assert_eq!(href(target), "/files/100%25.pdf", "{target}");
    }
    // An `ü` may be one letter or a `u` and its dots; what is published is as the author's file is.
    for target in [
        "../files/übung.pdf",
        "../files/u\u{308}bung.pdf",
        "../files/%C3%BCbung.pdf",
        "../files/u%CC%88bung.pdf",
    ] {
        assert_eq!(href(target), "/files/%C3%BCbung.pdf", "{target}");
    }
}

#[test]
fn large_and_small_letters_differ() {
    let built = broken("../files/Report.pdf", "there is no `files/Report.pdf`");
    assert!(built.report().contains("did you mean `../files/report.pdf`?"), "{}", built.report());
}

#[test]
fn a_link_to_a_place_in_a_document_keeps_it() {
    assert_eq!(href("../files/report.pdf#page=3"), "/files/report.pdf#page=3");
}

#[test]
fn files_that_are_cited_are_published_and_others_are_not() {
    let built = page("[x](../files/report.pdf)").build().fine();
    let paths = built.paths();
    assert!(paths.contains(&"files/report.pdf".to_owned()));
    assert!(!paths.contains(&"files/100%.pdf".to_owned()));
    assert!(
        built.held_back().contains(&"content/files/100%.pdf: file: no page in this build uses it".to_owned())
    );
}

#[test]
fn files_of_a_bundle_are_published_beside_its_page() {
    let built = page("[x](2024/bundle/chart.svg)").build().fine();
    let bundle = built.text("case-studies/bundle/index.html");
    assert!(bundle.contains("<img src=\"/case-studies/bundle/chart.svg\""), "{bundle}");
    assert!(bundle.contains("<a href=\"/case-studies/bundle/data/table.csv\">"), "{bundle}");
    assert!(bundle.contains("<a href=\"/case-studies/slugged/\">"), "{bundle}");
    assert_eq!(built.text("case-studies/bundle/data/table.csv"), "a,b");
    assert!(shown(&built).contains("href=\"/case-studies/bundle/chart.svg\""), "{}", shown(&built));
    assert!(!built.paths().iter().any(|it| it.contains("2024")), "{:?}", built.paths());
}

#[test]
fn a_file_beside_a_page_that_is_no_bundle_keeps_its_place() {
    let built = page("[x](notes.txt)").file("content/case-studies/notes.txt", "N").build().fine();
    assert_eq!(built.text("case-studies/notes.txt"), "N");
    assert!(shown(&built).contains("href=\"/case-studies/notes.txt\""));
}

#[test]
fn files_for_the_root_are_published_there_whatever_cites_them() {
    let built = site("")
        .file("content/files/CNAME", "example.org")
        .file("content/files/.well-known/security.txt", "Contact")
        .build()
        .fine();
    assert_eq!(built.text("CNAME"), "example.org");
    assert_eq!(built.text(".well-known/security.txt"), "Contact");
}

#[test]
fn links_in_every_kind_of_page_are_bound() {
    let built = page("Text.")
        .file("content/approaches/coaching.md", "---\ntitle: C\n---\n[b](../case-studies/b.md)\n")
        .file("content/pages/plan.md", "---\ntitle: P\n---\n[b](../case-studies/b.md)\n")
        .build()
        .fine();
    for path in ["approaches/coaching/index.html", "pages/plan/index.html"] {
        assert!(built.text(path).contains("<a href=\"/case-studies/slugged/\">b</a>"), "{path}");
    }
    assert!(built.text("index.html").contains("<a href=\"/case-studies/a/\">a</a>"));
}

const BODY: &str = "[p](b.md#what-i-kept) [f](../files/report.pdf) [h](/) ![i](2024/bundle/chart.svg) [e](https://example.org/) [t](#t)\n\n## T\n";

#[test]
fn a_site_in_a_folder_of_a_host_has_the_folder_before_every_address() {
    let built = page(BODY).base_url("https://example.org/portfolio").build().fine();
    assert_eq!(
        shown(&built),
        "<p><a href=\"/portfolio/case-studies/slugged/#what-i-kept\">p</a> <a href=\"/portfolio/files/report.pdf\">f</a> <a href=\"/portfolio/\">h</a> <img src=\"/portfolio/case-studies/bundle/chart.svg\" alt=\"i\" width=\"20\" height=\"10\" decoding=\"async\"> <a href=\"https://example.org/\">e</a> <a href=\"#t\">t</a></p>\n<h2 id=\"t\">T</h2>"
    );
    assert!(
        built.paths().contains(&"case-studies/a/index.html".to_owned()),
        "the output mirrors the site, not the host"
    );
    assert!(
        built.text("sitemap.xml").contains("<loc>https://example.org/portfolio/case-studies/slugged/</loc>")
    );
}

#[test]
fn relative_links_name_their_file_and_work_from_a_folder() {
    let built = page(BODY).relative().build().fine();
    assert_eq!(
        shown(&built),
        "<p><a href=\"../../case-studies/slugged/index.html#what-i-kept\">p</a> <a href=\"../../files/report.pdf\">f</a> <a href=\"../../index.html\">h</a> <img src=\"../../case-studies/bundle/chart.svg\" alt=\"i\" width=\"20\" height=\"10\" decoding=\"async\"> <a href=\"https://example.org/\">e</a> <a href=\"#t\">t</a></p>\n<h2 id=\"t\">T</h2>"
    );
    assert!(
        built.text("index.html").contains("<a href=\"./case-studies/a/index.html\">a</a>"),
        "{}",
        built.text("index.html")
    );
}

#[test]
fn relative_links_of_a_site_in_a_folder_do_not_name_the_folder() {
    let built = page(BODY).relative().base_url("https://example.org/portfolio/").build().fine();
    assert!(!shown(&built).contains("/portfolio/"), "{}", shown(&built));
}

#[test]
fn two_pages_with_one_address_are_told_with_both_files() {
    page("Text.")
        .file("content/pages/other.md", "---\ntitle: O\nurl: /ENTRY-plan/\n---\nText.\n")
        .build()
        .fails("URL-02 content/pages/plan.md:3:6 the address `/entry-plan/` belongs to `content/pages/other.md` already");
    page("Text.")
        .file("content/pages/other.md", "---\ntitle: O\nurl: /resume/\n---\nText.\n")
        .build()
        .fails("URL-02 content/pages/other.md");
}

#[test]
fn addresses_that_a_file_system_takes_for_one_are_told() {
    let both = |one: &str, two: &str| {
        let page = |slug: &str| format!("---\ntitle: T\nslug: {slug}\n---\nText.\n");
        site("").file("content/pages/x.md", page(one)).file("content/pages/y.md", page(two)).build()
    };
    for (one, two) in [("straße", "strasse"), ("STRAẞE", "strasse"), ("Σοφος", "σοφοσ"), ("ÉCOLE", "école")]
    {
        let expected = format!(
            "URL-02 content/pages/y.md:1:1 the address `/pages/{two}/` belongs to `content/pages/x.md`"
        );
        both(one, two).fails(&expected);
    }
    both("kız", "kiz").fine();
    page("Text.")
        .file("content/files/maße.pdf", "x")
        .file("content/files/MASSE.pdf", "x")
        .build()
        .fails("URL-02 content/files/");
}

#[test]
fn two_files_whose_names_differ_in_case_alone_are_told() {
    page("Text.").file("content/files/REPORT.pdf", "x").build().fails(
        "URL-02 content/files/report.pdf many systems can't tell this file from `content/files/REPORT.pdf`",
    );
}

#[test]
fn a_link_without_a_target_is_told_and_does_not_lead_to_the_folder() {
    for body in ["[x]()", "[x](<>)", "[x](?print)"] {
        let built = page(body).build();
        assert_eq!(shown(&built), "<p>x</p>", "{body}");
        built.fails("LNK-01 content/case-studies/a.md:10:1 the link has no target");
    }
}

#[test]
fn a_figure_of_what_is_held_back_is_left_out_with_a_warning() {
    let b = study("Text.").replace(
        "start:",
        "visibility: panel\noutcomes: [{ id: o, kind: qualitative, statement: S }]\nstart:",
    );
    let built = page("Text.\n\n![Words](outcome:b/o)\n").file("content/case-studies/b.md", b).build().fine();
    built.warns("LNK-04 content/case-studies/a.md:12:1 ");
}

#[test]
fn a_fault_of_a_page_is_told_there_and_not_at_the_links_to_it() {
    let links = "[a](b.md) [b](/case-studies/b/) [c](b.md#anything)\n\n![Words](outcome:b/o)\n";
    let faulty = [
        study("Text.").replace("title: A", "titel: A"),
        study("Text.").replace("title: A", "title: \"A"),
        "---\ntitle: A\nno end".to_owned(),
        "no front matter".to_owned(),
        String::new(),
    ];
    for text in faulty {
        let featured = "\n--- content/portfolio.yaml\nprofile: { name: N }\nfeatured: [b]\n";
        let built = site(&format!("{featured}--- content/case-studies/a.md\n{}", study(links)))
            .file("content/case-studies/b.md", text.clone())
            .build();
        let elsewhere: Vec<String> = built.errors().into_iter().filter(|it| !it.contains("b.md")).collect();
        assert_eq!(elsewhere, Vec::<String>::new(), "{text}");
        assert!(!built.errors().is_empty());
    }
}

#[test]
fn where_yaml_cannot_be_read_its_fields_are_not_called_missing() {
    let built =
        site("").file("content/case-studies/a.md", study("Text.").replace("title: A", "title: \"A")).build();
    assert!(built.errors().iter().all(|it| it.starts_with("YML-")), "{}", built.report());
}

#[test]
fn addresses_that_leadfolio_makes_can_be_linked_to_when_they_are_there_and_only_then() {
    for target in ["/404.html", "/robots.txt", "/feed.xml", "/sitemap.xml", "/resume.json", "/approaches/"] {
        assert_eq!(href(target), target);
    }
    let none = |target: &str| {
        let link = format!("[x]({target})");
        let front = "\n--- content/portfolio.yaml\nprofile: { name: N }\n";
        site(&format!("{front}--- content/case-studies/a.md\n{}", study(&link))).build()
    };
    none("/approaches/").fails("LNK-01 ");
    none("/sitemap.xml").fails("LNK-01 ");
    none("/tags/").fine();
}

#[test]
fn an_address_that_is_taken_is_told_at_the_field_that_gives_it() {
    let taken = study("Text.").replace("start:", "aliases: [/old/, /resume/]\nstart:");
    let built = site("").file("content/case-studies/a.md", taken).build();
    built.fails(
        "URL-02 content/case-studies/a.md:8:18 the address `/resume/` belongs to a page that leadfolio makes",
    );
    let standard = "\n--- content/standards/own.yaml\nname: Own\nstandards:\n  - { id: \"1 a\", title: T }\n  - { id: \"1-a\", title: T }\n";
    let claim = study("Text.").replace("start:", "standards: [{ ref: \"own/1 a\" }]\nstart:");
    let built = site(standard).file("content/case-studies/a.md", claim).build();
    built.fails("URL-02 content/standards/own.yaml:4:11 the address `/standards/own/1-a/` belongs to `content/standards/own.yaml`");
}

#[test]
fn a_page_repeats_no_more_figures_than_a_reader_could_take() {
    let figures = |many: usize| {
        let front = format!(
            "---\n{}outcomes: [{{ id: o, kind: qualitative, statement: S }}]\n---\n",
            super::support::MINIMUM
        );
        site("").file("content/case-studies/a.md", front + &"![](outcome:o)\n\n".repeat(many)).build()
    };
    figures(100).fine();
    let built = figures(5000);
    assert_eq!(built.errors().len(), 1);
    built.fails("FIG-02 content/case-studies/a.md:211:1 ");
}

#[test]
fn help_is_looked_for_as_often_as_somebody_would_read_it() {
    let body = "[x](B.md)\n\n".repeat(300);
    let built = page(&body).build();
    assert_eq!(built.errors().len(), 300);
    assert_eq!(built.report().matches("did you mean `b.md`?").count(), 100);
}

#[test]
fn a_file_of_the_author_s_computer_is_an_error_that_says_where_to_put_it() {
    for target in [
        r"C:\Users\Me\Pictures\circle.jpg",
        "file:///C:/Users/Me/circle.jpg",
        r"\\server\share\circle.jpg",
        "/Users/me/Pictures/circle.jpg",
        "~/Pictures/circle.jpg",
    ] {
        let built =
            site(&format!("--- content/case-studies/a.md\n{}", study(&format!("![Photo]({target})"))))
                .build();
        let report = built.report();
        assert!(
            report.contains("is a file on your computer, so readers can't open it"),
            "{target}: {report}"
        );
        assert!(
            report.contains(
                "put `circle.jpg` in `content/files/` and write `../files/circle.jpg` in its place"
            )
        );
        built.fails("LNK-01 ");
    }
    site(&format!(
        "--- content/case-studies/a.md\n{}",
        study("![Photo](data:image/png;base64,iVBORw0KGgo=)")
    ))
    .build()
    .fails("LNK-01 content/case-studies/a.md:10:1 this picture is embedded in the text as `data:`");
}

#[test]
fn an_address_without_https_is_told_as_one() {
    for target in ["www.school.org", "school.org/page", "school.k12.wa.us/a?b=c#d"] {
        let built =
            site(&format!("--- content/case-studies/a.md\n{}", study(&format!("[x]({target})")))).build();
        let report = built.report();
        assert!(report.contains(&format!("write `https://{target}`")), "{target}: {report}");
    }
    for target in ["chart.pdf", "notes.md", "../files/a.b/c.png"] {
        let built =
            site(&format!("--- content/case-studies/a.md\n{}", study(&format!("[x]({target})")))).build();
        assert!(!built.report().contains("https://"), "{target}: {}", built.report());
    }
}

#[test]
fn the_help_for_a_picture_in_html_fits_into_its_quotation_marks() {
    let report = site(&format!(
        "--- content/case-studies/a.md\n{}",
        study("<img src=\"../files/x y.jpg\" alt=\"A\">")
    ))
    .build()
    .report();
    assert!(report.contains("write `../files/x y.jpg`"), "{report}");
}

#[test]
fn a_figure_whose_name_has_spaces_is_reported() {
    for (body, message) in [
        ("![](outcome:Library visits)", "there is no outcome `a/Library visits`"),
        ("![](artifact:The plan)", "there is no artifact `a/The plan`"),
        (
            "![](timeline)",
            "`timeline` isn't a file; a figure needs a colon after its kind [write `timeline:`]",
        ),
    ] {
        let built = site(&format!("--- content/case-studies/a.md\n{}", study(body))).build();
        let report = built.report();
        assert!(
            report.contains("LNK-02 content/case-studies/a.md:10:1") && report.contains(message),
            "{report}"
        );
    }
}

#[test]
fn the_kind_of_a_figure_may_have_capitals_and_a_space_after_it() {
    for body in ["![](Timeline:)", "![](timeline: )", "![](TIMELINE: a)"] {
        let site = site(&format!("{PLAIN}--- content/case-studies/a.md\n{}", study(body)));
        let page = site.build().fine().text("case-studies/a/index.html");
        assert!(page.contains("[timeline "), "{body}: {page}");
    }
}

#[test]
fn a_heading_that_does_not_exist_is_reported_with_those_that_do() {
    for (body, help) in [
        ("[x](#nothing-like-it)\n\n## Trust\n\n## Rota", "[its headings are `#rota`, `#trust`]"),
        ("[x](#trust)", "[the page has no headings: remove the part that starts with `#`]"),
    ] {
        let report = site(&format!("--- content/case-studies/a.md\n{}", study(body))).build().report();
        assert!(report.contains(help), "{report}");
    }
}

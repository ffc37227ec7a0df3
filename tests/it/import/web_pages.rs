//! Pages that a browser has saved.

use leadfolio::import::imported::DocumentKind;
use leadfolio::import::{self, Imported};
use serde_json::json;

use super::page_support::{has_every_sentence_of_page, page, read, reason, refused, source, titles};

/// The first bytes of a picture.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n fictional";

#[track_caller]
fn saved(name: &str, html: &str) -> Imported {
    let imported = read(name, html);
    has_every_sentence_of_page(&imported, html);
    imported
}

#[test]
fn a_page_of_wix_becomes_an_approach_without_what_is_around_it() {
    let imported = saved("wix.html", include_str!("pages/wix.html"));
    assert_eq!(titles(&imported, DocumentKind::Approach), ["Servant Leadership"]);
    assert_eq!(
        titles(&imported, DocumentKind::CaseStudy),
        ["Took over two recess duties", "Moved my office next to the staff room"]
    );
    let approach = &imported.documents[0];
    assert_eq!(approach.old_paths, ["/servant-leadership"]);
    assert!(approach.body.contains("and **answers for the result**."), "{}", approach.body);
    assert!(!approach.body.contains("of page"), "{}", approach.body);
    assert_eq!(reason(&imported, "Log In"), "header of the site");
    assert_eq!(reason(&imported, "Write a comment"), "empty comment area");
    assert_eq!(imported.settings["title"], "Paths That Hold");
    assert_eq!(imported.settings["copyright"], json!({ "holder": "Paths That Hold", "since": 2021 }));
    let links = json!([{ "network": "LinkedIn", "url": "https://www.linkedin.com/in/paths-example" }, { "network": "Facebook", "url": "TODO: the address of your page there" }]);
    assert_eq!(imported.settings["profile"], json!({ "links": links }));
}

#[test]
fn a_page_of_google_sites_keeps_its_headings_lists_and_links() {
    let imported = saved("mentors.html", include_str!("pages/google_sites.html"));
    let document = &imported.documents[0];
    assert_eq!(document.title, "Reading Mentors");
    assert_eq!(document.old_paths, ["/view/tamsin-oakley/reading-mentors"]);
    assert!(document.body.starts_with("## The problem\n\nIn October"), "{}", document.body);
    assert!(
        document.body.contains("- Eighth graders wanted a real task.\n  - Six of them had asked twice."),
        "{}",
        document.body
    );
    assert!(document.body.contains("[here](https://guide.example.org/mentors.pdf)"), "{}", document.body);
    assert!(
        document.body.contains("[Mentors at work](https://www.youtube.com/watch?v=AbC123xyz)"),
        "{}",
        document.body
    );
    assert_eq!(reason(&imported, "watch?v=AbC123xyz"), "embedded content; a link to it is in its place");
    assert_eq!(reason(&imported, "Report abuse"), "button of the site");
    assert_eq!(reason(&imported, "Google Sites"), "name of the program that made the site");
}

#[test]
fn a_page_of_squarespace_keeps_what_a_click_opens() {
    let imported = saved("calm.html", include_str!("pages/squarespace.html"));
    let document = &imported.documents[0];
    assert_eq!(
        (document.title.as_str(), document.date.unwrap().to_string()),
        ("Calm corridors", "2024-03-08".to_owned())
    );
    assert_eq!(document.summary.as_deref(), Some("How prefects took over the corridors."));
    assert!(document.body.contains("The prefects decided; the deputy could stop it."), "{}", document.body);
    assert_eq!(imported.settings["profile"]["name"], "Imogen Hale");
    assert_eq!(reason(&imported, "We use cookies"), "cookie notice");
    assert_eq!(reason(&imported, "Email Address"), "sign-up form");
    assert!(reason(&imported, "route.jpg").starts_with("picture that is not in the saved page"));
}

#[test]
fn a_post_of_wordpress_has_its_date_topics_footnotes_and_tables_but_no_comments() {
    let imported = saved("post.html", include_str!("pages/wordpress_post.html"));
    let document = &imported.documents[0];
    assert_eq!(document.date.unwrap().to_string(), "2023-05-17");
    assert_eq!(document.tags, ["assemblies", "student voice"]);
    assert_eq!(document.old_paths, ["/2023/05/handing-over/"]);
    for part in [
        "In March I stopped[^1].",
        "[^1]: I told nobody before, which was a mistake.",
        "3. They cut it to twenty minutes.\n4. They moved the awards to `Room 12`.",
        "| Term | Minutes \\| planned |\n| --- | --- |\n| Fall | 45 |\n| Spring | **20** |",
        "```\n09:00 songs\n09:20 end\n```",
        "Run sheet\n: The plan for each minute.",
        "<details>\n<summary>What did it cost?</summary>\n\nNothing but my pride.\n\n</details>",
    ] {
        assert!(document.body.contains(part), "{part}\n\n{}", document.body);
    }
    assert_eq!(imported.settings["profile"]["name"], "Dana Whitlock");
    assert_eq!(
        reason(&imported, "thank you for trusting them"),
        "comment by a reader: ask them before you publish it"
    );
    assert_eq!(reason(&imported, "Recent Posts"), "sidebar of the site");
    assert_eq!(reason(&imported, "Click to share"), "share button");
    assert!(!document.body.contains("Pat R."));
}

#[test]
fn a_page_of_wordpress_and_pages_in_other_languages_are_read() {
    let imported = saved("about.html", include_str!("pages/wordpress_page.html"));
    assert!(imported.documents[0].body.contains("- Poems\n  - mostly old ones\n\n* Plans of buildings"));
    assert!(imported.documents[0].body.contains("H<sub>2</sub>O"));
    let imported = saved("ar.html", include_str!("pages/arabic.html"));
    assert_eq!(imported.documents[0].title, "القيادة الموزعة");
    assert_eq!(imported.settings["language"], "ar");
    assert_eq!(reason(&imported, "انتقل إلى المحتوى"), "link of the site to parts of the page");
    let imported = saved("de.html", include_str!("pages/german.html"));
    assert_eq!(imported.documents[0].title, "Lesepaten");
    assert!(
        !imported.documents[0].body.contains('|'),
        "a table that lays out the page is none: {}",
        imported.documents[0].body
    );
    assert_eq!(imported.settings["title"], "Imke Harms");
}

#[test]
fn a_malformed_page_is_read_as_browsers_read_it() {
    let imported = saved("half.html", include_str!("pages/malformed.html"));
    let document = &imported.documents[0];
    assert_eq!(document.title, "Half a page");
    assert!(document.body.contains("| Left | Right |\n| --- | --- |\n| Low | High |"), "{}", document.body);
    assert!(
        document.body.contains("1\\. It is no list, # no heading, and \\*no\\* emphasis. \\$5"),
        "{}",
        document.body
    );
    assert_eq!(
        reason(&imported, "notes/next.html"),
        "address of a link that works only on the old site; its text is kept"
    );
}

#[test]
fn a_complete_page_brings_its_pictures_and_documents() {
    let html = r#"<!-- saved from url=(0041)https://harlow.example/work/lunch-club/ -->
<html><head><title>Lunch club</title></head><body><h1>Lunch club</h1><p>The cooks measured the queue themselves.</p>
<figure><img src="./Lunch%20club_files/queue%20(1).png" alt="A queue"><figcaption>The queue in May</figcaption></figure>
<p><a href="Lunch club_files/plan.pdf">The plan</a></p><p><img src="Lunch club_files/gone.png" alt="It is gone"></p>
<iframe src="./Lunch club_files/frame.html"></iframe></body></html>"#;
    let folder = source(
        "Saved",
        &[
            ("Lunch club.html", html.as_bytes()),
            ("Lunch club_files/queue (1).png", PNG),
            ("Lunch club_files/plan.pdf", b"%PDF-1.7 fictional"),
            ("Lunch club_files/frame.html", b"<p>An advertisement</p>"),
            ("Lunch club_files/logo.png", b"\x89PNG logo"),
            ("Lunch club_files/site.css", b"p{}"),
            ("Other.htm", b"<title>Other</title><p>Another page of the same person.</p><img src='Lunch club_files/queue (1).png' alt=''>"),
        ],
    );
    let imported = import::read(&folder).unwrap();
    assert_eq!(imported.documents.len(), 2);
    let document = &imported.documents[0];
    assert_eq!(document.old_paths, ["/work/lunch-club/"]);
    assert!(
        document.body.contains("![A queue](files/queue-1.png \"The queue in May\")"),
        "{}",
        document.body
    );
    assert!(document.body.contains("[The plan](files/plan.pdf)"), "{}", document.body);
    assert!(imported.documents[1].body.ends_with("![](files/queue-1.png)"), "{}", imported.documents[1].body);
    let files: Vec<(&str, Option<&str>)> =
        imported.files.iter().map(|file| (file.path.as_str(), file.alt.as_deref())).collect();
    assert_eq!(files, [("queue-1.png", Some("A queue")), ("plan.pdf", None)]);
    assert_eq!(reason(&imported, "logo.png"), "file that no text of the pages shows");
    assert!(reason(&imported, "gone.png").starts_with("picture that is not in the saved page"));
}

#[test]
fn links_between_saved_pages_lead_to_each_other() {
    let first = r##"<!-- saved from url=(0039)https://www.harlow.example/work/club/ -->
<title>Club</title><h1>Club</h1><p>See <a href="/work/news?x=1">the news</a>, <a href="http://harlow.example/work/news/#week-2">its second week</a>,
<a href="https://harlow.example/work/other/">another page</a> and <a href="/work/club/#end">the end</a>.</p>"##;
    let second = r#"<link rel="canonical" href="https://harlow.example/work/news"><title>News</title><p>From <a href="https://www.harlow.example/work/club#top">the club</a>.</p>"#;
    let third = r#"<title>Third</title><p>A copy of <a href="Club.html">the club</a>, and <a href="Gone.html">one more</a>.</p>"#;
    let folder = source(
        "Saved",
        &[
            ("Club.html", first.as_bytes()),
            ("News.html", second.as_bytes()),
            ("Third.html", third.as_bytes()),
        ],
    );
    let imported = import::read(&folder).unwrap();
    let bodies: Vec<&str> = imported.documents.iter().map(|document| document.body.as_str()).collect();
    assert!(bodies[0].contains("[the news](https://www.harlow.example/work/news?x=1)"), "{}", bodies[0]);
    assert!(bodies[0].contains("[its second week](document:News.html)"), "{}", bodies[0]);
    assert!(bodies[0].contains("[another page](https://harlow.example/work/other/)"), "{}", bodies[0]);
    assert!(bodies[0].ends_with("and the end."), "{}", bodies[0]);
    assert!(bodies[1].contains("[the club](document:Club.html)"), "{}", bodies[1]);
    assert!(bodies[2].contains("A copy of [the club](document:Club.html), and one more."), "{}", bodies[2]);
    assert!(reason(&imported, "/work/club/#end").starts_with("address of a link"));
    assert!(reason(&imported, "Gone.html").starts_with("address of a link"));
}

#[test]
fn an_mhtml_archive_is_decoded_with_its_pictures() {
    let archive = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://harlow.example/calm/\r\nSubject: Calm\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"----B--x----\"\r\n\r\n\r\n\
        ------B--x----\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: https://harlow.example/calm/\r\n\r\n\
        <!DOCTYPE html><html><head><meta charset=3D\"utf-8\"><title>Calm corr=\r\nidors</title></head><body><h1>Calm corridors</h1>\
        <p>Prefects drew the r=C3=B4le cards, =E2=80=9Cand kept them=E2=80=9D.</p><img src=3D\"https://harlow.example/img/plan.png\" alt=3D\"A plan\">\
        </body></html>\r\n\
        ------B--x----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://harlow.example/img/plan.png\r\n\r\n\
        iVBORw0KGgo=\r\n------B--x------\r\n";
    let imported = read("calm.mhtml", archive);
    let document = &imported.documents[0];
    assert_eq!(
        (document.title.as_str(), document.old_paths.as_slice()),
        ("Calm corridors", &["/calm/".to_owned()][..])
    );
    assert_eq!(document.body, "Prefects drew the rôle cards, “and kept them”.\n\n![A plan](files/plan.png)");
    assert_eq!(imported.files[0].path, "plan.png");
    assert_eq!(imported.files[0].blob.len(), 8);
    assert_eq!(
        refused("calm.mht", "Subject: nothing\r\n\r\nplain").message,
        "`calm.mht` has no web page in it"
    );
}

#[test]
fn a_picture_inside_the_page_becomes_a_file() {
    let html = "<title>P</title><p>One sentence of text.</p><img alt='Dot' src='data:image/png;base64,iVBORw0KGgoAAAAA'>";
    // Those of a few bytes hold the place of another.
    let long = html.replace("AAAAA", &"A".repeat(401));
    let imported = read("p.html", &long);
    assert!(
        imported.documents[0].body.ends_with("![Dot](files/picture.png)"),
        "{}",
        imported.documents[0].body
    );
    assert_eq!(imported.files[0].alt.as_deref(), Some("Dot"));
}

#[test]
fn footnotes_of_word_and_google_docs_are_footnotes() {
    let word = "<p>We began in May.<a style='x' href='#_ftn1' name='_ftnref1'><span>[1]</span></a></p>\
                <div><hr size=1><div id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>[1]</a> It was a Monday.</p></div></div>";
    assert_eq!(page(word).body, "We began in May.[^1]\n\n---\n\n[^1]: It was a Monday.");
    let docs = "<p>We began in May.<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup></p><hr>\
                <div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a><span>&nbsp;It was a Monday.</span></p></div>";
    assert_eq!(page(docs).body, "We began in May.[^1]\n\n---\n\n[^1]: It was a Monday.");
    // A link to a part of the page is none.
    assert_eq!(page("<p><a href='#x'>1</a> then</p><p id=x>First part.</p>").body, "1 then\n\nFirst part.");
}

#[test]
fn hidden_text_forms_and_scripts_are_listed_and_a_form_around_a_page_is_kept() {
    let html = "<title>P</title><p>Visible sentence one.</p><div style='display: none'>Hidden words.</div>\
                <form><label>Your name</label><input><button>Send</button></form><script>track()</script>\
                <svg><title>icon</title><text>Words of a drawing</text></svg>";
    let imported = read("p.html", html);
    assert_eq!(imported.documents[0].body, "Visible sentence one.");
    assert_eq!(reason(&imported, "Hidden words."), "hidden on the page");
    assert_eq!(reason(&imported, "Your name"), "form");
    assert_eq!(reason(&imported, "a script"), "program of the page");
    assert_eq!(reason(&imported, "Words of a drawing"), "text in a drawing: add the drawing as a picture");
    let whole = format!(
        "<form id=aspnet><p>{}</p><input type=hidden></form>",
        "A long sentence of the page. ".repeat(10)
    );
    assert!(page(&whole).body.contains("A long sentence"));
}

#[test]
fn words_of_sites_in_a_sentence_or_heading_are_text() {
    let html = "<main><h2>Search</h2><p>We looked for a principal, and asked everyone to share. Log in when you want.</p>\
                <h2>Comments</h2><p>Teachers said that the first term was hard, and that the second was better.</p>\
                <p>Click <a href='https://e.example/'>share</a> to see.</p></main>";
    let body = page(html).body;
    assert!(body.starts_with("## Search\n\n"), "{body}");
    assert!(body.contains("## Comments\n\nTeachers said"), "{body}");
    assert!(body.contains("Click [share](https://e.example/) to see."), "{body}");
}

#[test]
fn a_sentence_outside_of_the_main_text_stays() {
    let html = "<div><p>I wrote this above the main part of the page, and it says something.</p></div><main><p>The main part is short.</p></main>\
                <footer><p>I live and work on land that others cared for long before our school was built.</p><p>Impressum</p></footer>";
    let body = page(html).body;
    assert!(body.contains("above the main part") && body.contains("long before our school"), "{body}");
    assert!(!body.contains("Impressum"), "{body}");
}

#[test]
fn hostile_pages_are_read_in_bounded_time_and_keep_their_text() {
    let deep = format!("{}The innermost sentence.{}", "<div>".repeat(10_000), "</div>".repeat(10_000));
    assert_eq!(page(&deep).body, "The innermost sentence.");
    let lists = format!("{}The innermost item.", "<ul><li>".repeat(800));
    assert!(page(&lists).body.contains("The innermost item."));
    let fonts: String = (0..200).map(|n| format!("<font color={n}><p>Sentence {n}.")).collect();
    assert!(page(&fonts).body.contains("Sentence 199."));
    let wide = format!(
        "<table><tr><td>a</td><td colspan=99999999 rowspan=99999999>b</td></tr><tr><td>c</td><td>d</td></tr></table>{}",
        "<b>x</b>".repeat(10_000)
    );
    assert!(page(&wide).body.contains("| a | b |"));
}

#[test]
fn a_page_without_text_is_refused_with_help() {
    let error = refused("app.html", "<title>App</title><div id=root></div><script>load()</script>");
    assert_eq!(error.message, "there is no text in `app.html`");
    assert!(error.help.contains("select and copy it in your browser"), "{}", error.help);
}

#[test]
fn a_page_in_an_old_encoding_is_decoded_by_what_it_says() {
    let imported = read("alt.html", b"<meta charset='iso-8859-1'><title>Gr\xfc\xdfe</title><p>Sch\xfcler f\xfchren die Gruppe selbst.</p>");
    assert_eq!(imported.documents[0].title, "Grüße");
    assert_eq!(imported.documents[0].body, "Schüler führen die Gruppe selbst.");
}

#[test]
fn the_source_text_of_a_page_is_read_from_standard_input() {
    let imported =
        read("pasted", "\n<!DOCTYPE html><title>Calm</title><p>Prefects drew the <b>route</b>.</p>");
    assert_eq!(imported.documents[0].title, "Calm");
    assert_eq!(imported.documents[0].body, "Prefects drew the **route**.");
}

#[test]
fn what_a_page_hides_within_a_line_is_listed_and_lists_begin_with_any_number() {
    let html = "<main><h1>Trust</h1><p>We meet weekly.<span style=\"display:none\">SECRET</span> <b hidden>ALSO</b></p>\
                <ol start=\"4294967295\"><li>First we ask.<li>Then we plan.</ol></main>";
    let imported = read("trust.html", html);
    let body = &imported.documents[0].body;
    assert!(!body.contains("SECRET") && !body.contains("ALSO"), "{body}");
    assert_eq!(reason(&imported, "SECRET"), "hidden on the page");
    assert!(body.contains("999999997. First we ask.\n999999998. Then we plan."), "{body}");
}

#[test]
fn the_name_of_the_site_is_no_title_and_a_document_beside_pages_is_named() {
    let html = "<title>Leading | Pat Moreno</title><header id=\"SITE_HEADER\"><h1>Pat Moreno</h1></header>\
                <main><h2>What is it?</h2><p>We share decisions.</p></main>";
    let imported = read("leading.html", html);
    assert_eq!(imported.documents[0].title, "Leading");
}

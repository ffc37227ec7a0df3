//! Feeds: RSS 2.0, RSS 1.0, Atom, and exports of Blogger.

use leadfolio::import::imported::DocumentKind;
use leadfolio::import::{Imported, Source};
use serde_json::json;

use super::support::{file, keeps_every_sentence, read, read_error, reason};

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:ex="https://example.org/ns">
<channel><title>Leading &amp; learning</title><link>https://example.org</link><description>Notes of a nurse manager.</description>
<language>en-US</language>
<item><title>Q&amp;amp;A on handovers</title><link>https://example.org/2023/05/handovers/</link>
<dc:creator>Jordan Example</dc:creator><pubDate>Tue, 02 May 2023 23:30:00 -0500</pubDate>
<category>Safety</category><category><![CDATA[Night shift]]></category><guid isPermaLink="false">tag:1</guid>
<description><![CDATA[Handovers took an hour. We [&#8230;]]]></description>
<content:encoded><![CDATA[<p>Handovers took an hour. We asked the nurses.</p><h2>Results</h2><p>Now it takes twenty minutes.</p>]]></content:encoded>
<enclosure url="https://example.org/talk.mp3" type="audio/mpeg" length="1"/>
<media:title>Another title</media:title>
<media:content url="https://example.org/a.jpg"><media:description>Three nurses at a desk.</media:description></media:content>
<ex:lesson>Ask before you decide.</ex:lesson></item>
<item><title>A short one</title><link>https://example.org/?p=2</link><description>Only the beginning of it…</description></item>
<item><description>An entry without a title.</description></item>
</channel></rss>"#;

fn texts(imported: &Imported) -> Vec<&str> {
    imported.documents.iter().map(|document| document.title.as_str()).collect()
}

fn date(imported: &Imported, index: usize) -> Option<String> {
    imported.documents[index].date.map(|date| date.to_string())
}

#[test]
fn entries_of_rss_are_documents_with_their_fields() {
    let imported = read(&file("feed.xml", RSS));
    assert_eq!(texts(&imported), ["Q&A on handovers", "A short one", ""]);
    let first = &imported.documents[0];
    assert_eq!(date(&imported, 0).as_deref(), Some("2023-05-02"));
    assert_eq!(first.tags, ["Safety", "Night shift"]);
    assert_eq!(first.old_paths, ["/2023/05/handovers/"]);
    // The description is only the beginning of the text.
    assert_eq!(first.summary, None);
    assert!(first.body.contains("[talk.mp3](https://example.org/talk.mp3)"), "{}", first.body);
    assert!(imported.documents[1].old_paths.is_empty());
    assert_eq!(imported.settings.get("title"), Some(&json!("Leading & learning")));
    assert_eq!(reason(&imported, "Notes of a nurse manager."), "what the feed says about the whole site");
    let notes = imported.notes.join("\n");
    assert!(
        notes.contains("only the beginning of these texts; copy the rest from the site: A short one."),
        "{notes}"
    );
    assert!(notes.contains("names authors") && !format!("{imported:?}").contains("Jordan"));
}

#[test]
fn no_sentence_of_rss_is_lost() {
    keeps_every_sentence(
        &read(&file("feed.xml", RSS)),
        "Q&A on handovers
Handovers took an hour. We asked the nurses.
Results
Now it takes twenty minutes. Three nurses at a desk. Ask before you decide. Notes of a nurse manager.
An entry without a title.
Only the beginning of it…",
    );
}

/// Needs the whole conversion of HTML.
#[test]
fn html_of_entries_becomes_markdown() {
    let body = read(&file("feed.xml", RSS)).documents[0].body.clone();
    assert!(body.starts_with("Handovers took an hour. We asked the nurses.\n\n## Results\n\n"), "{body}");
}

const RDF: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://example.org/"><title>Wachen</title><link>https://example.org/</link><description>Von einer Leiterin.</description></channel>
<item rdf:about="https://example.org/dienst.html"><title>Dienstpl�ne</title><link>https://example.org/dienst.html</link>
<description>Jede Gruppe plant selbst.</description><dc:date>2009-11-30T08:00:00+01:00</dc:date><dc:subject>Planung</dc:subject></item></rdf:RDF>"#;

#[test]
fn rss_1_in_an_old_encoding_is_read() {
    let bytes: Vec<u8> =
        RDF.chars().map(|c| if c == '\u{fffd}' { 0xe4 } else { u8::try_from(c).unwrap() }).collect();
    let imported = read(&file("index.rdf", bytes));
    assert_eq!(texts(&imported), ["Dienstpläne"]);
    assert_eq!(date(&imported, 0).as_deref(), Some("2009-11-30"));
    assert_eq!(imported.documents[0].tags, ["Planung"]);
    assert_eq!(imported.documents[0].old_paths, ["/dienst.html"]);
    keeps_every_sentence(&imported, "Jede Gruppe plant selbst. Von einer Leiterin.");
}

const ATOM: &str = r##"<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:x="http://www.w3.org/1999/xhtml" xml:lang="en">
<title>Notes</title><subtitle>On command.</subtitle><id>urn:1</id><updated>2024-01-02T00:00:00Z</updated><author><name>Jordan Example</name></author>
<entry><title type="html">Rank &amp;amp; file</title><id>urn:2</id><link href="https://example.org/rank/"/><link rel="replies" href="https://example.org/rank/comments"/>
<published>2023-12-31T23:30:00-05:00</published><updated>2024-01-02T00:00:00Z</updated><category term="trust" label="Trust"/>
<summary>Who decides what.</summary>
<content type="xhtml"><x:div><x:p>Sergeants decide the route.</x:p><x:p>I decide the goal.</x:p></x:div></content></entry>
<entry><title>Plain &lt;b&gt;</title><id>urn:3</id><link rel="alternate" href="https://example.org/plain/"/><updated>2023-03-04T00:00:00Z</updated>
<content type="text">1. Not a list * of stars.

Second paragraph.</content></entry>
<entry><title>Elsewhere</title><id>urn:4</id><updated>2023-03-04T00:00:00Z</updated><content src="https://example.org/talk.pdf" type="application/pdf"/></entry>
</feed>"##;

#[test]
fn entries_of_atom_are_documents_with_their_fields() {
    let imported = read(&file("atom.xml", ATOM));
    assert_eq!(texts(&imported), ["Rank & file", "Plain <b>", "Elsewhere"]);
    let first = &imported.documents[0];
    assert_eq!(date(&imported, 0).as_deref(), Some("2023-12-31"));
    assert_eq!(first.summary.as_deref(), Some("Who decides what."));
    assert_eq!(first.tags, ["Trust"]);
    assert_eq!(first.old_paths, ["/rank/"]);
    assert!(!first.body.contains("x:"), "{}", first.body);
    assert_eq!(imported.documents[1].body, "1\\. Not a list \\* of stars.\n\nSecond paragraph.\n");
    assert_eq!(imported.documents[2].body, "[talk.pdf](https://example.org/talk.pdf)\n");
    keeps_every_sentence(
        &imported,
        "Sergeants decide the route. I decide the goal. 1. Not a list * of stars. Second paragraph. Who decides what. On command.",
    );
}

#[test]
fn an_export_of_blogger_leaves_out_comments_and_settings() {
    let entry = |kind: &str, title: &str, more: &str| {
        format!(
            "<entry><id>1</id><published>2015-01-02T03:04:05Z</published><category scheme='http://schemas.google.com/g/2005#kind' \
             term='http://schemas.google.com/blogger/2008/kind#{kind}'/><category scheme='http://www.blogger.com/atom/ns#' term='trust'/>\
             <title type='text'>{title}</title><content type='html'>&lt;p&gt;Text of {title}.&lt;/p&gt;</content>{more}</entry>"
        )
    };
    let feed = format!(
        "<?xml version='1.0'?><?xml-stylesheet href='x'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://purl.org/atom/app#'><title>B</title>{}{}{}{}{}</feed>",
        entry("settings", "BLOG_NAME", ""),
        entry("post", "First", "<link rel='alternate' href='https://example.org/2015/01/first.html'/>"),
        entry("post", "Unfinished", "<app:control><app:draft>yes</app:draft></app:control>"),
        entry("page", "About", ""),
        entry("comment", "Reply", ""),
    );
    let imported = read(&file("blog-01-02-2015.xml", feed));
    assert_eq!(texts(&imported), ["First", "Unfinished", "About"]);
    assert_eq!(imported.documents[0].tags, ["trust"]);
    assert_eq!(imported.documents[0].old_paths, ["/2015/01/first.html"]);
    assert_eq!(imported.documents[1].fields.get("draft"), Some(&json!(true)));
    assert_eq!(imported.documents[2].kind, Some(DocumentKind::Page));
    assert_eq!(reason(&imported, "Text of Reply."), "comment by a reader: ask them before you publish it");
    assert_eq!(reason(&imported, "BLOG_NAME"), "setting of the old site");
    keeps_every_sentence(&imported, "Text of First. Text of Unfinished. Text of About. Text of Reply.");
}

#[test]
fn the_longer_of_two_texts_is_the_text() {
    let item = |description: &str, content: &str| {
        let text = format!(
            "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item><title>T</title><description>{description}</description>\
             <content:encoded>{content}</content:encoded></item></channel></rss>"
        );
        let document = read(&file("feed.xml", text)).documents.remove(0);
        (document.body.trim().to_owned(), document.summary)
    };
    assert_eq!(item("The whole long text.", "The whole…"), ("The whole long text.".to_owned(), None));
    assert_eq!(item("The whole…", "The whole long text."), ("The whole long text.".to_owned(), None));
    assert_eq!(item("About it.", "The text."), ("The text.".to_owned(), Some("About it.".to_owned())));
}

#[test]
fn a_feed_without_entries_is_empty() {
    let feed: Source = file("feed.xml", "<rss version='2.0'><channel><title>T</title></channel></rss>");
    assert!(read(&feed).documents.is_empty());
}

#[test]
fn a_feed_with_a_document_type_and_entities_of_html_is_read() {
    let feed = "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/rss-0.91.dtd\">\
        <rss version='0.91'><channel><item><title>Caf&eacute; & more</title><description>A&nbsp;talk.</description></item></channel></rss>";
    let imported = read(&file("feed.xml", feed));
    assert_eq!(texts(&imported), ["Café & more"]);
    keeps_every_sentence(&imported, "A talk.");
}

#[test]
fn damaged_and_hostile_feeds_are_errors_that_say_what_to_do() {
    let error = |text: &str| read_error(&file("feed.xml", text));
    assert!(error(&RSS[..RSS.len() / 2]).message.contains("damaged"));
    assert!(error("<rss version='2.0'/>").message.contains("no `channel`"));
    assert!(
        error("<!DOCTYPE rss [<!ENTITY a 'aaaa'>]><rss>&a;</rss>").message.contains("entities of its own")
    );
    assert!(error(&format!("<rss>{}", "<a>".repeat(100_000))).message.contains("deep"));
    assert!(error("<feed>").help.contains("save the page as it is"));
    for cut in (0..ATOM.len()).step_by(11).filter(|cut| ATOM.is_char_boundary(*cut)) {
        let _ = leadfolio::import::read(&file("atom.xml", &ATOM.as_bytes()[..cut]));
    }
}

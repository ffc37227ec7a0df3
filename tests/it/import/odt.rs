//! OpenDocument texts, as LibreOffice and Google Docs write them.

use leadfolio::import::Source;

use super::support::{file, keeps_every_sentence, read, read_error, reason, zip};

const NAMESPACES: &str = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
    xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
    xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' \
    xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' xmlns:xlink='http://www.w3.org/1999/xlink' \
    xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0' \
    xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'";

const STYLES: &str = "<office:styles>\
    <style:style style:name='Standard' style:family='paragraph'/>\
    <style:style style:name='Title' style:family='paragraph' style:parent-style-name='Heading'><style:text-properties fo:font-weight='bold'/></style:style>\
    <style:style style:name='Heading_20_1' style:display-name='Heading 1' style:family='paragraph' style:default-outline-level='1'/>\
    <style:style style:name='Quotations' style:family='paragraph'/>\
    <style:style style:name='Strong_20_Emphasis' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>\
    </office:styles><office:master-styles><style:master-page style:name='Standard'><style:header><text:p>Ward 4, for staff only</text:p></style:header>\
    <style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>";

const AUTOMATIC: &str = "<office:automatic-styles>\
    <style:style style:name='P1' style:family='paragraph' style:parent-style-name='Title'/>\
    <style:style style:name='P2' style:family='paragraph' style:parent-style-name='Standard' style:list-style-name='L1'/>\
    <style:style style:name='T1' style:family='text'><style:text-properties fo:font-style='italic'/></style:style>\
    <style:style style:name='T2' style:family='text'><style:text-properties style:text-position='sub 58%'/></style:style>\
    <text:list-style style:name='L1'><text:list-level-style-bullet text:level='1' text:bullet-char='•'/>\
    <text:list-level-style-number text:level='2' style:num-format='a'/></text:list-style>\
    <text:list-style style:name='L2'><text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/></text:list-style>\
    <text:list-style style:name='L3'><text:list-level-style-number text:level='1' style:num-format='1' style:num-prefix='Step ' style:num-suffix=':'/></text:list-style>\
    </office:automatic-styles>";

const META: &str = "<office:meta><dc:title>Handovers</dc:title><dc:description>Shorter and safer.</dc:description><meta:keyword>safety</meta:keyword>\
    <meta:keyword>nursing</meta:keyword><meta:initial-creator>Jordan Example</meta:initial-creator>\
    <meta:creation-date>2022-01-10T10:00:00</meta:creation-date><dc:date>2022-05-20T12:00:00.123</dc:date></office:meta>";

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n picture";

fn writer(name: &str, body: &str, more: &[(&str, &[u8])]) -> Source {
    let content = format!(
        "<?xml version='1.0' encoding='UTF-8'?><office:document-content {NAMESPACES}>{AUTOMATIC}<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let styles = format!("<office:document-styles {NAMESPACES}>{STYLES}</office:document-styles>");
    let meta = format!("<office:document-meta {NAMESPACES}>{META}</office:document-meta>");
    let mut files: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
        ("meta.xml", meta.as_bytes()),
        ("Pictures/100.png", PICTURE),
    ];
    files.extend(more);
    file(name, zip(&files))
}

const REPORT: &str = "<text:sequence-decls><text:sequence-decl text:name='Figure'/></text:sequence-decls>\
    <text:tracked-changes><text:changed-region text:id='ct1'><text:deletion><office:change-info><dc:creator>Kim</dc:creator>\
    <dc:date>2022-05-01T00:00:00</dc:date></office:change-info><text:p>Nobody was asked.</text:p></text:deletion></text:changed-region></text:tracked-changes>\
    <text:p text:style-name='P1'>Safer handovers at night</text:p>\
    <text:table-of-content><text:index-body><text:p>Background 1</text:p></text:index-body></text:table-of-content>\
    <text:h text:style-name='Heading_20_1' text:outline-level='1'>Background</text:h>\
    <text:p text:style-name='Standard'>Handovers <text:span text:style-name='Strong_20_Emphasis'>took</text:span> an\n   hour<text:s text:c='2'/>and \
    <text:a xlink:href='https://example.org/audit'>an audit</text:a> said so<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>\
    <text:note-body><text:p text:style-name='Footnote'>In two wards.</text:p></text:note-body></text:note>.<text:change text:change-id='ct1'/></text:p>\
    <text:h text:outline-level='2'>What we tried</text:h>\
    <text:list text:style-name='L1'><text:list-item><text:p>We asked the nurses.</text:p><text:list><text:list-item><text:p>By day.</text:p></text:list-item>\
    <text:list-item><text:p>By night.</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>We wrote a card.</text:p><text:p>It has five lines.</text:p></text:list-item></text:list>\
    <text:list text:style-name='L2'><text:list-item><text:p>First.</text:p></text:list-item></text:list><text:p>Between.</text:p>\
    <text:list text:style-name='L2' text:continue-numbering='true'><text:list-item><text:p>Second.</text:p></text:list-item></text:list>\
    <text:list text:style-name='L3'><text:list-item><text:p>Read the card.</text:p></text:list-item></text:list>\
    <text:p text:style-name='Quotations'>It saves me an <text:span text:style-name='T1'>hour</text:span>.<office:annotation><dc:creator>Kim</dc:creator>\
    <dc:date>2022-05-01T00:00:00</dc:date><text:p>Who said this?</text:p></office:annotation></text:p>\
    <table:table table:name='T'><table:table-column table:number-columns-repeated='2'/><table:table-header-rows><table:table-row>\
    <table:table-cell><text:p>Month</text:p></table:table-cell><table:table-cell><text:p>Minutes</text:p></table:table-cell></table:table-row></table:table-header-rows>\
    <table:table-row><table:table-cell table:number-columns-spanned='2'><text:p>No data in January</text:p></table:table-cell><table:covered-table-cell/></table:table-row>\
    <table:table-row><table:table-cell><text:p>May</text:p></table:table-cell><table:table-cell><text:p>24</text:p></table:table-cell></table:table-row></table:table>\
    <text:p><draw:frame draw:name='Image1'><draw:image xlink:href='Pictures/100.png'/><svg:title>Card</svg:title><svg:desc>The card with five lines</svg:desc></draw:frame></text:p>\
    <text:p><draw:frame draw:name='Frame1'><draw:text-box><text:p>Words in a frame.</text:p></draw:text-box></draw:frame>O<text:span text:style-name='T2'>2</text:span> as well.</text:p>\
    <text:section text:name='S'><text:p>In a section.<text:line-break/>Next line.</text:p></text:section>\
    <text:p><draw:frame><draw:object xlink:href='./Object 1'/><draw:image xlink:href='./ObjectReplacements/Object 1'/></draw:frame></text:p>\
    <text:p><draw:frame><draw:object xlink:href='./Object 2'/></draw:frame></text:p>";

fn report() -> Source {
    let formula: &[u8] = b"<math xmlns='http://www.w3.org/1998/Math/MathML'><semantics><mi>x</mi><annotation encoding='StarMath 5.0'>x over y</annotation></semantics></math>";
    let chart = format!(
        "<office:document-content {NAMESPACES}><text:p>Falls per month</text:p></office:document-content>"
    );
    writer(
        "handovers.odt",
        REPORT,
        &[("Object 1/content.xml", formula), ("Object 2/content.xml", chart.as_bytes())],
    )
}

#[test]
fn a_report_from_libreoffice_becomes_markdown() {
    let imported = read(&report());
    let document = &imported.documents[0];
    assert_eq!(document.title, "Safer handovers at night");
    assert_eq!(document.date.map(|date| date.to_string()).as_deref(), Some("2022-05-20"));
    assert_eq!(document.summary.as_deref(), Some("Shorter and safer."));
    assert_eq!(document.tags, ["safety", "nursing"]);
    let expected = "## Background

Handovers **took** an hour  and [an audit](https://example.org/audit) said so[^1].

### What we tried

- We asked the nurses.
  1. By day.
  2. By night.
- We wrote a card.

  It has five lines.

1. First.

Between.

2. Second.

Step 1: Read the card.

> It saves me an *hour*.

| Month | Minutes |
| --- | --- |
| No data in January |  |
| May | 24 |

![The card with five lines](files/handovers/100.png)

O₂ as well.

Words in a frame.

In a section.\\
Next line.

x over y

[^1]: In two wards.
";
    assert_eq!(document.body, expected);
    assert_eq!(imported.files[0].path, "handovers/100.png");
    assert_eq!(imported.files[0].alt.as_deref(), Some("The card with five lines"));
}

#[test]
fn what_a_report_from_libreoffice_has_beside_its_text_is_listed() {
    let imported = read(&report());
    assert_eq!(reason(&imported, "Nobody was asked."), "deleted in tracked changes");
    assert!(reason(&imported, "Who said this?").starts_with("comment in the margin"));
    assert_eq!(reason(&imported, "Ward 4, for staff only"), "header of the printed pages");
    assert!(reason(&imported, "x over y").starts_with("form of an equation"));
    assert!(reason(&imported, "Falls per month").starts_with("object of another program"));
    assert!(reason(&imported, "table of contents").contains("page has one"));
    assert!(reason(&imported, "Handovers").contains("title in the file's properties"));
    assert!(!format!("{imported:?}").contains("Jordan") && !format!("{imported:?}").contains("Kim"));
    assert_eq!(imported.notes.len(), 1);
}

#[test]
fn no_sentence_of_a_report_from_libreoffice_is_lost() {
    keeps_every_sentence(
        &read(&report()),
        "Safer handovers at night
Background
Handovers took an hour and
In two wards. Nobody was asked.
What we tried
We asked the nurses. By day. By night. We wrote a card. It has five lines. First. Between. Second. Step 1: Read the card.
It saves me an hour. Who said this?
No data in January
The card with five lines
Words in a frame. O₂ as well. In a section. Next line. Ward 4, for staff only",
    );
}

#[test]
fn a_document_of_google_docs_is_read() {
    // Google Docs writes spans around everything, and no list styles in `styles.xml`.
    let body = "<text:h text:style-name='Heading_20_1' text:outline-level='1'><text:span>A new front office</text:span></text:h>\
        <text:p><text:span>Families waited. </text:span><text:span text:style-name='T1'>Long.</text:span></text:p>\
        <text:list text:style-name='WWNum1'><text:list-item><text:p><text:span>One desk for all.</text:span></text:p></text:list-item></text:list>";
    let imported = read(&writer("a.odt", body, &[]));
    assert_eq!(imported.documents[0].title, "A new front office");
    assert_eq!(imported.documents[0].body, "Families waited. *Long.*\n\n- One desk for all.\n");
}

#[test]
fn tables_that_repeat_themselves_stay_small() {
    let inner = "<table:table><table:table-row table:number-rows-repeated='1000000'><table:table-cell table:number-columns-repeated='1000000'>X\
        </table:table-cell></table:table-row></table:table>";
    let mut body = "<text:p>Once.</text:p>".to_owned();
    for _ in 0..12 {
        body = inner.replace('X', &body);
    }
    let text = read(&writer("a.odt", &body, &[])).documents[0].body.clone();
    assert!(text.contains("Once.") && text.len() < 10_000, "{} bytes", text.len());
}

#[test]
fn lists_that_lie_deep_in_each_other_are_read() {
    let mut nested = "<text:p>In the middle.</text:p>".to_owned();
    for _ in 0..90 {
        nested = format!("<text:list><text:list-item>{nested}</text:list-item></text:list>");
    }
    assert_eq!(read(&writer("a.odt", &nested, &[])).documents[0].body, "- In the middle.\n");
}

#[test]
fn damaged_and_protected_documents_are_errors_that_say_what_to_do() {
    let error = |files: &[(&str, &[u8])]| read_error(&file("a.odt", zip(files))).to_string();
    assert!(error(&[("mimetype", b"x")]).contains("isn't an OpenDocument text"));
    assert!(error(&[("content.xml", b"<a><b></a>")]).contains("damaged"));
    assert!(error(&[("content.xml", b"<a xmlns:x='y'/>")]).contains("spreadsheet"));
    assert!(
        error(&[("META-INF/manifest.xml", b"<m:encryption-data/>"), ("content.xml", b"x")])
            .contains("password")
    );
    let cut = read_error(&file("a.odt", b"PK\x03\x04".to_vec()));
    assert!(cut.message.contains("damaged"), "{cut}");
}

#[test]
fn an_empty_document_has_the_title_of_its_properties() {
    let imported = read(&writer("a.odt", "", &[]));
    assert_eq!(imported.documents[0].title, "Handovers");
    assert_eq!(imported.documents[0].body, "");
}

//! Word documents, as Word, Google Docs and people write them.

use std::fmt::Write as _;

use leadfolio::import::Source;

use super::support::{file, folder, keeps_every_sentence, kept_text, read, read_error, reason, zip};

const NAMESPACES: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
    xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' \
    xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' \
    xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' \
    xmlns:pic='http://schemas.openxmlformats.org/drawingml/2006/picture' \
    xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' \
    xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
    xmlns:v='urn:schemas-microsoft-com:vml' \
    xmlns:dgm='http://schemas.openxmlformats.org/drawingml/2006/diagram' \
    xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'";

const ROOT_RELS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

/// As a German Word writes them: names are English, ids are not.
const STYLES: &str = "<w:styles NS>\
    <w:style w:type='paragraph' w:default='1' w:styleId='Standard'><w:name w:val='Normal'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Titel'><w:name w:val='Title'/><w:basedOn w:val='Standard'/></w:style>\
    <w:style w:type='paragraph' w:styleId='berschrift1'><w:name w:val='heading 1'/><w:basedOn w:val='Standard'/>\
    <w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:rPr><w:b/></w:rPr></w:style>\
    <w:style w:type='paragraph' w:styleId='berschrift2'><w:name w:val='heading 2'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style>\
    <w:style w:type='paragraph' w:customStyle='1' w:styleId='Abschnitt'><w:name w:val='Our section'/><w:basedOn w:val='berschrift2'/></w:style>\
    <w:style w:type='paragraph' w:customStyle='1' w:styleId='Stufe'><w:name w:val='Step'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>\
    <w:style w:type='paragraph' w:styleId='Zitat'><w:name w:val='Quote'/><w:rPr><w:i/></w:rPr></w:style>\
    <w:style w:type='paragraph' w:styleId='Beschriftung'><w:name w:val='caption'/><w:rPr><w:b/></w:rPr></w:style>\
    <w:style w:type='paragraph' w:styleId='Listenabsatz'><w:name w:val='List Paragraph'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Aufzhlung'><w:name w:val='List Bullet'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
    <w:style w:type='character' w:styleId='Fett'><w:name w:val='Strong'/><w:rPr><w:b/></w:rPr></w:style></w:styles>";

const NUMBERING: &str = "<w:numbering NS>\
    <w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='\u{f0b7}'/></w:lvl>\
    <w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/><w:lvlText w:val='o'/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>\
    <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%2)'/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId='2'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='Goal %1:'/></w:lvl></w:abstractNum>\
    <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>\
    <w:num w:numId='3'><w:abstractNumId w:val='2'/></w:num>\
    <w:num w:numId='4'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num></w:numbering>";

const CORE: &str = "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' \
    xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'>\
    <dc:title>Draft of the plan</dc:title><dc:subject>School culture</dc:subject><dc:creator>Jordan Example</dc:creator>\
    <cp:keywords>trust; planning</cp:keywords><dc:description>How teams learned to plan.</dc:description>\
    <dcterms:created>2023-02-01T08:00:00Z</dcterms:created><dcterms:modified>2024-03-05T09:30:00Z</dcterms:modified></cp:coreProperties>";

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n picture";

/// A paragraph of a style.
fn styled(style: &str, inner: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr>{inner}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

fn bold(text: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

fn paragraph(text: &str) -> String {
    format!("<w:p>{}</w:p>", run(text))
}

fn item(list: u8, level: u8, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr>{}</w:p>",
        run(text)
    )
}

fn field_mark(kind: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>")
}

fn picture(alt: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='Picture 1' descr='{alt}'/><a:graphic><a:graphicData><pic:pic>\
         <pic:nvPicPr><pic:cNvPr id='0' name='x.png'/></pic:nvPicPr><pic:blipFill><a:blip r:embed='rIdPic'/></pic:blipFill></pic:pic>\
         </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

/// The bytes of a document with this body; `parts` are added, with `NS` for the namespaces.
fn word_bytes(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    );
    let mut relationships = String::from(
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
         <Relationship Id='rIdPic' Type='x/image' Target='media/image1.png'/>\
         <Relationship Id='rIdLink' Type='x/hyperlink' Target='https://example.org/study' TargetMode='External'/>\
         <Relationship Id='rIdDiagram' Type='x/diagramData' Target='diagrams/data1.xml'/>",
    );
    for (path, _) in parts {
        if let Some(name) = path.strip_prefix("word/").filter(|name| !name.contains('/')) {
            let kind = name.trim_end_matches(".xml").trim_end_matches(char::is_numeric);
            write!(relationships, "<Relationship Id='rId{name}' Type='x/{kind}' Target='{name}'/>").unwrap();
        }
    }
    relationships.push_str("</Relationships>");
    let parts: Vec<(&str, String)> =
        parts.iter().map(|(path, text)| (*path, text.replace("NS", NAMESPACES))).collect();
    let mut files: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", ROOT_RELS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relationships.as_bytes()),
        ("word/media/image1.png", PICTURE),
    ];
    files.extend(parts.iter().map(|(path, text)| (*path, text.as_bytes())));
    zip(&files)
}

fn word(body: &str, parts: &[(&str, &str)]) -> Source {
    file("Plan.docx", word_bytes(body, parts))
}

/// A document with styles and lists.
fn styled_word(body: &str) -> Source {
    word(body, &[("word/styles.xml", STYLES), ("word/numbering.xml", NUMBERING)])
}

fn body_of(source: &Source) -> String {
    let imported = read(source);
    assert_eq!(imported.documents.len(), 1);
    imported.documents[0].body.clone()
}

/// A report with everything that people use in Word.
fn report() -> Source {
    let complex_link = [
        field_mark("begin"),
        "<w:r><w:instrText> HYPERLINK \"https://example.org/data\" </w:instrText></w:r>".to_owned(),
        field_mark("separate"),
        run("our data"),
        field_mark("end"),
    ]
    .concat();
    let text_box = "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wp:docPr id='2' name='Text Box'/>\
        <a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>A quiet word in a box.</w:t></w:r></w:p></w:txbxContent>\
        </wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>\
        <w:txbxContent><w:p><w:r><w:t>A quiet word in a box.</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>\
        </mc:AlternateContent></w:r>";
    let contents = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>\
        <w:sdtContent><w:p><w:r><w:t>Background 1</w:t></w:r></w:p></w:sdtContent></w:sdt>";
    let body = [
        styled("Titel", &run("Planning in teams")),
        contents.to_owned(),
        styled("berschrift1", &run("Background")),
        format!(
            "<w:p>{}{}{}<w:hyperlink r:id='rIdLink'>{}</w:hyperlink>{}{complex_link}{}</w:p>",
            run("Four teams planned "),
            bold("entirely alone"),
            run(". We had read "),
            run("a study"),
            run(" and "),
            run(". It was the 10th year.<!-- note -->"),
        ),
        format!(
            "<w:p>{}<w:r><w:footnoteReference w:id='2'/></w:r>{}<w:r><w:endnoteReference w:id='2'/></w:r></w:p>",
            run("Attendance fell"),
            run(" in spring.")
        ),
        styled("Abschnitt", &run("What we tried")),
        item(1, 0, "Meet weekly."),
        item(1, 1, "On Tuesdays."),
        item(2, 0, "Ask first."),
        item(2, 1, "In private."),
        item(2, 0, "Then decide."),
        item(3, 0, "Every team plans together."),
        styled("Zitat", &run("I never knew what they did.")),
        format!("<w:p>{}</w:p>", picture("Two teachers at a whiteboard")),
        styled("Beschriftung", &run("Figure 1: The first meeting")),
        "<w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>Term</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Teams</w:t></w:r></w:p></w:tc></w:tr>\
         <w:tr><w:tc><w:p><w:r><w:t>Fall</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Two of four</w:t></w:r></w:p><w:p><w:r><w:t>One more joined.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
            .to_owned(),
        format!("<w:p>{}{text_box}</w:p>", run("After the box.")),
        format!(
            "<w:p>{}<w:ins w:id='1' w:author='A'>{}</w:ins><w:del w:id='2' w:author='A'><w:r><w:delText>seven teams</w:delText></w:r></w:del>{}\
             <w:r><w:commentReference w:id='0'/></w:r></w:p>",
            run("In the end, "),
            run("all four teams"),
            run(" planned together.")
        ),
        format!("<w:p>{}<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>{}</w:p>", run("The sum is "), run(" here.")),
        "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='3' name='D' descr='Our cycle'/><a:graphic><a:graphicData><dgm:relIds r:dm='rIdDiagram'/>\
         </a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
            .to_owned(),
        format!("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", paragraph("Written in a control.")),
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here to enter text.</w:t></w:r></w:sdtContent></w:sdt></w:p>"
            .to_owned(),
        "<w:sectPr><w:headerReference r:id='rIdheader1.xml'/></w:sectPr>".to_owned(),
    ]
    .concat();
    let note = |element: &str, text: &str| {
        format!(
            "<w:{element}s NS><w:{element} w:type='separator' w:id='-1'><w:p/></w:{element}><w:{element} w:id='2'><w:p><w:r><w:{element}Ref/></w:r>\
             <w:r><w:t xml:space='preserve'> {text}</w:t></w:r></w:p></w:{element}></w:{element}s>"
        )
    };
    let (footnotes, endnotes) =
        (note("footnote", "By five percent."), note("endnote", "As in the year before."));
    word(
        &body,
        &[
            ("word/styles.xml", STYLES),
            ("word/numbering.xml", NUMBERING),
            ("word/footnotes.xml", &footnotes),
            ("word/endnotes.xml", &endnotes),
            (
                "word/comments.xml",
                "<w:comments NS><w:comment w:id='0' w:author='Kim'><w:p><w:r><w:t>Is this true?</w:t></w:r></w:p></w:comment></w:comments>",
            ),
            (
                "word/header1.xml",
                "<w:hdr NS><w:p><w:r><w:t>Eastmere School, internal</w:t></w:r></w:p></w:hdr>",
            ),
            ("word/footer1.xml", "<w:ftr NS><w:p><w:r><w:t>4</w:t></w:r></w:p></w:ftr>"),
            (
                "word/diagrams/data1.xml",
                "<dgm:dataModel NS><dgm:pt><a:p><a:r><a:t>Plan</a:t></a:r></a:p></dgm:pt><dgm:pt><a:p><a:r><a:t>Review</a:t></a:r></a:p></dgm:pt></dgm:dataModel>",
            ),
            ("docProps/core.xml", CORE),
        ],
    )
}

#[test]
fn a_report_from_word_becomes_markdown() {
    let imported = read(&report());
    let document = &imported.documents[0];
    assert_eq!(document.title, "Planning in teams");
    assert_eq!(document.date.map(|date| date.to_string()).as_deref(), Some("2024-03-05"));
    assert_eq!(document.summary.as_deref(), Some("How teams learned to plan."));
    assert_eq!(document.tags, ["trust", "planning"]);
    assert_eq!(document.origin, "Plan.docx");
    let expected = "## Background

Four teams planned **entirely alone**. We had read [a study](https://example.org/study) and [our data](https://example.org/data). It was the 10th year.

Attendance fell[^1] in spring.[^2]

### What we tried

- Meet weekly.
  - On Tuesdays.

1. Ask first.
   1. In private.
2. Then decide.

Goal 1: Every team plans together.

> *I never knew what they did.*

![Two teachers at a whiteboard](files/plan/image1.png)

Figure 1: The first meeting

| Term | Teams |
| --- | --- |
| Fall | Two of four<br>One more joined. |

After the box.

A quiet word in a box.

In the end, all four teams planned together.

The sum is a+b here.

Written in a control.

[^1]: By five percent.

[^2]: As in the year before.
";
    assert_eq!(document.body, expected);
    assert_eq!(imported.files.len(), 1);
    assert_eq!(imported.files[0].path, "plan/image1.png");
    assert_eq!(imported.files[0].alt.as_deref(), Some("Two teachers at a whiteboard"));
    assert_eq!(imported.files[0].blob.read().unwrap().as_ref(), PICTURE);
}

#[test]
fn what_a_report_from_word_has_beside_its_text_is_listed() {
    let imported = read(&report());
    assert_eq!(reason(&imported, "seven teams"), "deleted in tracked changes");
    assert!(reason(&imported, "Is this true?").starts_with("comment in the margin: ask who wrote it"));
    assert_eq!(reason(&imported, "Eastmere School, internal"), "header of the printed pages");
    assert!(reason(&imported, "Our cycle: Plan; Review").starts_with("diagram"));
    assert!(reason(&imported, "a+b").starts_with("form of an equation"));
    assert!(reason(&imported, "table of contents").contains("page has one"));
    assert!(reason(&imported, "Click here").contains("prompt"));
    assert!(reason(&imported, "Draft of the plan").contains("title in the file's properties"));
    assert!(reason(&imported, "School culture").contains("subject"));
    // A footer that only numbers the pages says nothing.
    assert_eq!(imported.omitted.len(), 9, "{:#?}", imported.omitted);
    let told = imported.notes.join(" ");
    assert!(told.contains("name the person who wrote it") && !told.contains("Jordan"), "{told}");
    assert!(!kept_text(&imported).contains("Jordan"));
}

#[test]
fn no_sentence_of_a_report_from_word_is_lost() {
    keeps_every_sentence(
        &read(&report()),
        "Planning in teams
Background
Four teams planned entirely alone. It was the 10th year. By five percent. As in the year before.
What we tried
Meet weekly. On Tuesdays. Ask first. In private. Then decide. Goal 1: Every team plans together.
I never knew what they did. Figure 1: The first meeting
Two of four
One more joined. A quiet word in a box. After the box.
In the end, all four teams planned together.
seven teams
Is this true? Eastmere School, internal
Written in a control. Click here to enter text.",
    );
}

#[test]
fn a_document_of_google_docs_is_read() {
    // Google Docs sets each switch explicitly, numbers lists with long ids and has no properties.
    let styles = "<w:styles NS><w:style w:type='paragraph' w:styleId='Title'><w:name w:val='Title'/></w:style>\
        <w:style w:type='paragraph' w:styleId='Heading1'><w:name w:val='heading 1'/></w:style>\
        <w:style w:type='paragraph' w:styleId='Heading2'><w:name w:val='heading 2'/></w:style></w:styles>";
    let rich = |properties: &str, text: &str| {
        format!(
            "<w:r w:rsidR='00000000'><w:rPr>{properties}<w:rtl w:val='0'/></w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"
        )
    };
    let body = [
        styled("Heading1", &rich("", "A new front office")),
        format!(
            "<w:p><w:pPr><w:rPr/></w:pPr>{}{}{}</w:p>",
            rich("<w:b w:val='0'/>", "Families waited "),
            rich("<w:i w:val='1'/>", "twenty minutes"),
            rich("<w:b w:val='0'/><w:i w:val='0'/>", " on average."),
        ),
        styled("Heading2", &rich("", "What changed")),
        item(1, 0, "One desk for all questions."),
        item(1, 0, "A phone that is answered."),
        format!(
            "<w:p><w:hyperlink r:id='rIdLink'>{}</w:hyperlink></w:p>",
            rich("<w:u w:val='single'/>", "The survey")
        ),
        format!("<w:p>{}</w:p>", picture("")),
    ]
    .concat();
    let source = word(&body, &[("word/styles.xml", styles), ("word/numbering.xml", NUMBERING)]);
    let imported = read(&source);
    let document = &imported.documents[0];
    assert_eq!(document.title, "A new front office");
    let expected = "Families waited *twenty minutes* on average.

## What changed

- One desk for all questions.
- A phone that is answered.

[The survey](https://example.org/study)

![](files/plan/image1.png)
";
    assert_eq!(document.body, expected);
    assert!(imported.omitted.is_empty() && imported.notes.is_empty(), "{imported:#?}");
    keeps_every_sentence(
        &imported,
        "Families waited twenty minutes on average. One desk for all questions. A phone that is answered.",
    );
}

#[test]
fn short_bold_paragraphs_are_the_headings_of_who_has_no_styles() {
    let heading = |text: &str| format!("<w:p>{}</w:p>", bold(text));
    let body = [
        heading("Case study: Night shift handovers"),
        heading("Problem"),
        paragraph("Handovers took an hour."),
        heading("This is a whole bold sentence."),
        heading("What I did:"),
        item(1, 0, "I asked the nurses."),
        heading("Jordan Example"),
    ]
    .concat();
    let imported = read(&styled_word(&body));
    assert_eq!(imported.documents[0].title, "Case study: Night shift handovers");
    let expected = "## Problem\n\nHandovers took an hour.\n\n**This is a whole bold sentence.**\n\n## What I did:\n\n- I asked the nurses.\n\n\
                    **Jordan Example**\n";
    assert_eq!(imported.documents[0].body, expected);
}

#[test]
fn levels_of_the_outline_count_as_headings() {
    let direct = "<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>Direct</w:t></w:r></w:p>";
    let body = [
        styled("berschrift1", &run("One")),
        direct.to_owned(),
        styled("Stufe", &run("Three")),
        styled("berschrift1", &run("Two")),
    ];
    assert_eq!(body_of(&styled_word(&body.concat())), "## One\n\n### Direct\n\n#### Three\n\n## Two\n");
}

#[test]
fn a_document_without_styles_has_ids_that_say_enough() {
    let body =
        [styled("Title", &run("Name")), styled("Heading1", &run("First")), paragraph("Text.")].concat();
    let imported = read(&word(&body, &[]));
    assert_eq!(imported.documents[0].title, "Name");
    assert_eq!(imported.documents[0].body, "## First\n\nText.\n");
}

#[test]
fn lists_count_as_word_counts_them() {
    let body = [
        item(2, 0, "a"),
        item(2, 0, "b"),
        paragraph("Between."),
        item(2, 0, "c"),
        item(4, 0, "anew"),
        styled("Listenabsatz", &run("More of it.")),
        styled("Aufzhlung", &run("by style")),
        item(0, 0, "no list"),
    ];
    let expected = "1. a\n2. b\n\nBetween.\n\n3. c\n\n1) anew\n\n   More of it.\n\n- by style\n\nno list\n";
    assert_eq!(body_of(&styled_word(&body.concat())), expected);
}

#[test]
fn marks_of_markdown_in_the_text_stay_text() {
    let body =
        [paragraph("# of pupils: 5 * 3 [draft] $10"), paragraph("1. Not a list"), paragraph("- nor this")];
    assert_eq!(
        body_of(&word(&body.concat(), &[])),
        "\\# of pupils: 5 \\* 3 \\[draft\\] \\$10\n\n1\\. Not a list\n\n\\- nor this\n"
    );
}

#[test]
fn formatting_takes_effect_wherever_it_begins_and_ends() {
    let body = format!(
        "<w:p>{}{}{}</w:p><w:p>{}{}{}</w:p><w:p>{}<w:r><w:br/></w:r>{}</w:p><w:p><w:r><w:t>x</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r></w:p>",
        bold("Goal:"),
        run("met"),
        bold(" now "),
        bold("a "),
        bold("b"),
        run(" c"),
        run("First line"),
        run("second line"),
    );
    assert_eq!(
        body_of(&word(&body, &[])),
        "**Goal**:met **now**\n\n**a b** c\n\nFirst line\\\nsecond line\n\nx²\n"
    );
}

#[test]
fn tables_keep_their_columns() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
    };
    let body = format!(
        "<w:tbl><w:tr>{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl><w:p/><w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>",
        cell("<w:gridSpan w:val='2'/>", "Both"),
        cell("<w:vMerge w:val='restart'/>", "A|B"),
        cell("", "1"),
        cell("<w:vMerge/>", ""),
        cell("", "2"),
        paragraph("A box of one cell."),
        paragraph("With two paragraphs."),
    );
    assert_eq!(
        body_of(&word(&body, &[])),
        "| Both |  |\n| --- | --- |\n| A\\|B | 1 |\n|  | 2 |\n\nA box of one cell.\n\nWith two paragraphs.\n"
    );
}

#[test]
fn pictures_that_no_browser_shows_and_those_of_the_author_s_computer_are_listed() {
    let linked = |target: &str| {
        let rels = format!(
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='rIdPic' \
             Type='x/image' Target='{target}'{}/></Relationships>",
            if target.contains(':') { " TargetMode='External'" } else { "" }
        );
        let document = format!(
            "<w:document {NAMESPACES}><w:body><w:p>{}</w:p></w:body></w:document>",
            picture("A plan")
        );
        let bytes = zip(&[
            ("word/document.xml", document.as_bytes()),
            ("word/_rels/document.xml.rels", rels.as_bytes()),
            ("word/media/image1.emf", b"emf"),
        ]);
        read(&file("a.docx", bytes))
    };
    assert!(reason(&linked("media/image1.emf"), "image1.emf: A plan").contains("PNG"));
    assert!(reason(&linked("file:///C:/plan.png"), "file:///C:/plan.png").contains("computer"));
    assert!(reason(&linked("media/gone.png"), "media/gone.png: A plan").contains("missing"));
    assert_eq!(
        linked("https://example.org/a.png").documents[0].body,
        "![A plan](https://example.org/a.png)\n"
    );
}

#[test]
fn a_field_that_does_not_end_hides_nothing() {
    let body = format!(
        "<w:p>{}<w:r><w:instrText>TOC \\o</w:instrText></w:r>{}{}</w:p>{}",
        field_mark("begin"),
        field_mark("separate"),
        run("Line of contents."),
        paragraph("Text that follows.")
    );
    keeps_every_sentence(&read(&word(&body, &[])), "Line of contents. Text that follows.");
}

#[test]
fn an_unknown_element_is_read_for_what_is_in_it() {
    let body = format!(
        "<w:future><w:p><w:another>{}</w:another></w:p></w:future>",
        run("Written with a later Word.")
    );
    keeps_every_sentence(&read(&word(&body, &[])), "Written with a later Word.");
}

#[test]
fn moved_text_stands_in_its_new_place() {
    let body = format!(
        "<w:p><w:moveTo>{}</w:moveTo></w:p>{}<w:p><w:moveFrom>{}</w:moveFrom></w:p>",
        run("Moved up."),
        paragraph("Between."),
        run("Moved up.")
    );
    let imported = read(&word(&body, &[]));
    assert_eq!(imported.documents[0].body, "Moved up.\n\nBetween.\n");
    assert!(reason(&imported, "Moved up.").contains("new place"));
}

#[test]
fn a_note_with_a_mark_of_its_own_is_numbered_and_a_file_name_describes_no_picture() {
    let body = format!(
        "<w:p>{}<w:r><w:footnoteReference w:customMarkFollows='1' w:id='2'/><w:t>*</w:t></w:r></w:p><w:p>{}</w:p>",
        run("Noted"),
        picture("IMG_2041.JPG")
    );
    let notes = "<w:footnotes NS><w:footnote w:id='2'><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    assert_eq!(
        body_of(&word(&body, &[("word/footnotes.xml", notes)])),
        "Noted[^1]\n\n![](files/plan/image1.png)\n\n[^1]: A note.\n"
    );
}

#[test]
fn an_empty_document_has_the_name_of_its_file() {
    let imported = read(&file("Entry_plan-2024.docx", word_bytes("", &[])));
    assert_eq!(imported.documents[0].title, "Entry plan 2024");
    assert_eq!(imported.documents[0].body, "");
}

#[test]
fn a_very_long_document_is_read() {
    let mut body = String::new();
    for number in 0..5_000 {
        body.push_str(&paragraph(&format!("Sentence number {number}.")));
    }
    let text = body_of(&word(&body, &[]));
    assert!(text.ends_with("Sentence number 4999.\n"));
    assert_eq!(text.lines().count(), 9_999);
}

#[test]
fn damaged_and_hostile_documents_are_errors_that_say_what_to_do() {
    let error = |bytes: Vec<u8>| read_error(&file("a.docx", bytes)).to_string();
    assert!(error(b"PK\x03\x04 cut off".to_vec()).contains("damaged"));
    assert!(
        error(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old".to_vec())
            .contains("protected by a password, or is in the old format")
    );
    assert!(error(zip(&[("mimetype", b"x")])).contains("isn't a Word document"));
    assert!(error(zip(&[("word/document.xml", b"<w:document xmlns:w='w'><w:body>")])).contains("damaged"));
    assert!(error(zip(&[("word/document.xml", "<a>".repeat(50_000).as_bytes())])).contains("deep"));
    let bomb = b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>";
    assert!(error(zip(&[("word/document.xml", bomb)])).contains("entities of its own"));
    let help = read_error(&file("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec())).help;
    assert!(help.contains("`.docx`"), "{help}");
}

#[test]
fn what_lies_deep_or_often_in_itself_is_read_in_time() {
    let mut nested = paragraph("In the middle.");
    for _ in 0..60 {
        nested = format!("<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>");
    }
    assert_eq!(body_of(&word(&nested, &[])), "In the middle.\n");
    let open_fields = [field_mark("begin"), field_mark("separate"), run("x")].concat().repeat(3_000);
    keeps_every_sentence(&read(&word(&format!("<w:p>{open_fields}</w:p>"), &[])), "xxx");
    let diagram = "<w:r><w:drawing><dgm:relIds r:dm='rIdDiagram'/></w:drawing></w:r>".repeat(3_000);
    let data = format!("<dgm:dataModel NS>{}</dgm:dataModel>", "<a:t>Word</a:t>".repeat(3_000));
    let imported = read(&word(&format!("<w:p>{diagram}</w:p>"), &[("word/diagrams/data1.xml", &data)]));
    assert_eq!(imported.omitted.iter().filter(|omitted| omitted.what.contains("Word")).count(), 1);
}

#[test]
fn every_cut_of_a_document_is_read_or_refused() {
    let body = [styled("Titel", &run("T")), item(1, 0, "a"), format!("<w:p>{}</w:p>", picture("x"))].concat();
    let xml = format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
    for cut in (0..xml.len()).step_by(7).filter(|cut| xml.is_char_boundary(*cut)) {
        let _ =
            leadfolio::import::read(&file("a.docx", zip(&[("word/document.xml", &xml.as_bytes()[..cut])])));
    }
}

#[test]
fn a_folder_of_documents_is_several() {
    let one =
        word_bytes(&[styled("Title", &run("One")), format!("<w:p>{}</w:p>", picture("a"))].concat(), &[]);
    let two =
        word_bytes(&[styled("Title", &run("Two")), format!("<w:p>{}</w:p>", picture("b"))].concat(), &[]);
    let imported = read(&folder(
        "Cases",
        [
            ("A/Plan.docx", one),
            ("B/plan.docx", two),
            ("B/~$plan.docx", b"lock".to_vec()),
            ("budget.xlsx", b"x".to_vec()),
            ("broken.docx", b"x".to_vec()),
        ],
    ));
    let titles: Vec<&str> = imported.documents.iter().map(|document| document.title.as_str()).collect();
    assert_eq!(titles, ["One", "Two"]);
    let paths: Vec<&str> = imported.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["plan/image1.png", "plan-2/image1.png"]);
    assert!(imported.documents[1].body.contains("(files/plan-2/image1.png)"));
    assert_eq!(reason(&imported, "budget.xlsx"), "not a text document");
    assert!(reason(&imported, "broken.docx").contains("damaged"));
    assert_eq!(imported.omitted.len(), 2);
}

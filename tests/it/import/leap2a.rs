//! Portfolios in Leap2A.

use leadfolio::import::imported::DocumentKind;
use serde_json::json;

use super::support::{
    all_text, archive, entry, file, keeps_every_sentence, kept_text, portfolio, read, read_error, reason, zip,
};

fn feed(entries: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:leap2="http://terms.leapspecs.org/"
    xmlns:categories="http://wiki.leapspecs.org/2A/categories/" xmlns:portfolio="https://mahara.example/export/leap/7/1700000000/"
    xmlns:mahara="http://wiki.mahara.org/Developer_Area/Import%2F%2FExport/LEAP_Extensions#">
    <leap2:version>http://www.leapspecs.org/2010-07/2A/</leap2:version>
    <id>https://mahara.example/export/7/1700000000</id>
    <title>Mahara Leap2A Export for Ana Lindholm</title>
    <updated>2024-03-05T10:00:00+01:00</updated>
    <generator uri="http://mahara.org/" version="2023">Mahara</generator>
    <author><name>Ana Lindholm</name><email>ana.private@example.org</email><uri>portfolio:artefactinternal</uri></author>
    {entries}
</feed>"#
    )
}

const PERSON: &str = r#"<entry><title>Ana Lindholm</title><id>portfolio:artefactinternal</id><updated>2024-03-05T10:00:00+01:00</updated>
    <content type="html">&lt;p&gt;I run a ward of &lt;strong&gt;forty&lt;/strong&gt; beds.&lt;/p&gt;</content>
    <rdf:type rdf:resource="leap2:person"/><mahara:artefactplugin mahara:type="internal" mahara:plugin="internal"/>
    <leap2:persondata leap2:field="legal_given_name">Ana</leap2:persondata><leap2:persondata leap2:field="legal_family_name">Lindholm</leap2:persondata>
    <leap2:persondata leap2:field="email">ana.private@example.org</leap2:persondata><leap2:persondata leap2:field="mobile">912 555 4321</leap2:persondata>
    <leap2:persondata leap2:field="website">https://ana.example</leap2:persondata>
    <leap2:spatial><leap2:country leap2:countrycode="NZL">New Zealand</leap2:country><leap2:addressline>12 Harbor Lane</leap2:addressline></leap2:spatial></entry>
  <entry><title>Otto Vance</title><id>portfolio:other</id><content>Surgeon of ours.</content><rdf:type rdf:resource="leap2:person"/>
    <leap2:persondata leap2:field="email">otto@harbor.example</leap2:persondata></entry>"#;

const RESUME: &str = r#"<entry><title>Nurse manager</title><id>portfolio:resumecomposite-5-child-1</id><content>Responsible for thirty nurses.
• The team wrote its own rota.</content><rdf:type rdf:resource="leap2:activity"/><mahara:artefactplugin mahara:type="pseudo:employmenthistory" mahara:plugin="resume"/>
    <link rel="leap2:is_supported_by" href="portfolio:resumesibling-5-sibling-1-rel-supports"/><category term="Work" scheme="categories:life_area#"/>
    <leap2:date leap2:point="start">2019-03-01T00:00:00Z</leap2:date></entry>
  <entry><title>Harbor Hospital</title><id>portfolio:resumesibling-5-sibling-1-rel-supports</id><content></content><rdf:type rdf:resource="leap2:organization"/></entry>
  <entry><title>Nursing</title><id>portfolio:resumecomposite-6-child-1</id><content>Wrote about night shifts.</content><rdf:type rdf:resource="leap2:activity"/>
    <mahara:artefactplugin mahara:type="pseudo:educationhistory" mahara:plugin="resume"/><link rel="leap2:is_supported_by" href="portfolio:resumesibling-6-a"/>
    <link rel="leap2:supports" href="portfolio:resumesibling-6-b"/><category term="Education" scheme="categories:life_area#"/>
    <leap2:date leap2:point="end" leap2:label="">June 2012</leap2:date></entry>
  <entry><title>University of Westmark</title><id>portfolio:resumesibling-6-a</id><content/><rdf:type rdf:resource="leap2:organization"/></entry>
  <entry><title>Bachelor of Science</title><id>portfolio:resumesibling-6-b</id><content>Nursing</content><rdf:type rdf:resource="leap2:achievement"/></entry>
  <entry><title>Critical care</title><id>portfolio:c1</id><content>Two weeks on the unit.</content><rdf:type rdf:resource="leap2:achievement"/>
    <mahara:artefactplugin mahara:type="pseudo:certification" mahara:plugin="resume"/><leap2:date leap2:point="end">2020-07</leap2:date></entry>
  <entry><title>Ward of the year</title><id>portfolio:aw</id><content>For the rota.</content><rdf:type rdf:resource="leap2:achievement"/></entry>
  <entry><title>Sea Rescue, board</title><id>portfolio:m1</id><content>Reads the budget.</content><rdf:type rdf:resource="leap2:activity"/>
    <mahara:artefactplugin mahara:type="pseudo:membership" mahara:plugin="resume"/><leap2:date leap2:point="start">2019</leap2:date></entry>
  <entry><title>Work skills</title><id>portfolio:s1</id><content type="html">&lt;ul&gt;&lt;li&gt;Mediation&lt;/li&gt;&lt;li&gt;Triage&lt;/li&gt;&lt;/ul&gt;</content><rdf:type rdf:resource="leap2:ability"/></entry>
  <entry><title>Who writes the rota</title><id>portfolio:b1</id><content/><rdf:type rdf:resource="leap2:resource"/><mahara:artefactplugin mahara:type="pseudo:book" mahara:plugin="resume"/>
    <link rel="leap2:related" href="portfolio:resumesibling-b"/><leap2:date leap2:point="end">2022-10</leap2:date></entry>
  <entry><title>Author</title><id>portfolio:resumesibling-b</id><content>How we began.</content><rdf:type rdf:resource="leap2:achievement"/></entry>"#;

const PAGES: &str = r#"<entry><title>The first rota</title><id>portfolio:artefact21</id><published>2023-05-04T10:00:00+02:00</published><updated>2023-06-01T10:00:00+02:00</updated>
    <content type="html">&lt;p&gt;Six nurses met weekly.&lt;/p&gt;&lt;p&gt;&lt;img src="portfolio:artefact31" alt="The rota on the wall"&gt;&lt;/p&gt;&lt;p&gt;No shift was unfilled!&lt;/p&gt;&lt;p&gt;See &lt;a href="portfolio:view3"&gt;my ward&lt;/a&gt;.&lt;/p&gt;</content>
    <rdf:type rdf:resource="leap2:entry"/><mahara:artefactplugin mahara:type="blogpost" mahara:plugin="blog"/><category term="rota-work" label="rota work"/>
    <link rel="leap2:is_part_of" href="portfolio:artefact20"/><link rel="leap2:has_attachment" href="portfolio:artefact32"/></entry>
  <entry><title>Journal</title><id>portfolio:artefact20</id><content type="html"/><rdf:type rdf:resource="leap2:selection"/><category term="Blog" scheme="categories:selection_type#"/></entry>
  <entry><title>wall photo.png</title><id>portfolio:artefact31</id><content/><rdf:type rdf:resource="leap2:resource"/><link rel="enclosure" type="image/png" href="files/31-wall%20photo.png"/></entry>
  <entry><title>plan.pdf</title><id>portfolio:artefact32</id><summary>The plan of the pilot.</summary><content/><rdf:type rdf:resource="leap2:resource"/><link rel="enclosure" type="application/pdf" href="files/plan.pdf"/></entry>
  <entry><title>gone.doc</title><id>portfolio:artefact33</id><content/><rdf:type rdf:resource="leap2:resource"/><link rel="enclosure" href="files/gone.doc"/></entry>
  <entry><title>My ward</title><id>portfolio:view3</id><subtitle>Tell us about your ward.</subtitle><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A page about my ward.</p></div></content>
    <rdf:type rdf:resource="leap2:selection"/><category term="Webpage" scheme="categories:selection_type#"/><link rel="leap2:has_part" href="portfolio:artefact21" leap2:display_order="1"/>
    <mahara:view mahara:type="portfolio"><mahara:blockinstance mahara:blocktype="text" mahara:blocktitle="How we decide"><mahara:text>["&lt;p&gt;Whoever works it writes it.&lt;\/p&gt;"]</mahara:text><mahara:retractable>["0"]</mahara:retractable></mahara:blockinstance></mahara:view></entry>
  <entry><title>Feedback</title><id>portfolio:artefact40</id><author><name>Lena Hart</name></author><content type="html">&lt;p&gt;You should share this.&lt;/p&gt;</content>
    <rdf:type rdf:resource="leap2:entry"/><mahara:artefactplugin mahara:type="comment" mahara:plugin="comment"/><link rel="leap2:reflects_on" href="portfolio:artefact21"/></entry>
  <entry><title>Next winter</title><id>portfolio:plan1</id><content>We try it on nights.</content><rdf:type rdf:resource="leap2:plan"/><leap2:date leap2:point="target">2024-12</leap2:date></entry>"#;

fn mahara() -> super::support::SourceFiles {
    vec![
        ("leap2a.xml", feed(&format!("{PERSON}{RESUME}{PAGES}")).into_bytes()),
        ("files/31-wall photo.png", b"picture".to_vec()),
        ("files/plan.pdf", b"plan".to_vec()),
        ("internal/extra.txt", b"extra".to_vec()),
    ]
}

#[test]
fn every_sentence_of_an_export_of_mahara_is_kept_or_listed() {
    let files = mahara();
    let borrowed: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (*path, bytes.as_slice())).collect();
    let imported = read(&archive("mahara-export-leap-user7.zip", &borrowed));
    keeps_every_sentence(
        &imported,
        "I run a ward of forty beds.\nResponsible for thirty nurses.\nThe team wrote its own rota.\nWrote about night shifts.\nTwo weeks on the unit.\nFor the rota.\n\
         Reads the budget.\nMediation\nTriage\nHow we began.\nAuthor\nSix nurses met weekly.\nNo shift was unfilled!\nThe rota on the wall\nThe plan of the pilot.\n\
         A page about my ward.\nHow we decide\nWhoever works it writes it.\nYou should share this.\nWe try it on nights.\n2024-12\nJournal\nfiles/gone.doc\ninternal/extra.txt\nTell us about your ward.",
    );
    portfolio(&imported);
}

#[test]
fn entries_of_mahara_become_profile_resume_pages_and_files() {
    let files = mahara();
    let imported = read(&super::support::folder("export", files));
    assert_eq!(
        imported.settings["profile"],
        json!({ "name": "Ana Lindholm", "bio": "I run a ward of forty beds.", "location": { "country_code": "NZ" },
                "links": [{ "network": "Website", "url": "https://ana.example" }] })
    );
    assert_eq!(
        entry(&imported, "positions", 0),
        json!({ "id": "nurse-manager-harbor-hospital", "title": "Nurse manager", "organisation": "Harbor Hospital", "start": "2019-03-01",
                "summary": "Responsible for thirty nurses.", "highlights": ["The team wrote its own rota."] })
    );
    assert_eq!(
        entry(&imported, "education", 0),
        json!({ "institution": "University of Westmark", "award": "Bachelor of Science", "area": "Nursing", "end": "2012-06" })
    );
    assert_eq!(entry(&imported, "credentials", 0), json!({ "name": "Critical care", "date": "2020-07" }));
    assert_eq!(
        entry(&imported, "awards", 0),
        json!({ "title": "Ward of the year", "summary": "For the rota." })
    );
    assert_eq!(entry(&imported, "service", 0)["role"], "Sea Rescue, board");
    assert_eq!(entry(&imported, "skills", 0)["keywords"], json!(["Mediation", "Triage"]));
    assert_eq!(entry(&imported, "publications", 0)["summary"], "Author. How we began.");
    let titles: Vec<&str> = imported.documents.iter().map(|document| document.title.as_str()).collect();
    assert_eq!(titles, ["The first rota", "My ward", "Next winter"]);
    let post = &imported.documents[0];
    assert_eq!(
        (post.date.unwrap().to_string().as_str(), &post.tags[..]),
        ("2023-05-04", &["rota work".to_owned()][..])
    );
    assert!(
        post.body.contains("files/31-wall-photo.png") && post.body.contains("[plan.pdf](files/plan.pdf)"),
        "{}",
        post.body
    );
    assert!(post.body.contains("document:entry%20%60portfolio%3Aview3%60"), "{}", post.body);
    assert_eq!(imported.documents[1].kind, Some(DocumentKind::Page));
    assert!(imported.documents[1].body.contains("- The first rota"), "{}", imported.documents[1].body);
    let paths: Vec<&str> = imported.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["31-wall-photo.png", "plan.pdf"]);
}

#[test]
fn data_of_other_people_and_private_data_are_not_repeated() {
    let imported = read(&super::support::folder("export", mahara()));
    for secret in ["Otto", "otto@", "Surgeon", "Lena", "ana.private", "555 4321", "Harbor Lane"] {
        assert!(!all_text(&imported).contains(secret), "{secret}");
    }
    assert!(!kept_text(&imported).contains("You should share this"));
    assert!(reason(&imported, "You should share this").contains("ask them"));
    assert!(reason(&imported, "a person").contains("not read"));
}

#[test]
fn a_feed_of_another_program_without_files_is_read() {
    let entries = r##"<entry><title>Care &amp; rota</title><id>portfolio:1</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h1>Why</h1><p>Nights are <em>long</em>&#8212;so we share them.</p><p>Fair&nbsp;is fair.</p><br/></div></content>
        <summary type="html">&lt;p&gt;On sharing &amp;amp; nights.&lt;/p&gt;</summary><rdf:type rdf:resource="leap2:meeting"/></entry>
      <entry><title>A plain one</title><id>portfolio:2</id><content># Not a heading
1 &lt; 2, and *stars* stay.</content><rdf:type rdf:resource="leap2:entry"/></entry>
      <entry><id>portfolio:3</id><content type="text">Nobody gave me a title.</content></entry>
      <entry><title>Friends of the ward</title><id>portfolio:4</id><leap2:myrole>Treasurer</leap2:myrole><rdf:type rdf:resource="leap2:affiliation"/><leap2:date leap2:point="start">once</leap2:date></entry>
      <entry><title>A good site</title><id>portfolio:5</id><rdf:type rdf:resource="leap2:resource"/><link rel="related" href="https://rota.example/"/></entry>"##;
    let imported = read(&file("portfolio.xml", feed(entries)));
    keeps_every_sentence(
        &imported,
        "1 < 2, and stars stay.\nNobody gave me a title.\nOn sharing & nights.\nCare & rota\nTreasurer\nonce\nA good site\nhttps://rota.example/",
    );
    assert_eq!(
        entry(&imported, "service", 0),
        json!({ "role": "Treasurer", "organisation": "Friends of the ward" })
    );
    assert_eq!(imported.documents[1].body, "\\# Not a heading\n1 \\< 2, and \\*stars\\* stay.");
    portfolio(&imported);
}

#[test]
fn a_feed_that_is_empty_damaged_or_hostile_is_an_error_or_ends() {
    portfolio(&read(&file("leap2a.xml", feed(""))));
    let many =
        "<entry><title>T</title><id>portfolio:same</id><content>Text of one.</content></entry>".repeat(5000);
    assert_eq!(read(&file("leap2a.xml", feed(&many))).documents.len(), 5000);
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let bomb = "<!DOCTYPE feed [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><feed><entry><title>&b;</title></entry></feed>";
    for damaged in
        ["", "<feed>", "<html></html>", "<feed><entry></feed>", "</feed>", "<feed a=b></feed>", &feed(&deep)]
    {
        read_error(&file("leap2a.xml", damaged));
    }
    assert!(!all_text(&read(&file("leap2a.xml", bomb))).contains("aaaa"));
    read_error(&file("export.zip", &zip(&[("leap2a.xml", b"x"), ("../out.txt", b"y")])[..]));
}

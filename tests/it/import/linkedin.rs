//! LinkedIn's copy of a member's data.

use leadfolio::import::imported::DocumentKind;
use serde_json::json;

use super::support::{
    all_text, archive, entry, folder, keeps_every_sentence, portfolio, read, read_error, reason,
};

const PROFILE: &str = "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers\n\
    Ana,Lindholm,Berg,12 Harbor Lane,\"Mar 4, 1980\",\"Nurse manager, Harbor Hospital\",\"I run a ward of forty beds.\n\nMy team says \"\"we decide\"\", and it does!\",Hospitals,90210,\"Tidewick, Westmark, United States\",[tide_nurse],\"[PERSONAL:https://ana.example,BLOG:ana.example/blog]\",\n";

const POSITIONS: &str = "Company Name,Title,Description,Location,Started On,Finished On\n\
    Harbor Hospital,Nurse manager,\"Responsible for thirty nurses.\n• The team wrote its own rota.\n• Falls went from 12 to 7.\",\"Tidewick, Westmark\",Mar 2019,\n\
    Elsewhere Clinic,Nurse,,,2012,Feb 2019\n";

const RECEIVED: &str = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n\
    Otto,Vance,Harbor Hospital,Surgeon,\"She lets go of things. Ask me, Otto Vance, at otto@harbor.example.\",\"05/14/21, 03:12 PM\",VISIBLE\n";

fn basic() -> Vec<(&'static str, &'static str)> {
    vec![
        ("Profile.csv", PROFILE),
        ("Positions.csv", POSITIONS),
        (
            "Education.csv",
            "School Name,Start Date,End Date,Notes,Degree Name,Activities\nUniversity of Westmark,2008,Jun 2012,Wrote about night shifts.,\"B.S., Nursing\",Rowing club\n",
        ),
        (
            "Certifications.csv",
            "Name,Url,Authority,Started On,Finished On,License Number\nCritical care,https://board.example/1,Board of Nursing,Jul 2020,Jul 2030,RN-778899\n",
        ),
        ("Skills.csv", "Name\nMediation\nTriage\n"),
        (
            "Projects.csv",
            "Title,Description,Url,Started On,Finished On\nThe rota committee,\"Six nurses met weekly.\nNo shift was [unfilled].\",https://ana.example/rota,Sep 2021,Jun 2022\n",
        ),
        (
            "Volunteering.csv",
            "Company Name,Role,Cause,Started On,Finished On,Description\nSea Rescue,Board member,Disaster relief,May 2019,,Reads the budget.\n",
        ),
        ("Languages.csv", "Name,Proficiency\nSwedish,Native or bilingual proficiency\n"),
        (
            "Publications.csv",
            "Name,Published On,Description,Publisher,Url\nWho writes the rota,\"Oct 12, 2022\",How we began.,Ward Letters,https://letters.example/rota\n",
        ),
        ("Honors.csv", "Title,Description,Issued On\nWard of the year,For the rota.,Nov 2023\n"),
        ("Recommendations_Received.csv", RECEIVED),
        (
            "Connections.csv",
            "Notes:\n\"When exporting your connection data, you may notice that some of the email addresses are missing.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nLena,Hart,https://www.linkedin.com/in/lena,lena@other.example,Other,Boss,01 Feb 2020\n",
        ),
        ("messages.csv", "CONVERSATION ID,FROM,CONTENT\n1,Lena Hart,A private word between us.\n"),
        ("Profile Summary.csv", "Profile Summary\nAn older summary of mine.\n"),
        (
            "Email Addresses.csv",
            "Email Address,Confirmed,Primary,Updated On\nana.private@example.org,Yes,Yes,\n",
        ),
    ]
}

const SENTENCES: &str = "Nurse manager, Harbor Hospital\nI run a ward of forty beds.\nMy team says \"we decide\", and it does!\nResponsible for thirty nurses.\n\
    The team wrote its own rota.\nFalls went from 12 to 7.\nWrote about night shifts.\nB.S., Nursing\nRowing club\nSix nurses met weekly.\nNo shift was [unfilled].\n\
    Reads the budget.\nDisaster relief\nHow we began.\nFor the rota.\nShe lets go of things.\nElsewhere Clinic\nHospitals\nAn older summary of mine.";

#[test]
fn every_sentence_of_a_basic_archive_is_kept_or_listed() {
    let tables = basic();
    let files: Vec<(&str, &[u8])> = tables.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    let imported = read(&archive("Basic_LinkedInDataExport_11-20-2026.zip", &files));
    keeps_every_sentence(&imported, SENTENCES);
    portfolio(&imported);
    assert_eq!(
        imported.settings["profile"],
        json!({
            "name": "Ana Lindholm", "headline": "Nurse manager, Harbor Hospital",
            "bio": "I run a ward of forty beds.\n\nMy team says \"we decide\", and it does!",
            "location": { "city": "Tidewick", "region": "Westmark", "country_code": "US" },
            "links": [
                { "network": "X", "username": "tide_nurse", "url": "https://x.com/tide_nurse" },
                { "network": "Website", "url": "https://ana.example" },
                { "network": "Blog", "url": "https://ana.example/blog" },
            ],
        })
    );
    assert_eq!(
        entry(&imported, "positions", 0),
        json!({
            "id": "nurse-manager-harbor-hospital", "title": "Nurse manager", "organisation": "Harbor Hospital", "start": "2019-03",
            "summary": "Responsible for thirty nurses.", "highlights": ["The team wrote its own rota.", "Falls went from 12 to 7."],
        })
    );
    assert_eq!(entry(&imported, "positions", 1)["end"], "2019-02");
    assert_eq!(
        entry(&imported, "credentials", 0),
        json!({ "name": "Critical care", "issuer": "Board of Nursing", "date": "2020-07", "expires": "2030-07" })
    );
    assert_eq!(entry(&imported, "publications", 0)["release_date"], "2022-10-12");
    assert_eq!(imported.documents[0].kind, Some(DocumentKind::CaseStudy));
    assert_eq!(imported.documents[0].fields["end"], "2022-06");
}

#[test]
fn data_of_other_people_and_of_the_account_is_never_repeated() {
    let tables = basic();
    let files = tables.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()));
    let imported = read(&folder("linkedin", files));
    let all = format!("{}{:?}", all_text(&imported), imported.notes);
    for secret in [
        "Lena",
        "lena@",
        "private word",
        "Otto",
        "Vance",
        "otto@",
        "Surgeon",
        "ana.private",
        "RN-778899",
        "Harbor Lane",
        "90210",
        "Berg",
        "1980",
    ] {
        assert!(!all.contains(secret), "{secret} in {all}");
    }
    assert!(reason(&imported, "Connections.csv").contains("other people"));
    assert!(reason(&imported, "messages.csv").contains("not opened"));
    assert!(reason(&imported, "She lets go").contains("ask them for permission"));
}

#[test]
fn a_complete_archive_has_articles_posts_and_courses_and_headers_in_capitals() {
    let mut tables = basic();
    tables.retain(|(path, _)| *path != "Positions.csv");
    let positions = format!(
        "Notes:\n\"Dates may be \"\"approximate\"\".\"\n\n{}",
        POSITIONS.replacen(
            "Company Name,Title,Description,Location,Started On,Finished On",
            "COMPANY NAME,TITLE,DESCRIPTION,LOCATION,STARTED ON,FINISHED ON",
            1
        )
    );
    let article = "<html><head><title>Who decides</title></head><body><h1><a href=\"https://www.linkedin.com/pulse/1\">Who decides</a></h1>\
        <p class=\"created\">Created on 2021-05-01 13:20</p><p class=\"published\">Published on 2021-05-02 08:00</p><div><p>A rota belongs to those who work it.</p><p>Mine does.</p></div></body></html>";
    let learning = "Content Title,Content Description,Content Type,Content Last Watched Date (if viewed),Content Completed At (if completed),Content Saved,Notes taken on videos (if taken)\n\
        Coaching,\"How to ask.\",Course,2023-02-01 10:00 UTC,2023-02-03 11:30 UTC,false,Ask twice.\nBudgets,,Course,2023-02-01 10:00 UTC,N/A,true,N/A\n";
    let mut files: Vec<(String, Vec<u8>)> =
        tables.iter().map(|(path, text)| (format!("export/{path}"), text.as_bytes().to_vec())).collect();
    files.push(("export/Positions.csv".to_owned(), [b"\xef\xbb\xbf", positions.as_bytes()].concat()));
    files.push(("export/Articles/Articles/who-decides.html".to_owned(), article.into()));
    files.push(("export/Learning.csv".to_owned(), learning.into()));
    files.push(("export/Shares.csv".to_owned(), "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n2022-01-03 10:00:00,https://www.linkedin.com/1,Our rota turned one today.,,,MEMBER_NETWORK\n".into()));
    files.push(("export/Ad_Targeting.csv".to_owned(), "Member Age,Gender\n40-45,female\n".into()));
    files.push((
        "export/Jobs/Job Applications.csv".to_owned(),
        "Company Name,Job Title\nSecret Rival,Chief\n".into(),
    ));
    let borrowed: Vec<(&str, &[u8])> =
        files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let imported = read(&archive("Complete_LinkedInDataExport.zip", &borrowed));
    keeps_every_sentence(&imported, SENTENCES);
    keeps_every_sentence(
        &imported,
        "A rota belongs to those who work it.\nMine does.\nOur rota turned one today.\nHow to ask.\nAsk twice.\nBudgets\nDates may be \"approximate\".",
    );
    assert_eq!(
        entry(&imported, "learning", 0),
        json!({ "name": "Coaching", "provider": "LinkedIn Learning", "date": "2023-02-03" })
    );
    assert_eq!(imported.settings["learning"].as_array().unwrap().len(), 1);
    let article = imported.documents.iter().find(|document| document.origin.ends_with(".html")).unwrap();
    assert_eq!(
        (article.title.as_str(), article.date.unwrap().to_string().as_str()),
        ("Who decides", "2021-05-02")
    );
    assert!(!all_text(&imported).contains("Secret Rival"));
    assert!(!all_text(&imported).contains("40-45"));
    portfolio(&imported);
}

#[test]
fn tables_with_columns_in_another_language_are_listed_with_what_to_do() {
    let files = [
        ("Profile.csv", PROFILE.as_bytes().to_vec()),
        (
            "Positions.csv",
            "Unternehmen,Position,Beschreibung\nHafenklinik,Stationsleitung,Ich leite eine Station.\n".into(),
        ),
        ("Skills.csv", "Name\nMediation\n".into()),
    ];
    let imported = read(&folder("linkedin", files));
    keeps_every_sentence(&imported, "Ich leite eine Station.\nHafenklinik");
    assert!(
        imported.notes.iter().any(|note| note.contains("Positions.csv") && note.contains("English")),
        "{:?}",
        imported.notes
    );
}

#[test]
fn tables_that_are_empty_damaged_or_hostile_end_in_a_result_or_an_error() {
    let with = |positions: &[u8]| {
        folder(
            "linkedin",
            [("Profile.csv", PROFILE.as_bytes().to_vec()), ("Positions.csv", positions.to_vec())],
        )
    };
    for odd in [
        "",
        "\n\n",
        "Company Name,Title\n",
        "Company Name,Title\n\"never closed, Chief\n",
        "Company Name,Title,Title\nA,B,C,D,E\n",
    ] {
        portfolio(&read(&with(odd.as_bytes())));
    }
    keeps_every_sentence(
        &read(&with(b"Company Name,Title,Title\nA,B,C one,D two,E three\n")),
        "C one\nD two\nE three",
    );
    read_error(&with(b"Company Name,Title\nA\0B,C\n"));
    let zip =
        super::support::zip(&[("Profile.csv", PROFILE.as_bytes()), ("Positions.csv", POSITIONS.as_bytes())]);
    read_error(&super::support::file("linkedin.zip", &zip[..zip.len() / 2]));
    let wide = format!("Company Name,Title\n{}", "x,".repeat(200_000));
    read(&with(wide.as_bytes()));
}

#[test]
fn tables_in_another_language_give_nothing_away() {
    let profile = "Vorname,Nachname,Adresse,Geburtsdatum\nAna,Lindholm,12 Harbor Lane,1980-03-04\n";
    let received = "Vorname,Nachname,Text\nOtto,Vance,She lets go of things.\n";
    let mut files = basic();
    files.retain(|(name, _)| !["Profile.csv", "Recommendations_Received.csv"].contains(name));
    files.extend([("Profile.csv", profile), ("Recommendations_Received.csv", received)]);
    let imported =
        read(&folder("linkedin", files.iter().map(|(name, text)| (*name, text.as_bytes().to_vec()))));
    let all = format!("{imported:?}");
    assert!(!all.contains("Harbor Lane") && !all.contains("1980-03") && !all.contains("Otto"), "{all}");
    assert_eq!(reason(&imported, "2 rows of `Profile.csv`"), "the columns of this table have unknown names");
}

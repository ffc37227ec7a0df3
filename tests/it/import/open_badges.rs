//! Open Badges: as JSON, as tokens, and baked into pictures.

use std::io::{Cursor, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use image::{ImageFormat, RgbaImage};
use leadfolio::import::Imported;
use serde_json::{Value, json};

use super::support::{
    all_text, entry, file, folder, keeps_every_sentence, portfolio, read, read_error, reason,
};

/// A badge of version 2, with its class in it.
fn version_2() -> Value {
    json!({
        "@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://badges.example/assertions/7",
        "recipient": { "type": "email", "hashed": false, "identity": "ana.private@example.org" },
        "badge": {
            "type": "BadgeClass", "id": "https://badges.example/classes/3", "name": "Rota coach", "description": "Coached a team that writes its own rota.",
            "image": "https://badges.example/3.png", "criteria": { "narrative": "Three rotas were written. None was changed later." },
            "issuer": { "type": "Issuer", "id": "https://badges.example/issuer", "name": "Ward Academy", "url": "https://academy.example", "email": "desk@academy.example" },
            "alignment": [{ "targetName": "People", "targetDescription": "People come first." }],
        },
        "verification": { "type": "HostedBadge" }, "issuedOn": "2023-05-04T10:00:00Z", "expires": "2026-05-04T10:00:00Z",
        "narrative": "It took a winter.", "evidence": [{ "narrative": "The rota of March." }],
    })
}

/// A badge of version 3: a verifiable credential.
fn version_3() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "https://badges.example/credentials/9", "type": ["VerifiableCredential", "OpenBadgeCredential"], "name": "Certificate",
        "issuer": { "id": "did:web:academy.example", "type": ["Profile"], "name": "Ward Academy" }, "validFrom": "2024-02-01T00:00:00Z", "validUntil": "2027-02-01T00:00:00Z",
        "credentialSubject": { "id": "did:key:z6Mk", "type": ["AchievementSubject"], "identifier": [{ "type": "IdentityObject", "identityHash": "ana.private@example.org", "hashed": false }],
            "achievement": { "id": "urn:uuid:1", "type": ["Achievement"], "name": "Ward lead", "description": "Led a ward for a year.", "criteria": { "narrative": "One year, on duty." } } },
        "proof": [{ "type": "DataIntegrityProof", "proofValue": "z3abc" }],
    })
}

fn png_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], kind, data, &crc.sum().to_be_bytes()].concat()
}

/// A picture with a chunk after its header.
fn baked(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut png = Vec::new();
    RgbaImage::new(4, 4).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
    png.splice(33..33, png_chunk(kind, data));
    png
}

fn token(claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", part(&json!({ "alg": "RS256" })), part(claims), URL_SAFE_NO_PAD.encode("signature"))
}

#[track_caller]
fn is_not_verified(imported: &Imported, name: &str) {
    let note = imported.notes.iter().find(|note| note.starts_with("Not verified"));
    assert!(note.is_some_and(|note| note.contains(name)), "{:?}", imported.notes);
    assert!(!all_text(imported).contains("ana.private"), "{imported:?}");
    portfolio(imported);
}

#[test]
fn a_badge_of_version_2_becomes_a_credential_and_loses_no_sentence() {
    let imported = read(&file("badge.json", version_2().to_string()));
    assert_eq!(
        entry(&imported, "credentials", 0),
        json!({ "name": "Rota coach", "issuer": "Ward Academy", "date": "2023-05-04", "expires": "2026-05-04" })
    );
    keeps_every_sentence(
        &imported,
        "Coached a team that writes its own rota.\nThree rotas were written. None was changed later.\nIt took a winter.\nThe rota of March.\nPeople come first.",
    );
    assert!(reason(&imported, "assertions/7").contains("link to it"));
    assert!(!all_text(&imported).contains("desk@"));
    is_not_verified(&imported, "Rota coach");
}

#[test]
fn a_badge_of_version_3_becomes_a_credential_and_loses_no_sentence() {
    let imported = read(&file("credential.json", version_3().to_string()));
    assert_eq!(
        entry(&imported, "credentials", 0),
        json!({ "name": "Ward lead", "issuer": "Ward Academy", "date": "2024-02-01", "expires": "2027-02-01" })
    );
    keeps_every_sentence(&imported, "Led a ward for a year.\nOne year, on duty.\nCertificate");
    is_not_verified(&imported, "Ward lead");
}

#[test]
fn a_signed_token_is_read_with_or_without_the_claim_of_older_credentials() {
    for claims in [version_3(), json!({ "iss": "did:web:academy.example", "vc": version_3() }), version_2()] {
        let imported = read(&file("badge.jwt", token(&claims)));
        assert_eq!(entry(&imported, "credentials", 0)["issuer"], "Ward Academy");
    }
    for damaged in ["", "a.b.c", "a.b", &token(&json!(3)), &format!("{}...", token(&json!({})))] {
        read_error(&file("badge.jwt", damaged));
    }
}

#[test]
fn a_badge_in_a_png_is_read_and_the_picture_comes_along() {
    let text = version_2().to_string();
    let plain = [b"openbadges\0\0\0\0\0", text.as_bytes()].concat();
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    let compressed = [b"openbadges\0\x01\0en\0\0".as_slice(), &encoder.finish().unwrap()].concat();
    let old = [b"openbadges\0", text.as_bytes()].concat();
    for (kind, data) in [(b"iTXt", plain), (b"iTXt", compressed), (b"tEXt", old)] {
        let picture = baked(kind, &data);
        let imported = read(&file("my badge.png", picture.clone()));
        keeps_every_sentence(&imported, "Coached a team that writes its own rota.\nIt took a winter.");
        let [badge] = &imported.files[..] else { panic!("{:?}", imported.files) };
        assert_eq!((badge.path.as_str(), badge.alt.as_deref()), ("my badge.png", Some("Badge: Rota coach")));
        assert_eq!(badge.blob.read().unwrap().as_ref(), picture);
        is_not_verified(&imported, "Rota coach");
    }
    let credential = [b"openbadgecredential\0\0\0\0\0", token(&version_3()).as_bytes()].concat();
    let imported = read(&file("badge.png", baked(b"iTXt", &credential)));
    is_not_verified(&imported, "Ward lead");
}

#[test]
fn a_badge_in_an_svg_is_read_and_the_picture_comes_along() {
    let svg = |inside: &str| {
        format!(
            "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:openbadges=\"http://openbadges.org\">{inside}<circle r=\"4\"/></svg>"
        )
    };
    let assertion = format!(
        "<openbadges:assertion verify=\"https://badges.example/7\"><![CDATA[{}]]></openbadges:assertion>",
        version_2()
    );
    let imported = read(&file("badge.svg", svg(&assertion)));
    keeps_every_sentence(&imported, "Coached a team that writes its own rota.");
    assert_eq!(imported.files.len(), 1);
    is_not_verified(&imported, "Rota coach");
    let credential = format!("<openbadges:credential verify=\"{}\"/>", token(&version_3()));
    is_not_verified(&read(&file("badge.svg", svg(&credential))), "Ward lead");
}

#[test]
fn several_badges_of_a_folder_or_a_backpack_are_read_in_order() {
    let first = json!({ "uid": "1", "recipient": "sha256$abc", "badge": { "name": "First", "issuer": "https://badges.example/issuer" }, "issuedOn": 1_400_000_000 });
    let badges = [
        ("a.json", first.to_string().into_bytes()),
        ("b.json", version_2().to_string().into_bytes()),
        ("c.json", version_3().to_string().into_bytes()),
    ];
    let imported = read(&folder("badges", badges));
    let names: Vec<Value> =
        (0..3).map(|index| entry(&imported, "credentials", index)["name"].clone()).collect();
    assert_eq!(names, ["First", "Rota coach", "Ward lead"]);
    assert_eq!(entry(&imported, "credentials", 0)["date"], "2014-05-13");
    let backpack = json!({ "@context": "https://w3id.org/openbadges/v2", "badges": [{ "assertion": version_2() }, { "assertion": first }] });
    assert_eq!(
        read(&file("backpack.json", backpack.to_string())).settings["credentials"].as_array().unwrap().len(),
        2
    );
}

#[test]
fn a_badge_that_only_names_addresses_is_an_error_that_says_what_to_save() {
    let hosted =
        json!({ "recipient": {}, "badge": "https://badges.example/classes/3", "issuedOn": "2023-05-04" });
    let error = read_error(&file("badge.json", hosted.to_string()));
    assert!(error.help.contains("save what is at that address"), "{error}");
    let link = [b"openbadges\0".as_slice(), b"https://badges.example/7"].concat();
    read_error(&file("badge.png", baked(b"tEXt", &link)));
}

#[test]
fn damaged_and_hostile_badges_are_errors() {
    let bomb = {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        for _ in 0..64 {
            encoder.write_all(&vec![b'['; 1 << 20]).unwrap();
        }
        [b"openbadges\0\x01\0\0\0".as_slice(), &encoder.finish().unwrap()].concat()
    };
    read_error(&file("badge.png", baked(b"iTXt", &bomb)));
    let good = baked(b"iTXt", &[b"openbadges\0\0\0\0\0", version_2().to_string().as_bytes()].concat());
    for len in [0, 8, 20, 40, 60, 200] {
        read_error(&file("badge.png", &good[..len]));
    }
    read_error(&file(
        "badge.png",
        [b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffiTXt".as_slice(), b"openbadges\0"].concat(),
    ));
    read_error(&file("badge.svg", "<svg><openbadges:assertion>{"));
    read_error(&file("badge.json", "{\"badge\": 1, \"recipient\": 2}"));
    read_error(&file("badge.json", format!("{{\"recipient\": 1, \"badge\": {}", "[".repeat(100_000))));
}

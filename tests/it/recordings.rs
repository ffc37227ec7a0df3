//! Recordings are published without what tells who made them, where and when.

use std::fs;

use leadfolio::media::recording::clean_recording;
use leadfolio::vfs::Blob;

use super::support::{Bench, study};

/// Stands for what a phone or a program writes.
const SECRET: &[u8] = b"zqSecret";
/// Stands for sound and pictures.
const SOUND: &[u8] = b"zqSound!";

/// A box of an MP4 file.
fn mp4_box(kind: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], kind, &content].concat()
}

/// A table of an MP4 file: its number of entries, and the entries.
fn table(kind: &[u8; 4], before: &[u32], rows: &[&[u32]]) -> Vec<u8> {
    let words = [&[0], before, &[u32::try_from(rows.len()).unwrap()], &rows.concat()].concat();
    mp4_box(kind, &[&words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<u8>>()])
}

/// A track with one sample.
fn mp4_track(handler: &[u8; 4], format: &[u8; 4], sample: (u32, u32)) -> Vec<u8> {
    let times = mp4_box(b"tkhd", &[&[0; 4], SECRET, &[0; 72]]);
    let media_times = mp4_box(b"mdhd", &[&[0; 4], SECRET, &[0; 12]]);
    let name = mp4_box(b"hdlr", &[&[0; 8], handler, &[0; 12], SECRET, &[0]]);
    let entry = mp4_box(format, &[&[0; 78]]);
    let formats = mp4_box(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1], &entry]);
    let sizes = table(b"stsz", &[0], &[&[sample.1]]);
    let runs = table(b"stsc", &[], &[&[1, 1, 1]]);
    let offsets = table(b"stco", &[], &[&[sample.0]]);
    let samples = mp4_box(b"stbl", &[&formats, &sizes, &runs, &offsets, &mp4_box(b"zqzq", &[SECRET])]);
    let url = mp4_box(b"url ", &[&[0, 0, 0, 1], SECRET]);
    let data = mp4_box(b"dinf", &[&mp4_box(b"dref", &[&[0, 0, 0, 0, 0, 0, 0, 1], &url])]);
    let information = mp4_box(b"minf", &[&data, &samples]);
    let media = mp4_box(b"mdia", &[&media_times, &name, &information]);
    mp4_box(b"trak", &[&times, &media, &mp4_box(b"udta", &[SECRET]), &mp4_box(b"meta", &[SECRET])])
}

/// A film whose data begin at byte 24: sound, positions of a camera, data that no track has, and a subtitle.
fn mp4(subtitle: &str) -> Vec<u8> {
    let text = [&u16::try_from(subtitle.len()).unwrap().to_be_bytes()[..], subtitle.as_bytes()].concat();
    let brand = mp4_box(b"ftyp", &[b"isom", &[0; 4]]);
    let data = mp4_box(b"mdat", &[SOUND, SECRET, SECRET, &text]);
    let tracks = [
        mp4_track(b"vide", b"avc1", (24, 8)),
        mp4_track(b"meta", b"gpmd", (32, 8)),
        mp4_track(b"text", b"tx3g", (48, u32::try_from(text.len()).unwrap())),
    ];
    let place = mp4_box(b"\xa9xyz", &[b"\0\x12\x15\xc7", SECRET]);
    let times = mp4_box(b"mvhd", &[&[0; 4], SECRET, &[0; 84]]);
    let movie = mp4_box(b"moov", &[&times, &tracks.concat(), &mp4_box(b"udta", &[&place])]);
    [brand, data, movie, mp4_box(b"uuid", &[SECRET, SECRET]), mp4_box(b"free", &[SECRET])].concat()
}

fn mp3_frame() -> Vec<u8> {
    [&[0xff, 0xfb, 0x90, 0x64][..], SOUND, &[0; 405]].concat()
}

fn aac_frame() -> Vec<u8> {
    [&[0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc][..], SOUND, &[0; 1]].concat()
}

fn id3() -> Vec<u8> {
    [b"ID3\x04\0\0\0\0\0\x13".as_slice(), b"TPE1\0\0\0\x09\0\0\x03", SECRET].concat()
}

fn mp3() -> Vec<u8> {
    let lyrics = [b"LYRICSBEGIN".as_slice(), SECRET, b"000019LYRICS200"].concat();
    let ape = [b"APETAGEX\xd0\x07\0\0\x28\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".as_slice()].concat();
    let ape = [SECRET.to_vec(), ape].concat();
    let v1 = [b"TAG".as_slice(), SECRET, &[0; 117]].concat();
    [id3(), mp3_frame(), mp3_frame(), id3(), mp3_frame(), mp3_frame(), lyrics, ape, v1].concat()
}

fn aac() -> Vec<u8> {
    [id3(), aac_frame(), aac_frame(), SECRET.to_vec()].concat()
}

/// A chunk of a RIFF file, or of an AIFF file if `big`.
fn chunk(kind: &[u8; 4], content: &[u8], big: bool) -> Vec<u8> {
    let len = u32::try_from(content.len()).unwrap();
    let len = if big { len.to_be_bytes() } else { len.to_le_bytes() };
    [kind.as_slice(), &len, content, &[0][..content.len() % 2]].concat()
}

fn wav() -> Vec<u8> {
    let format = chunk(b"fmt ", &[1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0], false);
    let info = chunk(b"LIST", &[b"INFOIART\x08\0\0\0".as_slice(), SECRET].concat(), false);
    let rest = [b"bext", b"iXML", b"_PMX", b"id3 ", b"JUNK", b"zqzq"].map(|kind| chunk(kind, SECRET, false));
    let chunks = [b"WAVE".to_vec(), info, format, rest.concat(), chunk(b"data", SOUND, false)].concat();
    [chunk(b"RIFF", &chunks, false), SECRET.to_vec()].concat()
}

fn aiff() -> Vec<u8> {
    let format = chunk(b"COMM", &[&[0; 22], SECRET].concat(), true);
    let rest = [b"NAME", b"AUTH", b"ANNO", b"APPL", b"ID3 ", b"zqzq"].map(|kind| chunk(kind, SECRET, true));
    chunk(b"FORM", &[b"AIFC".to_vec(), format, rest.concat(), chunk(b"SSND", SOUND, true)].concat(), true)
}

fn avi() -> Vec<u8> {
    let header = |kind: &[u8; 4]| chunk(b"strh", &[kind.as_slice(), &[0; 52]].concat(), false);
    let format = chunk(b"strf", &[&[0; 16][..], b"FMP4", &[0; 20]].concat(), false);
    let private = [chunk(b"strd", SECRET, false), chunk(b"strn", SECRET, false)].concat();
    let stream = chunk(b"LIST", &[b"strl".to_vec(), header(b"vids"), format, private].concat(), false);
    let streams = chunk(b"LIST", &[b"hdrl".to_vec(), stream, chunk(b"IDIT", SECRET, false)].concat(), false);
    let info = chunk(b"LIST", &[b"INFO", SECRET].concat(), false);
    let data = [b"movi".to_vec(), chunk(b"00dc", SOUND, false), chunk(b"zqzq", SECRET, false)].concat();
    let chunks = [b"AVI ".to_vec(), streams, info, chunk(b"LIST", &data, false)].concat();
    [chunk(b"RIFF", &chunks, false), SECRET.to_vec()].concat()
}

fn flac() -> Vec<u8> {
    let block =
        |kind: u8, content: &[u8]| [&[kind, 0, 0, u8::try_from(content.len()).unwrap()], content].concat();
    let tags =
        [block(0, &[0; 34]), block(4, SECRET), block(6, SECRET), block(2, SECRET), block(0x85, SECRET)];
    let v1 = [b"TAG".as_slice(), SECRET, &[0; 117]].concat();
    [id3(), b"fLaC".to_vec(), tags.concat(), b"\xff\xf8".to_vec(), SOUND.to_vec(), v1].concat()
}

/// One of each kind that is cleaned, with the secret wherever the kind has a place for it.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.mp4", mp4("No names here")),
        ("a.mp3", mp3()),
        ("a.aac", aac()),
        ("a.wav", wav()),
        ("a.aiff", aiff()),
        ("a.avi", avi()),
        ("a.flac", flac()),
    ]
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

fn clean(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    clean_recording(name, &bytes.into()).map(|clean| clean.blob.read().unwrap().into_owned())
}

#[test]
fn a_cleaned_recording_has_its_sound_and_no_metadata() {
    for (name, bytes) in samples() {
        assert!(holds(&bytes, SECRET) && holds(&bytes, SOUND), "{name}");
        let cleaned = clean(name, bytes.clone()).unwrap_or_else(|reason| panic!("{name}: {reason}"));
        assert!(holds(&cleaned, SOUND), "{name}: the sound is gone");
        assert!(!holds(&cleaned, SECRET), "{name}: {}", cleaned.escape_ascii());
        let is_as_long = !matches!(name, "a.mp3" | "a.aac" | "a.flac" | "a.wav" | "a.avi");
        assert!(!is_as_long || cleaned.len() == bytes.len(), "{name}: offsets have changed");
        assert_eq!(clean(name, cleaned.clone()).as_ref(), Ok(&cleaned), "{name}: cleaning again changes it");
    }
}

#[test]
fn a_recording_that_was_cut_off_is_refused_or_clean() {
    // A frame of FLAC doesn't tell its length: a tag at the end that is cut off can't be told from sound.
    for (name, bytes) in samples().into_iter().filter(|(name, _)| *name != "a.flac") {
        for len in 0..bytes.len() {
            let cleaned = clean(name, bytes[..len].to_vec());
            assert!(cleaned.is_err() || !holds(&cleaned.unwrap(), SECRET), "{name}, {len} bytes");
        }
    }
}

#[test]
fn a_recording_is_published_clean_and_its_subtitles_are_searched() {
    let people =
        "--- content/people.private.yaml\nwatch_for:\n  - { person: p-lead, names: [Jordan Example] }\n";
    let page = format!("--- content/case-studies/a.md\n{}{people}", study("[x](../files/a.mp4)"));
    for (subtitle, code) in [("Nobody is named", 0), ("<i>Jor</i>dan Example speaks", 1)] {
        let bench = Bench::with(&page);
        bench.write("content/files/a.mp4", mp4(subtitle));
        let ran = bench.run("check --format short").ends(code);
        assert_eq!(ran.stdout.contains("content/files/a.mp4: error PPL-01"), code == 1, "{}", ran.stdout);
        bench.run("build").ends(0);
        let published = fs::read(bench.path("dist/files/a.mp4")).expect("the film");
        assert!(holds(&published, SOUND) && !holds(&published, SECRET), "{}", published.escape_ascii());
    }
}

#[test]
fn a_recording_that_cannot_be_cleaned_is_an_error_until_it_is_accepted() {
    for (name, bytes, reason) in [
        ("a.mp3", b"RIFF....WAVE".to_vec(), "its name says MP3, but its content is something else"),
        ("a.mp4", mp4("Text")[..60].to_vec(), "it ends too early"),
        ("a.wmv", b"\x30\x26\xb2\x75".to_vec(), "it has a format that leadfolio can't clean"),
    ] {
        let page = format!("--- content/case-studies/a.md\n{}", study(&format!("[x](../files/{name})")));
        let bench = Bench::with(&page);
        bench.write(&format!("content/files/{name}"), &bytes);
        let ran = bench.run("check --format short").ends(1);
        assert!(ran.stdout.contains(&format!("content/files/{name}: error MED-16")), "{}", ran.stdout);
        assert!(ran.stdout.contains(reason), "{}", ran.stdout);
        let settings = bench.read("content/portfolio.yaml");
        let accepted = format!("{settings}privacy: {{ unread_files: [files/{name}] }}\n");
        bench.write("content/portfolio.yaml", accepted);
        bench.run("check --format short").ends(0);
    }
}

#[test]
fn a_film_is_patched_on_disk() {
    let bench = Bench::with("");
    bench.write("content/files/a.mp4", mp4("Text"));
    let folder = leadfolio::vfs::disk::read_folder(&bench.path("content"), &|_| None).expect("the folder");
    let blob = folder.tree.get("files/a.mp4").expect("the film");
    let cleaned = clean_recording("a.mp4", blob).expect("it is clean").blob;
    assert!(matches!(cleaned, Blob::Patched(_)), "it was read into memory");
    assert_eq!(cleaned.len(), blob.len());
    assert_eq!(cleaned.read().unwrap().into_owned(), clean("a.mp4", mp4("Text")).unwrap());
}

//! Recordings are published without what tells who made them, where and when.

use std::fs;

use leadfolio::media::recording::clean_recording;
use leadfolio::vfs::Blob;
use proptest::prelude::*;

use super::fonts::font;
use super::support::{Bench, proptest_config, study};

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
    let sizes = table(b"stsz", &[0], &[&[sample.1]]);
    mp4_chunk_track(handler, &mp4_box(format, &[&[0; 78]]), &sizes, (sample.0, 1))
}

/// A track with one chunk: where it begins, and how many samples it has.
fn mp4_chunk_track(handler: &[u8; 4], entry: &[u8], sizes: &[u8], chunk: (u32, u32)) -> Vec<u8> {
    let times = mp4_box(b"tkhd", &[&[0; 4], SECRET, &[0; 72]]);
    let media_times = mp4_box(b"mdhd", &[&[0; 4], SECRET, &[0; 12]]);
    let name = mp4_box(b"hdlr", &[&[0; 8], handler, &[0; 12], SECRET, &[0]]);
    let formats = mp4_box(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1], entry]);
    let runs = table(b"stsc", &[], &[&[1, chunk.1, 1]]);
    let offsets = table(b"stco", &[], &[&[chunk.0]]);
    let samples = mp4_box(b"stbl", &[&formats, sizes, &runs, &offsets, &mp4_box(b"zqzq", &[SECRET])]);
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

/// A track of a movie in fragments, whose tables are empty.
fn mp4_empty_track(number: u8, handler: &[u8; 4], format: &[u8; 4]) -> Vec<u8> {
    let header = mp4_box(b"tkhd", &[&[0; 15], &[number], &[0; 68]]);
    let name = mp4_box(b"hdlr", &[&[0; 8], handler, &[0; 13]]);
    let formats = mp4_box(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1], &mp4_box(format, &[&[0; 78]])]);
    let tables = [table(b"stsz", &[0], &[]), table(b"stsc", &[], &[]), table(b"stco", &[], &[])].concat();
    let information = mp4_box(b"minf", &[&mp4_box(b"stbl", &[&formats, &tables])]);
    mp4_box(b"trak", &[&header, &mp4_box(b"mdia", &[&name, &information])])
}

/// A track in a fragment, whose samples begin at `offset` of the fragment: the length of each, and secrets between.
fn mp4_fragment_track(number: u8, offset: u16, lens: &[u8]) -> Vec<u8> {
    let header = mp4_box(b"tfhd", &[&[0, 2, 0, 0, 0, 0, 0, number]]);
    let count = u8::try_from(lens.len()).unwrap();
    let lens: Vec<u8> = lens.iter().flat_map(|len| [0, 0, 0, *len]).collect();
    let start = [&[0, 0, 2, 1, 0, 0, 0, count, 0, 0][..], &offset.to_be_bytes()].concat();
    let run = mp4_box(b"trun", &[&start, &lens, SECRET]);
    mp4_box(b"traf", &[&header, &mp4_box(b"tfxd", &[SECRET]), &run, &mp4_box(b"uuid", &[SECRET])])
}

/// A film in fragments: pictures, positions of a camera, data that no track has, and a subtitle.
fn mp4_fragments(subtitle: &str) -> Vec<u8> {
    let text = [&u16::try_from(subtitle.len()).unwrap().to_be_bytes()[..], subtitle.as_bytes()].concat();
    let text_len = u8::try_from(text.len()).unwrap();
    let tracks = [
        mp4_empty_track(1, b"vide", b"avc1"),
        mp4_empty_track(2, b"meta", b"gpmd"),
        mp4_empty_track(3, b"text", b"tx3g"),
    ];
    let defaults = mp4_box(b"mvex", &[&mp4_box(b"trex", &[&[0; 24]]), &mp4_box(b"zqzq", &[SECRET])]);
    let movie = mp4_box(b"moov", &[&tracks.concat(), &defaults]);
    let fragment = |start: u16| {
        let tracks = [
            mp4_fragment_track(1, start, &[4, 4]),
            mp4_fragment_track(2, start + 8, &[8]),
            mp4_fragment_track(3, start + 24, &[text_len]),
        ];
        mp4_box(b"moof", &[&mp4_box(b"mfhd", &[&[0; 8]]), &tracks.concat(), &mp4_box(b"zqzq", &[SECRET])])
    };
    let start = u16::try_from(fragment(0).len() + 8).unwrap();
    let data = mp4_box(b"mdat", &[SOUND, SECRET, SECRET, &text, SECRET]);
    [mp4_box(b"ftyp", &[b"iso5", &[0; 4]]), movie, fragment(start), data, mp4_box(b"prft", &[SECRET])]
        .concat()
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
    // There is no stream 1.
    let rest = [b"zqzq", b"01dc", b"ix01", b"ixzq"].map(|kind| chunk(kind, SECRET, false)).concat();
    let data = [b"movi".to_vec(), chunk(b"00dc", SOUND, false), rest].concat();
    let chunks = [b"AVI ".to_vec(), streams, info, chunk(b"LIST", &data, false)].concat();
    [chunk(b"RIFF", &chunks, false), SECRET.to_vec()].concat()
}

fn flac() -> Vec<u8> {
    let block =
        |kind: u8, content: &[u8]| [&[kind, 0, 0, u8::try_from(content.len()).unwrap()], content].concat();
    let tags =
        [block(0, &[0; 34]), block(4, SECRET), block(6, SECRET), block(2, SECRET), block(0x85, SECRET)];
    let v1 = [b"TAG".as_slice(), SECRET, &[0; 117]].concat();
    [id3(), b"fLaC".to_vec(), tags.concat(), flac_frame(), v1].concat()
}

/// A frame with its two checksums.
fn flac_frame() -> Vec<u8> {
    let checksum = |bytes: &[u8], polynomial: u32, bits: u32| {
        let shift = |sum: u32, _| if sum >> (bits - 1) & 1 == 0 { sum << 1 } else { sum << 1 ^ polynomial };
        bytes
            .iter()
            .fold(0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte) << (bits - 8), shift) & ((1 << bits) - 1))
    };
    let mut frame = vec![0xff, 0xf8, 0xc9, 0x08, 0];
    frame.extend(checksum(&frame, 0x07, 8).to_be_bytes().last());
    frame.extend(SOUND);
    frame.extend(&checksum(&frame, 0x8005, 16).to_be_bytes()[2..]);
    frame
}

/// A page of an Ogg file with whole packets, without its checksum.
fn ogg_page(flags: u8, packets: &[&[u8]]) -> Vec<u8> {
    let lens: Vec<u8> = packets.iter().map(|packet| u8::try_from(packet.len()).unwrap()).collect();
    let count = u8::try_from(lens.len()).unwrap();
    [b"OggS\0", &[flags][..], &[0; 20], &[count], &lens, &packets.concat()].concat()
}

fn opus() -> Vec<u8> {
    let comments = [b"OpusTags\x08\0\0\0".as_slice(), SECRET, &[1, 0, 0, 0, 8, 0, 0, 0], SECRET].concat();
    let head = ogg_page(2, &[b"OpusHead\x01\x01\0\0\0\0\0\0\0\0\0"]);
    [head, SECRET.to_vec(), ogg_page(0, &[&comments]), ogg_page(0, &[SOUND])].concat()
}

fn vorbis() -> Vec<u8> {
    let comments = [b"\x03vorbis\x08\0\0\0".as_slice(), SECRET, &[0, 0, 0, 0, 1]].concat();
    let head = ogg_page(2, &[b"\x01vorbis"]);
    [head, ogg_page(0, &[&comments, b"\x05vorbis"]), ogg_page(0, &[SOUND])].concat()
}

fn ogg_flac() -> Vec<u8> {
    let comments = [b"\x04\0\0\x0c\x08\0\0\0".as_slice(), SECRET].concat();
    let cover = [b"\x86\0\0\x08".as_slice(), SECRET].concat();
    [ogg_page(2, &[b"\x7fFLAC"]), ogg_page(0, &[&comments, &cover]), ogg_page(0, &[SOUND])].concat()
}

/// An element of a Matroska file.
fn element(id: &[u8], content: &[u8]) -> Vec<u8> {
    let len = u32::try_from(content.len()).unwrap();
    [id, &[0x10 | len.to_be_bytes()[0]], &len.to_be_bytes()[1..], content].concat()
}

fn matroska(subtitle: &[u8]) -> Vec<u8> {
    let track = |number: u8, kind: u8, codec: &[u8]| {
        let number = [element(&[0xd7], &[number]), element(&[0x83], &[kind])].concat();
        let codec = [element(&[0x86], codec), element(&[0x53, 0x6e], SECRET)].concat();
        element(&[0xae], &[number, codec].concat())
    };
    let tracks = [track(1, 1, b"V_VP9"), track(2, 17, b"S_TEXT/UTF8"), track(3, 33, b"D_GPS")].concat();
    let block = |number: u8, content: &[u8]| element(&[0xa3], &[&[0x80 | number, 0, 0, 0], content].concat());
    let text = element(&[0xa0], &element(&[0xa1], &[&[0x82, 0, 0, 0], subtitle].concat()));
    let blocks = [block(1, SOUND), block(3, SECRET), block(9, SECRET), text].concat();
    let tags =
        [element(&[0x12, 0x54, 0xc3, 0x67], SECRET), element(&[0x7b, 0xa9], &[SECRET; 20].concat())].concat();
    // The segment and the cluster do not tell their lengths.
    let info =
        [[0x7b, 0xa9], [0x44, 0x61], [0x57, 0x41], [0x73, 0x84]].map(|id| element(&id, SECRET)).concat();
    [
        element(&[0x1a, 0x45, 0xdf, 0xa3], &element(&[0x42, 0x82], b"webm")),
        vec![0x18, 0x53, 0x80, 0x67, 0xff],
        element(&[0x15, 0x49, 0xa9, 0x66], &info),
        element(&[0x16, 0x54, 0xae, 0x6b], &tracks),
        vec![0x1f, 0x43, 0xb6, 0x75, 0xff],
        blocks,
        tags,
    ]
    .concat()
}

/// One of each kind that is cleaned, with the secret wherever the kind has a place for it.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.mp4", mp4("No names here")),
        ("a.m4v", mp4_fragments("No names here")),
        ("a.mp3", mp3()),
        ("a.aac", aac()),
        ("a.wav", wav()),
        ("a.aiff", aiff()),
        ("a.avi", avi()),
        ("a.flac", flac()),
        ("a.opus", opus()),
        ("a.ogg", vorbis()),
        ("a.oga", ogg_flac()),
        ("a.mkv", matroska(b"No names here")),
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
        let is_as_long = !matches!(name, "a.mp3" | "a.aac" | "a.flac" | "a.wav" | "a.avi" | "a.opus");
        assert!(!is_as_long || cleaned.len() == bytes.len(), "{name}: offsets have changed");
        assert_eq!(clean(name, cleaned.clone()).as_ref(), Ok(&cleaned), "{name}: cleaning again changes it");
    }
}

#[test]
fn a_recording_that_was_cut_off_is_refused_or_clean() {
    for (name, bytes) in samples() {
        for len in 0..bytes.len() {
            let cleaned = clean(name, bytes[..len].to_vec());
            assert!(cleaned.is_err() || !holds(&cleaned.unwrap(), SECRET), "{name}, {len} bytes");
        }
    }
}

proptest! {
    #![proptest_config(proptest_config(300))]

    #[test]
    fn a_damaged_recording_is_refused_or_stays_as_it_is_when_it_is_cleaned_again(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let (name, mut bytes) = which.get(&samples()).clone();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let len = bytes.len();
        if let Ok(cleaned) = clean(name, bytes) {
            prop_assert!(cleaned.len() <= len);
            prop_assert_eq!(clean(name, cleaned.clone()), Ok(cleaned));
        }
    }
}

#[test]
fn a_recording_is_published_clean_and_its_subtitles_are_searched() {
    type MakeFilm = fn(&str) -> Vec<u8>;
    let people =
        "--- content/people.private.yaml\nwatch_for:\n  - { person: p-lead, names: [Jordan Example] }\n";
    let films: [(&str, MakeFilm); 3] =
        [("a.mp4", mp4), ("a.m4v", mp4_fragments), ("a.webm", |subtitle| matroska(subtitle.as_bytes()))];
    for (name, film) in films {
        for (subtitle, code) in [("Nobody is named", 0), ("<i>Jor</i>dan Example speaks", 1)] {
            let page = study(&format!("[x](../files/{name})"));
            let bench = Bench::with(&format!("--- content/case-studies/a.md\n{page}{people}"));
            bench.write(&format!("content/files/{name}"), film(subtitle));
            let ran = bench.run("check --format short").ends(code);
            let error = format!("content/files/{name}: error PPL-01");
            assert_eq!(ran.stdout.contains(&error), code == 1, "{}", ran.stdout);
            bench.run("build").ends(0);
            let published = fs::read(bench.path(&format!("dist/files/{name}"))).expect("the film");
            assert!(holds(&published, SOUND) && !holds(&published, SECRET), "{}", published.escape_ascii());
        }
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
fn pictures_that_may_hold_data_of_a_camera_are_refused() {
    let file = |track: Vec<u8>| [mp4_box(b"ftyp", &[b"isom", &[0; 4]]), mp4_box(b"moov", &[&track])].concat();
    let at = avi().windows(4).position(|window| window == b"FMP4").expect("the format");
    let motion_jpeg = [&avi()[..at], b"MJPG", &avi()[at + 4..]].concat();
    for (name, bytes) in [("a.mov", file(mp4_track(b"vide", b"jpeg", (0, 0)))), ("a.avi", motion_jpeg)] {
        let reason = clean(name, bytes).expect_err("it is refused");
        assert!(reason.starts_with("each of its pictures is a file"), "{name}: {reason}");
    }
}

#[test]
fn fragments_that_depend_on_removed_data_are_refused() {
    // Neither track tells where its data begin: those of the second follow those of the first.
    let track = |number: u8| {
        let header = mp4_box(b"tfhd", &[&[0, 0, 0, 0, 0, 0, 0, number]]);
        mp4_box(b"traf", &[&header, &mp4_box(b"trun", &[&[0, 0, 0, 0, 0, 0, 0, 1]])])
    };
    let tracks = [mp4_empty_track(1, b"vide", b"avc1"), mp4_empty_track(2, b"meta", b"gpmd")].concat();
    let film = |first: u8, second: u8| {
        let fragment = mp4_box(b"moof", &[&track(first), &track(second)]);
        [mp4_box(b"ftyp", &[b"iso5", &[0; 4]]), mp4_box(b"moov", &[&tracks]), fragment].concat()
    };
    assert!(clean("a.mp4", film(1, 2)).is_ok());
    let reason = clean("a.mp4", film(2, 1)).expect_err("it is refused");
    assert_eq!(reason, "its sound and pictures can't be located without data that isn't published");
}

#[test]
fn parts_that_programs_read_differently_are_refused() {
    let block = |content: &[u8]| element(&[0xa1], &[&[0x81, 0, 0, 0], content].concat());
    let one_block = element(&[0xa0], &[block(SOUND), element(&[0xec], SECRET)].concat());
    let two_blocks = element(&[0xa0], &[block(SOUND), block(SECRET)].concat());
    let film = |more: &[u8]| [matroska(b"No names here"), element(&[0x1f, 0x43, 0xb6, 0x75], more)].concat();
    assert!(!holds(&clean("a.mkv", film(&one_block)).unwrap(), SECRET));
    assert_eq!(clean("a.mkv", film(&two_blocks)), Err("it is damaged".to_owned()));
    let pictures = mp4_track(b"vide", b"avc1", (24, 8));
    let movie = |tracks: &[u8]| {
        let data = mp4_box(b"mdat", &[SOUND]);
        [mp4_box(b"ftyp", &[b"isom", &[0; 4]]), data, mp4_box(b"moov", &[tracks])].concat()
    };
    assert!(clean("a.mp4", movie(&pictures)).is_ok());
    let media = &pictures[8 + 92..];
    let twice = mp4_box(b"trak", &[&pictures[8..], media]);
    assert_eq!(clean("a.mp4", movie(&twice)), Err("it is damaged".to_owned()));
}

#[test]
fn samples_of_one_length_end_where_they_end() {
    let inner = mp4_box(b"wave", &[&mp4_box(b"frma", &[SECRET])]);
    let profile = mp4_box(b"colr", &[b"prof", SECRET]);
    let wave = [mp4_box(b"wave", &[&inner, &mp4_box(&[0; 4], &[SECRET])]), profile.clone()].concat();
    // Two channels of two bytes, and a length that stands for both.
    let sound = mp4_box(b"sowt", &[&[0; 16], &[0, 2, 0, 16], &[0; 8], &wave]);
    let pictures = mp4_box(b"avc1", &[&[0; 78], &profile]);
    for (handler, entry, len) in [(b"soun", sound, 1), (b"vide", pictures, 4)] {
        let sizes = mp4_box(b"stsz", &[&[0, 0, 0, 0, 0, 0, 0, len, 0, 0, 0, 2]]);
        let movie = mp4_box(b"moov", &[&mp4_chunk_track(handler, &entry, &sizes, (24, 2))]);
        let data = mp4_box(b"mdat", &[SOUND, SECRET]);
        let bytes = [mp4_box(b"ftyp", &[b"isom", &[0; 4]]), data, movie].concat();
        let cleaned = clean("a.mov", bytes).expect("it is cleaned");
        assert!(holds(&cleaned, SOUND) && !holds(&cleaned, SECRET), "{}", cleaned.escape_ascii());
    }
}

#[test]
fn a_recording_of_many_small_parts_is_refused() {
    // Each would take more memory than it has in the file.
    let parts = [&[0x82, 0x80][..], &[0xa3, 0x84, 0x81, 0, 0, 0]].concat().repeat(1_100_000);
    let film = [matroska(b"No names here"), element(&[0x1f, 0x43, 0xb6, 0x75], &parts)].concat();
    assert_eq!(clean("a.mkv", film), Err("it has too many parts".to_owned()));
}

#[test]
fn a_tag_longer_than_its_file_is_refused() {
    assert_eq!(clean("a.flac", b"fLaCLYRICS200".to_vec()), Err("it is damaged".to_owned()));
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
    let again = clean_recording("a.mp4", &cleaned).expect("it is clean").blob;
    assert!(matches!(again, Blob::Patched(_)), "a check read it into memory");
    assert_eq!(cleaned.read().unwrap().into_owned(), clean("a.mp4", mp4("Text")).unwrap());
}

/// An icon with one picture.
fn icon(picture: &[u8]) -> Vec<u8> {
    let len = u32::try_from(picture.len()).unwrap().to_le_bytes();
    [&[0, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 32, 0][..], &len, &[22, 0, 0, 0], picture].concat()
}

#[test]
fn what_is_published_unchanged_is_looked_through() {
    let people =
        "--- content/people.private.yaml\nwatch_for:\n  - { person: p-lead, names: [Jordan Example] }\n";
    let bitmap = [40, 0, 0, 0, 1, 0, 0, 0];
    for (name, bytes, rule) in [
        ("a.ttf", font("Nobody", &[(b"glyf", b"")]), ""),
        ("a.ttf", font("Jordan Example", &[(b"glyf", b"")]), "MED-02"),
        ("a.ttf", font("Nobody", &[(b"zqzq", b"")]), "MED-16"),
        ("a.otf", b"OTTO".to_vec(), "MED-16"),
        ("a.woff2", b"wOF2\0\xff".to_vec(), "MED-16"),
        ("a.wasm", b"\0asm".to_vec(), "MED-16"),
        ("a.eot", b"\0\xff".to_vec(), "MED-16"),
        ("a.ico", icon(&bitmap), ""),
        ("a.ico", [icon(&bitmap), SECRET.to_vec()].concat(), "MED-16"),
        ("a.ico", icon(b"\x89PNG\r\n\x1a\n"), "MED-16"),
        ("a.vtt", b"WEBVTT\n\nNOTE Jor<00:01.000>dan Example\n".to_vec(), "PPL-01"),
        ("a.vtt", b"WEBVTT\n\nSTYLE\n/* Jordan Example */\n".to_vec(), "PPL-01"),
        ("a.ass", b"Dialogue: 0,,{\\i1}Jor{\\i0}dan\\NExample\n".to_vec(), "PPL-01"),
        ("a.sbv", b"0:00:01.000,0:00:02.000\nJordan Example\n".to_vec(), "PPL-01"),
        ("a.ttml", b"<tt><p><span>Jor</span>dan Example</p></tt>".to_vec(), "PPL-01"),
    ] {
        let page = study(&format!("[x](../files/{name})"));
        let bench = Bench::with(&format!("--- content/case-studies/a.md\n{page}{people}"));
        bench.write(&format!("content/files/{name}"), &bytes);
        let ran = bench.run("check --format short").ends(i32::from(!rule.is_empty()));
        let is_told = ran.stdout.contains(&format!("content/files/{name}: error {rule}"));
        assert_eq!(is_told, !rule.is_empty(), "{name} {rule}: {}", ran.stdout);
    }
}

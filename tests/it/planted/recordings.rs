//! The name in the tags of recordings.

use super::{NAME, Planted, planted};

/// A box of ISO media (ISO/IEC 14496-12).
fn iso(kind: &[u8], data: &[u8]) -> Vec<u8> {
    [&u32::try_from(data.len() + 8).unwrap().to_be_bytes()[..], kind, data].concat()
}

/// A film without tracks, with a box in its `moov` box.
fn film(inner: &[u8]) -> Vec<u8> {
    let header = iso(b"mvhd", &[&[0; 12][..], &[0, 0, 3, 0xe8], &[0; 84]].concat());
    let moov = iso(b"moov", &[&header, inner].concat());
    [iso(b"ftyp", b"isom\0\0\x02\0isommp41"), moov, iso(b"mdat", &[0; 16])].concat()
}

fn riff(form: &[u8; 4], chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = [&form[..], &chunks.concat()].concat();
    [&b"RIFF"[..], &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

fn riff_chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
    let padding: &[u8] = if data.len() % 2 == 1 { &[0] } else { &[] };
    [kind, &u32::try_from(data.len()).unwrap().to_le_bytes(), data, padding].concat()
}

/// The header of an AVI file with a stream of pictures, and what follows the description of their format.
fn avi_header(codec: &[u8; 4], rest: &[u8]) -> Vec<u8> {
    let header = riff_chunk(b"strh", &[b"vids", &[0; 52][..]].concat());
    let format = riff_chunk(b"strf", &[&[40, 0, 0, 0][..], &[0; 12], codec, &[0; 20], rest].concat());
    let stream = riff_chunk(b"LIST", &[b"strl", &header[..], &format].concat());
    riff_chunk(b"LIST", &[b"hdrl", &stream[..]].concat())
}

fn wave(chunk: Vec<u8>) -> Vec<u8> {
    let format = riff_chunk(b"fmt ", &[1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0]);
    riff(b"WAVE", &[format, chunk, riff_chunk(b"data", &[0; 32])])
}

/// An ID3 tag (version 2.3) with one frame.
fn id3(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let frame = [&kind[..], &u32::try_from(data.len()).unwrap().to_be_bytes(), &[0, 0], data].concat();
    let len = u8::try_from(frame.len()).unwrap();
    [&b"ID3\x03\0\0\0\0"[..], &[len >> 7, len & 0x7f], &frame].concat()
}

/// Some silent frames of MPEG audio, layer 3: 128 kbit/s, 44.1 kHz.
fn mpeg_audio() -> Vec<u8> {
    let frame = [&[0xff, 0xfb, 0x90, 0x64][..], &[0; 413]].concat();
    frame.repeat(4)
}

/// A FLAC file with a metadata block before its last one.
fn flac(kind: u8, data: &[u8]) -> Vec<u8> {
    let len = u32::try_from(data.len()).unwrap().to_be_bytes();
    let info = [
        &[0, 0, 0, 34, 0x10, 0, 0x10, 0, 0, 0, 0, 0, 0, 0][..],
        &[0x0a, 0xc4, 0x42, 0xf0, 0, 0, 0, 0],
        &[0; 16],
    ]
    .concat();
    [&b"fLaC"[..], &info, &[kind | 0x80], &len[1..], data, &[0xff, 0xf8, 0x69, 0x08, 0, 0, 0, 0]].concat()
}

fn vorbis_comment() -> Vec<u8> {
    let comment = format!("ARTIST={NAME}");
    let len = |text: &str| u32::try_from(text.len()).unwrap().to_le_bytes();
    [&len("x")[..], b"x", &1_u32.to_le_bytes(), &len(&comment), comment.as_bytes()].concat()
}

/// A page of an Ogg stream; its checksum is not right, which a reader may take for damage.
fn ogg_page(kind: u8, number: u8, packet: &[u8]) -> Vec<u8> {
    let head = [&b"OggS\0"[..], &[kind], &[0; 8], &[1, 0, 0, 0, number, 0, 0, 0], &[0; 4], &[1]].concat();
    [&head[..], &[u8::try_from(packet.len()).unwrap()], packet].concat()
}

/// An element of EBML with a length of one byte.
fn ebml(id: &[u8], data: &[u8]) -> Vec<u8> {
    [id, &[0x80 | u8::try_from(data.len()).unwrap()], data].concat()
}

fn matroska(inner: &[u8]) -> Vec<u8> {
    let head = ebml(&[0x1a, 0x45, 0xdf, 0xa3], &ebml(&[0x42, 0x82], b"webm"));
    [head, ebml(&[0x18, 0x53, 0x80, 0x67], inner)].concat()
}

/// A film with one track of pictures, in one fragment: boxes in the fragment and data behind its one sample.
fn fragmented_film(in_fragment: &[u8], in_track: &[u8], data: &[u8]) -> Vec<u8> {
    decoded_film(&iso(b"avc1", &[0; 78]), in_fragment, in_track, data)
}

/// Such a film with a sample entry.
fn decoded_film(entry: &[u8], in_fragment: &[u8], in_track: &[u8], data: &[u8]) -> Vec<u8> {
    let empty = |kind: &[u8], len: usize| iso(kind, &vec![0; len]);
    let formats = iso(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1][..], entry].concat());
    let tables = [formats, empty(b"stsz", 12), empty(b"stsc", 8), empty(b"stco", 8)].concat();
    let handler = iso(b"hdlr", &[&[0; 8][..], b"vide", &[0; 13]].concat());
    let media = iso(b"mdia", &[handler, iso(b"minf", &iso(b"stbl", &tables))].concat());
    let header = iso(b"tkhd", &[&[0; 15][..], &[1], &[0; 68]].concat());
    let moov = iso(b"moov", &iso(b"trak", &[header, media].concat()));
    let file = [iso(b"ftyp", b"iso5\0\0\0\0"), moov].concat();
    let fragment = |start: u8| {
        let header = iso(b"tfhd", &[0, 2, 0, 0, 0, 0, 0, 1]);
        let run = iso(b"trun", &[0, 0, 2, 1, 0, 0, 0, 1, 0, 0, 0, start, 0, 0, 0, 8]);
        let track = iso(b"traf", &[&header[..], &run, in_track].concat());
        iso(b"moof", &[&empty(b"mfhd", 8)[..], &track, in_fragment].concat())
    };
    let start = u8::try_from(fragment(0).len() + 8).unwrap();
    [file, fragment(start), iso(b"mdat", &[&[1; 8][..], data].concat())].concat()
}

pub(super) fn all() -> Vec<Planted> {
    let name = NAME.as_bytes();
    let latin = [&[0][..], name].concat();
    let item = iso(b"\xa9ART", &iso(b"data", &[&[0, 0, 0, 1, 0, 0, 0, 0][..], name].concat()));
    let meta = iso(
        b"meta",
        &[&[0; 4][..], &iso(b"hdlr", &[&[0; 8][..], b"mdirappl", &[0; 9]].concat()), &iso(b"ilst", &item)]
            .concat(),
    );
    let text = iso(b"\xa9nam", &[&[0, 14, 0x15, 0xc7][..], name].concat());
    let mut v1 = b"TAG".to_vec();
    v1.extend(name);
    v1.resize(128, 0);
    let mut all = Vec::new();
    for ending in ["mp4", "m4a", "m4v", "mov"] {
        all.push(planted(ending, "iTunes tag", film(&iso(b"udta", &meta))));
        all.push(planted(ending, "QuickTime text", film(&iso(b"udta", &text))));
        all.push(planted(
            ending,
            "uuid box (XMP)",
            [film(b""), iso(b"uuid", &[&[7; 16][..], name].concat())].concat(),
        ));
        all.push(planted(
            ending,
            "name of a handler",
            film(&iso(
                b"trak",
                &iso(b"mdia", &iso(b"hdlr", &[&[0; 8][..], b"vide", &[0; 12], name, b"\0"].concat())),
            )),
        ));
        all.push(planted(ending, "free box", [film(b""), iso(b"free", name)].concat()));
        all.push(planted(ending, "after the end", [film(b""), name.to_vec()].concat()));
        all.push(planted(ending, "box in a fragment", fragmented_film(&iso(b"abcd", name), b"", b"")));
        all.push(planted(
            ending,
            "box in a track of a fragment",
            fragmented_film(b"", &iso(b"uuid", name), b""),
        ));
        all.push(planted(ending, "data that no track has, in a fragment", fragmented_film(b"", b"", name)));
    }
    for (place, brands) in [
        ("kind of the file", [&name[..4], &[0, 0, 2, 0], name].concat()),
        ("other kinds of the file", [b"isom\0\0\x02\0mp42", name].concat()),
        ("version of the kind of the file", [b"isom", &name[..4], b"mp42"].concat()),
    ] {
        all.push(planted("mp4", place, [iso(b"ftyp", &brands), film(b"")[24..].to_vec()].concat()));
    }
    let h264 = [1, 77, 0, 30, 0xff, 0xe1, 0, 2, 9, 9, 1, 0, 1, 9];
    let h265 = [&[1; 22][..], &[1, 0xa0, 0, 1, 0, 3, 9, 9, 9]].concat();
    let stream = [&[0, 0, 0, 0, 3, 22, 0, 1, 0, 4, 17, 0x20][..], &[0; 12], &[5, 2, 0x12, 0x10]].concat();
    for (place, kind, decoder, fields) in [
        ("after the decoder of H.264", b"avc1", b"avcC", &h264[..]),
        ("after the decoder of H.265", b"hvc1", b"hvcC", &h265),
        ("after the decoder of MPEG-4", b"mp4v", b"esds", &stream),
        ("what a decoder of AV1 needs", b"av01", b"av1C", &[0x81, 0, 0, 0]),
        ("after the decoder of VP9", b"vp09", b"vpcC", &[1, 0, 0, 0, 0, 10, 0x82, 2, 2, 2, 0, 0]),
    ] {
        let decoder = iso(decoder, &[fields, name].concat());
        let entry = iso(kind, &[&[0; 78], &decoder[..]].concat());
        all.push(planted("mp4", place, decoded_film(&entry, b"", b"", b"")));
    }
    for (place, in_track) in [
        ("after a decoding time", iso(b"tfdt", &[&[0; 8][..], name].concat())),
        ("group of samples", iso(b"sgpd", name)),
        ("dependencies of samples", iso(b"sdtp", name)),
    ] {
        all.push(planted("mp4", place, fragmented_film(b"", &in_track, b"")));
    }
    let whole = fragmented_film(b"", b"", b"");
    let index = iso(b"sidx", &[&[0; 24][..], name].concat());
    for (place, more) in [
        ("index of segments", iso(b"sidx", name)),
        ("after an index of segments", index),
        ("type of a segment", iso(b"styp", name)),
        ("rates of a download", iso(b"pdin", name)),
    ] {
        all.push(planted("mp4", place, [&whole[..], &more].concat()));
    }
    let header = iso(b"mvhd", &[&[0; 100][..], name].concat());
    let with_header = [iso(b"ftyp", b"isom\0\0\x02\0isommp41"), iso(b"moov", &header)].concat();
    all.push(planted("mp4", "after the header of the film", with_header));
    let sound = mpeg_audio();
    all.extend([
        planted("mp3", "ID3v2", [id3(b"TPE1", &latin), sound.clone()].concat()),
        planted(
            "mp3",
            "ID3v2 comment",
            [id3(b"COMM", &[&[0][..], b"eng\0", name].concat()), sound.clone()].concat(),
        ),
        planted("mp3", "ID3v1", [sound.clone(), v1.clone()].concat()),
        planted("mp3", "APE tag", [&sound[..], b"APETAGEX\xd0\x07\0\0", name].concat()),
        planted(
            "wav",
            "LIST INFO",
            wave(riff_chunk(b"LIST", &[b"INFO", &riff_chunk(b"IART", name)[..]].concat())),
        ),
        planted("wav", "id3", wave(riff_chunk(b"id3 ", &id3(b"TPE1", &latin)))),
        planted("wav", "bext", wave(riff_chunk(b"bext", &[name, &[0; 600]].concat()))),
        planted(
            "wav",
            "iXML",
            wave(riff_chunk(b"iXML", format!("<BWFXML><NOTE>{NAME}</NOTE></BWFXML>").as_bytes())),
        ),
        planted("wav", "after the number of samples", wave(riff_chunk(b"fact", &[&[0; 4], name].concat()))),
        planted(
            "wav",
            "after the format",
            riff(
                b"WAVE",
                &[
                    riff_chunk(
                        b"fmt ",
                        &[&[1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0][..], name].concat(),
                    ),
                    riff_chunk(b"data", &[0; 32]),
                ],
            ),
        ),
        planted("avi", "after the format", riff(b"AVI ", &[avi_header(b"DIV3", name)])),
        planted("avi", "what a decoder needs", riff(b"AVI ", &[avi_header(b"XVID", name)])),
        planted("avi", "format of the pictures", riff(b"AVI ", &[avi_header(b"Jord", b"")])),
        planted("avi", "index", riff(b"AVI ", &[riff_chunk(b"idx1", name)])),
        planted("wav", "unknown chunk", wave(riff_chunk(b"abcd", name))),
        planted(
            "avi",
            "LIST INFO",
            riff(b"AVI ", &[riff_chunk(b"LIST", &[b"INFO", &riff_chunk(b"IART", name)[..]].concat())]),
        ),
        planted(
            "avi",
            "data of no stream",
            riff(b"AVI ", &[riff_chunk(b"LIST", &[b"movi", &riff_chunk(b"00dc", name)[..]].concat())]),
        ),
        planted("aiff", "AUTH", [&b"FORM\0\0\0\x1aAIFFAUTH\0\0\0\x0e"[..], name].concat()),
        planted("flac", "Vorbis comment", flac(4, &vorbis_comment())),
        planted(
            "flac",
            "picture",
            flac(6, &[&[0, 0, 0, 3, 0, 0, 0, 9][..], b"image/png", &[0, 0, 0, 14], name, &[0; 20]].concat()),
        ),
        planted("flac", "application", flac(2, &[b"test", name].concat())),
    ]);
    let vorbis = [
        ogg_page(2, 0, &[b"\x01vorbis\0\0\0\0\x01\x44\xac\0\0", &[0; 14][..]].concat()),
        ogg_page(0, 1, &[b"\x03vorbis", &vorbis_comment()[..], &[1]].concat()),
    ]
    .concat();
    let opus = [
        ogg_page(2, 0, b"OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0"),
        ogg_page(0, 1, &[b"OpusTags", &vorbis_comment()[..]].concat()),
    ]
    .concat();
    for (ending, bytes) in [("ogg", &vorbis), ("oga", &vorbis), ("ogv", &vorbis), ("opus", &opus)] {
        all.push(planted(ending, "Vorbis comment", bytes.clone()));
    }
    let title = ebml(&[0x15, 0x49, 0xa9, 0x66], &ebml(&[0x7b, 0xa9], name));
    let tag = ebml(&[0x67, 0xc8], &[ebml(&[0x45, 0xa3], b"ARTIST"), ebml(&[0x44, 0x87], name)].concat());
    let tags = ebml(&[0x12, 0x54, 0xc3, 0x67], &ebml(&[0x73, 0x73], &tag));
    let track = [ebml(&[0xd7], &[1]), ebml(&[0x83], &[1]), ebml(&[0x86], b"V_VP9")].concat();
    let tracks = ebml(&[0x16, 0x54, 0xae, 0x6b], &ebml(&[0xae], &track));
    let block = |id: u8, content: &[u8]| ebml(&[id], &[&[0x81, 0, 0, 0][..], content].concat());
    let film = |more: &[u8], in_cluster: &[u8]| {
        let cluster = [&block(0xa3, b"pixels")[..], in_cluster].concat();
        matroska(&[&tracks, more, &ebml(&[0x1f, 0x43, 0xb6, 0x75], &cluster)].concat())
    };
    let group = |more: &[u8]| ebml(&[0xa0], &[&block(0xa1, b"pixels"), more].concat());
    let added = ebml(&[0x75, 0xa1], &ebml(&[0xa6], &ebml(&[0xa5], name)));
    let file = [ebml(&[0x46, 0x6e], name), ebml(&[0x46, 0x5c], name)].concat();
    for ending in ["webm", "mkv"] {
        all.push(planted(ending, "title", film(&title, b"")));
        all.push(planted(ending, "tag", film(&tags, b"")));
        all.push(planted(ending, "filling", film(&ebml(&[0xec], name), &ebml(&[0xec], name))));
        let attachments = ebml(&[0x19, 0x41, 0xa4, 0x69], &ebml(&[0x61, 0xa7], &file));
        all.push(planted(ending, "attached file", film(&attachments, b"")));
        all.push(planted(ending, "data beside a block", film(b"", &group(&added))));
        all.push(planted(ending, "second block of a group", film(b"", &group(&block(0xa1, name)))));
        all.push(planted(
            ending,
            "block of no track",
            film(b"", &ebml(&[0xa3], &[&[0x82, 0, 0, 0], name].concat())),
        ));
        all.push(planted(ending, "after the end", [film(b"", b""), name.to_vec()].concat()));
    }
    for ending in [
        "3gp", "aac", "aif", "amr", "au", "caf", "flv", "m2ts", "m4b", "m4s", "mid", "mka", "mp2", "mpeg",
        "mpg", "mpg4", "mpga", "ra", "ts", "weba", "wma", "wmv",
    ] {
        all.push(planted(
            ending,
            "some tag",
            [&[0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11][..], name].concat(),
        ));
    }
    all
}

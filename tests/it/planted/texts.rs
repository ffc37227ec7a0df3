//! The name in files that are text.

use super::{NAME, Planted, planted, zipped};

pub(super) fn all() -> Vec<Planted> {
    let wide = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let text = format!("\u{feff}Thanks to {NAME}.");
        text.encode_utf16().flat_map(order).collect()
    };
    let mut all = vec![
        planted("txt", "text", format!("Thanks to {NAME}.\n")),
        planted("txt", "UTF-16, little-endian", wide(u16::to_le_bytes)),
        planted("txt", "UTF-16, big-endian", wide(u16::to_be_bytes)),
        planted("txt", "Windows-1252", [b"Caf\xe9 with ", NAME.as_bytes()].concat()),
        planted("md", "text", format!("Thanks to **Jordan** Example and {NAME}.\n")),
        planted("csv", "cell", format!("who,n\n{NAME},3\n")),
        planted("tsv", "cell", format!("who\tn\n{NAME}\t3\n")),
        planted("log", "line", format!("2026-01-01 {NAME} signed in\n")),
        planted("yaml", "comment", format!("a: 1 # {NAME}\n")),
        planted("css", "comment", format!("/* {NAME} */ p {{ color: red }}\n")),
        planted("js", "text", format!("const by = \"{NAME}\";\n")),
        planted("vtt", "cue", format!("WEBVTT\n\n00:00.000 --> 00:02.000\n{NAME} speaks.\n")),
        planted("vtt", "speaker", format!("WEBVTT\n\n00:00.000 --> 00:02.000\n<v {NAME}>Hello.\n")),
        planted(
            "vtt",
            "cut by a speaker",
            "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Jo>Jordan Exa</v><i>mple</i>\n".to_owned(),
        ),
        planted("vtt", "note", format!("WEBVTT\n\nNOTE by {NAME}\n\n00:00.000 --> 00:02.000\nHello.\n")),
        planted("srt", "cue", format!("1\n00:00:00,000 --> 00:00:02,000\n<i>{NAME}</i> speaks.\n")),
        planted("ass", "style", format!("[Script Info]\nOriginal Script: {NAME}\n")),
        planted("ttml", "paragraph", format!("<tt><body><p>{NAME}</p></body></tt>")),
        planted("json", "value", format!("{{\"by\": \"{NAME}\"}}")),
        planted("json", "key", format!("{{\"{NAME}\": 1}}")),
        planted("json", "escaped", "{\"by\": \"J\\u006frdan Ex\\u0061mple\"}".to_owned()),
        planted("geojson", "property", format!("{{\"properties\": {{\"by\": \"{NAME}\"}}}}")),
        planted("xml", "text", format!("<a>{NAME}</a>")),
        planted("xml", "attribute", format!("<a by=\"{NAME}\"/>")),
        planted("xml", "comment", format!("<!-- {NAME} --><a/>")),
        planted("css", "text", format!("p::after {{ content: \"{NAME}\" }}\n")),
        planted("html", "comment", format!("<!-- {NAME} --><p>Words</p>")),
        planted("html", "author", format!("<meta name=\"author\" content=\"{NAME}\"><p>Words</p>")),
        planted(
            "xhtml",
            "author",
            format!("<html><head><meta name='author' content='{NAME}'/></head></html>"),
        ),
        planted("html", "cut by markup", "<p><b>Jor</b>dan Ex<i>am</i>ple</p>".to_owned()),
        planted(
            "html",
            "between readings",
            "<p>Jordan <ruby>Exam<rt>x</rt></ruby><ruby>ple<rt>y</rt></ruby></p>".to_owned(),
        ),
        planted("html", "larger in a word", "<p>Jordan Ex<big>am</big>p<wbr>le</p>".to_owned()),
        planted("html", "alternative text", format!("<p><img alt=\"{NAME}\" src=\"x.png\"></p>")),
        planted(
            "xhtml",
            "text",
            format!("<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>{NAME}</body></html>"),
        ),
        planted(
            "ics",
            "folded line",
            "BEGIN:VCALENDAR\r\nSUMMARY:With Jordan Exa\r\n mple\r\nEND:VCALENDAR\r\n".to_owned(),
        ),
        planted("vcf", "name", format!("BEGIN:VCARD\nVERSION:4.0\nFN:{NAME}\nEND:VCARD\n")),
        planted(
            "vcf",
            "letters as numbers",
            "BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:Jordan Ex=61mple\n".to_owned(),
        ),
        planted(
            "css",
            "letters as escapes",
            "p::after { content: \"Jordan Ex\\61mple\" }\n".replace("\\61m", "\\61 m"),
        ),
        planted("vcf", "base64", "BEGIN:VCARD\nNOTE;ENCODING=b:Sm9yZGFuIEV4YW1wbGU=\nEND:VCARD\n".to_owned()),
        planted("txt", "base64", "Sm9yZGFuIEV4\nYW1wbGU=\n".to_owned()),
        planted(
            "html",
            "address in base64",
            "<a href=\"data:text/plain;base64,Sm9yZGFuIEV4YW1wbGU=\">x</a>".to_owned(),
        ),
        planted("b64", "picture in base64", format!("{}\n", "iVBORw0KGgo".repeat(8))),
        planted("ps", "letters as numbers", "%!PS\n<4a6f7264616e204578616d706c65> show\n".to_owned()),
        planted("bib", "author", format!("@book{{a, author = {{{NAME}}}}}\n")),
    ];
    let letter = format!("From: a@example.org\nSubject: =?utf-8?Q?J=6Frdan_Example?=\n\n{NAME}\n");
    for ending in ["eml", "mbox", "mht"] {
        all.push(planted(ending, "subject, encoded", letter.clone()));
    }
    all.push(planted("rtf", "letters as numbers", "{\\rtf1 {\\*\\company J\\'6frdan Example}}".to_owned()));
    let inner = zipped(&[("minutes.txt", NAME.as_bytes())]);
    for ending in ["zip", "epub", "pages", "key", "numbers", "jar", "kmz"] {
        all.push(planted(ending, "part of an archive", inner.clone()));
    }
    all.push(planted("zip", "name of a part", zipped(&[("Jordan Example.txt", b"x")])));
    let tar = [NAME.as_bytes(), &[0; 498], b"ustar\0"].concat();
    let ole = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0][..], NAME.as_bytes()].concat();
    for ending in ["tar", "gz", "7z", "rar"] {
        all.push(planted(ending, "archive", [&b"\x1f\x8b\x08\0"[..], &tar].concat()));
    }
    for ending in ["doc", "xls", "ppt", "msg", "pub", "vsd"] {
        all.push(planted(ending, "old office format", ole.clone()));
    }
    for ending in ["sqlite", "exe", "bin", "psd"] {
        all.push(planted(ending, "unknown bytes", [&[0_u8, 1, 2, 0xff][..], NAME.as_bytes()].concat()));
    }
    all
}

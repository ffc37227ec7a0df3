//! P19 to P23: pictures that are missing, broken, too large, tell a place or run something.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::super::support::{Site, site, study};
use super::one;

/// A case study with one picture beside it, cited in line 10.
fn with(name: &str, bytes: impl Into<Vec<u8>>) -> Site {
    site("")
        .file("content/case-studies/a/index.md", study(&format!("![A picture]({name})")))
        .file(&format!("content/case-studies/a/{name}"), bytes)
}

/// The left half is red, the right one blue.
fn picture(width: u32, height: u32) -> DynamicImage {
    let colour = |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) };
    RgbImage::from_fn(width, height, colour).into()
}

pub(super) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture(width, height).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&picture(width, height)).unwrap();
    bytes
}

/// A photograph of a camera that was held upright: to be turned, with a place and a serial number.
fn photograph() -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    exif.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    exif.extend([1, 0, 1, 0, 2, 0, 2, 0, 0, 0, b'N', 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 52.5200 13.4050 SERIAL-4711");
    let segment = |marker: u8, data: &[u8]| {
        let len = u16::try_from(data.len() + 2).unwrap();
        [&[0xff, marker], &len.to_be_bytes()[..], data].concat()
    };
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><exif:GPSLatitude>52,31N SERIAL-4711</exif:GPSLatitude></x:xmpmeta>";
    let plain = jpeg(64, 32);
    [&plain[..2], &segment(0xe1, &exif), &segment(0xe1, xmp), &segment(0xfe, b"SERIAL-4711"), &plain[2..]]
        .concat()
}

#[test]
fn a_missing_picture_is_refused_at_its_line_with_the_nearest_name() {
    // P19
    let built = one("", "Text.\n\nMore, and ![A plan](../files/paln.png).")
        .file("content/files/plan.png", png(8, 8))
        .build()
        .fails("LNK-01 content/case-studies/a.md:12:11 there is no `files/paln.png` in `content/`");
    assert!(built.report().contains("did you mean `../files/plan.png`?"), "{}", built.report());
    let portrait = "--- content/portfolio.yaml\nprofile: { name: N, photo: { file: me.jpg, alt: Me } }\n";
    site(portrait).build().fails("MED-09 content/portfolio.yaml:1:");
}

#[test]
fn a_picture_that_is_cut_short_is_refused_with_its_page_and_its_name() {
    // P20
    let says = |name: &str| format!("MED-14 content/case-studies/a/index.md:10:1 `case-studies/a/{name}`: ");
    let (jpeg, png) = (jpeg(64, 32), png(64, 32));
    for len in [0, 1, 3, 20, jpeg.len() / 2, jpeg.len() - 40] {
        with("p.jpg", &jpeg[..len]).build().fails(&says("p.jpg"));
    }
    for len in [0, 8, 20, 33, png.len() / 2, png.len() - 14] {
        with("p.png", &png[..len]).build().fails(&says("p.png"));
    }
}

#[test]
fn a_picture_that_would_fill_the_memory_is_refused_with_the_limit() {
    // P21
    let mut bytes = png(8, 8);
    bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let built = with("p.png", bytes).build().fails(
        "MED-14 content/case-studies/a/index.md:10:1 `case-studies/a/p.png`: the picture is 60000×60000",
    );
    assert!(built.errors()[0].contains("the limit is 50"), "{}", built.report());
}

#[test]
fn a_photograph_loses_its_place_and_stands_upright() {
    // P22
    let original = photograph();
    assert!(original.windows(11).any(|it| it == b"SERIAL-4711"));
    let built = with("p.jpg", original).build().fine();
    for path in built.paths() {
        let bytes = built.bytes(&path);
        for tell in [&b"SERIAL-4711"[..], b"GPS", b"Exif\0", b"xmpmeta"] {
            assert!(!bytes.windows(tell.len()).any(|it| it == tell), "{path}");
        }
    }
    let copy = image::load_from_memory(&built.bytes("case-studies/a/p.jpg")).unwrap().into_rgb8();
    assert_eq!(copy.dimensions(), (32, 64));
    // Turned to the right: what was left is at the top.
    let (top, bottom) = (copy.get_pixel(16, 8).0, copy.get_pixel(16, 56).0);
    assert!(top[0] > 150 && top[2] < 100, "{top:?}");
    assert!(bottom[2] > 150 && bottom[0] < 100, "{bottom:?}");
    let page = built.text("case-studies/a/index.html");
    assert!(page.contains("width=\"32\"") && page.contains("height=\"64\""), "{page}");
}

#[test]
fn a_photograph_whose_name_says_otherwise_is_not_copied_as_it_is() {
    // P22
    for name in ["p.png", "p.webp", "p.svg", "p.heic"] {
        with(name, photograph()).build().fails("MED-14 content/case-studies/a/index.md:10:1 ");
    }
}

/// Whether a photograph of this name, linked to as a document, is published with what it tells.
fn tells(name: &str) -> bool {
    let built = site("")
        .file("content/case-studies/a/index.md", study(&format!("[A file]({name})")))
        .file(&format!("content/case-studies/a/{name}"), photograph())
        .build();
    let path = format!("case-studies/a/{name}");
    built.errors().is_empty() && built.bytes(&path).windows(11).any(|it| it == b"SERIAL-4711")
}

#[test]
fn a_photograph_that_is_a_document_to_download_loses_its_place_too() {
    // P22
    for name in ["p.jpg", "p.JPG", "p.jpeg", "p.jpe", "p.jfif", "p.png", "p.tiff", "p.HEIC"] {
        assert!(!tells(name), "{name}");
    }
}

#[test]
fn a_photograph_under_the_name_of_a_document_loses_its_place_too() {
    // P22
    for name in ["p", "p.bin", "p.pdf", "p.jpg.txt"] {
        assert!(!tells(name), "{name}");
    }
}

#[test]
fn script_in_a_drawing_is_taken_out_and_told() {
    // P23
    let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\"";
    let hostile = [
        format!("{head}><script>alert(1)</script><path d=\"M0 0h9\"/></svg>"),
        format!("{head} onload=\"alert(1)\"><path d=\"M0 0h9\"/></svg>"),
        format!("{head}><a xlink:href=\"javascript:alert(1)\"><path d=\"M0 0h9\"/></a></svg>"),
        format!("{head}><a href=\"java&#9;script:alert(1)\"><path d=\"M0 0h9\"/></a></svg>"),
        format!(
            "{head}><foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><img src=\"x\" onerror=\"alert(1)\"/></body></foreignObject><path d=\"M0 0h9\"/></svg>"
        ),
        format!(
            "{head}><animate attributeName=\"href\" to=\"javascript:alert(1)\"/><path d=\"M0 0h9\"/></svg>"
        ),
        format!(
            "{head}><style>@import url(https://evil.example/x.css); path {{ fill: url(https://evil.example/) }}</style><path d=\"M0 0h9\"/></svg>"
        ),
        format!("{head}><image href=\"https://evil.example/t.gif\"/><path d=\"M0 0h9\"/></svg>"),
        format!(
            "<!DOCTYPE svg [<!ENTITY x \"<script>alert(1)</script>\">]>{head}>&x;<path d=\"M0 0h9\"/></svg>"
        ),
        format!("<?xml-stylesheet href=\"javascript:alert(1)\"?>{head}><path d=\"M0 0h9\"/></svg>"),
    ];
    for drawing in hostile {
        let built = with("p.svg", drawing.as_str()).build();
        if !built.errors().is_empty() {
            built.fails("MED-14 content/case-studies/a/index.md:10:1 `case-studies/a/p.svg`: ");
            continue;
        }
        let built =
            built.warns("MED-15 content/case-studies/a/index.md:10:1 removed from `case-studies/a/p.svg`: ");
        for (path, text) in built.everything().into_iter().filter(|it| !it.0.ends_with(".css")) {
            for live in ["alert(1)", "evil.example", "foreignObject", "<!ENTITY"] {
                assert!(!text.contains(live), "{drawing}\n{path}: {live}\n{text}");
            }
        }
    }
}

#[test]
fn a_drawing_of_aliases_or_of_endless_depth_is_refused() {
    // P10, P23
    let mut entities = String::from("<!ENTITY a0 \"lol\">");
    for level in 1..=9 {
        entities.push_str(&format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10)));
    }
    let bomb = format!(
        "<!DOCTYPE svg [{entities}]><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text>&a9;</text></svg>"
    );
    with("p.svg", bomb).build().fails("MED-14 ");
    let deep = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{}{}</svg>",
        "<g>".repeat(50_000),
        "</g>".repeat(50_000)
    );
    let built = with("p.svg", deep).build();
    assert!(built.report().len() < 10_000);
}

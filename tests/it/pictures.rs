//! Light copies: what is published in place of a picture that is wider than most screens show it.

use std::fs;
use std::io::Cursor;
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageBuffer, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use leadfolio::media::PictureCache as _;
use moxcms::ColorProfile;

use super::support::{Bench, Built, MINIMUM, MemoryCache, Site, files, site, study};

/// A JPEG of ink, 520 by 16 pixels of red: no program that tests use writes one.
const INK: &str = concat!(
    "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwANCQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAuKS0sMzpKPjM2RjcsLUBXQUZM",
    "TlJTUjI+WmFaUGBKUVJP/9sAQwEODg4TERMmFRUmTzUtNU9PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P",
    "T09PT09PT09PT09P/8AAFAgAEAIIBAEiAAIRAQMRAQQiAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAFB//EABQQAQAAAAAAAAAA",
    "AAAAAAAAAAD/xAAWAQEBAQAAAAAAAAAAAAAAAAAABQf/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADgQBAAIRAxEEAAA/AL4C",
    "yzZpwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAP//Z",
);

/// A case study that shows `content/files/NAME`.
fn showing(name: &str, bytes: Vec<u8>) -> Site {
    site("")
        .file("content/case-studies/a.md", study(&format!("![A plan](../files/{name})")))
        .file(&format!("content/files/{name}"), bytes)
}

/// Two colors, the second in the right half, with enough noise to be a photograph.
pub(crate) fn photo(width: u32, height: u32, left: [u8; 3], right: [u8; 3]) -> DynamicImage {
    let noise = |x: u32, y: u32| (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)) % 3;
    let color = |x, y| {
        let half = if x < width / 2 { left } else { right };
        Rgb(half.map(|value| value.saturating_sub(noise(x, y) as u8)))
    };
    RgbImage::from_fn(width, height, color).into()
}

pub(crate) fn saved(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A table of thin lines that is too large a file to be published as it is.
fn drawing() -> DynamicImage {
    let line = |x: u32, y: u32| {
        if x.is_multiple_of(16) || y.is_multiple_of(9) {
            Rgb([(x * y % 251) as u8, (y % 241) as u8, (x % 239) as u8])
        } else {
            Rgb([255; 3])
        }
    };
    RgbImage::from_fn(1500, 1200, line).into()
}

/// The picture of a phone: Display P3, and stored on its side, with a place.
pub(crate) fn phone_jpeg(picture: &DynamicImage) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 52.5200 13.4050");
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_icc_profile(ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    encoder.set_exif_metadata(exif).unwrap();
    picture.write_with_encoder(encoder).unwrap();
    bytes
}

/// The light copies that are published, without their fingerprints.
pub(crate) fn copies(built: &Built) -> Vec<String> {
    let paths = built.paths().into_iter().filter(|path| path.starts_with("files/"));
    paths.map(|path| leadfolio::vfs::fingerprint::without_fingerprint(&path)).collect()
}

/// The published copy of a width and a format, decoded.
pub(crate) fn copy(built: &Built, width: u32, extension: &str) -> DynamicImage {
    let bytes = built.bytes(&copy_path(built, width, extension));
    image::load_from_memory(&bytes).unwrap()
}

pub(crate) fn copy_path(built: &Built, width: u32, extension: &str) -> String {
    let is_it = |path: &String| path.contains(&format!("-{width}w.")) && path.ends_with(extension);
    let found = built.paths().into_iter().find(is_it);
    found.unwrap_or_else(|| panic!("no {width} px {extension} among {:?}", built.paths()))
}

#[track_caller]
pub(crate) fn assert_color(picture: &DynamicImage, (x, y): (u32, u32), expected: [u8; 3]) {
    let found = picture.to_rgb8().get_pixel(x, y).0;
    let is_near = found.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) <= 8);
    assert!(is_near, "{found:?} at {x},{y}, not {expected:?}");
}

#[test]
fn a_picture_of_a_phone_is_published_upright_in_srgb_and_in_light_copies_only() {
    // Red and blue of sRGB, in Display P3.
    let stored = photo(1200, 640, [234, 51, 35], [0, 0, 245]);
    let built = showing("big.jpg", phone_jpeg(&stored)).build().fine();
    assert_eq!(copies(&built), ["files/big-480w.jpg", "files/big-640w.jpg"]);
    for (width, height) in [(480, 900), (640, 1200)] {
        let picture = copy(&built, width, "jpg");
        assert_eq!((picture.width(), picture.height()), (width, height));
        assert_color(&picture, (width / 2, height / 4), [254, 0, 0]);
        assert_color(&picture, (width / 2, height * 3 / 4), [0, 0, 254]);
        let bytes = built.bytes(&copy_path(&built, width, "jpg"));
        assert!(!bytes.windows(3).any(|part| part == b"GPS" || part == b"ICC"));
    }
    let page = built.text("case-studies/a/index.html");
    let (small, large) = (copy_path(&built, 480, "jpg"), copy_path(&built, 640, "jpg"));
    let tag = format!(
        "<p><img src=\"/{large}\" srcset=\"/{small} 480w, /{large} 640w\" sizes=\"(min-width: 38rem) 33rem, 92vw\" \
         alt=\"A plan\" width=\"640\" height=\"1200\" decoding=\"async\"></p>"
    );
    assert!(page.contains(&tag), "{page}");
}

#[test]
fn a_picture_is_never_enlarged_and_a_small_one_is_published_as_it_is() {
    let small = saved(&photo(300, 200, [200, 90, 20], [20, 90, 200]), ImageFormat::Jpeg);
    let built = showing("small.jpg", small.clone()).build().fine();
    assert_eq!(copies(&built), ["files/small.jpg"]);
    assert_eq!(built.bytes("files/small.jpg"), small);
    let page = built.text("case-studies/a/index.html");
    assert!(
        page.contains("<img src=\"/files/small.jpg\" alt=\"A plan\" width=\"300\" height=\"200\" "),
        "{page}"
    );

    let wide = saved(&photo(5000, 50, [200, 90, 20], [20, 90, 200]), ImageFormat::Jpeg);
    let built = showing("wide.jpg", wide).build().fine();
    assert_eq!(copies(&built), ["files/wide-1600w.jpg", "files/wide-480w.jpg", "files/wide-960w.jpg"]);
    let picture = copy(&built, 1600, "jpg");
    assert_eq!((picture.width(), picture.height()), (1600, 16));
    assert_color(&picture, (100, 8), [199, 89, 19]);
    assert_color(&picture, (1500, 8), [19, 89, 199]);
}

#[test]
fn a_picture_that_can_be_seen_through_stays_so() {
    let glass = |x, _| if x < 300 { Rgba([250, 10, 10, 255]) } else { Rgba([10, 10, 250, 0]) };
    let bytes = saved(&RgbaImage::from_fn(600, 400, glass).into(), ImageFormat::WebP);
    let built = showing("glass.webp", [&bytes[..], &[0; 0]].concat()).build().fine();
    // Large areas of one color in a light file.
    assert_eq!(copies(&built), ["files/glass.webp"]);

    let noisy = |x: u32, y: u32| Rgba([250, (x * y % 7) as u8, 10, if x < 300 { 255 } else { 128 }]);
    let bytes = saved(&RgbaImage::from_fn(600, 400, noisy).into(), ImageFormat::Png);
    let built = showing("glass.png", bytes).build().fine();
    assert_eq!(copies(&built), ["files/glass-480w.png", "files/glass-600w.png"]);
    let pixels = copy(&built, 480, "png").to_rgba8();
    assert_eq!((pixels.get_pixel(100, 100).0[3], pixels.get_pixel(400, 100).0[3]), (255, 128));
}

#[test]
fn a_drawing_stays_crisp() {
    let drawing = drawing();
    let bytes = saved(&drawing, ImageFormat::Png);
    assert!(bytes.len() > 100_000, "{}", bytes.len());
    let built = showing("plan.png", bytes.clone()).build().fine();
    assert_eq!(copies(&built), ["files/plan-1500w.png", "files/plan-480w.png", "files/plan-960w.png"]);
    assert_eq!(copy(&built, 1500, "png").to_rgb8(), drawing.to_rgb8());
    assert!(built.bytes(&copy_path(&built, 1500, "png")).len() <= bytes.len());
}

#[test]
fn pixels_of_sixteen_bits_of_gray_and_of_ink_become_usual_ones() {
    let deep = ImageBuffer::from_fn(600, 300, |x, y| Rgb([60_000 - (x * y % 97) as u16, 300, 20_000]));
    let built = showing("deep.png", saved(&DynamicImage::ImageRgb16(deep), ImageFormat::Png)).build().fine();
    assert_color(&copy(&built, 600, "jpg"), (300, 100), [233, 1, 78]);

    let gray = photo(600, 300, [40; 3], [180; 3]).into_luma8();
    let built = showing("gray.jpg", saved(&gray.into(), ImageFormat::Jpeg)).build().fine();
    assert_color(&copy(&built, 480, "jpg"), (100, 100), [39; 3]);
    assert_color(&copy(&built, 480, "jpg"), (400, 100), [179; 3]);

    let built = showing("ink.jpg", BASE64_STANDARD.decode(INK).unwrap()).build().fine();
    assert_eq!(copies(&built), ["files/ink-480w.jpg", "files/ink-520w.jpg"]);
    for width in [480, 520] {
        assert_color(&copy(&built, width, "jpg"), (200, 8), [254, 0, 0]);
        // Three components, of light: each browser shows ink in its own way.
        let bytes = built.bytes(&copy_path(&built, width, "jpg"));
        let frame = bytes.windows(2).position(|marker| matches!(marker, [0xff, 0xc0 | 0xc2])).unwrap();
        assert_eq!(bytes[frame + 9], 3);
    }
}

/// A PNG of one gray with chunks that say which colors it has.
fn colored_png(value: u8, chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    const HEAD_LEN: usize = 33;
    let noise = |x: u32, y: u32| value - (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)) as u8 % 2;
    let pixels = RgbImage::from_fn(520, 30, |x, y| Rgb([noise(x, y); 3]));
    let plain = saved(&pixels.into(), ImageFormat::Png);
    let (head, body) = plain.split_at(HEAD_LEN);
    let mut bytes = head.to_vec();
    for (kind, data) in chunks {
        let mut checksum = flate2::Crc::new();
        checksum.update(*kind);
        checksum.update(data);
        bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        bytes.extend_from_slice(*kind);
        bytes.extend_from_slice(data);
        bytes.extend(checksum.sum().to_be_bytes());
    }
    [&bytes, body].concat()
}

#[test]
fn a_png_is_shown_in_the_colors_that_its_chunks_name() {
    let gray = |chunks: &[(&[u8; 4], &[u8])]| {
        let built = showing("gray.png", colored_png(100, chunks)).build().fine();
        let copies: Vec<u8> =
            [480, 520].map(|width| copy(&built, width, "jpg").to_rgb8().get_pixel(100, 10).0[1]).into();
        copies[0].midpoint(copies[1])
    };
    let near = |found: u8, expected: u8| assert!(found.abs_diff(expected) <= 2, "{found}, not {expected}");
    let gamma = |part: u32| part.to_be_bytes();
    near(gray(&[]), 100);
    // Light as such: 0.39 of it is 0.66 in sRGB.
    near(gray(&[(b"gAMA", &gamma(100_000))]), 168);
    near(gray(&[(b"gAMA", &gamma(45_455))]), 99);
    // What has no meaning is ignored, as browsers do.
    near(gray(&[(b"gAMA", &gamma(0))]), 100);
    near(gray(&[(b"sRGB", &[9]), (b"gAMA", &gamma(100_000))]), 168);
    near(gray(&[(b"sRGB", &[0]), (b"gAMA", &gamma(100_000))]), 100);
    near(gray(&[(b"cICP", &[1, 8, 0, 1]), (b"sRGB", &[0])]), 168);
    // HDR, unspecified and reserved values.
    for points in [[9, 16, 0, 1], [2, 2, 0, 1], [0, 255, 0, 1], [1, 8, 5, 0]] {
        near(gray(&[(b"cICP", &points)]), 100);
    }
    let display: Vec<u8> =
        [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000_u32].map(u32::to_be_bytes).concat();
    near(gray(&[(b"gAMA", &gamma(100_000)), (b"cHRM", &display)]), 168);
    near(gray(&[(b"gAMA", &gamma(100_000)), (b"cHRM", &[0; 32])]), 168);
}

#[test]
fn a_damaged_picture_is_an_error_where_it_is_shown() {
    let mut bytes = saved(&photo(900, 600, [200, 90, 20], [20, 90, 200]), ImageFormat::Jpeg);
    bytes.truncate(bytes.len() / 2);
    let built = showing("half.jpg", bytes).build();
    built.fails("MED-14 content/case-studies/a.md:");
}

#[test]
fn pages_lead_to_the_file_itself_unless_they_show_it() {
    let bytes = saved(&photo(900, 600, [200, 90, 20], [20, 90, 200]), ImageFormat::Jpeg);
    let linked = site("")
        .file("content/case-studies/a.md", study("[The poster](../files/poster.jpg)"))
        .file("content/files/poster.jpg", bytes.clone())
        .build()
        .fine();
    assert_eq!(copies(&linked), ["files/poster.jpg"]);
    let both = study("[![A poster](../files/poster.jpg)](../files/poster.jpg)");
    let both = site("")
        .file("content/case-studies/a.md", both)
        .file("content/files/poster.jpg", bytes)
        .build()
        .fine();
    assert_eq!(copies(&both), ["files/poster-480w.jpg", "files/poster-900w.jpg"]);
    let page = both.text("case-studies/a/index.html");
    assert!(page.contains(&format!("<a href=\"/{}\"", copy_path(&both, 900, "jpg"))), "{page}");
}

#[test]
fn portrait_logo_and_artifacts_are_light_too_and_only_the_first_picture_of_a_page_is_loaded_at_once() {
    let files = "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\", photo: { file: me.jpg, alt: Me } }\n\
        theme_options: { logo: logo.jpg }\n";
    let front = format!(
        "---\n{MINIMUM}artifacts:\n  - {{ id: art-plan, type: photo, title: Plan, file: plan.jpg, alt: The plan }}\n---\n\
         ![One](../files/one.jpg)\n\n![Two](../files/one.jpg \"Words\")\n"
    );
    let picture = saved(&photo(700, 350, [200, 90, 20], [20, 90, 200]), ImageFormat::Jpeg);
    let mut site = site(files).file("content/case-studies/a.md", front);
    for name in ["me", "logo", "plan", "one"] {
        site = site.file(&format!("content/files/{name}.jpg"), picture.clone());
    }
    let built = site.build().fine();
    assert_eq!(copies(&built).len(), 8, "{:?}", copies(&built));
    let home = built.text("index.html");
    for (name, sizes) in [("me", "(min-width: 44rem) 25rem, 6rem"), ("logo", "8rem")] {
        let tag = home.split("<img ").skip(1).find(|tag| tag.contains(&format!("/files/{name}-700w.")));
        let tag = tag.unwrap_or_else(|| panic!("{home}"));
        assert!(tag.contains(&format!("sizes=\"{sizes}\"")) && tag.contains("480w, /files/"), "{tag}");
    }
    let page = built.text("case-studies/a/index.html");
    let main = page.split("<main").nth(1).unwrap();
    let lazy: Vec<bool> = main.split("<img ").skip(1).map(|tag| tag.contains("loading=\"lazy\"")).collect();
    assert_eq!(lazy, [false, true, true], "{main}");
    // The size is that of the copy that a reader downloads.
    let copy = &built.portfolio().files["files/plan.jpg"].path;
    let size = built.bytes(copy).len().div_ceil(1000);
    assert!(main.contains(&format!(" · JPG · {size} kB<")), "{main}");
}

/// The gallery of a case study with these pictures and this text, in parts: each with what is in its item.
fn gallery(text: &str, sizes: &[(&str, u32, u32)]) -> (String, Vec<String>) {
    let mut site = site("").file("content/case-studies/a.md", study(text));
    for (name, width, height) in sizes {
        let bytes = saved(&photo(*width, *height, [200, 90, 20], [20, 90, 200]), ImageFormat::Jpeg);
        site = site.file(&format!("content/files/{name}.jpg"), bytes);
    }
    let page = site.build().fine().text("case-studies/a/index.html");
    let list = page.split("<ul class=\"gallery\"").nth(1).map(|list| list.split("</ul>").next().unwrap());
    let (open, items) = list.unwrap_or_default().split_once('>').unwrap_or_default();
    let items = items.split("<li>").skip(1).map(|item| item.replace('\n', "")).collect();
    (open.trim().to_owned(), items)
}

#[test]
fn pictures_in_a_row_become_a_gallery_that_opens_each_of_them() {
    let sizes = [("one", 700, 350), ("two", 350, 700), ("three", 300, 200)];
    let row = "![One](../files/one.jpg \"First\") ![Two](../files/two.jpg)\n![*Three*](../files/three.jpg)";
    let (open, items) = gallery(&format!("Before.\n\n{row}\n\nAfter."), &sizes);
    assert_eq!(open, "data-count=\"3\" data-shape=\"mixed\"");
    assert!(items[0].starts_with("<figure><a href=\"/files/one-700w."), "{items:?}");
    assert!(
        items[0].contains("alt=\"One\"") && items[0].contains("<figcaption>First</figcaption>"),
        "{items:?}"
    );
    assert!(items[1].contains("alt=\"Two\"") && !items[1].contains("figcaption"), "{items:?}");
    assert!(
        items[2].contains("<a href=\"/files/three.jpg\"><img ") && items[2].contains("alt=\"Three\""),
        "{items:?}"
    );
}

#[test]
fn pictures_in_paragraphs_that_follow_each_other_are_one_gallery() {
    let sizes = [("one", 300, 200), ("two", 300, 400)];
    let (open, items) = gallery("![One](../files/one.jpg)\n\n![One](../files/one.jpg \"1\")\n", &sizes[..1]);
    assert_eq!((open.as_str(), items.len()), ("data-count=\"2\" data-shape=\"landscape\"", 2));
    let (open, _) = gallery("> ![Two](../files/two.jpg)\n>\n> ![Two](../files/two.jpg)\n", &sizes);
    assert_eq!(open, "data-count=\"2\" data-shape=\"portrait\"");
    for text in [
        "![One](../files/one.jpg)\n\nBetween.\n\n![Two](../files/two.jpg)",
        "![One](../files/one.jpg) and ![Two](../files/two.jpg)",
        "![One](../files/one.jpg)\n\n![When](timeline:)\n\n![Two](../files/two.jpg)",
        "![One](../files/one.jpg)\n\n## Then\n\n![Two](../files/two.jpg)",
    ] {
        assert_eq!(gallery(text, &sizes), (String::new(), Vec::new()), "{text}");
    }
}

#[test]
fn a_theme_says_how_wide_its_pictures_are() {
    let theme = "--- content/portfolio.yaml\nurl: \"https://example.org/\"\ntheme: t\nprofile: { name: \"Rowan Ellery\" }\n\
        --- themes/t/theme.yaml\nextends: dossier\npicture_sizes: 30rem\n";
    let picture = saved(&photo(700, 350, [200, 90, 20], [20, 90, 200]), ImageFormat::Jpeg);
    let built = site(theme)
        .file("content/case-studies/a.md", study("![One](../files/one.jpg)"))
        .file("content/files/one.jpg", picture)
        .build()
        .fine();
    assert!(built.text("case-studies/a/index.html").contains(" sizes=\"30rem\""));
}

/// A portfolio on disk with three pictures on a page.
fn bench() -> Bench {
    let bench = Bench::with("");
    bench.write(
        "content/case-studies/a.md",
        study("![A](../files/a.jpg)\n\n![B](../files/b.png)\n\n![C](../files/c.jpg)"),
    );
    let picture = photo(1100, 500, [200, 90, 20], [20, 90, 200]);
    bench.write("content/files/a.jpg", phone_jpeg(&picture));
    bench.write("content/files/b.png", saved(&picture.rotate180(), ImageFormat::Png));
    bench.write("content/files/c.jpg", saved(&picture.rotate180(), ImageFormat::Jpeg));
    bench
}

#[test]
fn a_build_with_copies_of_earlier_builds_is_the_same_as_one_without() {
    const CACHE: &str = ".leadfolio/cache/pictures";
    let bench = bench();
    bench.run("build").ends(0);
    let cold = files(&bench.path("dist"));
    let kept = files(&bench.path(CACHE));
    // Two widths of the picture that stands upright, three of the others, in one format or two.
    let formats = if cfg!(feature = "webp") { 2 } else { 1 };
    let count = |part: &str| kept.iter().filter(|(path, _)| path.contains(part)).count();
    assert_eq!(count("w."), 8 * formats);
    assert_eq!(count("-card.png") > 0, cfg!(feature = "cards"));
    assert_eq!(count("-examined-"), 3);
    assert_eq!(bench.read(".leadfolio/.gitignore"), "*\n");

    bench.run("build --output warm").ends(0);
    assert_eq!(files(&bench.path("warm")), cold);
    assert_eq!(files(&bench.path(CACHE)), kept);

    // Damaged copies, and a folder that nothing can be written to, only cost time.
    for (path, bytes) in &kept {
        bench.write(&format!("{CACHE}/{path}"), &bytes[..bytes.len() / 2]);
    }
    bench.run("build --output repaired").ends(0);
    assert_eq!(files(&bench.path("repaired")), cold);
    assert_eq!(files(&bench.path(CACHE)), kept);
    fs::remove_dir_all(bench.path(".leadfolio")).unwrap();
    bench.write(".leadfolio", "a file");
    bench.run("build --output uncached").ends(0);
    assert_eq!(files(&bench.path("uncached")), cold);
}

#[test]
fn what_is_in_a_picture_is_found_once() {
    let memory = Arc::new(MemoryCache::default());
    // Each name is new to what a preview keeps, and the bytes are known.
    let build =
        |name: &str, bytes: &[u8]| showing(name, bytes.to_vec()).picture_cache(memory.clone()).build();
    let bytes = saved(&photo(600, 400, [200, 30, 30], [30, 30, 200]), ImageFormat::Png);
    build("half.png", &bytes[..bytes.len() / 2]).fails("MED-14 content/case-studies/a.md:");
    assert_eq!(memory.keys(), Vec::<String>::new(), "a picture with a fault is examined again");
    assert_eq!(copies(&build("a.png", &bytes).fine()), ["files/a-480w.jpg", "files/a-600w.jpg"]);
    let keys = memory.keys();
    assert!(keys.len() == 1 && keys[0].split('-').next().unwrap().len() == 64, "{keys:?}");
    let known = br#"{"traits":{"has_transparency":true,"is_drawing":false},"removed":["a page"]}"#;
    memory.write(&keys[0], known);
    let again = build("b.png", &bytes).warns("MED-15 content/case-studies/a.md:");
    assert_eq!(copies(&again), ["files/b-480w.png", "files/b-600w.png"]);
    memory.write(&keys[0], &known[1..]);
    assert_eq!(copies(&build("c.png", &bytes).fine()), ["files/c-480w.jpg", "files/c-600w.jpg"]);
}

#[test]
fn two_builds_at_once_share_copies_and_are_alike() {
    let bench = bench();
    let mut builds: Vec<_> = ["one", "two", "three"]
        .map(|output| bench.command(&format!("build --output {output}")).spawn().unwrap())
        .into();
    for build in &mut builds {
        assert!(build.wait().unwrap().success());
    }
    let one = files(&bench.path("one"));
    assert_eq!(files(&bench.path("two")), one);
    assert_eq!(files(&bench.path("three")), one);
    let left = files(&bench.path(".leadfolio/cache/pictures"));
    assert!(!left.is_empty() && left.iter().all(|(path, _)| !path.ends_with(".tmp")));
}

#[test]
fn what_leaves_names_each_picture_once() {
    let bench = bench();
    bench.write("out/.keep", "");
    let ran = bench.run("check --leaving --format json").ends(0);
    assert_eq!(ran.stdout.matches("content/files/a.jpg").count(), 1, "{}", ran.stdout);
}

#[cfg(feature = "webp")]
#[test]
fn browsers_that_know_webp_get_it_and_others_what_they_know() {
    let photo = saved(&photo(700, 350, [200, 90, 20], [20, 90, 200]), ImageFormat::Jpeg);
    let built = showing("one.jpg", photo).webp().build().fine();
    let [webp, jpeg] = ["webp", "jpg"].map(|format| [480, 700].map(|width| copy_path(&built, width, format)));
    let page = built.text("case-studies/a/index.html");
    let tag = format!(
        "<picture><source type=\"image/webp\" srcset=\"/{} 480w, /{} 700w\" sizes=\"(min-width: 38rem) 33rem, 92vw\"><img src=\"/{}\" \
         srcset=\"/{} 480w, /{} 700w\" ",
        webp[0], webp[1], jpeg[1], jpeg[0], jpeg[1]
    );
    assert!(page.contains(&tag), "{page}");
    for width in [480, 700] {
        let picture = copy(&built, width, "webp");
        assert_eq!(picture.width(), width);
        assert_color(&picture, (100, 100), [199, 89, 19]);
        assert_color(&picture, (400, 100), [19, 89, 199]);
    }
    // Paper gets the widest copy, whatever a browser would choose for its screen.
    let printed = built.output().render_for_print("case-studies/a/index.html").unwrap().unwrap();
    let book = built.output().render_book(&[]).unwrap();
    for html in [&printed, &book] {
        assert!(!html.contains("srcset") && !html.contains("<source"), "{html}");
        assert!(html.contains(&jpeg[1]), "{html}");
    }
}

#[cfg(feature = "webp")]
#[test]
fn a_drawing_stays_crisp_and_glass_clear_as_webp() {
    let built = showing("plan.png", saved(&drawing(), ImageFormat::Png)).webp().build().fine();
    assert_eq!(copy(&built, 1500, "webp").to_rgb8(), drawing().to_rgb8());

    let noisy = |x: u32, y: u32| Rgba([250, (x * y % 7) as u8, 10, if x < 300 { 255 } else { 128 }]);
    let glass = saved(&RgbaImage::from_fn(600, 400, noisy).into(), ImageFormat::Png);
    let built = showing("glass.png", glass).webp().build().fine();
    let pixels = copy(&built, 600, "webp").to_rgba8();
    assert_eq!((pixels.get_pixel(100, 100).0[3], pixels.get_pixel(400, 100).0[3]), (255, 128));
}

//! Why an image cannot be published, in messages for the author.
//!
//! The messages do not name the file; the caller puts its name in front.

use super::format::ImageFormat;
use crate::diagnostic::Problem;

pub(super) fn truncated() -> Problem {
    Problem::new(
        "the picture is incomplete: the file ends too early",
        "copy it again from the original, or save it again in an image editor",
    )
}

pub(super) fn empty() -> Problem {
    Problem::new(
        "the file is empty: it has 0 bytes",
        "copy it again from the original; one that is in the cloud only has to be downloaded first",
    )
}

pub(super) fn damaged() -> Problem {
    Problem::new(
        "the picture is damaged and can't be read",
        "open it in an image editor and save it again, as JPEG or PNG",
    )
}

pub(super) fn too_large(width: u32, height: u32, limit: u64) -> Problem {
    let megapixels = (u64::from(width) * u64::from(height)).div_ceil(1_000_000);
    Problem::new(
        format!("the picture is {width}×{height} pixels ({megapixels} megapixels); the limit is {limit}"),
        "make it smaller: 2400 pixels on the longer side is plenty for a page",
    )
}

pub(super) fn animation_too_large(frames: u64, limit: u64) -> Problem {
    Problem::new(
        format!("the animation has {frames} frames, more than {limit} megapixels in total"),
        "make it shorter or smaller, or publish it as a video",
    )
}

pub(super) fn rotated_animation() -> Problem {
    Problem::new(
        "the animation is stored rotated, and not every browser turns it upright",
        "rotate it in an image editor and save it without EXIF data",
    )
}

pub(super) fn missing_extension(kind: &str, extension: &str) -> Problem {
    Problem::new(
        format!("this file is a {kind} picture, but its name doesn't say so"),
        format!(
            "rename it so that it ends in `.{extension}`; then leadfolio can remove the data that a camera wrote into it"
        ),
    )
}

pub(super) fn wrong_extension(named: ImageFormat, found: ImageFormat) -> Problem {
    Problem::new(
        format!("the name says {}, but the content is {}", named.name(), found.name()),
        format!("change the name's ending to `.{}`", found.extension()),
    )
}

/// How to save a picture as JPEG with what comes with a computer.
const EXPORT_ON_COMPUTERS: &str = "on a Mac, open it in Preview and choose File > Export; in Windows, open it in Photos or Paint and choose Save as";

pub(super) fn unsupported_format(kind: &str) -> Problem {
    // Browsers show AVIF. Of its decoders, those that this program could use are not written in safe Rust under a free license.
    let reason = if kind == "AVIF" { "leadfolio can't read" } else { "not every browser can show" };
    let message = format!("this is a {kind} picture, which {reason}");
    let help = match kind {
        "HEIC" => format!(
            "save it as JPEG: on an iPhone, tap Share in Photos, then Options > Most Compatible, then Save to Files; \
             {EXPORT_ON_COMPUTERS}. For new photos, choose Settings > Camera > Formats > Most Compatible on the iPhone"
        ),
        "AVIF" => format!("save it as JPEG or PNG: {EXPORT_ON_COMPUTERS}"),
        _ => "save it as JPEG or PNG".to_owned(),
    };
    Problem::new(message, help)
}

pub(super) fn not_an_image() -> Problem {
    Problem::new("this isn't a picture in a format that leadfolio knows", "save it as JPEG or PNG")
}

pub(super) fn content_mismatch(named: ImageFormat) -> Problem {
    Problem::new(
        format!("the name says {}, but the content is something else", named.name()),
        "save it as JPEG or PNG",
    )
}

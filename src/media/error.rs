//! Why an image cannot be published, in messages for the author.
//!
//! The messages do not name the file; the caller puts its name in front.

use super::format::ImageFormat;
use crate::diagnostic::Problem;

pub(super) fn truncated() -> Problem {
    Problem::new(
        "the picture is cut short: the file ends before it should",
        "copy it again from where it came, or save it again in an editor",
    )
}

pub(super) fn damaged() -> Problem {
    Problem::new(
        "the picture is damaged and cannot be read",
        "open it in an editor and save it again, as JPEG or PNG",
    )
}

pub(super) fn too_large(width: u32, height: u32, limit: u64) -> Problem {
    let megapixels = (u64::from(width) * u64::from(height)).div_ceil(1_000_000);
    Problem::new(
        format!("the picture has {width}×{height} pixels ({megapixels} megapixels); the limit is {limit}"),
        "scale it down: 2400 pixels on the longer side are plenty for a page",
    )
}

pub(super) fn animation_too_large(frames: u64, limit: u64) -> Problem {
    Problem::new(
        format!("the animation has {frames} frames, together more than {limit} megapixels"),
        "make it shorter or smaller, or publish it as a video",
    )
}

pub(super) fn rotated_animation() -> Problem {
    Problem::new(
        "the animation asks to be shown turned, which not every browser does",
        "turn it in an editor and save it without EXIF data",
    )
}

pub(super) fn missing_extension(kind: &str, extension: &str) -> Problem {
    Problem::new(
        format!("by its content the file is a {kind} picture, and its name does not say so"),
        format!("rename it so that it ends in `.{extension}`; then what a camera wrote into it is taken out"),
    )
}

pub(super) fn wrong_extension(named: ImageFormat, found: ImageFormat) -> Problem {
    Problem::new(
        format!("the name says {}, but the content is {}", named.name(), found.name()),
        format!("change the name's ending to `.{}`", found.extension()),
    )
}

pub(super) fn unsupported_format(kind: &str) -> Problem {
    Problem::new(format!("this is a {kind} picture, which not every browser shows"), "save it as JPEG or PNG")
}

pub(super) fn not_an_image() -> Problem {
    Problem::new("this is not a picture of a known kind", "save it as JPEG or PNG")
}

pub(super) fn content_mismatch(named: ImageFormat) -> Problem {
    Problem::new(
        format!("the name says {}, but the content is something else", named.name()),
        "save it as JPEG or PNG",
    )
}

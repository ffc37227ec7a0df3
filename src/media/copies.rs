//! Light copies of a picture: in which widths and formats it is published.

use super::card_format::CARD_SIZE;
use super::crop::CropArea;
use super::picture::ImageInfo;
use super::pixels::PictureTraits;

/// Widths of the copies in pixels. None is wider than the picture.
const WIDTHS: [u32; 3] = [480, 960, MAX_WIDTH];
/// The largest width of a copy in pixels.
pub(super) const MAX_WIDTH: u32 = 1600;
/// The largest drawing that is published as it is, in bytes: other widths would weigh more, since a resized drawing has more
/// colors.
const MAX_LIGHT_DRAWING_BYTES: u64 = 100_000;

/// Whether copies can be encoded as WebP: the feature `webp` of the crate.
pub const HAS_WEBP_ENCODER: bool = cfg!(feature = "webp");

/// Stands for how copies are encoded, in their names and in the cache. Whoever changes the bytes of copies changes it.
pub const COPY_VERSION: u32 = 2;

/// The format of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyFormat {
    /// For photographs.
    Jpeg,
    /// For drawings, and for what can be seen through.
    Png,
    /// The lightest; old browsers do not know it.
    Webp,
}

impl CopyFormat {
    /// The file extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}

/// One copy of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyPlan {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The format.
    pub format: CopyFormat,
    /// Whether letters and lines must stay crisp.
    pub is_drawing: bool,
    /// The part of the picture that it shows; `None` for all of it.
    pub area: Option<CropArea>,
}

/// The copies that are published in place of a picture, those of one format together, the widest of each last. Empty if the
/// picture is published as it is. `len` is its length in bytes; with `webp`, there are WebP copies too.
pub fn plan_copies(info: ImageInfo, traits: PictureTraits, len: u64, webp: bool) -> Vec<CopyPlan> {
    let is_light_drawing = traits.is_drawing && info.width <= MAX_WIDTH && len <= MAX_LIGHT_DRAWING_BYTES;
    if info.width <= WIDTHS[0] || is_light_drawing {
        return Vec::new();
    }
    plan_widths((info.width, info.height), None, traits, webp)
}

/// The copies of a part of a picture, in the same order; at least one, since the picture itself shows more.
pub fn plan_cut_copies(area: CropArea, traits: PictureTraits, webp: bool) -> Vec<CopyPlan> {
    plan_widths((area.width, area.height), Some(area), traits, webp)
}

/// The only copy of a part of a picture that is the card of a page: in the size of a card, however small the part is.
pub fn plan_card_copy(area: Option<CropArea>) -> CopyPlan {
    let (width, height) = CARD_SIZE;
    CopyPlan { width, height, format: CopyFormat::Jpeg, is_drawing: false, area }
}

fn plan_widths(size: (u32, u32), area: Option<CropArea>, traits: PictureTraits, webp: bool) -> Vec<CopyPlan> {
    let PictureTraits { has_transparency, is_drawing } = traits;
    let fallback = if has_transparency || is_drawing { CopyFormat::Png } else { CopyFormat::Jpeg };
    let webp = (webp && HAS_WEBP_ENCODER).then_some(CopyFormat::Webp);
    let widest = size.0.min(MAX_WIDTH);
    let widths: Vec<u32> = WIDTHS.into_iter().filter(|width| *width < widest).chain([widest]).collect();
    let plan = |format, width| {
        let height = scaled_height(size, width);
        CopyPlan { width, height, format, is_drawing, area }
    };
    let formats = webp.into_iter().chain([fallback]);
    formats.flat_map(|format| widths.iter().map(move |width| plan(format, *width))).collect()
}

/// The height of a picture of some size at another width.
pub(super) fn scaled_height((width, height): (u32, u32), to: u32) -> u32 {
    let width = u64::from(width.max(1));
    let scaled = (u64::from(height) * u64::from(to) + width / 2) / width;
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::{CopyFormat, CopyPlan, HAS_WEBP_ENCODER, plan_copies, plan_cut_copies};
    use crate::media::{CropArea, ImageFormat, ImageInfo, PictureTraits};

    const PHOTO: PictureTraits = PictureTraits { has_transparency: false, is_drawing: false };
    const DRAWING: PictureTraits = PictureTraits { has_transparency: false, is_drawing: true };

    fn plan(size: (u32, u32), traits: PictureTraits, len: u64, webp: bool) -> Vec<CopyPlan> {
        let (width, height) = size;
        plan_copies(ImageInfo { format: ImageFormat::Jpeg, width, height }, traits, len, webp)
    }

    #[test]
    fn a_picture_is_never_enlarged_and_a_light_one_stays_as_it_is() {
        let sizes = |size, traits, len| -> Vec<(u32, u32)> {
            plan(size, traits, len, false).iter().map(|copy| (copy.width, copy.height)).collect()
        };
        assert_eq!(sizes((480, 9000), PHOTO, 9_000_000), []);
        assert_eq!(sizes((481, 300), PHOTO, 1000), [(480, 299), (481, 300)]);
        assert_eq!(sizes((960, 640), PHOTO, 1000), [(480, 320), (960, 640)]);
        assert_eq!(sizes((4032, 3024), PHOTO, 1000), [(480, 360), (960, 720), (1600, 1200)]);
        assert_eq!(sizes((6000, 1), PHOTO, 1000), [(480, 1), (960, 1), (1600, 1)]);
        assert_eq!(sizes((1200, 900), DRAWING, 100_000), []);
        assert_eq!(sizes((1200, 900), DRAWING, 100_001).len(), 3);
        assert_eq!(sizes((1700, 900), DRAWING, 1000).len(), 3);
    }

    #[test]
    fn a_part_of_a_picture_has_copies_however_small_it_is() {
        let sizes = |width, height| -> Vec<(u32, u32)> {
            let area = CropArea { x: 3, y: 5, width, height };
            let plans = plan_cut_copies(area, DRAWING, false);
            assert!(plans.iter().all(|plan| plan.area == Some(area)));
            plans.iter().map(|copy| (copy.width, copy.height)).collect()
        };
        assert_eq!(sizes(320, 180), [(320, 180)]);
        assert_eq!(sizes(4000, 2250), [(480, 270), (960, 540), (1600, 900)]);
    }

    #[test]
    fn what_can_be_seen_through_or_is_drawn_is_a_png_beside_the_webp() {
        let formats = |traits| -> Vec<CopyFormat> {
            plan((500, 500), traits, 200_000, true).iter().map(|copy| copy.format).collect()
        };
        let webp = if HAS_WEBP_ENCODER { vec![CopyFormat::Webp; 2] } else { Vec::new() };
        let glass = PictureTraits { has_transparency: true, ..PHOTO };
        assert_eq!(formats(PHOTO), [&webp[..], &[CopyFormat::Jpeg; 2]].concat());
        assert_eq!(formats(DRAWING), [&webp[..], &[CopyFormat::Png; 2]].concat());
        assert_eq!(formats(glass), [&webp[..], &[CopyFormat::Png; 2]].concat());
    }
}

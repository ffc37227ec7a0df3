//! Which light copies are published in place of a picture, and where.

use super::file_paths::is_root_file;
use super::inspect::StillPicture;
use crate::media::{self, COPY_VERSION, CopyPlan, Crop, CropArea, ImageInfo};
use crate::model::file::PictureCopy;
use crate::vfs::fingerprint::fingerprinted_path;

/// The light copies of a picture that pages show at `path`. Empty if it is published as it is, as those at the root of a site
/// are: who asks for `favicon.ico` knows its address.
pub(super) fn picture_copies(
    path: &str,
    (info, still): (ImageInfo, &StillPicture),
    len: u64,
    webp: bool,
) -> Vec<PictureCopy> {
    if is_root_file(path) {
        return Vec::new();
    }
    let copies = media::plan_copies(info, still.traits, len, webp);
    copies.into_iter().filter_map(|plan| picture_copy(path, &still.hash, plan)).collect()
}

/// The copies of a picture that pages show cut. Empty if it has the format already, unless it is a card.
pub(super) fn cut_copies(
    path: &str,
    (info, still): (ImageInfo, &StillPicture),
    crop: Crop,
    webp: bool,
) -> Vec<PictureCopy> {
    let area = crop.area((info.width, info.height));
    if crop.is_card() {
        let plan = media::plan_card_copy(area);
        return named_copy(path, &still.hash, ("card", "card"), plan).into_iter().collect();
    }
    let Some(area) = area else { return Vec::new() };
    let copies = media::plan_cut_copies(area, still.traits, webp);
    copies.into_iter().filter_map(|plan| picture_copy(path, &still.hash, plan)).collect()
}

/// `None` for a name without an extension, which no picture has.
fn picture_copy(path: &str, hash: &str, plan: CopyPlan) -> Option<PictureCopy> {
    let kind = if plan.is_drawing { "drawing" } else { "photo" };
    named_copy(path, hash, (kind, &format!("{}w", plan.width)), plan)
}

/// A copy by its kind, which tells it from others of the same part and width, and by what its name says of its size.
fn named_copy(path: &str, hash: &str, (kind, size): (&str, &str), plan: CopyPlan) -> Option<PictureCopy> {
    let CopyPlan { width: _, height: _, format, is_drawing: _, area } = plan;
    let part = area
        .map_or_else(String::new, |CropArea { x, y, width, height }| format!("-{x}-{y}-{width}-{height}"));
    let key = format!("{hash}-{COPY_VERSION}-{kind}{part}-{size}.{}", format.extension());
    let (stem, _) = path.rsplit_once('.')?;
    let path = fingerprinted_path(&format!("{stem}-{size}.{}", format.extension()), key.as_bytes())?;
    Some(PictureCopy { path, key, plan })
}

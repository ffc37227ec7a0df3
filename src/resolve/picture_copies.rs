//! Which light copies are published in place of a picture, and where.

use super::file_paths::is_root_file;
use super::inspect::StillPicture;
use crate::media::{self, COPY_VERSION, CopyPlan, ImageInfo};
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

/// `None` for a name without an extension, which no picture has.
fn picture_copy(path: &str, hash: &str, plan: CopyPlan) -> Option<PictureCopy> {
    let CopyPlan { width, height: _, format, is_drawing } = plan;
    let kind = if is_drawing { "drawing" } else { "photo" };
    let key = format!("{hash}-{COPY_VERSION}-{kind}-{width}w.{}", format.extension());
    let (stem, _) = path.rsplit_once('.')?;
    let path = fingerprinted_path(&format!("{stem}-{width}w.{}", format.extension()), key.as_bytes())?;
    Some(PictureCopy { path, key, plan })
}

//! Pictures within office documents, which are published without metadata like others.

use super::content::DocumentContent;
use super::pdf;
use crate::media;

/// Checks that a picture holds nothing but pixels.
pub(super) fn check_picture(
    name: &str,
    format: media::ImageFormat,
    bytes: &[u8],
    content: &mut DocumentContent,
) -> Result<(), String> {
    content.data.push(pdf::raw_text(bytes));
    let damaged = |_| format!("the picture `{name}` in it can't be read");
    let (clean, report) = media::strip_metadata(format, bytes).map_err(damaged)?;
    match clean == bytes {
        true => Ok(()),
        false => {
            let found = report.stripped.join(", ");
            Err(format!("the picture `{name}` in it holds more than the picture: {found}"))
        }
    }
}

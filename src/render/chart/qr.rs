//! QR code of a URL, so that readers of a printed page open the site without typing.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

use crate::content::markdown::escape;
use crate::i18n::Catalog;

/// Width of the quiet zone around the code, in modules (ISO/IEC 18004).
const QUIET_ZONE: usize = 4;

/// The QR code of a URL as SVG; `None` when the URL is too long for one.
pub(crate) fn qr_code(address: &str, catalog: &Catalog) -> Option<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (row, line) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        for run in line.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let _ = write!(
                    path,
                    "M{} {}h{}v1h-{}z",
                    column + QUIET_ZONE,
                    row + QUIET_ZONE,
                    run.len(),
                    run.len()
                );
            }
            column += run.len();
        }
    }
    let side = width + 2 * QUIET_ZONE;
    Some(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{}\" shape-rendering=\"crispEdges\"><path class=\"qr-ground\" d=\"M0 0h{side}v{side}H0z\"/><path class=\"qr-code\" d=\"{path}\"/></svg>",
        escape(&catalog.text_with("qr-code", [("address", address.into())]))
    ))
}

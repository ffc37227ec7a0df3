//! Which colors a PNG means, if it says so without a color profile.

use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, MatrixCoefficients,
    ToneReprCurve, TransferCharacteristics,
};

use super::png::find_chunk;
use super::reader::ByteReader;

/// What the chunks `gAMA` and `cHRM` count in: hundred-thousandths.
const UNIT: f32 = 100_000.0;

/// The colors by the chunks `cICP`, `sRGB`, `gAMA` and `cHRM`, of which browsers read the first that is there; `None` if a color
/// profile says it, or nothing does: the picture is in sRGB then.
pub(super) fn read_color_space(bytes: &[u8]) -> Option<ColorProfile> {
    if let Some(data) = find_chunk(bytes, *b"cICP") {
        return read_code_points(data);
    }
    if find_chunk(bytes, *b"iCCP").is_some() || find_chunk(bytes, *b"sRGB").is_some() {
        return None;
    }
    let gamma = find_chunk(bytes, *b"gAMA").and_then(|data| ByteReader::new(data).read_u32_be());
    let gamma = gamma.filter(|gamma| *gamma > 0)?;
    let curve = ToneReprCurve::Parametric(vec![UNIT / gamma as f32]);
    let mut profile = ColorProfile::new_srgb();
    // Otherwise it would say that the curve is that of sRGB.
    profile.cicp = None;
    if let Some((white, primaries)) = find_chunk(bytes, *b"cHRM").and_then(read_chromaticities) {
        profile.update_rgb_colorimetry(white.to_xyyb(), primaries);
    }
    profile.green_trc = Some(curve.clone());
    profile.blue_trc = Some(curve.clone());
    profile.red_trc = Some(curve);
    Some(profile)
}

/// Colors by the code points of video (ITU-T H.273). Those of bright displays (HDR) are not converted: that needs a choice of
/// what to darken, and each browser makes its own.
fn read_code_points(data: &[u8]) -> Option<ColorProfile> {
    let [primaries, transfer, 0, 1] = <[u8; 4]>::try_from(data).ok()? else { return None };
    let code_points = CicpProfile {
        color_primaries: CicpColorPrimaries::try_from(primaries).ok()?,
        transfer_characteristics: TransferCharacteristics::try_from(transfer).ok()?,
        matrix_coefficients: MatrixCoefficients::Identity,
        full_range: true,
    };
    let is_bright = matches!(
        code_points.transfer_characteristics,
        TransferCharacteristics::Smpte2084 | TransferCharacteristics::Hlg
    );
    let profile = ColorProfile::new_from_cicp(code_points);
    (!is_bright && profile.red_trc.is_some()).then_some(profile)
}

/// The white point, and red, green and blue. Values that no display has are ignored.
fn read_chromaticities(data: &[u8]) -> Option<(Chromaticity, ColorPrimaries)> {
    let mut reader = ByteReader::new(data);
    let mut read = || {
        let mut part = || Some(reader.read_u32_be()? as f32 / UNIT);
        let (x, y) = (part()?, part()?);
        (x > 0.0 && y > 0.0 && x + y <= 1.0).then(|| Chromaticity::new(x, y))
    };
    let (white, red, green, blue) = (read()?, read()?, read()?, read()?);
    Some((white, ColorPrimaries { red, green, blue }))
}

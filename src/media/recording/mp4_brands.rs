//! The first box of an MP4 file: which standards it follows, as four letters each. Players need those that they know.

use std::ops::Range;

use super::patches::Patches;
use super::window::Window;

/// Brands that players look for (mp4ra.org). All others become zeros, which QuickTime writes between brands, too.
const BRANDS: [&[u8; 4]; 59] = [
    b"3g2a", b"3g2b", b"3g2c", b"3ge6", b"3gg6", b"3gp1", b"3gp2", b"3gp3", b"3gp4", b"3gp5", b"3gp6",
    b"3gp7", b"3gp8", b"3gp9", b"3gs7", b"M4A ", b"M4B ", b"M4P ", b"M4V ", b"M4VH", b"M4VP", b"MSNV",
    b"XAVC", b"av01", b"avc1", b"ccff", b"cmf2", b"cmfa", b"cmfc", b"cmff", b"cmfs", b"cmfv", b"dash",
    b"dby1", b"f4v ", b"hlsf", b"hvc1", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8",
    b"iso9", b"isoa", b"isob", b"isoc", b"isom", b"lmsg", b"mmp4", b"mp41", b"mp42", b"mp71", b"msdh",
    b"msix", b"ndsc", b"opus", b"qt  ",
];

/// The brand of a file whose own nobody knows.
const PLAIN_BRAND: [u8; 4] = *b"isom";

/// Zeros what is no known brand, and a version that could be letters.
pub(super) fn clean_brands(
    window: &mut Window<'_>,
    patches: &mut Patches,
    content: Range<u64>,
) -> Result<(), String> {
    let mut at = content.start;
    for number in 0.. {
        let next = at + 4;
        if next > content.end {
            break;
        }
        let brand: [u8; 4] = window.array(at)?;
        match number {
            0 if !BRANDS.contains(&&brand) => patches.replace(at, PLAIN_BRAND),
            // The version of the first brand.
            1 if brand.iter().all(|byte| *byte >= b' ') => patches.zero(at..next),
            2.. if !BRANDS.contains(&&brand) && brand != [0; 4] => patches.zero(at..next),
            _ => {}
        }
        at = next;
    }
    patches.zero(at..content.end);
    Ok(())
}

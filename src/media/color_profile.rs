//! Color profiles (ICC.1): what the colors need stays, and the texts are left out.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::reader::ByteReader;

const HEADER_LEN: usize = 128;

/// Length in bytes of an entry in the table of tags.
const ENTRY_LEN: usize = 12;

/// Tags of one profile; real ones have less than thirty.
const MAX_TAGS: usize = 100;

/// Tags that colors are computed with. What else a profile has are texts, and data of the programs that made it.
const COLOR_TAGS: [&[u8; 4]; 27] = [
    b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"B2D0", b"B2D1", b"B2D2", b"B2D3", b"D2B0",
    b"D2B1", b"D2B2", b"D2B3", b"bTRC", b"bXYZ", b"bkpt", b"chad", b"cicp", b"gTRC", b"gXYZ", b"gamt",
    b"kTRC", b"lumi", b"rTRC", b"rXYZ", b"wtpt",
];

/// Every profile must have these two texts.
const TEXTS: [(&[u8; 4], &str); 2] = [(b"desc", "Color profile"), (b"cprt", "Not stated")];

/// A profile for the same colors without texts, dates and names of devices; `None` if it is damaged or of a rare kind.
pub fn strip_color_profile(profile: &[u8]) -> Option<Vec<u8>> {
    let header: &[u8; HEADER_LEN] = profile.first_chunk()?;
    // Named colors and links between devices need more than the tags of colors.
    if header[36..40] != *b"acsp" || matches!(&header[12..16], b"nmcl" | b"link") {
        return None;
    }
    let mut reader = ByteReader::new(&profile[HEADER_LEN..]);
    let count = usize::try_from(reader.read_u32_be()?).ok().filter(|count| *count <= MAX_TAGS)?;
    let is_new = header[8] >= 4;
    let mut tags: Vec<([u8; 4], Cow<'_, [u8]>)> =
        TEXTS.iter().map(|(tag, text)| (**tag, text_data(tag, text, is_new).into())).collect();
    // Tags may share their data, but the profile must not grow.
    let mut places = BTreeSet::new();
    for _ in 0..count {
        let tag = reader.read_array()?;
        let (start, len) = (reader.read_u32_be()? as usize, reader.read_u32_be()? as usize);
        if COLOR_TAGS.contains(&&tag) && tags.iter().all(|(known, _)| *known != tag) {
            tags.push((tag, color_data(profile.get(start..start.checked_add(len)?)?)?.into()));
            places.insert((start, len));
        }
    }
    let total: usize = places.iter().map(|(_, len)| len).sum();
    (total <= profile.len()).then(|| write(header, &tags))
}

/// The data of a tag, as long as its type says.
fn color_data(data: &[u8]) -> Option<&[u8]> {
    let mut reader = ByteReader::new(data);
    let kind: [u8; 4] = reader.read_array()?;
    let _reserved = reader.read_u32_be()?;
    let len = match &kind {
        b"XYZ " => 20,
        b"sf32" => 44,
        b"cicp" => 12,
        b"curv" => 12 + 2 * usize::try_from(reader.read_u32_be()?).ok()?,
        b"para" => 12 + 4 * [1, 3, 4, 5, 7].get(usize::from(reader.read_u16_be()?))?,
        b"mft1" | b"mft2" => lookup_table_len(data)?,
        b"mAB " | b"mBA " | b"mpet" => data.len(),
        _ => return None,
    };
    data.get(..len)
}

/// The length of a table of colors (ICC.1, 10.10 and 10.11): of its curves before, its grid and its curves after.
fn lookup_table_len(data: &[u8]) -> Option<usize> {
    let at = |at: usize| data.get(at).copied().map(usize::from);
    let (inputs, outputs, grid) = (at(8)?, at(9)?, at(10)?);
    let cells = grid.checked_pow(u32::try_from(inputs).ok()?)?.checked_mul(outputs)?;
    if data.starts_with(b"mft1") {
        return (48 + 256 * (inputs + outputs)).checked_add(cells);
    }
    let (before, after) = (at(48)? << 8 | at(49)?, at(50)? << 8 | at(51)?);
    cells.checked_add(before * inputs + after * outputs)?.checked_mul(2)?.checked_add(52)
}

/// The data of a tag with a text: as translations since version 4, and before as each tag's own type.
fn text_data(tag: &[u8; 4], text: &str, is_new: bool) -> Vec<u8> {
    let len = text.len() as u8;
    if is_new {
        let head = [b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS\0\0\0", &[2 * len][..], &[0, 0, 0, 28]].concat();
        return head.into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    }
    match tag {
        // The text is followed by the same in two other encodings, both empty.
        b"desc" => [b"desc\0\0\0\0\0\0\0", &[len + 1][..], text.as_bytes(), &[0; 79]].concat(),
        _ => [b"text\0\0\0\0", text.as_bytes(), &[0]].concat(),
    }
}

fn write(header: &[u8; HEADER_LEN], tags: &[([u8; 4], Cow<'_, [u8]>)]) -> Vec<u8> {
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let first = HEADER_LEN + 4 + ENTRY_LEN * tags.len();
    let mut data: Vec<u8> = Vec::new();
    let mut places: Vec<(&[u8], usize)> = Vec::new();
    for (tag, value) in tags {
        // The three colors often share one curve.
        let known = places.iter().find(|(known, _)| *known == &**value).map(|(_, start)| *start);
        let start = known.unwrap_or_else(|| {
            let start = first + data.len();
            data.extend_from_slice(value);
            data.resize(data.len().next_multiple_of(4), 0);
            places.push((&**value, start));
            start
        });
        table.extend_from_slice(tag);
        table.extend_from_slice(&(start as u32).to_be_bytes());
        table.extend_from_slice(&(value.len() as u32).to_be_bytes());
    }
    let mut profile = [&header[..], &table, &data].concat();
    let len = (profile.len() as u32).to_be_bytes();
    profile[..4].copy_from_slice(&len);
    // The first day of 2000.
    profile[24..36].copy_from_slice(&[0x07, 0xd0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    // The module that converts colors, the manufacturer and the model of the device, who made the profile, and its hash.
    for unknown in [4..8, 48..56, 80..HEADER_LEN] {
        profile[unknown].fill(0);
    }
    profile
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A profile with these tags.
    fn profile(version: u8, tags: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
        let mut header = [0; HEADER_LEN];
        header[8] = version;
        header[12..24].copy_from_slice(b"mntrRGB XYZ ");
        header[36..40].copy_from_slice(b"acsp");
        let tags: Vec<_> = tags.iter().map(|(tag, data)| (*tag, data.into())).collect();
        let mut profile = write(&header, &tags);
        profile[48..56].copy_from_slice(b"JordanEx");
        profile
    }

    fn tag<'p>(profile: &'p [u8], name: &[u8; 4]) -> Option<&'p [u8]> {
        let number = |at: usize| Some(ByteReader::new(profile.get(at..)?).read_u32_be()? as usize);
        let mut entries = (0..number(HEADER_LEN)?).map(|index| HEADER_LEN + 4 + ENTRY_LEN * index);
        let entry = entries.find(|entry| profile.get(*entry..*entry + 4) == Some(name))?;
        profile.get(number(entry + 4)?..number(entry + 4)? + number(entry + 8)?)
    }

    #[test]
    fn a_profile_keeps_its_colors_and_loses_its_texts() {
        let point = |value: u8| [b"XYZ \0\0\0\0", &[value; 12][..]].concat();
        let curve = b"curv\0\0\0\0\0\0\0\x02\x12\x34\x56\x78".to_vec();
        let colors = [
            (*b"wtpt", point(1)),
            (*b"rXYZ", point(2)),
            (*b"rTRC", curve.clone()),
            (*b"gTRC", curve.clone()),
            (*b"bTRC", b"para\0\0\0\0\0\0\0\0\0\x02\x33\x33".to_vec()),
        ];
        let name = b"text\0\0\0\0Jordan Example\0".to_vec();
        let texts = [(*b"desc", name.clone()), (*b"cprt", name.clone()), (*b"priv", name.clone())];
        for version in [2, 4] {
            let stripped = strip_color_profile(&profile(version, &[&texts[..], &colors].concat())).unwrap();
            assert!(!stripped.windows(6).any(|it| it == b"Jordan"));
            for (name, value) in &colors {
                assert_eq!(tag(&stripped, name), Some(&value[..]));
            }
            assert!(tag(&stripped, b"desc").is_some() && tag(&stripped, b"priv").is_none());
            assert_eq!(strip_color_profile(&stripped).unwrap(), stripped);
        }
        // What hides behind the data of a curve, or in place of it.
        let longer = [&curve[..], b"Jordan"].concat();
        let stripped = strip_color_profile(&profile(2, &[(*b"kTRC", longer)])).unwrap();
        assert_eq!(tag(&stripped, b"kTRC"), Some(&curve[..]));
        assert!(strip_color_profile(&profile(2, &[(*b"kTRC", name)])).is_none());
        assert!(strip_color_profile(b"Jordan").is_none());
    }

    #[test]
    fn a_profile_does_not_grow() {
        let table = [b"mAB \0\0\0\0", &[7; 4000][..]].concat();
        let mut profile = profile(4, &[(*b"A2B0", table.clone()), (*b"A2B1", table)]);
        assert!(strip_color_profile(&profile).unwrap().len() <= profile.len() + 200);
        // The second begins with the first, and both go on.
        let second = HEADER_LEN + 4 + ENTRY_LEN;
        profile[second + 8..second + 12].copy_from_slice(&4004_u32.to_be_bytes());
        assert!(strip_color_profile(&profile).is_none());
    }

    #[test]
    fn a_table_of_colors_ends_where_its_numbers_say() {
        let table = [b"mft1\0\0\0\0\x03\x01\x02\0", &[0; 36 + 1024 + 8][..]].concat();
        let longer = [&table[..], b"Jordan Example"].concat();
        let stripped = strip_color_profile(&profile(2, &[(*b"A2B0", longer)])).unwrap();
        assert_eq!(tag(&stripped, b"A2B0"), Some(&table[..]));
    }
}

//! JPEG 2000, which PDFs hold: boxes, of which one holds the pixels and the markers before them.

use super::color_profile::strip_color_profile;
use super::reader::ByteReader;

/// The start of the pixels of one tile (`SOD`).
const PIXELS_MARKER: u16 = 0xff93;

/// The end of the picture (`EOC`).
const END_MARKER: u16 = 0xffd9;

/// A picture without its metadata, with the same pixels as before; `None` if it is damaged or has something unknown.
pub fn strip_jpeg2000(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.starts_with(&[0xff, 0x4f, 0xff, 0x51]) {
        return strip_codestream(bytes);
    }
    let mut out = Vec::new();
    let mut reader = ByteReader::new(bytes);
    while !reader.remaining().is_empty() {
        let (kind, data) = read_box(&mut reader)?;
        match &kind {
            b"jP  " | b"ftyp" | b"rreq" => push_box(&mut out, kind, data)?,
            b"jp2h" => push_box(&mut out, kind, &strip_header(data)?)?,
            b"jp2c" => push_box(&mut out, kind, &strip_codestream(data)?)?,
            b"xml " | b"uuid" | b"uinf" | b"jp2i" | b"free" => {}
            _ => return None,
        }
    }
    Some(out)
}

fn read_box<'a>(reader: &mut ByteReader<'a>) -> Option<([u8; 4], &'a [u8])> {
    let len = reader.read_u32_be()?;
    let kind = reader.read_array()?;
    let len = match len {
        // The last box may leave its length open.
        0 => reader.remaining().len(),
        1 => usize::try_from(u64::from_be_bytes(reader.read_array()?)).ok()?.checked_sub(16)?,
        len => usize::try_from(len).ok()?.checked_sub(8)?,
    };
    Some((kind, reader.take(len)?))
}

fn push_box(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) -> Option<()> {
    out.extend_from_slice(&u32::try_from(data.len() + 8).ok()?.to_be_bytes());
    out.extend_from_slice(&kind);
    out.extend_from_slice(data);
    Some(())
}

/// The boxes about size and colors.
fn strip_header(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut reader = ByteReader::new(bytes);
    while !reader.remaining().is_empty() {
        let (kind, data) = read_box(&mut reader)?;
        match (&kind, data) {
            // A color profile follows the method and two more bytes.
            (b"colr", [method @ (2 | 3), precedence, approximation, profile @ ..]) => {
                let head = [*method, *precedence, *approximation];
                push_box(&mut out, kind, &[&head[..], &strip_color_profile(profile)?].concat())?;
            }
            (b"ihdr" | b"bpcc" | b"colr" | b"pclr" | b"cmap" | b"cdef" | b"res ", data) => {
                push_box(&mut out, kind, data)?;
            }
            _ => {}
        }
    }
    Some(out)
}

/// The pixels with blank comments. Those stay as long as they were, because tiles have tables of lengths.
fn strip_codestream(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    let mut at = 2;
    let mut tile_end = None;
    while at < bytes.len() {
        let mut reader = ByteReader::new(bytes.get(at..)?);
        let marker = reader.read_u16_be()?;
        if marker == END_MARKER {
            out.truncate(at + 2);
            break;
        }
        if marker == PIXELS_MARKER {
            // A comment may have passed the end that the tile states.
            at = tile_end.take().filter(|end| *end > at)?;
            continue;
        }
        let len = usize::from(reader.read_u16_be()?);
        let data = reader.take(len.checked_sub(2)?)?;
        let end = at + 2 + len;
        match marker {
            // A tile, with its number and its length.
            0xff90 => {
                let len = ByteReader::new(data.get(2..)?).read_u32_be()? as usize;
                let is_open = len == 0;
                let last = bytes.len() - if bytes.ends_with(&[0xff, 0xd9]) { 2 } else { 0 };
                tile_end = Some(if is_open { last } else { at.checked_add(len)? });
                tile_end.filter(|tile_end| *tile_end >= end)?;
            }
            // A comment, after two bytes that tell its kind.
            0xff64 => out.get_mut(at + 6..end)?.fill(0),
            0xff50..=0xff63 => {}
            _ => return None,
        }
        at = end;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codestream(comment: &[u8]) -> Vec<u8> {
        let comment = [&[0xff, 0x64, 0, comment.len() as u8 + 4, 0, 1], comment].concat();
        let tile = [&[0xff, 0x90, 0, 10, 0, 0, 0, 0, 0, 14 + comment.len() as u8 + 3, 0, 1], &comment[..]];
        let pixels = [0xff, 0x93, 1, 2, 3];
        [&[0xff, 0x4f, 0xff, 0x51, 0, 4, 9, 9], &comment[..], &tile.concat(), &pixels, &[0xff, 0xd9]].concat()
    }

    fn boxed(parts: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut out = Vec::new();
        parts.iter().for_each(|(kind, data)| push_box(&mut out, **kind, data).unwrap());
        out
    }

    #[test]
    fn a_picture_keeps_its_pixels_and_loses_its_comments() {
        let blank = codestream(&[0; 6]);
        assert_eq!(strip_jpeg2000(&[&codestream(b"Jordan")[..], b"Jordan"].concat()), Some(blank.clone()));
        let header = boxed(&[(b"ihdr", b"size")]);
        let picture = boxed(&[
            (b"jP  ", &[13, 10, 0x87, 10]),
            (b"jp2h", &boxed(&[(b"ihdr", b"size"), (b"lbl ", b"Jordan")])),
            (b"xml ", b"<Jordan/>"),
            (b"jp2c", &codestream(b"Jordan")),
            (b"uuid", b"Jordan"),
        ]);
        let expected = boxed(&[(b"jP  ", &[13, 10, 0x87, 10]), (b"jp2h", &header), (b"jp2c", &blank)]);
        assert_eq!(strip_jpeg2000(&picture), Some(expected));
        assert_eq!(strip_jpeg2000(&boxed(&[(b"abcd", b"Jordan")])), None);
        assert_eq!(strip_jpeg2000(b"Jordan"), None);
    }
}

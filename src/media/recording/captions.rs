//! The text of subtitles.

/// The text among other bytes.
pub(super) fn printable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .chars()
        .map(|character| if character.is_control() && character != '\n' { ' ' } else { character })
        .collect()
}

/// A line of Advanced SubStation Alpha without what formats it, which may stand within a word: `Jor{\i0}dan\NExample`.
pub fn without_formatting(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((_, closed)) = after.split_once('}') else {
            // Nothing that follows is closed either.
            rest = after;
            break;
        };
        rest = closed;
    }
    text.extend(rest.split('{'));
    text.replace("\\N", " ").replace("\\n", " ").replace("\\h", " ")
}

/// The text of a subtitle in an MP4 file.
pub(super) fn decode_mp4_text(sample: &[u8], format: [u8; 4]) -> String {
    let (text, rest) = match sample {
        [high, low, rest @ ..] if matches!(&format, b"tx3g" | b"text") => {
            rest.split_at(usize::from(u16::from_be_bytes([*high, *low])).min(rest.len()))
        }
        _ => (sample, &[][..]),
    };
    let decoded = match (text, std::str::from_utf8(text)) {
        ([0xfe, 0xff, ..] | [0xff, 0xfe, ..], _) => encoding_rs::UTF_16BE.decode(text).0.into_owned(),
        (_, Ok(text)) => text.to_owned(),
        (_, Err(_)) => encoding_rs::MACINTOSH.decode(text).0.into_owned(),
    };
    let decoded = if &format == b"wvtt" { printable(text) } else { decoded };
    if rest.is_empty() { decoded } else { format!("{decoded}\n{}", printable(rest)) }
}

#[cfg(test)]
mod tests {
    use super::without_formatting;

    #[test]
    fn formatting_within_a_word_goes() {
        assert_eq!(without_formatting(r"0,,{\i1}Jor{\i0}dan\NExample"), "0,,Jordan Example");
        assert_eq!(without_formatting("{never closed"), "never closed");
        assert_eq!(without_formatting(r"a{\b1}b{never{closed"), "abneverclosed");
    }
}

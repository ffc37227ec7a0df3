//! Searches long texts piece by piece, because a search needs many times the memory of its text.

use std::ops::Range;

use crate::privacy::name_scanner::NameHit;

/// Bytes of a piece in which names may begin.
const PIECE_LEN: usize = 1 << 20;

/// Bytes around a piece that are read with it: whether a name is meant depends on the words around it.
const MARGIN: usize = 1 << 14;

/// All names that `find` finds in a text; what it gets is part of the text if that is long.
pub(super) fn find_in_pieces(text: &str, find: impl Fn(&str) -> Vec<NameHit>) -> Vec<NameHit> {
    let mut hits = Vec::new();
    for (piece, around) in pieces(text, PIECE_LEN, MARGIN) {
        let offset = around.start;
        let found = find(&text[around]).into_iter().map(|mut hit| {
            hit.range = hit.range.start + offset..hit.range.end + offset;
            hit
        });
        hits.extend(found.filter(|hit| piece.contains(&hit.range.start)));
    }
    hits
}

/// The pieces of a text, each with the same piece and its margins.
fn pieces(text: &str, len: usize, margin: usize) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    (0..text.len().div_ceil(len).max(1)).map(move |number| {
        let start = text.floor_char_boundary(number * len);
        let end = text.floor_char_boundary((number + 1) * len);
        let around = text.floor_char_boundary(start.saturating_sub(margin))
            ..text.floor_char_boundary(end.saturating_add(margin));
        (start..end, around)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_a_text_once_and_their_margins_overlap() {
        for text in ["", "a", "abcdefghij", "ä€😀ä€😀"] {
            let all: Vec<_> = pieces(text, 4, 2).collect();
            let joined: String = all.iter().map(|(piece, _)| &text[piece.clone()]).collect();
            assert_eq!(joined, text);
            for (piece, around) in all {
                assert!(around.start <= piece.start && piece.end <= around.end);
                assert!(piece.start.saturating_sub(around.start) <= 5);
                let _ = &text[around];
            }
        }
    }
}

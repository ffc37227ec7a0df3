//! Searches long texts piece by piece, because a search needs many times the memory of its text.

use std::collections::HashSet;
use std::ops::Range;

use crate::privacy::name_scanner::NameHit;

/// Bytes of a piece in which names may begin.
const PIECE_LEN: usize = 1 << 20;

/// Bytes around a piece that are read with it: whether a name is meant depends on the words around it.
const MARGIN: usize = 1 << 14;

/// The names that `find` finds in a text, the first of each spelling; what it gets is part of the text if that is long. A text
/// may have a name a million times, and one of them is reported.
pub(super) fn find_in_pieces(text: &str, find: impl Fn(&str) -> Vec<NameHit>) -> Vec<NameHit> {
    let mut hits = Vec::new();
    let mut known = HashSet::new();
    for (piece, around) in pieces(text, PIECE_LEN, MARGIN) {
        let offset = around.start;
        let found = find(&text[around]).into_iter().map(|mut hit| {
            hit.range = hit.range.start + offset..hit.range.end + offset;
            hit
        });
        let is_new = |hit: &NameHit| known.insert((hit.name.clone(), hit.letters.clone(), hit.is_doubtful));
        hits.extend(found.filter(|hit| piece.contains(&hit.range.start)).filter(is_new));
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
    use crate::privacy::name_scanner::{NameScanner, PrivateNames, TextKind, TextOrigin, WatchedNames};

    #[test]
    fn a_name_is_kept_and_quoted_a_few_times_however_often_it_stands_there() {
        let watched = WatchedNames {
            person: "somebody".into(),
            names: vec!["Jordan Example".into()],
            also_common: false,
        };
        let private = PrivateNames { watch_for: vec![watched], not_them: Vec::new() };
        let scanner = NameScanner::new([], "Author", &["en"], &private).expect("names");
        let find = |piece: &str| scanner.find_names(piece, TextKind::Prose, TextOrigin::Page(None));
        for count in [1, 500] {
            let text = "They thanked Jordan Example and others. ".repeat(count);
            let found = find(&text);
            assert_eq!(found.len(), count);
            assert!(found.iter().filter(|hit| hit.excerpt.is_some()).count() <= 100);
            assert_eq!(find_in_pieces(&text, find), found[..1]);
        }
    }

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

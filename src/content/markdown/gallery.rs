//! Finds pictures in a row, which are shown as a gallery.

use std::collections::VecDeque;

use pulldown_cmark::{Event, Tag, TagEnd};

/// The least number of pictures that make a gallery.
const MIN_PICTURES: usize = 2;

/// The number of pictures in a row, in the paragraph that has just begun and in those that follow it directly, as far as these
/// hold nothing but pictures; `None` if there is no row. `is_picture` tells pictures from figures and films, which are
/// written alike.
pub(super) fn count_pictures(
    events: &VecDeque<Event<'_>>,
    is_picture: impl Fn(&str) -> bool,
) -> Option<usize> {
    let mut events = events.iter();
    let mut total = 0;
    while let Some(count) = count_in_paragraph(&mut events, &is_picture) {
        total += count;
        if !matches!(events.next(), Some(Event::Start(Tag::Paragraph))) {
            break;
        }
    }
    (total >= MIN_PICTURES).then_some(total)
}

/// The number of pictures in the rest of a paragraph; `None` if it holds anything else.
fn count_in_paragraph<'e, 'a: 'e>(
    events: &mut impl Iterator<Item = &'e Event<'a>>,
    is_picture: impl Fn(&str) -> bool,
) -> Option<usize> {
    let (mut count, mut depth) = (0, 0usize);
    for event in events {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                if depth == 0 {
                    count += is_picture(dest_url).then_some(1)?;
                }
                depth += 1;
            }
            Event::End(TagEnd::Image) => depth -= 1,
            Event::End(TagEnd::Paragraph) => return (count > 0).then_some(count),
            // Alternative texts.
            _ if depth > 0 => {}
            Event::SoftBreak | Event::HardBreak => {}
            Event::Text(text) if text.trim().is_empty() => {}
            _ => return None,
        }
    }
    None
}

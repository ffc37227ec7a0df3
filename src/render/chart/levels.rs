//! Step chart of how a level of delegation changed over time.

use std::fmt::Write;

use jiff::civil::Date;

use super::scale::{RIGHT, WIDTH, draw_label};
use crate::content::date::PartialDate;
use crate::content::enums::DelegationLevel;
use crate::content::markdown::escape;
use crate::i18n::Catalog;
use crate::render::parts::levels::{Voice, meaning_key};
use crate::render::text::{format_date, format_month};

/// Vertical distance between two levels, in SVG units.
const LEVEL_SPACING: f64 = 20.0;
const TOP: f64 = 14.0;
const LEFT: f64 = 92.0;

/// Charts changes of level, in order, from the first date to `until`; `None` when there are fewer than two changes or
/// one has no date.
pub(crate) fn level_chart(
    title: &str,
    changes: &[(Option<PartialDate>, DelegationLevel)],
    until: Date,
    voice: Voice,
    catalog: &Catalog,
) -> Option<String> {
    let dated: Vec<(PartialDate, DelegationLevel)> =
        changes.iter().filter_map(|&(date, level)| Some((date?, level))).collect();
    let [first, .., last] = &*dated else { return None };
    if dated.len() < changes.len() {
        return None;
    }
    let from = first.0.first_day();
    let days = f64::from((until.max(last.0.first_day()) - from).get_days().max(1));
    let x = |day: Date| {
        let position = LEFT + f64::from((day - from).get_days()) / days * (RIGHT - LEFT);
        (position * 10.0).round() / 10.0
    };
    let y = |level: DelegationLevel| TOP + f64::from(7 - level.number()) * LEVEL_SPACING;
    let descriptions: Vec<String> = dated
        .iter()
        .map(|(date, level)| {
            let number = level.number();
            let meaning = catalog.text(&meaning_key(*level, voice)).into_owned();
            let date = format_date(catalog, *date);
            let values = [("level", number.into()), ("meaning", meaning.into()), ("date", date.into())];
            catalog.text_with("level-since", values)
        })
        .collect();
    let height = TOP + 6.0 * LEVEL_SPACING + 30.0;
    let changes = descriptions.join(&catalog.text("list-semicolon"));
    let mut svg = format!(
        "<svg class=\"chart\" direction=\"ltr\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">",
        escape(&catalog.text_with("level-history", [("title", title.into()), ("changes", changes.into())]))
    );
    for level in (1..=7).filter_map(DelegationLevel::new) {
        let line_y = y(level);
        let _ = write!(
            svg,
            "<line class=\"chart-grid\" x1=\"{LEFT}\" y1=\"{line_y}\" x2=\"{RIGHT}\" y2=\"{line_y}\"/>\
             <text class=\"chart-text\" x=\"0\" y=\"{}\">{} {}</text>",
            line_y + 4.0,
            level.number(),
            escape(&catalog.text(&format!("level-name-{}", level.number())))
        );
    }
    let mut path = String::new();
    for (index, (date, level)) in dated.iter().enumerate() {
        let command = if index == 0 { "M" } else { "H" };
        let _ = match index {
            0 => write!(path, "{command}{} {}", x(date.first_day()), y(*level)),
            _ => write!(path, "{command}{}V{}", x(date.first_day()), y(*level)),
        };
    }
    let _ = write!(path, "H{RIGHT}");
    let _ = write!(svg, "<path class=\"chart-line\" d=\"{path}\"/>");
    for (date, level) in &dated {
        let (x, y) = (x(date.first_day()), y(*level));
        let _ = write!(svg, "<circle class=\"chart-after\" cx=\"{x}\" cy=\"{y}\" r=\"5\"/>");
    }
    draw_label(&mut svg, LEFT, LEFT, height - 4.0, &format_month(catalog, first.0));
    draw_label(&mut svg, LEFT, RIGHT, height - 4.0, &format_month(catalog, PartialDate::from(until)));
    svg.push_str("</svg>");
    Some(svg)
}

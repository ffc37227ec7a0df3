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
    let scale = ChartScale { from, days };
    let height = TOP + 6.0 * LEVEL_SPACING + 30.0;
    let changes = describe_changes(&dated, voice, catalog);
    let mut svg = format!(
        "<svg class=\"chart\" direction=\"ltr\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">",
        escape(&catalog.text_with("level-history", [("title", title.into()), ("changes", changes.into())]))
    );
    draw_grid(&mut svg, catalog);
    draw_changes(&mut svg, &dated, &scale);
    draw_label(&mut svg, LEFT, LEFT, height - 4.0, &format_month(catalog, first.0));
    draw_label(&mut svg, LEFT, RIGHT, height - 4.0, &format_month(catalog, PartialDate::from(until)));
    svg.push_str("</svg>");
    Some(svg)
}

/// Where days and levels are in the chart.
struct ChartScale {
    /// The first day.
    from: Date,
    /// Number of days that it shows.
    days: f64,
}

impl ChartScale {
    fn x(&self, date: PartialDate) -> f64 {
        let passed = f64::from((date.first_day() - self.from).get_days());
        let position = LEFT + passed / self.days * (RIGHT - LEFT);
        (position * 10.0).round() / 10.0
    }

    fn y(level: DelegationLevel) -> f64 {
        TOP + f64::from(7 - level.number()) * LEVEL_SPACING
    }
}

/// All changes in words, for readers who do not see the chart.
fn describe_changes(changes: &[(PartialDate, DelegationLevel)], voice: Voice, catalog: &Catalog) -> String {
    let describe = |&(date, level): &(PartialDate, DelegationLevel)| {
        let meaning = catalog.text(&meaning_key(level, voice)).into_owned();
        let date = format_date(catalog, date);
        let values = [("level", level.number().into()), ("meaning", meaning.into()), ("date", date.into())];
        catalog.text_with("level-since", values)
    };
    let descriptions: Vec<String> = changes.iter().map(describe).collect();
    descriptions.join(&catalog.text("list-semicolon"))
}

/// A line and a name for each level.
fn draw_grid(svg: &mut String, catalog: &Catalog) {
    for level in (1..=7).filter_map(DelegationLevel::new) {
        let (y, number) = (ChartScale::y(level), level.number());
        let _ = write!(
            svg,
            "<line class=\"chart-grid\" x1=\"{LEFT}\" y1=\"{y}\" x2=\"{RIGHT}\" y2=\"{y}\"/>\
             <text class=\"chart-text\" x=\"0\" y=\"{}\">{number} {}</text>",
            y + 4.0,
            escape(&catalog.text(&format!("level-name-{number}")))
        );
    }
}

/// A line in steps, with a dot at each change.
fn draw_changes(svg: &mut String, changes: &[(PartialDate, DelegationLevel)], scale: &ChartScale) {
    let mut path = String::new();
    for (index, (date, level)) in changes.iter().enumerate() {
        let (x, y) = (scale.x(*date), ChartScale::y(*level));
        let _ = match index {
            0 => write!(path, "M{x} {y}"),
            _ => write!(path, "H{x}V{y}"),
        };
    }
    let _ = write!(svg, "<path class=\"chart-line\" d=\"{path}H{RIGHT}\"/>");
    for (date, level) in changes {
        let (x, y) = (scale.x(*date), ChartScale::y(*level));
        let _ = write!(svg, "<circle class=\"chart-after\" cx=\"{x}\" cy=\"{y}\" r=\"5\"/>");
    }
}

//! Charts as HTML text over SVG shapes, without scripts. The style sheet sets the colors, for light and dark mode and for
//! print; `docs/content/pages/charts.md` has the rules.
//!
//! Charts are accessible: shape and label carry the meaning, never color alone; values are printed; and the text alternative
//! and a table or list beside the chart repeat the data.

mod axis;
mod bars;
mod bullet;
mod figures;
mod labels;
mod levels;
mod line;
mod outcome;
mod plot;
mod qr;
mod slope;
mod timeline;

pub(super) use self::bars::{Bar, bar_chart};
pub(super) use self::levels::level_chart;
pub(super) use self::line::{dated_measures, is_line};
pub(super) use self::outcome::{outcome_chart, small_outcome_chart};
pub(super) use self::qr::qr_code;
pub(super) use self::timeline::{TimelineBar, timeline_chart};

//! Charts as inline SVG, without scripts. The style sheet sets the colors, for light and dark mode and for print.
//!
//! Charts are accessible: shape and label carry the meaning, never color alone; values are printed; axes are labeled at
//! both ends; and the text alternative and a table or list beside the chart repeat the data.

mod bars;
mod levels;
mod outcome;
mod qr;
mod scale;
mod series;
mod timeline;

pub(super) use self::bars::{Bar, bar_chart};
pub(super) use self::levels::level_chart;
pub(super) use self::outcome::outcome_chart;
pub(super) use self::qr::qr_code;
pub(super) use self::series::series_chart;
pub(super) use self::timeline::{TimelineBar, timeline_chart};

//! What the template of a pack reads.

use serde::Serialize;

use super::brief::BriefContext;
use super::shared::DateText;

/// A selection of case studies for one hiring panel.
#[derive(Clone, Debug, Serialize)]
pub struct PackContext {
    /// Title of the pack.
    pub title: String,
    /// The author's introduction to the panel.
    pub intro: Option<String>,
    /// The last day on which the pack is published.
    pub until: Option<DateText>,
    /// Its case studies, in the author's order.
    pub cases: Vec<BriefContext>,
    /// Reading time of the full case studies, in minutes.
    pub minutes: usize,
    /// Absolute URL of the pack, when the site has a base URL.
    pub address: Option<String>,
    /// QR code of that URL: SVG, safe to print.
    pub qr: Option<String>,
}

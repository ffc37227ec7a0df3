//! What the template of the register of consents reads.

use serde::Serialize;

use super::shared::{DateText, Label, Link};

/// The register of consents; only in builds for the owner.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentContext {
    /// Everyone in `people.yaml` but the owner.
    pub people: Vec<ConsentRow>,
}

/// A person in the register of consents.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentRow {
    /// Their id in `people.yaml`.
    pub id: String,
    /// Name or role under which they are shown.
    pub shown: String,
    /// Whether neither name nor role is shown.
    pub hidden: bool,
    /// Status of their consent, when the register has one.
    pub status: Option<Label>,
    /// Date on which their consent expires.
    pub expires: Option<DateText>,
    /// Case studies in which they appear.
    pub appears: Vec<AppearanceContext>,
    /// Number of testimonials from them.
    pub testimonials: usize,
}

/// A case study in which a person appears.
#[derive(Clone, Debug, Serialize)]
pub struct AppearanceContext {
    /// Link to the case study.
    pub study: Link,
    /// Their roles in it: "led it", "quoted".
    pub parts: Vec<String>,
}

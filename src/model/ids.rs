//! Ids of the parts of a portfolio: positions in its lists.

/// Index into [`Portfolio::people`](super::portfolio::Portfolio::people).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub usize);

/// Index into [`Portfolio::studies`](super::portfolio::Portfolio::studies).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StudyId(pub usize);

/// Index into [`Portfolio::approaches`](super::portfolio::Portfolio::approaches).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApproachId(pub usize);

/// Index into [`Portfolio::pages`](super::portfolio::Portfolio::pages).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub usize);

/// Index into [`Portfolio::packs`](super::portfolio::Portfolio::packs).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackId(pub usize);

/// Index into the tags of the portfolio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagId(pub usize);

/// Index into [`Resume::positions`](super::resume::Resume::positions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PositionId(pub usize);

/// Index into the artifacts of one case study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArtifactId(pub usize);

/// Index into the outcomes of one case study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutcomeId(pub usize);

/// Index into [`Portfolio::testimonials`](super::portfolio::Portfolio::testimonials).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TestimonialId(pub usize);

/// Index into [`Portfolio::frameworks`](super::portfolio::Portfolio::frameworks), then into its `standards`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StandardId(pub usize, pub usize);

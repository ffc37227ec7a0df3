//! What people have to agree to who can be recognized in an artifact.

use super::enums::{ArtifactType, Scope};

impl ArtifactType {
    /// What people must have agreed to who can be recognized in an artifact of this type; `None` if nobody can be.
    pub fn required_scope(self) -> Option<Scope> {
        match self {
            Self::Photo | Self::Video => Some(Scope::Photo),
            Self::Audio => Some(Scope::Voice),
            Self::StudentWork => Some(Scope::Work),
            _ => None,
        }
    }
}

impl Scope {
    /// What happens to somebody who is recognized so, to go on after "agreed to".
    pub fn exposure(self) -> &'static str {
        match self {
            Self::Voice => "be heard",
            Self::Work => "have their work shown",
            _ => "be seen",
        }
    }
}

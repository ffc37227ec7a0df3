//! Artifacts, their release forms and permissions.

use crate::content::date::PartialDate;
use crate::content::enums::{
    ArtifactType, DepictedContent, PermissionFrom, PermissionStatus, Redaction, ReleaseStatus, Visibility,
};

raw! {
    /// A piece of evidence.
    RawArtifact {
        /// Id that other fields use for this artifact; unique in its case study.
        id: String,
        /// Kind of artifact, such as `photo`.
        r#type: ArtifactType,
        /// Title of the artifact.
        title: String,
        /// What it shows and why that matters.
        caption: String,
        /// When it was made.
        date: PartialDate,
        /// Who made it, in words, such as `Office manager`.
        made_by: String,
        /// Name of the file, in `files/` or in the folder of the page.
        file: String,
        /// Web address, if the artifact is on another site.
        href: String,
        /// Description of a picture for people who cannot see it.
        alt: String,
        /// Whether a picture is only decoration and needs no description.
        decorative: bool,
        /// File with a transcript of the spoken words.
        transcript: String,
        /// File with captions for a video (WebVTT).
        captions: String,
        /// Picture to show before a film plays.
        poster: String,
        /// Picture to show with a document, such as its first page.
        thumbnail: String,
        /// Whether an office file is published without its comments and with its tracked changes accepted.
        clean: bool,
        /// How much personal information was removed.
        redaction: Redaction,
        /// People or sensitive data that it shows.
        contains: Vec<DepictedContent>,
        /// Whether faces are recognizable.
        faces: bool,
        /// People who can be seen, heard or recognized in it; ids from `people.yaml`.
        people: Vec<String>,
        /// Release forms of the people in it.
        release: RawRelease,
        /// Permission to show it.
        permission: RawPermission,
        /// License or terms of use, such as `CC BY 4.0`.
        #[serde(alias = "license")]
        licence: String,
        /// Who may see it; `public` by default.
        visibility: Visibility,
    }
}

raw! {
    /// Release forms, by which people agree to be shown.
    RawRelease {
        /// Whether the forms are on file.
        status: ReleaseStatus,
        /// Where the forms are filed.
        r#ref: String,
        /// Last day on which they are valid.
        expires: PartialDate,
        /// What they allow, in words.
        scope: String,
    }
}

raw! {
    /// Permission to show a document or a testimonial.
    RawPermission {
        /// Who gives the permission.
        from: PermissionFrom,
        /// Whether the permission was given.
        status: PermissionStatus,
        /// When it was given.
        date: PartialDate,
        /// Whether you may edit the text.
        may_edit: bool,
    }
}

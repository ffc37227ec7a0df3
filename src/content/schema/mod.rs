//! The fields of all content files, as deserialized and not yet validated.
//!
//! Every field is optional and unknown fields are errors; `resolve` decides which fields are required and
//! what they mean. The JSON Schema for editors and the field reference for authors (`fields.md`) are generated from
//! these types, so the doc comments below are written for authors.

/// Declares a struct whose fields are all optional and public, with the derives that every schema type needs.
macro_rules! raw {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: Option<$type>,)+
        }

        impl $name {
            /// Names of the fields that the file gives, in the order in which they are declared.
            pub fn given_fields(&self) -> Vec<&'static str> {
                let fields = [$((stringify!($field), self.$field.is_some()),)+];
                fields.into_iter().filter(|(_, is_given)| *is_given).map(|(name, _)| name).collect()
            }
        }

        impl $crate::content::translated::Translated for $name {
            const IS_GROUP: bool = true;

            fn translate(
                self,
                original: &Self,
                merge: &mut $crate::content::translated::Merge,
            ) -> Self {
                Self { $($field: merge.field(stringify!($field), self.$field, &original.$field),)+ }
            }

            fn key(&self) -> Option<&str> {
                use $crate::content::translated::{Translated, is_key};
                let ids = [$((stringify!($field), self.$field.as_ref().and_then(Translated::as_id)),)+];
                ids.into_iter().find(|(name, id)| is_key(name) && id.is_some())?.1
            }

            fn alone(self, merge: &mut $crate::content::translated::Merge) -> Option<Self> {
                Some(self.translate(&Self::default(), merge))
            }

            fn has_text(&self, name: &str) -> bool {
                use $crate::content::translated::is_text;
                is_text(name)
                    && [$((stringify!($field), self.$field.as_ref().is_some_and(|it| it.has_text(stringify!($field)))),)+]
                        .into_iter()
                        .any(|(field, has_text)| has_text && is_text(field))
            }
        }
    };
}

pub mod artifact;
pub mod case_study;
pub mod outcome;
pub mod pack;
pub mod page;
pub mod people;
pub mod portfolio;
pub mod program;
pub mod resume;
pub mod standards;

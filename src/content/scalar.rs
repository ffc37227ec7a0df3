//! YAML values that may be written in more than one way.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, Visitor};

use super::enums::DelegationLevel;
use super::translated::{Difference, Merge, Translated, facts};
use crate::yaml::ValueError;

/// `on` or `off`; `true`/`false` and `yes`/`no` are accepted too, and an empty value is `off`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Switch(pub bool);

/// A YAML scalar whose type is decided later: text, number, boolean or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scalar {
    /// An empty value, or `null`.
    #[default]
    None,
    /// `true` or `false`.
    Switch(bool),
    /// Text, or a number in its decimal notation: `1.50` arrives as `1.5`.
    Text(String),
}

impl Scalar {
    /// The value as text, `true` and `false` too; `None` if there is none.
    pub fn into_text(self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Switch(on) => Some(on.to_string()),
            Self::Text(text) => Some(text),
        }
    }

    /// Whether it says on or off: in YAML 1.2, `yes`, `no`, `on` and `off` are words. `None` if it says anything else.
    pub fn as_switch(&self) -> Option<bool> {
        match self {
            Self::None => None,
            Self::Switch(on) => Some(*on),
            Self::Text(text) => match text.to_ascii_lowercase().as_str() {
                "on" | "yes" | "true" => Some(true),
                "off" | "no" | "false" => Some(false),
                _ => None,
            },
        }
    }
}

impl<'de> Deserialize<'de> for Switch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let error = |text: &str| {
            let message = format!("`{text}` is neither on nor off");
            de::Error::custom(ValueError::new(message, "write `on` or `off`"))
        };
        let scalar = Scalar::deserialize(deserializer)?;
        match (scalar.as_switch(), scalar) {
            (Some(on), _) => Ok(Self(on)),
            (None, Scalar::Text(text)) => Err(error(&text)),
            (None, _) => Ok(Self(false)),
        }
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

/// Reads a level of delegation. People also write its name, or a word such as `high`: the error then lists the levels.
///
/// # Errors
/// When the value is not a whole number.
pub(crate) fn deserialize_level<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let Some(text) = Scalar::deserialize(deserializer)?.into_text() else { return Ok(None) };
    if let Ok(number) = text.trim().parse() {
        return Ok(Some(number));
    }
    let levels = (1..=7).filter_map(DelegationLevel::new);
    let words = ["one", "two", "three", "four", "five", "six", "seven"];
    let is_named = |(level, word): &(DelegationLevel, &str)| {
        [level.name(), word].iter().any(|name| name.eq_ignore_ascii_case(text.trim()))
    };
    let named = levels.clone().zip(words).find(is_named).map(|(level, _)| level);
    let message = format!("`{text}` isn't a level of delegation");
    Err(de::Error::custom(match named {
        Some(level) => {
            ValueError::new(message, format!("write `level: {}`", level.number())).correction(level.number())
        }
        None => {
            let list: Vec<String> =
                levels.map(|level| format!("{} ({})", level.number(), level.name().to_lowercase())).collect();
            ValueError::new(message, format!("write one of the numbers {}", list.join(", ")))
        }
    }))
}

facts!(Switch);

/// A label may be translated; anything else is the same in every language.
impl Translated for Scalar {
    fn translate(self, original: &Self, merge: &mut Merge) -> Self {
        match (&self, original) {
            (Self::Text(_), Self::Text(_)) => self,
            (own, original) => {
                if own != original {
                    merge.report(Difference::Value);
                }
                original.clone()
            }
        }
    }

    fn has_text(&self, _name: &str) -> bool {
        matches!(self, Self::Text(_))
    }
}

struct ScalarVisitor;

impl Visitor<'_> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word, a number, `true` or `false`")
    }

    fn visit_bool<E>(self, on: bool) -> Result<Scalar, E> {
        Ok(Scalar::Switch(on))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Text(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar::Text(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Scalar, E> {
        Ok(Scalar::Text(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Scalar, E> {
        Ok(Scalar::None)
    }

    fn visit_none<E>(self) -> Result<Scalar, E> {
        Ok(Scalar::None)
    }
}

/// The schema of a [`Scalar`] for which a number means nothing, such as the name of a picture or `false`.
pub(crate) struct TextOrSwitch;

impl JsonSchema for TextOrSwitch {
    fn schema_name() -> Cow<'static, str> {
        "TextOrSwitch".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "boolean", "null"] })
    }
}

impl JsonSchema for Switch {
    fn schema_name() -> Cow<'static, str> {
        "Switch".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": [true, false, "on", "off", "yes", "no"] })
    }
}

impl JsonSchema for Scalar {
    fn schema_name() -> Cow<'static, str> {
        "Scalar".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "number", "boolean", "null"] })
    }
}

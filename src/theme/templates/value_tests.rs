//! The engine's tests that search a value, such as `is containing(pat="a")`, with limits.

use tera::{ArgFromValue, Error, Kwargs, State, Tera, TeraResult, Value};

use super::filters::map_key;
use super::limits::{charge_text, charge_value};

/// Replaces the tests whose work grows with what they are given.
pub(super) fn register_tests(tera: &mut Tera) {
    type TextTest = fn(&str, &str) -> bool;
    let tests: [(&'static str, TextTest); 2] = [
        ("starting_with", |text, pattern| text.starts_with(pattern)),
        ("ending_with", |text, pattern| text.ends_with(pattern)),
    ];
    for (name, test) in tests {
        tera.register_test(name, move |text: &str, values: Kwargs, _: &State<'_>| -> TeraResult<bool> {
            let pattern = values.must_get::<&str>("pat")?;
            charge_text(pattern.len())?;
            Ok(test(text, pattern))
        });
    }
    tera.register_test("containing", |value: &Value, values: Kwargs, _: &State<'_>| -> TeraResult<bool> {
        let pattern = values.must_get::<&Value>("pat")?;
        charge_value(pattern)?;
        if let Some(text) = value.as_str() {
            charge_text(text.len())?;
            return Ok(text.contains(<&str>::from_value(pattern)?));
        }
        if let Some(map) = value.as_map() {
            return Ok(map_key(pattern).is_ok_and(|key| map.contains_key(&key)));
        }
        charge_value(value)?;
        let Some(list) = value.as_array() else {
            return Err(Error::message(format!(
                "Value `{value}` is not a container; cannot check for containment"
            )));
        };
        Ok(list.contains(pattern))
    });
}

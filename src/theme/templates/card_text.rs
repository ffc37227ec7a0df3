//! The filter `wrap`, which breaks a text into the lines of a card.

use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value};

use super::limits::{charge, charge_text, ensure_text};
use crate::media::{self, CARD_SIZE, CardFont};

/// The most sizes of a font that are tried, and the most lines.
const MAX_TRIES: usize = 20;
/// The smallest and the largest size of a font, in pixels.
const SIZES: std::ops::RangeInclusive<f64> = 8.0..=600.0;

/// Registers the filter.
pub(super) fn register_wrap(tera: &mut Tera) {
    tera.register_filter("wrap", wrap);
}

/// Breaks a text into at most `lines` lines of a `width`, in the first of the `sizes` in which all of it fits; in the last of
/// them, it may end with an ellipsis. `font` is `sans`, `bold` or `serif`. Gives the `size`, the
/// `width` of the longest line and the `lines`.
fn wrap(text: &str, values: Kwargs, _: &State<'_>) -> TeraResult<Map> {
    let font = values.get::<&str>("font")?.unwrap_or("sans");
    let font = CardFont::parse(font).ok_or_else(|| {
        Error::message(format!("there is no font `{font}`\nwrite `font=\"sans\"`, `\"bold\"` or `\"serif\"`"))
    })?;
    let sizes = values.must_get::<&[Value]>("sizes")?;
    let max_lines = values.get::<usize>("lines")?.unwrap_or(1);
    if sizes.is_empty() || sizes.len() > MAX_TRIES || !(1..=MAX_TRIES).contains(&max_lines) {
        let message =
            format!("`wrap` takes 1 to {MAX_TRIES} sizes and lines\nwrite `sizes=[72, 60], lines=3`");
        return Err(Error::message(message));
    }
    let size = |size: &Value| {
        let number = size.as_number().map(|number| number.as_float()).filter(|size| SIZES.contains(size));
        let message = format!(
            "`{size}` isn't the size of a font\nwrite a number from {} to {}",
            SIZES.start(),
            SIZES.end()
        );
        number.map(|size| size as f32).ok_or_else(|| Error::message(message))
    };
    let sizes: Vec<f32> = sizes.iter().map(size).collect::<TeraResult<_>>()?;
    let width = values.get::<f64>("width")?.unwrap_or(f64::from(CARD_SIZE.0)) as f32;
    ensure_text(text.len())?;
    charge_text(text.len())?;
    charge(media::count_wrap_steps(text, sizes.len()))?;
    let wrapped = media::wrap_text(text, font, &sizes, width.max(1.0), max_lines);
    let mut map = Map::new();
    map.insert("size".into(), Value::from(f64::from(wrapped.size)));
    map.insert("width".into(), Value::from(f64::from(wrapped.width)));
    map.insert("lines".into(), Value::from(wrapped.lines.into_iter().map(Value::from).collect::<Vec<_>>()));
    Ok(map)
}

//! Parses plain scalars: null, booleans, integers and numbers.

/// Whether a plain scalar is null by the YAML 1.2 core schema.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// A boolean by the YAML 1.2 core schema, where `no` and `off` are strings.
pub(super) fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// An integer, also in hexadecimal (`0x1f`) or octal (`0o17`). Not with leading zeros, which YAML 1.1 reads as octal.
pub(super) fn parse_integer(text: &str) -> Option<i128> {
    let text = text.trim();
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (-1, &text[1..]),
        b'+' => (1, &text[1..]),
        _ => (1, text),
    };
    let (radix, digits) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        _ => (10, digits),
    };
    let zeros = radix == 10 && digits.len() > 1 && digits.starts_with('0');
    if zeros || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    i128::from_str_radix(digits, radix).ok().map(|number| sign * number)
}

/// A finite number. `.inf` and `.nan` are rejected: no measurement has such a value.
pub(super) fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim();
    // `f64::from_str` also accepts words such as `inf` and `nan`.
    let numeric =
        text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
    text.parse::<f64>().ok().filter(|number| numeric && number.is_finite())
}

/// Whether a number has leading zeros, like the code `007`.
pub(super) fn has_leading_zeros(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']).strip_prefix('0');
    digits.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The number that is written with commas between its thousands, such as `1,503`, without them.
pub(super) fn parse_thousands(text: &str) -> Option<String> {
    let (first, groups) = text.trim_start_matches('-').split_once(',')?;
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (groups, decimals) = groups.split_once('.').unwrap_or((groups, "0"));
    let starts = (1..=3).contains(&first.len()) && is_number(first) && !first.starts_with('0');
    let goes_on = groups.split(',').all(|group| group.len() == 3 && is_number(group));
    (starts && goes_on && is_number(decimals) && !decimals.is_empty()).then(|| text.replace(',', ""))
}

/// Whether a number has one comma that does not separate thousands, as in `3,5` or `1.234,567`.
pub(super) fn has_decimal_comma(text: &str) -> bool {
    let is_decimal = |after: &str| after.bytes().take_while(u8::is_ascii_digit).count() != 3;
    let parts = text.split_once(',').filter(|_| text.matches(',').count() == 1);
    parts.is_some_and(|(before, after)| before.contains('.') || is_decimal(after))
}

/// The number that a text with a decimal comma probably means: `1234.5` for `1.234,5`.
pub(super) fn guess_decimal_comma(text: &str) -> Option<String> {
    let (before, after) = text.split_once(',')?;
    guess_number(&format!("{}.{after}", before.replace('.', "")))
}

/// The number that `1,500`, `40%`, `$ 1 500` or `1_500` probably means, for a suggestion.
pub(super) fn guess_number(text: &str) -> Option<String> {
    let decoration = |c: char| c.is_whitespace() || matches!(c, ',' | '_' | '\'' | '%' | '$' | '€' | '£');
    let bare: String = text.chars().filter(|c| !decoration(*c)).collect();
    let trimmed = bare.trim_start_matches('0');
    let bare = if trimmed.starts_with(|c: char| c.is_ascii_digit()) { trimmed.to_owned() } else { bare };
    // A longer one may not be exact as an `f64`.
    parse_number(&bare).filter(|_| bare.len() < 16).map(|_| bare)
}

/// The boolean that a word such as `yes` or `off` probably means, for a suggestion.
pub(super) fn guess_bool(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "1" => Some(true),
        "false" | "no" | "n" | "off" | "0" => Some(false),
        _ => None,
    }
}

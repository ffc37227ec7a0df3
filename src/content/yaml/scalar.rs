//! What a text without quotes may be besides text: nothing, a switch, a number.

/// Whether a text stands for nothing.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// A switch by YAML 1.2: `no` and `off` are text.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// A whole number, also in base 16 or 8 as `0x1f` and `0o17`; not with zeros before it, which some read in base 8.
pub(super) fn whole(text: &str) -> Option<i128> {
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
    if zeros || !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    i128::from_str_radix(digits, radix).ok().map(|it| sign * it)
}

/// A number; what is infinite or none, `.inf` and `.nan`, is not what anybody measured.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    // Rust takes words such as `inf` and `nan` for numbers.
    let numeric =
        text.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'.' | b'-' | b'+' | b'e' | b'E'));
    text.parse::<f64>().ok().filter(|it| numeric && it.is_finite())
}

/// Whether a number is written as a code is, `007`.
pub(super) fn has_leading_zeros(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']).strip_prefix('0');
    digits.is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()))
}

/// The number in `1,500`, `40%`, `$ 1 500` or `1_500`, for a suggestion.
pub(super) fn hidden_number(text: &str) -> Option<String> {
    let decoration = |it: char| it.is_whitespace() || matches!(it, ',' | '_' | '\'' | '%' | '$' | '€' | '£');
    let bare: String = text.chars().filter(|it| !decoration(*it)).collect();
    let trimmed = bare.trim_start_matches('0');
    let bare = if trimmed.starts_with(|it: char| it.is_ascii_digit()) { trimmed.to_owned() } else { bare };
    number(&bare).filter(|_| bare.len() < 16).map(|_| bare)
}

/// The switch that a word of another spelling means.
pub(super) fn hidden_boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "1" => Some(true),
        "false" | "no" | "n" | "off" | "0" => Some(false),
        _ => None,
    }
}

//! Site paths and URLs: the only place where text becomes part of a URL.
//!
//! A site path has no leading slash, and the path of a folder ends with a slash. Output files mirror site paths.

use std::borrow::Cow;
use std::fmt::Write;

use deunicode::deunicode;
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::Problem;
use crate::platform::is_device_name;

/// Maximum length of a slug in bytes: file systems stop at 255, and an extension must fit.
const MAX_SLUG_LEN: usize = 200;

/// One component of a site path: letters, digits, `-` and `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// Validates a slug as the author wrote it.
    ///
    /// # Errors
    /// When it is empty, too long, reserved by Windows, not in Unicode normalization form NFKC, or contains anything
    /// but letters, digits, `-` and `_`.
    pub fn parse(word: &str) -> Result<Self, Problem> {
        let refuse = |message: String| {
            let suggestion =
                Self::from_title(word).map(|slug| slug.0).unwrap_or_else(|| "culture-committee".into());
            Err(Problem { message, help: format!("use letters, digits and hyphens, such as `{suggestion}`") })
        };
        if word.is_empty() {
            return refuse("an address cannot be empty".into());
        }
        if word.len() > MAX_SLUG_LEN {
            return refuse(format!("an address may have {MAX_SLUG_LEN} bytes; this one has {}", word.len()));
        }
        if word.nfkc().ne(word.chars()) {
            return refuse(format!("`{word}` holds letters that look like others"));
        }
        if let Some(bad) = word.chars().find(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_')) {
            return refuse(format!("`{}` cannot hold `{}`", word.escape_debug(), bad.escape_debug()));
        }
        if is_device_name(word) {
            return refuse(format!("`{word}` is a reserved name on Windows"));
        }
        Ok(Self(word.to_owned()))
    }

    /// Derives a slug from a title, a tag or a file name; `None` when no letter or digit is left.
    pub fn from_title(title: &str) -> Option<Self> {
        let mut slug = String::new();
        for letter in deunicode(title).chars() {
            if letter.is_ascii_alphanumeric() {
                slug.push(letter.to_ascii_lowercase());
            } else if !slug.is_empty() && !slug.ends_with('-') && letter != '\'' {
                slug.push('-');
            }
        }
        slug.truncate(MAX_SLUG_LEN);
        let slug = slug.trim_end_matches('-');
        if slug.is_empty() {
            return None;
        }
        Some(Self(if is_device_name(slug) { format!("{slug}-page") } else { slug.to_owned() }))
    }

    /// The slug as a string slice.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Parses a site path that the author wrote, such as `/entry-plan/`; the result has no leading slash.
///
/// # Errors
/// When it does not begin with `/`, or one of its components is not a valid [`Slug`].
pub fn parse_site_path(address: &str) -> Result<String, Problem> {
    let wrong = |message: String| Problem {
        message,
        help: "write it as a path of this site, such as `/entry-plan/`".to_owned(),
    };
    let Some(rest) = address.strip_prefix('/') else {
        return Err(wrong(format!("`{}` does not begin with `/`", address.escape_debug())));
    };
    let (rest, ending) = match rest.strip_suffix(".html") {
        Some(rest) => (rest, ".html"),
        None => (rest.trim_end_matches('/'), "/"),
    };
    for part in rest.split('/') {
        Slug::parse(part)?;
    }
    Ok(format!("{rest}{ending}"))
}

/// Output file that is served at a site path: `a/` is served from `a/index.html`.
pub fn output_file(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// Site path of an output file, the reverse of [`output_file`]: `index.html` is left off.
pub fn site_path(file: &str) -> &str {
    let folder = file.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    folder.unwrap_or(file)
}

/// Normalizes text to NFC, because operating systems encode accents in file names differently.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Case-insensitive, normalized form of a site path. Two paths with one key collide on some file systems: APFS, for one,
/// folds case fully, so that `straße` and `strasse` are one name.
pub fn collision_key(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    // `ẞ`, `ß` and `ss` are the same in upper case only, as are `ς` and `σ`. In upper case `ı` would be `i`, which no file
    // system takes for the same letter.
    let upper = |c: char| -> Vec<char> { if c == 'ı' { vec![c] } else { c.to_uppercase().collect() } };
    let folded = path.nfc().flat_map(char::to_lowercase).flat_map(upper).flat_map(char::to_lowercase);
    nfc(&folded.collect::<String>()).into_owned()
}

/// Percent-encodes a path for an attribute, except ASCII letters, digits and `-._~/` (RFC 3986).
pub fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Percent-decodes a path; `None` when the result is not UTF-8.
pub fn decode(path: &str) -> Option<String> {
    String::from_utf8(decode_hex(path, b'%')).ok()
}

/// Puts in the bytes that are written as a mark and two hexadecimal digits, such as `%C3`. A mark without digits stays.
pub fn decode_hex(text: &str, mark: u8) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match hex.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == mark => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    bytes
}

/// Percent-decodes a path; returns it unchanged when the result would not be UTF-8.
pub fn decode_lossy(path: &str) -> Cow<'_, str> {
    let whole = || decode(path).map_or(Cow::Borrowed(path), Cow::Owned);
    if path.contains('%') { whole() } else { Cow::Borrowed(path) }
}

/// The absolute URL of a site: scheme, host and folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// The URL, always with a trailing slash.
    text: String,
    /// Byte index in `text` where the folder starts.
    folder: usize,
}

impl BaseUrl {
    /// Parses a base URL; a missing trailing slash is added.
    ///
    /// # Errors
    /// When it is not `http://` or `https://` with a host, or contains a query, a fragment or user information.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = |message: String| Problem {
            message,
            help: "write the whole address, such as `https://example.org/portfolio/`".to_owned(),
        };
        let text = text.trim();
        let shown = text.escape_debug();
        let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme));
        let Some(scheme) = scheme else {
            return Err(wrong(format!("`{shown}` begins with neither `https://` nor `http://`")));
        };
        let rest = &text[scheme.len()..];
        if let Some(bad) = rest.chars().find(|c| c.is_whitespace() || "?#\"<>\\{}|^`".contains(*c)) {
            return Err(wrong(format!("`{shown}` cannot hold `{}`", bad.escape_debug())));
        }
        let host = rest.split('/').next().unwrap_or_default();
        if host.is_empty() || host.contains('@') || rest.split('/').any(|part| part == "." || part == "..") {
            return Err(wrong(format!("`{shown}` names no site")));
        }
        let folder = scheme.len() + host.len();
        let text = format!("{}/", text.trim_end_matches('/'));
        Ok(Self { text, folder })
    }

    /// The URL, with a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The folder: `/` or `/portfolio/`.
    pub fn folder(&self) -> &str {
        &self.text[self.folder..]
    }

    /// The absolute URL of a site path.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.text)
    }
}

/// The folder of the site that has the pages in another language: `es/`.
pub fn edition_folder(language: &str) -> String {
    format!("{}/", language.to_lowercase())
}

/// Whether a text is the name of a host as browsers send it: labels of ASCII letters, digits and hyphens.
pub fn is_host_name(text: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    text.split('.').all(|label| !label.is_empty() && label.chars().all(is_letter))
}

/// Whether a text is an email address.
pub fn is_email_address(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let is_part = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let ending = host.rsplit_once('.').map(|(_, ending)| ending);
    !name.is_empty()
        && name.chars().all(is_part)
        && host.chars().all(is_part)
        && ending.is_some_and(|ending| ending.chars().count() > 1)
}

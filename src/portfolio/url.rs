//! Addresses: the one place where words become parts of a URL.
//!
//! An address inside the site is a `path` without a leading slash; a folder ends with one. The files of the output
//! mirror it.

use std::borrow::Cow;
use std::fmt::Write;

use deunicode::deunicode;
use unicode_normalization::UnicodeNormalization;

/// A longer part of an address is refused, in bytes: file systems stop at 255, and an ending must fit.
const LONGEST: usize = 200;

/// Why a word is no part of an address; the second line of help says what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadAddress {
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub help: String,
}

/// One part of an address: letters, digits, `-` and `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// Takes a word as the author wrote it.
    ///
    /// # Errors
    /// When it is empty, too long, a reserved name, or holds anything but letters, digits, `-` and `_`.
    pub fn parse(word: &str) -> Result<Self, BadAddress> {
        let refuse = |message: String| {
            let suggestion =
                Self::from_title(word).map(|it| it.0).unwrap_or_else(|| "culture-committee".into());
            Err(BadAddress {
                message,
                help: format!("use letters, digits and hyphens, such as `{suggestion}`"),
            })
        };
        if word.is_empty() {
            return refuse("an address cannot be empty".into());
        }
        if word.len() > LONGEST {
            return refuse(format!("an address may have {LONGEST} bytes; this one has {}", word.len()));
        }
        if word.nfkc().ne(word.chars()) {
            return refuse(format!("`{word}` holds letters that look like others"));
        }
        if let Some(bad) = word.chars().find(|it| !it.is_alphanumeric() && !matches!(it, '-' | '_')) {
            return refuse(format!("`{}` cannot hold `{}`", word.escape_debug(), bad.escape_debug()));
        }
        if is_reserved(word) {
            return refuse(format!("`{word}` is a reserved name on Windows"));
        }
        Ok(Self(word.to_owned()))
    }

    /// Makes one from a title, a tag or a file's name; none when no letter or digit is left.
    pub fn from_title(title: &str) -> Option<Self> {
        let mut slug = String::new();
        for letter in deunicode(title).chars() {
            if letter.is_ascii_alphanumeric() {
                slug.push(letter.to_ascii_lowercase());
            } else if !slug.is_empty() && !slug.ends_with('-') && letter != '\'' {
                slug.push('-');
            }
        }
        slug.truncate(LONGEST);
        let slug = slug.trim_end_matches('-');
        if slug.is_empty() {
            return None;
        }
        Some(Self(if is_reserved(slug) { format!("{slug}-page") } else { slug.to_owned() }))
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Device names that Windows refuses as file names.
fn is_reserved(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let numbered = |name: &str| {
        word.strip_prefix(name).is_some_and(|it| {
            it.len() == 1 && it.bytes().all(|digit| digit.is_ascii_digit() && digit != b'0')
        })
    };
    ["con", "prn", "aux", "nul"].contains(&word.as_str()) || numbered("com") || numbered("lpt")
}

/// Reads an address of the author's own, such as `/entry-plan/`, into a path.
///
/// # Errors
/// When it is not absolute within the site, or one of its parts is no [`Slug`].
pub fn parse_path(address: &str) -> Result<String, BadAddress> {
    let wrong = |message: String| BadAddress {
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

/// The file of the output that answers at a path.
pub fn file_of(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// A text in NFC: accents written in one way, whichever system the author's files come from.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// What two addresses must differ in: some file systems know neither case nor the way accents are written.
pub fn collision_key(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    // A Greek word may end in `ς` and in `Σ`, whose small letter is `σ`.
    let folded = path.nfc().flat_map(char::to_lowercase).map(|it| if it == 'ς' { 'σ' } else { it });
    nfc(&folded.collect::<String>()).into_owned()
}

/// Percent-encodes a path for use in an attribute: what is not a plain letter, digit or `-._~/` (RFC 3986).
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

/// Takes percent-encoding back; none when what comes out is not UTF-8.
pub fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        match (first, hex.and_then(|it| u8::from_str_radix(it, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// The same, as it is when it is not UTF-8 then.
pub fn decoded(path: &str) -> Cow<'_, str> {
    let whole = || decode(path).map_or(Cow::Borrowed(path), Cow::Owned);
    if path.contains('%') { whole() } else { Cow::Borrowed(path) }
}

/// The absolute address of a site: scheme, host and a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// With a trailing slash.
    text: String,
    /// Where the folder begins.
    folder: usize,
}

impl BaseUrl {
    /// Reads an address; a missing trailing slash is added.
    ///
    /// # Errors
    /// When it is not `http://` or `https://` with a host, or holds a query or a fragment.
    pub fn parse(text: &str) -> Result<Self, BadAddress> {
        let wrong = |message: String| BadAddress {
            message,
            help: "write the whole address, such as `https://example.org/portfolio/`".to_owned(),
        };
        let text = text.trim();
        let shown = text.escape_debug();
        let scheme = ["https://", "http://"].into_iter().find(|it| text.starts_with(it));
        let Some(scheme) = scheme else {
            return Err(wrong(format!("`{shown}` begins with neither `https://` nor `http://`")));
        };
        let rest = &text[scheme.len()..];
        if let Some(bad) = rest.chars().find(|it| it.is_whitespace() || "?#\"<>\\{}|^`".contains(*it)) {
            return Err(wrong(format!("`{shown}` cannot hold `{}`", bad.escape_debug())));
        }
        let host = rest.split('/').next().unwrap_or_default();
        if host.is_empty() || host.contains('@') || rest.split('/').any(|it| it == "." || it == "..") {
            return Err(wrong(format!("`{shown}` names no site")));
        }
        let folder = scheme.len() + host.len();
        let text = format!("{}/", text.trim_end_matches('/'));
        Ok(Self { text, folder })
    }

    /// The address with a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The folder: `/` or `/portfolio/`.
    pub fn folder(&self) -> &str {
        &self.text[self.folder..]
    }

    /// The absolute address of a path.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.text)
    }
}

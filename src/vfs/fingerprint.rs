//! Fingerprints: names of files that hold a hash of their content, so that a browser may keep such a file for good.

/// Digits of the hash in a name.
const FINGERPRINT_DIGITS: usize = 8;

/// The path of a file with the hash of its content before its extension: `site.js` becomes `site.1a2b3c4d.js`. `None` if
/// it has no extension.
pub fn fingerprinted_path(path: &str, content: &[u8]) -> Option<String> {
    let (folder, name) =
        path.rsplit_once('/').map_or(("", path), |(folder, _)| path.split_at(folder.len() + 1));
    let (stem, extension) = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?;
    let hash = blake3::hash(content).to_hex();
    Some(format!("{folder}{stem}.{}.{extension}", &hash.as_str()[..FINGERPRINT_DIGITS]))
}

/// Whether the name of a file holds the hash of its content, BLAKE3 in hexadecimal digits. If so, no other content will
/// ever be found under this name.
pub fn is_fingerprinted(path: &str, hash: &str) -> bool {
    fingerprint_in(path).is_some_and(|fingerprint| hash.starts_with(fingerprint))
}

/// What would be the fingerprint in a path.
pub fn fingerprint_in(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, _) = name.rsplit_once('.')?;
    let (_, fingerprint) = stem.rsplit_once('.')?;
    (fingerprint.len() == FINGERPRINT_DIGITS).then_some(fingerprint)
}

/// A path without its fingerprint, as its author knows the file.
pub fn without_fingerprint(path: &str) -> String {
    fingerprint_in(path)
        .filter(|fingerprint| fingerprint.bytes().all(|digit| digit.is_ascii_hexdigit()))
        .map_or_else(|| path.to_owned(), |fingerprint| path.replacen(&format!(".{fingerprint}."), ".", 1))
}

#[cfg(test)]
mod tests {
    use super::{fingerprinted_path, is_fingerprinted, without_fingerprint};

    #[test]
    fn only_a_name_with_the_hash_of_the_content_is_a_fingerprint() {
        let path = fingerprinted_path("assets/js/site.min.js", b"1").unwrap();
        let hash = blake3::hash(b"1").to_hex();
        assert_eq!(path, format!("assets/js/site.min.{}.js", &hash[..8]));
        assert!(is_fingerprinted(&path, &hash));
        assert_eq!(without_fingerprint(&path), "assets/js/site.min.js");
        assert_eq!(without_fingerprint("assets/site.min.js"), "assets/site.min.js");
        assert!(!is_fingerprinted(&path, &blake3::hash(b"2").to_hex()));
        for other in
            ["assets/site.min.js", "assets/site.js", "assets/site.12345678.js", "index.html", "CNAME"]
        {
            assert!(!is_fingerprinted(other, &hash), "{other}");
        }
        assert_eq!(fingerprinted_path("a.b/CNAME", b""), None);
        assert_eq!(fingerprinted_path("a/.keep", b""), None);
    }
}

//! Targets that authors take for links and browsers do not: files of their computer, and addresses without `https://`.

/// The file that a target on the author's computer names: `circle.jpg` of `C:\Users\Me\circle.jpg`; `None` for any other
/// target.
pub(super) fn local_file(target: &str) -> Option<&str> {
    const FOLDERS: [&str; 5] = ["/Users/", "/home/", "/Volumes/", "/mnt/", "/media/"];
    let lower = target.get(..5).unwrap_or_default().to_ascii_lowercase();
    let mut start = target.chars();
    let (first, second) = (start.next()?, start.next()?);
    let has_drive = first.is_ascii_alphabetic() && second == ':' && matches!(start.next(), Some('\\' | '/'));
    // Markdown reads the two backslashes before the name of a server as one.
    let is_local = has_drive
        || lower == "file:"
        || first == '\\'
        || target.starts_with("~/")
        || FOLDERS.iter().any(|folder| target.starts_with(folder));
    let name = target.rsplit(['/', '\\']).next().filter(|name| name.contains('.'));
    // Without an extension it may be a folder of the site, such as `/home/`.
    name.filter(|_| is_local)
}

/// Whether it is certain that an address without `https://` is one.
pub(crate) fn begins_with_www(target: &str) -> bool {
    target.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) && is_web_address(target)
}

/// Whether a target is an address on the web that lacks its `https://`: `school.org/page`.
pub(super) fn is_web_address(target: &str) -> bool {
    // Endings of files, such as `md` and `pl`, are no sign of a host.
    const DOMAINS: [&str; 31] = [
        "com", "org", "net", "edu", "gov", "mil", "int", "info", "school", "academy", "eu", "us", "uk", "ca",
        "au", "nz", "ie", "in", "za", "de", "at", "ch", "fr", "es", "it", "nl", "be", "se", "no", "dk", "fi",
    ];
    let host = target.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-') && !label.starts_with('-')
    };
    let labels: Vec<&str> = host.split('.').collect();
    let [.., domain] = labels.as_slice() else { return false };
    let is_www = labels.len() > 2 && labels[0] == "www";
    labels.len() > 1 && labels.iter().all(|label| is_label(label)) && (is_www || DOMAINS.contains(domain))
}

//! Addresses of films and posts that shortcodes show in a player.

/// The address of a film or post by its site and id; `None` for sites that are not known.
pub(super) fn address(site: &str, id: &str) -> Option<String> {
    if id.contains("://") {
        return Some(id.to_owned());
    }
    if id.is_empty() || id.contains(|c: char| c.is_whitespace() || "<>\"".contains(c)) {
        return None;
    }
    let site = site.to_ascii_lowercase();
    Some(match site.as_str() {
        "youtube" | "youtubeplayer" | "youtube-lite" | "youtubelite" => {
            format!("https://www.youtube.com/watch?v={id}")
        }
        "vimeo" => format!("https://vimeo.com/{id}"),
        "gist" => format!("https://gist.github.com/{id}"),
        "tweet" | "twitter" | "x" => format!("https://x.com/i/status/{id}"),
        "instagram" => format!("https://www.instagram.com/p/{id}/"),
        _ => return None,
    })
}

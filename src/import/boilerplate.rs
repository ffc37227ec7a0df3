//! Recognizes the lines that a web site puts around the text of its pages.
//!
//! When in doubt, a line is text of the author's.

/// What a line of a page is, when it is no text of the author's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Part of the site; the reason why it is left out.
    Furniture(&'static str),
    /// A copyright notice.
    Copyright,
    /// The name of a network, which stands for the owner's profile there.
    Profile(&'static str),
}

/// Longest line that can be part of the site, in characters.
const MAX_LINE: usize = 200;

/// Networks by host and name.
const NETWORKS: [(&str, &str); 18] = [
    ("linkedin.com", "LinkedIn"),
    ("facebook.com", "Facebook"),
    ("fb.com", "Facebook"),
    ("twitter.com", "Twitter"),
    ("x.com", "X"),
    ("instagram.com", "Instagram"),
    ("youtube.com", "YouTube"),
    ("threads.net", "Threads"),
    ("bsky.app", "Bluesky"),
    ("mastodon.social", "Mastodon"),
    ("pinterest.com", "Pinterest"),
    ("tiktok.com", "TikTok"),
    ("vimeo.com", "Vimeo"),
    ("github.com", "GitHub"),
    ("researchgate.net", "ResearchGate"),
    ("orcid.org", "ORCID"),
    ("xing.com", "Xing"),
    ("medium.com", "Medium"),
];

const SKIP: &str = "link of the site to parts of the page";
const ACCOUNT: &str = "button of the site for accounts";
const SHARE: &str = "share button";
const SEARCH: &str = "search box";
const MENU: &str = "menu of the site";
const MAKER: &str = "name of the program that made the site";
const COOKIES: &str = "cookie notice";
const EMPTY_COMMENTS: &str = "empty comment area";
const TOOLS: &str = "button of the site";

/// Lines of which every word is known.
const WHOLE_LINES: &[(&str, &str)] = &[
    ("top of page", SKIP),
    ("bottom of page", SKIP),
    ("back to top", SKIP),
    ("scroll to top", SKIP),
    ("skip to main content", SKIP),
    ("skip to content", SKIP),
    ("skip to navigation", SKIP),
    ("skip to footer", SKIP),
    ("use tab to navigate through the menu items", SKIP),
    ("zum inhalt springen", SKIP),
    ("zum hauptinhalt springen", SKIP),
    ("nach oben", SKIP),
    ("انتقل إلى المحتوى", SKIP),
    ("تخطي إلى المحتوى", SKIP),
    ("log in", ACCOUNT),
    ("login", ACCOUNT),
    ("log out", ACCOUNT),
    ("sign in", ACCOUNT),
    ("sign up", ACCOUNT),
    ("log in / sign up", ACCOUNT),
    ("anmelden", ACCOUNT),
    ("تسجيل الدخول", ACCOUNT),
    ("share", SHARE),
    ("share this", SHARE),
    ("share this post", SHARE),
    ("share this page", SHARE),
    ("share on facebook", SHARE),
    ("share on twitter", SHARE),
    ("share on linkedin", SHARE),
    ("click to share", SHARE),
    ("like this", SHARE),
    ("like loading", SHARE),
    ("tweet", SHARE),
    ("pin it", SHARE),
    ("teilen", SHARE),
    ("مشاركة", SHARE),
    ("search", SEARCH),
    ("search this site", SEARCH),
    ("search for", SEARCH),
    ("suche", SEARCH),
    ("بحث", SEARCH),
    ("menu", MENU),
    ("open menu", MENU),
    ("close menu", MENU),
    ("toggle navigation", MENU),
    ("toggle menu", MENU),
    ("menü", MENU),
    ("القائمة", MENU),
    ("google sites", MAKER),
    ("wix.com", MAKER),
    ("report abuse", TOOLS),
    ("page details", TOOLS),
    ("page updated", TOOLS),
    ("embedded files", TOOLS),
    ("copy heading link", TOOLS),
    ("print this page", TOOLS),
    ("loading", TOOLS),
    ("subscribe", TOOLS),
    ("subscribed", TOOLS),
    ("accept", COOKIES),
    ("accept all", COOKIES),
    ("accept cookies", COOKIES),
    ("decline", COOKIES),
    ("cookie settings", COOKIES),
    ("alle akzeptieren", COOKIES),
];

/// Lines of a comment area without comments.
const COMMENT_LINES: &[&str] = &[
    "comments",
    "0 comments",
    "no comments",
    "no comments yet",
    "leave a comment",
    "leave a reply",
    "write a comment",
    "post a comment",
    "add a comment",
    "be the first to comment",
    "be the first to write a comment",
    "comments are closed",
    "commenting has been turned off",
    "commenting on this post isn't available anymore. contact the site owner for more info",
    "cancel reply",
    "kommentare",
    "keine kommentare",
    "schreibe einen kommentar",
    "التعليقات",
];

/// Beginnings of short lines.
const BEGINNINGS: &[(&str, &str)] = &[
    ("powered by ", MAKER),
    ("proudly powered by ", MAKER),
    ("proudly created with ", MAKER),
    ("created with wix", MAKER),
    ("website created with wix", MAKER),
    ("made with squarespace", MAKER),
    ("built with wix", MAKER),
    ("website built with wordpress", MAKER),
    ("blog at wordpress", MAKER),
    ("this site was designed with the .com website builder", MAKER),
    ("erstellt mit wix", MAKER),
    ("this site uses cookies", COOKIES),
    ("this website uses cookies", COOKIES),
    ("we use cookies", COOKIES),
    ("by using this site, you agree", COOKIES),
    ("diese website verwendet cookies", COOKIES),
    ("click to share on ", SHARE),
    ("share this page via", SHARE),
];

/// Says for each line of a page what it is; `None` for text of the author's. Blank lines are text.
pub(super) fn classify(lines: &[&str]) -> Vec<Option<LineKind>> {
    let mut kinds: Vec<Option<LineKind>> = lines.iter().map(|line| line_kind(line)).collect();
    // Headings of comment areas are left out only where nothing of the author's follows.
    let mut is_followed_by_text = false;
    for (line, kind) in lines.iter().zip(&mut kinds).rev() {
        let is_comment_line = COMMENT_LINES.contains(&plain_words(line).as_str());
        if is_comment_line && !is_followed_by_text {
            *kind = Some(LineKind::Furniture(EMPTY_COMMENTS));
        } else if kind.is_none() && !line.trim().is_empty() {
            is_followed_by_text = true;
        }
    }
    kinds
}

fn line_kind(line: &str) -> Option<LineKind> {
    let line = line.trim();
    if line.is_empty() || line.chars().count() > MAX_LINE {
        return None;
    }
    if is_copyright(line) {
        return Some(LineKind::Copyright);
    }
    let words = plain_words(line);
    if let Some((_, reason)) = WHOLE_LINES.iter().find(|(known, _)| *known == words) {
        return Some(LineKind::Furniture(reason));
    }
    if let Some((_, reason)) = BEGINNINGS.iter().find(|(known, _)| words.starts_with(known)) {
        return Some(LineKind::Furniture(reason));
    }
    network_named(&words).map(LineKind::Profile)
}

/// The words of a line in small letters, without bullets and punctuation at its ends.
fn plain_words(line: &str) -> String {
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace('’', "'");
    let is_mark =
        |c: char| matches!(c, '•' | '·' | '-' | '*' | ':' | '.' | '…' | '!' | '|' | '›' | '»' | '▲' | '↑');
    words.trim_matches(|c: char| is_mark(c) || c.is_whitespace()).to_owned()
}

/// The network of this name.
fn network_named(words: &str) -> Option<&'static str> {
    let words =
        words.strip_prefix("follow me on ").or_else(|| words.strip_prefix("find me on ")).unwrap_or(words);
    NETWORKS.iter().find(|(_, name)| name.len() > 1 && name.to_lowercase() == words).map(|(_, name)| *name)
}

/// The network that an address leads to, if it leads to somebody's profile and not to a button that shares the page.
pub(super) fn network_of(address: &str) -> Option<&'static str> {
    let url = url::Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?.trim_start_matches("www.").trim_start_matches("m.");
    let is_host =
        |known: &str| host == known || host.strip_suffix(known).is_some_and(|start| start.ends_with('.'));
    let (_, name) = NETWORKS.iter().find(|(known, _)| is_host(known))?;
    let path = url.path().trim_matches('/');
    let shares = [
        "share",
        "sharer",
        "intent",
        "sharing",
        "watch",
        "embed",
        "pin/create",
        "status/",
        "posts/",
        "feed/",
    ];
    let is_profile = !path.is_empty()
        && !shares.iter().any(|word| path.starts_with(word) || path.contains(&format!("/{word}")));
    is_profile.then_some(name)
}

/// Whether a line is a copyright notice.
fn is_copyright(line: &str) -> bool {
    let lower = line.to_lowercase();
    let has_year = lower.split(|c: char| !c.is_ascii_digit()).any(is_year);
    let begins = lower.starts_with('©')
        || lower.starts_with("copyright ©")
        || lower.starts_with("copyright (c)")
        || lower.starts_with("(c) ");
    // A sentence that begins so is text.
    let is_short = lower.split_whitespace().count() <= 16;
    is_short
        && (begins
            || (lower.starts_with("copyright ") && has_year)
            || lower.trim_end_matches('.') == "all rights reserved")
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// Who holds the copyright, and since when: `© 2021–2023 by NAME. All rights reserved.`
pub(super) fn parse_copyright(line: &str) -> (Option<String>, Option<u16>) {
    let since = line
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| is_year(digits))
        .find_map(|digits| digits.parse().ok());
    let mut rest = line.trim();
    loop {
        let before = rest;
        for word in ["©", "(c)", "(C)", "Copyright", "copyright", "COPYRIGHT", "by ", "By "] {
            rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
        }
        rest = rest.trim_start_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '-' | '–' | '—' | ',' | '|' | '·' | ' ')
        });
        if rest == before {
            break;
        }
    }
    let lower = rest.to_lowercase();
    let ends = [
        "all rights",
        "proudly",
        "powered by",
        "created with",
        "built with",
        "alle rechte",
        " | ",
        " · ",
        " • ",
    ];
    // Small letters may have another length in bytes, in languages whose notices have none of these words.
    let end = ends.iter().filter_map(|end| lower.find(end)).min().filter(|end| rest.is_char_boundary(*end));
    let holder = &rest[..end.unwrap_or(rest.len())];
    let years = |c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | ' ' | ',' | '.' | '|' | '·' | ';');
    let holder = holder.trim_end_matches(years).trim();
    (Some(holder.to_owned()).filter(|holder| !holder.is_empty() && holder.chars().count() < 100), since)
}

/// Whether a text says something in a sentence, as lines of a site around it do not.
pub(super) fn is_prose(text: &str) -> bool {
    let is_ended = text.contains(['.', '!', '?', '؟', '。', '।']);
    is_ended && text.chars().count() >= 60 && text.split_whitespace().count() >= 8
        || text.chars().count() >= 400
}

#[cfg(test)]
mod tests {
    use super::{LineKind, classify, network_of, parse_copyright};

    #[test]
    fn a_comment_heading_with_text_below_is_text() {
        let is_left_out = |lines: &[&str]| {
            classify(lines).first() == Some(&Some(LineKind::Furniture("empty comment area")))
        };
        assert!(is_left_out(&["Comments", "", "LinkedIn"]));
        assert!(!is_left_out(&["Comments", "", "Teachers said that the first term was hard."]));
    }

    #[test]
    fn the_holder_and_the_first_year_of_a_copyright_notice_are_read() {
        let parsed = |line| parse_copyright(line);
        assert_eq!(
            parsed("© 2023 by Paths That Hold. All rights reserved."),
            (Some("Paths That Hold".to_owned()), Some(2023))
        );
        assert_eq!(
            parsed("Copyright © 2019–2024 Imke Harms | Powered by WordPress"),
            (Some("Imke Harms".to_owned()), Some(2019))
        );
        assert_eq!(parsed("© 2020"), (None, Some(2020)));
    }

    #[test]
    fn a_share_button_is_no_profile() {
        assert_eq!(network_of("https://www.linkedin.com/in/example"), Some("LinkedIn"));
        assert_eq!(network_of("https://www.facebook.com/sharer/sharer.php?u=x"), None);
        assert_eq!(network_of("https://www.facebook.com/"), None);
        assert_eq!(network_of("https://netflix.com/title"), None);
    }
}

//! Finds what the security policy of a published site blocks on a page, whether or not somebody looks at that page in the
//! preview.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};
use url::Url;

use crate::deploy::headers::ContentSecurityPolicy;
use crate::diagnostic::Problem;
use crate::render::RenderedSite;
use crate::vfs::fingerprint::without_fingerprint;

/// Types of scripts that browsers run (HTML Standard, section 4.12.1); others are data. The preview has the same list.
const SCRIPT_TYPES: [&str; 11] = [
    "",
    "application/ecmascript",
    "application/javascript",
    "application/x-ecmascript",
    "application/x-javascript",
    "importmap",
    "module",
    "text/ecmascript",
    "text/javascript",
    "text/x-ecmascript",
    "text/x-javascript",
];

/// What to do about an inline script.
const DECLARE_SCRIPT: &str = "put the script in a file of the theme, such as `assets/js/site.js`, and add `scripts: [js/site.js]` to `theme.yaml`";

/// Something on a page that browsers do not load or run because of the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockedContent {
    /// What it is, and how the author gets the same without it.
    pub problem: Problem,
    /// How it may be written in a template, the most exact way first.
    pub written: Vec<String>,
}

/// The policy that the host of a site sends, and the site that it is sent for.
pub struct SitePolicy {
    policy: ContentSecurityPolicy,
    /// The address of the site; `None` if it has none yet.
    site: Option<Url>,
}

impl SitePolicy {
    /// The policy of a rendered site.
    pub fn of(output: &RenderedSite) -> Self {
        let settings = &output.portfolio().settings;
        Self {
            policy: ContentSecurityPolicy::new(settings, output.has_theme_scripts()),
            site: settings.url.as_ref().and_then(|url| Url::parse(url.as_str()).ok()),
        }
    }

    /// What the policy blocks on a page, in document order.
    pub fn find_blocked(&self, html: &str) -> Vec<BlockedContent> {
        find_blocked(html, &self.policy, self.site.as_ref())
    }
}

fn find_blocked(html: &str, policy: &ContentSecurityPolicy, site: Option<&Url>) -> Vec<BlockedContent> {
    let mut found = Vec::new();
    for Ok(token) in Tokenizer::new(html) {
        let Token::StartTag(tag) = token else { continue };
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value)));
        let element = StartTag { name: text(&tag.name), attributes: attributes.collect() };
        found.extend(element.inline_code(policy));
        let requests = element.requests().into_iter();
        found.extend(requests.filter_map(|request| request.blocked(policy, site)));
    }
    found
}

struct StartTag {
    name: String,
    attributes: BTreeMap<String, String>,
}

/// An address that a browser requests for a page.
struct PageRequest<'a> {
    address: &'a str,
    /// The directive of the policy that decides about it.
    directive: &'static str,
}

impl StartTag {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// Scripts and styles in the page itself.
    fn inline_code(&self, policy: &ContentSecurityPolicy) -> Vec<BlockedContent> {
        let blocked = |what: &str, help: &str, written: Vec<String>| {
            let message = format!("{what} is blocked by the site's security policy");
            BlockedContent { problem: Problem::new(message, help), written }
        };
        let mut found = Vec::new();
        if !policy.allows("script-src", "'unsafe-inline'") {
            let kind = self.attribute("type").unwrap_or_default().trim().to_ascii_lowercase();
            let is_code = SCRIPT_TYPES.contains(&kind.as_str()) && !self.attributes.contains_key("src");
            if self.name == "script" && is_code {
                let written = vec!["<script>".to_owned(), "<script ".to_owned()];
                found.push(blocked("a script in the page", DECLARE_SCRIPT, written));
            }
            let handlers = self.attributes.iter().filter(|(name, _)| name.starts_with("on"));
            found.extend(handlers.map(|(name, value)| {
                let written = vec![format!("{name}=\"{value}\""), format!("{name}=")];
                blocked(&format!("`{name}=` on `<{}>`", self.name), DECLARE_SCRIPT, written)
            }));
        }
        if !policy.allows("style-src", "'unsafe-inline'") {
            let help = "put the rules into a file in `assets/css/`";
            if self.name == "style" {
                found.push(blocked("`<style>` in the page", help, vec!["<style".to_owned()]));
            }
            if let Some(value) = self.attribute("style") {
                let help = format!("{help}, and give the element a `class`");
                let written = vec![format!("style=\"{value}\""), "style=".to_owned()];
                found.push(blocked(&format!("`style=` on `<{}>`", self.name), &help, written));
            }
        }
        found
    }

    /// What a browser requests because of the element.
    fn requests(&self) -> Vec<PageRequest<'_>> {
        let request = |name: &str, directive: &'static str| {
            self.attribute(name).map(|address| PageRequest { address, directive })
        };
        let candidates = |directive: &'static str| {
            let list = self.attribute("srcset").unwrap_or_default().split(',');
            list.filter_map(move |candidate| {
                Some(PageRequest { address: candidate.split_whitespace().next()?, directive })
            })
        };
        match self.name.as_str() {
            "script" => request("src", "script-src").into_iter().collect(),
            "link" => {
                self.link_directive().and_then(|directive| request("href", directive)).into_iter().collect()
            }
            "img" => request("src", "img-src").into_iter().chain(candidates("img-src")).collect(),
            "image" | "use" => request("href", "img-src").into_iter().collect(),
            "source" => request("src", "media-src").into_iter().chain(candidates("img-src")).collect(),
            "video" => request("src", "media-src").into_iter().chain(request("poster", "img-src")).collect(),
            "audio" | "track" => request("src", "media-src").into_iter().collect(),
            "iframe" => request("src", "frame-src").into_iter().collect(),
            "embed" => request("src", "object-src").into_iter().collect(),
            "object" => request("data", "object-src").into_iter().collect(),
            "form" => request("action", "form-action").into_iter().collect(),
            "base" => request("href", "base-uri").into_iter().collect(),
            "a" => {
                let script = request("href", "script-src");
                script.filter(|link| scheme(link.address) == "javascript").into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The directive for a `<link>`; `None` for one that loads nothing.
    fn link_directive(&self) -> Option<&'static str> {
        let relations = self.attribute("rel").unwrap_or_default().to_ascii_lowercase();
        let has = |wanted: &str| relations.split_whitespace().any(|relation| relation == wanted);
        match self.attribute("as") {
            _ if has("stylesheet") => Some("style-src"),
            _ if has("icon") || has("apple-touch-icon") => Some("img-src"),
            _ if has("manifest") => Some("manifest-src"),
            _ if has("modulepreload") => Some("script-src"),
            Some("font") if has("preload") => Some("font-src"),
            Some("script") if has("preload") => Some("script-src"),
            Some("style") if has("preload") => Some("style-src"),
            Some("image") if has("preload") => Some("img-src"),
            _ => None,
        }
    }
}

fn scheme(address: &str) -> String {
    address.trim().split(':').next().unwrap_or_default().to_ascii_lowercase()
}

impl PageRequest<'_> {
    fn blocked(&self, policy: &ContentSecurityPolicy, site: Option<&Url>) -> Option<BlockedContent> {
        let Self { address, directive } = self;
        let address = address.trim();
        let blocked = |message: String, help: String| {
            let written = vec![address.to_owned(), address.trim_start_matches(['.', '/']).to_owned()];
            Some(BlockedContent { problem: Problem::new(message, help), written })
        };
        if address.is_empty() {
            return None;
        }
        // The host of a site without an address is not known, and any address of its own is relative.
        let unknown = Url::parse("https://leadfolio.invalid/").ok()?;
        let site = site.unwrap_or(&unknown);
        let url = site.join(address).ok()?;
        if !matches!(url.scheme(), "http" | "https") {
            let source = format!("{}:", url.scheme());
            let help = match source.as_str() {
                "javascript:" => DECLARE_SCRIPT,
                _ if policy.allows(directive, "'self'") => "put it in a file in the theme's `assets/`",
                _ => "remove it: pages of leadfolio load nothing of this kind",
            };
            let message = format!(
                "an address that begins with `{source}` is blocked by the site's security policy here"
            );
            return if policy.allows(directive, &source) { None } else { blocked(message, help.to_owned()) };
        }
        if url.origin() == site.origin() {
            // The way up from a page is different on each.
            let file = without_fingerprint(address.trim_start_matches("./").trim_start_matches("../"));
            let message = format!("`{file}` is blocked by the site's security policy");
            let help = match *directive {
                "script-src" => {
                    "add the file to `scripts:` in `theme.yaml`, such as `scripts: [js/site.js]`: then every page \
                    loads it, so remove the tag"
                }
                _ => "remove it: pages of leadfolio load nothing of this kind",
            };
            return if policy.allows(directive, "'self'") { None } else { blocked(message, help.to_owned()) };
        }
        let origin = url.origin().ascii_serialization();
        if policy.allows(directive, &origin) {
            return None;
        }
        let message = format!("`{address}` is on another host, so the site's security policy blocks it");
        let help = match *directive {
            "script-src" => {
                "put a copy in the theme's `assets/` and add it to `scripts:` in `theme.yaml`; a statistics service can \
                be allowed in `portfolio.yaml`: `privacy: { allow_hosts: [\"TODO: its host\"] }`"
            }
            "frame-src" | "object-src" | "manifest-src" => {
                "link to it instead: pages of leadfolio load nothing of this kind"
            }
            _ => "put a copy in the theme's `assets/`: the other host would learn who your readers are",
        };
        blocked(message, help.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT_TYPES, find_blocked};
    use crate::deploy::headers::ContentSecurityPolicy;

    #[test]
    fn the_preview_knows_the_same_types_of_scripts() {
        let script = include_str!("../serve/client/page.js");
        let list = script.split("const SCRIPT_TYPES = [").nth(1).and_then(|rest| rest.split("];").next());
        let types: Vec<&str> = list.unwrap().split('"').skip(1).step_by(2).collect();
        assert_eq!(types, SCRIPT_TYPES);
    }

    #[test]
    fn what_the_policy_blocks_is_found_and_nothing_else() {
        let policy = ContentSecurityPolicy::strict();
        let blocked = |html: &str| -> Vec<String> {
            find_blocked(html, &policy, None).into_iter().map(|found| found.problem.message).collect()
        };
        for fine in [
            "<script type=\"application/ld+json\">{}</script><link rel=stylesheet href=../a.css><link rel=icon href=\"data:,\">",
            "<img src=\"data:image/png;base64,x\" srcset=\"a.png 1x, b.png 2x\"><a href=\"https://example.org/\">x</a>",
            "<link rel=canonical href=\"https://example.org/\"><form action=\"../search/\"></form><video src=a.mp4></video>",
        ] {
            assert_eq!(blocked(fine), Vec::<String>::new(), "{fine}");
        }
        for (html, wanted) in [
            ("<script>1</script>", "a script in the page"),
            ("<p onclick=\"x()\">", "`onclick=` on `<p>`"),
            ("<style>p{}</style>", "`<style>`"),
            ("<p style=\"color: red\">", "`style=` on `<p>`"),
            ("<script src=\"assets/js/site.js\"></script>", "`assets/js/site.js` is blocked"),
            (
                "<script src=\"https://stats.example/x.js\"></script>",
                "`https://stats.example/x.js` is on another host",
            ),
            (
                "<link rel=stylesheet href=\"//fonts.example/x.css\">",
                "`//fonts.example/x.css` is on another host",
            ),
            ("<iframe src=\"https://video.example/1\"></iframe>", "is on another host"),
            ("<link rel=manifest href=\"site.webmanifest\">", "`site.webmanifest` is blocked"),
            ("<a href=\"javascript:x()\">", "`javascript:`"),
            ("<base href=\"/\">", "`/` is blocked"),
        ] {
            let found = blocked(html);
            assert!(found.len() == 1 && found[0].contains(wanted), "{html}: {found:?}");
        }
    }
}

//! Checks the live site over HTTP: whether readers get what was deployed.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::thread;
use std::time::Duration;

use ureq::Agent;

use super::http::http_agent;
use super::manifest::Digest;
use crate::urls::encode;

/// Limit for one request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);
/// Limit for the body of a response, in bytes.
const MAX_RESPONSE_BYTES: u64 = 64 << 20;

/// Returns a message for each problem with the live site at `address`: deployed files that are missing or differ, and
/// pages in `absent` (removed, or meant for another audience) that can still be read. While there are problems, the
/// check is repeated after each delay in `delays`, because some hosts need a moment to publish.
pub fn verify(
    address: &str,
    files: &BTreeMap<String, Digest>,
    absent: &[String],
    delays: &[Duration],
) -> Vec<String> {
    let agent = http_agent(REQUEST_TIMEOUT);
    let mut problems = check_once(&agent, address, files, absent);
    for delay in delays {
        if problems.is_empty() {
            break;
        }
        thread::sleep(*delay);
        problems = check_once(&agent, address, files, absent);
    }
    problems
}

/// Checks once. Compares three files as a sample: the home page, the stylesheet with a content hash in its name, and
/// the sitemap.
fn check_once(
    agent: &Agent,
    address: &str,
    files: &BTreeMap<String, Digest>,
    absent: &[String],
) -> Vec<String> {
    let stylesheet = files.keys().find(|path| path.starts_with("assets/site.") && path.ends_with(".css"));
    let samples = [
        Some(("index.html", "")),
        stylesheet.map(|path| (path.as_str(), path.as_str())),
        Some(("sitemap.xml", "sitemap.xml")),
    ];
    let mut problems = Vec::new();
    for (file, path) in samples.into_iter().flatten() {
        let Some(expected) = files.get(file) else { continue };
        let url = format!("{address}{}", encode(path));
        match fetch(agent, &url) {
            Ok((200, bytes)) if Digest::from_content(&bytes) == *expected => {}
            Ok((200, _)) => problems.push(format!("{url} does not show what was uploaded")),
            Ok((status, _)) => problems.push(format!("{url} responds with status {status}")),
            Err(reason) => problems.push(format!("{url} does not respond: {reason}")),
        }
    }
    let fallbacks = ["404.html", "index.html"].iter().filter_map(|name| files.get(*name));
    let fallbacks: Vec<&Digest> = fallbacks.collect();
    for page in absent {
        let url = format!("{address}{}", encode(page.trim_end_matches("index.html")));
        match fetch(agent, &url) {
            // For a missing page some hosts return the 404 page or the home page with status 200.
            Ok((200, bytes)) if fallbacks.contains(&&Digest::from_content(&bytes)) => {}
            Ok((200, _)) => problems.push(format!(
                "{url} is still public but is not part of this site: someone else published it, or the host keeps a copy"
            )),
            // A host that is busy or broken has not said that the page is gone.
            Ok((status @ (429 | 500..), _)) => {
                problems.push(format!("{url} must not be public, but responds with status {status}"));
            }
            Ok(_) => {}
            Err(reason) => problems.push(format!("{url} must not be public, but does not respond: {reason}")),
        }
    }
    problems
}

fn fetch(agent: &Agent, url: &str) -> Result<(u16, Vec<u8>), ureq::Error> {
    let response = agent.get(url).header("Cache-Control", "no-cache").call()?;
    let status = response.status().as_u16();
    let mut bytes = Vec::new();
    response.into_body().into_reader().take(MAX_RESPONSE_BYTES).read_to_end(&mut bytes)?;
    Ok((status, bytes))
}

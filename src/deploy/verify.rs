//! A look at the live site, as its readers get it: whether what was put there is what they see.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::thread;
use std::time::Duration;

use ureq::Agent;

use super::manifest::Digest;
use crate::portfolio::url::encode;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// A page that is larger is none of ours.
const MOST: u64 = 64 << 20;

/// What is wrong with the live site; nothing when readers see what was put there, and none of the pages `absent`, which are
/// for other eyes or were taken away. Hosts that take a moment to show what is new are asked again after each of `pauses`.
pub fn verify(
    address: &str,
    files: &BTreeMap<String, Digest>,
    absent: &[String],
    pauses: &[Duration],
) -> Vec<String> {
    let agent = super::agent(PATIENCE);
    let mut problems = look(&agent, address, files, absent);
    for pause in pauses {
        if problems.is_empty() {
            break;
        }
        thread::sleep(*pause);
        problems = look(&agent, address, files, absent);
    }
    problems
}

/// The home page, a file whose name changes with what is in it, and the list for search engines stand for the others.
fn look(agent: &Agent, address: &str, files: &BTreeMap<String, Digest>, absent: &[String]) -> Vec<String> {
    let sheet = files.keys().find(|it| it.starts_with("assets/site.") && it.ends_with(".css"));
    let asked = [
        Some(("index.html", "")),
        sheet.map(|it| (it.as_str(), it.as_str())),
        Some(("sitemap.xml", "sitemap.xml")),
    ];
    let mut problems = Vec::new();
    for (file, path) in asked.into_iter().flatten() {
        let Some(wanted) = files.get(file) else { continue };
        let url = format!("{address}{}", encode(path));
        match get(agent, &url) {
            Ok((200, bytes)) if Digest::of(&bytes) == *wanted => {}
            Ok((200, _)) => problems.push(format!("{url} shows something else than what was put there")),
            Ok((status, _)) => problems.push(format!("{url} answers with status {status}")),
            Err(reason) => problems.push(format!("{url} does not answer: {reason}")),
        }
    }
    let lost: Vec<&Digest> = ["404.html", "index.html"].iter().filter_map(|it| files.get(*it)).collect();
    for page in absent {
        let url = format!("{address}{}", encode(page.trim_end_matches("index.html")));
        // Some hosts show the page for what is lost, or the home page, as if it were this one.
        if let Ok((200, bytes)) = get(agent, &url)
            && !lost.contains(&&Digest::of(&bytes))
        {
            problems.push(format!(
                "{url} can be read, and is no page of this site: somebody put it there, or a copy is kept"
            ));
        }
    }
    problems
}

fn get(agent: &Agent, url: &str) -> Result<(u16, Vec<u8>), ureq::Error> {
    let answer = agent.get(url).header("Cache-Control", "no-cache").call()?;
    let status = answer.status().as_u16();
    let mut bytes = Vec::new();
    answer.into_body().into_reader().take(MOST).read_to_end(&mut bytes)?;
    Ok((status, bytes))
}

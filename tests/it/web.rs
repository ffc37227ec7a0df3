//! Whether the web still answers: against a server on this machine.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use leadfolio::check::external_links::{self, CrawlPolicy, ExternalUrl, LinkCache, LinkStatus};
use leadfolio::diagnostic::Diagnostics;
use leadfolio::pipeline;

use super::support::{Bench, site, study};

/// A request that came in.
struct Request {
    line: String,
    headers: String,
    at: Instant,
}

/// A host that answers by path, each answer in its turn, the last one for ever.
struct Host {
    address: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Host {
    fn new(answers: &[(&str, &[&str])]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let mut answers: BTreeMap<String, Vec<String>> = answers
            .iter()
            .map(|(path, all)| ((*path).to_owned(), all.iter().rev().map(|it| (*it).to_owned()).collect()))
            .collect();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { break };
                let Some(request) = read(&stream) else { continue };
                let answer = answer(&mut answers, &request.line);
                heard.lock().unwrap().push(request);
                let _ = (&stream).write_all(answer.as_bytes());
            }
        });
        Self { address, requests }
    }

    fn link(&self, path: &str) -> ExternalUrl {
        ExternalUrl { address: format!("{}{path}", self.address), page: "index.html".to_owned() }
    }

    fn lines(&self) -> Vec<String> {
        self.requests.lock().unwrap().iter().map(|it| it.line.clone()).collect()
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines();
    let line = lines.next()?.ok()?;
    let headers = lines.map_while(Result::ok).take_while(|it| !it.is_empty()).collect::<Vec<_>>().join("\n");
    Some(Request { line, headers, at: Instant::now() })
}

/// A status with headers, such as `301 Location: /new`; `HEAD 405 …` is only for that method.
fn answer(answers: &mut BTreeMap<String, Vec<String>>, line: &str) -> String {
    let mut words = line.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let all = answers.get_mut(&format!("{method} {path}")).into_iter().next();
    let (status, header) = match all {
        Some(all) => pick(all),
        None => answers.get_mut(path).map_or_else(|| ("404".to_owned(), String::new()), pick),
    };
    format!("HTTP/1.1 {status} X\r\n{header}Content-Length: 0\r\nConnection: close\r\n\r\n")
}

fn pick(all: &mut Vec<String>) -> (String, String) {
    let answer = if all.len() > 1 { all.pop().unwrap() } else { all[0].clone() };
    let (status, header) = answer.split_once(' ').unwrap_or((&answer, ""));
    (status.to_owned(), if header.is_empty() { String::new() } else { format!("{header}\r\n") })
}

const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

fn manners(pause: u64) -> CrawlPolicy {
    CrawlPolicy { pause: Duration::from_millis(pause), now: NOW }
}

#[test]
fn every_kind_of_answer_is_told_apart() {
    let host = Host::new(&[
        ("/fine", &["200"]),
        ("/gone", &["410"]),
        ("/old", &["301 Location: /new"]),
        ("/new", &["200"]),
        ("/for-now", &["302 Location: /new"]),
        ("/slash", &["301 Location: /slash/"]),
        ("/slash/", &["200"]),
        ("/members", &["302 Location: /login?next=members"]),
        ("/login?next=members", &["200"]),
        ("/asks", &["401"]),
        ("/circle", &["302 Location: /circle"]),
        ("/busy", &["503 Retry-After: 0", "429 Retry-After: 0", "200"]),
        ("/broken", &["500 Retry-After: 0"]),
        ("/bots", &["999"]),
        ("HEAD /no-head", &["405"]),
        ("GET /no-head", &["200"]),
    ]);
    let told = |path: &str| {
        let answers =
            external_links::check_links(&[host.link(path)], &mut LinkCache::default(), manners(0), &|_| ());
        answers.into_iter().next().unwrap()
    };
    for path in ["/fine", "/for-now", "/slash", "/busy", "/no-head"] {
        assert_eq!(told(path), LinkStatus::Fine, "{path}");
    }
    assert_eq!(told("/gone"), LinkStatus::Gone("the server answers 410".to_owned()));
    assert_eq!(told("/nowhere"), LinkStatus::Gone("the server answers 404".to_owned()));
    assert_eq!(told("/circle"), LinkStatus::Gone("it redirects in a loop".to_owned()));
    assert_eq!(told("/old"), LinkStatus::Moved(format!("{}/new", host.address)));
    assert_eq!(told("/members"), LinkStatus::SignIn);
    assert_eq!(told("/asks"), LinkStatus::SignIn);
    for path in ["/broken", "/bots"] {
        assert!(matches!(told(path), LinkStatus::Unclear(_)), "{path}: {:?}", told(path));
    }
    let closed = ExternalUrl { address: "http://127.0.0.1:9/".to_owned(), page: String::new() };
    let answers = external_links::check_links(&[closed], &mut LinkCache::default(), manners(0), &|_| ());
    assert!(matches!(answers[0], LinkStatus::Unclear(_)), "{answers:?}");
}

#[test]
fn a_host_is_asked_slowly_one_thing_at_a_time_and_given_nothing_back() {
    let host = Host::new(&[("/a", &["200 Set-Cookie: who=you"]), ("/b", &["200"]), ("/c", &["200"])]);
    let links = ["/a", "/b", "/c"].map(|it| host.link(it));
    external_links::check_links(&links, &mut LinkCache::default(), manners(60), &|_| ());
    let requests = host.requests.lock().unwrap();
    assert_eq!(requests.len(), 3);
    for two in requests.windows(2) {
        assert!(two[1].at - two[0].at >= Duration::from_millis(60));
    }
    for Request { headers, .. } in requests.iter() {
        let headers = headers.to_ascii_lowercase();
        assert!(headers.contains("user-agent: leadfolio/") && !headers.contains("cookie"), "{headers}");
    }
}

#[test]
fn what_answered_well_is_remembered_for_a_week_and_nothing_else() {
    let host = Host::new(&[("/fine", &["200"]), ("/gone", &["404"])]);
    let links = ["/fine", "/gone"].map(|it| host.link(it));
    let mut memory = LinkCache::default();
    let first = external_links::check_links(&links, &mut memory, manners(0), &|_| ());
    let asked = host.lines().len();
    let memory_again = || serde_json::from_str(&serde_json::to_string(&memory).unwrap()).unwrap();
    assert_eq!(external_links::check_links(&links, &mut memory_again(), manners(0), &|_| ()), first);
    let again = host.lines().split_off(asked);
    assert!(!again.is_empty() && again.iter().all(|it| it.contains("/gone")), "{again:?}");
    let later = CrawlPolicy { now: NOW + SignedDuration::from_hours(8 * 24), ..manners(0) };
    external_links::check_links(&links, &mut memory_again(), later, &|_| ());
    assert!(host.lines().split_off(asked + again.len()).iter().any(|it| it.contains("/fine")));
}

#[test]
fn a_name_that_cannot_be_looked_up_is_no_host() {
    // A part of a name has 63 letters at most, so no server needs to be asked.
    let link =
        ExternalUrl { address: format!("http://{}.example/", "a".repeat(64)), page: "index.html".to_owned() };
    let found = external_links::check_links(&[link], &mut LinkCache::default(), manners(0), &|_| ());
    assert_eq!(found, [LinkStatus::NoHost]);
}

#[test]
fn a_machine_that_is_not_connected_is_told_once() {
    let told = |answers: &[LinkStatus]| {
        let built = site(
            "--- content/portfolio.yaml\nprofile: { name: R, profiles: [{ network: X, url: \"https://x.example/r\" }] }\n",
        );
        let (inputs, options) = built.parts();
        let output = pipeline::build(inputs, options).output.unwrap();
        let links = ["https://x.example/r", "https://y.example/"]
            .map(|it| ExternalUrl { address: it.to_owned(), page: "index.html".to_owned() });
        let mut found = Diagnostics::default();
        external_links::report(&links, answers, &output, inputs, &mut found);
        found.iter().map(|it| format!("{} {}", it.rule, it.path)).collect::<Vec<_>>()
    };
    assert_eq!(told(&[LinkStatus::NoHost, LinkStatus::NoHost]), ["WEB-04 content/portfolio.yaml"]);
    assert_eq!(told(&[LinkStatus::NoHost, LinkStatus::Fine]), ["WEB-01 content/portfolio.yaml"]);
}

#[test]
fn a_dead_address_is_told_where_it_is_written_and_stops_nothing() {
    let host = Host::new(&[("/gone", &["404"]), ("/fine", &["200"])]);
    let body = format!("[a]({0}/gone) and [b]({0}/fine#part).", host.address);
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{}", study(&body)));
    bench.run("check").ends(0);
    assert_eq!(host.lines(), [""; 0], "nobody is asked unless the author wishes");
    let ran = bench.run("check --external --format short").ends(0);
    let line =
        format!("content/case-studies/a.md:10:5: warning WEB-01: `{}/gone` doesn't work", host.address);
    assert!(ran.stdout.contains(&line), "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("WEB-").count(), 1, "{}", ran.stdout);
    bench.run("check --external --strict").ends(1);
    assert_eq!(host.lines().iter().filter(|it| it.contains("/fine")).count(), 1, "{:?}", host.lines());
    assert_eq!(bench.read(".leadfolio/.gitignore"), "*\n");
}

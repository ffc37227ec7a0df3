//! The preview over HTTP: the real program, asked as a browser, a proxy or somebody else's page asks.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Stdio};
use std::time::Duration;

use leadfolio::deploy::headers::ContentSecurityPolicy;
use serde_json::Value;

use super::program::full;
use super::support::{Bench, files, site, study};

/// A preview that runs, and is stopped when the test ends.
struct Preview {
    child: Child,
    port: u16,
    /// What it prints, if that can be read.
    log: Option<BufReader<ChildStderr>>,
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Preview {
    fn start(bench: &Bench, arguments: &str) -> Self {
        let mut command = bench.command(&format!("serve --port 0 {arguments}"));
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut preview = Self { port: 0, log: child.stderr.take().map(BufReader::new), child };
        let line = preview.hears("previewing ");
        preview.port = line.trim().rsplit([':', '/']).nth(1).unwrap().parse().unwrap();
        preview
    }

    /// Reads what it prints up to a line with these words, and returns that line.
    #[track_caller]
    fn hears(&mut self, words: &str) -> String {
        self.hears_up_to(words).lines().last().unwrap().to_owned()
    }

    /// Reads what it prints up to a line with these words, and returns all of it.
    #[track_caller]
    fn hears_up_to(&mut self, words: &str) -> String {
        let log = self.log.as_mut().unwrap();
        let mut seen = String::new();
        loop {
            let start = seen.len();
            assert_ne!(log.read_line(&mut seen).unwrap(), 0, "no `{words}` in\n{seen}");
            if seen[start..].contains(words) {
                return seen;
            }
        }
    }

    /// Sends a request, and reads the answer only as far as the caller does.
    fn open(&self, request: &str, headers: &[(&str, &str)]) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        // A limit for what never comes.
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        let mut head = format!("{request} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head += &format!("Host: 127.0.0.1:{}\r\n", self.port);
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
        BufReader::new(stream)
    }

    fn ask(&self, request: &str, headers: &[(&str, &str)]) -> Answer {
        let mut bytes = Vec::new();
        self.open(request, headers).read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").unwrap();
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head, body: bytes[end + 4..].to_vec() }
    }

    /// The answer as far as it comes: a body may break off.
    fn ask_loosely(&self, request: &str) -> String {
        let mut bytes = Vec::new();
        let _ = self.open(request, &[]).read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), &[])
    }

    fn token(&self) -> String {
        token_in(&self.get("/").text())
    }

    fn state(&self, page: &str, since: u64) -> Value {
        let address = format!("/-leadfolio/state?token={}&page={page}&since={since}", self.token());
        serde_json::from_slice(&self.get(&address).body).unwrap()
    }

    /// Does something, and waits until the preview reports it.
    fn after(&self, work: impl FnOnce()) {
        let mut events = self.open(&format!("GET /-leadfolio/events?token={}", self.token()), &[]);
        let mut next = |after: u64| {
            let mut line = String::new();
            loop {
                line.clear();
                assert_ne!(events.read_line(&mut line).unwrap(), 0, "the events ended");
                let number = line.strip_prefix("data: ").and_then(|data| data.trim().parse::<u64>().ok());
                if let Some(number) = number.filter(|number| *number > after) {
                    return number;
                }
            }
        };
        let before = next(0);
        work();
        next(before);
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

fn token_in(page: &str) -> String {
    page.split("data-token=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn bench() -> Bench {
    Bench::with(&format!("--- content/case-studies/a.md\n{}", study("Text.")))
}

/// Writes a file in one step, as careful editors do: no snapshot has half of it.
fn save(bench: &Bench, path: &str, text: &str) {
    bench.write("saved", text);
    fs::rename(bench.path("saved"), bench.path(path)).unwrap();
}

#[test]
fn a_forwarded_port_is_answered_and_another_name_is_told_how_to_be() {
    let bench = bench();
    let mut preview = Preview::start(&bench, "");
    for host in ["localhost:8080", "127.0.0.1:1", "[::1]", "portfolio.localhost"] {
        assert_eq!(preview.ask("GET /", &[("Host", host)]).status, 200, "{host}");
    }
    let refused = preview.ask("GET /", &[("Host", "me-4000.app.github.dev")]);
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("\n\n  --allow-host me-4000.app.github.dev\n"), "{}", refused.text());
    preview.hears("start again with `--allow-host me-4000.app.github.dev`");
    let odd = preview.ask("GET /", &[("Host", "<b>")]);
    assert_eq!(
        (odd.status, odd.text().as_str()),
        (403, "open this preview by its IP address or as localhost")
    );
    drop(preview);

    let preview = Preview::start(&bench, "--host localhost --allow-host https://Me-4000.app.github.dev/");
    assert_eq!(preview.ask("GET /", &[("Host", "me-4000.app.github.dev")]).status, 200);
    assert_eq!(preview.ask("GET /", &[("Host", "other.app.github.dev")]).status, 403);
    bench.run("serve --host example.org").ends(2).says("goes into `--allow-host`");
    bench.run("serve --allow-host *").ends(2).says("the name of the host as your browser shows it");
}

#[test]
fn the_view_is_chosen_behind_a_proxy_or_the_refusal_says_why() {
    let bench = bench();
    let mut preview = Preview::start(&bench, "--audience panel --share-view");
    let token = preview.token();
    let choose_audience =
        |audience: &str| format!("POST /-leadfolio/view?token={token}&audience={audience}&drafts=false");
    let choose = choose_audience("panel");
    let proxy = ("Origin", "https://me-4000.app.github.dev");
    assert_eq!(preview.ask(&choose, &[proxy, ("Sec-Fetch-Site", "same-origin")]).status, 204);
    let private = preview.ask(&choose_audience("private"), &[proxy, ("Sec-Fetch-Site", "same-origin")]);
    assert_eq!(private.status, 403);
    assert!(private.text().contains("visitors of a proxy"), "{}", private.text());
    assert_eq!(preview.ask(&choose_audience("private"), &[]).status, 204);
    assert_eq!(preview.ask(&choose, &[proxy, ("Sec-Fetch-Site", "cross-site")]).status, 403);
    let refused = preview.ask(&choose, &[proxy]);
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("--allow-host me-4000.app.github.dev"), "{}", refused.text());
    preview.hears("`--allow-host me-4000.app.github.dev`");
    // A page of an earlier run is loaded anew by its script, which must tell this from a refusal.
    let old = format!("GET /-leadfolio/state?token={}&page=/", "0".repeat(32));
    assert_eq!(preview.ask(&old, &[]).status, 410);
}

#[test]
fn a_page_of_another_site_can_only_link_to_the_preview() {
    let bench = bench();
    let preview = Preview::start(&bench, "");
    let path = |path: &str| format!("GET {path}");
    for site in ["cross-site", "same-site"] {
        let from = ("Sec-Fetch-Site", site);
        let link = [from, ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];
        assert_eq!(preview.ask(&path("/case-studies/a/"), &link).status, 200);
        assert_eq!(preview.ask(&path("/-leadfolio/state?page=/"), &link).status, 403);
        for (mode, dest) in
            [("navigate", "iframe"), ("no-cors", "image"), ("no-cors", "script"), ("cors", "empty")]
        {
            let headers = [from, ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", dest)];
            for page in ["/case-studies/a/", "/feed.xml", "/nothing", "/-leadfolio/client.js"] {
                let answer = preview.ask(&path(page), &headers);
                assert_eq!(answer.status, 403, "{site} {mode} {dest} {page}");
                assert_eq!(answer.text(), "only pages of this preview may load this");
            }
        }
    }
    // What older browsers say of a page that loads something from another site.
    assert_eq!(preview.ask("GET /", &[("Origin", "https://evil.example")]).status, 403);
    for page in ["/", "/nothing", "/-leadfolio/client.js", "/-leadfolio/state"] {
        assert_eq!(preview.get(page).header("x-frame-options"), Some("DENY"), "{page}");
    }
}

#[test]
fn a_file_that_became_a_link_while_the_preview_runs_is_not_followed() {
    let bench = bench();
    bench.write("secret.txt", "zqsecret");
    bench.write("content/files/plan.pdf", "zqplan");
    bench.write("content/case-studies/a.md", study("[plan](../files/plan.pdf)"));
    let preview = Preview::start(&bench, "");
    assert_eq!(preview.get("/files/plan.pdf").text(), "zqplan");
    fs::remove_file(bench.path("content/files/plan.pdf")).unwrap();
    super::support::symlink(bench.path("secret.txt"), bench.path("content/files/plan.pdf")).unwrap();
    let answer = preview.ask_loosely("GET /files/plan.pdf");
    assert!(!answer.contains("zqsecret"), "{answer}");
}

#[test]
fn the_view_that_one_browser_chose_is_not_that_of_another() {
    let bench = bench();
    bench.write("content/pages/own.md", "---\ntitle: Own\nvisibility: private\n---\nzqprivate\n");
    let preview = Preview::start(&bench, "");
    let token = preview.token();
    let chosen =
        preview.ask(&format!("POST /-leadfolio/view?token={token}&audience=private&drafts=true"), &[]);
    let cookie = chosen.header("set-cookie").unwrap();
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    let own = |headers: &[(&str, &str)]| preview.ask("GET /pages/own/", headers).status;
    assert_eq!(own(&[("Cookie", &format!("x=y; {cookie}"))]), 200);
    assert_eq!(own(&[]), 404);
    // Other servers on this machine get the cookie, and must not learn the token from it.
    assert!(!cookie.contains(&token), "{cookie}");
    let (name, value) = cookie.split_once('=').unwrap();
    let (key, view) = value.split_once('.').unwrap();
    let other_run = format!("{name}={}.{view}", "0".repeat(key.len()));
    assert_eq!(own(&[("Cookie", &other_run)]), 404);
    preview.after(|| {
        save(&bench, "content/pages/own.md", "---\ntitle: New\nvisibility: private\n---\nzqnew\n");
    });
    let page = preview.ask("GET /pages/own/", &[("Cookie", cookie)]).text();
    assert!(page.contains("zqnew") && preview.get("/pages/own/").status == 404, "{page}");
}

#[test]
fn a_view_that_a_browser_opens_is_no_news_for_the_terminal() {
    let bench = bench();
    let mut preview = Preview::start(&bench, "");
    preview.hears("read: ");
    let choose = format!("POST /-leadfolio/view?token={}&audience=private&drafts=true", preview.token());
    let chosen = preview.ask(&choose, &[]);
    let cookie = chosen.header("set-cookie").unwrap().split(';').next().unwrap();
    assert_eq!(preview.ask("GET /", &[("Cookie", cookie)]).status, 200);
    preview.after(|| save(&bench, "content/case-studies/a.md", &study("New.")));
    let report = preview.hears(" ms");
    assert!(report.contains("content/case-studies/a.md changed: "), "{report}");
}

#[test]
fn a_page_has_the_policy_of_a_deployed_site_and_leave_for_the_preview() {
    let settings = "url: \"https://example.org/\"\nprofile: { name: R }\nsearch: on\n";
    for extra in ["", "--- content/portfolio.yaml\n"] {
        let files = if extra.is_empty() { String::new() } else { format!("{extra}{settings}") };
        let bench = Bench::with(&files);
        let preview = Preview::start(&bench, "");
        let page = preview.get("/");
        let deployed =
            ContentSecurityPolicy::new(&site(&files).build().portfolio().settings, false).to_string();
        let own = " *:*/-leadfolio/";
        let sent = page.header("content-security-policy").unwrap();
        let bare = sent
            .replace(&format!("script-src{own}"), "script-src 'none'")
            .replace(&format!("; connect-src{own}"), "");
        assert_eq!(bare.replace(own, ""), deployed, "{sent}");
        assert_ne!(sent, deployed);
        assert!(preview.get("/nothing").header("content-security-policy").is_some());
    }
}

#[test]
fn the_address_without_its_slash_leads_on_and_keeps_what_was_asked() {
    let bench = bench();
    bench.write(
        "content/portfolio.yaml",
        "url: \"https://example.org/my%20folio/\"\nprofile: { name: R }\nsearch: on\n",
    );
    let preview = Preview::start(&bench, "");
    for (from, to) in [
        ("/", "/my%20folio/"),
        ("/?q=x", "/my%20folio/?q=x"),
        ("/my%20folio", "/my%20folio/"),
        ("/my%20folio?q=duty", "/my%20folio/?q=duty"),
        ("/my%20folio/search?q=duty&x=%2F", "/my%20folio/search/?q=duty&x=%2F"),
    ] {
        let answer = preview.get(from);
        assert_eq!((answer.status, answer.header("location")), (302, Some(to)), "{from}");
    }
    assert_eq!(preview.get("/my%20folio/search/?q=duty").status, 200);
    assert_eq!(preview.get("/my%20foli").status, 404);
    for page in ["/my%20folio/nothing/", "/nothing/"] {
        let address =
            format!("/-leadfolio/state?token={}&page={page}", token_in(&preview.get("/my%20folio/").text()));
        let state: Value = serde_json::from_slice(&preview.get(&address).body).unwrap();
        let told = (state["page"].as_str(), state["home"].as_str());
        assert_eq!(told, (Some("missing"), Some("/my%20folio/")), "{state}");
    }
}

#[test]
fn a_page_that_cannot_be_rendered_is_shown_as_it_last_was() {
    let bench = bench();
    let preview = Preview::start(&bench, "");
    let study = "themes/commons/templates/partials/turn.html";
    assert_eq!(preview.get("/case-studies/a/").status, 200);
    fs::create_dir_all(bench.path("themes/commons/templates/partials")).unwrap();
    preview.after(|| save(&bench, study, "{{ zqnothing }}"));
    let broken = preview.get("/case-studies/a/");
    assert_eq!(broken.status, 500);
    assert!(broken.text().contains("Text.") && broken.text().contains("client.js"), "{}", broken.text());
    let state = preview.state("/case-studies/a/", 0);
    assert_eq!(
        (state["page"].as_str(), state["diagnostics"][0]["own"].as_bool()),
        (Some("broken"), Some(true)),
        "{state}"
    );
    preview.after(|| save(&bench, study, "<p>zqmended</p>"));
    let state = preview.state("/case-studies/a/", 0);
    assert_eq!((state["page"].as_str(), state["errors"].as_u64()), (Some("found"), Some(0)), "{state}");
    assert!(preview.get("/case-studies/a/").text().contains("zqmended"));
}

#[test]
fn a_page_that_was_never_rendered_shows_its_error_until_it_is_fixed() {
    let bench = bench();
    let template = "themes/commons/templates/study.html";
    bench.write(template, "<body>{{ study.titel }}</body>");
    let preview = Preview::start(&bench, "");
    let broken = preview.get("/case-studies/a/");
    assert_eq!(broken.status, 500);
    let text = broken.text();
    assert!(text.contains("This page can't be shown") && text.contains("client.js"), "{text}");
    let state = preview.state("/case-studies/a/", 0);
    assert_eq!((state["page"].as_str(), state["errors"].as_u64()), (Some("broken"), Some(1)), "{state}");
    let error = &state["diagnostics"][0];
    assert_eq!((error["path"].as_str(), error["line"].as_u64()), (Some(template), Some(1)), "{state}");
    assert_eq!(error["message"].as_str(), Some("there is no field `titel`"), "{state}");
    preview.after(|| save(&bench, template, "<body>{{ study.card.title }}</body>"));
    let state = preview.state("/case-studies/a/", 0);
    assert!(state["html"].as_str().is_some_and(|html| html.contains("</body>")), "{state}");
    assert_eq!(state["errors"].as_u64(), Some(0), "{state}");
}

#[test]
fn what_no_browser_has_asked_for_yet_is_rendered_for_the_terminal() {
    let bench = bench();
    let template = "themes/commons/templates/page.html";
    for name in ["b", "c"] {
        bench.write(&format!("content/pages/{name}.md"), format!("---\ntitle: {name}\n---\nText.\n"));
    }
    bench.write(template, "<body>{{ prose.titel }}</body>");
    let mut preview = Preview::start(&bench, "");
    let report = preview.hears_up_to("read: ");
    assert_eq!(report.matches("there is no field `titel`").count(), 1, "{report}");
    assert!(report.contains("themes/commons/templates/page.html:1:"), "{report}");
    assert!(report.contains(" 1 error,") || report.contains(" 1 error "), "{report}");
    save(&bench, template, "<body>{{ prose.title }}</body>");
    let report = preview.hears_up_to("page.html changed: ");
    assert!(report.contains(" 0 errors"), "{report}");
    save(&bench, template, "<body>{{ prose.body }}{{ prose.hedding }}</body>");
    let report = preview.hears_up_to("page.html changed: ");
    assert!(report.contains("there is no field `hedding`"), "{report}");
}

#[test]
fn the_errors_of_the_page_come_first_and_advice_after_all_errors() {
    let bench = bench();
    for name in ["b", "c", "d"] {
        bench.write(
            &format!("content/pages/{name}.md"),
            format!("---\ntitle: {name}\n---\n[x](nothing-{name}.md)\n"),
        );
    }
    bench.write("content/pages/c.md", "---\ntitle: c\n---\n<blink>x</blink> [x](nothing-c.md)\n");
    let preview = Preview::start(&bench, "");
    let state = preview.state("/pages/c/", 0);
    let faults: Vec<(&str, &str, bool)> = state["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| {
            (fault["severity"].as_str().unwrap(), fault["path"].as_str().unwrap(), fault["own"] == true)
        })
        .collect();
    let page = |name: &str| format!("content/pages/{name}.md");
    assert_eq!(faults[0], ("error", page("c").as_str(), true), "{faults:?}");
    assert_eq!(faults[1], ("error", page("b").as_str(), false), "{faults:?}");
    assert_eq!(faults[2], ("error", page("d").as_str(), false), "{faults:?}");
    assert_eq!(faults[3], ("warning", page("c").as_str(), true), "{faults:?}");
}

#[test]
fn a_picture_is_new_even_with_the_size_and_the_time_of_the_old_one() {
    let bench = bench();
    let drawing = |color: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path fill=\"{color}\" d=\"M0 0h9v9z\"/></svg>"
        )
    };
    bench.write("content/files/z.svg", drawing("#111111"));
    bench.write("content/case-studies/a.md", study("![z](../files/z.svg)"));
    let asset = "themes/commons/assets/js/site.js";
    bench.write(asset, "1");
    let preview = Preview::start(&bench, "");
    let picture = bench.path("content/files/z.svg");
    let time = fs::metadata(&picture).unwrap().modified().unwrap();
    let before = preview.state("/", 0)["number"].as_u64().unwrap();
    bench.write("new.svg", drawing("#222222"));
    File::options().write(true).open(bench.path("new.svg")).unwrap().set_modified(time).unwrap();
    preview.after(|| fs::rename(bench.path("new.svg"), &picture).unwrap());
    let state = preview.state("/", before);
    assert_eq!(state["changed"], serde_json::json!(["/files/z.svg"]), "{state}");
    assert!(preview.get("/files/z.svg").text().contains("#222222"));
    // A script of the theme is a file of the site, too.
    let before = state["number"].as_u64().unwrap();
    preview.after(|| save(&bench, asset, "2"));
    let state = preview.state("/", before);
    assert_eq!(state["changed"], serde_json::json!(["/assets/js/site.js"]), "{state}");
}

#[test]
fn a_portfolio_whose_folder_is_gone_is_said_to_be_gone_and_comes_back() {
    let bench = Bench::new();
    bench.init("p").ends(0);
    let mut preview = Preview::start(&bench, "--root p");
    preview.after(|| fs::rename(bench.path("p"), bench.path("q")).unwrap());
    let state = preview.state("/", 0);
    let message = state["diagnostics"][0]["message"].as_str().unwrap();
    assert!(message.contains("is gone: it was moved, renamed or deleted"), "{state}");
    assert_eq!(preview.get("/").status, 200);
    preview.hears("cannot read the portfolio: the folder");
    preview.after(|| fs::rename(bench.path("q"), bench.path("p")).unwrap());
    assert_eq!(preview.state("/", 0)["errors"], 0);
}

#[test]
fn a_film_is_streamed_and_never_in_memory_as_a_whole() {
    let bench = bench();
    let bytes: Vec<u8> = (0..700_000_u32).map(|number| (number % 251) as u8).collect();
    bench.write("content/files/film.bin", &bytes);
    bench.write("content/files/long.bin", "x");
    File::options()
        .write(true)
        .open(bench.path("content/files/long.bin"))
        .unwrap()
        .set_len(300_000_000)
        .unwrap();
    bench.write("content/case-studies/a.md", study("[film](../files/film.bin) [long](../files/long.bin)"));
    let preview = Preview::start(&bench, "");
    let film = preview.get("/files/film.bin");
    assert_eq!((film.status, film.header("content-length")), (200, Some("700000")));
    assert!(film.body == bytes);
    let part = preview.ask("GET /files/film.bin", &[("Range", "bytes=100000-600000")]);
    assert_eq!((part.status, part.header("content-range")), (206, Some("bytes 100000-600000/700000")));
    assert!(part.body == bytes[100_000..=600_000]);

    let mut open = Vec::new();
    for headers in [&[][..], &[("Range", "bytes=0-")][..], &[][..], &[][..]] {
        let mut stream = preview.open("GET /files/long.bin", headers);
        stream.read_exact(&mut [0; 5_000]).unwrap();
        open.push(stream);
    }
    if let Ok(status) = fs::read_to_string(format!("/proc/{}/status", preview.child.id())) {
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        let kilobytes: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        assert!(kilobytes < 300_000, "{line}");
    }
}

/// Signals, which only Unix has.
#[cfg(unix)]
mod signals {
    use std::os::unix::process::ExitStatusExt;

    use rustix::process::{Pid, Signal, kill_process};

    use super::*;

    /// A template that keeps a program busy for longer than any test waits, and then ends by its limit.
    const LONG_TEMPLATE: &str =
        "{% for a in range(end=90000) %}{% for b in range(end=90000) %}{% endfor %}{% endfor %}";

    fn send_signal(child: &Child, signal: Signal) {
        kill_process(Pid::from_child(child), signal).unwrap();
    }

    #[test]
    fn a_signal_ends_a_preview_that_renders_a_page() {
        for signal in [Signal::INT, Signal::TERM] {
            let bench = bench();
            bench.write("themes/commons/templates/study.html", LONG_TEMPLATE);
            let mut preview = Preview::start(&bench, "");
            // Once it answers, it is ready for signals.
            assert_eq!(preview.get("/").status, 200);
            let _request = preview.open("GET /case-studies/a/", &[]);
            send_signal(&preview.child, signal);
            assert!(preview.child.wait().unwrap().success());
        }
    }

    #[test]
    fn a_second_signal_ends_a_build_at_once_and_the_next_one_clears_what_it_left() {
        let bench = bench();
        let template = "themes/commons/templates/study.html";
        for signal in [Signal::INT, Signal::TERM] {
            bench.write(template, LONG_TEMPLATE);
            let mut child =
                bench.command("build").stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
            let mut log = BufReader::new(child.stderr.take().unwrap());
            while !bench.has(".dist.leadfolio/lock") {
                assert!(child.try_wait().unwrap().is_none(), "the build ended");
                std::thread::yield_now();
            }
            // Before the handler is installed, the first signal ends it.
            send_signal(&child, signal);
            let mut line = String::new();
            log.read_line(&mut line).unwrap();
            if !line.is_empty() {
                assert!(line.contains("press Ctrl-C again to stop at once"), "{line}");
                send_signal(&child, signal);
            }
            let status = child.wait().unwrap();
            assert!(
                status.code() == Some(130) || line.is_empty() && status.signal().is_some(),
                "{status} {line}"
            );
            fs::remove_file(bench.path(template)).unwrap();
            bench.run("build").ends(0);
            assert!(bench.has("dist/index.html") && !bench.has(".dist.leadfolio"));
        }
    }
}

/// The sockets of this network namespace, where the system lists them.
const SOCKETS: &str = "/proc/self/net/tcp";

/// The port at which a process listens; `None` if it does not do so yet.
fn listening_port(process: u32) -> Option<u16> {
    let files = fs::read_dir(format!("/proc/{process}/fd")).ok()?;
    let names = files.filter_map(|file| fs::read_link(file.ok()?.path()).ok());
    let own: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    let sockets = fs::read_to_string(SOCKETS).ok()?;
    sockets.lines().skip(1).find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        // `0A` is the state of a socket that listens.
        let is_own = fields[3] == "0A" && own.contains(&format!("socket:[{}]", fields[9]));
        let (_, port) = fields[1].split_once(':').filter(|_| is_own)?;
        u16::from_str_radix(port, 16).ok()
    })
}

#[test]
fn messages_that_cannot_be_written_do_not_end_a_preview() {
    let Some(full) = full().filter(|_| Path::new(SOCKETS).exists()) else { return };
    let bench = bench();
    let mut serve = bench.command("serve --port 0");
    let mut child = serve.stdout(Stdio::null()).stderr(full).spawn().unwrap();
    let port = loop {
        assert!(child.try_wait().unwrap().is_none(), "the preview ended");
        if let Some(port) = listening_port(child.id()) {
            break port;
        }
    };
    let preview = Preview { child, port, log: None };
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_preview_makes_only_the_light_copies_that_a_browser_asks_for() {
    const CACHE: &str = ".leadfolio/cache/pictures";
    let bench = Bench::with("");
    bench.write("content/case-studies/a.md", study("![A](../files/a.jpg)"));
    bench.write("content/files/a.jpg", wide_jpeg());
    let preview = Preview::start(&bench, "");
    let page = preview.get("/case-studies/a/").text();
    let made = || {
        let kept = if bench.has(CACHE) { files(&bench.path(CACHE)) } else { Vec::new() };
        kept.iter().filter(|(name, _)| !name.contains("-examined-")).count()
    };
    assert_eq!(made(), 0, "a page waits for no picture");
    let paths: Vec<&str> = page.split([' ', '"']).filter(|part| part.starts_with("/files/a-480w.")).collect();
    let last = paths.last().unwrap_or_else(|| panic!("{page}"));
    let answer = preview.get(last);
    assert_eq!((answer.status, answer.header("Content-Type")), (200, Some("image/jpeg")));
    assert_eq!(made(), 1);
    bench.run("build").ends(0);
    assert_eq!(fs::read(bench.path(&format!("dist{last}"))).unwrap(), answer.body);
}

/// A picture that pages show in light copies.
fn wide_jpeg() -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels =
        image::RgbImage::from_fn(900, 600, |x, y| image::Rgb([(x % 200) as u8, (y % 200) as u8, 90]));
    image::codecs::jpeg::JpegEncoder::new(&mut bytes).encode_image(&pixels).unwrap();
    bytes
}

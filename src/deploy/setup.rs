//! What `leadfolio deploy --setup` writes: the entry of a target in `portfolio.yaml`, and a workflow by which a service
//! checks the portfolio on every push and deploys it. Only texts: nothing is read or written here.

use std::fmt::Write;

use anyhow::{Result, bail};

use crate::content::vocabulary::TargetKind;

/// A question about a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The field that the answer is written to.
    pub field: &'static str,
    /// The question.
    pub words: &'static str,
    /// What an answer looks like.
    pub example: &'static str,
    /// Whether it may be left unanswered.
    pub optional: bool,
}

const fn ask(field: &'static str, words: &'static str, example: &'static str) -> Question {
    Question { field, words, example, optional: false }
}

/// Kinds in the order in which they are offered: what most people have comes first.
pub const KINDS: [(TargetKind, &str); 11] = [
    (TargetKind::Github, "GitHub Pages: free, needs an account at GitHub"),
    (TargetKind::Netlify, "Netlify: free to begin with, needs an account there"),
    (TargetKind::CloudflarePages, "Cloudflare Pages: free to begin with, needs an account there"),
    (TargetKind::Sftp, "web space of a school or of a host, by SFTP"),
    (TargetKind::Folder, "a folder or a network drive"),
    (TargetKind::Zip, "a zip file, to give to a host by hand"),
    (TargetKind::Git, "a branch of a Git repository (GitLab, Codeberg, your own), by the program git"),
    (TargetKind::Rsync, "a server, by the program rsync"),
    (TargetKind::S3, "a bucket of Amazon S3, Cloudflare R2, Backblaze B2, MinIO"),
    (TargetKind::Gcs, "a bucket of Google Cloud Storage"),
    (TargetKind::Azure, "a container of Azure Blob Storage"),
];

/// What has to be known of a kind.
pub fn questions(kind: TargetKind) -> Vec<Question> {
    let mut server = vec![
        ask("host", "The name of the server?", "www.example.org"),
        ask("user", "Your name on the server?", "rowan"),
        ask("path", "The folder of the web site there?", "public_html"),
    ];
    match kind {
        TargetKind::Folder => vec![ask("path", "Which folder, seen from that of the portfolio?", "../site")],
        TargetKind::Zip => vec![ask("path", "The name of the file?", "site.zip")],
        TargetKind::Sftp => server,
        TargetKind::Rsync => {
            server[1].optional = true;
            server
        }
        TargetKind::Git => {
            vec![ask("remote", "The repository, a name such as `origin` or an address?", "origin")]
        }
        TargetKind::Github => vec![ask("repo", "The repository, `owner/name`?", "rowan/portfolio")],
        TargetKind::Netlify => vec![ask("site", "The site, by its name?", "my-portfolio.netlify.app")],
        TargetKind::CloudflarePages => vec![
            ask("project", "The name of the project?", "my-portfolio"),
            ask("account", "The id of your account (in the address of the dashboard)?", "0123456789abcdef"),
        ],
        TargetKind::S3 => vec![
            ask("bucket", "The name of the bucket?", "my-portfolio"),
            Question { optional: true, ..ask("region", "Its region?", "eu-west-1") },
            Question {
                optional: true,
                ..ask(
                    "endpoint",
                    "The address of the service, if it is not Amazon's?",
                    "https://s3.example.org",
                )
            },
        ],
        TargetKind::Gcs => vec![ask("bucket", "The name of the bucket?", "my-portfolio")],
        TargetKind::Azure => vec![ask("account", "The name of the storage account?", "myportfolio")],
    }
}

/// The environment in which a service that deploys by itself finds its secrets; none for a kind that it cannot reach.
pub fn secrets(kind: TargetKind) -> Option<&'static [&'static str]> {
    Some(match kind {
        TargetKind::Folder | TargetKind::Zip => return None,
        TargetKind::Sftp => &["LEADFOLIO_SFTP_PASSWORD", "KNOWN_HOSTS"],
        TargetKind::Rsync => &["SSH_KEY", "KNOWN_HOSTS"],
        // The service lets its own jobs in.
        TargetKind::Git | TargetKind::Github => &["GITHUB_TOKEN"],
        TargetKind::Netlify => &["NETLIFY_AUTH_TOKEN"],
        TargetKind::CloudflarePages => &["CLOUDFLARE_API_TOKEN"],
        TargetKind::S3 => &["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
        TargetKind::Gcs => &["GOOGLE_SERVICE_ACCOUNT_KEY"],
        TargetKind::Azure => &["AZURE_STORAGE_ACCOUNT_KEY"],
    })
}

/// The lines of a target.
pub fn entry(name: &str, kind: TargetKind, answers: &[(&str, String)]) -> String {
    let mut lines = format!("  {name}:\n    kind: {}\n", kind.id());
    for (field, answer) in answers {
        // A text in JSON is one in YAML, whatever is in it.
        let _ = writeln!(lines, "    {field}: {}", serde_json::Value::from(answer.as_str()));
    }
    lines
}

/// `portfolio.yaml` with a target more; comments and order stay.
///
/// # Errors
/// When the targets that are there stand in one line, to which nothing can be added.
pub fn added(settings: &str, entry: &str) -> Result<String> {
    let ending = if settings.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines: Vec<&str> = settings.lines().collect();
    let is_key =
        |it: &&str| it.strip_prefix("deploy:").is_some_and(|it| it.is_empty() || it.starts_with([' ', '\t']));
    let (at, new) = match lines.iter().position(is_key) {
        None => {
            while lines.last().is_some_and(|it| it.trim().is_empty()) {
                lines.pop();
            }
            (lines.len(), format!("\ndeploy:\n{entry}"))
        }
        Some(key) => {
            let rest = lines[key]["deploy:".len()..].trim();
            if rest == "{}" {
                lines[key] = "deploy:";
            } else if !rest.is_empty() && !rest.starts_with('#') {
                bail!(
                    "the targets in content/portfolio.yaml stand in one line, to which nothing can be added\n\
                     write each on a line of its own, or add this one yourself:\n{entry}"
                );
            }
            let (length, indent) = block(&lines[key + 1..]);
            (key + 1 + length, indented(entry, indent))
        }
    };
    let all = lines[..at].iter().copied().chain(new.lines()).chain(lines[at..].iter().copied());
    Ok(all.fold(String::new(), |text, line| text + line + ending))
}

/// The lines of a block that follow its key: how many they are, and how far the first is indented. Comments and empty
/// lines before the next key belong to that.
fn block(lines: &[&str]) -> (usize, usize) {
    let is_indented = |it: &&str| it.starts_with([' ', '\t']);
    let is_between = |it: &&str| it.starts_with('#') || it.trim().is_empty();
    let inside = lines.iter().take_while(|it| is_indented(it) || is_between(it));
    let length = inside.enumerate().filter(|it| is_indented(it.1)).last().map_or(0, |it| it.0 + 1);
    let first = lines[..length].iter().find(|it| it.starts_with(' ') && !it.trim_start().starts_with('#'));
    (length, first.map_or(2, |it| it.len() - it.trim_start().len()))
}

/// An entry, which is indented by two spaces, by others.
fn indented(entry: &str, by: usize) -> String {
    let line = |it: &str| format!("{}{}\n", " ".repeat(by), it.strip_prefix("  ").unwrap_or(it));
    entry.lines().map(line).collect()
}

/// A service that can deploy a portfolio by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// GitHub.
    Github,
    /// GitLab.
    Gitlab,
}

impl Service {
    /// The file that it reads.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Github => ".github/workflows/portfolio.yml",
            Self::Gitlab => ".gitlab-ci.yml",
        }
    }
}

/// The version that a workflow installs: the one that wrote it.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What every workflow says of itself.
const HEAD: &str = "\
# Checks the portfolio on every push, and deploys it from the main branch. Written by `leadfolio deploy --setup`.
# The real names in content/people.private.yaml are not looked for here: that file stays on your machine.
# Run `leadfolio check` there before you push.
";

/// Puts what `ssh` needs where it looks for it.
fn keys(kind: TargetKind) -> Vec<&'static str> {
    let mut lines = vec!["mkdir -p ~/.ssh", "printf '%s\\n' \"$KNOWN_HOSTS\" >> ~/.ssh/known_hosts"];
    match kind {
        TargetKind::Sftp => {}
        TargetKind::Rsync => {
            lines.extend(["printf '%s\\n' \"$SSH_KEY\" > ~/.ssh/id_ed25519", "chmod 600 ~/.ssh/id_ed25519"]);
        }
        _ => lines.clear(),
    }
    lines
}

/// The secrets that an owner has to give to a service: it lets its own jobs into its own repositories.
pub fn needed(service: Service, kind: TargetKind) -> Vec<&'static str> {
    let is_own = |it: &&str| *it == "GITHUB_TOKEN" && (service == Service::Github || kind == TargetKind::Git);
    secrets(kind).unwrap_or_default().iter().copied().filter(|it| !is_own(it)).collect()
}

/// The workflow of a target. `folder` is where the portfolio is, seen from the repository; `.` for its root.
pub fn workflow(service: Service, name: &str, kind: TargetKind, folder: &str) -> String {
    let root = if folder == "." { String::new() } else { format!(" --root '{folder}'") };
    let deploy = format!("leadfolio deploy {name} --yes{root}");
    match service {
        Service::Github => for_github(kind, &root, &deploy),
        Service::Gitlab => for_gitlab(kind, &root, &deploy),
    }
}

fn for_github(kind: TargetKind, root: &str, deploy: &str) -> String {
    let writes = matches!(kind, TargetKind::Git | TargetKind::Github);
    let rights = if writes { "  contents: write\n  pages: write\n" } else { "  contents: read\n" };
    let run = keys(kind).into_iter().chain([deploy]);
    let run = run.fold(String::new(), |text, it| format!("{text}          {it}\n"));
    let env = secrets(kind).unwrap_or_default().iter();
    let env = env.fold(String::new(), |text, it| format!("{text}          {it}: ${{{{ secrets.{it} }}}}\n"));
    format!(
        "{HEAD}name: portfolio
on: [push, workflow_dispatch]
permissions:
{rights}concurrency: portfolio
jobs:
  portfolio:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/cache@v4
        with:
          path: ~/.cargo/bin/leadfolio
          key: leadfolio-{VERSION}
      - run: test -x ~/.cargo/bin/leadfolio || cargo install --locked leadfolio@{VERSION}
      - run: leadfolio check{root}
      - if: github.ref_name == github.event.repository.default_branch
        run: |
{run}        env:
{env}"
    )
}

fn for_gitlab(kind: TargetKind, root: &str, deploy: &str) -> String {
    let needed = needed(Service::Gitlab, kind).join(", ");
    let told = match needed.as_str() {
        "" => String::new(),
        needed => format!("# It needs the variables {needed}: Settings, CI/CD, Variables, masked.\n"),
    };
    let programs = match kind {
        TargetKind::Rsync => "    - apt-get update -qq && apt-get install -y -qq rsync openssh-client\n",
        _ => "",
    };
    let keys = keys(kind).iter().fold(String::new(), |text, it| format!("{text}    - {it}\n"));
    format!(
        "{HEAD}{told}portfolio:
  image: rust:1
  cache:
    key: leadfolio-{VERSION}
    paths: [.leadfolio-bin]
  script:
    - test -x .leadfolio-bin/bin/leadfolio || cargo install --locked --root .leadfolio-bin leadfolio@{VERSION}
    - export PATH=\"$PWD/.leadfolio-bin/bin:$PATH\"
    - leadfolio check{root}
{programs}{keys}    - if [ \"$CI_COMMIT_BRANCH\" = \"$CI_DEFAULT_BRANCH\" ]; then {deploy}; fi
"
    )
}

#[cfg(test)]
mod tests {
    use super::{added, entry};
    use crate::content::vocabulary::TargetKind;

    const ENTRY: &str = "  web:\n    kind: folder\n    path: \"x\"\n";

    #[test]
    fn a_target_is_added_where_targets_are_and_nothing_else_changes() {
        assert_eq!(entry("web", TargetKind::Folder, &[("path", "x".to_owned())]), ENTRY);
        let end = "\ndeploy:\n  web:\n    kind: folder\n    path: \"x\"\n";
        assert_eq!(added("theme: a # mine\n\n\n", ENTRY).unwrap(), format!("theme: a # mine\n{end}"));
        assert_eq!(added("deploy: {}\nurl: x\n", ENTRY).unwrap(), format!("deploy:\n{ENTRY}url: x\n"));
        assert_eq!(
            added("deploy: # where\n    a: { kind: zip, path: a }\n\n# The address\nurl: x\n", ENTRY)
                .unwrap(),
            "deploy: # where\n    a: { kind: zip, path: a }\n    web:\n      kind: folder\n      path: \"x\"\n\n# The address\nurl: x\n"
        );
        assert_eq!(added("a: b\r\n", "  w:\n").unwrap(), "a: b\r\n\r\ndeploy:\r\n  w:\r\n");
        let refused = added("deploy: { a: { kind: zip, path: a } }\n", ENTRY).unwrap_err().to_string();
        assert!(refused.contains(ENTRY), "{refused}");
    }
}

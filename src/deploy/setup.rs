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
    let at = lines.iter().position(is_key);
    let mut new: Vec<String> = entry.lines().map(str::to_owned).collect();
    let at = match at {
        None => {
            while lines.last().is_some_and(|it| it.trim().is_empty()) {
                lines.pop();
            }
            new.insert(0, "deploy:".to_owned());
            new.insert(0, String::new());
            lines.len()
        }
        Some(at) => {
            let rest = lines[at]["deploy:".len()..].trim();
            let is_block = rest.is_empty() || rest.starts_with('#');
            if !is_block && rest != "{}" {
                bail!(
                    "the targets in content/portfolio.yaml stand in one line, to which nothing can be added\n\
                     write each on a line of its own, or add this one yourself:\n{entry}"
                );
            }
            if !is_block {
                lines[at] = "deploy:";
            }
            let is_inside = |it: &&str| it.starts_with([' ', '\t', '#']) || it.trim().is_empty();
            let block = lines[at + 1..].iter().take_while(|it| is_inside(it));
            // Comments and empty lines before the next key belong to that.
            let last =
                block.enumerate().filter(|it| it.1.starts_with([' ', '\t'])).last().map_or(0, |it| it.0 + 1);
            // Others may be indented otherwise.
            let first =
                lines[at + 1..].iter().find(|it| it.starts_with(' ') && !it.trim_start().starts_with('#'));
            if let Some(first) = first.filter(|_| last > 0) {
                let indent = first.len() - first.trim_start().len();
                new.iter_mut().for_each(|it| {
                    *it = format!("{}{}", " ".repeat(indent), it.strip_prefix("  ").unwrap_or(it));
                });
            }
            at + 1 + last
        }
    };
    let all =
        lines[..at].iter().copied().chain(new.iter().map(String::as_str)).chain(lines[at..].iter().copied());
    Ok(all.fold(String::new(), |text, line| text + line + ending))
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

/// The workflow of a target. `folder` is where the portfolio is, seen from the repository; `.` for its root.
pub fn workflow(service: Service, name: &str, kind: TargetKind, folder: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let secrets = secrets(kind).unwrap_or_default();
    let root = if folder == "." { String::new() } else { format!(" --root '{folder}'") };
    let deploy = format!("leadfolio deploy {name} --yes{root}");
    match service {
        Service::Github => {
            let writes = matches!(kind, TargetKind::Git | TargetKind::Github);
            let rights = if writes { "  contents: write\n  pages: write\n" } else { "  contents: read\n" };
            let mut run = keys(kind);
            run.push(&deploy);
            let run = run.iter().fold(String::new(), |text, it| format!("{text}          {it}\n"));
            let env = secrets
                .iter()
                .fold(String::new(), |text, it| format!("{text}          {it}: ${{{{ secrets.{it} }}}}\n"));
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
          key: leadfolio-{version}
      - run: test -x ~/.cargo/bin/leadfolio || cargo install --locked leadfolio@{version}
      - run: leadfolio check{root}
      - if: github.ref_name == github.event.repository.default_branch
        run: |
{run}        env:
{env}"
            )
        }
        Service::Gitlab => {
            let needs = if kind == TargetKind::Rsync {
                "    - apt-get update -qq && apt-get install -y -qq rsync openssh-client\n"
            } else {
                ""
            };
            let needed = secrets.iter().filter(|it| **it != "GITHUB_TOKEN" || kind == TargetKind::Github);
            let needed: Vec<&str> = needed.copied().collect();
            let told = if needed.is_empty() {
                String::new()
            } else {
                format!(
                    "# It needs the variables {}: Settings, CI/CD, Variables, masked.\n",
                    needed.join(", ")
                )
            };
            let keys = keys(kind).iter().fold(String::new(), |text, it| format!("{text}    - {it}\n"));
            format!(
                "{HEAD}{told}portfolio:
  image: rust:1
  cache:
    key: leadfolio-{version}
    paths: [.leadfolio-bin]
  script:
    - test -x .leadfolio-bin/bin/leadfolio || cargo install --locked --root .leadfolio-bin leadfolio@{version}
    - export PATH=\"$PWD/.leadfolio-bin/bin:$PATH\"
    - leadfolio check{root}
{needs}{keys}    - if [ \"$CI_COMMIT_BRANCH\" = \"$CI_DEFAULT_BRANCH\" ]; then {deploy}; fi
"
            )
        }
    }
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

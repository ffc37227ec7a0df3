//! `leadfolio serve`: the live preview.

use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, ValueEnum};
use leadfolio::pipeline::Options;
use leadfolio::project::Project;
use leadfolio::render::LinkStyle;
use leadfolio::serve::{AllowedHost, BuildUpdate, PreviewAddress, PreviewSettings, Update, ViewMode, bind};
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use super::common::{
    Audience, CommandOutcome, format_advice_count, format_counts, leave_missing_folder, open_project,
    pluralize, project_options,
};
use super::open_browser::open_in_browser;
use super::report;

/// Where the preview is, unless that port is taken.
const DEFAULT_PORT: u16 = 4000;

/// Preview the site while you write: the browser updates whenever you save
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  leadfolio serve --open\n  leadfolio serve --drafts --audience private\n  leadfolio serve --port 8080 --host 0.0.0.0"
)]
pub(super) struct Arguments {
    /// Portfolio folder (default: the current folder, or the nearest parent folder that contains a portfolio)
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Port for the preview; if it is taken, the next free port is used
    #[arg(long, default_value_t = DEFAULT_PORT)]
    port: u16,
    /// Address for the preview; with 0.0.0.0, other devices on your network can see it
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_parser = parse_host)]
    host: IpAddr,
    /// Another name that you open the preview under, such as that of a proxy; can be repeated
    #[arg(long, value_name = "NAME", value_parser = AllowedHost::parse)]
    allow_host: Vec<AllowedHost>,
    /// Open the preview in your browser
    #[arg(long)]
    open: bool,
    /// Show other devices what `--audience` and `--drafts` select; without it, they see the public site
    #[arg(long)]
    share_view: bool,
    /// Who the site is for
    #[arg(long, value_enum, default_value_t = Audience::Public)]
    audience: Audience,
    /// Show drafts and pages dated in the future
    #[arg(long)]
    drafts: bool,
    /// Look for changes at regular intervals, where the system does not report them (network drives, containers)
    #[arg(long)]
    poll: bool,
    /// Editor that opens when you click a problem
    #[arg(long, value_enum, default_value_t = Editor::Vscode)]
    editor: Editor,
}

/// Reads the address to listen on.
fn parse_host(text: &str) -> Result<IpAddr, String> {
    if text.eq_ignore_ascii_case("localhost") {
        return Ok(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    text.trim_start_matches('[').trim_end_matches(']').parse().map_err(|_| {
        "use localhost, an IP address of this computer, or 0.0.0.0 for all of them; the name of a proxy goes into \
         `--allow-host`"
            .to_owned()
    })
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Editor {
    /// Visual Studio Code
    Vscode,
    /// VSCodium
    Vscodium,
    /// Cursor
    Cursor,
    /// Zed
    Zed,
    /// A JetBrains editor
    Idea,
    /// Sublime Text, with its URL handler
    Sublime,
    /// No editor; problems aren't links
    None,
}

impl Editor {
    /// URL template that opens a file at a line and column; `None` for [`Editor::None`].
    fn url_template(self) -> Option<String> {
        let address = match self {
            Self::Vscode => "vscode://file/{file}:{line}:{column}",
            Self::Vscodium => "vscodium://file/{file}:{line}:{column}",
            Self::Cursor => "cursor://file/{file}:{line}:{column}",
            Self::Zed => "zed://file/{file}:{line}:{column}",
            Self::Idea => "idea://open?file=/{file}&line={line}&column={column}",
            Self::Sublime => "subl://open?url=file:///{file}&line={line}&column={column}",
            Self::None => return None,
        };
        Some(address.to_owned())
    }
}

/// Previews a new portfolio in the browser, drafts included.
pub(super) fn open_preview(root: &Path) -> Result<CommandOutcome> {
    run(&Arguments {
        root: Some(root.to_owned()),
        port: DEFAULT_PORT,
        host: IpAddr::V4(Ipv4Addr::LOCALHOST),
        allow_host: Vec::new(),
        open: true,
        share_view: false,
        audience: Audience::Public,
        drafts: true,
        poll: false,
        editor: Editor::Vscode,
    })
}

pub(super) fn run(arguments: &Arguments) -> Result<CommandOutcome> {
    let project = open_project(arguments.root.as_deref())?;
    leave_missing_folder(&project, None)?;
    let (server, address) = bind(arguments.host, arguments.port)?;
    let view = ViewMode { audience: arguments.audience.visibility(), drafts: arguments.drafts };
    let cached = project.clone();
    let settings = PreviewSettings {
        build_options: Box::new(move |view| Options {
            // The preview is always at the root of its own server.
            links: LinkStyle::RootRelative,
            ..project_options(&cached, view.audience, view.drafts)
        }),
        view,
        others_view: if arguments.share_view { view } else { ViewMode::PUBLIC },
        allowed_hosts: arguments.allow_host.clone(),
        poll: arguments.poll,
        editor: arguments.editor.url_template(),
        project,
    };
    let url = print_urls(arguments, address, &settings.project);
    if arguments.open {
        open_in_browser(&url);
    }
    server.run(settings, print_update)?;
    Ok(CommandOutcome::Success)
}

/// Prints the preview's URLs and returns the local one.
fn print_urls(arguments: &Arguments, address: PreviewAddress, project: &Project) -> String {
    let PreviewAddress { socket, port_was_taken } = address;
    if port_was_taken {
        report::print_message(&format!("port {} is in use; using the next free one", arguments.port));
    }
    let host = if socket.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { socket.ip() };
    let host = if host.is_ipv6() { format!("[{host}]") } else { host.to_string() };
    let url = format!("http://{host}:{}/", socket.port());
    report::print_message(&format!("previewing {} at {url}\npress Ctrl-C to stop", project.root().display()));
    if !socket.ip().is_loopback() {
        report::print_message(if arguments.share_view {
            "everyone on your network can see the preview; `--audience` and `--drafts` decide how much of it"
        } else {
            "everyone on your network can see the public site, and only this computer the rest of the preview; \
             `--share-view` shows others what `--audience` and `--drafts` select"
        });
        if let Some(outside) = address.lan_url() {
            report::print_message(&format!("on a phone on the same network: {outside}{}", qr_code(&outside)));
        }
    }
    url
}

/// A QR code of a URL, two rows per terminal line; empty if the URL is too long for one.
fn qr_code(address: &str) -> String {
    let Ok(code) = QrCode::new(address) else { return String::new() };
    format!("\n{}", code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build())
}

/// Prints what the session reports.
fn print_update(update: Update) {
    match update {
        Update::Built(BuildUpdate { changed, pages, diagnostics, inputs, took }) => {
            report::print_diagnostics(&diagnostics, &inputs, false);
            let cause = match changed.as_slice() {
                [] => "read".to_owned(),
                [one] => format!("{one} changed"),
                [one, more @ ..] => {
                    format!("{one} and {} changed", pluralize(more.len(), "more file", "more files"))
                }
            };
            let advice = format_advice_count(&diagnostics).map(|count| format!(", {count}"));
            report::print_message(&format!(
                "{cause}: {}, {}{} in {} ms",
                pluralize(pages, "page", "pages"),
                format_counts(&diagnostics),
                advice.unwrap_or_default(),
                took.as_millis()
            ));
        }
        Update::Polling => report::print_message(
            "the system does not report changes here; looking for them at regular intervals, as with `--poll`",
        ),
        Update::Refused(host) => report::print_message(&format!(
            "a browser opened the preview as {host} and was refused. If that name is yours, start again with `--allow-host {host}`"
        )),
        Update::Failed(reason) => report::print_message(&format!("cannot read the portfolio: {reason}")),
    }
}

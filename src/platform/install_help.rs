//! How a program that leadfolio uses is installed on this system.
#![expect(clippy::disallowed_methods, reason = "I/O boundary: it reads which Linux this is")]

use std::fs;

/// A program that leadfolio uses if it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Chromium, Chrome or Edge, which print pages.
    Browser,
    /// Git.
    Git,
}

/// How to install a program here, as the end of a sentence: a command, or where to get it.
pub fn install_help(program: Program) -> String {
    let text = if cfg!(windows) {
        match program {
            Program::Browser => {
                "Microsoft Edge is part of Windows; if it is gone, run `winget install Google.Chrome`"
            }
            Program::Git => "run `winget install Git.Git`",
        }
    } else if cfg!(target_os = "macos") {
        match program {
            Program::Browser => {
                "get Chrome from https://www.google.com/chrome/, or run `brew install --cask chromium`"
            }
            Program::Git => "run `xcode-select --install`",
        }
    } else {
        let release =
            ["/etc/os-release", "/usr/lib/os-release"].iter().find_map(|path| fs::read_to_string(path).ok());
        return linux_help(&release.unwrap_or_default(), program);
    };
    text.to_owned()
}

/// The same for a Linux, by its file `os-release`.
fn linux_help(os_release: &str, program: Program) -> String {
    let value = |key: &str| {
        let line = os_release.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        line.unwrap_or_default().trim_matches('"').to_ascii_lowercase()
    };
    let names = format!("{} {}", value("ID"), value("ID_LIKE"));
    let is = |name: &str| names.split_whitespace().any(|own| own == name);
    let package = match program {
        Program::Browser => "chromium",
        Program::Git => "git",
    };
    let installer = if is("ubuntu") && program == Program::Browser {
        "sudo snap install"
    } else if is("debian") || is("ubuntu") {
        "sudo apt install"
    } else if is("fedora") || is("rhel") {
        "sudo dnf install"
    } else if is("arch") {
        "sudo pacman -S"
    } else if is("suse") || is("opensuse") {
        "sudo zypper install"
    } else if is("alpine") {
        "sudo apk add"
    } else {
        return format!(
            "install the package `{package}` with the program that installs software on your system"
        );
    };
    format!("run `{installer} {package}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_that_of_the_linux_it_is() {
        for (release, program, expected) in [
            ("NAME=\"Debian\"\nID=debian\n", Program::Browser, "run `sudo apt install chromium`"),
            (
                "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n",
                Program::Browser,
                "run `sudo snap install chromium`",
            ),
            ("ID=ubuntu\nID_LIKE=debian\n", Program::Git, "run `sudo apt install git`"),
            ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", Program::Git, "run `sudo dnf install git`"),
            (
                "ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n",
                Program::Git,
                "run `sudo zypper install git`",
            ),
        ] {
            assert_eq!(linux_help(release, program), expected);
        }
        assert!(linux_help("", Program::Browser).starts_with("install the package `chromium`"));
    }
}

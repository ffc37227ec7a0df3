//! Linux, macOS and other systems of their family.

pub(super) mod files;
pub(super) mod folder;
pub(super) mod paths;
pub(super) mod process;
#[cfg(feature = "ssh")]
pub(super) mod ssh_agent;

/// Makes a symbolic link.
#[cfg(test)]
pub(crate) fn symlink(
    target: impl AsRef<std::path::Path>,
    link: impl AsRef<std::path::Path>,
) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

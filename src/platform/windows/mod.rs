//! Windows. What its API says by numbers of errors and flags is named here.

pub(super) mod codes;
pub(super) mod files;
pub(super) mod folder;
pub(super) mod paths;
pub(super) mod process;
#[cfg(feature = "ssh")]
pub(super) mod ssh_agent;

/// Makes a symbolic link, which Windows lets administrators and those in developer mode do.
#[cfg(test)]
pub(crate) fn symlink(
    target: impl AsRef<std::path::Path>,
    link: impl AsRef<std::path::Path>,
) -> std::io::Result<()> {
    let (target, link) = (target.as_ref(), link.as_ref());
    let folder = link.parent().unwrap_or(link);
    if folder.join(target).is_dir() {
        std::os::windows::fs::symlink_dir(target, link)
    } else {
        std::os::windows::fs::symlink_file(target, link)
    }
}

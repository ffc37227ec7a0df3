//! The hosts that a site can be deployed to, each in a file of its own.

#[cfg(feature = "object-storage")]
mod bucket;
mod cloudflare;
mod folder;
mod git;
mod github;
mod netlify;
mod pages_branch;
mod rsync;
#[cfg(feature = "ssh")]
mod sftp;
mod zip;

use std::path::Path;

use anyhow::Result;
#[cfg(not(all(feature = "object-storage", feature = "ssh")))]
use anyhow::bail;

use super::remote::{Prompt, Remote};
use crate::model::deploy_target::{Host, ObjectStorage, SshServer, Transport};

/// Opens the remote of a deploy target. `root` is the portfolio's root folder, which relative paths start from.
///
/// # Errors
/// If the target overlaps the portfolio's own files or cannot be reached, or if a credential, a program or a
/// compile-time feature that it needs is missing.
pub fn open(place: &Host, root: &Path, prompt: &dyn Prompt) -> Result<Box<dyn Remote>> {
    Ok(match place {
        Host::Folder { path } => Box::new(folder::LocalFolder::new(&root.join(path), root)?),
        Host::Zip { path } => Box::new(zip::ZipFile::new(&root.join(path))),
        Host::Server(server) => match server.transport {
            Transport::Sftp => space(server, root, prompt)?,
            Transport::Rsync => Box::new(rsync::RsyncFolder::new(server, root)?),
        },
        Host::Git { remote, branch, domain } => {
            Box::new(git::GitBranch::fetch(root, remote, branch, domain.as_deref())?)
        }
        Host::Github { repo, branch, domain, endpoint } => {
            Box::new(github::GithubPages::open(repo, branch, domain.as_deref(), endpoint.as_deref(), prompt)?)
        }
        Host::Netlify { site, endpoint } => {
            Box::new(netlify::NetlifySite::open(site, endpoint.as_deref(), prompt)?)
        }
        Host::CloudflarePages { account, project, endpoint } => Box::new(
            cloudflare::CloudflareProject::open(account.as_deref(), project, endpoint.as_deref(), prompt)?,
        ),
        Host::Bucket { service, name, endpoint, prefix } => {
            bucket(service, name, endpoint.as_deref(), prefix)?
        }
    })
}

#[cfg(feature = "ssh")]
fn space(server: &SshServer, root: &Path, prompt: &dyn Prompt) -> Result<Box<dyn Remote>> {
    Ok(Box::new(sftp::SftpFolder::connect(server, root, prompt)?))
}

#[cfg(not(feature = "ssh"))]
fn space(_: &SshServer, _: &Path, _: &dyn Prompt) -> Result<Box<dyn Remote>> {
    bail!("this leadfolio was built without SFTP\nbuild it with `--features ssh`")
}

#[cfg(feature = "object-storage")]
fn bucket(
    service: &ObjectStorage,
    name: &str,
    endpoint: Option<&str>,
    prefix: &str,
) -> Result<Box<dyn Remote>> {
    Ok(Box::new(bucket::Bucket::new(service, name, endpoint, prefix)?))
}

#[cfg(not(feature = "object-storage"))]
fn bucket(_: &ObjectStorage, _: &str, _: Option<&str>, _: &str) -> Result<Box<dyn Remote>> {
    bail!("this leadfolio was built without object storage\nbuild it with `--features object-storage`")
}

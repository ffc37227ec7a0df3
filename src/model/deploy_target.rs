//! Where the site is published.

use crate::content::enums::{HeaderFile, Visibility};
use crate::urls::BaseUrl;

/// A deploy target, an entry of `deploy` in `portfolio.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeployTarget {
    /// The host that it deploys to.
    pub host: Host,
    /// URL of the site at this target; overrides [`PreviewSettings::url`].
    pub url: Option<BaseUrl>,
    /// Audience that is deployed: `public` or `panel`.
    pub audience: Visibility,
    /// Configuration file that makes the host send security headers.
    pub headers: HeaderFile,
}

/// Host of a deploy target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A local folder.
    Folder {
        /// Path of the folder, relative to the project root.
        path: String,
    },
    /// A local zip archive.
    Zip {
        /// Path of the archive, relative to the project root.
        path: String,
    },
    /// A folder on a server, reached over SSH.
    Server(SshServer),
    /// A branch of a Git repository, pushed with the `git` command.
    Git {
        /// Name of a remote such as `origin`, or the URL of a repository.
        remote: String,
        /// Branch to push to; `gh-pages` by default.
        branch: String,
        /// Custom domain, written to `CNAME`.
        domain: Option<String>,
    },
    /// A branch of a GitHub repository, written through the REST API.
    Github {
        /// Repository as `owner/name`.
        repo: String,
        /// Branch to write to; `gh-pages` by default.
        branch: String,
        /// Custom domain, written to `CNAME`.
        domain: Option<String>,
        /// Base URL of the API, for GitHub Enterprise.
        endpoint: Option<String>,
    },
    /// A Netlify site.
    Netlify {
        /// Site name such as `my-portfolio.netlify.app`, or its id.
        site: String,
        /// Base URL of the API, when it is not the default.
        endpoint: Option<String>,
    },
    /// A Cloudflare Pages project.
    CloudflarePages {
        /// Account id; read from the environment when `None`.
        account: Option<String>,
        /// Project name, such as `my-portfolio`.
        project: String,
        /// Base URL of the API, when it is not the default.
        endpoint: Option<String>,
    },
    /// A bucket of an object storage service.
    Bucket {
        /// The storage service, with what identifies the account or region there.
        service: ObjectStorage,
        /// Name of the bucket; for Azure, of the container.
        name: String,
        /// Base URL of the service, for S3-compatible services other than the default.
        endpoint: Option<String>,
        /// Key prefix with a trailing slash; empty for the root of the bucket.
        prefix: String,
    },
}

/// A folder on a server that is reached over SSH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshServer {
    /// Program or protocol that transfers the files.
    pub transport: Transport,
    /// Host name of the server.
    pub host: String,
    /// SSH port; 22 by default.
    pub port: u16,
    /// User name; `None` only for rsync, where the SSH configuration may supply it.
    pub user: Option<String>,
    /// Remote folder; a path without a leading slash is relative to the user's home folder.
    pub path: String,
    /// Private key file; `None` tries the usual files in `~/.ssh`.
    pub key: Option<String>,
}

/// How files are transferred to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// SFTP, with the built-in client.
    Sftp,
    /// The external `rsync` command.
    Rsync,
}

/// An object storage service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectStorage {
    /// Amazon S3 or an S3-compatible service.
    S3 {
        /// Region such as `eu-west-1`; `us-east-1` when `None`.
        region: Option<String>,
    },
    /// Google Cloud Storage.
    Google,
    /// Azure Blob Storage.
    Azure {
        /// Storage account name.
        account: String,
    },
}

//! The fields, questions and secrets of a target of the kind `sftp`.

use std::path::Path;

use anyhow::Result;

use super::super::ssh_server::{self, SshServer};
#[cfg(feature = "ssh")]
use super::folder::SftpFolder;
use crate::content::enums::{DeployTargetKind, HeaderFile};
use crate::content::schema::portfolio::RawDeployTarget;
use crate::deploy::host::{CiNeeds, Host, HostSpec};
use crate::deploy::remote::{Prompt, Remote};
use crate::deploy::target_fields::TargetFields;

/// The kind `sftp`.
pub(crate) static HOST: HostSpec = HostSpec {
    kind: DeployTargetKind::Sftp,
    menu_text: "your school's or host's web space, by SFTP",
    default_name: "sftp",
    fields: ssh_server::FIELDS,
    questions: &[ssh_server::ASK_HOST, ssh_server::ASK_USER, ssh_server::ASK_PATH],
    ci: Some(CiNeeds {
        commands: &[ssh_server::MAKE_SSH_FOLDER, ssh_server::ADD_KNOWN_HOSTS],
        ..CiNeeds::secrets(&["LEADFOLIO_SFTP_PASSWORD", "KNOWN_HOSTS"])
    }),
    default_headers: HeaderFile::None,
    publishes_late: false,
    resolve,
};

/// A server with SFTP.
#[derive(Debug)]
#[cfg_attr(not(feature = "ssh"), expect(dead_code, reason = "validated, and not opened without the feature"))]
struct SftpHost(SshServer);

fn resolve(raw: RawDeployTarget, fields: &mut TargetFields<'_, '_>) -> Option<Box<dyn Host>> {
    Some(Box::new(SftpHost(SshServer::resolve(raw, true, fields)?)))
}

impl Host for SftpHost {
    #[cfg(feature = "ssh")]
    fn open(&self, root: &Path, prompt: &dyn Prompt) -> Result<Box<dyn Remote>> {
        Ok(Box::new(SftpFolder::connect(&self.0, root, prompt)?))
    }

    #[cfg(not(feature = "ssh"))]
    fn open(&self, _: &Path, _: &dyn Prompt) -> Result<Box<dyn Remote>> {
        let Self(_) = self;
        crate::deploy::helpers::fail_without_feature("SFTP")
    }
}

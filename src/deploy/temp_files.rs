//! Names under which a deploy writes files before it renames them.

use anyhow::Result;

use super::remote::Remote;

/// What the name of a temporary file has between the name of the file that is being written and the id of the run.
const TEMP_MARK: &str = ".leadfolio-half-";

/// Names of the temporary files of a run, each beside the file that is being written. They hold the run's random id, so
/// that nothing else has such a name: neither a file of somebody else nor a link that was put in the way.
#[derive(Debug)]
pub(super) struct TempNames {
    run: String,
    interrupted: Option<String>,
}

impl TempNames {
    /// The names of `run`, and of a run before it that was `interrupted`. Its id comes from the remote, so that of
    /// anything but a run names no file.
    pub(super) fn new(run: &str, interrupted: Option<&str>) -> Self {
        let interrupted = interrupted.filter(|id| is_run_id(id)).map(str::to_owned);
        Self { run: run.to_owned(), interrupted }
    }

    /// Name under which a file is written.
    pub(super) fn name_of(&self, file: &str) -> String {
        format!("{file}{TEMP_MARK}{}", self.run)
    }

    /// Name under which the interrupted run may have left a file.
    pub(super) fn left_behind(&self, file: &str) -> Option<String> {
        self.interrupted.as_ref().map(|run| format!("{file}{TEMP_MARK}{run}"))
    }

    /// Whether a file has a name under which some run writes.
    fn is_temporary(path: &str) -> bool {
        path.rsplit_once(TEMP_MARK).is_some_and(|(_, run)| is_run_id(run))
    }

    /// Whether a run may have left a file of this name while it wrote `file`: for the manifest, which is written before it
    /// can say what the id of the run is.
    pub(super) fn is_of_any_run(name: &str, file: &str) -> bool {
        let rest = name.strip_prefix(file).and_then(|rest| rest.strip_prefix(TEMP_MARK));
        rest.is_some_and(is_run_id)
    }
}

/// Removes what interrupted runs left under temporary names, also of files that no run writes any more. A remote that can't
/// be listed keeps it.
pub(super) fn clear_temp_files(remote: &dyn Remote) -> Result<()> {
    let paths = remote.list_paths(&|_| true).ok().flatten().unwrap_or_default();
    paths.iter().filter(|path| TempNames::is_temporary(path)).try_for_each(|path| remote.delete(path))
}

/// Whether a text has the form of a run's id.
fn is_run_id(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

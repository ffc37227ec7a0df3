//! Opens pages in the browser.

use super::report;

/// Opens an address or a file in the browser. If that fails, only the author can do it: why it failed is of no use to them.
pub(super) fn open_in_browser(address: &str) {
    if open::that_detached(address).is_err() {
        report::print_message(&format!("no browser could be opened: open {address} yourself"));
    }
}

//! PDF files: the reader of the leak check ends with any file.
#![no_main]

use leadfolio::documents::read_document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    read_document("a.pdf", bytes);
});

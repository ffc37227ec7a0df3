//! How an author fixes a file that leadfolio can't look through.

use crate::media::recording::is_recording;
use crate::vfs::lowercase_extension;

/// What to do about such a file, by its ending, as the first half of a sentence.
pub(super) fn way_out(path: &str) -> &'static str {
    let ending = lowercase_extension(path).unwrap_or_default();
    if is_recording(path) {
        return "convert it to MP4 or MP3, for example with VLC";
    }
    match ending.as_str() {
        "7z" | "bz2" | "gz" | "rar" | "tar" | "tgz" | "xz" | "zip" | "zst" => {
            "unpack it, and publish the files themselves"
        }
        "b64" => "publish the file that is packed in it",
        "eml" | "mbox" | "mht" | "mhtml" | "msg" => "print it as a PDF",
        "csv" | "json" | "log" | "md" | "tsv" | "txt" | "xml" => "publish only the part that readers need",
        "bmp" | "heic" | "heif" | "ppm" | "tif" | "tiff" => "export it as JPEG or PNG",
        "ico" => "save it again as an icon of nothing but PNG pictures",
        "pdf" => "export it again from the original document, without a password",
        _ => "export it as a PDF",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_file_has_a_way_out_that_suits_it() {
        for (path, start) in [
            ("files/a.ZIP", "unpack it"),
            ("files/a.pages", "export it as a PDF"),
            ("files/a.doc", "export it as a PDF"),
            ("files/a.eml", "print it"),
            ("files/a.txt", "publish only the part"),
            ("files/a.wmv", "convert it to MP4"),
            ("files/a.ico", "save it again as an icon"),
            ("files/a", "export it"),
        ] {
            assert!(way_out(path).starts_with(start), "{path}");
        }
    }
}

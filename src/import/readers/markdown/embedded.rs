//! Pictures that are written into the text as `data:` addresses, as Google Docs writes them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::page_context::PageContext;
use crate::content::markdown::source_parts;
use crate::import::imported::ImportedFile;
use crate::urls::Slug;

/// What the address of such a picture begins with, until links are written.
pub(super) const EMBEDDED: &str = "/.embedded/";

/// Most bytes of all pictures in one page, as written.
const MAX_BYTES: usize = 200_000_000;

/// Makes files of them.
pub(super) fn convert(body: &str, page: &mut PageContext<'_>) -> String {
    if !body.contains("data:image/") {
        return body.to_owned();
    }
    let code = source_parts(body).code;
    let mut out = String::with_capacity(body.len().min(1_000_000));
    let mut copied = 0;
    let mut total = 0;
    for (at, _) in body.match_indices("data:image/") {
        let index = code.partition_point(|range| range.end <= at);
        let is_code = code.get(index).is_some_and(|range| range.start <= at);
        if at < copied || is_code || !body[..at].ends_with(['(', '<', '"', '\'', ' ']) {
            continue;
        }
        let length = body[at..].find(['>', ')', '"', '\'', ' ', '\n', '\\']).unwrap_or(body.len() - at);
        total += length;
        let address = &body[at..at + length];
        let Some(file) = decode(address, page).filter(|_| total <= MAX_BYTES) else {
            page.note("a picture in it can't be read; add it as a file");
            continue;
        };
        out.push_str(&body[copied..at]);
        out.push_str(EMBEDDED);
        out.push_str(&file.path);
        page.embedded.push(file);
        copied = at + length;
    }
    out + &body[copied..]
}

fn decode(address: &str, page: &PageContext<'_>) -> Option<ImportedFile> {
    let (kind, data) = address.strip_prefix("data:image/")?.split_once(";base64,")?;
    let bytes = STANDARD.decode(data.trim()).ok().filter(|bytes| !bytes.is_empty())?;
    let ending = match kind.to_ascii_lowercase().as_str() {
        "jpeg" | "jpg" => "jpg",
        "png" => "png",
        "gif" => "gif",
        "webp" => "webp",
        "svg+xml" => "svg",
        _ => return None,
    };
    let stem = Slug::from_title(&page.title).map(|slug| slug.as_str().to_owned());
    let stem: String = stem.unwrap_or_else(|| "picture".to_owned()).chars().take(60).collect();
    let path = page.folder.reserve(&format!("{stem}-picture.{ending}"));
    Some(ImportedFile { path, blob: bytes.into(), alt: None })
}

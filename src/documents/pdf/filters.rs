//! Decompresses streams: completely, or not at all.

use std::io::{self, Read as _};

use flate2::read::ZlibDecoder;
use lopdf::{DecompressError, Dictionary, Error, Object, Stream};

/// Why a stream can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StreamFault {
    Damaged,
    TooLarge,
    /// A filter that nobody knows here, among them those of pictures.
    UnknownFilter,
}

/// Filters of pictures, whose pixels aren't decoded.
pub(super) const PICTURE_FILTERS: [&[u8]; 4] =
    [b"CCITTFaxDecode", b"DCTDecode", b"JBIG2Decode", b"JPXDecode"];

/// Filters one after the other; more are a fault.
const MAX_FILTERS: usize = 8;

/// The names of a stream's filters, in the order of decoding. The dictionary has no references.
pub(super) fn filters(dictionary: &Dictionary) -> Vec<Vec<u8>> {
    match dictionary.get(b"Filter") {
        Ok(Object::Name(name)) => vec![name.clone()],
        Ok(Object::Array(names)) => {
            names.iter().map(|name| name.as_name().unwrap_or_default().to_vec()).collect()
        }
        _ => Vec::new(),
    }
}

/// The content of a stream, of at most `limit` bytes.
pub(super) fn decode(dictionary: &Dictionary, data: &[u8], limit: usize) -> Result<Vec<u8>, StreamFault> {
    let names = filters(dictionary);
    if names.len() > MAX_FILTERS {
        return Err(StreamFault::TooLarge);
    }
    if names.is_empty() && data.len() > limit {
        return Err(StreamFault::TooLarge);
    }
    let parameters = dictionary.get(b"DecodeParms");
    let mut content = data.to_vec();
    for (index, name) in names.iter().enumerate() {
        let parameters = match parameters {
            Ok(Object::Array(all)) => all.get(index).and_then(|one| one.as_dict().ok()),
            Ok(Object::Dictionary(one)) => Some(one),
            _ => None,
        };
        content = decode_one(name, parameters, content, limit)?;
    }
    Ok(content)
}

fn decode_one(
    name: &[u8],
    parameters: Option<&Dictionary>,
    content: Vec<u8>,
    limit: usize,
) -> Result<Vec<u8>, StreamFault> {
    if name == b"FlateDecode" {
        check_deflated(&content, limit)?;
    }
    let mut dictionary = Dictionary::new();
    dictionary.set("Filter", Object::Name(name.to_vec()));
    if let Some(parameters) = parameters {
        dictionary.set("DecodeParms", parameters.clone());
    }
    let stream = Stream { dict: dictionary, content, allows_compression: false, start_position: None };
    stream.decompressed_content_with_limit(limit).map_err(|error| match error {
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => StreamFault::TooLarge,
        Error::Unimplemented(_) => StreamFault::UnknownFilter,
        _ => StreamFault::Damaged,
    })
}

/// lopdf returns what it could decompress of a damaged stream, without a word.
fn check_deflated(content: &[u8], limit: usize) -> Result<(), StreamFault> {
    if content.is_empty() {
        return Ok(());
    }
    let read = io::copy(&mut ZlibDecoder::new(content).take(limit as u64 + 1), &mut io::sink());
    match read {
        Ok(len) if len > limit as u64 => Err(StreamFault::TooLarge),
        Ok(_) => Ok(()),
        Err(_) => Err(StreamFault::Damaged),
    }
}

//! Decompresses streams: completely, or not at all.

use std::io::{self, Read as _};

use flate2::read::ZlibDecoder;
use lopdf::{DecompressError, Dictionary, Error, Object, Stream};

use super::raw_text::raw_text;
use crate::documents::content::TEXT_SEPARATOR;

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

/// A stream without its filters.
pub(super) struct Decoded {
    pub(super) content: Vec<u8>,
    /// The text after the end of the data of a filter, which no filter reads.
    pub(super) rest: String,
}

/// The content of a stream, of at most `limit` bytes.
pub(super) fn decode(dictionary: &Dictionary, data: &[u8], limit: usize) -> Result<Decoded, StreamFault> {
    let names = filters(dictionary);
    if names.len() > MAX_FILTERS {
        return Err(StreamFault::TooLarge);
    }
    if names.is_empty() && data.len() > limit {
        return Err(StreamFault::TooLarge);
    }
    let parameters = dictionary.get(b"DecodeParms");
    let mut content = data.to_vec();
    let mut rest = String::new();
    for (index, name) in names.iter().enumerate() {
        let parameters = match parameters {
            Ok(Object::Array(all)) => all.get(index).and_then(|one| one.as_dict().ok()),
            Ok(Object::Dictionary(one)) => Some(one),
            _ => None,
        };
        let after = raw_text(bytes_after_end(name, &content, limit)?);
        if !after.trim().is_empty() {
            rest.push_str(&after);
            rest.push_str(TEXT_SEPARATOR);
        }
        content = decode_one(name, parameters, content, limit)?;
    }
    Ok(Decoded { content, rest })
}

/// What stands after the end of a filter's data.
fn bytes_after_end<'c>(name: &[u8], content: &'c [u8], limit: usize) -> Result<&'c [u8], StreamFault> {
    let end = match name {
        b"FlateDecode" => deflated_len(content, limit)?,
        b"ASCIIHexDecode" => memchr::memchr(b'>', content).unwrap_or(content.len()),
        b"ASCII85Decode" => {
            let is_digit = |byte: &u8| matches!(byte, b'!'..=b'u' | b'z') || byte.is_ascii_whitespace();
            content.iter().position(|byte| !is_digit(byte)).unwrap_or(content.len())
        }
        b"RunLengthDecode" => run_length_end(content),
        // It doesn't say where its data ends: all of it is searched.
        b"LZWDecode" => 0,
        _ => content.len(),
    };
    Ok(content.get(end..).unwrap_or_default())
}

/// Where runs end: 128 is the mark.
fn run_length_end(content: &[u8]) -> usize {
    let mut at = 0;
    loop {
        match content.get(at) {
            None | Some(128) => return at,
            Some(length @ 0..=127) => at += usize::from(*length) + 2,
            Some(_) => at += 2,
        }
    }
}

fn decode_one(
    name: &[u8],
    parameters: Option<&Dictionary>,
    content: Vec<u8>,
    limit: usize,
) -> Result<Vec<u8>, StreamFault> {
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

/// The length of compressed data. lopdf returns what it could decompress of a damaged stream, without a word.
fn deflated_len(content: &[u8], limit: usize) -> Result<usize, StreamFault> {
    if content.is_empty() {
        return Ok(0);
    }
    let mut decoder = ZlibDecoder::new(content);
    let read = io::copy(&mut decoder.by_ref().take(limit as u64 + 1), &mut io::sink());
    match read {
        Ok(len) if len > limit as u64 => Err(StreamFault::TooLarge),
        Ok(_) => Ok(usize::try_from(decoder.total_in()).unwrap_or(usize::MAX)),
        Err(_) => Err(StreamFault::Damaged),
    }
}

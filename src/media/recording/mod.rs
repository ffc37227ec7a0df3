//! Cleaning of recordings: sound files and films are published without what tells who made them, where and when.
//!
//! One file a container. Each reads the structure of the file only (`window.rs`) and lists what changes
//! (`patches.rs`); sound and pictures stay on disk, where they are. What goes is overwritten with zeros in
//! place, so that no offset in the file changes; only tags before and after the sound of MP3, AAC and FLAC are left out.
//!
//! - Containers are filtered by allowlists, as pictures are: a part that is not known is blanked, and a file that cannot be
//!   followed to its end is refused, with the reason. That is why no library for tags is used: those remove the tags that
//!   they know and keep everything else.
//! - In MP4, data that no published track refers to is blanked, too: positions of a camera stand among the pictures.
//! - Subtitles stay, and their text is returned to be searched.
//! - What a codec keeps within its own sound or pictures is not looked at.

mod captions;
mod chunks;
mod findings;
mod flac;
mod matroska;
mod matroska_schema;
mod mp4;
mod mp4_box;
mod mp4_brands;
mod mp4_decoder_lengths;
mod mp4_descriptors;
mod mp4_fragments;
mod mp4_lengths;
mod mp4_samples;
mod mp4_schema;
mod mpeg_audio;
mod ogg;
mod patches;
mod refusal;
mod tags;
mod window;
mod xiph;

pub use self::captions::without_formatting;
use self::findings::Findings;
use self::window::Window;
use crate::vfs::{Blob, lowercase_extension};

/// A recording as it is published.
#[derive(Clone, Debug)]
pub struct CleanedRecording {
    /// The file to publish; of a file on disk, only what changes is in memory.
    pub blob: Blob,
    /// Text that stays in it, with its markup: subtitles and titles of chapters.
    pub captions: Vec<String>,
}

/// How a kind of recording is cleaned.
type Cleaner = fn(&mut Window<'_>, &mut Findings) -> Result<(), String>;

/// Endings of recordings that can be cleaned.
const CLEANERS: &[(&str, Cleaner)] = &[
    ("3g2", mp4::clean),
    ("3gp", mp4::clean),
    ("aac", mpeg_audio::clean_aac),
    ("aif", chunks::clean_aiff),
    ("aifc", chunks::clean_aiff),
    ("aiff", chunks::clean_aiff),
    ("avi", chunks::clean_avi),
    ("flac", flac::clean),
    ("m4a", mp4::clean),
    ("m4b", mp4::clean),
    ("m4v", mp4::clean),
    ("mov", mp4::clean),
    ("mka", matroska::clean),
    ("mkv", matroska::clean),
    ("mp2", mpeg_audio::clean_mp3),
    ("mp3", mpeg_audio::clean_mp3),
    ("mp4", mp4::clean),
    ("mpg4", mp4::clean),
    ("mpga", mpeg_audio::clean_mp3),
    ("oga", ogg::clean),
    ("ogg", ogg::clean),
    ("ogv", ogg::clean),
    ("opus", ogg::clean),
    ("spx", ogg::clean),
    ("wav", chunks::clean_wav),
    ("weba", matroska::clean),
    ("webm", matroska::clean),
];

/// Endings of recordings that cannot be cleaned.
const OTHERS: &[&str] = &[
    "ac3", "amr", "ape", "asf", "au", "caf", "dts", "dv", "eac3", "f4v", "flv", "m2ts", "m4s", "mid", "midi",
    "mpeg", "mpg", "mts", "mxf", "ra", "rm", "rmvb", "snd", "swf", "ts", "tta", "vob", "wma", "wmv", "wtv",
    "wv",
];

/// Whether a file is a recording, by its ending, whether it can be cleaned or not.
pub fn is_recording(path: &str) -> bool {
    lowercase_extension(path)
        .is_some_and(|ending| cleaner(&ending).is_some() || OTHERS.contains(&ending.as_str()))
}

fn cleaner(ending: &str) -> Option<Cleaner> {
    CLEANERS.iter().find(|(known, _)| *known == ending).map(|(_, cleaner)| *cleaner)
}

/// The copy of a recording that is published.
///
/// # Errors
/// Why it cannot be cleaned, as the end of a sentence: "it is damaged".
pub fn clean_recording(path: &str, blob: &Blob) -> Result<CleanedRecording, String> {
    let ending = lowercase_extension(path).unwrap_or_default();
    let Some(cleaner) = cleaner(&ending) else {
        return Err("it has a format that leadfolio can't clean".to_owned());
    };
    let mut window = Window::new(blob);
    let mut findings = Findings::default();
    cleaner(&mut window, &mut findings)?;
    let Findings { patches, captions } = findings;
    let blob = match patches.into_pieces(blob.len())? {
        Some(pieces) => blob.patched(pieces),
        None => blob.clone(),
    };
    Ok(CleanedRecording { blob, captions })
}

//! Recording cleaning: never a panic; the cleaned file is not longer, and is clean.
#![no_main]

use leadfolio::media::recording::clean_recording;
use leadfolio::vfs::Blob;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let path = match bytes {
        [b'R', b'I', b'F', b'F', _, _, _, _, b'A', ..] => "a.avi",
        [b'R', ..] => "a.wav",
        [b'F', b'O', ..] => "a.aiff",
        [b'f', ..] => "a.flac",
        [b'O', ..] => "a.ogg",
        [0x1a, ..] => "a.mkv",
        [b'I', ..] | [0xff, 0xe0..=0xff, ..] => "a.mp3",
        [0xff, ..] => "a.aac",
        _ => "a.mp4",
    };
    let Ok(cleaned) = clean_recording(path, &Blob::from(bytes.to_vec())) else { return };
    let once = cleaned.blob.read().expect("it is in memory").into_owned();
    assert!(once.len() <= bytes.len(), "the cleaned file is longer");
    let again = clean_recording(path, &Blob::from(once.clone()));
    let again = again.unwrap_or_else(|reason| panic!("the cleaned file is refused: {reason}"));
    assert!(*again.blob.read().expect("it is in memory") == once, "cleaning again changes it");
});

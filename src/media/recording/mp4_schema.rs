//! Which boxes of MP4 and QuickTime files are published (ISO/IEC 14496-12, QuickTime File Format).

/// Where a box stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    File,
    Movie,
    Track,
    Media,
    MediaInformation,
    DataInformation,
    SampleTable,
    /// Within the description of how samples are encoded.
    SampleEntry,
    /// A container of which every part is listed in [`FLAT_CONTAINERS`].
    Flat(&'static [&'static [u8; 4]]),
}

/// What happens to a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Keep,
    /// It becomes a `free` box of zeros.
    Blank,
    Enter(Level),
    /// Times of creation and change are set to 0.
    Times,
    /// The name of a handler, often the name of a program or device.
    HandlerName,
    /// References to other files.
    DataReferences,
    Track,
    MediaData,
    Fragment,
    /// Formats of samples.
    SampleDescriptions,
    Compressed,
}

/// Formats of pictures that hold nothing but pictures.
pub(super) const VIDEO_FORMATS: &[&[u8; 4]] = &[
    b"ap4h", b"ap4x", b"apch", b"apcn", b"apco", b"apcs", b"av01", b"avc1", b"avc3", b"dva1", b"dvav",
    b"dvh1", b"dvhe", b"h263", b"hev1", b"hvc1", b"mp4v", b"s263", b"vp08", b"vp09",
];

/// Formats of pictures that are files of their own, with all that a camera writes into these.
pub(super) const PICTURE_FORMATS: &[&[u8; 4]] =
    &[b"jpeg", b"mjp2", b"mjpa", b"mjpb", b"mjpg", b"png ", b"tiff"];

/// What `mp4v` and `mp4a` may stand for: MPEG-4, MPEG-2 and MPEG-1 pictures and sound, AC-3 and E-AC-3.
pub(super) const OBJECT_TYPES: &[u8] =
    &[0x20, 0x40, 0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0xa5, 0xa6];

/// What `mp4v` stands for if its pictures are files of their own: JPEG, PNG, JPEG 2000.
pub(super) const PICTURE_OBJECT_TYPES: &[u8] = &[0x6c, 0x6d, 0x6e];

/// Formats of sound.
pub(super) const SOUND_FORMATS: &[&[u8; 4]] = &[
    b".mp3", b"NONE", b"Opus", b"ac-3", b"ac-4", b"alac", b"alaw", b"ec-3", b"fLaC", b"fl32", b"fl64",
    b"fpcm", b"in24", b"in32", b"ipcm", b"lpcm", b"mp4a", b"raw ", b"samr", b"sawb", b"sowt", b"twos",
    b"ulaw",
];

/// Formats of subtitles and chapters.
pub(super) const TEXT_FORMATS: &[&[u8; 4]] = &[b"stpp", b"text", b"tx3g", b"wvtt"];

/// What decoders need of a sample entry.
const CODEC_BOXES: &[&[u8; 4]] = &[
    b"CoLL", b"SmDm", b"alac", b"av1C", b"avcC", b"bitr", b"btrt", b"chan", b"chnl", b"chrm", b"clap",
    b"clli", b"colr", b"d263", b"dOps", b"dac3", b"dac4", b"damr", b"dec3", b"dvcC", b"dvvC", b"enda",
    b"esds", b"fiel", b"frma", b"gama", b"hvcC", b"lhvC", b"mdcv", b"mp4a", b"pasp", b"pcmC", b"samr",
    b"srat", b"vpcC",
];

const SAMPLE_TABLES: &[&[u8; 4]] = &[
    b"co64", b"cslg", b"ctts", b"padb", b"sbgp", b"sdtp", b"sgpd", b"stco", b"stdp", b"stps", b"stsc",
    b"stsh", b"stss", b"stsz", b"stts", b"subs",
];

/// What is done with a box of a kind.
pub(super) fn rule(level: Level, kind: [u8; 4]) -> Rule {
    let listed = |kinds: &[&[u8; 4]]| if kinds.contains(&&kind) { Rule::Keep } else { Rule::Blank };
    match (level, &kind) {
        (Level::File, b"ftyp" | b"styp" | b"sidx" | b"ssix" | b"pdin") => Rule::Keep,
        (Level::File, b"moov") => Rule::Enter(Level::Movie),
        (Level::File, b"mdat") => Rule::MediaData,
        (Level::File, b"moof") => Rule::Fragment,
        (Level::File, b"mfra") => Rule::Enter(Level::Flat(&[b"mfro", b"tfra"])),
        (Level::Movie, b"mvhd") | (Level::Track, b"tkhd") | (Level::Media, b"mdhd") => Rule::Times,
        (Level::Movie, b"trak") => Rule::Track,
        (Level::Movie, b"iods") => Rule::Keep,
        (Level::Movie, b"mvex") => Rule::Enter(Level::Flat(&[b"leva", b"mehd", b"trex"])),
        (Level::Movie, b"cmov") => Rule::Compressed,
        (Level::Track, b"edts") => Rule::Enter(Level::Flat(&[b"elst"])),
        (Level::Track, b"tapt") => Rule::Enter(Level::Flat(&[b"clef", b"enof", b"prof"])),
        (Level::Track, b"tref") => Rule::Enter(Level::Flat(&[b"chap", b"fall", b"folw", b"forc", b"subt"])),
        (Level::Track, b"mdia") => Rule::Enter(Level::Media),
        (Level::Media, b"elng") => Rule::Keep,
        (Level::Media | Level::MediaInformation, b"hdlr") => Rule::HandlerName,
        (Level::Media, b"minf") => Rule::Enter(Level::MediaInformation),
        (Level::MediaInformation, b"nmhd" | b"smhd" | b"sthd" | b"vmhd") => Rule::Keep,
        (Level::MediaInformation, b"gmhd") => Rule::Enter(Level::Flat(&[b"gmin", b"text"])),
        (Level::MediaInformation, b"dinf") => Rule::Enter(Level::DataInformation),
        (Level::DataInformation, b"dref") => Rule::DataReferences,
        (Level::MediaInformation, b"stbl") => Rule::Enter(Level::SampleTable),
        (Level::SampleTable, b"stsd") => Rule::SampleDescriptions,
        (Level::SampleTable, _) => listed(SAMPLE_TABLES),
        (Level::SampleEntry, b"wave") => Rule::Enter(Level::SampleEntry),
        (Level::SampleEntry, b"\0\0\0\0") => Rule::Keep,
        (Level::SampleEntry, _) => listed(CODEC_BOXES),
        (Level::Flat(kinds), _) => listed(kinds),
        (
            Level::File
            | Level::Movie
            | Level::Track
            | Level::Media
            | Level::MediaInformation
            | Level::DataInformation,
            _,
        ) => Rule::Blank,
    }
}

/// Boxes of a fragment. Those of its tracks stand one level deeper.
pub(super) const FRAGMENT: &[&[u8; 4]] = &[b"mfhd", b"traf"];

/// Boxes of a track in a fragment.
pub(super) const TRACK_FRAGMENT: &[&[u8; 4]] =
    &[b"saio", b"saiz", b"sbgp", b"sdtp", b"sgpd", b"subs", b"tfdt", b"tfhd", b"trun"];

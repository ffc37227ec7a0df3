//! Which boxes of MP4 and QuickTime files are published (ISO/IEC 14496-12, QuickTime File Format).

/// Where a box stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mp4Level {
    File,
    Movie,
    /// What a movie in fragments says of these.
    MovieExtends,
    Track,
    Media,
    MediaInformation,
    DataInformation,
    SampleTable,
    /// Within the description of how samples are encoded.
    SampleEntry,
    /// Within `wave`, in which QuickTime puts what decoders need.
    Wave,
    /// A container of which only these boxes are published.
    Flat(&'static [&'static [u8; 4]]),
}

/// What happens to a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mp4Rule {
    Keep,
    /// It becomes a `free` box of zeros.
    Blank,
    Enter(Mp4Level),
    /// Times of creation and change are set to 0.
    Times,
    /// The name of a handler, often the name of a program or device.
    HandlerName,
    /// References to other files.
    DataReferences,
    Track,
    MediaData,
    Fragment,
    /// What holds for the samples of a track in all fragments.
    SampleDefaults,
    /// An empty box that ends a list.
    Terminator,
    /// Formats of samples.
    SampleDescriptions,
    Compressed,
    /// The standards that the file follows.
    Brands,
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

/// Formats of sound that have lengths in bytes, unlike those of old QuickTime files.
pub(super) const FORMATS_WITH_BYTE_LENGTHS: [&[u8; 4]; 8] =
    [b"Opus", b"ac-3", b"alac", b"ec-3", b"fLaC", b"mp4a", b"samr", b"sawb"];

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
    b"clli", b"d263", b"dOps", b"dac3", b"dac4", b"damr", b"dec3", b"dvcC", b"dvvC", b"enda", b"esds",
    b"fiel", b"frma", b"gama", b"hvcC", b"lhvC", b"mdcv", b"mp4a", b"pasp", b"pcmC", b"samr", b"srat",
    b"vpcC",
];

/// Those without which players go on go: they say how samples depend on each other, and are padded.
const SAMPLE_TABLES: &[&[u8; 4]] =
    &[b"co64", b"cslg", b"ctts", b"sbgp", b"sgpd", b"stco", b"stps", b"stsc", b"stss", b"stsz", b"stts"];

/// What is done with a box of a kind.
pub(super) fn rule(level: Mp4Level, kind: [u8; 4]) -> Mp4Rule {
    let listed = |kinds: &[&[u8; 4]]| if kinds.contains(&&kind) { Mp4Rule::Keep } else { Mp4Rule::Blank };
    match (level, &kind) {
        (Mp4Level::File, b"ftyp") => Mp4Rule::Brands,
        (Mp4Level::File, b"sidx") => Mp4Rule::Keep,
        (Mp4Level::File, b"moov") => Mp4Rule::Enter(Mp4Level::Movie),
        (Mp4Level::File, b"mdat") => Mp4Rule::MediaData,
        (Mp4Level::File, b"moof") => Mp4Rule::Fragment,
        (Mp4Level::File, b"mfra") => Mp4Rule::Enter(Mp4Level::Flat(&[b"mfro", b"tfra"])),
        (Mp4Level::Movie, b"mvhd") | (Mp4Level::Track, b"tkhd") | (Mp4Level::Media, b"mdhd") => {
            Mp4Rule::Times
        }
        (Mp4Level::Movie, b"trak") => Mp4Rule::Track,
        (Mp4Level::Movie, b"mvex") => Mp4Rule::Enter(Mp4Level::MovieExtends),
        (Mp4Level::MovieExtends, b"trex") => Mp4Rule::SampleDefaults,
        (Mp4Level::MovieExtends, _) => listed(&[b"mehd"]),
        (Mp4Level::Movie, b"cmov") => Mp4Rule::Compressed,
        (Mp4Level::Track, b"edts") => Mp4Rule::Enter(Mp4Level::Flat(&[b"elst"])),
        (Mp4Level::Track, b"tapt") => Mp4Rule::Enter(Mp4Level::Flat(&[b"clef", b"enof", b"prof"])),
        (Mp4Level::Track, b"tref") => {
            Mp4Rule::Enter(Mp4Level::Flat(&[b"chap", b"fall", b"folw", b"forc", b"subt"]))
        }
        (Mp4Level::Track, b"mdia") => Mp4Rule::Enter(Mp4Level::Media),
        (Mp4Level::Media, b"elng") => Mp4Rule::Keep,
        (Mp4Level::Media | Mp4Level::MediaInformation, b"hdlr") => Mp4Rule::HandlerName,
        (Mp4Level::Media, b"minf") => Mp4Rule::Enter(Mp4Level::MediaInformation),
        (Mp4Level::MediaInformation, b"nmhd" | b"smhd" | b"sthd" | b"vmhd") => Mp4Rule::Keep,
        (Mp4Level::MediaInformation, b"gmhd") => Mp4Rule::Enter(Mp4Level::Flat(&[b"gmin", b"text"])),
        (Mp4Level::MediaInformation, b"dinf") => Mp4Rule::Enter(Mp4Level::DataInformation),
        (Mp4Level::DataInformation, b"dref") => Mp4Rule::DataReferences,
        (Mp4Level::MediaInformation, b"stbl") => Mp4Rule::Enter(Mp4Level::SampleTable),
        (Mp4Level::SampleTable, b"stsd") => Mp4Rule::SampleDescriptions,
        (Mp4Level::SampleTable, _) => listed(SAMPLE_TABLES),
        (Mp4Level::SampleEntry, b"wave") => Mp4Rule::Enter(Mp4Level::Wave),
        (Mp4Level::SampleEntry | Mp4Level::Wave, b"\0\0\0\0") => Mp4Rule::Terminator,
        (Mp4Level::SampleEntry, b"colr") => Mp4Rule::Keep,
        (Mp4Level::SampleEntry | Mp4Level::Wave, _) => listed(CODEC_BOXES),
        (Mp4Level::Flat(kinds), _) => listed(kinds),
        (
            Mp4Level::File
            | Mp4Level::Movie
            | Mp4Level::Track
            | Mp4Level::Media
            | Mp4Level::MediaInformation
            | Mp4Level::DataInformation,
            _,
        ) => Mp4Rule::Blank,
    }
}

/// Boxes of a track in a fragment.
pub(super) const TRACK_FRAGMENT: &[&[u8; 4]] = &[b"sbgp", b"sgpd", b"tfdt", b"tfhd", b"trun"];

//! Which elements of Matroska and WebM files are published (RFC 9559).

/// Where an element stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    File,
    Segment,
    SeekHead,
    Info,
    Tracks,
    Track,
    Video,
    Cluster,
    Cues,
    CuePoint,
    /// A container of which only these elements are published.
    Flat(&'static [u32]),
}

/// What happens to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Keep,
    /// It becomes a `Void` element of zeros.
    Void,
    /// A text that must be there, and becomes an empty one.
    Empty,
    Enter(Level),
    Track,
    CodecPrivate,
    Block,
    BlockGroup,
}

pub(super) const SEGMENT: u32 = 0x1853_8067;
pub(super) const CLUSTER: u32 = 0x1f43_b675;
pub(super) const VOID: u32 = 0xec;
pub(super) const BLOCK: u32 = 0xa1;
pub(super) const TRACK_NUMBER: u32 = 0xd7;
pub(super) const TRACK_TYPE: u32 = 0x83;
pub(super) const CODEC_ID: u32 = 0x86;
pub(super) const CONTENT_ENCODINGS: u32 = 0x6d80;

/// Elements of a segment, which end a cluster that does not tell its length.
pub(super) const SEGMENT_ELEMENTS: &[u32] = &[
    CLUSTER,
    SEGMENT,
    0x114d_9b74,
    0x1549_a966,
    0x1654_ae6b,
    0x1c53_bb6b,
    0x1941_a469,
    0x1043_a770,
    0x1254_c367,
    0x1a45_dfa3,
];

/// Codecs of pictures and sound; a `*` stands for any ending.
pub(super) const CODECS: &[&str] = &[
    "V_AV1",
    "V_MPEG4/ISO/*",
    "V_MPEGH/ISO/HEVC",
    "V_THEORA",
    "V_VP8",
    "V_VP9",
    "A_AAC*",
    "A_AC3",
    "A_ALAC",
    "A_EAC3",
    "A_FLAC",
    "A_MPEG/L2",
    "A_MPEG/L3",
    "A_OPUS",
    "A_PCM/*",
    "A_VORBIS",
];

/// Codecs of subtitles that are text.
pub(super) const TEXT_CODECS: &[&str] = &[
    "D_WEBVTT/*",
    "S_ASS",
    "S_SSA",
    "S_TEXT/ASCII",
    "S_TEXT/ASS",
    "S_TEXT/SSA",
    "S_TEXT/UTF8",
    "S_TEXT/WEBVTT",
];

const FILE_HEADER: &[u32] = &[0x4282, 0x4285, 0x4286, 0x4287, 0x42f2, 0x42f3, 0x42f7];
const TRACK: &[u32] = &[
    TRACK_TYPE,
    CODEC_ID,
    TRACK_NUMBER,
    CONTENT_ENCODINGS,
    0x88,
    0x9c,
    0xaa,
    0xb9,
    0x55aa,
    0x55ab,
    0x55ac,
    0x55ad,
    0x55ae,
    0x55af,
    0x55ee,
    0x56aa,
    0x56bb,
    0x6de7,
    0x6df8,
    0x73c5,
    0x0022_b59c,
    0x0022_b59d,
    0x0023_314f,
    0x0023_4e7a,
    0x0023_e383,
];
const VIDEO: &[u32] = &[
    0x9a,
    0x9d,
    0xb0,
    0xba,
    0x53b8,
    0x53c0,
    0x54aa,
    0x54b0,
    0x54b2,
    0x54b3,
    0x54ba,
    0x54bb,
    0x54cc,
    0x54dd,
    0x002e_b524,
];
const COLOUR: &[u32] = &[
    0x55b1, 0x55b2, 0x55b3, 0x55b4, 0x55b5, 0x55b6, 0x55b7, 0x55b8, 0x55b9, 0x55ba, 0x55bb, 0x55bc, 0x55bd,
    0x55d0,
];
const SOUND: &[u32] = &[0x9f, 0xb5, 0x52f1, 0x6264, 0x78b5];

/// Elements of a group of one block, besides that block.
pub(super) const BLOCK_GROUP: &[u32] = &[BLOCK, 0x9b, 0xfa, 0xfb, 0x75a2];

/// What is done with an element of a kind.
pub(super) fn rule(level: Level, id: u32) -> Rule {
    let listed = |ids: &[u32]| if ids.contains(&id) { Rule::Keep } else { Rule::Void };
    match (level, id) {
        (Level::File, 0x1a45_dfa3) => Rule::Enter(Level::Flat(FILE_HEADER)),
        (Level::File, SEGMENT) => Rule::Enter(Level::Segment),
        (Level::Segment, 0x114d_9b74) => Rule::Enter(Level::SeekHead),
        (Level::Segment, 0x1549_a966) => Rule::Enter(Level::Info),
        (Level::Segment, 0x1654_ae6b) => Rule::Enter(Level::Tracks),
        (Level::Segment, CLUSTER) => Rule::Enter(Level::Cluster),
        (Level::Segment, 0x1c53_bb6b) => Rule::Enter(Level::Cues),
        (Level::SeekHead, 0x4dbb) => Rule::Enter(Level::Flat(&[0x53ab, 0x53ac])),
        // The scale of times, and the duration.
        (Level::Info, 0x002a_d7b1 | 0x4489) => Rule::Keep,
        // The programs that wrote it.
        (Level::Info, 0x4d80 | 0x5741) => Rule::Empty,
        (Level::Tracks, 0xae) => Rule::Track,
        (Level::Track, 0x63a2) => Rule::CodecPrivate,
        (Level::Track, 0xe0) => Rule::Enter(Level::Video),
        (Level::Track, 0xe1) => Rule::Enter(Level::Flat(SOUND)),
        (Level::Track, _) => listed(TRACK),
        (Level::Video, 0x55b0) => Rule::Enter(Level::Flat(COLOUR)),
        (Level::Video, _) => listed(VIDEO),
        (Level::Cluster, 0xa3) => Rule::Block,
        (Level::Cluster, 0xa0) => Rule::BlockGroup,
        (Level::Cluster, 0xe7 | 0xab | 0xa7) => Rule::Keep,
        (Level::Cues, 0xbb) => Rule::Enter(Level::CuePoint),
        (Level::CuePoint, 0xb3) => Rule::Keep,
        (Level::CuePoint, 0xb7) => Rule::Enter(Level::Flat(&[0xb2, 0xea, 0xf0, 0xf1, 0xf7, 0x5378])),
        (Level::Flat(ids), _) => listed(ids),
        (
            Level::File
            | Level::Segment
            | Level::SeekHead
            | Level::Info
            | Level::Tracks
            | Level::Cluster
            | Level::Cues
            | Level::CuePoint,
            _,
        ) => Rule::Void,
    }
}

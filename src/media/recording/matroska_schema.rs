//! Which elements of Matroska and WebM files are published (RFC 9559).

/// Where an element stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MatroskaLevel {
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
pub(super) enum MatroskaRule {
    Keep,
    /// It becomes a `Void` element of zeros.
    Void,
    /// A text that must be there, and becomes an empty one.
    Empty,
    Enter(MatroskaLevel),
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
pub(super) fn rule(level: MatroskaLevel, id: u32) -> MatroskaRule {
    let listed = |ids: &[u32]| if ids.contains(&id) { MatroskaRule::Keep } else { MatroskaRule::Void };
    match (level, id) {
        (MatroskaLevel::File, 0x1a45_dfa3) => MatroskaRule::Enter(MatroskaLevel::Flat(FILE_HEADER)),
        (MatroskaLevel::File, SEGMENT) => MatroskaRule::Enter(MatroskaLevel::Segment),
        (MatroskaLevel::Segment, 0x114d_9b74) => MatroskaRule::Enter(MatroskaLevel::SeekHead),
        (MatroskaLevel::Segment, 0x1549_a966) => MatroskaRule::Enter(MatroskaLevel::Info),
        (MatroskaLevel::Segment, 0x1654_ae6b) => MatroskaRule::Enter(MatroskaLevel::Tracks),
        (MatroskaLevel::Segment, CLUSTER) => MatroskaRule::Enter(MatroskaLevel::Cluster),
        (MatroskaLevel::Segment, 0x1c53_bb6b) => MatroskaRule::Enter(MatroskaLevel::Cues),
        (MatroskaLevel::SeekHead, 0x4dbb) => MatroskaRule::Enter(MatroskaLevel::Flat(&[0x53ab, 0x53ac])),
        // The scale of times, and the duration.
        (MatroskaLevel::Info, 0x002a_d7b1 | 0x4489) => MatroskaRule::Keep,
        // The programs that wrote it.
        (MatroskaLevel::Info, 0x4d80 | 0x5741) => MatroskaRule::Empty,
        (MatroskaLevel::Tracks, 0xae) => MatroskaRule::Track,
        (MatroskaLevel::Track, 0x63a2) => MatroskaRule::CodecPrivate,
        (MatroskaLevel::Track, 0xe0) => MatroskaRule::Enter(MatroskaLevel::Video),
        (MatroskaLevel::Track, 0xe1) => MatroskaRule::Enter(MatroskaLevel::Flat(SOUND)),
        (MatroskaLevel::Track, _) => listed(TRACK),
        (MatroskaLevel::Video, 0x55b0) => MatroskaRule::Enter(MatroskaLevel::Flat(COLOUR)),
        (MatroskaLevel::Video, _) => listed(VIDEO),
        (MatroskaLevel::Cluster, 0xa3) => MatroskaRule::Block,
        (MatroskaLevel::Cluster, 0xa0) => MatroskaRule::BlockGroup,
        (MatroskaLevel::Cluster, 0xe7 | 0xab | 0xa7) => MatroskaRule::Keep,
        (MatroskaLevel::Cues, 0xbb) => MatroskaRule::Enter(MatroskaLevel::CuePoint),
        (MatroskaLevel::CuePoint, 0xb3) => MatroskaRule::Keep,
        (MatroskaLevel::CuePoint, 0xb7) => {
            MatroskaRule::Enter(MatroskaLevel::Flat(&[0xb2, 0xea, 0xf0, 0xf1, 0xf7, 0x5378]))
        }
        (MatroskaLevel::Flat(ids), _) => listed(ids),
        (
            MatroskaLevel::File
            | MatroskaLevel::Segment
            | MatroskaLevel::SeekHead
            | MatroskaLevel::Info
            | MatroskaLevel::Tracks
            | MatroskaLevel::Cluster
            | MatroskaLevel::Cues
            | MatroskaLevel::CuePoint,
            _,
        ) => MatroskaRule::Void,
    }
}

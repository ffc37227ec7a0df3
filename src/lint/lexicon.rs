//! The words and phrases that the rules look for in prose. First names have a list of their own.

/// The lists that [`Prose::find_phrase`](super::prose::Prose::find_phrase) may search for.
pub(super) const SEARCHED_PHRASES: [&[&str]; 8] = [
    &CAUSAL_PHRASES,
    &SUPERLATIVES,
    &POSSESSIVE_PHRASES,
    &SENSITIVE_TERMS,
    &STUDENT_NUMBER_LABELS,
    &ONE_PERSON_WORDS,
    &SPEECH_VERBS,
    &PRAISE_PHRASES,
];

/// Phrases that state a cause, in lower case.
pub(super) const CAUSAL_PHRASES: [&str; 8] = [
    "caused",
    "led to",
    "resulted in",
    "drove",
    "due to",
    "thanks to",
    "because of our work",
    "as a result of",
];

/// Text before a causal phrase, in the same sentence, that negates or weakens it. In lower case; spaces mark word
/// boundaries.
pub(super) const HEDGES: [&str; 12] = [
    " not ",
    "cannot",
    "can't",
    "n't ",
    " never ",
    "whether",
    " may ",
    " might ",
    " could ",
    " nothing ",
    " no ",
    "if ",
];

/// Causal phrases with the continuations that make them harmless: "due to start", "thanks to everybody", "drove the
/// minibus".
pub(super) const HARMLESS_CAUSAL_USES: [(&str, &[&str]); 3] = [
    (
        "due to",
        &[
            "be ",
            "meet",
            "start",
            "begin",
            "end ",
            "finish",
            "report",
            "retire",
            "leave",
            "open",
            "close",
            "return",
            "run",
            "take place",
            "happen",
        ],
    ),
    (
        "thanks to",
        &[
            "all",
            "every",
            "our ",
            "those",
            "you",
            "them",
            "the team",
            "the staff",
            "the famil",
            "the volunteer",
            "the student",
            "the committee",
            "colleague",
            "each",
        ],
    ),
    (
        "drove",
        &[
            "to ",
            "the bus",
            "the minibus",
            "the van",
            "the car",
            "home",
            "a ",
            "past",
            "back",
            "over",
            "there",
            "in ",
            "us ",
            "them ",
        ],
    ),
];

/// Superlatives, which panels discount.
pub(super) const SUPERLATIVES: [&str; 16] = [
    "transformed",
    "transformation",
    "transformational",
    "world-class",
    "turnaround",
    "new heights",
    "game-changing",
    "game changer",
    "cutting-edge",
    "unprecedented",
    "revolutionised",
    "revolutionized",
    "best-in-class",
    "skyrocketed",
    "groundbreaking",
    "second to none",
];

/// Superlatives with the continuations that make them literal: "transformed the data".
pub(super) const LITERAL_SUPERLATIVES: [(&str, &[&str]); 3] = [
    ("transformed", &["the data", "into a table", "scores", "coordinates"]),
    ("transformation", &["of data", "of the data", "of shapes", "geometry"]),
    ("turnaround", &["time", "of marking", "of results"]),
];

/// Verbs that, after "I", claim the work for the author alone.
pub(super) const HEROIC_VERBS: [&str; 14] = [
    "led",
    "created",
    "built",
    "launched",
    "transformed",
    "designed",
    "implemented",
    "established",
    "developed",
    "turned",
    "drove",
    "delivered",
    "introduced",
    "spearheaded",
];

/// Phrases that claim a joint effort as the author's own.
pub(super) const POSSESSIVE_PHRASES: [&str; 5] =
    ["my programme", "my program", "my initiative", "my project", "my committee"];

/// Words and phrases that state success, in lower case.
pub(super) const PRAISE_PHRASES: [&str; 4] = ["improved", "improvement", "better results", "gains"];

/// Labels in front of a student number, in lower case.
pub(super) const STUDENT_NUMBER_LABELS: [&str; 7] =
    ["student id", "student number", "student no", "pupil id", "pupil number", "pupil no", "upn"];

/// Terms from education records and of special categories of personal data (FERPA; GDPR, article 9), in lower case.
pub(super) const SENSITIVE_TERMS: [&str; 26] = [
    "iep",
    "ieps",
    "504 plan",
    "504 plans",
    "ehcp",
    "diagnosed with",
    "diagnosis of",
    "was suspended",
    "were suspended",
    "suspended from school",
    "expelled",
    "free lunch",
    "free school meals",
    "pregnant",
    "pregnancy",
    "immigration status",
    "undocumented",
    "asylum",
    "autistic",
    "autism",
    "adhd",
    "dyslexia",
    "dyslexic",
    "foster care",
    "in custody",
    "child protection",
];

/// Continuations after which a sensitive term is about work rather than a child: "IEP meeting".
pub(super) const WORK_CONTEXTS: [&str; 13] = [
    "training",
    "policy",
    "meeting",
    "meetings",
    "paperwork",
    "calendar",
    "template",
    "awareness",
    "workshop",
    "process",
    "the problem",
    "our ",
    "problem",
];

/// Words that refer to one person, in lower case.
pub(super) const ONE_PERSON_WORDS: [&str; 12] = [
    "he",
    "she",
    "him",
    "her",
    "his",
    "this student",
    "one student",
    "a student",
    "one pupil",
    "a pupil",
    "a boy",
    "a girl",
];

/// Verbs and phrases that introduce a quotation, in lower case.
pub(super) const SPEECH_VERBS: [&str; 12] = [
    "said",
    "says",
    "told",
    "tells",
    "wrote",
    "writes",
    "asked",
    "replied",
    "put it",
    "words of",
    "according to",
    "remarked",
];

//! The kinds of leaders that a new portfolio can be for: their words, the standards that they are measured by, and their
//! sample.

use anyhow::{Result, bail};

use crate::suggest;

/// A kind of leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeaderKind {
    /// Name on the command line, such as `nurse-manager`.
    pub id: &'static str,
    /// How the kind is called in a menu.
    pub label: &'static str,
    /// Role of the owner.
    pub role: &'static str,
    /// Role of somebody who could have led the first piece of work.
    pub colleague: &'static str,
    /// Those who lead the work, in the plural and within a sentence.
    pub people: &'static str,
    /// Example of what a person of this kind does, and where.
    pub headline_example: &'static str,
    /// Example of a piece of work that was handed over, in one sentence.
    pub work_example: &'static str,
    /// Frameworks of standards to choose from, by id.
    pub frameworks: &'static [&'static str],
    /// The sample portfolio that shows this kind.
    pub sample: &'static str,
    /// Words in the description of a person's work that suggest this kind, in small letters.
    signs: &'static [&'static str],
}

/// Id of the kind whose sample is in `content/`, and which is assumed if nothing else is known.
pub const DEFAULT_KIND: &str = "principal";

/// All kinds. Of two kinds with a sign in a description, the later one is suggested: it is the more special one.
pub const LEADER_KINDS: [LeaderKind; 6] = [
    LeaderKind {
        id: DEFAULT_KIND,
        label: "Principal, head teacher or another leader of a school",
        role: "Principal",
        colleague: "Science teacher",
        people: "teachers, students and office staff",
        headline_example: "Principal of a middle school in Eastmere",
        work_example: "Two teachers and a group of students decided about our routines for a year",
        frameworks: &[
            "psel-2015",
            "england-headteachers-2020",
            "aitsl-principals-2011",
            "nelp-2018-building",
        ],
        sample: DEFAULT_KIND,
        signs: &["principal", "head teacher", "headteacher", "school", "superintendent", "dean"],
    },
    LeaderKind {
        id: "teacher-leader",
        label: "Teacher who leads: a team, a department, colleagues' learning",
        role: "Teacher leader",
        colleague: "Grade 5 teacher",
        people: "teachers and students",
        headline_example: "Grade 5 teacher and team leader at an elementary school in Ashcombe",
        work_example: "My grade-level team took over the choice and timing of our reading checks",
        frameworks: &["tlms-2011", "psel-2015"],
        sample: "candidate",
        signs: &["teacher", "instructional coach", "department chair", "department head"],
    },
    LeaderKind {
        id: "candidate",
        label: "Candidate in a program that prepares school leaders",
        role: "Teacher and principal candidate",
        colleague: "Grade 4 teacher",
        people: "teachers, families and students",
        headline_example: "Grade 4 teacher, and candidate in a principal preparation program",
        work_example: "Three colleagues planned and ran the family evenings that I used to run alone",
        frameworks: &["nelp-2018-building", "psel-2015", "tlms-2011"],
        sample: "candidate",
        signs: &["candidate", "student in", "preparation program", "aspiring"],
    },
    LeaderKind {
        id: "engineering-manager",
        label: "Engineering manager or another leader in technology",
        role: "Engineering manager",
        colleague: "Senior engineer",
        people: "engineers",
        headline_example: "Engineering manager of a team of nine at a parcel carrier",
        work_example: "The engineers on call took over the rotation, the alerts and the rules for both",
        frameworks: &[],
        sample: "engineering-manager",
        signs: &["engineer", "software", "developer", "technology", "product manager", "data"],
    },
    LeaderKind {
        id: "officer",
        label: "Officer, noncommissioned officer or veteran",
        role: "Company commander",
        colleague: "Platoon sergeant",
        people: "sergeants and soldiers",
        headline_example: "Commander of a maintenance company, now looking for civilian work",
        work_example: "The platoon sergeants planned and ran the training for our winter exercise",
        frameworks: &["us-army-lrm-2019"],
        sample: "officer",
        signs: &[
            "officer",
            "army",
            "navy",
            "air force",
            "marine",
            "veteran",
            "captain",
            "sergeant",
            "commander",
            "platoon",
        ],
    },
    LeaderKind {
        id: "nurse-manager",
        label: "Nurse manager or another leader in health care",
        role: "Nurse manager",
        colleague: "Charge nurse",
        people: "nurses and nursing assistants",
        headline_example: "Nurse manager of a surgical unit with 28 beds",
        work_example: "The night shift designed a short huddle about falls and taught it to the other shifts",
        frameworks: &[],
        sample: "nurse-manager",
        signs: &["nurse", "nursing", "hospital", "clinic", "ward", "patient", "midwife"],
    },
];

impl LeaderKind {
    /// The kind with an id.
    ///
    /// # Errors
    /// If there is none; the error lists them all.
    pub fn parse(id: &str) -> Result<&'static Self> {
        let Some(kind) = LEADER_KINDS.iter().find(|kind| kind.id == id) else {
            let ids = LEADER_KINDS.map(|kind| kind.id);
            let known: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
            let hint = suggest::did_you_mean(id, ids).map(|hint| format!("{hint}\n")).unwrap_or_default();
            bail!(
                "there is no kind of leader `{}`\n{hint}the kinds are {}",
                id.escape_debug(),
                known.join(", ")
            );
        };
        Ok(kind)
    }

    /// The kind that a description of a person's work suggests.
    pub fn guess(headline: &str) -> Option<&'static Self> {
        let words = headline.to_lowercase();
        let words: Vec<&str> =
            words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        // In the plural, or with another ending: `engineering`.
        let words = format!(" {} ", words.join(" "));
        let has_sign = |kind: &&Self| kind.signs.iter().any(|sign| words.contains(&format!(" {sign}")));
        LEADER_KINDS.iter().rev().find(has_sign)
    }
}

/// The names of frameworks as menus show them, by id.
const FRAMEWORK_LABELS: [(&str, &str); 6] = [
    ("psel-2015", "PSEL 2015: Professional Standards for Educational Leaders (United States)"),
    ("nelp-2018-building", "NELP 2018: building-level standards of preparation programs (United States)"),
    ("tlms-2011", "TLMS 2011: Teacher Leader Model Standards (United States)"),
    ("england-headteachers-2020", "Headteachers' standards 2020 (England)"),
    ("aitsl-principals-2011", "Australian Professional Standard for Principals (AITSL)"),
    ("us-army-lrm-2019", "ADP 6-22: Army Leadership Requirements Model (United States)"),
];

/// The name of a framework as menus show it.
pub(super) fn framework_label(id: &str) -> &'static str {
    FRAMEWORK_LABELS.iter().find(|(own, _)| *own == id).map_or("", |(_, label)| label)
}

//! Whether a first name or a surname that stands alone may be that of somebody or something else: `Jordan Peele` where
//! Jordan Example is sought, `in Jordan`, `Austin, Texas`. Such a finding is a warning, since only the author knows.

use std::ops::Range;

use super::context::{Sentence, TIMES, has_word};
use super::titles::{is_plain_title, is_title, is_word_after};

/// Names of people that are names of places, too.
const PLACES: &str = "
    abilene adelaide africa alberta alexandria america andorra asia aurora austin avalon bethany boston bristol brooklyn cairo
    camden carmel carolina casablanca catalina chad chelsea chester china cleveland cordoba cuba dakota dallas denver devon
    dresden eden florence florencia florida france geneva georgia guadalupe hamilton holland houston india ireland israel
    jackson jefferson jordan kent kenya kingston lancaster laramie leon lincoln logan london lorraine lourdes lucia madison
    malaga marseille medina melbourne mercedes milan monterrey montana nancy nevada odessa orlando oxford paris perth phoenix
    preston raleigh regina reno rhodes roma rosario salem salvador santiago savannah siena sydney toledo trenton trinidad troy
    tyler valencia verona victoria vienna virginia wellington winchester";

/// What stands behind the name of a place and a comma: states, and countries with such places.
const REGIONS: &str = "
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana
    iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska
    nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming ontario
    australia canada chile jordan england france germany ireland italy mexico scotland spain italia espana deutschland";

/// Words after which a place is more likely than a person.
const BEFORE_PLACES: &str = "in outside throughout en nach aux visited visiting toured";

/// What belongs to a place: `the capital of Jordan`, `families from Jordan`.
const OF_PLACES: &str =
    "capital king queen mayor city state county border people families refugees students imports";

/// What one has or sees in a person: `we believed in Jordan`.
const IN_PEOPLE: &str = "
    believe believed believes believing trust trusted faith confidence see saw seen leader change changes interest invested
    potential growth hope grew creer creemos creyo creia confiar confiamos confio confianza fe";

/// What leads to a place: `a trip to Florence`, `un viaje a Santiago`.
const JOURNEYS: &str = "
    trip trips tour travel traveled travelled flight flights flew moved drove deployed deployment deployments
    viaje viajes voyage voyages reise reisen";

/// Words that are written with a capital letter beside any name.
const CALENDAR: &str = "
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december";

/// Whether the letters of a lone name may mean somebody or something else. `full_names` are the words of the names that
/// its person is known by in full.
pub(super) fn is_doubtful(
    sentence: &Sentence<'_>,
    letters: &Range<usize>,
    full_names: &[Vec<String>],
) -> bool {
    let original = sentence.letters.to_original(letters);
    let name = LoneName {
        sentence,
        word: &sentence.letters.text[letters.clone()],
        first: sentence.letters.word_at(letters.start),
        next: sentence.letters.word_at(letters.end - 1) + 1,
        rest: &sentence.text[original.end..],
        original,
        full_names,
    };
    let is_capitalized = sentence.text[name.original.clone()].starts_with(char::is_uppercase);
    let is_owner = name.rest.starts_with(['\'', '’']);
    // In German every noun has a capital letter, so that one beside a name says nothing.
    let is_beside_other =
        || !sentence.languages.is_german() && (name.has_other_surname() || name.has_other_first_name());
    is_capitalized
        && !is_owner
        && (name.is_abbreviation() || name.is_time() || name.is_place() || is_beside_other())
}

/// A part of a name that stands alone in a text.
struct LoneName<'a> {
    sentence: &'a Sentence<'a>,
    /// Its letters.
    word: &'a str,
    /// The number of its first word.
    first: usize,
    /// The number of the word after it.
    next: usize,
    /// Bytes of the text.
    original: Range<usize>,
    /// The text after it.
    rest: &'a str,
    full_names: &'a [Vec<String>],
}

impl LoneName<'_> {
    /// `Max. 8`, `Art. 5`, `Jan. 12`.
    fn is_abbreviation(&self) -> bool {
        let after = self.rest.strip_prefix(". ");
        self.sentence.starts_sentence(self.original.start)
            && matches!(self.word, "art" | "jan" | "max")
            && after.is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// `by June`, `le marché de Noël`.
    fn is_time(&self) -> bool {
        const BEFORE_TIMES: &str = "by from to of for around through de a en pour avant apres";
        has_word(TIMES, self.word) && self.word_before(1).is_some_and(|word| has_word(BEFORE_TIMES, word))
    }

    /// The word so many words before, if the one directly before it is in the same sentence.
    fn word_before(&self, distance: usize) -> Option<&str> {
        let before = self.first.checked_sub(1)?;
        let word = self.sentence.letters.word(self.first.checked_sub(distance)?);
        word.filter(|_| self.sentence.follows_directly(before, &self.original))
    }

    /// `in Jordan`, `a trip to Florence`, `the Austin office`, `Austin, Texas`, `Fort Moore, Georgia,`, `Santiago de Chile`.
    fn is_place(&self) -> bool {
        has_word(PLACES, self.word)
            && (self.is_called_place() || self.has_region() || self.is_region() || self.follows_place_word())
    }

    /// `Jordan is a country`, `Santiago de Chile`.
    fn is_called_place(&self) -> bool {
        const KINDS: [&str; 3] = [" is a country", " is a city", " is a state"];
        KINDS.iter().any(|kind| self.rest.starts_with(kind))
            || self.rest.starts_with(" de ")
                && self.sentence.letters.is_capitalized(self.sentence.text, self.next + 1)
    }

    /// `Austin, Texas`.
    fn has_region(&self) -> bool {
        let region = self.sentence.letters.word(self.next).unwrap_or_default();
        self.rest.starts_with(", ") && has_word(REGIONS, region) && !self.is_in_list(self.next)
    }

    /// `Fort Moore, Georgia,`.
    fn is_region(&self) -> bool {
        let Sentence { text, letters, .. } = self.sentence;
        let city = self.first.checked_sub(1).and_then(|city| letters.original_word(city));
        has_word(REGIONS, self.word)
            && self.rest.starts_with([',', '.', ')'])
            && !self.is_in_list(self.next - 1)
            && !(self.rest.starts_with(", ") && letters.is_capitalized(text, self.next))
            && city.is_some_and(|city| {
                text[city.clone()].starts_with(char::is_uppercase)
                    && text.get(city.end..self.original.start) == Some(", ")
            })
    }

    /// Whether a list goes on after a word: `Austin, Georgia and Ben`.
    fn is_in_list(&self, word: usize) -> bool {
        let after = self.sentence.letters.original_word(word);
        let after = after.map(|word| self.sentence.text[word.end..].trim_start_matches(','));
        after.is_some_and(|after| [" and ", " or ", " y ", " et "].iter().any(|and| after.starts_with(and)))
    }

    /// `in Jordan`, `the capital of Jordan`, `a trip to Florence`, `the Austin office`.
    fn follows_place_word(&self) -> bool {
        const OWNERS: [&str; 4] = ["the", "our", "their", "your"];
        let Some(before) = self.word_before(1) else { return false };
        let is_after = |list: &str| self.word_before(2).is_some_and(|word| has_word(list, word));
        let is_noun_next =
            || self.rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase));
        has_word(BEFORE_PLACES, before) && !is_after(IN_PEOPLE)
            || matches!(before, "of" | "from") && is_after(OF_PLACES)
            || OWNERS.contains(&before) && is_noun_next()
            || matches!(before, "to" | "from" | "a" | "nach") && is_after(JOURNEYS)
    }

    /// `Jordan Peele`: a first name, with another surname than the one that is known.
    fn has_other_surname(&self) -> bool {
        let is_first_name =
            self.full_names.iter().any(|words| words.first().is_some_and(|first| first == self.word));
        let surname = self.sentence.letters.original_word(self.next).filter(|_| is_first_name);
        surname.is_some_and(|surname| {
            // `Max-Planck-Institut`
            matches!(self.sentence.text.get(self.original.end..surname.start), Some(" " | "-"))
                && self.is_other_name(self.next)
        })
    }

    /// `Helen Keller`: a surname, after another first name than the one that is known.
    fn has_other_first_name(&self) -> bool {
        let Sentence { text, letters, .. } = self.sentence;
        let is_surname =
            self.full_names.iter().any(|words| words.last().is_some_and(|last| last == self.word));
        let number = self.first.checked_sub(1).filter(|_| is_surname);
        number.is_some_and(|number| {
            let first = letters.original_word(number);
            first.is_some_and(|first| text.get(first.end..self.original.start) == Some(" "))
                && !is_occupation(letters.word(number).unwrap_or_default())
                && self.is_other_name(number)
        })
    }

    /// Whether a word has a capital letter because it is a name of somebody else.
    fn is_other_name(&self, word: usize) -> bool {
        let letters = self.sentence.letters.word(word).unwrap_or_default();
        let Some(range) = self.sentence.letters.original_word(word) else { return false };
        let written = &self.sentence.text[range.clone()];
        // Also misspelled.
        let is_own = self.full_names.iter().flatten().any(|own| {
            own.starts_with(letters)
                || letters.starts_with(own.as_str())
                || strsim::damerau_levenshtein(own, letters) <= 2
        });
        written.starts_with(char::is_uppercase)
            && written.chars().any(char::is_lowercase)
            && letters.chars().count() > 2
            && !is_own
            && !is_title(letters)
            && !is_plain_title(letters)
            && !is_word_after(letters)
            && !has_word(CALENDAR, letters)
            && !self.sentence.starts_sentence(range.start)
            && !self.sentence.is_in_title(&self.original, 2)
    }
}

/// What people are called by their work or by their family, besides words with the endings of such words.
const OCCUPATIONS: &str = "
    aide aunt bishop cadet captain chair chief clerk coach cousin dean directrice familie family grandma grandpa head intern
    judge kollege kollegin lead nurse paramedic proviseur provost recruit registrar schulrat secretary sheriff specialist
    surgeon attorney trustee uncle feldwebel";

/// Whether a word is what somebody does, which may stand before a surname: `Nurse Manager Keller`.
fn is_occupation(word: &str) -> bool {
    const ENDINGS: [&str; 12] =
        ["er", "or", "ora", "ist", "ant", "ent", "ian", "man", "ess", "in", "ee", "webel"];
    has_word(OCCUPATIONS, word) || ENDINGS.iter().any(|ending| word.ends_with(ending))
}

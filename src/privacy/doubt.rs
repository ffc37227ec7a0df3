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
    let is_capitalized = sentence.text[original.clone()].starts_with(char::is_uppercase);
    let is_owner = sentence.text[original.end..].starts_with(['\'', '’']);
    // In German every noun has a capital letter, so that one beside a name says nothing.
    let is_beside_other = || {
        !sentence.languages.is_german()
            && (has_other_surname(sentence, letters, &original, full_names)
                || has_other_first_name(sentence, letters, &original, full_names))
    };
    is_capitalized
        && !is_owner
        && (is_abbreviation(sentence, letters, &original)
            || is_time(sentence, letters, &original)
            || is_place(sentence, letters, &original)
            || is_beside_other())
}

/// `Max. 8`, `Art. 5`, `Jan. 12`.
fn is_abbreviation(sentence: &Sentence<'_>, letters: &Range<usize>, original: &Range<usize>) -> bool {
    let rest = sentence.text[original.end..].strip_prefix(". ");
    sentence.starts_sentence(original.start)
        && matches!(&sentence.letters.text[letters.clone()], "art" | "jan" | "max")
        && rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// `by June`, `le marché de Noël`.
fn is_time(sentence: &Sentence<'_>, letters: &Range<usize>, original: &Range<usize>) -> bool {
    const BEFORE_TIMES: &str = "by from to of for around through de a en pour avant apres";
    has_word(TIMES, &sentence.letters.text[letters.clone()])
        && word_before(sentence, letters, original).is_some_and(|(_, word)| has_word(BEFORE_TIMES, word))
}

/// The word directly before a name, with its number.
fn word_before<'s>(
    sentence: &'s Sentence<'_>,
    letters: &Range<usize>,
    original: &Range<usize>,
) -> Option<(usize, &'s str)> {
    let number = sentence.letters.word_at(letters.start).checked_sub(1)?;
    let word = sentence.letters.word(number).filter(|_| sentence.follows_directly(number, original))?;
    Some((number, word))
}

/// `in Jordan`, `a trip to Florence`, `the Austin office`, `Austin, Texas`, `Fort Moore, Georgia,`, `Santiago de Chile`.
fn is_place(sentence: &Sentence<'_>, letters: &Range<usize>, original: &Range<usize>) -> bool {
    const OWNERS: [&str; 4] = ["the", "our", "their", "your"];
    let name = &sentence.letters.text[letters.clone()];
    if !has_word(PLACES, name) {
        return false;
    }
    let word = |number: usize| sentence.letters.word(number).unwrap_or_default();
    let (next, rest) = (sentence.letters.word_at(letters.end - 1) + 1, &sentence.text[original.end..]);
    let is_noun_next = || rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase));
    let is_list_next = |at: usize| {
        let rest =
            sentence.letters.original_word(at).map(|word| sentence.text[word.end..].trim_start_matches(','));
        rest.is_some_and(|rest| [" and ", " or ", " y ", " et "].iter().any(|and| rest.starts_with(and)))
    };
    let is_after_place = || {
        let first = sentence.letters.word_at(letters.start);
        let city = first.checked_sub(1).and_then(|city| sentence.letters.original_word(city));
        has_word(REGIONS, name)
            && rest.starts_with([',', '.', ')'])
            && !is_list_next(next - 1)
            && !(rest.starts_with(", ") && sentence.letters.is_capitalized(sentence.text, next))
            && city.is_some_and(|city| {
                sentence.text[city.clone()].starts_with(char::is_uppercase)
                    && sentence.text.get(city.end..original.start) == Some(", ")
            })
    };
    let before = word_before(sentence, letters, original);
    [" is a country", " is a city", " is a state"].iter().any(|is_place| rest.starts_with(is_place))
        || rest.starts_with(", ") && has_word(REGIONS, word(next)) && !is_list_next(next)
        || rest.starts_with(" de ") && sentence.letters.is_capitalized(sentence.text, next + 1)
        || is_after_place()
        || before.is_some_and(|(at, before)| {
            has_word(BEFORE_PLACES, before)
                && !at.checked_sub(1).is_some_and(|at| has_word(IN_PEOPLE, word(at)))
                || matches!(before, "of" | "from")
                    && at.checked_sub(1).is_some_and(|at| has_word(OF_PLACES, word(at)))
                || OWNERS.contains(&before) && is_noun_next()
                || matches!(before, "to" | "from" | "a" | "nach")
                    && at.checked_sub(1).is_some_and(|at| has_word(JOURNEYS, word(at)))
        })
}

/// `Jordan Peele`: a first name, with another surname than the one that is known.
fn has_other_surname(
    sentence: &Sentence<'_>,
    letters: &Range<usize>,
    original: &Range<usize>,
    full_names: &[Vec<String>],
) -> bool {
    let word = &sentence.letters.text[letters.clone()];
    let is_first_name = full_names.iter().any(|words| words.first().is_some_and(|first| first == word));
    let next = sentence.letters.word_at(letters.end - 1) + 1;
    let Some(surname) = sentence.letters.original_word(next).filter(|_| is_first_name) else { return false };
    // `Max-Planck-Institut`
    matches!(sentence.text.get(original.end..surname.start), Some(" " | "-"))
        && is_other_name(sentence, next, original, full_names)
}

/// `Helen Keller`: a surname, after another first name than the one that is known.
fn has_other_first_name(
    sentence: &Sentence<'_>,
    letters: &Range<usize>,
    original: &Range<usize>,
    full_names: &[Vec<String>],
) -> bool {
    let word = &sentence.letters.text[letters.clone()];
    let is_surname = full_names.iter().any(|words| words.last().is_some_and(|last| last == word));
    let before = sentence.letters.word_at(letters.start).checked_sub(1).filter(|_| is_surname);
    let Some((number, first)) = before.and_then(|word| Some((word, sentence.letters.original_word(word)?)))
    else {
        return false;
    };
    let first_name = sentence.letters.word(number).unwrap_or_default();
    sentence.text.get(first.end..original.start) == Some(" ")
        && !is_occupation(first_name)
        && is_other_name(sentence, number, original, full_names)
}

/// Whether a word has a capital letter because it is a name of somebody else.
fn is_other_name(
    sentence: &Sentence<'_>,
    word: usize,
    original: &Range<usize>,
    full_names: &[Vec<String>],
) -> bool {
    let letters = sentence.letters.word(word).unwrap_or_default();
    let Some(range) = sentence.letters.original_word(word) else { return false };
    let written = &sentence.text[range.clone()];
    // Also misspelled.
    let is_own = full_names.iter().flatten().any(|own| {
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
        && !sentence.starts_sentence(range.start)
        && !sentence.is_in_title(original, 2)
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

//! Titles, ranks and particles that stand beside a name and are no part of it, as they are compared: without accents.

use super::context::has_word;

/// What stands before a name, with a capital letter.
const TITLES: &str = "
    cpt csm dna dra hrn ltc msg pastor president counselor counsellor
    adm admiral aunt brother capitaine capt captain cdr chief cllr coach col colonel commandant commander
    corporal cpl deputy director directora direktor direktorin docteur doctor doctora doktor don dona dr ens
    ensign father feldwebel fr frau frl gen hauptmann herr herrn hr imam infirmier infirmiere inspector kollege
    kollegin lehrer lehrerin leutnant lic lieutenant lt m madam madame mademoiselle maestra maestro maj matron
    midwife miss misses mister mlle mme monsieur mr mrs ms mx nurse oberleutnant oberst officer pan pani pfc
    pfleger principal private prof profa profe profesor profesora professeur professor pvt rabbi rektor rektorin
    rev reverend schwester senhor senhora senor senora senorita sergeant sergent sfc sgt signora sir sister spc
    specialist sr sra srta ssg superintendent teacher uncle";

/// Titles that are no other word, so that they count in small letters, too.
const PLAIN_TITLES: &str = "
    dr frau herr herrn mlle mme mr mrs ms mx prof rev sra srta
    cabo capitan comandante coronel enfermera enfermero maestra maestro sargento teniente
    capitaine commandant docteur infirmier infirmiere lieutenant professeur sergent
    pan pana panu panem pani panie pania panom panovi slecna
    kapteeni kersantti luutnantti opettaja rehtori sairaanhoitaja tohtori
    cavus tegmen yuzbasi
    господин господина господину госпожа госпожи госпоже пан пана пану пані
    κυρια κυριασ κυριο κυριοσ κυριου λοχαγο λοχαγοσ λοχαγου λοχια λοχιασ";

/// Titles that are declined: their letters without an ending.
const DECLINED_TITLES: &str = "
    dyrektor kapitan kapral porucznik profesor sierzant siostr
    reditel rotmistr serzant sestr ucitel
    директор доктор капитан капітан леитенант маиор медсестр профессор професор сержант сестр учител";

/// What stands after a name and a hyphen in Japanese and Korean: `Nakamura-sensei`.
const TITLES_AFTER: &str = "chan kun nim sama san sensei ssi";

/// What stands after a name in Hungarian and Turkish, without an ending: `Fekete őrmester`.
const WORDS_AFTER: &str = "bey hadnagy hanim hoca ornagy ormester szazados tanar tanarno ur";

/// Words between a title or a first name and a surname.
const PARTICLES: &str = "
    d das do las los mac ni o t v
    al bin da de del den der di dos du el la le ret saint san santa st ten van von zu";

/// The longest ending of a title, in letters.
const MAX_ENDING: usize = 4;

/// Whether letters are a title, which is written before a name and is no part of it.
pub(super) fn is_title(letters: &str) -> bool {
    has_word(TITLES, letters)
}

/// Whether letters are a title that is no other word.
pub(super) fn is_plain_title(letters: &str) -> bool {
    has_word(PLAIN_TITLES, letters) || is_declined(DECLINED_TITLES, letters)
}

/// Whether letters are a title that stands behind a name and a hyphen.
pub(super) fn is_title_after(letters: &str) -> bool {
    has_word(TITLES_AFTER, letters)
}

/// Whether letters are a title that stands behind a name in Hungarian or Turkish.
pub(super) fn is_word_after(letters: &str) -> bool {
    is_declined(WORDS_AFTER, letters)
}

/// Whether letters are a particle, such as the `van` in `van den Berg`.
pub(super) fn is_particle(letters: &str) -> bool {
    has_word(PARTICLES, letters)
}

fn is_declined(list: &str, letters: &str) -> bool {
    list.split_whitespace()
        .filter_map(|title| letters.strip_prefix(title))
        .any(|ending| ending.chars().count() <= MAX_ENDING)
}

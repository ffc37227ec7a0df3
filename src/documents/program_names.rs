//! Names of fonts and themes that programs write into documents. Those that read like a name of a person are listed, so that
//! no font is taken for one; all others are searched like any text.

/// Fonts and themes of Windows, Office, macOS, LibreOffice and Google that are called like people, by their full names. A name
/// of several words stands for those with more words, too: `Gill Sans` for `Gill Sans MT`.
const NAMES: [&str; 118] = [
    "Abadi",
    "Abel",
    "Adelle",
    "Alegreya",
    "Alex Brush",
    "Alice",
    "Allura",
    "Amiri",
    "Andale Mono",
    "Andika",
    "Angie",
    "Aparajita",
    "Aptos",
    "Arial",
    "Arya",
    "Aspect",
    "Atlas",
    "Austin",
    "Avenir",
    "Baskerville",
    "Basis",
    "Bell MT",
    "Berlin",
    "Bernard MT",
    "Bodoni",
    "Bradley Hand",
    "Britannic Bold",
    "Brush Script",
    "Calibri",
    "Calisto MT",
    "Cambria",
    "Candara",
    "Carlito",
    "Caslon",
    "Castellar",
    "Century",
    "Chandas",
    "Charis SIL",
    "Charter",
    "Clarity",
    "Cochin",
    "Constantia",
    "Cooper Black",
    "Corbel",
    "Cordia New",
    "Daniel",
    "David",
    "Didot",
    "Dylan",
    "Edwardian Script",
    "Engravers MT",
    "Eras",
    "Eunomia",
    "Felix Titling",
    "Forte",
    "Franklin Gothic",
    "Frank Ruehl",
    "FrankRuehl",
    "Freestyle Script",
    "Gabriela",
    "Gabriola",
    "Garamond",
    "Gautami",
    "Gentium",
    "Georgia",
    "Gill Sans",
    "Gisha",
    "Gloria Hallelujah",
    "Goudy Old Style",
    "Goudy Stout",
    "Grace",
    "Great Vibes",
    "Grid",
    "Harrington",
    "Helena",
    "Helvetica",
    "Hoefler Text",
    "Ion",
    "Jenna Sue",
    "Josefin Sans",
    "Josefin Slab",
    "Juice ITC",
    "Kalam",
    "Karla",
    "Kartika",
    "Kristen ITC",
    "Latha",
    "Leelawadee",
    "Lora",
    "Lucida",
    "Madison",
    "Maiandra GD",
    "Mangal",
    "Marlett",
    "Mary",
    "Matura MT",
    "Meera",
    "Merriweather",
    "Miriam",
    "Montserrat",
    "Neo Tech",
    "Nunito",
    "Nyala",
    "Oriel",
    "Palatino",
    "Perpetua",
    "Raavi",
    "Raleway",
    "Rockwell",
    "Rod",
    "Shruti",
    "Sylfaen",
    "Tahoma",
    "Tunga",
    "Verdana",
    "Vladimir Script",
    "Vrinda",
    "Zapfino",
];

/// Whether all that a value names are such fonts or themes: `'Gill Sans MT', Georgia`.
pub(super) fn is_program_name(value: &str) -> bool {
    value.split([',', ';']).all(|name| {
        // LibreOffice counts styles of one font: `Georgia1`.
        let name = name.trim().trim_matches(['\'', '"']).trim_end_matches(|c: char| c.is_ascii_digit());
        NAMES.iter().any(|known| match name.strip_prefix(known) {
            Some("") => true,
            Some(rest) => known.contains(' ') && rest.starts_with(' '),
            None => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_programs_call_so_is_no_name_of_a_person() {
        for known in ["Georgia", "'Gill Sans MT', Georgia", "Georgia;Austin", "Miriam1"] {
            assert!(is_program_name(known), "{known}");
        }
        for other in ["Georgia Example", "Jordan", "Georgia, Jordan", "georgia", "David Example"] {
            assert!(!is_program_name(other), "{other}");
        }
    }
}

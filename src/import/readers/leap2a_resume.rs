//! Profile and résumé of a portfolio in Leap2A.

use serde_json::{Map, Value, json};

use super::leap2a_feed::Element;
use super::leap2a_portfolio::{LeapPortfolio, id_of, origin_of, plain, short_title};
use crate::import::records::{
    add_entry, country_code, fields, omit, read_date, set_list, split_bullets, web_url,
};

/// Longest keyword of a skill, in characters; a longer text is a description.
const MAX_KEYWORD_CHARS: usize = 120;

/// Why personal data of the owner is left out.
const PERSONAL: &str = "personal data that doesn't belong on a public page";

/// Reads the entry of the owner into the profile.
pub(super) fn read_owner(portfolio: &mut LeapPortfolio<'_>, entry: &Element) {
    let origin = origin_of(entry);
    let data: Vec<(&str, String)> =
        entry.all("persondata").filter_map(|data| Some((data.attribute("field")?, data.text()?))).collect();
    let of = |field: &str| data.iter().find(|(key, _)| *key == field).map(|(_, value)| value.clone());
    let parts: Vec<String> = ["legal_given_name", "legal_family_name"].into_iter().filter_map(of).collect();
    let joined = Some(parts.join(" ")).filter(|name| !name.is_empty());
    let name = of("full_name").or(joined).or_else(|| entry.text_of("title"));
    let mut profile = fields([("name", name), ("bio", content_text(entry))]);
    let mut links = Vec::new();
    for (field, value) in &data {
        match *field {
            "full_name" | "legal_given_name" | "legal_family_name" => {}
            "website" => match web_url(value) {
                Some(url) => links.push(json!({ "network": "Website", "url": url })),
                None => omit(&mut portfolio.imported, value.clone(), "not an address on the web", &origin),
            },
            "email" => {
                let reason = "write the address that readers may use into `profile.contact.email`";
                omit(&mut portfolio.imported, "`email`", reason, &origin);
            }
            field => omit(&mut portfolio.imported, format!("`{field}`"), PERSONAL, &origin),
        }
    }
    let mut countries = Vec::new();
    entry.descendants("country", &mut countries);
    let code = countries.iter().find_map(|country| {
        country.attribute("countrycode").and_then(country_code).or_else(|| country_code(&country.text()?))
    });
    if let Some(code) = code {
        profile.insert("location".to_owned(), json!({ "country_code": code }));
    }
    let mut addresses = Vec::new();
    entry.descendants("addressline", &mut addresses);
    if !addresses.is_empty() {
        omit(&mut portfolio.imported, "`addressline`", PERSONAL, &origin);
    }
    if !links.is_empty() {
        profile.insert("links".to_owned(), links.into());
    }
    portfolio.imported.settings.insert("profile".to_owned(), profile.into());
}

/// Reads an entry that belongs into the résumé; `false` if it doesn't.
pub(super) fn read_resume_entry(portfolio: &mut LeapPortfolio<'_>, entry: &Element) -> bool {
    let in_life = |area: &str| entry.terms("life_area").any(|term| term.eq_ignore_ascii_case(area));
    match (entry.kind(), entry.mahara_kind()) {
        ("activity", _) if in_life("work") => add_position(portfolio, entry),
        ("activity", _) if in_life("education") => add_education(portfolio, entry),
        ("activity", "pseudo:membership") | ("affiliation", _) => add_service(portfolio, entry),
        ("achievement", kind) if !portfolio.used.contains(&id_of(entry)) && !is_sibling(entry) => {
            add_achievement(portfolio, entry, kind == "pseudo:certification");
        }
        ("ability", _) => add_skill(portfolio, entry),
        ("publication", _) | ("resource", "pseudo:book") => add_publication(portfolio, entry),
        _ => return false,
    }
    true
}

/// Whether an entry only says more about another one, which names it.
fn is_sibling(entry: &Element) -> bool {
    id_of(entry).contains("resumesibling")
}

fn content_text(entry: &Element) -> Option<String> {
    let text = entry.all("content").find_map(Element::leap_text)?;
    Some(plain(&text)).filter(|text| !text.is_empty())
}

/// A date of an entry, in the notation of this program. What can't be read as a date is listed.
fn date(portfolio: &mut LeapPortfolio<'_>, entry: &Element, point: &str) -> Option<String> {
    let text = entry.date_of(point)?;
    let date = read_date(&text);
    if date.is_none() {
        omit(&mut portfolio.imported, text, "not a date that can be read", &origin_of(entry));
    }
    Some(date?.to_string())
}

/// The name of the organization that an entry belongs to, whose own entry is used up with that.
fn organization(portfolio: &mut LeapPortfolio<'_>, entry: &Element) -> Option<String> {
    let relations = ["is_supported_by", "supports", "related", "is_part_of"];
    let found = relations.iter().find_map(|relation| portfolio.related(entry, relation, "organization"))?;
    let name = short_title(found)?;
    // A second entry that belongs to it doesn't list its text again.
    if portfolio.used.insert(id_of(found)) {
        let text = content_text(found).unwrap_or_default();
        omit(
            &mut portfolio.imported,
            text,
            "about an organization, which has only a name",
            &origin_of(found),
        );
    }
    Some(name)
}

fn period(portfolio: &mut LeapPortfolio<'_>, entry: &Element) -> Map<String, Value> {
    let (start, end) = (date(portfolio, entry, "start"), date(portfolio, entry, "end"));
    fields([("start", start), ("end", end)])
}

/// Lists the summary of an entry, for which the list of the résumé has no field.
fn omit_summary(portfolio: &mut LeapPortfolio<'_>, entry: &Element, list: &str) {
    let text = entry.all("summary").find_map(Element::leap_text).map(|text| plain(&text));
    let reason = format!("an entry of `{list}` has no field for it");
    omit(&mut portfolio.imported, text.unwrap_or_default(), &reason, &origin_of(entry));
}

fn add_position(portfolio: &mut LeapPortfolio<'_>, entry: &Element) {
    let (summary, highlights) = split_bullets(&content_text(entry).unwrap_or_default());
    let mut position = fields([
        ("title", entry.text_of("title")),
        ("organisation", organization(portfolio, entry)),
        ("summary", summary),
    ]);
    position.append(&mut period(portfolio, entry));
    set_list(&mut position, "highlights", highlights);
    omit_summary(portfolio, entry, "positions");
    add_entry(&mut portfolio.imported, "positions", "title", position, &origin_of(entry));
}

fn add_education(portfolio: &mut LeapPortfolio<'_>, entry: &Element) {
    let title = entry.text_of("title");
    let qualification = portfolio.related(entry, "supports", "achievement");
    let (award, area) = match qualification.and_then(short_title) {
        Some(award) if title.as_ref() != Some(&award) => (Some(award), title.clone()),
        _ => (title.clone(), None),
    };
    if let Some(found) = qualification {
        portfolio.used.insert(id_of(found));
        let text = content_text(found).filter(|text| Some(text) != title.as_ref());
        let reason = "about a degree, which has only a name and a field of study";
        omit(&mut portfolio.imported, text.unwrap_or_default(), reason, &origin_of(found));
    }
    let institution = organization(portfolio, entry);
    let mut degree = fields([("institution", institution), ("award", award), ("area", area)]);
    degree.append(&mut period(portfolio, entry));
    let reason = "an entry of `education` has no description";
    omit(&mut portfolio.imported, content_text(entry).unwrap_or_default(), reason, &origin_of(entry));
    omit_summary(portfolio, entry, "education");
    add_entry(&mut portfolio.imported, "education", "institution", degree, &origin_of(entry));
}

fn add_service(portfolio: &mut LeapPortfolio<'_>, entry: &Element) {
    let own_role = entry.text_of("myrole");
    let title = entry.text_of("title");
    let role = own_role.clone().or_else(|| title.clone());
    let named = organization(portfolio, entry);
    let organisation = named.clone().or_else(|| title.clone().filter(|_| own_role.is_some()));
    if let Some(title) =
        title.filter(|title| Some(title) != role.as_ref() && Some(title) != organisation.as_ref())
    {
        omit(
            &mut portfolio.imported,
            title,
            "an entry of `service` has a role and an organization",
            &origin_of(entry),
        );
    }
    let mut service =
        fields([("role", role), ("organisation", organisation), ("summary", content_text(entry))]);
    service.append(&mut period(portfolio, entry));
    omit_summary(portfolio, entry, "service");
    add_entry(&mut portfolio.imported, "service", "role", service, &origin_of(entry));
}

/// An achievement is a certificate or an award.
fn add_achievement(portfolio: &mut LeapPortfolio<'_>, entry: &Element, is_certificate: bool) {
    let issuer = organization(portfolio, entry);
    let day = date(portfolio, entry, "end").or_else(|| date(portfolio, entry, "start"));
    let title = entry.text_of("title");
    let text = content_text(entry);
    let origin = origin_of(entry);
    if is_certificate {
        let credential = fields([("name", title), ("issuer", issuer), ("date", day)]);
        let reason = "an entry of `credentials` has no description";
        omit(&mut portfolio.imported, text.unwrap_or_default(), reason, &origin);
        omit_summary(portfolio, entry, "credentials");
        add_entry(&mut portfolio.imported, "credentials", "name", credential, &origin);
    } else {
        let award = fields([("title", title), ("awarder", issuer), ("date", day), ("summary", text)]);
        omit_summary(portfolio, entry, "awards");
        add_entry(&mut portfolio.imported, "awards", "title", award, &origin);
    }
}

/// A skill, with the lines of its text as keywords, unless one is a description.
fn add_skill(portfolio: &mut LeapPortfolio<'_>, entry: &Element) {
    let mut skill = fields([("name", entry.text_of("title"))]);
    let text = content_text(entry).unwrap_or_default();
    let lines = text.lines().map(|line| line.trim_start_matches(['•', '-', '*', '·']).trim());
    let lines = lines.filter(|line| !line.is_empty()).map(str::to_owned);
    let (keywords, descriptions): (Vec<_>, Vec<_>) =
        lines.partition(|line| line.chars().count() <= MAX_KEYWORD_CHARS);
    set_list(&mut skill, "keywords", keywords);
    let reason = "too long for one of the `keywords` of a skill";
    for description in descriptions {
        omit(&mut portfolio.imported, description, reason, &origin_of(entry));
    }
    omit_summary(portfolio, entry, "skills");
    add_entry(&mut portfolio.imported, "skills", "name", skill, &origin_of(entry));
}

fn add_publication(portfolio: &mut LeapPortfolio<'_>, entry: &Element) {
    let day = date(portfolio, entry, "end");
    let mut texts: Vec<String> = content_text(entry).into_iter().collect();
    if let Some(role) = portfolio.related(entry, "related", "achievement") {
        portfolio.used.insert(id_of(role));
        texts.extend([role.text_of("title"), content_text(role)].into_iter().flatten());
    }
    let link = entry.links().into_iter().find_map(|link| web_url(&link.target));
    let publication = fields([
        ("name", entry.text_of("title")),
        ("release_date", day),
        ("url", link),
        ("summary", Some(texts.join(". ")).filter(|text| !text.is_empty())),
    ]);
    omit_summary(portfolio, entry, "publications");
    add_entry(&mut portfolio.imported, "publications", "name", publication, &origin_of(entry));
}

//! Says what becomes of the profiles and the copyright notice that a source has around its texts: they are settings of a
//! portfolio, which may have its own.

use serde_json::Value;

use super::existing::Existing;
use super::proposed::Proposal;
use crate::content::schema::portfolio::RawCopyright;
use crate::import::imported::{COPYRIGHT_NOTICE, Imported, PROFILE_LINK, PROFILE_LINK_WITHOUT_ADDRESS};
use crate::yaml;

/// Where a fact of the source is after the import.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SettingPlace {
    /// In the new `portfolio.yaml`.
    Written,
    /// Among the lines to paste.
    ToPaste,
    /// Nowhere: the author's settings have their own.
    Kept,
}

/// Completes the reasons for which links to profiles and copyright notices were left out of the texts, and notes what a person
/// has to add or to decide about them.
pub(super) fn describe_owner_facts(imported: &Imported, existing: &Existing<'_>, proposal: &mut Proposal) {
    let settings = existing.settings.as_ref().map(|(_, settings)| settings);
    let profile = settings.and_then(|settings| settings.profile.as_ref());
    let place = |is_kept: bool| match settings {
        None => SettingPlace::Written,
        Some(_) if is_kept => SettingPlace::Kept,
        Some(_) => SettingPlace::ToPaste,
    };
    let links = imported.settings.get("profile").and_then(|profile| profile.get("links"));
    let links_place = links.map(|_| place(profile.is_some_and(|profile| profile.links.is_some())));
    let copyright = imported.settings.get("copyright");
    let own_copyright = settings.and_then(|settings| settings.copyright.as_ref());
    let copyright_place = copyright.map(|_| place(own_copyright.is_some()));
    for omitted in &mut proposal.omitted {
        let end = match (omitted.reason.as_str(), links_place, copyright_place) {
            (PROFILE_LINK, Some(place), _) => links_end(place, "; it is in `portfolio.yaml`"),
            (PROFILE_LINK_WITHOUT_ADDRESS, Some(place), _) => {
                links_end(place, ": `portfolio.yaml` has a `TODO` for it")
            }
            (COPYRIGHT_NOTICE, _, Some(SettingPlace::Written)) => {
                "; its holder and year are in `portfolio.yaml`"
            }
            (COPYRIGHT_NOTICE, _, Some(SettingPlace::ToPaste)) => ": the to-do list has the lines to paste",
            (COPYRIGHT_NOTICE, _, Some(SettingPlace::Kept)) => {
                ": `portfolio.yaml` already has one, which was kept"
            }
            _ => continue,
        };
        omitted.reason.push_str(end);
    }
    if links_place.is_some_and(|place| place != SettingPlace::Kept) {
        proposal.notes.extend(missing_addresses(links));
    }
    let holder = copyright.and_then(|copyright| copyright.get("holder")).and_then(Value::as_str);
    let source_name = imported.settings.get("profile").and_then(|profile| profile.get("name"));
    let own_name = profile.and_then(|profile| profile.name.as_deref()).map(str::trim);
    if let Some(holder) = holder.filter(|holder| source_name.is_none() && own_name != Some(holder)) {
        proposal.notes.push(holder_note(holder, own_name, own_copyright));
    }
}

fn links_end(place: SettingPlace, written: &'static str) -> &'static str {
    match place {
        SettingPlace::Written => written,
        SettingPlace::ToPaste => ": the to-do list has the line to paste",
        SettingPlace::Kept => ": `portfolio.yaml` already has `links`, which were kept",
    }
}

/// A note for each profile whose address has to be added.
fn missing_addresses(links: Option<&Value>) -> impl Iterator<Item = String> {
    let links = links.and_then(Value::as_array).into_iter().flatten();
    links.filter_map(|link| {
        let is_missing = link.get("url")?.as_str().is_some_and(yaml::is_placeholder);
        let network = link.get("network")?.as_str().filter(|_| is_missing)?;
        Some(format!("add the address of your {network} profile in place of its `TODO`, or remove its entry"))
    })
}

/// What to do about a copyright holder of the old page who may not be the author.
fn holder_note(holder: &str, own_name: Option<&str>, own: Option<&RawCopyright>) -> String {
    let own_holder =
        own.and_then(|own| own.holder.as_deref()).map(str::trim).filter(|own| Some(*own) != own_name);
    match (own_name, own, own_holder) {
        (None, ..) => format!("the copyright notice names “{holder}”; add your own name to `profile`"),
        (Some(_), None, _) => {
            format!(
                "the old page names “{holder}” as copyright holder. Leave out `copyright` if that isn't you"
            )
        }
        (Some(_), Some(_), Some(own)) => format!(
            "the old page names “{holder}” as copyright holder; `portfolio.yaml` names “{own}”. Change `copyright` if that is \
             wrong"
        ),
        (Some(_), Some(_), None) => format!(
            "the old page names “{holder}” as copyright holder; `portfolio.yaml` names you. Change `copyright` if that is wrong"
        ),
    }
}

//! A framework that Mahara's SmartEvidence exports: a `.matrix` file. Its names and numbers are imported, as a build reads them.

use crate::content::mahara::read_framework;
use crate::content::schema::standards::{RawFramework, RawStandard};
use crate::diagnostic::Diagnostics;
use crate::import::framework::{COPYRIGHT, FrameworkBuilder};
use crate::import::imported::Imported;
use crate::import::records::{fields, id_from, omit};
use crate::import::source::{ImportError, Source, only_file};

pub(super) fn recognizes(source: &Source) -> bool {
    only_file(source).is_some_and(|(path, _)| path.to_lowercase().ends_with(".matrix"))
}

pub(super) fn read(source: &Source) -> Result<Imported, ImportError> {
    let refuse = |message: String, help: String| ImportError { message, help };
    let export_again =
        "export it from Mahara again: Administration menu, Extensions, SmartEvidence".to_owned();
    let Some((path, blob)) = only_file(source) else {
        return Err(refuse(format!("`{}` isn't one file", source.name), export_again));
    };
    let bytes = blob
        .read()
        .map_err(|error| refuse(format!("`{path}` can't be read: {error}"), export_again.clone()))?;
    let mut diagnostics = Diagnostics::default();
    let Some(framework) = read_framework(path, &bytes, &mut diagnostics) else {
        let problem = diagnostics.iter().next();
        let message = problem.as_ref().map_or("it isn't a framework", |problem| problem.message.as_str());
        return Err(refuse(format!("`{path}`: {message}"), export_again));
    };
    let RawFramework { name, standards, .. } = framework;
    let standards = standards.unwrap_or_default();
    if standards.is_empty() {
        return Err(refuse(format!("`{path}` holds no standards"), export_again));
    }
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let name = name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| stem.to_owned());
    let mut imported = Imported::default();
    let mut builder = FrameworkBuilder::new(id_from(stem, "framework"), fields([("name", Some(name))]));
    for (index, RawStandard { id, title, group }) in standards.into_iter().enumerate() {
        builder.add(id, title, group, &format!("{path}, standard {}", index + 1), &mut imported);
    }
    imported.frameworks.push(builder.finish());
    omit(&mut imported, "the descriptions of the standards", COPYRIGHT, path);
    Ok(imported)
}

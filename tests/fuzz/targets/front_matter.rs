//! Front matter and data files: whatever is in them, every diagnostic has a place inside the file.
//!
//! The first line of the input is the path of the file; without a known one, the whole input is a case study.
#![no_main]

use leadfolio::content::document::{read_data_file, read_document};
use leadfolio::content::enums::Visibility;
use leadfolio::content::markdown::Dialect;
use leadfolio::content::schema::case_study::RawCaseStudy;
use leadfolio::content::schema::pack::RawPack;
use leadfolio::content::schema::page::{RawApproach, RawPage};
use leadfolio::content::schema::people::{RawComments, RawPeople, RawTestimonials};
use leadfolio::content::schema::portfolio::RawPortfolio;
use leadfolio::content::schema::program::RawProgram;
use leadfolio::content::schema::standards::RawFramework;
use leadfolio::diagnostic::Diagnostics;
use leadfolio_fuzz::{build, is_built, report};
use libfuzzer_sys::fuzz_target;

/// Reads a file of a type, and returns its path.
macro_rules! read {
    ($read:ident::<$type:ty>($path:literal, $bytes:expr $(, $more:expr)*)) => {{
        drop($read::<$type>(concat!("content/", $path), $bytes $(, $more)*));
        $path
    }};
}

fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (first, bytes) = (&input[..end], input.get(end + 1..).unwrap_or_default());
    let mut found = Diagnostics::default();
    let public = Visibility::Public;
    let path = match first {
        b"approaches/a.md" => {
            read!(read_document::<RawApproach>(
                "approaches/a.md",
                bytes,
                public,
                |_| Dialect::default(),
                &mut found
            ))
        }
        b"pages/a.md" => {
            read!(read_document::<RawPage>("pages/a.md", bytes, public, |_| Dialect::default(), &mut found))
        }
        b"portfolio.yaml" => read!(read_data_file::<RawPortfolio>("portfolio.yaml", bytes, &mut found)),
        b"people.yaml" => read!(read_data_file::<RawPeople>("people.yaml", bytes, &mut found)),
        b"testimonials.yaml" => {
            read!(read_data_file::<RawTestimonials>("testimonials.yaml", bytes, &mut found))
        }
        b"program.yaml" => read!(read_data_file::<RawProgram>("program.yaml", bytes, &mut found)),
        b"packs/a.yaml" => read!(read_data_file::<RawPack>("packs/a.yaml", bytes, &mut found)),
        b"comments/a.yaml" => read!(read_data_file::<RawComments>("comments/a.yaml", bytes, &mut found)),
        b"standards/a.yaml" => read!(read_data_file::<RawFramework>("standards/a.yaml", bytes, &mut found)),
        b"case-studies/a.md" => {
            read!(read_document::<RawCaseStudy>(
                "case-studies/a.md",
                bytes,
                public,
                |_| Dialect::default(),
                &mut found
            ))
        }
        _ => {
            read!(read_document::<RawCaseStudy>(
                "case-studies/a.md",
                input,
                public,
                |_| Dialect::default(),
                &mut found
            ));
            report("content/case-studies/a.md", input, &found);
            return;
        }
    };
    report(&format!("content/{path}"), bytes, &found);
    if is_built(input) {
        build(&[(path, bytes)]).report(path, bytes);
    }
});

//! Leadfolio turns Markdown case studies about delegated work into a leadership portfolio, published as a static site.
//!
//! A build is a function from two trees of files, `content` and `themes`, to a tree of output files:
//!
//! ```text
//!    disk: content/ ──read──┐                                              ┌─ write ──> dist/                  build
//!    disk: themes/  ──read──┼─> Inputs ─> RawContent ─> Portfolio ─┐       │
//!    binary: embedded ──────┘     (pure: no clock, environment,    ├─> RenderedSite
//!                     │                   network)         Theme ──┘       │
//!                     └──── write ──> a new portfolio (init)               └─ one page a request ──> browser  serve
//! ```
//!
//! # Where things are
//!
//! The way of a build, from the author's files to the site:
//!
//! 1. [`project`] finds a project on disk and reads it into [`pipeline::Inputs`], two [`vfs::FileTree`]s.
//! 2. [`pipeline::build`] runs the build. [`content`] deserializes the files ([`yaml`] reads YAML with all errors at
//!    once).
//! 3. [`resolve`] validates them in phases, applies the audience and makes the domain [`model`].
//! 4. [`theme`] merges the chosen theme with those that it extends.
//! 5. The result is a [`render::RenderedSite`]: the list of all published paths. Each file is rendered only when it is
//!    requested.
//! 6. [`vfs::publish`] requests every file and replaces the output folder in one step. [`serve`], the preview, requests
//!    only the page that a browser asks for, and rebuilds whenever a source file has changed.
//!
//! What works on a finished site: [`check`], [`search`] (the full-text index) and [`deploy`]. [`scaffold`] creates new
//! projects and themes from the [`embedded`] files, and `import` turns texts of other programs into drafts. Everything that
//! is wrong with a portfolio is a [`diagnostic`].
//!
//! A file is named after what is in it; a folder `x/` has its overview in `x/mod.rs`:
//!
//! ```text
//! content/schema/        every field of front matter and data files      content/enums.rs   every YAML value
//! content/markdown/      events.rs parses, and corrects what the parser misreads (masking.rs, html.rs, inline.rs, math.rs);
//!                        gallery.rs finds pictures in a row; foreign.rs finds markup that has no effect (other_markup.rs: that of other programs);
//!                        outline.rs and render.rs read the same events; highlight.rs colors code;
//!                        audience_filter.rs removes private blocks
//! model/                 what templates are filled from: case_study.rs, outcome.rs, person.rs, …, ids.rs
//! model/generated_pages.rs    one row for each page without a source file: path, title, menu, sitemap, book
//! model/texts.rs         the author's own words of each page; check/named_in_texts.rs finds in them who is named
//! model/texts.rs         the author's own words that readers see, page by page; check/named_in_texts.rs looks for people there
//! model/links.rs         finds what a link of the author leads to; resolve/references.rs reports broken ones
//! resolve/               one file a kind: study.rs, outcome.rs, artifact.rs, people.rs, standards.rs, …
//! privacy/               consent.rs: how much of a person is shown; initials.rs: in place of a portrait; name_scanner.rs: names that must not appear, in any
//!                        spelling and with the endings of its language (letters.rs, script.rs, name_matcher.rs), only
//!                        where a person is meant (context.rs), with a warning where it may be another (doubt.rs);
//!                        source_scan.rs: the author's files
//! render/asset_names.rs  names of a theme's files with a hash (vfs/fingerprint.rs), in pages and style sheets
//! git.rs                 asks the installed git about the portfolio's repository
//! rules.rs               every rule: what it finds, why, its source, what else it does; suggest/  "did you mean"
//! content/file_kind.rs   what a file is, by its path; translation_files.rs: which files are translations
//! lint/                  advice, mostly one file a family of rules: capitals, claims, delegation, evidence, outcomes, people, reading,
//!                        story
//! documents/             what PDFs, office files and recordings say, one file a kind; part_text.rs: XML in office files;
//!                        office_clean.rs and pdf/clean.rs: the copies that are published; revisions.rs: without comments and changes
//! media/crop.rs          how covers and portraits are cut around a point; resolve/picture.rs reads which ones
//! media/card/            draws cards, the pictures that other sites show beside links, from an SVG that svg/card.rs limits;
//!                        render/cards.rs knows which pages have one, theme/templates/card_text.rs breaks their lines
//! media/copies.rs        which light copies of a picture are published; media/scaled.rs makes them, render/pictures.rs when they are
//!                        requested, and picture_cache.rs keeps them on disk, with what media/picture_cache.rs found in each picture
//! media/                 one file a format (jpeg.rs, png.rs, …, svg/): limits, and removal of metadata; recording/ does the
//!                        same for sound and films, by changes to files that stay on disk (vfs/patched.rs)
//! content/translated.rs  merges a translation (NAME.LANG.md) with its original: words and facts
//! resolve/editions.rs    puts translations in place of their originals; render/editions.rs puts all languages into one site
//! i18n/                  the words of pages: locales/LANGUAGE.ftl by key; render/text.rs writes dates, numbers and lists
//! render/print.rs        links of pages that are printed; render/book.rs puts all pages into one
//! render/printed_pages.rs     links pages to their PDFs, while these show what the pages show; content/printed_pages.rs lists the PDFs,
//!                        cli/pdf_publish.rs prints them
//! theme/templates/       the only user of the template engine, with limits (limits.rs); template_errors.rs says what it found
//!                        in plain words
//! theme/own_assets.rs    what is published of the author's own assets of a theme: clean pictures, no stray files
//! theme/css.rs           the only user of the CSS tokenizer; stylesheet_check.rs: what style sheets load
//! theme/colors.rs        computes the colors of design tokens as browsers do; tokens.rs: their contrast, and colors of cards
//! theme/unused_files.rs  files of a theme that nothing reads; render/theme_uses.rs: what pages name of the theme
//! check/content_policy.rs     what the security policy of deploy/headers.rs blocks on a page
//! render/pages/          one file a kind of page; render/context/ is what its template may read
//! theme_gallery/         pages of the author's in all themes and with all options; links of pages that are moved to another place
//! platform/              what differs between systems: unix/ and windows/ have the same functions; names.rs: names that Windows refuses
//! vfs/cache_folder.rs    lists and deletes cached files without following links
//! vfs/publish/           staging.rs exchanges the new site for the old one, in_place.rs keeps its folder; vfs/disk.rs reads
//!                        folders, and again if another program is changing them
//! check/                 leaks.rs: names and metadata in the output; links.rs: links that templates write; external_links.rs
//! check/evidence.rs      every artifact with its file and its hash; evidence_archive.rs: the zip file in which they are handed in,
//!                        with its index page (render/evidence_index.rs), which deploy/zip_archive.rs writes
//! export/                a document for other programs, read from the book by html.rs and reader.rs, written by docx/ and markdown.rs;
//!                        json.rs and matrix.rs: values and standards, which render/exported.rs collects
//! deploy/targets/        one file a host: fields, questions, secrets, headers, how it opens; deploy/apply.rs carries out a plan
//! serve/                 http.rs: routes; address.rs: where it listens; access.rs and guard.rs: who may ask what; session.rs: the build loop;
//!                        client/: scripts
//! scaffold/              new portfolios: interview.rs asks, own_portfolio.rs writes what was answered, kinds.rs: the kinds of leaders;
//!                        editor_settings.rs: schemas for editors; mod.rs: samples, new themes, portfolios that test a theme
//! embedded/              the samples (samples/ and content/), an example of each kind of leader (examples/), programs
//! content/markdown/source_parts.rs    where code, headings and links stand in a source, for those who change it
//! import/readers/        one file or folder a format; each makes an imported.rs. web_page.rs: saved_pages.rs, page_furniture.rs, …;
//!                        markdown_folder.rs: generator.rs in markdown/ tells which program wrote a folder, folder.rs finds what its links
//!                        lead to, pages.rs reads it, the others convert one markup each, outside of code (prose.rs); docx/, odt/,
//!                        wordpress/, feed/; json_resume.rs, linkedin.rs (linkedin_tables.rs: its columns), leap2a.rs (leap2a_feed.rs
//!                        parses, leap2a_resume.rs), mahara_matrix.rs, case_package.rs, open_badges.rs (badge_files.rs finds them)
//! import/                html_parser.rs, html_tree.rs and html_to_markdown.rs: HTML of any quality; markdown_text.rs: escapes; xml.rs: XML
//!                        within limits; rich_text/: formatted text of word processors, on its way to Markdown; boilerplate.rs: lines
//!                        that a site puts around a text; structure.rs: approaches and their examples; records.rs takes fields out of
//!                        records and lists the rest; framework.rs builds the files of `standards/`
//! import/proposal/       makes files of a portfolio of what was read: page.rs front matter and text, body.rs private pictures and links,
//!                        mark.rs how the next import knows a file, names.rs what looks like a person, todo.rs the list for the author
//! cli/                   one file a command; import_source.rs reads what import.rs imports, import_report.rs shows it
//! ```
//!
//! # Layers
//!
//! A module may use only modules of lower layers, and none of its own layer. Files never import each other in a circle.
//! `tests/it/tidy.rs` enforces both.
//!
//! ```text
//! 12 cli (bin)
//! 11 serve
//! 10 project   scaffold   check   search   theme_gallery   import   export
//! 9  pipeline   picture_cache
//! 8  deploy
//! 7  resolve   render
//! 6  lint   privacy   theme
//! 5  model
//! 4  content   documents
//! 3  yaml   embedded   media   urls   i18n
//! 2  diagnostic
//! 1  vfs   rules   suggest   git
//! 0  platform
//! ```
//!
//! # Invariants
//!
//! - The core has no modes: it does not know whether a site is built, served or checked.
//! - A language of a site is no mode either: it is the same portfolio, resolved from content in which translated pages stand
//!   in place of their originals, and rendered below a folder of its own. A fact is the same in every language: a
//!   translation gives words only.
//! - There are no partial builds and no dependency graph: a page is rendered from the current model when it is
//!   requested.
//! - The core uses no clock, environment, network or hash order, so two builds of the same inputs are identical byte
//!   for byte. The date of the build is a parameter ([`pipeline::Options`]).
//! - A plain build works wherever its folder is: from disk, at the root of a host and below any path. Its links are
//!   relative and name `index.html`. Links that end at a folder need a server, so only a deploy or a build for an address
//!   has them ([`pipeline::Options::hosted`], [`render::LinkStyle`]), and the preview. Canonical addresses, the feed, the
//!   sitemap and the 404 page name the whole address as soon as it is known. PDFs never link to files of the machine.
//! - No name is printed without consent. [`privacy::consent`] decides when people are resolved, and the model
//!   contains only what may be printed. The private list of names is never opened by a build, whatever the file or a
//!   link to it is called. Only leak checks read it; they compare names and never store them.
//! - Pages, artifacts and blocks for a narrower audience than that of the build are removed before rendering.
//! - The model has no source spans: a diagnostic names its field, and its location is looked up when it is displayed.
//! - The author's errors are [`diagnostic::Diagnostic`]s. They are collected and reported together; none stops a build.
//!   If a template cannot render a page, requesting that page returns a diagnostic.
//! - External errors (disk, permissions, ports) are `anyhow::Error`s. They occur only at the I/O boundary:
//!   [`vfs::disk`], [`vfs::publish`], [`picture_cache`], [`vfs::write`](mod@vfs::write), [`git`], [`project`], [`deploy`] and [`serve`]. Large files stay on disk until they are
//!   copied, so reading a blob may fail with an `io::Error`. An HTTP error status of an external link is a result of
//!   the check, not an error.
//! - A source that can't be imported is an `import::ImportError`; the other sources are imported all the same.
//! - The library never prints.

pub mod check;
pub mod content;
pub mod deploy;
pub mod diagnostic;
pub mod documents;
pub mod embedded;
pub mod export;
pub mod git;
pub mod i18n;
#[cfg(feature = "import")]
pub mod import;
pub mod lint;
pub mod media;
pub mod model;
pub mod picture_cache;
pub mod pipeline;
pub mod platform;
pub mod privacy;
pub mod project;
pub mod render;
pub mod resolve;
pub mod rules;
pub mod scaffold;
#[cfg_attr(not(feature = "search"), path = "search_stub.rs")]
pub mod search;
pub mod serve;
pub mod suggest;
pub mod theme;
pub mod theme_gallery;
pub mod urls;
pub mod vfs;
pub mod yaml;

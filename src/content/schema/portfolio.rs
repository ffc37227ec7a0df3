//! Settings of the site (`portfolio.yaml`).

use std::collections::BTreeMap;

use super::resume::{
    RawAward, RawCourse, RawCredential, RawEducation, RawLanguage, RawPosition, RawProfile, RawPublication,
    RawService, RawSkill,
};
use crate::content::date::PartialDate;
use crate::content::enums::{
    CommentService, CommentablePage, DeployTargetKind, HeaderFile, MinorsPolicy, PaperSize, ShareWith,
    Visibility,
};
use crate::content::scalar::{Scalar, Switch, TextOrSwitch};

raw! {
    /// `portfolio.yaml`: the owner, the résumé and the settings of the site.
    RawPortfolio {
        /// Version of the file format: 1.
        schema: u32,
        /// `true` if the content is fictional; every page then shows a banner that says so.
        sample: bool,
        /// Name of the site; your name by default.
        title: String,
        /// Web address of the site, such as `https://example.org/portfolio/`.
        url: String,
        /// Language of the site, such as `en-US`; `en` by default.
        language: String,
        /// Paper size of PDF files; by default that of your country.
        paper: PaperSize,
        /// Whether pages link to their PDF files, which `leadfolio pdf --publish` makes; `off` by default.
        publish_pdf: Switch,
        /// Abbreviations that readers may not know, each with what it stands for, such as `IEP: individualized education
        /// program`. The first one on each page is explained.
        glossary: BTreeMap<String, String>,
        /// Theme of the site; `commons` by default.
        theme: String,
        /// Items of the main menu, in order; by default, the pages that belong there. Pages that are not listed are left
        /// out of it.
        menu: Vec<RawMenuItem>,
        /// Options of the theme.
        theme_options: BTreeMap<String, Scalar>,
        /// The picture that other sites show beside a link to a page: a picture of yours, such as `photo.jpg`, for all pages in
        /// place of those that leadfolio draws, or `false` for none.
        #[schemars(with = "Option<TextOrSwitch>")]
        card: Scalar,
        /// Whether HTML tags in Markdown are published; `false` by default.
        raw_html: bool,
        /// Extras of Markdown that are off by default.
        markdown: RawMarkdown,
        /// Whether code blocks with a language are colored; `off` by default.
        highlight: Switch,
        /// Who you are and how to reach you.
        profile: RawProfile,
        /// Positions that you have held.
        positions: Vec<RawPosition>,
        /// Degrees that you hold.
        education: Vec<RawEducation>,
        /// Licenses and certificates that you hold.
        credentials: Vec<RawCredential>,
        /// Courses and other professional learning.
        learning: Vec<RawCourse>,
        /// Awards that you received.
        awards: Vec<RawAward>,
        /// Books, articles and other publications.
        publications: Vec<RawPublication>,
        /// What you can do, a few skills that a panel asks about.
        skills: Vec<RawSkill>,
        /// Service outside your positions: on a board, for a community, as a volunteer.
        service: Vec<RawService>,
        /// Languages that you speak.
        languages: Vec<RawLanguage>,
        /// Frameworks of standards that you want to be measured by; ids from `standards/`.
        frameworks: Vec<String>,
        /// The framework that is listed first.
        primary_framework: String,
        /// Ids of the case studies on the home page, in order; three or four are enough.
        featured: Vec<String>,
        /// Links by which readers can share a page: `[email, linkedin, facebook, bluesky, mastodon]`; none by default.
        share: Vec<ShareWith>,
        /// Month in which your year begins, 1 to 12, for counting evidence by year: 8 for a school year that begins in
        /// August; 1 by default.
        year_starts: u32,
        /// Whether the site has a search page; `off` by default.
        search: Switch,
        /// Service that stores readers' comments, when `privacy.comments` is `on`; files by default.
        comments: RawCommentSettings,
        /// Where `leadfolio deploy` publishes the site; each target has a name of your choice.
        deploy: BTreeMap<String, RawDeployTarget>,
        /// Who holds the copyright of the site.
        copyright: RawCopyright,
        /// Rules that protect the people in the portfolio.
        privacy: RawPrivacy,
    }
}

raw! {
    /// An item of the main menu.
    RawMenuItem {
        /// The page: the `id` of a page of yours, such as `vision`, or the address of any page, such as `/overview/`.
        page: String,
        /// In place of `page`: the address of a page on another site, such as `https://example.org/`.
        url: String,
        /// The text of the item; by default, the title of the page.
        title: String,
        /// Heading of the part of the menu that the item belongs to, such as `Projects`. Themes with a list at the side show it;
        /// in others, the items are in one row.
        group: String,
    }
}

raw! {
    /// Extras of Markdown that are off by default.
    RawMarkdown {
        /// Whether `==text==` is marked; `off` by default.
        mark: Switch,
        /// Whether `H~2~O` and `x^2^` are subscript and superscript; `off` by default.
        sub_and_superscript: Switch,
    }
}

raw! {
    /// The copyright notice of the site.
    RawCopyright {
        /// Name of the copyright holder.
        holder: String,
        /// First year of the copyright.
        since: PartialDate,
        /// License or terms of use, such as `CC BY 4.0`.
        #[serde(alias = "license")]
        licence: String,
    }
}

raw! {
    /// A deployment target. It never holds a password or token, because this file is shared.
    RawDeployTarget {
        /// Kind of host: `folder`, `zip`, `sftp`, `rsync`, `git`, `github`, `netlify`, `cloudflare-pages`, `s3`, `gcs`
        /// or `azure`.
        kind: DeployTargetKind,
        /// For `folder` and `zip`: the path of the folder or zip file, relative to the portfolio. For `sftp` and
        /// `rsync`: the folder on the server.
        path: String,
        /// For `sftp` and `rsync`: the name of the server, such as `www.example.org`.
        host: String,
        /// For `sftp` and `rsync`: the port of the server; 22 by default.
        port: u16,
        /// For `sftp` and `rsync`: your user name on the server.
        user: String,
        /// For `sftp` and `rsync`: your private key file, unless it is one of the default ones in `~/.ssh`.
        key: String,
        /// For `git`: the repository, by the name of a remote or by its address; `origin` by default.
        remote: String,
        /// For `github`: the repository, as `owner/name`.
        repo: String,
        /// For `git` and `github`: the branch; `gh-pages` by default.
        branch: String,
        /// For `git` and `github`: your own domain, if the site has one.
        domain: String,
        /// For `netlify`: the site, by its name such as `my-portfolio.netlify.app`, or by its id.
        site: String,
        /// For `cloudflare-pages`: the name of the project.
        project: String,
        /// For `azure`: the storage account. For `cloudflare-pages`: the id of your account.
        account: String,
        /// For `azure`: the container; `$web` by default.
        container: String,
        /// For `s3` and `gcs`: the bucket.
        bucket: String,
        /// For `s3`: the region; `us-east-1` by default.
        region: String,
        /// Address of the service, if it is not the default one: for Cloudflare R2, Backblaze B2, MinIO or GitHub
        /// Enterprise.
        endpoint: String,
        /// For `s3`, `gcs` and `azure`: the folder within the bucket or container.
        prefix: String,
        /// File that tells the host which security headers to send: `_headers` (the default for `zip`, `netlify` and
        /// `cloudflare-pages`), `netlify.toml`, `staticwebapp.config.json`, `.htaccess` or `none`.
        headers: HeaderFile,
        /// Web address of the site on this host, if it differs from `url` of the portfolio.
        url: String,
        /// Who the site is for: `public` (the default) or `panel`.
        audience: Visibility,
    }
}

raw! {
    /// Where readers' comments are stored.
    RawCommentSettings {
        /// `files` in `comments/` (the default), or a service that stores them: `isso`, `giscus`, `utterances`,
        /// `remark42`.
        by: CommentService,
        /// Kinds of pages that have comments: `case-studies`, `approaches`, `pages`; all by default.
        kinds: Vec<CommentablePage>,
        /// For `isso` and `remark42`: the web address of your server.
        server: String,
        /// For `remark42`: the id of your site on that server.
        site: String,
        /// For `giscus` and `utterances`: the public repository on GitHub, as `owner/name`.
        repo: String,
        /// For `giscus`: the value of `data-repo-id` from giscus.app.
        repo_id: String,
        /// For `giscus`: the category of discussions.
        category: String,
        /// For `giscus`: the value of `data-category-id` from giscus.app.
        category_id: String,
    }
}

raw! {
    /// Rules that protect the people in the portfolio.
    RawPrivacy {
        /// Smallest number of students for which a figure may be published; 10 by default.
        min_group_size: u32,
        /// How minors are shown; `role_only` by default.
        minors: MinorsPolicy,
        /// Whether readers can leave comments; `off` by default.
        comments: Switch,
        /// Other hosts that pages may load scripts and counters from, such as `[stats.example.org]`; they learn who reads
        /// your pages. None by default.
        allow_hosts: Vec<String>,
        /// Files that leadfolio can't look through and that you have looked through yourself, such as `[files/book.zip]`.
        unread_files: Vec<String>,
    }
}

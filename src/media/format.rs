//! The kinds of pictures.

use image::ImageFormat;

/// The kinds of pictures that are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// A photograph.
    Jpeg,
    /// A screenshot or a drawing in pixels, maybe animated.
    Png,
    /// Either of them, smaller, maybe animated.
    Webp,
    /// A small animation.
    Gif,
    /// A drawing in shapes.
    Svg,
}

impl Format {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Svg => "SVG",
        }
    }

    /// The usual ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Svg => "svg",
        }
    }
}

/// The kinds of pictures that are made of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Raster {
    Jpeg,
    Png,
    Webp,
    Gif,
}

impl Raster {
    /// The kind of pixels that a format has, if it has any.
    pub(super) fn of(format: Format) -> Option<Self> {
        match format {
            Format::Jpeg => Some(Self::Jpeg),
            Format::Png => Some(Self::Png),
            Format::Webp => Some(Self::Webp),
            Format::Gif => Some(Self::Gif),
            Format::Svg => None,
        }
    }

    pub(super) fn codec(self) -> ImageFormat {
        match self {
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Png => ImageFormat::Png,
            Self::Webp => ImageFormat::WebP,
            Self::Gif => ImageFormat::Gif,
        }
    }
}

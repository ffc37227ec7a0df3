//! Image formats.

/// The image formats that can be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ImageFormat {
    /// Lossy raster format for photographs.
    Jpeg,
    /// Lossless raster format, including animated PNG (APNG).
    Png,
    /// Lossy or lossless raster format, possibly animated.
    Webp,
    /// Palette-based raster format, possibly animated.
    Gif,
    /// XML-based vector format.
    Svg,
}

impl ImageFormat {
    /// The name for messages, such as "WebP".
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Svg => "SVG",
        }
    }

    /// The preferred file extension, without the dot: `jpg`.
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

/// The raster formats among [`ImageFormat`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RasterFormat {
    Jpeg,
    Png,
    Webp,
    Gif,
}

impl RasterFormat {
    /// The raster format of an image format; `None` for SVG.
    pub(super) fn from_format(format: ImageFormat) -> Option<Self> {
        match format {
            ImageFormat::Jpeg => Some(Self::Jpeg),
            ImageFormat::Png => Some(Self::Png),
            ImageFormat::Webp => Some(Self::Webp),
            ImageFormat::Gif => Some(Self::Gif),
            ImageFormat::Svg => None,
        }
    }

    /// The same format in the terms of the `image` crate.
    pub(super) fn to_codec(self) -> image::ImageFormat {
        match self {
            Self::Jpeg => image::ImageFormat::Jpeg,
            Self::Png => image::ImageFormat::Png,
            Self::Webp => image::ImageFormat::WebP,
            Self::Gif => image::ImageFormat::Gif,
        }
    }
}

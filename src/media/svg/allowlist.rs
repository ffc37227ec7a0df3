//! Allowlists of elements and attributes. Each list is sorted, for binary search.

/// SVG elements that draw or describe.
#[rustfmt::skip]
pub(super) const ELEMENTS: &[&str] = &[
    "a", "animate", "animateMotion", "animateTransform", "circle", "clipPath", "defs", "desc", "ellipse",
    "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting",
    "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG",
    "feFuncR", "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset",
    "fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence", "filter", "g", "image",
    "line", "linearGradient", "marker", "mask", "mpath", "path", "pattern", "polygon", "polyline",
    "radialGradient", "rect", "set", "stop", "style", "svg", "switch", "symbol", "text", "textPath", "title",
    "tspan", "use", "view",
];

/// Attributes whose values may contain CSS, and so need a check for external references.
#[rustfmt::skip]
pub(super) const CSS_ATTRIBUTES: &[&str] = &[
    "accumulate", "additive", "alignment-baseline", "amplitude", "attributeName", "attributeType", "azimuth",
    "baseFrequency", "baseline-shift", "begin", "bias", "by", "calcMode", "clip", "clip-path", "clip-rule",
    "clipPathUnits", "color", "color-interpolation", "color-interpolation-filters", "color-rendering",
    "cursor", "cx", "cy", "d", "diffuseConstant", "direction", "display", "divisor", "dominant-baseline",
    "dur", "dx", "dy", "edgeMode", "elevation", "end", "exponent", "fill", "fill-opacity", "fill-rule",
    "filter", "filterUnits", "flood-color", "flood-opacity", "font", "font-family", "font-feature-settings",
    "font-kerning", "font-size", "font-size-adjust", "font-stretch", "font-style", "font-variant",
    "font-variation-settings", "font-weight", "fr", "from", "fx", "fy", "glyph-orientation-horizontal",
    "glyph-orientation-vertical", "gradientTransform", "gradientUnits", "height", "image-rendering", "in",
    "in2", "intercept", "isolation", "k1", "k2", "k3", "k4", "kernelMatrix", "kernelUnitLength", "kerning",
    "keyPoints", "keySplines", "keyTimes", "lengthAdjust", "letter-spacing", "lighting-color",
    "limitingConeAngle", "marker", "marker-end", "marker-mid", "marker-start", "markerHeight", "markerUnits",
    "markerWidth", "mask", "mask-type", "maskContentUnits", "maskUnits", "max", "media", "method", "min",
    "mix-blend-mode", "mode", "numOctaves", "offset", "opacity", "operator", "order", "orient", "origin",
    "overflow", "paint-order", "path", "pathLength", "patternContentUnits", "patternTransform",
    "patternUnits", "pointer-events", "points", "pointsAtX", "pointsAtY", "pointsAtZ", "preserveAlpha",
    "preserveAspectRatio", "primitiveUnits", "r", "radius", "refX", "refY", "repeatCount", "repeatDur",
    "requiredExtensions", "requiredFeatures", "restart", "result", "rotate", "rx", "ry", "scale", "seed",
    "shape-rendering", "side", "slope", "spacing", "specularConstant", "specularExponent", "spreadMethod",
    "startOffset", "stdDeviation", "stitchTiles", "stop-color", "stop-opacity", "stroke", "stroke-dasharray",
    "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity",
    "stroke-width", "style", "surfaceScale", "systemLanguage", "tableValues", "targetX", "targetY",
    "text-anchor", "text-decoration", "text-overflow", "text-rendering", "textLength", "to", "transform",
    "transform-box", "transform-origin", "type", "unicode-bidi", "values", "vector-effect", "version",
    "viewBox", "visibility", "white-space", "width", "word-spacing", "writing-mode", "x", "x1", "x2",
    "xChannelSelector", "y", "y1", "y2", "yChannelSelector", "z", "zoomAndPan",
];

/// Attributes with plain text values, which need no check.
#[rustfmt::skip]
pub(super) const TEXT_ATTRIBUTES: &[&str] = &[
    "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "aria-roledescription", "class",
    "focusable", "id", "lang", "role", "tabindex",
];

/// Finds a name on a sorted list.
pub(super) fn find_name(list: &'static [&'static str], name: &str) -> Option<&'static str> {
    list.binary_search(&name).ok().and_then(|index| list.get(index)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!([ELEMENTS, CSS_ATTRIBUTES, TEXT_ATTRIBUTES].iter().all(|list| list.is_sorted()));
    }
}

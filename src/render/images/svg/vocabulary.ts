/**
 * Lists the allowed elements, attributes and properties of drawings: those of SVG 1.1 and SVG 2 that render
 * something, as spelled in the standards. Sources: SVG 2, appendices F (elements), G (attributes) and D
 * (properties); Filter Effects 1; CSS Masking 1.
 */

export const SVG = 'http://www.w3.org/2000/svg';
export const XLINK = 'http://www.w3.org/1999/xlink';
export const XHTML = 'http://www.w3.org/1999/xhtml';
export const XML = 'http://www.w3.org/XML/1998/namespace';

const parseNames = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Elements that are rendered, or used by rendered elements. */
export const ELEMENTS = parseNames(`
  a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer
  feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB
  feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
  feSpotLight feTile feTurbulence filter g image line linearGradient marker mask mpath path pattern polygon polyline
  radialGradient rect stop style svg switch symbol text textPath title tspan use
`);

/** Elements of SVG without visible effect, which are removed silently. */
export const INVISIBLE = parseNames(`
  animateColor color-profile cursor definition-src discard font font-face font-face-format font-face-name font-face-src
  font-face-uri glyph hkern metadata missing-glyph view vkern
`);

/** Elements that drawing programs write and no browser renders, each with a hint for the author. */
export const NOT_RENDERED: ReadonlyMap<string, string> = new Map([
  ...['flowRoot', 'flowPara', 'flowSpan', 'flowRegion', 'flowDiv', 'flowLine'].map(
    (name) => [name, 'In Inkscape, turn the flowed text into plain text (Text, Convert to Text).'] as const,
  ),
  ...['altGlyph', 'altGlyphDef', 'glyphRef', 'tref'].map(
    (name) => [name, 'Write the text into a `<text>`.'] as const,
  ),
  ...['mesh', 'meshGradient', 'meshgradient', 'meshRow', 'meshrow', 'meshPatch', 'meshpatch'].map(
    (name) => [name, 'Use a linear or radial gradient.'] as const,
  ),
  ...['hatch', 'hatchPath', 'hatchpath', 'solidColor', 'solidcolor'].map(
    (name) => [name, 'Use a pattern or a plain color.'] as const,
  ),
]);

/**
 * Elements in the namespaces of SVG and XHTML, in lower case, that run or load something or refer to other
 * files. They are forbidden in any case of letters, as `<SCRIPT>`.
 */
export const DANGEROUS = parseNames(`
  applet audio base embed foreignobject frame frameset handler iframe img link listener meta object portal script set
  source track video
`);

/** Presentation attributes, which are also properties of CSS (SVG 2, 6.6). */
const PRESENTATION = parseNames(`
  alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters
  color-rendering direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity
  font-family font-size font-size-adjust font-stretch font-style font-variant font-weight glyph-orientation-horizontal
  glyph-orientation-vertical image-rendering isolation letter-spacing lighting-color marker-end marker-mid marker-start mask
  mask-type mix-blend-mode opacity overflow paint-order shape-rendering stop-color stop-opacity stroke stroke-dasharray
  stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration
  text-rendering transform transform-origin unicode-bidi vector-effect visibility white-space word-spacing writing-mode
`);

/** Allowed CSS properties: presentation attributes, and rendering properties of CSS alone. */
export const PROPERTIES: ReadonlySet<string> = new Set([
  ...PRESENTATION,
  ...parseNames(`
    background background-color cx cy d font font-feature-settings font-kerning font-optical-sizing font-synthesis
    font-variant-alternates font-variant-caps font-variant-east-asian font-variant-ligatures font-variant-numeric
    font-variant-position font-variation-settings height marker mask-border mask-clip mask-composite mask-image mask-mode
    mask-origin mask-position mask-repeat mask-size r rotate rx ry scale text-decoration-color text-decoration-line
    text-decoration-style text-decoration-thickness text-orientation text-overflow text-shadow text-transform
    text-underline-offset text-underline-position transform-box translate width x y
  `),
]);

/** Allowed attributes in no namespace. `href`, `style`, `aria-…` and `data-…` have rules of their own. */
export const ATTRIBUTES: ReadonlySet<string> = new Set([
  ...PRESENTATION,
  ...parseNames(`
    accumulate additive amplitude attributeName attributeType azimuth baseFrequency begin bias by calcMode class
    clipPathUnits cx cy d diffuseConstant divisor dur dx dy edgeMode elevation end exponent filterUnits fr from fx fy
    gradientTransform gradientUnits height id in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength keyPoints
    keySplines keyTimes lang lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits
    max media method min mode numOctaves offset operator order orient origin path pathLength patternContentUnits
    patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r
    radius refX refY repeatCount repeatDur requiredExtensions requiredFeatures restart result role rotate rx ry scale seed
    side slope spacing specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles surfaceScale
    systemLanguage tableValues targetX targetY textLength to type values viewBox width x x1 x2 xChannelSelector y y1 y2
    yChannelSelector z
  `),
]);

/** Returns whether the value of an attribute is CSS, or becomes CSS during an animation. */
export const holdsCss = (name: string): boolean => PRESENTATION.has(name) || ANIMATION_VALUES.has(name);

const ANIMATION_VALUES = parseNames('from to by values');

/** Elements with text content only. Other content in them, as HTML, is removed. */
export const TEXT_ONLY = parseNames('desc style title');

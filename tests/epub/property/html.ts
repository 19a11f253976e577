/** Random HTML as authors, programs and accidents write it: trees, heaps of tags, attributes that say anything. */
import fc from 'fast-check';

const KNOWN =
  'a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em ' +
  'figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li mark ol p pre q rp rt ruby s samp section ' +
  'small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr';
const UNKNOWN =
  'script style template iframe object noscript title svg math mi mrow path foreignObject input button select option form ' +
  'textarea video audio main nav center font blink x-y o:p xml:p a:b image body html head base meta link plaintext';

export const elementName = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...KNOWN.split(' ')) },
  { weight: 1, arbitrary: fc.constantFrom(...UNKNOWN.split(' ')) },
);

const ATTRIBUTES =
  'id id id class lang xml:lang xml:id xml:base dir title role role aria-label aria-labelledby aria-describedby aria-details ' +
  'aria-hidden aria-level aria-current aria-colcount aria-colspan aria-roledescription aria-unknown name href href src alt ' +
  'width height start reversed type value scope colspan rowspan headers abbr align valign span datetime cite open style ' +
  'onclick epub:type xmlns xmlns:a xlink:href data-x data-label data-footnotes border bgcolor hidden tabindex 1bad _x é :';
const VALUES = [
  ...' |a|b|one|a b|-1|0|1|2|007|50%|1.5|left|RIGHT|ltr|RTL|auto|up|row|col|en|ar|English|x_y|de-DE-1996|i|A'.split(
    '|',
  ),
  ...'note|img|button|list|listitem|doc-noteref|doc-endnote|doc-chapter|presentation|heading|true|FALSE|page|2026'.split(
    '|',
  ),
  ...'2026-11-22|12:30|2026-13-99T99|tomorrow|#a|#|#nowhere|dot.png|no.png|../dot.png|data:image/png;base64,AA=='.split(
    '|',
  ),
  ...'https://example.org/?a[]=1|https://../|mailto:|tel:1 2|javascript:x|file:///x|https://a b/|%|%zz|#%'.split(
    '|',
  ),
  ...'<|>|&|"|]]>|--|&#0;|&#1;|&#xD800;|&#xFFFE;|&amp;&lt;|😀|\u202e|\u0001|\u000b|\ufffe|صداع|日本'.split(
    '|',
  ),
];

const attribute = fc
  .tuple(fc.constantFrom(...ATTRIBUTES.split(' ')), fc.constantFrom(...VALUES), fc.constantFrom('"', "'", ''))
  .map(([name, value, quote]) => ` ${name}=${quote}${value.replaceAll(quote || ' ', '')}${quote}`);

const attributes = fc.array(attribute, { maxLength: 3 }).map((all) => all.join(''));

export const words = fc.oneof(
  fc.constantFrom(
    'word',
    'two words',
    ' ',
    '',
    'a\u0001b',
    '&#0;',
    '&#xD800;',
    '\u0000',
    ']]>',
    '&nbsp;',
    '<',
    '&',
    'צ',
    '日本',
    '😀',
  ),
  fc.string({ maxLength: 8, unit: 'grapheme' }),
);

const comment = fc.constantFrom(
  '<!-- a -- b -->',
  '<!--->',
  '<!-- x --!>',
  '<![CDATA[ x ]]>',
  '<?php x ?>',
  '<!doctype html>',
);

/** Well nested, whatever stands in what. */
const { tree } = fc.letrec<{ tree: string; content: string }>((tie) => ({
  tree: fc
    .tuple(elementName, attributes, tie('content'))
    .map(([name, given, inside]) => `<${name}${given}>${inside}</${name}>`),
  content: fc
    .array(
      fc.oneof({ depthSize: 'small', withCrossShrink: true }, words, comment, tie('tree'), tie('tree')),
      { maxLength: 4 },
    )
    .map((parts) => parts.join('')),
}));

const tag = fc
  .tuple(fc.constantFrom('<', '</'), elementName, attributes, fc.constantFrom('>', '>', '>', '/>', ' '))
  .map(([open, name, given, end]) => `${open}${name}${open === '<' ? given : ''}${end}`);

/** Tags and words in any order. */
const heap = fc.array(fc.oneof(tag, words, comment), { maxLength: 12 }).map((parts) => parts.join(''));

export const html = fc.oneof(tree, tree, heap);

/** One start tag and its end tag, around Markdown. */
export const around = fc
  .tuple(elementName, attributes)
  .map(([name, given]) => [`<${name}${given}>`, `</${name}>`] as const);

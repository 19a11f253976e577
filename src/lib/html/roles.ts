/**
 * Decides which WAI-ARIA and DPUB-ARIA roles are allowed on which elements of a book, which has no
 * interactive elements.
 */
import type { Element } from 'hast';
import { INLINE_ELEMENTS } from './elements.ts';

const splitWords = (text: string): readonly string[] => text.split(' ');

/**
 * Roles for parts of a book (DPUB-ARIA 1.1), without the deprecated ones for single notes and bibliography
 * entries.
 */
const PART_ROLES = splitWords(
  'doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-bibliography doc-chapter doc-colophon doc-conclusion ' +
    'doc-credit doc-credits doc-dedication doc-endnotes doc-epigraph doc-epilogue doc-errata doc-example doc-foreword ' +
    'doc-glossary doc-index doc-introduction doc-notice doc-pagelist doc-part doc-preface doc-prologue doc-pullquote ' +
    'doc-qna doc-toc',
);
const LINK_ROLES = splitWords('doc-backlink doc-biblioref doc-glossref doc-noteref');
const PRESENTATION_ROLES = splitWords('none presentation');

/**
 * Elements that allow few roles (ARIA in HTML, section 4). All other elements allow those of
 * {@link ANYWHERE}.
 */
const BY_ELEMENT: Readonly<Record<string, readonly string[]>> = {
  aside: splitWords('note region doc-dedication doc-example doc-footnote doc-glossary doc-pullquote doc-tip'),
  br: PRESENTATION_ROLES,
  caption: [],
  col: [],
  colgroup: [],
  dd: [],
  details: ['group'],
  dl: ['group'],
  dt: [],
  figcaption: splitWords('group presentation'),
  footer: splitWords('group presentation doc-footnote'),
  header: splitWords('group presentation doc-footnote'),
  hr: splitWords('presentation doc-pagebreak'),
  img: splitWords('img math none presentation doc-cover'),
  li: [],
  ol: ['group'],
  section: [...splitWords('group note region presentation'), ...PART_ROLES],
  summary: [],
  ul: ['group'],
  wbr: PRESENTATION_ROLES,
  ...Object.fromEntries(
    splitWords('h1 h2 h3 h4 h5 h6').map((name) => [name, splitWords('presentation doc-subtitle')]),
  ),
  ...Object.fromEntries(splitWords('table thead tbody tfoot tr td th').map((name) => [name, []])),
};

const ANYWHERE = new Set([
  ...splitWords(
    'definition figure group img math note region term doc-footnote doc-pagebreak doc-subtitle doc-tip doc-cover',
  ),
  ...PRESENTATION_ROLES,
  ...PART_ROLES,
]);

/** Roles that require an accessible name. */
const NAME_REQUIRED = new Set(splitWords('img math region doc-pagebreak'));

export function isRoleAllowed(role: string, { tagName, properties }: Element): boolean {
  const hasName = properties.ariaLabel !== undefined || properties.ariaLabelledBy !== undefined;
  if (NAME_REQUIRED.has(role) && !hasName && tagName !== 'img') return false;
  if (tagName === 'a' && properties.href !== undefined) return LINK_ROLES.includes(role);
  return BY_ELEMENT[tagName]?.includes(role) ?? ANYWHERE.has(role);
}

/**
 * Elements that must not have an accessible name unless they have a role (WAI-ARIA 1.2, 5.2.8.6); links are
 * tested apart.
 */
const NAMELESS = new Set([...INLINE_ELEMENTS, 'caption', 'div', 'p', 'pre']);

/** Returns whether an element can have an accessible name: it has a role, explicitly or implicitly. */
export function canBeNamed({ tagName, properties }: Element): boolean {
  const { role } = properties;
  if (typeof role === 'string') return !PRESENTATION_ROLES.includes(role);
  return tagName === 'a' ? properties.href !== undefined : !NAMELESS.has(tagName);
}

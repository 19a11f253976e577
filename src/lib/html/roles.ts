/** Which roles of WAI-ARIA and DPUB-ARIA may stand on which element of a book that nobody operates. */
import type { Element } from 'hast';

const words = (text: string): readonly string[] => text.split(' ');

/** DPUB-ARIA 1.1: parts of a book. Single notes and entries of a bibliography are deprecated. */
const PARTS = words(
  'doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-bibliography doc-chapter doc-colophon doc-conclusion ' +
    'doc-credit doc-credits doc-dedication doc-endnotes doc-epigraph doc-epilogue doc-errata doc-example doc-foreword ' +
    'doc-glossary doc-index doc-introduction doc-notice doc-pagelist doc-part doc-preface doc-prologue doc-pullquote ' +
    'doc-qna doc-toc',
);
const LINKS = words('doc-backlink doc-biblioref doc-glossref doc-noteref');
const NONE = words('none presentation');

/** ARIA in HTML, section 4: elements of which the roles are few. On all others {@link ANYWHERE} may stand. */
const BY_ELEMENT: Readonly<Record<string, readonly string[]>> = {
  aside: words('note region doc-dedication doc-example doc-footnote doc-glossary doc-pullquote doc-tip'),
  br: NONE,
  caption: [],
  col: [],
  colgroup: [],
  dd: [],
  details: ['group'],
  dl: ['group'],
  dt: [],
  figcaption: words('group presentation'),
  footer: words('group presentation doc-footnote'),
  header: words('group presentation doc-footnote'),
  hr: words('presentation doc-pagebreak'),
  img: words('img math none presentation doc-cover'),
  li: [],
  ol: ['group'],
  section: [...words('group note region presentation'), ...PARTS],
  summary: [],
  ul: ['group'],
  wbr: NONE,
  ...Object.fromEntries(words('h1 h2 h3 h4 h5 h6').map((name) => [name, words('presentation doc-subtitle')])),
  ...Object.fromEntries(words('table thead tbody tfoot tr td th').map((name) => [name, []])),
};

const ANYWHERE = new Set([
  ...words('definition figure group img math note region term doc-pagebreak doc-subtitle doc-tip doc-cover'),
  ...NONE,
  ...PARTS,
]);

/** A role that says a name is due, and none is given. */
const NAMED = new Set(words('img math region doc-pagebreak'));

export function isRoleAllowed(role: string, { tagName, properties }: Element): boolean {
  const hasName = properties.ariaLabel !== undefined || properties.ariaLabelledBy !== undefined;
  if (NAMED.has(role) && !hasName && tagName !== 'img') return false;
  if (tagName === 'a' && properties.href !== undefined) return LINKS.includes(role);
  return BY_ELEMENT[tagName]?.includes(role) ?? ANYWHERE.has(role);
}

/** WAI-ARIA 1.2, section 5.2.8.6: what these are says nothing that could have a name. */
const NAMELESS = new Set(
  words(
    'abbr b bdi bdo br caption cite code del dfn div em i ins kbd mark p pre q rp rt ruby s samp small span strong sub sup ' +
      'time u var wbr',
  ),
);

/** Whether the element can have a name of its own: it has a role, or is one that has. */
export function mayBeNamed({ tagName, properties }: Element): boolean {
  const { role } = properties;
  if (typeof role === 'string') return !NONE.includes(role);
  return tagName === 'a' ? properties.href !== undefined : !NAMELESS.has(tagName);
}

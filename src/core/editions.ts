/** Lists the available editions: each layout as a book and as handouts, the e-books, and those for browsers. */
import { LAYOUTS, type Layout } from './layouts.ts';
import type { Edition, EpubEdition, PaperEdition, WebEdition } from './model/edition.ts';

/** The names that `editions:` and `--edition` accept. */
export interface EditionIndex {
  /** Every name, in the order in which messages list them. */
  readonly names: readonly string[];
  /** Returns the editions of a name; none if the name is unknown. */
  find(name: string): readonly Edition[];
}

const FAMILIES = ['book', 'handouts'] as const;

/** The e-books of Handpress, in the order in which messages list them. */
export const EBOOKS: readonly EpubEdition[] = [
  { id: 'epub', family: 'epub', isCompatible: false, styles: [] },
  { id: 'epub-compatible', family: 'epub', isCompatible: true, styles: [] },
];

/** The editions for browsers. */
const WEB_EDITIONS: readonly WebEdition[] = [
  { id: 'web', family: 'web', form: 'site', styles: [] },
  { id: 'html', family: 'web', form: 'file', styles: [] },
];

/** The layouts of a family's name alone: the paper sizes of Europe and of North America. */
const STANDARD_LAYOUTS: readonly string[] = ['a4', 'letter'];

/** The name for all editions. */
const ALL_EDITIONS = 'all';

/** Returns whether the name is that of an e-book of Handpress. */
export const isEbookName = (name: string): boolean => EBOOKS.some(({ id }) => id === name);

/** Returns whether the name is that of an edition of Handpress that is not printed. */
export const isUnprintedName = (name: string): boolean =>
  isEbookName(name) || WEB_EDITIONS.some(({ id }) => id === name);

/** Returns whether a layout of a project cannot have this name. */
export const isReservedName = (name: string): boolean =>
  isUnprintedName(name) ||
  [ALL_EDITIONS, ...FAMILIES].includes(name) ||
  FAMILIES.some((family) => name.startsWith(`${family}-`));

/**
 * Builds the index. A name means one edition (`book-a5`), a layout in both families (`a5`), a family in the
 * standard sizes (`book`), or `all`.
 * @param epubs all e-books; without it, those of Handpress
 */
export function buildEditionIndex(
  layouts: ReadonlyMap<string, Layout>,
  epubs: readonly EpubEdition[] = EBOOKS,
): EditionIndex {
  const paper = FAMILIES.flatMap((family) =>
    [...layouts].map(([name, layout]) => paperEdition(family, name, layout)),
  );
  const matches = (name: string, edition: PaperEdition): boolean =>
    name === edition.id ||
    name === edition.layout ||
    (name === edition.family && STANDARD_LAYOUTS.includes(edition.layout));
  const find = (name: string): readonly Edition[] => {
    if (name === ALL_EDITIONS) return [...paper, ...epubs, ...WEB_EDITIONS];
    const named = [...epubs, ...WEB_EDITIONS].filter(({ id }) => id === name);
    return named.length > 0 ? named : paper.filter((edition) => matches(name, edition));
  };
  return {
    names: [
      ...FAMILIES,
      ...epubs.map(({ id }) => id),
      ...WEB_EDITIONS.map(({ id }) => id),
      ALL_EDITIONS,
      ...layouts.keys(),
      ...paper.map(({ id }) => id),
    ],
    find,
  };
}

function paperEdition(family: PaperEdition['family'], name: string, layout: Layout): PaperEdition {
  const { book, handouts, ...shared } = layout;
  const setting = family === 'book' ? book : handouts;
  return { id: `${family}-${name}`, family, layout: name, ...shared, ...setting };
}

/** The editions of a project without layouts of its own. */
export const builtInEditions: EditionIndex = buildEditionIndex(LAYOUTS);

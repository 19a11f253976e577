/** The editions there are: each layout as a book and as handouts, and the e-book. */
import { LAYOUTS, type Layout } from './layouts.ts';
import type { Edition, EpubEdition, PaperEdition } from './model/edition.ts';

/** What `editions:` and `--edition` may name. */
export interface Editions {
  /** Every name, in the order in which a person is told them. */
  readonly names: readonly string[];
  /** The editions that a name stands for; none when there is no such name. */
  named(name: string): readonly Edition[];
}

const FAMILIES = ['book', 'handouts'] as const;
const EPUBS: readonly EpubEdition[] = [
  { id: 'epub', family: 'epub' },
  { id: 'epub-compatible', family: 'epub' },
];

/** What a family's name alone stands for: both sides of the Atlantic. */
const STANDARD: readonly string[] = ['a4', 'letter'];

/** The name of every edition at once. */
const ALL = 'all';

/** Names that no layout of a project may have. */
export const isReserved = (name: string): boolean =>
  [ALL, ...EPUBS.map(({ id }) => id), ...FAMILIES].includes(name) ||
  FAMILIES.some((family) => name.startsWith(`${family}-`));

/** A name stands for one edition (`book-a5`), a layout in both families (`a5`), a family in the usual sizes, or `all`. */
export function editionsOf(layouts: ReadonlyMap<string, Layout>): Editions {
  const paper = FAMILIES.flatMap((family) =>
    [...layouts].map(([name, layout]) => paperEdition(family, name, layout)),
  );
  const standsFor = (name: string, edition: PaperEdition): boolean =>
    name === edition.id ||
    name === edition.layout ||
    (name === edition.family && STANDARD.includes(edition.layout));
  const named = (name: string): readonly Edition[] => {
    if (name === ALL) return [...paper, ...EPUBS];
    const epub = EPUBS.filter(({ id }) => id === name);
    return epub.length > 0 ? epub : paper.filter((edition) => standsFor(name, edition));
  };
  const epubs = EPUBS.map(({ id }) => id);
  return { names: [...FAMILIES, ...epubs, ALL, ...layouts.keys(), ...paper.map(({ id }) => id)], named };
}

function paperEdition(family: PaperEdition['family'], name: string, layout: Layout): PaperEdition {
  const { book, handouts, ...shared } = layout;
  const setting = family === 'book' ? book : handouts;
  return { id: `${family}-${name}`, family, layout: name, ...shared, ...setting };
}

/** The editions of a project that says nothing of its own. */
export const builtInEditions: Editions = editionsOf(LAYOUTS);

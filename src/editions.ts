/** The editions there are, by name and by family. */
import type { Edition, PageSize } from './model.ts';

/** ISO 216 A4 and ANSI Letter, in millimetres: `size: A4` and `size: letter` as numbers, which no engine misreads. */
const PAGES: Readonly<Record<'a4' | 'letter', PageSize>> = {
  a4: { name: 'A4', width: 210, height: 297 },
  letter: { name: 'Letter', width: 215.9, height: 279.4 },
};

const ALL: readonly Edition[] = [
  { id: 'book-a4', family: 'book', page: PAGES.a4 },
  { id: 'book-letter', family: 'book', page: PAGES.letter },
  { id: 'handouts-a4', family: 'handouts', page: PAGES.a4 },
  { id: 'handouts-letter', family: 'handouts', page: PAGES.letter },
  { id: 'epub', family: 'epub' },
];

/** Names that `editions:` and `--edition` take: every edition, and the families `book` and `handouts`. */
export const editionNames: readonly string[] = [...new Set(ALL.flatMap(({ family, id }) => [family, id]))];

/** The editions that a name stands for: one, a family's, or none when there is no such name. */
export function editionsNamed(name: string): readonly Edition[] {
  return ALL.filter(({ family, id }) => id === name || family === name);
}

/** Reads a publication's sources as plain files, and computes what each edition must contain. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { splitFrontMatter } from './dialects/front-matter.ts';
import { translateDialects } from './dialects/translate.ts';
import { added, difference, exactly, GAP, type Piece, type Spaces, words } from './expected.ts';
import { compact, type Letters } from './letters.ts';
import { type ChapterPieces, chapterPieces, type Form } from './source.ts';

type Terms = Readonly<Record<string, string>>;

export interface ChapterSource {
  readonly file: string;
  /** Without front matter, and without the marks of other programs. */
  readonly markdown: string;
  /** Title in the front matter. */
  readonly title: string | undefined;
}

export interface Sources {
  readonly folder: string;
  /** Chapters in reading order. */
  readonly chapters: readonly ChapterSource[];
  readonly terms: Terms;
  /** Titles of references by key. */
  readonly references: ReadonlyMap<string, string>;
  /** Subtitle of a single file, which its handout prints below the title. */
  readonly subtitle: string | undefined;
}

/** What a publication says of itself, as far as it matters here. */
interface Settings {
  readonly chapters: readonly string[];
  readonly language?: string;
  readonly subtitle?: string;
  readonly references?: string;
}

async function readSettings(path: string): Promise<Settings> {
  if (path.endsWith('.md'))
    return { ...frontMatter(await readFile(path, 'utf8')), chapters: [basename(path)] };
  if (!existsSync(join(path, 'book.toml')))
    return parse(await readFile(join(path, 'publication.yaml'), 'utf8'));
  // A project of mdBook: the chapters are the links of its list; one without an address is not written yet.
  const list = await readFile(join(path, 'src/SUMMARY.md'), 'utf8');
  return { chapters: [...list.matchAll(/\]\(([^)]+)\)/g)].map(([, file = '']) => `src/${file}`) };
}

/** @param path a folder with a `publication.yaml` or the `book.toml` of mdBook, or a Markdown file */
export async function readSources(path: string, project: string): Promise<Sources> {
  const lone = path.endsWith('.md');
  const folder = lone ? join(path, '..') : path;
  const settings = await readSettings(path);
  const files = settings.chapters;
  const [language] = String(settings.language ?? 'en').split('-');
  const items =
    settings.references === undefined
      ? []
      : JSON.parse(await readFile(join(folder, settings.references), 'utf8'));
  return {
    folder,
    chapters: await Promise.all(files.map((file) => readChapter(folder, file))),
    terms: parse(await readFile(join(project, `templates/terms/${language}.yaml`), 'utf8')),
    subtitle: lone ? settings.subtitle : undefined,
    references: new Map(items.map(({ id, title }: { id: string; title: string }) => [id, title])),
  };
}

/** Reads a chapter in CommonMark, GFM and our own boxes, whatever program it was written for. */
export async function readChapter(folder: string, file: string): Promise<ChapterSource> {
  const { values, body } = splitFrontMatter(await readFile(join(folder, file), 'utf8'));
  const read = (path: string): string => readFileSync(join(folder, file, '..', path), 'utf8');
  const markdown = translateDialects({ body, values, isMdx: file.endsWith('.mdx'), read });
  return { file, markdown, title: values.get('title') };
}

const frontMatter = (markdown: string): Record<string, string> =>
  parse(/^---\n(.*?)\n---\n/s.exec(markdown)?.[1] ?? '') ?? {};

/** Returns what each chapter must contain, in a book with continuous note numbers, or alone. */
export async function expectedChapters(
  { chapters, folder, terms }: Sources,
  form: Form,
  each: 'in a book' | 'alone' = 'in a book',
): Promise<readonly ChapterPieces[]> {
  const drawings = new Map<string, string>();
  const paths = chapters.flatMap(({ markdown }) =>
    [...markdown.matchAll(/\]\(([^)\s]+\.svg)\b/g)].map(([, path = '']) => path),
  );
  for (const path of paths) drawings.set(path, drawingText(await readFile(join(folder, path), 'utf8')));
  let notesBefore = 0;
  return chapters.map(({ markdown, title }) => {
    const made = chapterPieces(markdown, {
      form,
      terms,
      title,
      drawing: (path) => drawings.get(path) ?? '',
      notesBefore,
    });
    if (each === 'in a book') notesBefore += made.notes;
    return made;
  });
}

/** Returns the text of a drawing. A drawing with its own styles remains an image, so it has no text on the page. */
function drawingText(svg: string): string {
  if (/<style\b/.test(svg)) return '';
  return [...svg.matchAll(/<text\b[^>]*>(.*?)<\/text>/gs)]
    .map(([, inside = '']) =>
      inside
        .replace(/<[^>]*>/g, ' ')
        .replace(/&amp;/g, '&')
        .replace(/&lt;/g, '<'),
    )
    .join(' ');
}

/**
 * Compares a whole printed book. The text before the first chapter and the list of sources belong to the edition; the
 * text between must be the chapters, word for word.
 */
export function bookFault(
  text: Letters,
  chapters: readonly ChapterPieces[],
  sources: Sources,
  spaces: Spaces = 'guessed',
): string | undefined {
  const start = beginning(text.letters, chapters[0]?.pieces ?? []);
  if (start === undefined) return 'the beginning of the first chapter is not to be found, or more than once';
  const cited = new Set(chapters.flatMap(({ cited }) => [...cited]));
  const list = added('sources', sourcesBefore(cited, sources));
  const pieces = [...chapters.flatMap(({ pieces }) => [...pieces, GAP]), list];
  return difference(pieces, from(text, start), spaces) ?? missingTitles(text, cited, sources);
}

/** Compares one chapter alone, between the draft notice and the imprint. */
export function handoutFault(
  text: Letters,
  { pieces, cited }: ChapterPieces,
  sources: Sources,
  spaces: Spaces = 'guessed',
): string | undefined {
  const { terms } = sources;
  const marks = [terms.draft, terms.draftClinical].map((mark) => exactly(mark ?? ''));
  const known = ['authors', 'publisher', 'published', 'rights', 'reviewedBy'].map((term) =>
    exactly(terms[term] ?? term),
  );
  const imprint = `(?:(?:${known.join('|')}):.*)?`;
  const whole: readonly Piece[] = [
    added('mark of a draft', `(?:${marks.toSorted((a, b) => b.length - a.length).join('|')})?`),
    ...withSubtitle(pieces, sources),
    GAP,
    added('sources, and what the publication says of itself', `${sourcesBefore(cited, sources)}${imprint}`),
  ];
  return difference(whole, text, spaces) ?? missingTitles(text, cited, sources);
}

/** Adds the subtitle after the words of the title. */
function withSubtitle(pieces: readonly Piece[], { subtitle, chapters }: Sources): readonly Piece[] {
  if (subtitle === undefined) return pieces;
  const markdown = chapters[0]?.markdown ?? '';
  const text = markdown.replace(/^---\n.*?\n---\n/s, '');
  const title = /^# (.*)$/m.exec(text)?.[1] ?? frontMatter(markdown).title ?? '';
  const last = words(title).at(-1);
  const end = pieces.findIndex(
    (piece) => last?.kind === 'word' && piece.kind === 'word' && piece.word === last.word,
  );
  return pieces.toSpliced(end + 1, 0, GAP, added('subtitle', exactly(subtitle)), GAP);
}

/** Compares a chapter of an e-book. */
export const chapterFault = (text: Letters, { pieces }: ChapterPieces): string | undefined =>
  difference(pieces, text);

/** Finds missing titles in the list of sources. Its other words come from the CSL processor. */
const sourcesBefore = (cited: ReadonlySet<string>, { terms }: Sources): string =>
  cited.size === 0 ? '' : `${exactly(terms.sources ?? '')}1\\..*`;

/** Lowers the case, because citation styles change capitals. */
export function missingTitles(
  { letters }: Letters,
  cited: ReadonlySet<string>,
  { references }: Sources,
): string | undefined {
  const lowerCase = letters.toLowerCase();
  const missing = [...cited].filter(
    (key) =>
      !lowerCase.includes(
        compact(references.get(key) ?? key)
          .toLowerCase()
          .replace(/\.$/, ''),
      ),
  );
  return missing.length === 0 ? undefined : `the sources do not name ${missing.join(', ')}`;
}

/** Returns the first words up to a possible addition, which are unique. */
function beginning(letters: string, pieces: readonly Piece[]): number | undefined {
  const end = pieces.findIndex(({ kind }) => kind === 'added' || kind === 'either');
  const words = pieces
    .slice(0, end === -1 ? undefined : end)
    .map((piece) => (piece.kind === 'word' ? piece.word : ''));
  const first = words.join('').slice(0, 200);
  const at = letters.indexOf(first);
  return first.length < 20 || at === -1 || letters.includes(first, at + 1) ? undefined : at;
}

const from = ({ letters, gaps }: Letters, start: number): Letters => ({
  letters: letters.slice(start),
  gaps: gaps.slice(start),
});

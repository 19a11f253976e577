/** Reads BibTeX and BibLaTeX into items of CSL. The library knows the fields, and the commands of LaTeX in them. */
import type { BibtexEntry, BibtexFault, BibtexFile } from './bibtex-entries.ts';
import { inheritFields } from './bibtex-inheritance.ts';
import { replaceCommands } from './latex-values.ts';

/** What an entry says, before it is validated. */
export type ItemData = Readonly<Record<string, unknown>>;

/** What decides how entries are read. */
export interface BibtexOptions {
  /** Returns whether the text may cite a key. Other entries are only known by their keys: a library has thousands. */
  readonly isUsed: (key: string) => boolean;
  /** Language of entries that name none. Only titles in English are written with small letters. */
  readonly language: string;
}

/** Converts entries. @returns an item for each, and what is wrong in those that are used */
export async function convertBibtex(
  { entries }: BibtexFile,
  { isUsed, language }: BibtexOptions,
): Promise<{ readonly items: readonly ItemData[]; readonly faults: readonly BibtexFault[] }> {
  const faults: BibtexFault[] = [];
  const byKey = new Map(entries.toReversed().map((entry) => [entry.key, entry] as const));
  const used = new Set(entries.filter(({ key }) => isUsed(key)));
  const convert = used.size > 0 ? await loadConverter() : undefined;
  const items = entries.map((entry): ItemData => {
    const placeholder = { id: entry.key, type: 'document', title: readPlainTitle(entry) };
    if (convert === undefined || !used.has(entry)) return placeholder;
    try {
      return convertEntry(inheritFields(entry, byKey), language, convert);
    } catch {
      const reason = 'the LaTeX in its fields cannot be understood';
      faults.push({ key: entry.key, reason, offset: entry.offset });
      return placeholder;
    }
  });
  return { items, faults };
}

const readPlainTitle = ({ key, fields }: BibtexEntry): string =>
  (fields.get('title') ?? '')
    .slice(0, 200)
    .replace(/[{}\\$]/g, '')
    .trim() || key;

/** An entry as the library takes it. */
interface LibraryEntry {
  readonly type: string;
  readonly label: string;
  readonly properties: Readonly<Record<string, string>>;
}

type Convert = (entry: LibraryEntry) => ItemData | undefined;

async function loadConverter(): Promise<Convert> {
  const [{ plugins }] = await Promise.all([
    import('@citation-js/core'),
    import('@citation-js/plugin-bibtex'),
  ]);
  // As pandoc and LaTeX do: titles are written in title case, and braces protect names.
  plugins.config.get('@bibtex').parse.sentenceCase = 'english';
  const options = { forceType: '@biblatex/entries+list', generateGraph: false } as const;
  return (entry) => plugins.input.chain([entry], options)[0];
}

/** Languages as BibLaTeX names them, for titles in them. */
const ENGLISH = /^(?:en\b|english|american|british|usenglish|ukenglish|canadian|australian)/i;

/** Fields that are no text. */
const VERBATIM = new Set(['url', 'doi', 'file', 'eprint']);

function convertEntry(entry: BibtexEntry, language: string, convert: Convert): ItemData {
  const written = entry.fields.get('langid') ?? entry.fields.get('language') ?? language;
  const properties: Record<string, string> = {};
  for (const [name, value] of entry.fields) {
    properties[name] = VERBATIM.has(name) ? value : replaceCommands(value);
  }
  // The library writes titles with small letters unless a field says that they are not English.
  if (ENGLISH.test(written)) delete properties.language;
  else properties.language = written;
  const item = convert({ type: entry.type, label: entry.key, properties }) ?? {};
  const { language: _, 'citation-key': __, ...others } = item;
  return {
    ...others,
    ...describeThesis(entry),
    ...describePreprint(entry, item),
    ...namePeople(item),
    id: entry.key,
  };
}

const THESES: Readonly<Record<string, string>> = {
  phdthesis: 'PhD thesis',
  mastersthesis: 'Master’s thesis',
};

/** Names a thesis as its type does. */
function describeThesis({ type, fields }: BibtexEntry): ItemData {
  const kind = THESES[type] ?? THESES[fields.get('type') ?? ''];
  return kind === undefined ? {} : { genre: kind };
}

/** Gives a preprint its address. */
function describePreprint({ fields }: BibtexEntry, item: ItemData): ItemData {
  const eprint = fields.get('eprint');
  const archive = fields.get('eprinttype') ?? fields.get('archiveprefix') ?? '';
  if (eprint === undefined || item.DOI !== undefined || item.URL !== undefined) return {};
  return /^arxiv$/i.test(archive) ? { URL: `https://arxiv.org/abs/${eprint}` } : {};
}

const PEOPLE = ['author', 'editor', 'translator'] as const;

/** Writes “and others” as the name that styles print at the end of a list. */
function namePeople(item: ItemData): ItemData {
  return Object.fromEntries(
    PEOPLE.flatMap((role) => {
      const names = item[role];
      if (!Array.isArray(names)) return [];
      const isOthers = (name: ItemData): boolean => name.family === 'others' && name.given === undefined;
      return [[role, names.map((name: ItemData) => (isOthers(name) ? { literal: 'et al.' } : name))]];
    }),
  );
}

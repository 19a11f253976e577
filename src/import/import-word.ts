/** Imports a Word document: writes a publication with its text, its pictures and its properties, and reports what is lost. */
import { basename, join, relative, sep } from 'node:path';
import { diagnostic, type Report } from '../core/diagnostics/diagnostic.ts';
import { diagnoseReadError, diagnoseWriteError } from '../core/diagnostics/file-problem.ts';
import type { GuardedHost } from '../core/host.ts';
import { PUBLICATION_FILE } from '../read/settings/settings-file.ts';
import { deriveId } from '../read/source/file-id.ts';
import { titleFromPath } from '../read/source/file-title.ts';
import { convertDocx, NOTE_PREFIX, readSurroundings, type WordText } from './docx/convert.ts';
import { readFacts } from './docx/core-properties.ts';
import { Marks } from './docx/marks.ts';
import { type Docx, MAX_FILE_BYTES, openDocx } from './docx/open-docx.ts';
import { cleanAnchors, linkFiles } from './html/anchors.ts';
import { joinCaptions } from './html/captions.ts';
import { cleanInline } from './html/inline.ts';
import { setListStarts } from './html/list-starts.ts';
import { takeNotes } from './html/notes.ts';
import { findOutline, hasContent } from './html/outline.ts';
import { prepareTables } from './html/tables.ts';
import { writeChapter } from './markdown/write-markdown.ts';
import { PictureFiles } from './pictures.ts';
import { findLanguage, nameChapters, writeSettings } from './publication.ts';
import { reportChanges, reportMarked } from './report-losses.ts';

/** What is imported, and where to. Paths are absolute. */
export interface WordImport {
  readonly root: string;
  readonly file: string;
  /** The folder of the publication. */
  readonly folder: string;
  /** The schemas of Handpress; absent: they are not in the project. */
  readonly schemas?: string;
}

interface ImportContext {
  readonly host: GuardedHost;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/**
 * Imports a document. Writes nothing if there is an error: `word-unreadable`, `file-unreadable`, `import-in-way`,
 * `output-unwritable`. Rejects if the signal is aborted.
 * @returns the files that were written, as absolute paths
 */
export async function importWord(request: WordImport, context: ImportContext): Promise<readonly string[]> {
  const shown = showPath(request.file, request.root);
  const docx = await readDocx(request.file, shown, context);
  if (docx === undefined) return [];
  const marks = new Marks();
  const text = await convertDocx(docx, marks);
  if (text === undefined) {
    const facts = { reason: 'a part of it is damaged', advice: 'Save it again in Word.' };
    context.report(diagnostic('word-unreadable', facts, { file: shown, line: 1, column: 1 }));
    return [];
  }
  const made = await makeFiles(request, docx, text, marks);
  if (!made.hasText) {
    const facts = { reason: 'it has no text', advice: 'Open it in Word, and check what it shows.' };
    context.report(diagnostic('word-unreadable', facts, { file: shown, line: 1, column: 1 }));
    return [];
  }
  if (await isInWay([...made.files.keys()], request, context)) return [];
  context.signal.throwIfAborted();
  try {
    await context.host.write(made.files);
  } catch (error) {
    context.report(diagnoseWriteError(error));
    return [];
  }
  reportMarked(made.chapters, context.report);
  reportChanges(text, readSurroundings(docx), shown, made.changes, context.report);
  return [...made.files.keys()];
}

const showPath = (path: string, root: string): string => relative(root, path).split(sep).join('/');

/** Reads the file within its limit. */
async function readDocx(
  file: string,
  shown: string,
  { host, report }: ImportContext,
): Promise<Docx | undefined> {
  const place = { file: shown, line: 1, column: 1 };
  try {
    const { size } = await host.fileIdentity(file);
    if (size > MAX_FILE_BYTES) {
      const facts = {
        reason: `it has ${Math.round(size / 1e6)} MB; the limit is ${MAX_FILE_BYTES / 1e6}`,
        advice: 'Compress its pictures in Word.',
      };
      report(diagnostic('word-unreadable', facts, place));
      return undefined;
    }
    const opened = openDocx(await host.read(file));
    if (opened.kind === 'docx') return opened;
    report(diagnostic('word-unreadable', opened, place));
  } catch (error) {
    report(diagnoseReadError(error, shown));
  }
  return undefined;
}

interface MadeFiles {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly chapters: readonly { readonly path: string; readonly text: string }[];
  /** What was changed in the HTML. */
  readonly changes: { readonly boxes: number; readonly links: number };
  readonly hasText: boolean;
}

async function makeFiles(
  { root, file, folder, schemas }: WordImport,
  docx: Docx,
  { tree, pictures }: WordText,
  marks: Marks,
): Promise<MadeFiles> {
  const facts = readFacts(docx.parts, docx.main);
  const notes = takeNotes(tree, NOTE_PREFIX);
  for (const part of [tree, ...notes.values()]) setListStarts(part, marks);
  const links = cleanAnchors([tree, ...notes.values()], NOTE_PREFIX);
  for (const part of [tree, ...notes.values()]) cleanInline(part);
  const boxes = prepareTables(tree);
  joinCaptions(tree, marks);
  const language = await findLanguage(tree, facts.language);
  const hasText = hasContent(tree);
  const outline = findOutline(tree, facts.title);
  const title = outline.title ?? facts.title ?? titleFromPath(basename(file));
  const named = nameChapters(outline, deriveId(`${basename(folder)}.`));
  linkFiles(named);
  const images = new PictureFiles(pictures);
  const conversion = { notes, marks, usePicture: (src: string, words: string) => images.use(src, words) };
  const chapters = named.map((chapter) => ({
    name: chapter.file,
    path: showPath(join(folder, chapter.file), root),
    text: writeChapter(chapter.title || title, chapter.tree, conversion),
  }));
  const schema = schemas && showPath(join(schemas, 'publication.schema.json'), folder);
  const settings = writeSettings({
    title,
    outline,
    facts,
    language,
    chapters: named,
    ...(schema && { schema }),
  });
  const encoder = new TextEncoder();
  const all = [
    [PUBLICATION_FILE, encoder.encode(settings)] as const,
    ...chapters.map(({ name, text }) => [name, encoder.encode(text)] as const),
    ...images.files,
  ];
  return {
    files: new Map(all.map(([name, bytes]) => [join(folder, name), bytes])),
    chapters,
    changes: { boxes, links },
    hasText,
  };
}

/** Reports `import-in-way` if a file would be replaced. */
async function isInWay(
  paths: readonly string[],
  { root }: WordImport,
  { host, report }: ImportContext,
): Promise<boolean> {
  const found: string[] = [];
  for (const path of paths) if ((await host.kind(path)) !== undefined) found.push(showPath(path, root));
  const [path] = found;
  if (path !== undefined) report(diagnostic('import-in-way', { path, count: found.length }));
  return path !== undefined;
}

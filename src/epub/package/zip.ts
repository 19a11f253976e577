/**
 * Packs finished files as an EPUB. epub-gen-memory, which the project requires and which no other file imports, provides
 * `META-INF/container.xml`, the names of the other required files, and the template calls that write each document. Its conversion
 * of chapter HTML and its default templates are not used, because the conversion loses SVG, MathML, table scopes and list numbers:
 * finished documents pass through one-line templates, and images through the hook that would download them. Its archive (JSZip)
 * is not used either, because packing a leaflet takes it twice as long.
 */
import { EPub } from 'epub-gen-memory';
import type { StepCache } from '../../core/model/step-cache.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { findTaskThreads, isOneOfMany } from '../../runtime/threads/task-threads.ts';
import { type ArchiveEntry, writeArchive } from './archive.ts';
import { type DeflateLevel, type DeflateTask, deflateAll, readDeflated } from './deflate.ts';

/** A file of the package, relative to the package document. */
export interface PackedFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Everything in the package except `mimetype` and `META-INF/container.xml`. */
export interface PackageFiles {
  /** Title of the work, which the library requires. */
  readonly title: string;
  readonly packageDocument: string;
  readonly ncx: string;
  /** Becomes `toc.xhtml`. */
  readonly navigation: string;
  /** Becomes `style.css`. */
  readonly style: string;
  readonly pages: readonly { readonly file: string; readonly xhtml: string }[];
  readonly resources: readonly PackedFile[];
  /** Time of every entry, in steps of two seconds. The ZIP format has no time before 1980 and after 2107. */
  readonly modified: Date;
}

// DEFLATE does not make these files smaller, because their formats are compressed.
const ALREADY_COMPRESSED = /\.(?:jpg|png|gif|webp|woff2?)$/;
const FIRST = ['META-INF/container.xml', 'OEBPS/content.opf'];
/** Files that are the same in most e-books of one project. */
const SHARED = ['META-INF/container.xml', 'OEBPS/style.css'];

/**
 * Packs the files. The same files give the same bytes on any day, in any time zone.
 * @param steps keep the deflated documents of a long book, so that those of unchanged chapters need not be deflated again
 * @returns an OCF ZIP container (EPUB 3.3, section 4.2): `mimetype` first, stored, without extra field
 */
export async function pack(
  files: PackageFiles,
  place?: SourceLocation,
  steps?: StepCache,
): Promise<Uint8Array> {
  const packer = new Packer(files);
  await packer.render();
  const { modified } = files;
  const level = chooseLevel(files);
  const entries = listEntries(packer.files, level);
  if (level === FAST_LEVEL && steps !== undefined)
    return writeArchive(await deflateChanged(entries, steps), modified, place);
  return writeArchive(isOneOfMany('archive') ? await deflateInThread(entries) : entries, modified, place);
}

/** Deflates the contents that were not deflated in an earlier build. */
function deflateChanged(
  entries: readonly ArchiveEntry[],
  steps: StepCache,
): Promise<readonly ArchiveEntry[]> {
  const deflateOne = async (entry: ArchiveEntry): Promise<ArchiveEntry> => {
    const { content, level } = entry;
    if (level === 0) return entry;
    const deflate = async () => deflateAll({ kind: 'deflate', entries: [entry] });
    const { bytes } = await steps.getOrCompute('deflated', [String(level), content], deflate);
    const [packed] = readDeflated(bytes, 1);
    return packed === undefined ? entry : { ...entry, packed };
  };
  return Promise.all(entries.map(deflateOne));
}

/** Has a thread deflate the contents, as soon as one is free. */
async function deflateInThread(entries: readonly ArchiveEntry[]): Promise<readonly ArchiveEntry[]> {
  const deflated = entries.filter(({ level }) => level > 0);
  const task: DeflateTask = { kind: 'deflate', entries: deflated };
  const here = async () => deflateAll(task);
  const bytes = await findTaskThreads().run({ room: 'epub', task, ownShare: 'surplus', here });
  const packed = readDeflated(bytes, deflated.length);
  return entries.map((entry) => {
    const known = packed[deflated.indexOf(entry)];
    return known === undefined ? entry : { ...entry, packed: known };
  });
}

/** Lists the entries in the order in which readers look for them. */
function listEntries(files: ReadonlyMap<string, FileContent>, level: DeflateLevel): readonly ArchiveEntry[] {
  const rank = (name: string) => [...FIRST, name].indexOf(name);
  const ordered = [...files].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const packed = ordered.map(([name, content]) => ({
    ...{ name, content },
    level: ALREADY_COMPRESSED.test(name) ? (0 as const) : level,
    isShared: SHARED.includes(name),
  }));
  return [{ name: 'mimetype', content: 'application/epub+zip', level: 0 }, ...packed];
}

/**
 * A short book uses DEFLATE level 9. For a long one, level 9 takes four times as long as 4, and saves a
 * tenth.
 */
const [SHORT_BOOK, SMALLEST_LEVEL, FAST_LEVEL] = [1 << 20, 9, 4] as const;

/** Chooses the level of DEFLATE by the number of characters to pack. Pictures and fonts are stored. */
function chooseLevel({ pages, packageDocument, ncx, navigation, style }: PackageFiles): DeflateLevel {
  const texts = [packageDocument, ncx, navigation, style, ...pages.map(({ xhtml }) => xhtml)];
  return texts.reduce((sum, { length }) => sum + length, 0) < SHORT_BOOK ? SMALLEST_LEVEL : FAST_LEVEL;
}

type FileContent = string | Uint8Array;

/** Adapts the library. The chapters' `content` stays empty; the templates insert the finished XML instead. */
class Packer extends EPub {
  /** What the library has written, by path in the package. */
  readonly files = new Map<string, FileContent>();
  readonly #resources: PackageFiles['resources'];

  constructor(files: PackageFiles) {
    // The templates are EJS. The data is nested, because EJS reads some keys at the top level as options.
    const given = {
      title: files.title,
      css: files.style,
      version: 3,
      fonts: [],
      contentOPF: '<%- given.packageDocument %>',
      tocNCX: '<%- given.ncx %>',
      tocXHTML: '<%- given.navigation %>',
      chapterXHTML: '<%- given.xhtml %>',
      verbose: false,
      given: files,
    };
    const chapters = files.pages.map(({ file, xhtml }) => ({
      title: file,
      content: '',
      filename: file,
      given: { xhtml },
    }));
    super(given, chapters);
    this.#resources = files.resources;
    Object.assign(this, { zip: this.#folder('') });
  }

  /** Returns a folder that keeps what is written to it, with the methods of JSZip that the library calls. */
  #folder(path: string) {
    return {
      folder: (name: string) => this.#folder(`${path}${name}/`),
      file: (name: string, content: FileContent) => void this.files.set(path + name, content),
    };
  }

  protected override async downloadAllImages(): Promise<void> {
    for (const { file, bytes } of this.#resources) this.files.set(`OEBPS/${file}`, bytes);
  }
}

/**
 * Packs finished files as an EPUB, with epub-gen-memory, which the project requires; no other file imports
 * it. It provides the archive (JSZip), `mimetype`, `META-INF/container.xml`, and the template calls that
 * write each document. Its conversion of chapter HTML and its default templates are not used, because the
 * conversion loses SVG, MathML, table scopes and list numbers: finished documents pass through one-line
 * templates, and images through the hook that would download them.
 */
import { EPub } from 'epub-gen-memory';

/** A file of the package, relative to the package document. */
export interface PackedFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Everything in the package except `mimetype` and `META-INF/container.xml`, which the library writes. */
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
  /** Time of every entry, in steps of two seconds. The ZIP format has no time before 1980. */
  readonly modified: Date;
}

// DEFLATE does not make these files smaller, because their formats are compressed.
const ALREADY_COMPRESSED = /\.(?:jpg|png|gif|webp|woff2?)$/;
const FIRST = ['mimetype', 'META-INF/container.xml', 'OEBPS/content.opf'];
const ZIP_EPOCH = new Date('1980-01-01T00:00:00Z');

/**
 * Packs the files. The same files give the same bytes on any day, in any time zone.
 * @returns an OCF ZIP container (EPUB 3.3, section 4.2): `mimetype` first, stored, without extra field
 */
export async function pack(files: PackageFiles): Promise<Uint8Array> {
  const packer = new Packer(files);
  await packer.render();
  packer.orderEntries();
  return packer.generateAsync({
    type: 'uint8array',
    platform: 'UNIX',
    compression: 'DEFLATE',
    compressionOptions: { level: chooseLevel(files) },
  });
}

/**
 * A short book uses DEFLATE level 9. For a long one, level 9 takes four times as long as 4, and saves a
 * tenth.
 */
const [SHORT_BOOK, SMALLEST_LEVEL, FAST_LEVEL] = [1 << 20, 9, 4];

/** Chooses the level of DEFLATE by the number of characters to pack. Pictures and fonts are stored. */
function chooseLevel({ pages, packageDocument, ncx, navigation, style }: PackageFiles): number {
  const texts = [packageDocument, ncx, navigation, style, ...pages.map(({ xhtml }) => xhtml)];
  return texts.reduce((sum, { length }) => sum + length, 0) < SHORT_BOOK ? SMALLEST_LEVEL : FAST_LEVEL;
}

/** The properties of JSZip's entries that are used here. */
interface ZipEntry {
  readonly dir: boolean;
  date: Date;
  readonly options: { compression?: string | null };
}

/** Adapts the library. The chapters' `content` stays empty; the templates insert the finished XML instead. */
class Packer extends EPub {
  readonly #files: PackageFiles;

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
    this.#files = files;
  }

  protected override async downloadAllImages(): Promise<void> {
    for (const { file, bytes } of this.#files.resources) this.zip.file(`OEBPS/${file}`, bytes);
  }

  /** Sorts the entries and gives them one time. Removes the entries of folders. */
  orderEntries(): void {
    const entries = this.zip.files as Record<string, ZipEntry>;
    const rank = (name: string) => [...FIRST, name].indexOf(name);
    const { modified } = this.#files;
    const names = Object.keys(entries).filter((name) => !entries[name]?.dir);
    names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
    const ordered: Record<string, ZipEntry> = Object.create(null);
    for (const name of names) {
      const entry = entries[name];
      if (entry === undefined) continue;
      entry.date = modified < ZIP_EPOCH ? ZIP_EPOCH : modified;
      if (ALREADY_COMPRESSED.test(name)) entry.options.compression = 'STORE';
      ordered[name] = entry;
    }
    Object.assign(this.zip, { files: ordered });
  }
}

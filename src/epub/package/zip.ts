/** Packs finished files as an EPUB: the only file that knows epub-gen-memory. */
import { EPub } from 'epub-gen-memory';

/** A file of the package, relative to the package document. */
export interface PackedFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Everything in the package but `mimetype` and `META-INF/container.xml`, which the library writes. */
export interface PackageFiles {
  /** Title of the work, for the library's own checks. */
  readonly title: string;
  readonly packageDocument: string;
  readonly ncx: string;
  /** Becomes `toc.xhtml`. */
  readonly navigation: string;
  /** Becomes `style.css`. */
  readonly style: string;
  readonly pages: readonly { readonly file: string; readonly xhtml: string }[];
  readonly resources: readonly PackedFile[];
  /** Written as the time of every entry, to two seconds; the ZIP format knows none before 1980. */
  readonly modified: Date;
}

// What the format of these files has compressed already gets no smaller by DEFLATE.
const COMPRESSED = /\.(?:jpg|png|gif|webp|woff2?)$/;
const FIRST = ['mimetype', 'META-INF/container.xml', 'OEBPS/content.opf'];
const ZIP_EPOCH = new Date('1980-01-01T00:00:00Z');

/**
 * The same files give the same bytes on any day, in any time zone.
 * @returns an OCF ZIP container (EPUB 3.3, section 4.2): `mimetype` first, stored, without extra field
 */
export async function pack(files: PackageFiles): Promise<Uint8Array> {
  const packer = new Packer(files);
  await packer.render();
  packer.settle();
  return packer.generateAsync({
    type: 'uint8array',
    platform: 'UNIX',
    compression: 'DEFLATE',
    compressionOptions: { level: levelFor(files) },
  });
}

/** Of a short book every byte is a greater part; of a long one 9 takes four times as long to save a tenth. */
const [SHORT, THOROUGH, USUAL] = [1 << 20, 9, 4];

/** The level of DEFLATE, by how many characters there are to pack; pictures and fonts are stored. */
function levelFor({ pages, packageDocument, ncx, navigation, style }: PackageFiles): number {
  const texts = [packageDocument, ncx, navigation, style, ...pages.map(({ xhtml }) => xhtml)];
  return texts.reduce((sum, { length }) => sum + length, 0) < SHORT ? THOROUGH : USUAL;
}

/** What the archive knows of an entry; JSZip's own type, as far as it is needed here. */
interface ZipEntry {
  readonly dir: boolean;
  date: Date;
  readonly options: { compression?: string | null };
}

/**
 * The library turns a chapter's `content` into HTML of its own and loses SVG, MathML, table scopes and list numbers on
 * the way. So `content` stays empty, and finished XML goes in through the templates it lets us replace; images go in
 * through the hook that would fetch them.
 */
class Packer extends EPub {
  readonly #files: PackageFiles;

  constructor(files: PackageFiles) {
    // The templates are EJS. The data must not stand at the top level: EJS takes some of its keys for options.
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

  /** Puts the entries in order and gives them one time; folders get no entry. */
  settle(): void {
    const entries = this.zip.files as Record<string, ZipEntry>;
    const rank = (name: string) => [...FIRST, name].indexOf(name);
    const { modified } = this.#files;
    const names = Object.keys(entries).filter((name) => !entries[name]?.dir);
    names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
    const settled: Record<string, ZipEntry> = Object.create(null);
    for (const name of names) {
      const entry = entries[name];
      if (entry === undefined) continue;
      entry.date = modified < ZIP_EPOCH ? ZIP_EPOCH : modified;
      if (COMPRESSED.test(name)) entry.options.compression = 'STORE';
      settled[name] = entry;
    }
    Object.assign(this.zip, { files: settled });
  }
}

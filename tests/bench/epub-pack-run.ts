/** One packing, or one zipping of the same bytes, in a process of its own: `epub-pack.ts` starts it. Prints JSON. */
import { createCipheriv } from 'node:crypto';
import process from 'node:process';
import { crc32, deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { type PackageFiles, pack } from '../../src/epub/package/zip.ts';
import { longText } from './long-text.ts';

/** What one process measured. */
export interface PackRun {
  /** Of the processor, which other work on the machine does not lengthen much. */
  readonly milliseconds: number;
  /** The most memory that the process had, its start and the bytes to be packed included. */
  readonly megabytes: number;
  /** Of the file that came out. */
  readonly bytes: number;
}

const [CHAPTERS, CHAPTER, PICTURES, PICTURE] = [100, 100_000, 100, 500_000];
/** The level of DEFLATE that `pack.ts` asks for when there is so much text. */
const LEVEL = 4;

/** Chapters are prose as it is; pictures are bytes that no compression makes smaller, as a JPEG's are. */
function filesToPack(): PackageFiles {
  const prose = Object.values(longText({ chapters: 8, parts: 4, paragraphs: 40 })).join('\n');
  const pages = Array.from({ length: CHAPTERS }, (_, index) => {
    const text = prose.slice(index * 997, index * 997 + CHAPTER).replaceAll('\n\n', '</p>\n<p>');
    return { file: `chapter-${index + 1}.xhtml`, xhtml: `<p>${text}</p>`.slice(0, CHAPTER) };
  });
  const random = createCipheriv('aes-128-ctr', Buffer.alloc(16, 'handpress'), Buffer.alloc(16));
  const resources = Array.from({ length: PICTURES }, (_, index) => ({
    file: `images/picture-${index + 1}.jpg`,
    bytes: new Uint8Array(random.update(Buffer.alloc(PICTURE))),
  }));
  const [packageDocument, ncx, navigation, style] = ['package', 'ncx', 'navigation', 'style'];
  const modified = new Date('2026-01-01T00:00:00Z');
  return { title: 'A long book', packageDocument, ncx, navigation, style, pages, resources, modified };
}

/** fflate, the fastest zip in JavaScript that we know of: chapters deflated, pictures stored. */
function zip({ pages, resources, packageDocument, ncx, navigation, style }: PackageFiles): Uint8Array {
  const encoder = new TextEncoder();
  const texts = {
    'content.opf': packageDocument,
    'toc.ncx': ncx,
    'toc.xhtml': navigation,
    'style.css': style,
  };
  const all = [...Object.entries(texts), ...pages.map(({ file, xhtml }) => [file, xhtml] as const)];
  return zipSync({
    mimetype: [encoder.encode('application/epub+zip'), { level: 0 }],
    ...Object.fromEntries(
      all.map(([file, text]) => [`OEBPS/${file}`, [encoder.encode(text), { level: LEVEL }]]),
    ),
    ...Object.fromEntries(resources.map(({ file, bytes }) => [`OEBPS/${file}`, [bytes, { level: 0 }]])),
  });
}

/** zlib, in C: what a zip consists of, without its directory. Its bytes differ from one kind of processor to another. */
function zipByZlib({ pages, resources }: PackageFiles): Uint8Array {
  const texts = pages.map(({ xhtml }) => Buffer.from(xhtml));
  for (const bytes of [...texts, ...resources.map((file) => file.bytes)]) crc32(bytes);
  const packed = texts.map((bytes) => deflateRawSync(bytes, { level: LEVEL }));
  return Buffer.concat([...packed, ...resources.map(({ bytes }) => bytes)]);
}

const WAYS = { packed: pack, fflate: zip, zlib: zipByZlib };

const files = filesToPack();
const [, way] = Object.entries(WAYS).find(([name]) => name === process.argv[2]) ?? [];
if (way === undefined) throw new Error(`It takes one of ${Object.keys(WAYS).join(', ')}.`);
const before = process.cpuUsage();
const packed = await way(files);
const { user, system } = process.cpuUsage(before);
const run: PackRun = {
  milliseconds: (user + system) / 1000,
  megabytes: process.resourceUsage().maxRSS / 1024,
  bytes: packed.length,
};
process.stdout.write(JSON.stringify(run));

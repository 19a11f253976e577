/**
 * Checks a finished e-book before it is published, for faults that EPUBCheck and Ace miss, or report too
 * late.
 */
import { findDocumentFaults } from './documents.ts';
import { findPackageFaults } from './package.ts';
import { openZip } from './zip-entries.ts';

/** The texts of a package, as they were packed. */
export interface CheckedPackage {
  readonly packageDocument: string;
  readonly ncx: string;
  /** `toc.xhtml`. */
  readonly navigation: string;
  readonly pages: readonly { readonly file: string; readonly xhtml: string }[];
}

const PACKAGE_FOLDER = 'OEBPS/';

/** Thrown for an invalid book, which is a fault of the program, never of the author. */
export class InvalidBookError extends Error {
  override readonly name = 'InvalidBookError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    const more = faults.length > 5 ? ` (and ${faults.length - 5} more)` : '';
    super(`The e-book would be invalid. ${faults.slice(0, 5).join('; ')}${more}`);
    this.faults = faults;
  }
}

/** Checks a package. @param bytes the archive @throws InvalidBookError with all faults */
export function checkBook(texts: CheckedPackage, bytes: Uint8Array): void {
  const { names } = openZip(bytes);
  const files = new Set(names.map((name) => name.replace(PACKAGE_FOLDER, '')));
  const documents = [
    ...texts.pages.map(({ file, xhtml }) => ({ file, xml: xhtml })),
    { file: 'toc.xhtml', xml: texts.navigation },
    { file: 'toc.ncx', xml: texts.ncx },
  ];
  const faults = [
    ...findPackageFaults(texts.packageDocument, names),
    ...findDocumentFaults(documents, files),
  ];
  if (faults.length > 0) throw new InvalidBookError(faults);
}

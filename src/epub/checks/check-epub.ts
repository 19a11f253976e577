/** What a finished e-book is asked before it is published. EPUBCheck and Ace let all of this pass, or come too late. */
import { documentFaults } from './documents.ts';
import { packageFaults } from './package.ts';
import { openZip } from './zip-entries.ts';

/** The texts of a package, as they were given to be packed. */
export interface CheckedPackage {
  readonly packageDocument: string;
  readonly ncx: string;
  /** `toc.xhtml`. */
  readonly navigation: string;
  readonly pages: readonly { readonly file: string; readonly xhtml: string }[];
}

const FOLDER = 'OEBPS/';

/** A book that would be invalid is a fault of ours, never the author's. */
export class InvalidBookError extends Error {
  override readonly name = 'InvalidBookError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    const more = faults.length > 5 ? ` (and ${faults.length - 5} more)` : '';
    super(`The e-book would be invalid. ${faults.slice(0, 5).join('; ')}${more}`);
    this.faults = faults;
  }
}

/** @param bytes the archive @throws InvalidBookError with everything that is wrong */
export function checkBook(given: CheckedPackage, bytes: Uint8Array): void {
  const { names } = openZip(bytes);
  const files = new Set(names.map((name) => name.replace(FOLDER, '')));
  const documents = [
    ...given.pages.map(({ file, xhtml }) => ({ file, xml: xhtml })),
    { file: 'toc.xhtml', xml: given.navigation },
    { file: 'toc.ncx', xml: given.ncx },
  ];
  const faults = [...packageFaults(given.packageDocument, names), ...documentFaults(documents, files)];
  if (faults.length > 0) throw new InvalidBookError(faults);
}

/** Recognizes by their first bytes and names of parts what files are that were given instead of Word documents. */

/** The start of a Compound File, which holds old and encrypted documents ([MS-CFB] 2.2). */
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** The name of the stream of an encrypted document, as it is in the file: UTF-16LE ([MS-OFFCRYPTO] 2.3.4.4). */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/** Why a file cannot be read as a Word document. */
export interface Refusal {
  /** Follows “because” or a colon: `it is a PDF`. */
  readonly reason: string;
  /** A sentence that says what to do. */
  readonly advice: string;
}

const SAVE_AS_DOCX = 'Open it in Word or LibreOffice, and save it as Word document (.docx).';

/** Files that are no zip archive, by their first characters. */
const STARTS: readonly (readonly [start: string, reason: string, advice: string])[] = [
  ['%PDF', 'it is a PDF', 'Import the document that the PDF was made from.'],
  ['{\\rtf', 'it is a file in Rich Text Format', SAVE_AS_DOCX],
  ['<', 'it is an HTML or XML file', SAVE_AS_DOCX],
];

/** Zip archives of other programs, by the name of a part that only they have. */
const PARTS: readonly (readonly [part: RegExp, reason: string, advice: string])[] = [
  [/^xl\//, 'it is an Excel workbook', 'Copy its tables into a Word document.'],
  [/^ppt\//, 'it is a PowerPoint presentation', 'Export its text as a Word document.'],
  [/^Index\/|^index\.xml$/, 'it is a document of Apple Pages', 'Export it as Word document from Pages.'],
  [/^META-INF\/container\.xml$/, 'it is an e-book (EPUB)', 'Import the document that it was made from.'],
  [/^content\.xml$/, 'it is an OpenDocument file', SAVE_AS_DOCX],
];

/** Returns why a file that is no zip archive cannot be read. */
export function refuseBytes(bytes: Uint8Array): Refusal {
  if (bytes.length === 0) return { reason: 'it is empty', advice: 'Save the document again.' };
  if (COMPOUND_FILE.every((byte, at) => bytes[at] === byte)) return refuseCompoundFile(bytes);
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1').replace(/^ï»¿/, '').trimStart();
  const [, reason, advice] = STARTS.find(([known]) => start.startsWith(known)) ?? [];
  return reason !== undefined && advice !== undefined
    ? { reason, advice }
    : { reason: 'it is no Word document (.docx)', advice: SAVE_AS_DOCX };
}

function refuseCompoundFile(bytes: Uint8Array): Refusal {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(ENCRYPTED)
    ? { reason: 'it is encrypted with a password', advice: 'Save it without a password in Word.' }
    : { reason: 'it is a document of Word 97 to 2003 (.doc)', advice: SAVE_AS_DOCX };
}

/** Returns why a zip archive without a Word document cannot be read. @param names of the parts */
export function refuseArchive(names: readonly string[]): Refusal {
  const [, reason, advice] = PARTS.find(([part]) => names.some((name) => part.test(name))) ?? [];
  return reason !== undefined && advice !== undefined
    ? { reason, advice }
    : { reason: 'it is a zip archive without a Word document', advice: SAVE_AS_DOCX };
}

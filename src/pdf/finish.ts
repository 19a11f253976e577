/**
 * Finishing: what is done to a file after it is printed, so that the same content gives the same bytes. Every change keeps
 * the length, and with it all offsets in the file. Inside a string Chromium escapes parentheses: what is looked for here
 * can only be the key of a dictionary and its value, never an author's text.
 */

const DATE = /\/(CreationDate|ModDate) \(D:\d{14}[+\-Z][\d']*\)/g;

/** Where cells of a table name their heads: the only use Chromium makes of such names. */
const NAMING = /\/(?:ID \(node\d{8}\)|(?:Headers|Limits|Names) \[[^\]]*\])/g;
const NODE = /\(node(\d{8})\)/g;

/** @param modified the content's own date, ISO 8601 with seconds and `Z`; it takes the place of the clock's */
export function finish(bytes: Uint8Array, modified: string): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return new Uint8Array(Buffer.from(renumberNodes(dateOf(text, modified)), 'latin1'));
}

function dateOf(text: string, modified: string): string {
  const stamp = modified.replace(/\D/g, '').slice(0, 14).padEnd(14, '0');
  return text.replace(DATE, (found, key: string) => {
    const dated = `/${key} (D:${stamp}+00'00')`;
    return dated.length === found.length ? dated : found;
  });
}

/** A tab counts its nodes from its first document on; here they are counted anew, in the same order. */
function renumberNodes(text: string): string {
  const numbers = new Set<string>();
  for (const [naming] of text.matchAll(NAMING)) {
    for (const [, number = ''] of naming.matchAll(NODE)) numbers.add(number);
  }
  const order = new Map(
    [...numbers].sort().map((number, index) => [number, String(index + 1).padStart(8, '0')]),
  );
  return text.replace(NAMING, (naming) =>
    naming.replace(NODE, (_node, number: string) => `(node${order.get(number)})`),
  );
}

/** An SVG file read as XML, once: elements, attributes and text, with their places. Nothing outside the file is asked for. */
import { parseXml, type XmlDocument, type XmlElement, XmlError } from '@rgrove/parse-xml';

export type { XmlElement } from '@rgrove/parse-xml';

export type Parsed =
  | { readonly root: XmlElement | undefined }
  /** @property offset of the place in the text; 0 where nothing is known */
  | { readonly reason: string; readonly offset: number };

/** @param text with lines that end as those of `withPlainLines`: the parser takes a time that grows with the square of other ends */
export function parseDrawing(text: string): Parsed {
  const entities = new Entities(text);
  const resolveUndefinedEntity = (reference: string) => entities.resolve(reference);
  let document: XmlDocument;
  try {
    document = parseXml(text, { includeOffsets: true, resolveUndefinedEntity });
  } catch (error) {
    // The parser calls itself for each level; a drawing that ends the stack has thousands.
    if (error instanceof RangeError) return { reason: 'its elements lie too deep in each other', offset: 0 };
    if (error instanceof XmlError)
      return { reason: reasonOf(error), offset: Math.min(error.pos, text.length) };
    throw error;
  }
  return { root: document.root ?? undefined };
}

/** Without the place and the excerpt that the parser adds. */
function reasonOf({ message }: XmlError): string {
  const [line = ''] = message.split('\n');
  return line.replace(/ \(line \d+, column \d+\)$/, '').replace(/\.$/, '');
}

/** Characters of one entity, and of all that a file makes of them: a page of text is less. */
const LONGEST = 1000;
const MOST_CHARACTERS = 100_000;

const DECLARATION = /<!ENTITY\s+([\w:.-]+)\s+(?:"([^"<&%]*)"|'([^'<&%]*)')\s*>/g;

/**
 * The words that a document type defines (XML 1.0, 4.2), as older versions of Illustrator do for their namespaces. Only
 * plain text: an entity in another grows without end, and one in a file is another file.
 */
class Entities {
  readonly #known = new Map<string, string>();
  #left = MOST_CHARACTERS;

  constructor(text: string) {
    const [, subset = ''] =
      /^[^<]*(?:<[?!](?!DOCTYPE)[^<]*)*<!DOCTYPE\s[^[>]*\[([^\]]*)\]\s*>/.exec(text) ?? [];
    for (const [, name = '', quoted, value = quoted ?? ''] of subset.matchAll(DECLARATION)) {
      if (value.length <= LONGEST && !this.#known.has(name)) this.#known.set(name, value);
    }
  }

  /** @param reference as `&name;` */
  resolve(reference: string): string | undefined {
    const value = this.#known.get(reference.slice(1, -1));
    if (value === undefined || value.length > this.#left) return undefined;
    this.#left -= value.length;
    return value;
  }
}

/** Parses an SVG file as XML, with offsets. Loads nothing from outside the file. */
import { parseXml, type XmlDocument, type XmlElement, XmlError } from '@rgrove/parse-xml';

export type { XmlElement } from '@rgrove/parse-xml';

/** A parsed SVG file, or the reason why it is not well-formed. */
export type ParsedSvg =
  | { readonly kind: 'parsed'; readonly root: XmlElement | undefined }
  /** @property offset offset of the error in the text; 0 if unknown */
  | { readonly kind: 'broken'; readonly reason: string; readonly offset: number };

/**
 * Parses an SVG file.
 * @param text text with normalized line endings, because the parser takes quadratic time for others
 */
export function parseSvg(text: string): ParsedSvg {
  const entities = new Entities(text);
  const resolveUndefinedEntity = (reference: string) => entities.resolve(reference);
  let document: XmlDocument;
  try {
    document = parseXml(text, { includeOffsets: true, resolveUndefinedEntity });
  } catch (error) {
    // The parser is recursive; a drawing that overflows the stack has thousands of levels.
    if (error instanceof RangeError)
      return { kind: 'broken', reason: 'its elements lie too deep in each other', offset: 0 };
    if (error instanceof XmlError)
      return { kind: 'broken', reason: readReason(error), offset: Math.min(error.pos, text.length) };
    throw error;
  }
  return { kind: 'parsed', root: document.root ?? undefined };
}

/** Returns the message without the position and the excerpt that the parser adds. */
function readReason({ message }: XmlError): string {
  const [line = ''] = message.split('\n');
  return line.replace(/ \(line \d+, column \d+\)$/, '').replace(/\.$/, '');
}

/** Most characters of one entity, and of all expanded entities of a file. A page of text has fewer. */
const MAX_ENTITY_LENGTH = 1000;
const MAX_EXPANSION = 100_000;

const DECLARATION = /<!ENTITY\s+([\w:.-]+)\s+(?:"([^"<&%]*)"|'([^'<&%]*)')\s*>/g;

/**
 * The entities that a document type declares (XML 1.0, 4.2), as older versions of Illustrator do for
 * namespaces. Only plain text, because nested entities can grow without limit, and external entities are
 * other files.
 */
class Entities {
  readonly #values = new Map<string, string>();
  #remaining = MAX_EXPANSION;

  constructor(text: string) {
    const [, subset = ''] =
      /^[^<]*(?:<[?!](?!DOCTYPE)[^<]*)*<!DOCTYPE\s[^[>]*\[([^\]]*)\]\s*>/.exec(text) ?? [];
    for (const [, name = '', quoted, value = quoted ?? ''] of subset.matchAll(DECLARATION)) {
      if (value.length <= MAX_ENTITY_LENGTH && !this.#values.has(name)) this.#values.set(name, value);
    }
  }

  /** Returns the text of a reference, as `&name;`; `undefined` if it is unknown or too long. */
  resolve(reference: string): string | undefined {
    const value = this.#values.get(reference.slice(1, -1));
    if (value === undefined || value.length > this.#remaining) return undefined;
    this.#remaining -= value.length;
    return value;
  }
}

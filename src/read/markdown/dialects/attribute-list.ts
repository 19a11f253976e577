/** Reads a list of attributes in braces, as in pandoc: `{#id .class key=value}`. */
import { NO_GLOSS_CLASS } from '../../../core/tree/no-gloss-class.ts';

export interface Attributes {
  readonly id?: string;
  readonly classes: readonly string[];
  readonly values: ReadonlyMap<string, string>;
}

/** Braces at the start of a text. */
export const BRACES = /^\{([^{}\n]{1,500})\}/;

/** Braces at the end of a text, with the spaces before them. */
export const BRACES_AT_END = /(?<!\s)\s*\{([^{}\n]{1,500})\}[ \t]*$/;

const LANGUAGE = /^[A-Za-z]{2,3}(?:-[A-Za-z\d]{1,8})*$/;
const DIRECTION = /^(?:ltr|rtl|auto)$/;

const ATTRIBUTE =
  /[ \t]*(?:#(?<id>[^\s{}#="']+)|\.(?<name>[^\s{}.#="']+)|(?<key>[\p{L}_][\p{L}\p{N}_:-]*)=(?<value>"[^"]*"|'[^']*'|[^\s"'{}]*)|-)(?=[\s.#]|$)/uy;

/** Reads what is between the braces. @returns `undefined` if anything else is there, or nothing */
export function readAttributes(written: string): Attributes | undefined {
  const list = written.replace(/^:/, '').trim();
  const classes: string[] = [];
  const values = new Map<string, string>();
  let id: string | undefined;
  if (list === '') return undefined;
  ATTRIBUTE.lastIndex = 0;
  while (ATTRIBUTE.lastIndex < list.length) {
    const groups = ATTRIBUTE.exec(list)?.groups;
    if (groups === undefined) return undefined;
    id ??= groups.id;
    if (groups.name !== undefined) classes.push(groups.name);
    if (groups.key !== undefined) values.set(groups.key, (groups.value ?? '').replace(/^["']|["']$/g, ''));
  }
  return { ...(id !== undefined && { id }), classes, values };
}

/** Returns the attributes of HTML that mean something on any element: id, language and direction. */
export function toProperties({ id, values }: Attributes): Readonly<Record<string, string>> {
  const [lang, dir] = [values.get('lang'), values.get('dir')];
  return {
    ...(id !== undefined && { id }),
    ...(lang !== undefined && LANGUAGE.test(lang) && { lang }),
    ...(dir !== undefined && DIRECTION.test(dir) && { dir }),
  };
}

/** Returns the classes that mean something on any element. */
export const keptClasses = ({ classes }: Attributes): readonly string[] =>
  classes.filter((name) => name === NO_GLOSS_CLASS);

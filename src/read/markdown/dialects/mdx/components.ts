/** Reads the tags of components in MDX as marks of a template: `<Note title="Words">` as a box, `<TabItem label="npm">` as a titled one. */
// cspell:ignore accordionitem tabitem cardgroup accordiongroup codegroup
import type { TemplateMark } from '../templates/template-marks.ts';

/** A tag of a component, whose name has a capital letter, with strings and expressions in braces. */
export const COMPONENT =
  /<(\/?)([A-Z][\w.]*)((?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^<>"'{}])*?)(\/?)>/g;

const ATTRIBUTE = /([\w-]+)=(?:"([^"]*)"|'([^']*)'|\{\s*["'`]([^"'`{}$]*)["'`]\s*\})/g;

const BOX =
  /^(?:note|tip|info|warning|danger|caution|important|callout|admonition|alert|aside|hint|check|error|success)$/;
const FOLDED = /^(?:details|accordion|accordionitem|expandable|expander|collapse|spoiler)$/;
/** Names that only arrange their content. */
const PLAIN =
  /^(?:tabs?|tabitem|steps?|cards?|cardgroup|columns?|col|row|grid|frame|fragment|center|accordiongroup|codegroup|div)$/;

/** What a tag becomes. */
export interface ComponentTag {
  readonly name: string;
  readonly isEnd: boolean;
  /** The mark; without one, the tag is left out. */
  readonly mark?: TemplateMark;
  /** Whether nothing is lost with the tag. */
  readonly isPlain: boolean;
}

/** Reads a match of {@link COMPONENT}. */
export function readComponent([, slash, written = '', rest = '', closed]: RegExpExecArray): ComponentTag {
  const name = written.toLowerCase();
  const attributes = new Map(
    [...rest.matchAll(ATTRIBUTE)].map(([, key = '', a, b, c]) => [key, a ?? b ?? c ?? '']),
  );
  const [isEnd, isClosed] = [slash === '/', closed === '/'];
  const kind = nameMark(name);
  const facts = { name: written, isEnd, isPlain: PLAIN.test(name) || (kind !== undefined && !isClosed) };
  if (kind === undefined) return facts;
  const title =
    attributes.get('label') ??
    attributes.get('title') ??
    attributes.get('summary') ??
    (kind === 'tab' ? attributes.get('value') : undefined);
  const type = attributes.get('type') ?? attributes.get('variant') ?? attributes.get('kind');
  const list = [
    ...(type ? [`type=${JSON.stringify(type)}`] : []),
    ...(title ? [`title=${JSON.stringify(title)}`] : []),
  ];
  const value = isEnd ? `{{< /${kind} >}}` : `{{< ${[kind, ...list].join(' ')} ${isClosed ? '/' : ''}>}}`;
  return { ...facts, mark: { type: 'templateMark', value } };
}

function nameMark(name: string): string | undefined {
  if (/^tab(?:item)?$/.test(name)) return 'tab';
  if (FOLDED.test(name)) return 'details';
  return BOX.test(name) ? name : undefined;
}

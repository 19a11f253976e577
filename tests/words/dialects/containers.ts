/** Translates boxes, tabs and divisions of other programs, from the inside out. */
import { containerOf, splitOptions } from './listings.ts';
import { box, titled } from './protect.ts';

type Translate = (inner: string) => string;

/** Alerts of GitHub and Obsidian: quotations that begin with `[!NAME]`. */
export const translateAlerts = (text: string, translate: Translate): string =>
  text.replace(
    /^([ \t]*)> ?\[!([\w -]+)\][-+]?[ \t]*(.*)\n((?:[ \t]*>.*(?:\n|$))*)/gm,
    (_, indent: string, kind: string, title: string, lines: string) => {
      const body = lines.replace(/^[ \t]*> ?/gm, '');
      return indented(box(kind, title || undefined, translate(body)), indent);
    },
  );

const indented = (text: string, indent: string): string => text.replace(/^(?=.)/gm, indent);

/** Boxes of MkDocs, whose content is indented by four spaces. */
export const translateAdmonitions = (text: string, translate: Translate): string =>
  text.replace(
    /^([ \t]*)(!!!|\?\?\?\+?|===[+!]?)[ \t]+(?:([A-Za-z][\w-]*)[ \w-]*)?(?:[ \t]*"(.*)")?[ \t]*\n((?:\1 {4}.*(?:\n|$)|[ \t]*\n(?=(?:[ \t]*\n)*\1 {4}))*)/gm,
    (_, indent: string, sign: string, kind: string | undefined, title: string | undefined, lines: string) => {
      const body = translate(lines.replace(new RegExp(`^${indent} {4}`, 'gm'), ''));
      const made = sign.startsWith('===') ? titled(title ?? '', body) : box(kind ?? 'note', title, body);
      return `${indented(made, indent)}\n`;
    },
  );

/** One container between colons. `before` is the indentation of its lines. */
interface Open {
  readonly head: string;
  readonly colons: number;
  readonly indent: string;
  readonly lines: string[];
}

const COLONS = /^([ \t]*)(:{3,})[ \t]*(.*)$/;

/** Reads a text line by line, and replaces each container between colons where it ends. */
export function translateColons(text: string): string {
  const root: Open = { head: '', colons: 0, indent: '', lines: [] };
  const open: Open[] = [root];
  for (const line of text.split('\n')) {
    const [, indent = '', colons = '', head = ''] = COLONS.exec(line) ?? [];
    if (colons === '') open.at(-1)?.lines.push(line);
    else if (head.replace(/:+$/, '').trim() !== '') {
      open.push({ head: head.replace(/[ \t]*:+$/, ''), colons: colons.length, indent, lines: [] });
    } else closeOne(open, colons.length);
  }
  while (open.length > 1) closeOne(open, Number.POSITIVE_INFINITY);
  return root.lines.join('\n');
}

/** Closes the innermost container of as many colons; without one, the innermost of fewer. More than any was written by mistake. */
function closeOne(open: Open[], colons: number): void {
  const same = open.findLastIndex((one, index) => index > 0 && one.colons === colons);
  const at = same > 0 ? same : open.length - 1;
  if (at < 1) return;
  while (open.length > at) {
    const closed = open.pop();
    if (closed === undefined) return;
    const body = closed.lines.map((line) => line.replace(closed.indent, '')).join('\n');
    open.at(-1)?.lines.push(indented(writeColons(closed.head, body), closed.indent));
  }
}

const OWN = /^(?:key-points|urgent|action|note|warning|figure|table|glossary)(?=$|[[{])/;
const WITH_SUMMARY = /^(?:details|collapse)$/;

function writeColons(head: string, body: string): string {
  if (OWN.test(head)) return own(head, body);
  const [, directive, argument = ''] = /^\{([a-z][\w:-]*)\}[ ]*(.*)$/.exec(head) ?? [];
  if (directive !== undefined) {
    const { options, body: content } = splitOptions(body);
    return containerOf(directive, argument || (options.get('title') ?? ''), content);
  }
  const [, attributes] = /^\{(.*)\}$/.exec(head) ?? [];
  if (attributes !== undefined) return division(attributes, body);
  const [, name = '', label] = /^([\w-]+)[ \t]*\[?(.*?)\]?(?:\{[^{}]*\})?$/.exec(head) ?? [];
  if (WITH_SUMMARY.test(name)) return titled(label ?? '', body);
  return box(name, label?.trim() || undefined, body);
}

/** Writes our own container again, longer than those in it. */
function own(head: string, body: string): string {
  const longest = Math.max(
    2,
    ...[...body.matchAll(/^[ \t>]*(:{3,})/gm)].map(([, colons = '']) => colons.length),
  );
  const fence = ':'.repeat(longest + 1);
  return `${fence}${head}\n${body}\n${fence}`;
}

/** A division of pandoc: a callout of Quarto has a title in its attributes or in its first heading. */
function division(attributes: string, body: string): string {
  const [, kind] = /\.callout-(\w+)/.exec(attributes) ?? [];
  if (kind === undefined) return `\n${body}\n`;
  const title = /\btitle="([^"]*)"/.exec(attributes)?.[1];
  const [heading, words] = /^\s*#+ (.*)\n/.exec(body) ?? [];
  if (title !== undefined || heading === undefined) return box(kind, title, body);
  return box(kind, words, body.slice(heading.length));
}

const TAG = /\{% (hint|tab|code)\b([^%]*)%\}\n((?:(?!\{% (?:hint|tab|code)\b)[\s\S])*?)\{% end\1 %\}/g;

/** Tags of GitBook. */
export function translateTags(text: string): string {
  const inner = text.replace(TAG, (_, name: string, attributes: string, body: string) => {
    if (name !== 'hint') return titled(/title="([^"]*)"/.exec(attributes)?.[1] ?? '', body);
    return box(/style=["'](\w+)/.exec(attributes)?.[1] ?? 'info', undefined, body);
  });
  if (inner !== text) return translateTags(inner);
  return text.replace(/\{% (?:end)?(?:tabs|stepper|step|columns?|content-ref)\b[^%]*%\}/g, '');
}

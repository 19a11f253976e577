/** Translates definition lists, lists with letters and numerals, examples, and lines that are kept. */
import { container } from './protect.ts';

const DEFINITIONS = /^(?![ \t:>|#-])(\S.*)\n(\n?: [^\n]*(?:\n\n?(?:: |[ ]{4})[^\n]*|\n(?!\n|: )[^\n]+)*)/gm;

/** A term and its meanings become paragraphs of their own. */
export const translateDefinitions = (text: string): string =>
  text.replace(DEFINITIONS, (_, term: string, meanings: string) => {
    const bodies = meanings.split(/\n?^: /m).slice(1);
    return `${term}\n\n${bodies.map((body) => body.replace(/^ {2,4}/gm, '').trim()).join('\n\n')}\n`;
  });

/** A poem or an address: a line break at each line. */
export const translateLines = (text: string): string =>
  text.replace(
    /^(?:\|(?: (?!.*\|\s*$).*)?(?:\n|$)){2,}/gm,
    (lines) =>
      `${lines
        .trimEnd()
        .split('\n')
        .map((line) => line.slice(1).trim())
        .join('\\\n')
        .replace(/\\\n\\\n/g, '\n\n')}\n`,
  );

const MARKER = /^(\(@[\w-]*\)|#\.|\(?(?:[a-zA-Z]|[ivx]{2,}|[IVX]{2,})[.)]) +/;

interface Item {
  readonly marker: string;
  readonly lines: string[];
}

/** Lists with letters or numerals, of two items or more, and examples, which are numbered through the text. */
export function translateFancyLists(text: string, translate: (inner: string) => string): string {
  const numbers = numberExamples(text);
  const done: string[] = [];
  let items: Item[] = [];
  let number = 0;
  const markOf = (marker: string, index: number): string => {
    if (!marker.startsWith('(@')) return marker === '#.' ? `${index + 1}.` : marker;
    number += 1;
    return `(${number})`;
  };
  const end = (): void => {
    const isList = items.length > 1 || items[0]?.marker.startsWith('(@') === true;
    for (const [index, { marker, lines }] of items.entries()) {
      if (isList) done.push(item(markOf(marker, index), translate(lines.join('\n'))));
      else done.push(`${marker} ${lines.join('\n')}`);
    }
    items = [];
  };
  for (const line of text.split('\n')) {
    const [all, marker] = MARKER.exec(line) ?? [];
    const last = items.at(-1);
    if (all !== undefined && marker !== undefined) {
      if (last !== undefined && kindOf(last.marker) !== kindOf(marker)) end();
      items.push({ marker, lines: [line.slice(all.length)] });
    } else if (last !== undefined && /^(?: {2,}|$)/.test(line))
      last.lines.push(line.replace(/^ {1,4}/, (spaces) => spaces.slice(0, last.marker.length + 1) && ''));
    else {
      end();
      done.push(line);
    }
  }
  end();
  return done
    .join('\n')
    .replace(/\(@([\w-]+)\)/g, (whole, label: string) =>
      numbers.has(label) ? `(${numbers.get(label)})` : whole,
    );
}

const kindOf = (marker: string): string =>
  marker.startsWith('(@') ? '(@)' : marker.replace(/[a-z]+/, 'a').replace(/[A-Z]+/, 'A');

/** Writes an item that prints its marker. */
export const item = (marker: string, body: string): string =>
  container('w-item', undefined, body, `{marker="${marker}"}`);

function numberExamples(text: string): ReadonlyMap<string, number> {
  return new Map([...text.matchAll(/^\(@([\w-]*)\) /gm)].map(([, label = ''], index) => [label, index + 1]));
}
